def count(n):
    print("start")
    i = 0
    while i < n:
        got = yield i
        if got:
            print("got", got)
        i += 1
    return "done"


for x in count(3):
    print(x)
g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)


def outer():
    r = yield from count(2)
    print("inner returned", r)
    yield from [10, 20]


print(list(outer()))


def guarded():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("thrown", e)
        yield "recovered"
    finally:
        print("closing")


g = guarded()
print(next(g))
print(g.throw(ValueError("v")))
g.close()
g = guarded()
next(g)
g.close()
print(list(x * x for x in range(5) if x % 2))
print(sum(x for x in range(10)))
print(dict((k, v) for k, v in zip("abc", range(3))))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


for v in fib():
    if v > 50:
        break
    print(v, end=" ")
print()


def broken():
    yield 1
    raise KeyError("inside")


try:
    for v in broken():
        print(v)
except KeyError as e:
    print("caught", e)


def stops():
    yield 1
    raise StopIteration


try:
    list(stops())
except RuntimeError as e:
    print(e)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        while self.n > 0:
            yield self.n
            self.n -= 1


print(list(Countdown(3)), sorted(Countdown(3)))


class It:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 3:
            raise StopIteration
        return self.i


print(list(It()), max(It()))
a, b, c = It()
print(a, b, c)
m = map(lambda x: x + 1, It())
print(next(m), list(m))
e = enumerate("ab")
print(next(e), next(e), next(e, "end"))
z = zip(It(), "ab")
print(list(z))
d = {"a": 1}
try:
    for k in d:
        d["b"] = 2
except RuntimeError as e:
    print(e)
lst = [1, 2, 3]
for v in lst:
    if v == 1:
        lst.append(4)
print(lst)
for i in "aé":
    print(i)
gen = (i for i in [1, 2])
print(next(gen), list(gen), list(gen))


def squares():
    with Ctx() as c:
        for i in range(3):
            yield i * i


class Ctx:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, *a):
        print("close")


print(list(squares()))
