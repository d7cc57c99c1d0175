"""numpy.char: Python's methods of str and bytes on every element."""

import numpy as np

__all__ = [
    "add", "capitalize", "center", "compare_chararrays", "count", "decode", "encode", "endswith", "equal", "expandtabs", "find", "greater",
    "greater_equal", "index", "isalnum", "isalpha", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle", "isupper", "join",
    "less", "less_equal", "ljust", "lower", "lstrip", "mod", "multiply", "not_equal", "partition", "replace", "rfind", "rindex", "rjust",
    "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "str_len", "strip", "swapcase", "title", "translate",
    "upper", "zfill",
]


def _text(a):
    a = np.asarray(a)
    if a.dtype.kind not in "SUO":
        raise TypeError("string operation on non-string array")
    return a


def _apply(f, *args):
    """Applies f to the elements of arrays side by side; the result has their shape."""
    arrays = np.broadcast_arrays(*args)
    shape = arrays[0].shape
    return shape, [f(*items) for items in zip(*[a.ravel().tolist() for a in arrays])]


def _strings(f, a, *args):
    a = _text(a)
    shape, items = _apply(f, a, *args)
    if not items:
        return np.empty(shape, a.dtype)
    kind = {"S": "S", "U": "U"}.get(a.dtype.kind)
    return np.array(items, dtype=kind).reshape(shape)


def _cut(f, a, *args):
    """Is _strings for what never lengthens the elements, whose dtype stays."""
    a = _text(a)
    return _strings(f, a, *args).astype(a.dtype)[()]


def _values(f, dtype, a, *args):
    shape, items = _apply(f, _text(a), *args)
    res = np.array(items, dtype=dtype).reshape(shape)
    return res if shape else res[()]


def _objects(f, a, *args):
    shape, items = _apply(f, _text(a), *args)
    res = np.empty(len(items), dtype=object)
    for i, x in enumerate(items):
        res[i] = x
    return res.reshape(shape)


def add(x1, x2):
    return _strings(lambda a, b: a + b, x1, _text(x2))[()]


def multiply(a, i):
    return _strings(lambda s, n: s * max(n, 0), a, i)


def mod(a, values):
    return _strings(lambda s, v: s % v, a, values)


def capitalize(a):
    return _strings(lambda s: s.capitalize(), a)


def lower(a):
    return _strings(lambda s: s.lower(), a)


def upper(a):
    return _strings(lambda s: s.upper(), a)


def swapcase(a):
    return _strings(lambda s: s.swapcase(), a)


def title(a):
    return _strings(lambda s: s.title(), a)


def expandtabs(a, tabsize=8):
    a = _text(a)
    expanded = _strings(lambda s, n: s.expandtabs(n), a, tabsize)
    if a.dtype.kind == "S":
        return expanded
    # numpy gives each character but tabs the width of its four bytes.
    tabs = np.char.count(a, "\t")
    width = np.char.str_len(expanded) + 3 * (np.char.str_len(a) - tabs)
    return expanded.astype(f"U{max(1, width.max())}") if a.size else expanded


def _fill(a, fillchar):
    return fillchar if not isinstance(fillchar, (str, bytes)) or _text(a).dtype.kind != "S" or isinstance(fillchar, bytes) else fillchar.encode()


def center(a, width, fillchar=" "):
    return _strings(lambda s, n, c: s.center(n, c), a, width, _fill(a, fillchar))


def ljust(a, width, fillchar=" "):
    return _strings(lambda s, n, c: s.ljust(n, c), a, width, _fill(a, fillchar))


def rjust(a, width, fillchar=" "):
    return _strings(lambda s, n, c: s.rjust(n, c), a, width, _fill(a, fillchar))


def zfill(a, width):
    return _strings(lambda s, n: s.zfill(n), a, width)


def strip(a, chars=None):
    return _cut(lambda s: s.strip(), a) if chars is None else _cut(lambda s, c: s.strip(c), a, chars)


def lstrip(a, chars=None):
    return _cut(lambda s: s.lstrip(), a) if chars is None else _cut(lambda s, c: s.lstrip(c), a, chars)


def rstrip(a, chars=None):
    return _cut(lambda s: s.rstrip(), a) if chars is None else _cut(lambda s, c: s.rstrip(c), a, chars)


def replace(a, old, new, count=-1):
    return _strings(lambda s, o, n, c: s.replace(o, n, c), a, old, new, count)


