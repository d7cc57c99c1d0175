class A:
    """Doc of A."""
    count = 0
    step = count + 1
    def __init__(self, x):
        self.x = x
        self.__hidden = x * 2
        A.count += self.step
    def hidden(self): return self.__hidden
    def __repr__(self): return "A(%r)" % self.x
    def __len__(self): return self.x
    def __getitem__(self, i): return i if not isinstance(i, slice) else (i.start, i.stop)
    def __eq__(self, other): return isinstance(other, A) and self.x == other.x
    @property
    def twice(self): return self.x * 2
    @twice.setter
    def twice(self, v): self.x = v // 2
    @staticmethod
    def s(a): return a + 1
    @classmethod
    def make(cls): return cls(7)
class B(A):
    def __init__(self, x, y=0):
        super().__init__(x)
        self.y = y
    def __iter__(self):
        yield self.x
        yield self.y
    def __add__(self, o): return B(self.x + o)
    def __call__(self, *a): return a
    def open(self): return open
def open(): return "module"
a, b = A(3), B(4, 5)
print(a, b, len(a), a[2], a[1:3], a == A(3), a != A(4), a.hidden(), A.count)
print(list(b), (b + 1).x, b(1, 2), b.open()(), isinstance(b, A), issubclass(B, A), B.make())
a.twice = 20
print(a.x, a.twice, A.s(1), a.s(2), A.__name__, A.__doc__, type(b).__name__, bool(A(0)))
class E(ValueError):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code
try:
    raise E(3)
except ValueError as e:
    print(e, e.code, type(e).__name__)
