"""Arguments of the command line."""

import os
import sys
from textwrap import fill, wrap

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
REMAINDER = "..."
PARSER = "A..."


class ArgumentError(Exception):
    """What is wrong with an argument."""

    def __init__(self, argument, message):
        self.argument_name = _name_of(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    """Raised by a type function for a text that it refuses."""


def _name_of(action):
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        return action.metavar
    return action.dest


class Namespace:
    """Holds what the arguments say."""

    def __init__(self, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__

    def __repr__(self):
        return f"{type(self).__name__}({', '.join([f'{k}={v!r}' for k, v in self.__dict__.items()])})"


class HelpFormatter:
    """Folds help texts to the width of the terminal."""

    keep_lines = False
    keep_help = False
    defaults = False
    types = False

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        self._prog, self._indent_increment = prog, indent_increment
        self._width = int(os.environ.get("COLUMNS", "80")) - 2 if width is None else width
        self._max_help_position = min(max_help_position, max(self._width - 20, indent_increment * 2))


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves description and epilog as they are."""

    keep_lines = True


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves all texts as they are."""

    keep_help = True


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds defaults to the help of arguments."""

    defaults = True


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the type of an argument in the place of its name."""

    types = True


class Action:
    """What an argument does."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False,
                 help=None, metavar=None):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class _Store(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConst(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, None, None, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrue(_StoreConst):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalse(_StoreConst):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


class _Append(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        items = list(getattr(namespace, self.dest, None) or [])
        items.append(values)
        setattr(namespace, self.dest, items)


class _AppendConst(_StoreConst):
    def __call__(self, parser, namespace, values, option_string=None):
        items = list(getattr(namespace, self.dest, None) or [])
        items.append(self.const)
        setattr(namespace, self.dest, items)


class _Extend(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        items = list(getattr(namespace, self.dest, None) or [])
        items.extend(values)
        setattr(namespace, self.dest, items)


class _Count(_StoreConst):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, None, default, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _Help(_StoreConst):
    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _Version(_StoreConst):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help="show program's version number and exit"):
        super().__init__(option_strings, dest, None, default, False, help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        print((self.version or "").replace("%(prog)s", parser.prog))
        parser.exit()


class BooleanOptionalAction(Action):
    """An option --x with its opposite --no-x."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        names = []
        for name in option_strings:
            names.append(name)
            if name.startswith("--"):
                names.append("--no-" + name[2:])
        super().__init__(names, dest, 0, None, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith("--no-"))


_actions = {
    None: _Store, "store": _Store, "store_const": _StoreConst, "store_true": _StoreTrue, "store_false": _StoreFalse, "append": _Append,
    "append_const": _AppendConst, "extend": _Extend, "count": _Count, "help": _Help, "version": _Version,
}


class FileType:
    """Opens the file that an argument names."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._args = mode, bufsize, encoding, errors

    def __call__(self, string):
        mode = self._args[0]
        if string == "-":
            return sys.stdin if "r" in mode else sys.stdout
        try:
            return open(string, *self._args)
        except OSError as e:
            raise ArgumentTypeError(f"can't open '{string}': {e}")


class _Group:
    """A titled part of the arguments, exclusive or not."""

    def __init__(self, parser, title=None, description=None, exclusive=False, required=False, around=None):
        self.parser, self.title, self.description = parser, title, description
        self._around = around or parser
        self.exclusive, self.required = exclusive, required
        self.actions = []

    def add_argument(self, *args, **kwargs):
        """Adds an argument to the parser and to the group."""
        action = self._around.add_argument(*args, **kwargs)
        self.actions.append(action)
        if not self.exclusive:
            self.parser._groups[1 if action.option_strings else 0].actions.remove(action)
        return action

    def add_mutually_exclusive_group(self, required=False):
        """Adds arguments of which one call may have one."""
        group = _Group(self.parser, exclusive=True, required=required, around=self)
        self.parser._exclusive.append(group)
        return group

    def add_argument_group(self, title=None, description=None):
        """Adds arguments with a title of their own in the help."""
        return self.parser.add_argument_group(title, description)


class _SubParsers(Action):
    def __init__(self, prog, parser_class, dest, required, metavar, help):
        super().__init__([], dest, PARSER, None, None, None, {}, required, help, metavar)
        self._prog, self._class = prog, parser_class
        self._listed = []

    def add_parser(self, name, *, aliases=(), help=None, **kwargs):
        """Adds the parser of a command."""
        kwargs.setdefault("prog", f"{self._prog} {name}")
        parser = self._class(**kwargs)
        for key in (name, *aliases):
            self.choices[key] = parser
        if help is not None:
            self._listed.append((name + (f" ({', '.join(aliases)})" if aliases else ""), help))
        return parser

    def __call__(self, parser, namespace, values, option_string=None):
        name, rest = values[0], values[1:]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self.choices:
            raise ArgumentError(self, f"unknown parser {name!r} (choices: {', '.join(self.choices)})")
        inner, unknown = self.choices[name].parse_known_args(rest, None)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        if unknown:
            parser._unknown.extend(unknown)


class ArgumentParser:
    """Reads the arguments of a command line."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True,
                 allow_abbrev=True, exit_on_error=True):
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage, self.description, self.epilog = usage, description, epilog
        self.formatter_class = formatter_class
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.allow_abbrev, self.exit_on_error = allow_abbrev, exit_on_error
        self.conflict_handler = conflict_handler
        self._groups = [_Group(self, "positional arguments"), _Group(self, "options")]
        self._exclusive = []
        self._all, self._options, self._defaults = [], {}, {}
        self._sub = None
        self._unknown = []
        if add_help:
            self.add_argument("-h", "--help", action="help", dest=SUPPRESS, default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            for action in parent._all:
                self._register(action)
            self._defaults.update(parent._defaults)

    def add_argument(self, *names, **kwargs):
        """Adds an argument: flags, or the name of a positional one."""
        positional = not names or len(names) == 1 and names[0][0] not in self.prefix_chars
        dest = kwargs.pop("dest", None)
        if positional:
            if names and dest is not None:
                raise ValueError("dest supplied twice for positional argument")
            dest, options = (names[0] if names else dest), []
            if kwargs.get("nargs") not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS, 0):
                kwargs["required"] = True
            elif kwargs.get("nargs") == ZERO_OR_MORE and "default" not in kwargs:
                kwargs["required"] = True
        else:
            options = list(names)
            for name in options:
                if name[0] not in self.prefix_chars:
                    raise ValueError(f"invalid option string {name!r}: must start with a character {self.prefix_chars!r}")
            if dest is None:
                long = [n for n in options if len(n) > 1 and n[1] in self.prefix_chars]
                dest = (long[0] if long else options[0]).lstrip(self.prefix_chars).replace("-", "_")
                if not dest:
                    raise ValueError(f"dest= is required for options like {names[0]!r}")
        kind = kwargs.pop("action", None)
        cls = _actions.get(kind, None) if kind is None or isinstance(kind, str) else kind
        if cls is None:
            raise ValueError(f"unknown action {kind!r}")
        if "default" not in kwargs and self.argument_default is not None:
            kwargs["default"] = self.argument_default
        if "default" not in kwargs and dest in self._defaults:
            kwargs["default"] = self._defaults[dest]
        if positional and issubclass(cls, _StoreConst):
            kwargs.pop("required", None)
        action = cls(options, dest, **kwargs) if cls is not _Version else cls(options, **kwargs)
        kind = action.type
        if kind is not None and not callable(kind):
            raise ValueError(f"{kind!r} is not callable")
        return self._register(action)

    def _register(self, action):
        for name in action.option_strings:
            if name in self._options and self.conflict_handler != "resolve":
                raise ArgumentError(action, f"conflicting option string: {name}")
            self._options[name] = action
        self._all.append(action)
        self._groups[1 if action.option_strings else 0].actions.append(action)
        return action

    def add_argument_group(self, title=None, description=None):
        """Adds arguments with a title of their own in the help."""
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        """Adds arguments of which one call may have one."""
        group = _Group(self, exclusive=True, required=required)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, *, title=None, description=None, prog=None, dest=SUPPRESS, required=False, help=None, metavar=None,
                       parser_class=None):
        """Adds commands, each with a parser of its own."""
        if prog is None and self.usage is not None:
            prog = self.usage.replace("%(prog)s", self.prog)
        elif prog is None:
            prog = " ".join([self.prog] + [_metavar(a) for a in self._all if not a.option_strings])
        self._sub = _SubParsers(prog, parser_class or type(self), dest, required, metavar, help)
        self._all.append(self._sub)
        if title is None and description is None:
            self._groups[0].actions.append(self._sub)
        else:
            self._groups.append(_Group(self, title or "subcommands", description))
            self._groups[-1].actions.append(self._sub)
        return self._sub

    def set_defaults(self, **kwargs):
        """Sets values that hold when no argument gives them."""
        self._defaults.update(kwargs)
        for action in self._all:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """Returns the default of an argument."""
        for action in self._all:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def parse_args(self, args=None, namespace=None):
        """Reads the arguments; unknown ones end the program."""
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: " + " ".join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        """Reads the arguments and returns those that are unknown too."""
        args = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._all:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if not self.exit_on_error:
            return _Run(self, args, namespace).run()
        try:
            return _Run(self, args, namespace).run()
        except ArgumentError as e:
            self.error(str(e))

    def _formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """Returns the usage line."""
        return _usage(self)

    def format_help(self):
        """Returns the whole help text."""
        return _help(self)

    def print_usage(self, file=None):
        """Prints the usage line."""
        (file or sys.stdout).write(self.format_usage())

    def print_help(self, file=None):
        """Prints the whole help text."""
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, message=None):
        """Ends the program."""
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        """Ends the program with the usage and a message."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")


