# The special methods of classes, the binding of arguments, and displays.
from dataclasses import dataclass, field, asdict
import functools
class V:
    def __init__(s,x): s.x=x
    def __eq__(s,o): return isinstance(o,V) and s.x==o.x
    def __hash__(s): return hash(('V',s.x))
    def __lt__(s,o): return s.x<o.x
    def __call__(s,*a,**k): return (s.x,a,k)
    def __contains__(s,k): return k==s.x
    def __add__(s,o): return V(s.x+(o.x if isinstance(o,V) else o)) if isinstance(o,(V,int)) else NotImplemented
    __radd__=__add__
    def __repr__(s): return f"V({s.x!r})"
    def __getattr__(s,n):
        if n.startswith('dyn_'): return n[4:]
        raise AttributeError(n)
    def __setattr__(s,n,v):
        if n=='ro': raise AttributeError("ro!")
        super().__setattr__(n,v)
    def __iter__(s): return iter(range(s.x))
    def __len__(s): return s.x
    def __bool__(s): return s.x!=3
    def __getitem__(s,k): return ('item',k)
    def __neg__(s): return V(-s.x)
    def __index__(s): return s.x
    def __format__(s,spec): return 'F'+spec
    def __enter__(s): return s
    def __exit__(s,t,v,tb): return t is KeyError
    def __matmul__(s,o): return 'mm'
    def __rsub__(s,o): return ('rsub',o)
    def __iadd__(s,o): s.x+=o; return s
    def __divmod__(s,o): return 'dm'
    def __rpow__(s,o): return ('rpow',o)
    def __round__(s,n=None): return ('r',n)
    def __reversed__(s): return iter('rev')
    def __lshift__(s,o): return ('ls',o)
    def __and__(s,o): return 'and'
    def __rand__(s,o): return 'rand'
