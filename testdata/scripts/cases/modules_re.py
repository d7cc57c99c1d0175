import re
def show(*a):
    print(*[repr(x) for x in a])
show(re.findall(r"\w+", "größe naïve x_1 日本 ٣"), re.findall(r"\d+", "12 ٣٤ x"), re.split(r"\s+", "a\u00a0b\u2003c d"))
show(re.findall(r"[\w.]+", "é.b-c"), re.findall(r"[^\w]", "é.b-c"), re.findall(r"\W", "é.b-c"), re.findall(r"\D", "1a٣"), re.findall(r"\S+", "a\u00a0b"))
show(re.findall(r"(?a)\w+", "größe"), re.findall(r"\w+", "größe", re.A), re.findall(rb"\w+", "größe".encode()))
show(re.findall(r"a{,2}", "aaaa"), re.findall(r"[]a]+", "]a]b"), re.findall(r"[^]a]+", "]a]bc"), re.findall(r"[\b]", "a\x08"), re.findall("\\u00e9", "é"))
show(re.compile("x").flags, re.compile(b"x").flags, re.compile("(?i)x").flags, re.compile("x", re.I|re.M).flags, re.compile("(?x) a b # c").match("ab"))
m = re.match(r"(?P<name>\w+)_(?P<run>\d+)\.h5", "größe_0012.h5")
show(m.groupdict(), m.start("run"), m.end(), m.span(1))
show(re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.sub(r"\s", "", "a b\u2003c"))
show(re.compile("x") is re.compile("x"))
show(re.findall(r"[\d\s]+", "1 2\u00a03x"), re.findall(r"\0", "a\0"), re.match(r"\é", "é"))
show([re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", t) is not None for t in ("1", "1.", "1e5", "x", "1.2e-3", "")])
