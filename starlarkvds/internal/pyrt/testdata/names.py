def f(x):
    """Doc of f."""
    yield x


print(f.__name__, f.__doc__, (lambda: 0).__name__, f(1).__name__)
print(repr(f)[:12], repr(f(1))[:20], f.__qualname__)


class K:
    def m(self):
        pass


print(K().m.__name__, repr(K().m)[:17], K.m.__name__)


def outer():
    def inner():
        raise KeyError("k")
    try:
        inner()
    except KeyError:
        return inner.__name__


print(outer())


def gen():
    try:
        yield 1
    finally:
        print("end")


for v in gen():
    print(v)
print([*gen()])