class _Run:
    """One reading of arguments."""

    def __init__(self, parser, args, namespace):
        self.parser, self.args, self.namespace = parser, args, namespace
        self.seen, self.rest = [], []
        self.positionals = [a for a in parser._all if not a.option_strings]

    def run(self):
        words, i = self.args, 0
        while i < len(words):
            if words[i] == "--":
                i = self._positionals(i + 1, len(words), True)
                self.rest.extend(words[i:])
                break
            option = self._option(words[i])
            if option is None:
                end = i
                while end < len(words) and words[end] != "--" and self._option(words[end]) is None:
                    end += 1
                last = end == len(words) or words[end] == "--" and end == len(words) - 1
                i = self._positionals(i, end, last)
            elif option[0] is None:
                self.rest.append(words[i])
                i += 1
            else:
                i = self._take(i, option)
        self._positionals(len(words), len(words), True)
        self._check()
        self.rest.extend(self.parser._unknown)
        self.parser._unknown = []
        return self.namespace, self.rest

    def _option(self, word):
        """Returns None for a positional word, else action, name and value."""
        p = self.parser
        if not word or word[0] not in p.prefix_chars or len(word) == 1:
            return None
        if word in p._options:
            return p._options[word], word, None
        name, eq, value = word.partition("=")
        if eq and name in p._options:
            return p._options[name], name, value
        if p.allow_abbrev and word.startswith("--"):
            fits = [o for o in p._options if o.startswith(name)]
            if len(fits) > 1:
                raise ArgumentError(None, f"ambiguous option: {word} could match {', '.join(fits)}")
            if fits:
                return p._options[fits[0]], fits[0], value if eq else None
        if _negative(word) and not any([_negative(o) for o in p._options]):
            return None
        if word[1] not in p.prefix_chars and word[:2] in p._options:
            return p._options[word[:2]], word[:2], word[2:]
        return None if " " in word else (None, word, None)

    def _take(self, i, option):
        """Runs an option and returns where the next word is."""
        action, name, value = option
        words = self.args
        i += 1
        if value is not None:
            if action.nargs == 0:
                if len(name) != 2 or name[0] == name[1] or "-" + value[0] not in self.parser._options:
                    raise ArgumentError(action, f"ignored explicit argument {value!r}")
                self._act(action, [], name)
                self.args[i - 1] = "-" + value
                return i - 1
            self._act(action, [value], name)
            return i
        end = i
        while end < len(words) and words[end] != "--" and (action.nargs == REMAINDER or self._option(words[end]) is None):
            end += 1
        n = _wanted(action, end - i)
        if n is None:
            raise ArgumentError(action, _too_few(action))
        self._act(action, words[i:i + n], name)
        return i + n

    def _positionals(self, start, end, last):
        """Gives words to positional arguments; returns the first that is left."""
        fit = len(self.positionals)
        while fit and sum([_least(a) for a in self.positionals[:fit]]) > end - start:
            fit -= 1
        for left in range(fit, 0, -1):
            action = self.positionals[0]
            have = end - start
            if action.nargs in (PARSER, REMAINDER) and have:
                end = len(self.args)
                have = end - start
            later = sum([_least(a) for a in self.positionals[1:left]])
            n = _wanted(action, max(have - later, 0))
            if n is None or n == 0 and not last and action.nargs != 0:
                break
            if have < n or have == 0 and not last:
                break
            self.positionals.pop(0)
            self._act(action, self.args[start:start + n], None)
            start += n
        if start < end:
            self.rest.extend(self.args[start:end])
        return end

    def _act(self, action, words, name):
        if name is not None or words:
            for group in self.parser._exclusive:
                if action in group.actions:
                    for other in group.actions:
                        if other is not action and other in self.seen:
                            raise ArgumentError(action, f"not allowed with argument {_name_of(other)}")
        values = _values(action, words)
        if words or name is not None or action.nargs in (ZERO_OR_MORE, REMAINDER):
            self.seen.append(action)
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, name)

    def _check(self):
        missing = [_name_of(a) if a.dest is not SUPPRESS or a.option_strings or a.metavar else "{" + ",".join(a.choices) + "}"
                   for a in self.parser._all if a.required and a not in self.seen]
        for action in self.parser._all:
            if action not in self.seen and isinstance(action.default, str) and action.type is not None \
                    and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, _value(action, action.default))
        if missing:
            raise ArgumentError(None, "the following arguments are required: " + ", ".join(missing))
        for group in self.parser._exclusive:
            if group.required and not any([a in self.seen for a in group.actions]):
                names = [_name_of(a) for a in group.actions if a.help is not SUPPRESS]
                raise ArgumentError(None, f"one of the arguments {' '.join(names)} is required")


