"""Values over several lines, as wide as asked."""

import dataclasses
import re
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from io import StringIO
from types import SimpleNamespace

__all__ = ["PrettyPrinter", "isreadable", "isrecursive", "pformat", "pp", "pprint", "saferepr"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Prints a value."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Prints a value with dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Returns what pprint prints."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pformat(object)


def saferepr(object):
    """Returns the repr, also of a value that holds itself."""
    return PrettyPrinter()._line(object, (), 0)[0]


def isreadable(object):
    """Reports whether the repr could be read back."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Reports whether a value holds itself."""
    return PrettyPrinter().isrecursive(object)


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


class _Key:
    """Orders anything: what cannot be compared by type and identity."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return bool(self.value < other.value)
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_key(item):
    return _Key(item[0]), _Key(item[1])


class PrettyPrinter:
    """Prints values in one way."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort, self._underscores = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        """Prints a value."""
        out = sys.stdout if self._stream is None else self._stream
        out.write(self.pformat(object) + "\n")

    def pformat(self, object):
        """Returns what pprint prints, without the last newline."""
        out = StringIO()
        self._put(object, out, 0, 0, (), 0)
        return out.getvalue()

    def isreadable(self, object):
        """Reports whether the repr could be read back."""
        text, readable, recursive = self._line(object, (), 0)
        return readable and not recursive

    def isrecursive(self, object):
        """Reports whether a value holds itself."""
        return self._line(object, (), 0)[2]

    def format(self, object, context, maxlevels, level):
        """Returns the value in one line, whether it could be read back, and whether it holds itself."""
        return self._line(object, tuple(context), level)

    def _line(self, object, around, level):
        kind = type(object)
        if kind is int and self._underscores:
            return f"{object:_d}", True, False
        if kind not in (dict, list, tuple):
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        if id(object) in around:
            return _recursion(object), False, True
        left, right = {dict: "{}", list: "[]", tuple: "()"}[kind]
        if kind is tuple and len(object) == 1:
            right = ",)"
        if not object:
            return left + right, True, False
        if self._depth and level >= self._depth:
            return left + "..." + right, False, False
        parts, readable, recursive = [], True, False
        around += (id(object),)
        items = object
        if kind is dict:
            items = sorted(object.items(), key=_pair_key) if self._sort else object.items()
        for item in items:
            texts = []
            for v in item if kind is dict else (item,):
                text, ok, cycle = self.format(v, around, self._depth, level + 1)
                texts.append(text)
                readable, recursive = readable and ok, recursive or cycle
            parts.append(": ".join(texts))
        return left + ", ".join(parts) + right, readable, recursive

    def _put(self, object, out, indent, allowance, around, level):
        """Writes a value that begins at column indent; allowance characters follow it on its last line."""
        if id(object) in around:
            out.write(_recursion(object))
            return
        text = self.format(object, around, self._depth, level)[0]
        if len(text) > self._width - indent - allowance:
            folded = self._folded(object)
            if folded is not None:
                folded(object, out, indent, allowance, around + (id(object),), level + 1)
                return
        out.write(text)

    def _folded(self, object):
        """Returns the method that writes a value over several lines, or None."""
        kind = type(object)
        for base, method in (
            (dict, self._dict), (list, self._list), (tuple, self._tuple), (set, self._set), (frozenset, self._set), (str, self._str),
            (bytes, self._bytes), (OrderedDict, self._ordered), (Counter, self._counter), (defaultdict, self._default),
            (deque, self._deque), (SimpleNamespace, self._namespace),
        ):
            if kind is base or issubclass(kind, base) and kind.__repr__ is base.__repr__:
                return method
        if dataclasses.is_dataclass(object) and not isinstance(object, type) and object.__dataclass_params__.repr:
            return self._dataclass
        return None

    def _dict(self, object, out, indent, allowance, around, level):
        out.write("{" + (self._indent - 1) * " ")
        if len(object):
            items = sorted(object.items(), key=_pair_key) if self._sort else object.items()
            self._pairs(list(items), out, indent, allowance + 1, around, level)
        out.write("}")

    def _pairs(self, items, out, indent, allowance, around, level):
        indent += self._indent
        for i, (key, value) in enumerate(items):
            text = self.format(key, around, self._depth, level)[0]
            last = i == len(items) - 1
            out.write((",\n" + " " * indent if i else "") + text + ": ")
            self._put(value, out, indent + len(text) + 2, allowance if last else 1, around, level)

    def _list(self, object, out, indent, allowance, around, level):
        out.write("[")
        self._items(list(object), out, indent, allowance + 1, around, level)
        out.write("]")

    def _tuple(self, object, out, indent, allowance, around, level):
        end = ",)" if len(object) == 1 else ")"
        out.write("(")
        self._items(list(object), out, indent, allowance + len(end), around, level)
        out.write(end)

    def _set(self, object, out, indent, allowance, around, level):
        if not len(object):
            out.write(repr(object))
            return
        begin, end = "{", "}"
        if type(object) is not set:
            begin, end = type(object).__name__ + "({", "})"
            indent += len(begin) - 1
        out.write(begin)
        self._items(sorted(object, key=_Key), out, indent, allowance + len(end), around, level)
        out.write(end)

    def _items(self, items, out, indent, allowance, around, level):
        indent += self._indent
        out.write((self._indent - 1) * " ")
        newline = ",\n" + " " * indent
        between = ""
        room = full = self._width - indent + 1
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                room, full = room - allowance, full - allowance
            if self._compact:
                text = self.format(item, around, self._depth, level)[0]
                if room < len(text) + 2:
                    room = full
                    between = newline if between else ""
                if room >= len(text) + 2:
                    room -= len(text) + 2
                    out.write(between + text)
                    between = ", "
                    continue
            out.write(between)
            between = newline
            self._put(item, out, indent, allowance if last else 1, around, level)

    def _attributes(self, object, items, out, indent, allowance, around, level, name):
        indent += len(name) + 1
        out.write(name + "(")
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            out.write((",\n" + " " * indent if i else "") + key + "=")
            if id(value) in around:
                out.write("...")
            else:
                self._put(value, out, indent + len(key) + 1, allowance + 1 if last else 1, around, level)
        out.write(")")

    def _dataclass(self, object, out, indent, allowance, around, level):
        items = [(f.name, getattr(object, f.name)) for f in dataclasses.fields(object) if f.repr]
        self._attributes(object, items, out, indent, allowance - 1, around, level, type(object).__name__)

    def _namespace(self, object, out, indent, allowance, around, level):
        name = "namespace" if type(object) is SimpleNamespace else type(object).__name__
        self._attributes(object, list(vars(object).items()), out, indent, allowance - 1, around, level, name)

    def _ordered(self, object, out, indent, allowance, around, level):
        if not len(object):
            out.write(repr(object))
            return
        name = type(object).__name__
        out.write(name + "(")
        self._put(list(object.items()), out, indent + len(name) + 1, allowance + 1, around, level)
        out.write(")")

    def _counter(self, object, out, indent, allowance, around, level):
        name = type(object).__name__
        out.write(name + "({" + (self._indent - 1) * " ")
        self._pairs(object.most_common(), out, indent + len(name) + 1, allowance + 2, around, level)
        out.write("})")

    def _default(self, object, out, indent, allowance, around, level):
        name = type(object).__name__
        indent += len(name) + 1
        out.write(f"{name}({object.default_factory!r},\n{' ' * indent}")
        self._dict(object, out, indent, allowance + 1, around, level)
        out.write(")")

    def _deque(self, object, out, indent, allowance, around, level):
        name = type(object).__name__
        indent += len(name) + 1
        out.write(name + "([")
        if object.maxlen is None:
            self._items(list(object), out, indent, allowance + 2, around, level)
            out.write("])")
        else:
            self._items(list(object), out, indent, 2, around, level)
            out.write(f"],\n{' ' * indent}maxlen={object.maxlen!r})")

    def _str(self, object, out, indent, allowance, around, level):
        if level == 1:
            indent, allowance = indent + 1, allowance + 1
        width = self._width - indent
        lines = object.splitlines(True)
        chunks = []
        for i, line in enumerate(lines):
            rest = allowance if i == len(lines) - 1 else 0
            if len(repr(line)) <= width - rest:
                chunks.append(repr(line))
                continue
            parts = [p for p in re.findall(r"\S*\s*", line) if p]
            current = ""
            for j, part in enumerate(parts):
                room = width - (rest if j == len(parts) - 1 else 0)
                if len(repr(current + part)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current += part
            if current:
                chunks.append(repr(current))
        self._chunks(chunks, out, indent, level == 1 and len(chunks) > 1)

    def _bytes(self, object, out, indent, allowance, around, level):
        if len(object) <= 4:
            out.write(repr(object))
            return
        brackets = level == 1
        if brackets:
            indent, allowance = indent + 1, allowance + 1
        width = self._width - indent
        chunks, current = [], b""
        last = len(object) // 4 * 4
        for i in range(0, len(object), 4):
            part = object[i:i + 4]
            if len(repr(current + part)) > width - (allowance if i == last else 0):
                if current:
                    chunks.append(repr(current))
                current = part
            else:
                current += part
        if current:
            chunks.append(repr(current))
        self._chunks(chunks, out, indent, brackets)

    def _chunks(self, chunks, out, indent, brackets):
        text = ("\n" + " " * indent).join(chunks)
        out.write("(" + text + ")" if brackets else text)
