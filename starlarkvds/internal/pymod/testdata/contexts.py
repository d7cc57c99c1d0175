# contextlib and textwrap.
import contextlib, textwrap
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext
@contextmanager
def tag(n):
    print("<", n)
    try:
        yield n * 2
    except ValueError as e:
        print("caught", e)
    finally:
        print(">", n)
with tag(3) as v: print(v)
with tag(4) as v: raise ValueError("x")
try:
    with tag(5): raise KeyError("k")
except KeyError as e: print("out", e)
with suppress(ZeroDivisionError): 1/0
with ExitStack() as st:
    for i in range(3): st.enter_context(tag(i))
    st.callback(print, "cb", sep="-", end="!\n")
@tag("deco")
def f(a): print("f", a)
f(1); f(2)
class C:
    def close(self): print("closed")
with closing(C()) as c: print(type(c).__name__)
with nullcontext(7) as z: print(z)
def bad():
    yield 1
    yield 2
try:
    with contextmanager(bad)(): pass
except RuntimeError as e: print(e)
import io
b = io.StringIO()
with contextlib.redirect_stdout(b): print("hidden")
print(repr(b.getvalue()))
t = "Lorem ipsum dolor-sit amet, consectetur adipiscing--elit, sed do eiusmod tempor incididunt ut-labore et dolore magna aliqua. Supercalifragilisticexpialidocious\n\n  indented\tx"
for w in (10, 20, 40, 70):
    print(textwrap.wrap(t, w))
    print(textwrap.fill(t, w, initial_indent="* ", subsequent_indent="  ", break_long_words=False))
print(textwrap.shorten("Hello  world of people!", width=12), textwrap.shorten("Hello  world!", width=11, placeholder="..."))
print(repr(textwrap.dedent("   a\n     b\n\n   c \n")), repr(textwrap.dedent("\ta\n  b")))
print(repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "> ", lambda l: True)))
print(textwrap.wrap("aaa bbb-ccc ddd--eee -f --g 3-4 a-b it's-well end.", 8))
