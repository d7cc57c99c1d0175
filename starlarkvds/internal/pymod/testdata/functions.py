# abc, numbers, functools, threading, heapq, descriptors.
from abc import ABC, abstractmethod, ABCMeta
class S(ABC):
    @abstractmethod
    def area(self): 'doc'
    @property
    @abstractmethod
    def name(self): ...
    def show(self): return f'{self.name} {self.area()}'
class Q(S):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
    name = 'q'
class H(S):
    def area(self): return super().area()
print(Q(3).show(), isinstance(Q(1), S), issubclass(Q, S))
for bad in (S, H):
    try: bad()
    except TypeError as e: print(e)
class M(metaclass=ABCMeta): pass
print(M() is not None, type(M).__name__)
import numbers
print(isinstance(3, numbers.Integral), isinstance(3.5, numbers.Integral), isinstance(3.5, numbers.Real), isinstance(3j, numbers.Complex), isinstance('a', numbers.Number), isinstance(True, numbers.Number))
from functools import wraps, total_ordering, cached_property, partialmethod, singledispatch, lru_cache, partial, reduce
def deco(f):
    @wraps(f)
    def w(*a, **k): return ('w', f(*a, **k))
    return w
@deco
def hello(x):
    "Doc here"
    return x
print(hello.__name__, hello.__doc__, hello(3), hello.__wrapped__(4))
hello.calls = 5; print(hello.calls)
class C:
    @deco
    def m(self): return 'm'
    @lru_cache(maxsize=None)
    def l(self, x): print('compute'); return x
    @cached_property
    def c(self): print('once'); return 42
    def base(self, a, b): return (a, b)
    half = partialmethod(base, 1)
c = C(); print(c.m(), c.l(1), c.l(1), c.c, c.c, c.half(2))
@singledispatch
def f(x): return 'any'
@f.register(int)
def _(x): return 'int'
@f.register(list)
def _(x): return 'list'
print(f(1), f([]), f('a'), f(True))
@total_ordering
class V:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(V(1) <= V(2), V(2) >= V(3), V(1) != V(1), max(V(1), V(5)).v)
import threading
r = []
lock = threading.Lock()
def work(n):
    with lock: r.append(n)
ts = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(r, ts[0].is_alive(), threading.current_thread().name, threading.main_thread() is threading.current_thread())
class T(threading.Thread):
    def run(self): r.append(self.name)
t = T(name='x'); t.start(); t.join(); print(r)
e = threading.Event(); e.set(); print(e.is_set(), e.wait())
import heapq
h = [5,3,8,1,9,2]; heapq.heapify(h); print(h, [heapq.heappop(h) for _ in range(3)], h); heapq.heappush(h, 0); print(h, heapq.heapreplace(h, 7), heapq.heappushpop(h, 1), h, heapq.nsmallest(2, [4,2,9]), heapq.nlargest(2, [4,2,9], key=lambda x: -x), list(heapq.merge([1,4],[2,3])))
class Typed:
    def __set_name__(self, owner, name): self.name = '_' + name
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.name, 'unset')
    def __set__(self, o, v): setattr(o, self.name, v * 2)
class A:
    x = Typed()
a = A(); print(a.x); a.x = 4; print(a.x, a.__dict__)