def _negative(word):
    try:
        float(word)
    except ValueError:
        return False
    return word.startswith("-") and word[1:2] in "0123456789."


def _least(action):
    if action.nargs is None or action.nargs in (ONE_OR_MORE, PARSER):
        return 1
    return action.nargs if isinstance(action.nargs, int) else 0


def _wanted(action, have):
    """Returns how many words an argument takes of those there are."""
    if action.nargs is None:
        return 1 if have else None
    if action.nargs == OPTIONAL:
        return min(have, 1)
    if action.nargs in (ZERO_OR_MORE, REMAINDER):
        return have
    if action.nargs in (ONE_OR_MORE, PARSER):
        return have or None
    return action.nargs if have >= action.nargs else None


def _too_few(action):
    if action.nargs is None:
        return "expected one argument"
    if action.nargs == ONE_OR_MORE:
        return "expected at least one argument"
    return f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"


def _value(action, text):
    if action.type is None:
        return text
    name = getattr(action.type, "__name__", repr(action.type))
    try:
        return action.type(text)
    except ArgumentTypeError as e:
        raise ArgumentError(action, str(e))
    except (TypeError, ValueError):
        raise ArgumentError(action, f"invalid {name} value: {text!r}")


def _values(action, words):
    """Converts the words of an argument."""
    nargs = action.nargs
    if nargs == OPTIONAL and not words:
        value = action.const if action.option_strings else action.default
        return _value(action, value) if isinstance(value, str) else value
    if nargs == ZERO_OR_MORE and not words and not action.option_strings:
        return action.default if action.default is not None else []
    values = [_value(action, w) for w in words]
    if action.choices is not None:
        for value in values[:1] if nargs == PARSER else values:
            if value not in action.choices:
                raise ArgumentError(action, f"invalid choice: {value!r} (choose from {', '.join([repr(c) for c in action.choices])})")
    return values[0] if nargs is None or nargs == OPTIONAL else values


