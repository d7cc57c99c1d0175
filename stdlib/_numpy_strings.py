"""numpy.strings: numpy.char's functions, with those that differ."""

import _numpy_char as char
import numpy as np

__all__ = [
    "add", "capitalize", "center", "count", "decode", "encode", "endswith", "equal", "expandtabs", "find", "greater",
    "greater_equal", "index", "isalnum", "isalpha", "isdecimal", "isdigit", "islower", "isnumeric", "isspace", "istitle",
    "isupper", "less", "less_equal", "ljust", "lower", "lstrip", "mod", "multiply", "not_equal", "partition", "replace", "rfind",
    "rindex", "rjust", "rpartition", "rstrip", "slice", "startswith", "str_len", "strip", "swapcase", "title", "translate",
    "upper", "zfill",
]

add = char.add
capitalize = char.capitalize
center = char.center
count = char.count
decode = char.decode
encode = char.encode
endswith = char.endswith
equal = char.equal
expandtabs = char.expandtabs
find = char.find
greater = char.greater
greater_equal = char.greater_equal
index = char.index
isalnum = char.isalnum
isalpha = char.isalpha
isdecimal = char.isdecimal
isdigit = char.isdigit
islower = char.islower
isnumeric = char.isnumeric
isspace = char.isspace
istitle = char.istitle
isupper = char.isupper
less = char.less
less_equal = char.less_equal
ljust = char.ljust
lower = char.lower
lstrip = char.lstrip
mod = char.mod
multiply = char.multiply
not_equal = char.not_equal
replace = char.replace
rfind = char.rfind
rindex = char.rindex
rjust = char.rjust
rstrip = char.rstrip
startswith = char.startswith
str_len = char.str_len
strip = char.strip
swapcase = char.swapcase
title = char.title
translate = char.translate
upper = char.upper
zfill = char.zfill


def _columns(parts):
    """Splits the last axis of what partition returns, each part as wide as it needs."""
    return tuple([np.array(part.tolist(), dtype=part.dtype.kind) for part in np.moveaxis(parts, -1, 0)])


def partition(a, sep):
    return _columns(char.partition(a, sep))


def rpartition(a, sep):
    return _columns(char.rpartition(a, sep))


def slice(a, start=None, stop=None, step=None, /):
    if stop is None and step is None:
        start, stop = None, start
    return char._cut(lambda s: s[start:stop:step], a)
