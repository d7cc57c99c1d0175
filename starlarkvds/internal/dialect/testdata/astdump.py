"""Print the syntax trees of Python files in the form of dump_test.go.

usage: astdump.py <paths    one path per line on standard input

For each file one line goes to standard output: the path, a tab, and the CRC-32
of the tree's dump; or the class of the exception that ast.parse raised. With
--text the dumps themselves follow, one node per line.

Needs Python 3.12, the first whose positions within f-strings are exact.
"""
import ast
import struct
import sys
import warnings
import zlib

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)


class Dumper:
    def __init__(self, lines):
        self.lines = lines
        self.out = []

    def col(self, line, offset):
        raw = self.lines[line - 1]
        return offset + 1 if raw.isascii() else len(raw[:offset].decode()) + 1

    def emit(self, depth, text):
        self.out.append("%d %s" % (depth, text))

    def span(self, n):
        return "%d:%d-%d:%d" % (
            n.lineno, self.col(n.lineno, n.col_offset),
            n.end_lineno, self.col(n.end_lineno, n.end_col_offset))

    def node(self, n, depth):
        if n is None:
            self.emit(depth, "-")
        elif isinstance(n, list):
            self.emit(depth, "[%d]" % len(n))
            for x in n:
                self.node(x, depth + 1)
        elif isinstance(n, str):
            self.emit(depth, text(n))
        elif isinstance(n, ast.Constant):
            self.emit(depth, "Constant %s %s" % (self.span(n), constant(n.value)))
        elif isinstance(n, ast.AST):
            self.tree(n, depth)
        else:
            self.emit(depth, str(n))

    def tree(self, n, depth):
        name = type(n).__name__
        if name in ("ListComp", "SetComp", "GeneratorExp"):
            fields = [n.elt, None, n.generators]
        elif name == "DictComp":
            fields = [n.key, n.value, n.generators]
        else:
            fields = [getattr(n, f) for f in n._fields
                      if f not in ("ctx", "type_comment", "type_params", "type_ignores", "is_async")]
        if name == "JoinedStr":  # 3.12 leaves empty strings in format specifications
            fields[0] = [v for v in n.values if not (isinstance(v, ast.Constant) and v.value == "")]
        if name == "FormattedValue":
            fields[1] = "" if n.conversion < 0 else chr(n.conversion)
        if name == "AnnAssign":
            fields[3] = bool(n.simple)
        if name in ("keyword", "ExceptHandler", "alias", "ImportFrom"):
            fields = ["" if f is None and i == {"keyword": 0, "ExceptHandler": 1, "alias": 1, "ImportFrom": 0}[name] else f
                      for i, f in enumerate(fields)]
        place = " " + self.span(n) if hasattr(n, "lineno") else ""
        self.emit(depth, name + place)
        for f in fields:
            self.node(f, depth + 1)


def text(s):
    raw = s.encode("utf-8", "surrogatepass")
    return "%d/%08x" % (len(raw), zlib.crc32(raw))


def constant(v):
    if v is Ellipsis:
        return "..."
    if isinstance(v, bytes):
        return "b%d/%08x" % (len(v), zlib.crc32(v))
    if isinstance(v, str):
        return "s" + text(v)
    if isinstance(v, float):
        return "f%016x" % struct.unpack("<Q", struct.pack("<d", v))[0]
    if isinstance(v, complex):
        return "j%016x" % struct.unpack("<Q", struct.pack("<d", v.imag))[0]
    if isinstance(v, int) and not isinstance(v, bool):
        return "i%x" % v
    return str(v)


def dump(path):
    with open(path, "rb") as f:
        src = f.read()
    tree = ast.parse(src, path)
    if src.startswith(b"\xef\xbb\xbf"):
        src = src[3:]
    src = src.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    d = Dumper(src.split(b"\n"))
    d.node(tree.body, 0)
    return "\n".join(d.out)


def main():
    for path in sys.stdin.read().split("\n"):
        if not path:
            continue
        try:
            out = dump(path)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
            print("%s\t%s" % (path, type(e).__name__))
            continue
        print("%s\t%08x" % (path, zlib.crc32(out.encode())))
        if "--text" in sys.argv:
            print(out)


main()
