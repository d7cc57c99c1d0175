# operator, copy, csv, cmath, bisect.
import bisect, cmath, copy, csv, io, operator as op
from collections import OrderedDict, defaultdict, deque, namedtuple
def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, e)
print(op.add(1, 2), op.truediv(1, 4), op.not_(0), op.is_(None, None), op.contains([1], 1), op.getitem({"a": 1}, "a"), op.neg(3), op.inv(5), op.index(7), op.abs(-2))
print(op.itemgetter(1)("abc"), op.itemgetter(0, 2)("abc"), op.attrgetter("real", "imag")(1 + 2j), op.methodcaller("upper")("x"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(op.itemgetter(1), op.countOf([1, 2, 1], 1), op.indexOf([1, 2], 2), op.iadd([1], [2]), op.lt(1, 2), op.__mul__(2, 3), op.concat("a", "b"), op.matmul is op.__matmul__)
print(sorted([(2, "b"), (1, "c")], key=op.itemgetter(1)), op.length_hint([1, 2]), op.truth([]), op.pow(2, 5))
show(op.itemgetter)
show(op.attrgetter, 3)
show(op.indexOf, [1], 5)
show(op.add, 1)
class P:
    def __init__(self, v):
        self.v = v
        self.me = self
p = P([1, [2]])
q, r = copy.copy(p), copy.deepcopy(p)
p.v[1].append(3)
print(q.v, r.v, r.me is r, q.me is p, q.__dict__ is not p.__dict__)
x = [1, (2, [3]), {"k": [4]}, {5}]
y = copy.deepcopy(x)
x[1][1].append(9); x[2]["k"].append(9); x[3].remove(5)
print(x, y, copy.copy(x) == x, copy.copy(x) is x)
l = [1]; l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, m is not l)
t = (1, "a")
print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy({1: (2,)}))
d = defaultdict(list, a=[1]); e = copy.deepcopy(d); d["a"].append(2); print(e, copy.copy(d))
print(copy.deepcopy(OrderedDict(a=[1])), copy.deepcopy(deque([[1]])), copy.deepcopy(namedtuple("N", "a b")([1], 2)))
class Q:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(Q()), copy.deepcopy([Q()]))
f = io.StringIO()
w = csv.writer(f)
w.writerow(["a", 1, 2.5, None, 'q"uote', "x,y", "line\nbreak", ""])
w.writerows([[1], [""], [None]])
print(repr(f.getvalue()), w.writerow([]))
for k in ({"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"delimiter": ";", "quotechar": "'"}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"lineterminator": "\n", "doublequote": False, "escapechar": "!"}, {"dialect": "excel-tab"}, {"dialect": "unix"}):
    f = io.StringIO()
    csv.writer(f, **k).writerow(["a", 1, 2.5, 'q"u', "x;y,'z", "b\\c"])
    print(repr(f.getvalue()))
    print(list(csv.reader(io.StringIO(f.getvalue()), **k)) if k.get("quoting") != csv.QUOTE_NONNUMERIC else "")
print(list(csv.reader(['a,b,"c,d"', '"x""y", z', "", '"multi', 'line",2', "a\"b,c", '"ab"c,d'])))
print(list(csv.reader(["1, 2", "3,x"], skipinitialspace=True)), list(csv.reader(['1,2.5,"s"'], quoting=csv.QUOTE_NONNUMERIC)))
r = csv.DictReader(io.StringIO("a,b\r\n1,2\r\n3\r\n4,5,6\r\n"))
print(r.fieldnames, list(r), r.line_num)
f = io.StringIO()
w = csv.DictWriter(f, ["x", "y"], restval="-", extrasaction="ignore")
w.writeheader(); w.writerow({"x": 1, "z": 2}); w.writerows([{"y": 3}])
print(repr(f.getvalue()), csv.list_dialects())
csv.register_dialect("pipe", delimiter="|")
print(list(csv.reader(["a|b"], "pipe")), csv.get_dialect("pipe").delimiter)
show(csv.DictWriter(f, ["x"]).writerow, {"q": 1})
show(csv.get_dialect, "none")
show(csv.writer(f).writerow, 5)
show(csv.writer, f, delimiter="ab")
show(csv.writer, f, delimiter=5)
show(csv.writer, f, nonsense=5)
show(csv.writer(f, quoting=csv.QUOTE_NONE).writerow, ["a,b"])
show(list, csv.reader(['"a'], strict=True))
show(list, csv.reader([b"a"]))
print(cmath.sqrt(-1), cmath.sqrt(3 + 4j), cmath.phase(-1), cmath.polar(1j), cmath.rect(2, 0), cmath.exp(0), cmath.log(1), cmath.isnan(complex("nan")), cmath.isclose(1, 1 + 1e-12), cmath.pi, cmath.infj, cmath.sqrt(-2.5 - 1j))
show(cmath.log, 0)
show(cmath.sqrt, "x")
a = [1, 3, 3, 5]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 4, 1, 3), bisect.bisect_left(["a", "bb"], 2, key=len))
bisect.insort(a, 4); bisect.insort_left(a, 3)
print(a)
show(bisect.bisect, a, 1, -1)
