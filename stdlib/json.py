"""Read and write JSON."""

from _json import JSONDecodeError, dumps as _dumps, loads as _loads, raw_loads as _raw_loads

_OPTIONS = ("skipkeys", "ensure_ascii", "check_circular", "allow_nan", "sort_keys", "indent", "separators")


class JSONEncoder:
    """Writes JSON; a derived class may define default(o)."""

    item_separator, key_separator = ", ", ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
                 separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular, self.allow_nan = skipkeys, ensure_ascii, check_circular, allow_nan
        self.sort_keys, self.indent, self.separators = sort_keys, indent, separators
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        options = {name: getattr(self, name) for name in _OPTIONS}
        return _dumps(o, default=self.default, **options)

    def iterencode(self, o, _one_shot=False):
        yield self.encode(o)


class JSONDecoder:
    """Reads JSON."""

    def __init__(self, **options):
        self.options = options

    def decode(self, s):
        return _loads(s, **self.options)

    def raw_decode(self, s, idx=0):
        """Returns the value that begins at an index, and where it ends."""
        return _raw_loads(s, idx, **self.options)


def dumps(obj, *, cls=None, **options):
    """Returns the text of a value."""
    return _dumps(obj, **options) if cls is None else cls(**options).encode(obj)


def dump(obj, fp, *, cls=None, **options):
    """Writes the text of a value to a file."""
    fp.write(dumps(obj, cls=cls, **options))


def loads(s, *, cls=None, **options):
    """Returns the value of a text."""
    return _loads(s, **options) if cls is None else cls(**options).decode(s)


def load(fp, *, cls=None, **options):
    """Returns the value of a file's text."""
    return loads(fp.read(), cls=cls, **options)
