"""Kinds of characters, templates and a formatter to derive from."""

import re as _re

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Returns a text with each word capitalized."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """A text with $name and ${name} in it."""

    delimiter = "$"
    idpattern = "[_a-zA-Z][_a-zA-Z0-9]*"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init__(self, template):
        self.template = template

    def _pattern(self):
        cls = type(self)
        if "pattern" in cls.__dict__:
            pattern = cls.__dict__["pattern"]
            return pattern if isinstance(pattern, _re.Pattern) else _re.compile(pattern, cls.flags | _re.VERBOSE)
        mark, name = _re.escape(cls.delimiter), cls.idpattern
        braced = cls.braceidpattern or name
        return _re.compile(f"{mark}(?:(?P<escaped>{mark})|(?P<named>{name})|{{(?P<braced>{braced})}}|(?P<invalid>))", cls.flags)

    def _wrong(self, m):
        lines = self.template[:m.start("invalid")].splitlines(keepends=True)
        column = 1 if not lines else m.start("invalid") - len("".join(lines[:-1]))
        return ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines) or 1, column))

    def _fill(self, mapping, kws, safe):
        def value(m):
            name = m.group("named") or m.group("braced")
            if name is not None:
                try:
                    return str(kws[name] if name in kws else mapping[name])
                except KeyError:
                    if not safe:
                        raise
                    return m.group()
            if m.group("escaped") is not None:
                return self.delimiter
            if not safe:
                raise self._wrong(m)
            return m.group()

        return self._pattern().sub(value, self.template)

    def substitute(self, mapping={}, /, **kws):
        """Returns the text with all names replaced."""
        return self._fill(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        """Returns the text with the known names replaced."""
        return self._fill(mapping, kws, True)

    def is_valid(self):
        """Reports whether substitute would take the text."""
        return all([m.group("invalid") is None for m in self._pattern().finditer(self.template)])

    def get_identifiers(self):
        """Returns the names in the text."""
        names = []
        for m in self._pattern().finditer(self.template):
            name = m.group("named") or m.group("braced")
            if name is not None and name not in names:
                names.append(name)
            elif name is None and m.group("invalid") is not None:
                raise self._wrong(m)
        return names


class Formatter:
    """str.format with steps that a derived class can change."""

    def format(self, format_string, /, *args, **kwargs):
        """Returns the formatted text."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Returns the formatted text of arguments in a tuple and a dict."""
        used = set()
        text, _ = self._format(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return text

    def _format(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == "":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name, auto = str(auto), auto + 1
            elif name.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto = False
            obj, key = self.get_field(name, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._format(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def get_value(self, key, args, kwargs):
        """Returns the argument of a number or name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Does nothing; a derived class may refuse unused arguments."""

    def format_field(self, value, format_spec):
        """Returns the text of a value."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Returns a value converted by !r, !s or !a."""
        if conversion is None:
            return value
        if conversion not in ("s", "r", "a"):
            raise ValueError(f"Unknown conversion specifier {conversion!s}")
        return {"s": str, "r": repr, "a": ascii}[conversion](value)

    def parse(self, format_string):
        """Gives tuples of literal text, name of a field, specification and conversion."""
        i, n, literal = 0, len(format_string), ""
        while i < n:
            c = format_string[i]
            if c not in "{}":
                literal += c
                i += 1
                continue
            if format_string[i + 1:i + 2] == c:
                yield literal + c, None, None, None
                literal = ""
                i += 2
                continue
            if c == "}":
                raise ValueError("Single '}' encountered in format string")
            end, depth = i + 1, 1
            while end < n and depth:
                depth += {"{": 1, "}": -1}.get(format_string[end], 0)
                end += 1
            if depth:
                raise ValueError("Single '{' encountered in format string" if i + 1 == n else "expected '}' before end of string")
            yield (literal, *_field(format_string[i + 1:end - 1]))
            literal, i = "", end
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        """Returns the value of a field such as a.b[c] and the key a."""
        first = _re.match(r"[^.\[]*", field_name).group()
        key = int(first) if first.isdigit() else first
        obj = self.get_value(key, args, kwargs)
        for attribute, index in _re.findall(r"\.([^.\[]+)|\[([^\]]+)\]", field_name[len(first):]):
            if attribute:
                obj = getattr(obj, attribute)
            else:
                obj = obj[int(index) if index.isdigit() else index]
        return obj, key


def _field(text):
    """Splits what stands in braces into name, specification and conversion."""
    depth = 0
    for i, c in enumerate(text):
        depth += {"[": 1, "]": -1}.get(c, 0)
        if c == ":" and depth <= 0:
            return text[:i], text[i + 1:], None
        if c == "!" and depth <= 0:
            rest = text[i + 1:]
            if not rest:
                raise ValueError("end of string while looking for conversion specifier")
            if len(rest) > 1 and rest[1] != ":":
                raise ValueError("expected ':' after conversion specifier")
            return text[:i], rest[2:], rest[0]
    return text, "", None
