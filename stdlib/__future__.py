"""Features of later Pythons, all of which are in force."""

annotations = absolute_import = division = print_function = unicode_literals = True
generators = nested_scopes = with_statement = generator_stop = True
