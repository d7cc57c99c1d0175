class Point:
    """A point."""

    dims = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Point(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Point(-self.x, -self.y)

    def __lt__(self, other):
        return self.x < other.x

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __bool__(self):
        return bool(self.x or self.y)

    def __contains__(self, v):
        return v in (self.x, self.y)

    def __call__(self, z):
        return z * self.x

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    @norm.setter
    def norm(self, v):
        k = v / self.norm
        self.x *= k
        self.y *= k

    @staticmethod
    def origin():
        return Point(0, 0)

    @classmethod
    def unit(cls, axis):
        return cls(1, 0) if axis == 0 else cls(0, 1)


p = Point(3, 4)
print(p, str(p), [p], p.norm, len(p), p[0], p[-1], list(p))
p.norm = 10
print(p)
print(p == Point(6.0, 8.0), p != Point(1), p == 5, Point(1) == Point(1, 0))
print(p + Point(1, 1), p * 2, 2 * p, -p)
print(Point(1) < Point(2), sorted([Point(3), Point(1)]), min(Point(2), Point(1)))
print(bool(Point(0)), 3 in Point(3), Point(2)(5))
print(Point.origin(), Point.unit(1), Point.dims, p.dims, Point.__doc__)
print({Point(1): "a"}[Point(1)], Point(1) in {Point(1), Point(2)})
x, y = Point(8, 9)
print(x, y)
print(type(p).__name__, isinstance(p, Point), Point.__name__, p.__class__ is Point)
print(hasattr(p, "x"), hasattr(p, "z"), getattr(p, "z", "none"))
setattr(p, "z", 5)
print(p.z, sorted(vars(p)))
del p.z
try:
    p.z
except AttributeError as e:
    print(e)
try:
    Point()
except TypeError as e:
    print(e)
try:
    Point(1) < "a"
except AttributeError as e:
    print(e)
try:
    Point(1) + 1
except AttributeError as e:
    print(e)
try:
    Point(1) - 1
except TypeError as e:
    print(e)


class Base:
    def __init__(self, name):
        self.name = name
        self.log = []

    def hello(self):
        return "base " + self.name

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, *args):
        self.log.append("out")


class Child(Base):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age

    def hello(self):
        return "child of " + super().hello()


c = Child("n", 5)
print(c.hello(), c.age, isinstance(c, Base), issubclass(Child, Base))
with c as d:
    print(d.log)
print(c.log)
print(Child.__mro__)


class A:
    def who(self):
        return "A"


class B(A):
    def who(self):
        return "B" + super().who()


class C(A):
    def who(self):
        return "C" + super().who()


class D(B, C):
    def who(self):
        return "D" + super().who()


print(D().who(), [k.__name__ for k in D.__mro__])


class Dyn:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name.upper()
        raise AttributeError(name)

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)

    def __getitem__(self, k):
        return k


d = Dyn()
print(d.xyz)
try:
    d.abc
except AttributeError as e:
    print("no", e)
d[1] = 2
d[1:2] = 3
del d[0]
print(d[1:2, ...], d[::2])


class Acc:
    total = 0

    def __iadd__(self, n):
        self.total += n
        return self

    def __format__(self, spec):
        return "acc:" + spec


a = Acc()
b = a
a += 5
print(a.total, b is a, f"{a:xyz}", Acc.total)
print("%s" % Point(1), "{}".format(Point(2)), f"{Point(3)}")
m = p.__add__
print(callable(m), m(Point(1, 1)))
for cls in (Point, Base):
    print(cls)


class Counter:
    n = 0

    def __init__(self):
        Counter.n += 1


Counter()
Counter()
print(Counter.n)


class Slots:
    a: int = 5
    b: str

    class Inner:
        v = 1


print(Slots.a, Slots.Inner.v, Slots.Inner().v)
try:
    class Bad(int):
        pass
    print("int subclass")
except TypeError as e:
    print("int subclass")


def deco(f):
    def wrap(*a, **k):
        print("calling", f.__name__)
        return f(*a, **k)
    return wrap


@deco
def fun(x):
    return x


print(fun(3))
