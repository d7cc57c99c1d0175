"""Write errors.txt's expectations: what CPython 3.12 says of each script.

usage: python3.12 errors.py <errors.txt >new; mv new errors.txt

Scripts are separated by lines "---"; the expectation follows a line "=>" as
line:column: class: message.
"""
import sys
import warnings

warnings.simplefilter("ignore")


def verdict(src):
    try:
        compile(src, "t.py", "exec")
    except SyntaxError as e:
        return "%s:%s: %s: %s" % (e.lineno, e.offset, type(e).__name__, e.msg)
    return "ok"


chunks = sys.stdin.read().rstrip("\n").split("\n---\n")
out = []
for chunk in chunks:
    src = chunk.split("\n=>\n")[0]
    out.append(src + "\n=>\n" + verdict(src + "\n"))
print("\n---\n".join(out))
