# collections, typing, json, struct, fractions, statistics, time, types, io.
import collections, collections.abc as cabc, json, struct, statistics, time, types, io, typing
from fractions import Fraction
from typing import Optional, List, Dict, Union, NamedTuple, TypedDict, Protocol, Generic, TypeVar, Tuple, Callable, get_type_hints
print(Optional[int], List[int], Dict[str, int], Union[int, str], Optional[list[int]], Tuple[int, ...], Callable[[int], str], Union[int, None])
class P(NamedTuple):
    """A point."""
    x: int
    y: float = 2.0
    def norm(self):
        return self.x + self.y
p = P(1)
print(p, p.y, P._fields, p.norm(), p._replace(x=5), p == (1, 2.0), P._field_defaults, p._asdict(), isinstance(p, tuple))
a, b = p
print(a, b, NamedTuple('Q', [('u', int), ('v', str)])(1, 'z'))
class Movie(TypedDict):
    name: str
    year: int
print(Movie(name='x', year=3), Movie.__annotations__)
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self):
        self.items: List[T] = []
    def push(self, v: T) -> None:
        self.items.append(v)
s = Stack[int](); s.push(1); print(s.items)
class Named(Protocol):
    name: str
class Impl(Named):
    pass
print(get_type_hints(Movie), List[int].__origin__, List[int].__args__)
for x in ([], (), 'a', {}, set(), 1, iter([]), (i for i in ()), len, range(3), bytearray(), {}.keys()):
    print([k for k in ('Iterable', 'Sized', 'Container', 'Sequence', 'MutableSequence', 'Mapping', 'MutableMapping', 'Set', 'Iterator', 'Callable', 'Collection')
           if isinstance(x, getattr(cabc, k))])
class M(cabc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M(); m['a'] = 1; m.update(b=2); print(list(m.items()), m.get('z', 0), 'a' in m, m.pop('a'), m.setdefault('q', 5), dict(m), m == {'b': 2, 'q': 5})
c = collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(c['a'], c['b'], sorted(c), len(c), 'z' in c, c.get('z', 9))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)
print(json.dumps({'z': 1j}, cls=E), json.dumps([1, 2], indent=1), json.dumps({'b': 1, 'a': 2}, sort_keys=True))
try:
    json.dumps(object, cls=E)
except TypeError as e:
    print(e)
f = io.StringIO(); json.dump([1], f); f.seek(0); print(json.load(f), json.JSONDecoder().decode('[1]'), E().encode(2j))
st = struct.Struct('<Ih'); print(st.size, st.pack(1, 2), st.unpack(st.pack(3, 4)), list(struct.iter_unpack('<H', b'\1\0\2\0')))
buf = bytearray(8); struct.pack_into('<I', buf, 2, 258); print(buf, struct.unpack_from('<I', buf, 2))
print(Fraction(1, 3) + Fraction(1, 6), repr(Fraction('0.25')), Fraction(0.5) * 2, Fraction(3, 4) ** 2, 1 / Fraction(2, 3), Fraction(7, 2) // 1, round(Fraction(5, 2)),
      Fraction('3/4') < 1, Fraction(1, 2) == 0.5, float(Fraction(1, 8)), Fraction(3.14159).limit_denominator(100), int(Fraction(-7, 2)), abs(Fraction(-1, 2)), sum([Fraction(1, 2)] * 3), Fraction(4, 2))
try:
    Fraction(1, 0)
except ZeroDivisionError as e:
    print(e)
print(statistics.mean([1, 2, 3, 4]), statistics.median([1, 3, 2]), statistics.stdev([1, 2, 3, 4]), statistics.variance([1.5, 2.5]), statistics.pstdev([1, 2]), statistics.mode('abca'),
      statistics.multimode([1, 1, 2, 2]), statistics.quantiles([1, 2, 3, 4, 5]), statistics.fmean([1, 2]), statistics.median_low([1, 2]), statistics.geometric_mean([1, 4]), statistics.mean([2, 4]))
try:
    statistics.mean([])
except statistics.StatisticsError as e:
    print(e)
t = time.strptime('2024-03-05 06:07:08', '%Y-%m-%d %H:%M:%S'); print(t.tm_year, t.tm_mon, t.tm_hour, t.tm_wday, t.tm_yday)
class A:
    pass
o = A(); o.f = types.MethodType(lambda self, x: (type(self).__name__, x), o); print(o.f(3), isinstance(o.f, types.MethodType), types.SimpleNamespace(a=1))
print(isinstance(len, types.BuiltinFunctionType), isinstance(lambda: 0, types.FunctionType), types.new_class('Z', (A,)).__mro__[1] is A)
