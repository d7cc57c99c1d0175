class A:
    x: int = 3
    __y: "str"
    z: list[int]
print(A.__annotations__)
class M(type):
    def __call__(cls, *a): print('call', a); return super().__call__(*a)
    def __len__(cls): return 7
    def __iter__(cls): return iter([1,2])
    @property
    def pp(cls): return 'pp'
class B(metaclass=M):
    def __init__(self, a): self.a = a
b = B(3); print(b.a, len(B), list(B), B.pp, 2 in B)
class N(dict):
    def __missing__(self, k): return k*2
print(N()['a'])
class L(list):
    def __init__(self, *a):
        super().__init__(a); self.n = 1
l = L(1,2,3); l += [4]; print(l, type(l), l.n, l[1:], l == [1,2,3,4], L.__mro__)
from collections import namedtuple, OrderedDict, defaultdict
class P(namedtuple('P','x y')):
    __slots__ = ()
    def norm(self): return self.x+self.y
    def __str__(self): return 'P!'
p = P(1,2); print(repr(p), p.norm(), p, p._replace(x=4), p == (1,2), p.x, P._fields)
class OD(OrderedDict):
    pass
print(OD(a=1))
class T(tuple):
    def __add__(self, o): return T(tuple.__add__(self, o))
print(T((1,))+(2,), type(T((1,))+(2,)))
class S(set): pass
print(S([1]) | {2}, len(S('ab')))
print(sorted(L(3,1)), sum(L(1,2)), max(L(1,5)), list(zip(L(1), L(2))), [*L(1,2)], tuple(L(1)), L(1)*2, 2*L(1), 3 in L(3))
import json
print(json.dumps({'a': L(1,2), 'b': N(x=1)}))
class F(float): pass
print(F(2.5)+1, F(2.5)>2, round(F(2.567),1), f'{F(2):.3f}', '%g' % F(3), int(F(2.7)), -F(2))
import math; print(math.sqrt(F(4)))
# bytearray and memoryview.
x = bytearray(b'abc'); x[0] = 65; x.append(1); x += b'z'; print(x, len(x), bytes(x), x[1:2], x.upper(), x.find(b'z'))
x[1:3] = b'XYZ!'; del x[0]; x.extend([1, 2]); x.insert(0, 9); print(x, x.pop(), x == b'', x == bytearray(x), b'Y' in x, list(x)[:2])
x.reverse(); x.remove(9); print(x, x * 2, b'a' + x, x + b'a', bytearray(3), bytearray('é', 'utf8'), bytearray.fromhex('00ff'))
for bad in (lambda: x.append(300), lambda: bytearray('a'), lambda: x[99], lambda: hash(x), lambda: x.remove(250), lambda: x + 'a'):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
m = memoryview(x); m[0] = 7; m[1:3] = b'AB'; print(bytes(m), x, m[::2].tobytes(), m.nbytes, m.readonly, m.shape, m[0], m == bytes(x), m.tolist()[:2], m.hex())
try:
    memoryview(b'a')[0] = 1
except TypeError as e:
    print(e)
o = object(); print(type(o).__name__, o == o, o != object(), isinstance(o, object))
print(list[int], dict[str, int], int | None, list[int] | None, isinstance(3, int | str), isinstance(None, int | None), (int | str) == (str | int), list[int]([1]), list[int].__origin__)
class Q:
    __slots__ = ('a', 'b')
q = Q(); q.a = 1
try:
    q.c = 2
except AttributeError as e:
    print(e)
for bad in (lambda: type('X', (list, dict), {}), lambda: type('X', (bool,), {}), lambda: list(range(10**12)), lambda: [0] * 10**12, lambda: 'a' * 10**12):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
