class M:
    def __init__(self, name, swallow=False, fail=None):
        self.name = name
        self.swallow = swallow
        self.fail = fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self

    def __exit__(self, cls, exc, tb):
        print("exit", self.name, cls.__name__ if cls else None, exc)
        if self.fail == "exit":
            raise RuntimeError("exit " + self.name)
        return self.swallow


with M("a") as a, M("b") as b:
    print("body", a.name, b.name)


def f(how):
    for i in range(3):
        with M("outer"):
            with M("inner"):
                if how == "return":
                    return i
                if how == "break":
                    break
                if how == "continue" and i < 2:
                    continue
                if how == "raise":
                    raise KeyError(i)
        print("end of loop", i)
    return "fell off"


print(f("return"))
print(f("break"))
print(f("continue"))
print(f("none"))
try:
    f("raise")
except KeyError as e:
    print("caught", repr(e), e)
with M("s", swallow=True):
    raise ValueError("gone")
print("after")
try:
    with M("x", fail="exit"):
        raise ValueError("first")
except RuntimeError as e:
    print(e, "context", repr(e.__context__))
try:
    with M("y", fail="enter"):
        print("never")
except ValueError as e:
    print(e)
try:
    with 5:
        pass
except TypeError as e:
    print(e)
with (M("p") as p, M("q")):
    print(p.name)
