# Each function fails; the frames of each are compared with CPython's.
class M:
    def __init__(self, fail=""): self.fail = fail
    def __enter__(self):
        if self.fail == "enter": raise ValueError
        return self
    def __exit__(self, *a):
        if self.fail == "exit":
            raise OSError
def boom(x=0):
    return 1 / x
def plain():
    a = 1
    b = a + "x"
def lines():
    return [
        1,
        (2 +
         boom()),
    ]
def operator():
    return (1
            + "a")
def index():
    x = [1]
    return (x
            [5])
def attribute():
    x = M()
    return (x
            .fail
            .nope)
def method():
    return (M()
            .fail
            .index("q"))
def call():
    return boom(
        0,
    )
def tried():
    x = 1
    try:
        x = 2
        boom()
    finally:
        x = 3
def handled():
    try:
        boom()
    except ZeroDivisionError:
        raise KeyError("k")
def nested():
    for i in range(2):
        try:
            with M() as m:
                try:
                    boom(1 - i)
                except KeyError:
                    pass
        finally:
            pass
def reraised():
    try:
        boom()
    except Exception as e:
        pass
        raise
def enters():
    pass
    with M("enter"):
        pass
def exits():
    with M("exit"):
        pass
def loop():
    for x in \
            5:
        pass
def unpack():
    a, b = \
        [1, 2, 3]
def target():
    x = {}
    x["a"]["b"] = 1
def augmented():
    x = [1]
    x[
        3] += 1
def asserts():
    assert boom, "fine"
    assert (
        not boom), "msg"
def comp():
    return [boom(x)
            for x in (1, 0)]
def lam():
    f = lambda: boom()
    return f()
def name():
    return undefined_name
def local():
    if False: y = 1
    return y
def imports():
    try:
        pass
    finally:
        import no_such_module
def chained():
    return (1 < 2
            < "a")
def deco():
    @boom
    def f(): pass
def klass():
    class C:
        x = 1
        y = boom()
def slices():
    return "abc"[1:"x"]
def fstring():
    return f"{boom():.2f}"
def fspec():
    return f"{1:zz}"
def bad():
    raise 5
ALL = [plain, lines, operator, index, attribute, method, call, tried, handled, nested, reraised,
    enters, exits, loop, unpack, target, augmented, asserts, lam, name, local, imports,
    chained, deco, klass, slices, fstring, fspec, bad]