def show(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__+': '+str(e)
v=V(2)
print('v==V(2)', show(lambda: v==V(2)))
print('v!=V(2)', show(lambda: v!=V(2)))
print('hash(v)==hash(V(2))', show(lambda: hash(v)==hash(V(2))))
print('v<V(3)', show(lambda: v<V(3)))
print('v>V(3)', show(lambda: v>V(3)))
print('sorted([V(3),V(1)])', show(lambda: sorted([V(3),V(1)])))
print('v(1,a=2)', show(lambda: v(1,a=2)))
print('2 in v', show(lambda: 2 in v))
print('v+1', show(lambda: v+1))
print('1+v', show(lambda: 1+v))
print('v+"a"', show(lambda: v+"a"))
print('"a"+v', show(lambda: "a"+v))
print('sum([V(1),V(2)])', show(lambda: sum([V(1),V(2)])))
print('v.dyn_foo', show(lambda: v.dyn_foo))
print('v.nope', show(lambda: v.nope))
print('list(v)', show(lambda: list(v)))
print('len(v)', show(lambda: len(v)))
print('bool(V(3))', show(lambda: bool(V(3))))
print('v[1:2,...]', show(lambda: v[1:2,...]))
print('-v', show(lambda: -v))
print('[1,2,3][v]', show(lambda: [1,2,3][v]))
print('f"{v:>10}"', show(lambda: f"{v:>10}"))
print('v@1', show(lambda: v@1))
print('5-v', show(lambda: 5-v))
print('divmod(v,1)', show(lambda: divmod(v,1)))
print('2**v', show(lambda: 2**v))
print('round(v)', show(lambda: round(v)))
print('round(v,2)', show(lambda: round(v,2)))
print('list(reversed(v))', show(lambda: list(reversed(v))))
print('v<<3', show(lambda: v<<3))
print('v&1', show(lambda: v&1))
print('1&v', show(lambda: 1&v))
print('{v:1}[V(2)]', show(lambda: {v:1}[V(2)]))
print('V(2) in {v}', show(lambda: V(2) in {v}))
print('v<=V(3)', show(lambda: v<=V(3)))
print('v%2', show(lambda: v%2))
print('~v', show(lambda: ~v))
print('v()()', show(lambda: v()()))
print('max(V(1),V(5))', show(lambda: max(V(1),V(5))))
print('v is v', show(lambda: v is v))
print('hex(v)', show(lambda: hex(v)))
print('range(v)', show(lambda: range(v)))
print('"ab"*v', show(lambda: "ab"*v))
print('v.__class__.__name__', show(lambda: v.__class__.__name__))
print('v.__dict__', show(lambda: v.__dict__))
print('vars(v)', show(lambda: vars(v)))
print('type(v)', show(lambda: type(v)))
print('isinstance(v,V)', show(lambda: isinstance(v,V)))
print('[*v]', show(lambda: [*v]))
print('dict(a=v)', show(lambda: dict(a=v)))
print("(lambda *a,**k:(a,k))(*v,**{'z':1})", show(lambda: (lambda *a,**k:(a,k))(*v,**{'z':1})))
print('all(v)', show(lambda: all(v)))
print('set(v)', show(lambda: set(v)))
print('tuple(v)', show(lambda: tuple(v)))
print('min(v)', show(lambda: min(v)))
print('sum(v)', show(lambda: sum(v)))
print('enumerate(v).__next__()', show(lambda: enumerate(v).__next__()))
print('list(zip(v,v))', show(lambda: list(zip(v,v))))
print('a_b', show(lambda: a_b))
print('v.x.y', show(lambda: v.x.y))
print('v>=1', show(lambda: v>=1))
print('1<v', show(lambda: 1<v))
print('V.__name__', show(lambda: V.__name__))
print('V.__mro__', show(lambda: V.__mro__))
print('V.__bases__', show(lambda: V.__bases__))
print('v.__init__', show(lambda: v.__init__))
print('V.__init__(v)', show(lambda: V.__init__(v)))
print('V(1,2)', show(lambda: V(1,2)))
print('V()', show(lambda: V()))
print('V(x=1).x', show(lambda: V(x=1).x))
print('V(y=1)', show(lambda: V(y=1)))
print('object()==1', show(lambda: object()==1))
print('object.__repr__(v)[:10]', show(lambda: object.__repr__(v)[:10]))
print("hasattr(v,'x')", show(lambda: hasattr(v,'x')))
print("getattr(v,'q',5)", show(lambda: getattr(v,'q',5)))
print("delattr(v,'q')", show(lambda: delattr(v,'q')))
print("setattr(v,'ro',1)", show(lambda: setattr(v,'ro',1)))
print('int(v)', show(lambda: int(v)))
print('float(v)', show(lambda: float(v)))
print('complex(v)', show(lambda: complex(v)))
print('bytes(v)', show(lambda: bytes(v)))
print('str(v)', show(lambda: str(v)))
print('iter(v).__next__()', show(lambda: iter(v).__next__()))
print('v.__len__()', show(lambda: v.__len__()))
print('abs(v)', show(lambda: abs(v)))
print('v//1', show(lambda: v//1))
print('v**2', show(lambda: v**2))
print('v', show(lambda: v))
print('callable(v)', show(lambda: callable(v)))
print('list(map(v,[1,2]))', show(lambda: list(map(v,[1,2]))))
print("print(v,v,sep='-')", show(lambda: print(v,v,sep='-')))

class A:
    def f(self): return ['A']
    @property
    def p(self): return self._p
    @p.setter
    def p(self,v): self._p=v*2
    @p.deleter
    def p(self): del self._p
    @staticmethod
    def s(x): return x+1
    @classmethod
    def c(cls,x): return cls.__name__,x
    count=0
class B(A):
    def f(self): return ['B']+super().f()
class C(A):
    def f(self): return ['C']+super().f()
class D(B,C):
    def f(self): return ['D']+super().f()
print(D().f(), [k.__name__ for k in D.__mro__], D.c(1), D.s(2), D().s(3))
d=D(); d.p=4; print(d.p); del d.p; print(show(lambda: d.p)); D.count+=1; print(A.count,D.count,d.count)
def boom():
    class X(A,B): pass
print(show(boom))
@dataclass(order=True)
class P:
    x:int
    y:float=1.5
    z:list=field(default_factory=list, compare=False)
    def norm(self): return self.x+self.y
print(P(1),P(1)==P(1,1.5,[2]),P(1)<P(2),asdict(P(3)),P(1).norm(),show(lambda:P()),show(lambda:P(1,2,3,4)),show(lambda: hash(P(1))))
@dataclass(frozen=True)
class Q:
    a:int
    b:str="k"
    def __post_init__(self): print("post",self.a)
q=Q(1); print(hash(q)==hash(Q(1)), show(lambda: setattr(q,'a',2)), q)
def deco(n,*a,k=1):
    def w(f):
        @functools.wraps(f)
        def g(*x,**y): return (n,a,k,f(*x,**y))
        g.calls=n
        return g
    return w
@deco(1,2,k=3)
@deco(9)
def fn(a,/,b,*c,d=4,**e):
    "doc"
    return a,b,c,d,e
print(fn(1,2,3,d=5,f=6), fn.__name__, fn.__doc__, fn.calls, fn.__wrapped__.__name__)
for call in ['fn()','fn(1)','fn(1,2,a=3)','fn(a=1,b=2)','fn(1,b=2,**{"b":3})','fn(*[1,2],*[3])','fn(1,2,**{1:2})','fn(*1)','fn(**1)']: pass
print(show(lambda: fn()),show(lambda: fn(1)),show(lambda: fn(1,2,a=3)),show(lambda: fn(a=1,b=2)),show(lambda: fn(*[1,2],*[3])),show(lambda: fn(1,2,**{1:2})),show(lambda: fn(*1)),show(lambda: fn(**1)))
def g0(): pass
def g1(a): pass
def g2(a,b): pass
def g3(a,b,c): pass
def gd(a,b=1): pass
def gk(*,k): pass
def gkk(a,*,k,j): pass
print([show(lambda: f(*a,**k)) for f in (g0,g1,g2,g3,gd,gk,gkk) for a in ((),(1,),(1,2),(1,2,3,4)) for k in ({},{'a':1},{'k':1},{'z':1})])
class M(type):
    def __new__(m,n,b,d,**k): d['extra']=k; return super().__new__(m,n,b,d)
    def __init__(c,n,b,d,**k): super().__init__(n,b,d)
class N(metaclass=M, opt=1): pass
print(N.extra, type(N).__name__)
class S:
    __slots__=('a','b')
s=S(); s.a=1; print(show(lambda: setattr(s,'c',1)), show(lambda: s.b), s.a)
class It:
    def __init__(self): self.n=0
    def __next__(self):
        self.n+=1
        if self.n>3: raise StopIteration
        return self.n
    def __iter__(self): return self
print(list(It()), sum(It()), max(It()), 2 in It(), [*It()], dict.fromkeys(It()))
class Des:
    def __set_name__(self,o,n): self.n=n
    def __get__(self,i,o=None): return (self.n, i is None)
    def __set__(self,i,v): i.__dict__['_'+self.n]=v
class H:
    d=Des()
h=H(); h.d=5; print(H.d,h.d,h.__dict__)
class Sub(H):
    def __init_subclass__(cls,**k): print('sub',cls.__name__,k)
class Sub2(Sub, z=1): pass
class L(list):
    def __getitem__(self,i): return ('L',super().__getitem__(i))
l=L([1,2]); l.append(3); print(l[0],l,len(l),l==[1,2,3],l+[1],isinstance(l,list),type(l+[4]))
class DD(dict):
    def __missing__(self,k): return k*2
print(DD(a=1)['zz'],DD(a=1))
class E1(Exception):
    def __init__(self,a,b=2): super().__init__(a); self.b=b
try: raise E1(5)
except E1 as e: print(e,e.args,e.b,repr(e))
print(show(lambda: (_ for _ in ()).throw(KeyError('x'))))
x=1
def outer():
    x=2
    def inner():
        nonlocal x
        x+=1
        return x
    inner(); return inner(), x
print(outer(), x)
fs=[lambda i=i: i for i in range(3)]; gs=[lambda: i for i in range(3)]; print([f() for f in fs],[g() for g in gs])
print([y:=1, y**2], y, [z for z in range(3) if (last:=z)], last)
a,*b,c=range(5); *d,=[1]; (e,(f_,*g_)),h_=((1,(2,3,4)),5); print(a,b,c,d,e,f_,g_,h_)
print({**{'a':1},'b':2,**{'a':3}}, [*range(2),*'ab'], {*[1],2}, (*[1],))
print(1<2<3, 1<3>2, not 1==2, 5 if 0 else 6, 7//-2, -7%3, 2**-1, 1_000, 0xff, 0b11, 0o17, 1e3, .5, 5., 1j*1j)
print("%s %r %5.2f %-5d| %(a)s" % {'a':1} if 0 else "ok", 'a' 'b', r'\n', b'\x00', u'u', """t
q""")
import sys
print("err",file=sys.stderr); print(1,2,sep='',end='!\n',flush=True)
print(sorted("bAc",key=str.lower,reverse=True), sorted([(1,'b'),(1,'a')],key=lambda t:t[0]))
print(show(lambda: list(zip([1],[1,2],strict=True))), show(lambda: list(zip([1,2],[1],strict=True))), show(lambda: list(zip([1,2],[1,2],[1],strict=True))))
sl=slice(1,None,2); print(sl, sl.indices(10), [0,1,2,3][sl], sl==slice(1,None,2), show(lambda: hash(sl)), sl.start, "abcdef"[sl], slice(5))