def _metavar(action, types=False):
    if action.metavar is not None:
        return action.metavar
    if action.choices is not None:
        return "{" + ",".join([str(c) for c in action.choices]) + "}"
    if types:
        return action.type.__name__
    return action.dest.upper() if action.option_strings else action.dest


def _operands(action, types=False):
    """Returns the words after an option, as usage shows them."""
    name = _metavar(action, types)
    names = name if isinstance(name, tuple) else None
    nargs = action.nargs
    if nargs is None:
        return name
    if nargs == OPTIONAL:
        return f"[{name}]"
    if nargs == ZERO_OR_MORE:
        return f"[{names[0]} [{names[1]} ...]]" if names and len(names) == 2 else f"[{name} ...]"
    if nargs == ONE_OR_MORE:
        return f"{names[0]} [{names[1]} ...]" if names else f"{name} [{name} ...]"
    if nargs == REMAINDER:
        return "..."
    if nargs == PARSER:
        return f"{name} ..."
    return " ".join(names or [name] * nargs)


def _usage_parts(parser):
    """Returns the pieces of the usage line: options, then positional ones."""
    options, positionals, done = [], [], []
    types = parser._formatter().types
    for action in parser._all:
        if action.help is SUPPRESS or action in done:
            continue
        groups = [g for g in parser._exclusive if action in g.actions]
        if groups and action.option_strings:
            members = [a for a in groups[0].actions if a.help is not SUPPRESS]
            done.extend(members)
            text = " | ".join([_option_usage(a, types) for a in members])
            options.append(f"({text})" if groups[0].required and len(members) > 1 else f"[{text}]")
        elif action.option_strings:
            text = _option_usage(action, types)
            options.append(text if action.required else f"[{text}]")
        else:
            positionals.append(_operands(action, types))
    return options, positionals


