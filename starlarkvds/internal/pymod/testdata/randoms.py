# The streams of random, and what is made of them.
import random
random.seed(42)
print([random.random() for _ in range(3)], random.getrandbits(7), random.getrandbits(33), random.getrandbits(100), random.getrandbits(0))
print(random.randint(1, 6), random.randrange(0, 100, 7), random.randrange(10), random.choice("abcdef"), random.uniform(-1, 1), random.randbytes(5))
x = list(range(20))
random.shuffle(x)
print(x, random.sample(range(1000), 5), random.sample(x, 12), random.sample(range(100000), 3), random.sample(["a", "b"], 3, counts=[2, 5]))
print(random.choices("abc", k=5), random.choices([1, 2, 3], [1, 5, 1], k=4), random.choices("xy", cum_weights=[1, 3], k=3))
print(random.gauss(0, 1), random.gauss(1, 2), random.normalvariate(0, 1), random.triangular(), random.triangular(0, 10, 3))
print(random.expovariate(1.5), random.lognormvariate(0, 1), random.vonmisesvariate(0, 4), random.gammavariate(0.5, 1), random.gammavariate(3, 2))
print(random.betavariate(2, 3), random.paretovariate(3), random.weibullvariate(1, 2), random.gammavariate(1, 2))
for s in (0, -5, 2**70, 1.5, "text", b"bytes", True, 10**30):
    r = random.Random(s)
    print(r.random(), r.randint(0, 10**20))
random.seed("abc", version=1)
print(random.random())
r = random.Random(7)
st = r.getstate()
a = [r.random(), r.gauss(0, 1)]
r.setstate(st)
print(a == [r.random(), r.gauss(0, 1)], st[0], len(st[1]), st[1][:3], st[1][-1])
for f in (lambda: random.choice([]), lambda: random.randrange(0), lambda: random.randrange(5, 2), lambda: random.sample({1, 2}, 1),
          lambda: random.sample([1], 2), lambda: random.choices([1], [1, 2]), lambda: random.seed([1]), lambda: random.getrandbits(-1),
          lambda: random.gammavariate(0, 1), lambda: random.randrange(1, 9, 0), lambda: random.choices([1, 2], 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Mine(random.Random):
    def random(self):
        return 0.25
print(Mine(1).uniform(0, 8), Mine(1).choices([1, 2, 3, 4], k=2))
