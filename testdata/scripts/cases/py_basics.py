import math, os, sys
from collections import OrderedDict, defaultdict, Counter, namedtuple
from itertools import product, chain, islice
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x + p.y, p._replace(x=5), P._fields)
dd = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    dd[k].append(v)
print(dict(dd), Counter("abracadabra").most_common(2), OrderedDict(a=1))
print(list(product([1, 2], "ab")), list(chain([1], [2, 3])), list(islice(range(100), 2, 10, 3)))
print([x ** 2 for x in range(5) if x % 2], {x: y for x, y in zip("abc", range(3))}, {x % 3 for x in range(9)} == {0, 1, 2})
a, *b, c = range(6)
print(a, b, c, *b, sep="-", end="!\n")
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, divmod(-7, 2), 2 ** 10, 2 ** -1, 2 ** 0.5, 10 ** 30, -2 ** 2, 1_000)
print(round(2.5), round(3.5), round(2.675, 2), round(-1.5), round(1234, -2), abs(-3.5), max(3, 1, 2), min("bca"), sum([0.1] * 10))
print(int("0x1f", 16), int("-12"), float("1e-3"), bool([]), str(None), list("abc"), tuple([1]), hex(255), oct(8), bin(5), chr(233), ord("é"))
print(math.pi, math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.inf, math.isnan(math.nan), math.gcd(12, 18), math.log10(1000), math.factorial(20), math.hypot(3, 4), math.prod([1, 2, 3]))
print(sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower), list(reversed([1, 2])), list(enumerate("ab", 1)), any([0, 1]), all([]))
print(isinstance(True, int), type(1).__name__, type("").__name__, callable(print), id(a) == id(a), 1 == 1.0, "a" < "b", [1, 2] < [1, 3], (1,) + (2,), None is None)
print(os.path.join("a", "b.h5"), os.path.basename("/x/y.h5"), os.path.splitext("z.tar.h5"), os.path.exists("nope"), os.sep)
class Reader:
    count = 0
    def __init__(self, name, *, chunk=4):
        self.name = name; self.chunk = chunk
        Reader.count += 1
    def __enter__(self):
        print("enter", self.name); return self
    def __exit__(self, et, ev, tb):
        print("exit", self.name, et.__name__ if et else None); return et is ValueError
    def __repr__(self): return f"Reader({self.name!r}, chunk={self.chunk})"
    def __len__(self): return self.chunk
    def __getitem__(self, i):
        if i >= self.chunk: raise IndexError(i)
        return i * 10
    @property
    def upper(self): return self.name.upper()
    @staticmethod
    def make(): return Reader("made")
class Sub(Reader):
    def __init__(self, name): super().__init__(name, chunk=2)
with Reader("a") as r, Sub("b") as s:
    print(r, s, list(s), len(r), r.upper, 20 in r)
    raise ValueError("swallowed")
print(Reader.count, Reader.make(), isinstance(s, Reader), hasattr(s, "nope"), getattr(s, "chunk"))
def gen(n):
    for i in range(n):
        got = yield i
        if got: print("got", got)
g = gen(3); print(next(g), g.send("x"), list(g))
def f(a, b=2, *args, c, d=4, **kw): return (a, b, args, c, d, kw)
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3}))
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise RuntimeError("wrapped") from e
    finally: print("finally")
except RuntimeError as e: print(e, type(e.__cause__).__name__)
else: print("no")
for i in range(3):
    if i == 5: break
else: print("for-else")
i = 0
while True:
    i += 1
    if i < 3: continue
    break
print(i, [*range(3), *"ab"], {**{"a": 1}, "b": 2}, (lambda q, w=1: q + w)(1), [[0] * 2 for _ in range(2)], "x" if i else "y", not i, i and 0 or 7)
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
k = counter(); k(); print(k())
x = [1, 2, 3, 4, 5]; x[1:3] = [9]; del x[0]; x += [7]; x.insert(1, 0); print(x, x[::-1], x[-2:], x.index(7), x.pop(), x.count(0))
print(f"{1 if True else 2}", *map(str, filter(None, [0, 1, 2])), "end", file=sys.stdout)
