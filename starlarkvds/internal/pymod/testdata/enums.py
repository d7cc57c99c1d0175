# enum.
from enum import Enum, IntEnum, auto, Flag, IntFlag, unique, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def pretty(self): return self.name.lower()
    @property
    def up(self): return self.value * 10
print(Color.RED, repr(Color.RED), Color(2), Color['BLUE'], list(Color), len(Color), Color.RED.pretty(), Color.RED.up, Color.CRIMSON is Color.RED)
print(Color.RED in Color, Color.RED == Color.RED, Color.RED == 1, Color.RED != Color.BLUE, {Color.RED: 1}[Color.RED], isinstance(Color.RED, Color), type(Color.RED), Color, Color.__members__)
for bad in (lambda: Color(7), lambda: Color['X'], lambda: Color.PINK, lambda: Color.RED < Color.BLUE):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
class N(IntEnum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
print(list(N), N.A + 1, N.B == 2, N.C > 3, [5,6,7][N.A], f'{N.C}', str(N.C), repr(N.C), N(10), sorted([N.C, N.A]), '%d' % N.B, N.D.value, {1: 'x'}[N.A], {N.A: 'y'}[N.A], int(N.C), N.B in (1, 2), range(N.B))
class P(Flag):
    R = 1
    W = 2
    X = 4
    RW = R | W
print(P.R | P.X, repr(P.R | P.W), P.RW, P(0), bool(P(0)), P.R in P.RW, ~P.R, list(P), list(P.RW), P(7), P.R & P.W, (P.R | P.X).value)
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B, repr(IF.A | IF.B), IF(3), IF.A | 8, IF.A == 1)
class S(str, Enum):
    X = 'ex'
    Y = 'why'
print(S.X == 'ex', S.X, repr(S.X), S('why'), S.X.upper(), S.X.value, f'{S.X}', 'a' + S.X)
class SE(StrEnum):
    LOW = auto()
    HIGH = 'h'
print(SE.LOW, SE.HIGH, repr(SE.LOW), SE.LOW == 'low', f'{SE.LOW:>6}')
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
print(Planet.EARTH.mass, Planet.EARTH, Planet.EARTH.value, Planet((3.303e+23, 2.4397e6)))
A = Enum('A', 'X Y Z'); print(list(A), A.X.value, A)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e: print(e)
try: Color.RED = 5
except AttributeError as e: print(e)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A
print(M(99))
try:
    class Sub(Color): pass
except TypeError as e: print(e)
