"""Random arrays under random print options."""
T = ["?", "i1", "u1", "i2", "i4", "i8", "u8", "f2", "f4", "f8", "f8", "f8", "f4", "c8", "c16", ">i4", ">f8", "S3", "U4", "M8[s]", "M8[D]", "m8[s]", "O", "V3", "rec", "rec2", "sub"]
def shape():
    n = R.choice([0, 1, 1, 1, 2, 2, 3, 4])
    s = []
    for i in range(n):
        s.append(R.choice([0, 1, 2, 3, 3, 4, 5, 7, 11, 30]) if R.random() < 0.7 or n > 2 else R.choice([40, 60, 1001]))
    if n > 2:
        s = [min(x, 6) for x in s]
    if sum([1 for x in s if x > 30]) > 1:
        s = s[:1] + [3] * (n - 1)
    return tuple(s)
def number(scale):
    v = R.choice([R.randint(-9, 9), R.randint(-1000, 1000) / 8, R.random(), R.random() * 10 ** R.randint(-12, 12), (R.random() - 0.5) * 10 ** R.randint(-3, 3)])
    if scale == 0:
        v = float(R.randint(-99, 99))
    elif scale == 1:
        v = R.randint(-999, 999) / 4
    elif scale == 2:
        v = (R.random() - 0.5) * 10
    if R.random() < 0.03:
        v = R.choice([np.nan, np.inf, -np.inf, 0.0, -0.0, 1e300, 1e-300, 1e16, 123456789.123])
    return v
def array(t, dims):
    n = 1
    for d in dims:
        n *= d
    k = np.dtype(t).kind if t not in ("rec", "rec2", "sub") else "V"
    scale = R.randint(0, 6)
    if t == "rec":
        a = np.zeros(n, dtype=[("x", "f8"), ("n", "i4"), ("s", "S4")])
        for i in range(n):
            a[i] = (number(scale), R.randint(-99, 99), R.choice([b"a", b"bcd", b""]))
        return a.reshape(dims)
    if t == "rec2":
        a = np.zeros(n, dtype=[("p", [("q", "f4", (2,)), ("r", "?")]), ("t", "U3"), ("w", "M8[D]")])
        for i in range(n):
            a[i] = (([R.randint(0, 9) / 4, R.randint(0, 9)], R.random() < 0.5), R.choice(["", "ab", "xyz"]), "2020-01-%02d" % R.randint(1, 28))
        return a.reshape(dims)
    if t == "sub":
        return np.array([R.randint(-50, 50) for i in range(2 * n)], dtype="i2").view([("v", "i2", (2,))]).reshape(dims)
    if k in "iub":
        v = [R.randint(0, 1) if k == "b" else R.choice([R.randint(0, 9), R.randint(0, 127)]) * (1 if k == "u" else R.choice([1, -1])) for i in range(n)]
    elif k == "f":
        v = [number(scale) for i in range(n)]
        if t == "f2":
            v = [min(max(x, -6e4), 6e4) if x == x and abs(x) != np.inf else x for x in v]
    elif k == "c":
        v = [complex(number(scale), number(scale)) for i in range(n)]
    elif k in "SU":
        v = [R.choice(["a", "bc", "", "xyz", "'", '"', "a\n", "\\"]) for i in range(n)]
    elif k == "V":
        return np.frombuffer(bytes([R.randint(0, 255) for i in range(3 * n)]), dtype="V3").reshape(dims) if n else np.zeros(dims, "V3")
    elif k in "Mm":
        v = np.array([R.randint(-10**6, 10**6) for i in range(n)], dtype="i8")
        a = v.astype(t)
        if n and R.random() < 0.3:
            a[R.randrange(n)] = "NaT"
        return a.reshape(dims)
    else:
        v = [R.choice([1, None, "ab", 2.5, b"x", True, (1, 2), [3]]) for i in range(n)]
        a = np.empty(n, dtype=object)
        for i in range(n):
            a[i] = v[i]
        return a.reshape(dims)
    with np.errstate(all="ignore"):
        return np.array(v, dtype=t).reshape(dims)
def options():
    o = {}
    def maybe(name, values, p=0.3):
        if R.random() < p:
            o[name] = R.choice(values)
    maybe("precision", [0, 1, 2, 3, 4, 8, 12, 17])
    maybe("threshold", [0, 3, 10, 50, 1000, sys.maxsize])
    maybe("edgeitems", [0, 1, 2, 3, 4])
    maybe("linewidth", [1, 10, 20, 40, 75, 120, 200])
    maybe("suppress", [True, False])
    maybe("nanstr", ["NaN", "-", "missing"], 0.1)
    maybe("infstr", ["INF", "oo"], 0.1)
    maybe("sign", ["-", "+", " "])
    maybe("floatmode", ["fixed", "unique", "maxprec", "maxprec_equal"])
    if R.random() < 0.08:
        o["legacy"] = R.choice(["1.13", "1.21", "1.25", False])
    if R.random() < 0.1:
        o["formatter"] = R.choice([{"float": lambda x: "F%.2f" % x}, {"int": lambda x: "<%d>" % x}, {"all": lambda x: "[" + str(x) + "]"}, {"bool": lambda x: "T" if x else "F"}, {"float_kind": lambda x: "%.1e" % x, "int_kind": lambda x: "%3d" % x}, {"numpystr": lambda x: "~" + str(x)}, {"complexfloat": lambda x: "C"}, {"datetime": lambda x: "D"}, {"timedelta": lambda x: "d"}, {"void": lambda x: "v"}, {"object": lambda x: "o"}])
    return o
for i in range(int(os.environ.get("COUNT", "3000"))):
    t, dims, o = R.choice(T), shape(), options()
    a = array(t, dims)
    if R.random() < 0.1 and a.ndim:
        a = a[::-1]
    desc = str(i) + " " + t + " " + str(dims) + " " + str({k: (v if k != "formatter" else list(v)) for k, v in o.items()})
    r = R.random()
    if r < 0.35:
        def f():
            with np.printoptions(**o):
                return repr(a)
        show("repr " + desc, f)
    elif r < 0.7:
        def f():
            with np.printoptions(**o):
                return str(a)
        show("str " + desc, f)
    else:
        m = {"linewidth": "max_line_width", "suppress": "suppress_small"}
        kw = {}
        for k in o:
            if k not in ("nanstr", "infstr"):
                kw[m.get(k, k)] = o[k]
        if R.random() < 0.3:
            kw["separator"] = R.choice([", ", ",", ";\n", " | "])
        if R.random() < 0.2:
            kw["prefix"] = "abc"
        if R.random() < 0.2:
            kw["suffix"] = "xy"
        show("a2s " + desc + str([(k, kw[k]) for k in kw if k in ("separator", "prefix", "suffix")]), lambda: np.array2string(a, **kw))
    if a.size and R.random() < 0.2:
        e = a.reshape(-1)[0]
        def f():
            with np.printoptions(**o):
                return repr(e) + "|" + str(e) + "|" + format(e) + "|" + repr(np.array(e)) + "|" + str(np.array(e))
        show("scalar " + desc, f)
