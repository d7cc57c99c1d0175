# Arithmetic with numbers of all kinds and sizes, drawn at random.
import random, math
random.seed(3)
def rnd():
    k=random.choice([1,8,31,32,33,62,63,64,65,100,300,1000])
    return random.choice([1,-1])*random.getrandbits(k)
def show(f):
    try: return repr(f())
    except Exception as e: return type(e).__name__+': '+str(e)
ops=[lambda a,b:a+b,lambda a,b:a-b,lambda a,b:a*b,lambda a,b:a//b,lambda a,b:a%b,lambda a,b:divmod(a,b),lambda a,b:a/b,lambda a,b:a&b,lambda a,b:a|b,lambda a,b:a^b,lambda a,b:a<b,lambda a,b:a==b,lambda a,b:math.gcd(a,b),lambda a,b:a<<(b%200),lambda a,b:a>>(b%200),lambda a,b:a**(b%7),lambda a,b:pow(a,b%50,abs(a)+3),lambda a,b:float(a)*b,lambda a,b:hash(a)==hash(a),lambda a,b:hash(a),lambda a,b:round(a,-(b%30)),lambda a,b:int(str(a)),lambda a,b:a.bit_length(),lambda a,b:(a).to_bytes(140,'big',signed=True),lambda a,b:int.from_bytes(a.to_bytes(140,'little',signed=True),'little',signed=True)==a,lambda a,b:float(a),lambda a,b:a<float(b),lambda a,b:a==float(a),lambda a,b:complex(a,1),lambda a,b:math.isqrt(abs(a)),lambda a,b:math.log(abs(a)+1),lambda a,b:hex(a),lambda a,b:oct(a),lambda a,b:bin(a),lambda a,b:int(hex(a),16),lambda a,b:int(float(a)),lambda a,b:a.as_integer_ratio(),lambda a,b:math.comb(abs(a)%50,abs(b)%20),lambda a,b:math.factorial(abs(a)%40), lambda a,b: a.bit_count(), lambda a,b:~a, lambda a,b:-a, lambda a,b:abs(a), lambda a,b: math.ldexp(float(a%1000), b%100), lambda a,b: math.fmod(a,b), lambda a,b: pow(a,-1,abs(b)+2)]
for i in range(1500):
    a,b=rnd(),rnd()
    j=random.randrange(len(ops))
    print(i,j,a,b,show(lambda: ops[j](a,b)))
fl=[0.0,-0.0,1.5,-2.5,1e308,float('inf'),float('nan'),0.1,1e16,3,-7,10**30,True,2+3j,1j,-1.5j]
fops=[lambda a,b:a+b,lambda a,b:a-b,lambda a,b:a*b,lambda a,b:a/b,lambda a,b:a//b,lambda a,b:a%b,lambda a,b:a**b if abs(b)<100 else 0,lambda a,b:divmod(a,b),lambda a,b:a<b,lambda a,b:a==b,lambda a,b:round(a,b),lambda a,b:pow(a,b) if abs(b)<100 else 0,lambda a,b:math.copysign(a,b),lambda a,b:math.hypot(a,b),lambda a,b:complex(a,b), lambda a,b:(hash(a),hash(b)) if a==a and b==b else 0, lambda a,b:max(a,b), lambda a,b: [a,b]==[b,a], lambda a,b:a.conjugate(), lambda a,b: (a.real,a.imag), lambda a,b: a.is_integer(), lambda a,b:a.hex(), lambda a,b: a.as_integer_ratio(), lambda a,b: bool(a), lambda a,b: str(a)+repr(b), lambda a,b:int(a), lambda a,b: math.floor(a), lambda a,b: math.trunc(a), lambda a,b:f"{a}{b!r}"]
for a in fl:
    for b in fl:
        for j,op in enumerate(fops):
            print(a,b,j,show(lambda: op(a,b)))