def translate(a, table, deletechars=None):
    return _strings(lambda s: s.translate(table) if deletechars is None else s.translate(table, deletechars), a)


def join(sep, seq):
    return _strings(lambda s, t: s.join(list(t)) if isinstance(t, str) else s.join([t[i:i + 1] for i in range(len(t))]), sep, seq)


def encode(a, encoding=None, errors=None):
    shape, items = _apply(lambda s: s.encode(encoding or "utf-8", errors or "strict"), _text(a))
    return np.array(items, dtype="S").reshape(shape) if items else np.empty(shape, "S1")


def decode(a, encoding=None, errors=None):
    shape, items = _apply(lambda s: s.decode(encoding or "utf-8", errors or "strict"), _text(a))
    return np.array(items, dtype="U").reshape(shape) if items else np.empty(shape, "U1")


def str_len(a):
    return _values(len, int, a)


def count(a, sub, start=0, end=None):
    return _values(lambda s, t: s.count(t, start, len(s) if end is None else end), int, a, sub)


def find(a, sub, start=0, end=None):
    return _values(lambda s, t: s.find(t, start, len(s) if end is None else end), int, a, sub)


def rfind(a, sub, start=0, end=None):
    return _values(lambda s, t: s.rfind(t, start, len(s) if end is None else end), int, a, sub)


def index(a, sub, start=0, end=None):
    return _values(lambda s, t: s.index(t, start, len(s) if end is None else end), int, a, sub)


def rindex(a, sub, start=0, end=None):
    return _values(lambda s, t: s.rindex(t, start, len(s) if end is None else end), int, a, sub)


def startswith(a, prefix, start=0, end=None):
    return _values(lambda s, t: s.startswith(t, start, len(s) if end is None else end), bool, a, prefix)


def endswith(a, suffix, start=0, end=None):
    return _values(lambda s, t: s.endswith(t, start, len(s) if end is None else end), bool, a, suffix)


def isalnum(a):
    return _values(lambda s: s.isalnum(), bool, a)


def isalpha(a):
    return _values(lambda s: s.isalpha(), bool, a)


def isdecimal(a):
    return _values(lambda s: s.isdecimal(), bool, a)


def isdigit(a):
    return _values(lambda s: s.isdigit(), bool, a)


def islower(a):
    return _values(lambda s: s.islower(), bool, a)


def isnumeric(a):
    return _values(lambda s: s.isnumeric(), bool, a)


def isspace(a):
    return _values(lambda s: s.isspace(), bool, a)


def istitle(a):
    return _values(lambda s: s.istitle(), bool, a)


def isupper(a):
    return _values(lambda s: s.isupper(), bool, a)


def split(a, sep=None, maxsplit=None):
    return _objects(lambda s: s.split(sep, -1 if maxsplit is None else maxsplit), a)


def rsplit(a, sep=None, maxsplit=None):
    return _objects(lambda s: s.rsplit(sep, -1 if maxsplit is None else maxsplit), a)


def splitlines(a, keepends=None):
    return _objects(lambda s: s.splitlines(bool(keepends)), a)


def partition(a, sep):
    a = _text(a)
    shape, items = _apply(lambda s, t: s.partition(t), a, sep)
    return np.array(items, dtype=a.dtype.kind).reshape(shape + (3,))


def rpartition(a, sep):
    a = _text(a)
    shape, items = _apply(lambda s, t: s.rpartition(t), a, sep)
    return np.array(items, dtype=a.dtype.kind).reshape(shape + (3,))


def _stripped(a):
    return rstrip(_text(a)) if np.asarray(a).dtype.kind in "SU" else np.asarray(a)


def equal(x1, x2):
    return _stripped(x1) == _stripped(x2)


def not_equal(x1, x2):
    return _stripped(x1) != _stripped(x2)


def less(x1, x2):
    return _stripped(x1) < _stripped(x2)


def less_equal(x1, x2):
    return _stripped(x1) <= _stripped(x2)


def greater(x1, x2):
    return _stripped(x1) > _stripped(x2)


def greater_equal(x1, x2):
    return _stripped(x1) >= _stripped(x2)


def compare_chararrays(a1, a2, cmp, rstrip):
    names = {"<": less, "<=": less_equal, "==": equal, ">=": greater_equal, ">": greater, "!=": not_equal}
    if cmp not in names:
        raise ValueError("comparison must be '==', '!=', '<', '>', '<=', '>='")
    return names[cmp](a1, a2)
