import os.path
import math as m
from os.path import join, splitext as se

print(os.path.join("a", "b"), m.floor(2.5), join("x", "y"), se("a.tar.gz"))
a = b = [1]
a += [2]
print(b)
x, (y, *z), w = 1, (2, 3, 4), 5
print(x, y, z, w)
d = {}
d["k"], d["l"] = 1, 2
print(d)
lst = list(range(10))
lst[2:5] = "ab"
print(lst)
del lst[::2]
print(lst)
lst[-1] += 100
print(lst)
lst *= 2
print(lst)
s = "abc"
s += "d"
s *= 2
print(s)
n = 7
n //= 2
n **= 3
n <<= 2
n |= 1
n ^= 3
n %= 50
print(n)
t = 1, 2
t += (3,)
print(t)
st = {1}
st |= {2}
st -= {1}
print(st)


def f(a, b=2, *args, c, d=4, **kw):
    return (a, b, args, c, d, kw)


print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
for call in (lambda: f(c=1), lambda: f(1, c=2, z=3, **{}), lambda: f(1, c=2, a=3)):
    try:
        call()
    except TypeError as e:
        print(e)


def outer():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n
    inc()
    inc()
    return n, inc


print(outer()[0], outer()[1]())
total = 0


def bump():
    global total
    total += 5


bump()
bump()
print(total)
for i in range(3):
    if i == 5:
        break
else:
    print("no break")
while True:
    break
else:
    print("never")
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, [] == [] != [1])
if (k := 5) > 3:
    print(k)
print([y := 1, y + 1], y)
print([i for i in range(3)], i)
print({**{"a": 1}, **{"b": 2}}, [*"ab", *range(2)], {*"a"})
print(lambda: 0 and None)if False else print("cond")
print("%d items, %5.2f%% of %s" % (3, 45.678, "all"))
print(f"{3.14159:8.3f}|{'x':^7}|{42:#06x}|{1234567:,}")
name = "w"
print(f"{name=} {name!r:>5} {len(name)+1}")
print("a", "b", sep="-", end="!\n")
print(*[1, 2, 3], sep=", ")
print()
print(None, True, 1.0, 1e100, [1.5, "x"], ("a",), {"k": [None]}, sep="|")
assert True, "fine"
print(not 0, not [1], 0 or "x", 1 and "y")
print([[0] * 2 for _ in range(2)])
print(sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]))
print(max([3, 1, 2]), min("hello"), sum([1.5, 2]), abs(-3), round(2.567, 1), divmod(17, 5))
print(list(zip("ab", [1, 2])), list(enumerate("ab", 1)), list(reversed([1, 2])))
print(isinstance(5, (int, str)), type(5), type("x") is str)
print("yes" if 3 in [1, 2, 3] else "no")
r = []
try:
    r.append(1)
    r.undefined()
except AttributeError as e:
    print(e, r)
print(1_000_000, 0xff, 0b11, 0o17, 1e-3, 10j)
print('a\tb\\n', r'a\tb', b'x\x00')
print("é"[0], len("日本"), "日本"[::-1])
print(3 if 0 else 4, (lambda *a: len(a))(1, 2))
print([x for x in range(20) if x % 2 == 0 if x % 3 == 0])
print({x: y for x, y in [(1, 2)]}, {len(s) for s in ["a", "b"]})
print(os.path.basename("/a/b.c"), os.path.dirname("/a/b.c"))
__all__ = ["x"]
del a
try:
    a
except NameError as e:
    print(e)
print(__name__)
