def counter():
    n = 0
    def inc(by=1, /, *, twice=False):
        nonlocal n
        n += by
        if twice: n += by
        return n
    return inc
c = counter()
print(c(), c(5), c(2, twice=True))
total = 0
def add(x):
    global total
    total += x
add(3); add(4)
print(total)
def args(a, b=2, *rest, k=0, **kw):
    return a, b, rest, k, sorted(kw.items())
print(args(1), args(1, 3, 4, 5, k=6, z=7), args(*[1, 2], *(3,), **{"k": 1, "m": 2}))
order = []
def o(x):
    order.append(x)
    return x
args(*[o(1)], o(2), k=o(3), *[o(4)], z=o(5))
print(order)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [[lambda: (i, j) for i in range(2)] for j in range(2)]
print([[f() for f in r] for r in fs])
def deco(tag):
    def wrap(f):
        def inner(*a, **k):
            return tag + f(*a, **k)
        return inner
    return wrap
@deco("a")
@deco("b")
def name(x="z"):
    return x
print(name(), name("q"))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(25))
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
    finally:
        print("closed")
    return "done"
print(list(gen(3)))
g = gen(5)
print(next(g), g.send("hi"), next(g))
g.close()
def outer():
    r = yield from gen(2)
    yield r
print(list(outer()))
squares = (x * x for x in range(10 ** 9) if x % 2)
print(next(squares), next(squares), any(x > 3 for x in [1, 2, 5]))
if (n := len("abc")) > 2: print(n)
print([y := 1, y ** 2], [last := x for x in range(3)], last)
def shadow():
    x = 1
    def f(): return x
    x = 2
    return f()
print(shadow())
def unbound():
    if False: z = 1
    return z
try:
    unbound()
except UnboundLocalError as e:
    print(type(e).__name__)
print((lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, c=3, e=4))
len2 = len
def len(x): return 42
print(len("a"), len2("a"))
del len
print(len("abc"))