def _option_usage(action, types):
    if isinstance(action, BooleanOptionalAction):
        return " | ".join(action.option_strings)
    name = action.option_strings[0]
    return name if action.nargs == 0 else f"{name} {_operands(action, types)}"


def _usage(parser):
    if parser.usage is not None:
        return f"usage: {parser.usage.replace('%(prog)s', parser.prog)}\n"
    options, positionals = _usage_parts(parser)
    line = " ".join([parser.prog] + options + positionals)
    width = parser._formatter()._width
    if len("usage: ") + len(line) <= width:
        return f"usage: {line}\n"
    if len("usage: ") + len(parser.prog) <= 0.75 * width:
        indent = " " * (len("usage: ") + len(parser.prog) + 1)
        lines = _fold([parser.prog] + options, indent, width, len("usage: ")) if options else [parser.prog]
        if options:
            lines += _fold(positionals, indent, width, len(indent)) if positionals else []
        else:
            lines = _fold([parser.prog] + positionals, indent, width, len("usage: "))
        lines = [lines[0]] + [indent + text.strip() for text in lines[1:]]
    else:
        indent = " " * len("usage: ")
        lines = [parser.prog] + _fold(options, indent, width, len(indent)) + _fold(positionals, indent, width, len(indent))
        lines = [lines[0]] + [indent + text.strip() for text in lines[1:]]
    return "usage: " + "\n".join(lines) + "\n"


def _fold(parts, indent, width, used):
    lines, line, size = [], [], used - 1
    for part in parts:
        if size + 1 + len(part) > width and line:
            lines.append(" ".join(line))
            line, size = [], len(indent) - 1
        line.append(part)
        size += len(part) + 1
    if line:
        lines.append(" ".join(line))
    return lines


def _invocation(action, types):
    if not action.option_strings:
        return _metavar(action, types)
    if action.nargs == 0:
        return ", ".join(action.option_strings)
    return ", ".join([f"{name} {_operands(action, types)}" for name in action.option_strings])


def _help_text(parser, action):
    text = action.help
    if parser._formatter().defaults and "%(default)" not in text and action.default is not SUPPRESS \
            and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
        text += " (default: %(default)s)"
    values = {k: getattr(v, "__name__", v) for k, v in vars(action).items() if v is not SUPPRESS}
    values["prog"] = parser.prog
    if action.choices is not None:
        values["choices"] = ", ".join([str(c) for c in action.choices])
    return text % values


def _paragraph(parser, text, width):
    text = text.replace("%(prog)s", parser.prog)
    if parser._formatter().keep_lines:
        return text.rstrip("\n")
    return fill(" ".join(text.split()), width)


def _help(parser):
    formatter = parser._formatter()
    width, types = formatter._width, formatter.types
    sections = [_usage(parser).rstrip("\n")]
    if parser.description:
        sections.append(_paragraph(parser, parser.description, width))
    rows = []
    for group in parser._groups:
        for action in group.actions:
            if action.help is not SUPPRESS:
                rows.append(_invocation(action, types))
                if isinstance(action, _SubParsers):
                    rows.extend([name for name, _ in action._listed])
    column = min(max([len(r) for r in rows] + [0]) + 4, formatter._max_help_position)
    for group in parser._groups:
        lines = []
        if group.description:
            lines.append(fill(" ".join(group.description.split()), width, initial_indent="  ", subsequent_indent="  "))
            if group.actions:
                lines.append("")
        for action in group.actions:
            if action.help is SUPPRESS:
                continue
            lines.extend(_row(formatter, "  " + _invocation(action, types), _help_text(parser, action) if action.help else "", column, width))
            if isinstance(action, _SubParsers):
                for name, text in action._listed:
                    lines.extend(_row(formatter, "    " + name, text, column, width))
        if lines:
            sections.append("\n".join(([f"{group.title}:"] if group.title else []) + lines))
    if parser.epilog:
        sections.append(_paragraph(parser, parser.epilog, width))
    return "\n\n".join(sections) + "\n"


def _row(formatter, head, text, column, width):
    if not text:
        return [head]
    if formatter.keep_help:
        lines = text.splitlines()
    else:
        lines = wrap(" ".join(text.split()), max(width - column, 11))
    if len(head) <= column - 2:
        return [head.ljust(column) + lines[0]] + [" " * column + line for line in lines[1:]]
    return [head] + [" " * column + line for line in lines]
