# dataclasses.
from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, KW_ONLY, FrozenInstanceError, InitVar
from typing import ClassVar, List, Optional
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: List[str] = field(default_factory=list)
    n: ClassVar[int] = 7
    def norm(self): return self.x + self.y
p = P(1); q = P(1, 2.0, []); print(p, p == q, p != P(2), p.norm(), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(p)], is_dataclass(p), is_dataclass(P), P.n, P.y)
p.tags.append('a'); print(q.tags, p.tags)
for bad in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, z=2), lambda: P(1, x=2), lambda: hash(p), lambda: P(1) < P(2)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: int = field(default=0, compare=False, repr=False)
v = V(1, 5); print(v, v < V(2), hash(v) == hash(V(1, 9)), v == V(1, 9), sorted([V(3), V(1)]), {v: 1}[V(1)])
try: v.a = 2
except FrozenInstanceError as e: print(e)
@dataclass
class W(P):
    z: str = 'z'
    def __post_init__(self): self.total = self.x + 1
w = W(5); print(w, w.total, asdict(W(1, tags=[V(1)])))
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 3
    c: Optional[int] = None
print(K(1, b=2))
try: K(1, 2)
except TypeError as e: print(e)
@dataclass
class I:
    a: int
    scale: InitVar[int] = 2
    b: int = field(init=False)
    def __post_init__(self, scale): self.b = self.a * scale
print(I(3), I(3, 5).b)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        a: list = []
except ValueError as e: print(e)
@dataclass(slots=True)
class SL:
    a: int = 1
print(SL(), SL.__match_args__)
