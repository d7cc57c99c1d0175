"""Formats of floats, and arrays through files and texts."""
import io
P = "f"
FF = [0.1, 1/3, 123456.789, 1e22, 1.5e-9, 0.0, -2.5, 1e16, 12345678901234567.0, np.float32(0.1), np.float32(1e-5), np.inf, -np.nan, 7.0, 100.0, 0.00123456]
for x in FF:
    for n in range(25):
        kw = {}
        if R.random() < 0.6: kw["precision"] = R.randint(0, 10)
        if R.random() < 0.3: kw["unique"] = R.choice([True, False])
        if R.random() < 0.5: kw["trim"] = R.choice("k.0-")
        if R.random() < 0.2: kw["sign"] = True
        if R.random() < 0.2: kw["pad_left"] = R.randint(1, 8)
        if R.random() < 0.2: kw["min_digits"] = R.randint(0, 5)
        if kw.get("unique") is False and "precision" not in kw: kw["precision"] = 3
        if "precision" in kw and kw.get("min_digits", 0) > kw["precision"]: del kw["min_digits"]
        k2 = dict(kw)
        if R.random() < 0.2: k2["exp_digits"] = R.randint(1, 4)
        show("sci " + repr(x) + str(k2), lambda: np.format_float_scientific(x, **k2))
        if R.random() < 0.2: kw["pad_right"] = R.randint(1, 8)
        if R.random() < 0.15: kw["fractional"] = False
        if kw.get("fractional") is False and kw.get("precision") == 0: kw["precision"] = 1
        show("pos " + repr(x) + str(kw), lambda: np.format_float_positional(x, **kw))
T = ["?", "i1", "u1", "i2", "i4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">i4", ">f8", "S3", "U4", "M8[s]", "m8[s]", "V3", [("x", "f8"), ("n", "i4"), ("s", "S4")], [("p", "f4", (2,)), ("t", "U3")]]
def make(t):
    dims = R.choice([(), (0,), (1,), (3,), (2, 3), (2, 1, 2), (4, 0)])
    n = 1
    for d in dims: n *= d
    dt = np.dtype(t)
    if dt.names:
        a = np.zeros(n, dtype=t)
        for i in range(n):
            a[i] = (R.randint(-9, 9) / 4, R.randint(0, 9), b"ab") if dt.names[0] == "x" else ([1, R.random()], "xy")
    elif dt.kind in "SU":
        a = np.array([R.choice(["a", "bc", "xyz"]) for i in range(n)], dtype=t)
    elif dt.kind == "V":
        a = np.zeros(n, t)
    else:
        a = np.array([R.randint(0, 99) for i in range(n)], dtype="i8").astype(t)
        if dt.kind in "fc" and R.random() < 0.5:
            a = (a * 1.1 / 3).astype(t)
    a = a.reshape(dims)
    if R.random() < 0.2 and a.ndim > 1:
        a = np.asfortranarray(a)
    return a
for i in range(int(os.environ.get("COUNT", "700"))):
    t = R.choice(T)
    a = make(t)
    d = str(i) + " " + str(t) + str(a.shape)
    def f():
        np.save(P + ".npy", a)
        raw = open(P + ".npy", "rb").read()
        return (raw, np.load(P + ".npy"))
    show("save " + d, f)
    def f():
        b = io.BytesIO()
        np.savez(b, a, k=a)
        b.seek(0)
        z = np.load(b)
        return (sorted(z.files), z["arr_0"], z["k"])
    show("savez " + d, f)
    def f():
        np.savez_compressed(P + ".npz", first=a)
        with np.load(P + ".npz") as z:
            return (list(z.keys()), z["first"], "first" in z, len(z))
    show("savezc " + d, f)
    kw = {}
    if R.random() < 0.5: kw["fmt"] = R.choice(["%d", "%.3f", "%g", "%10.5e", "%s", "%5.1f", "%i", "%x", "%.4g", "%r"])
    if R.random() < 0.4: kw["delimiter"] = R.choice([",", "; ", "\t", ", "])
    if R.random() < 0.3: kw["header"] = R.choice(["h", "a b\nc d"])
    if R.random() < 0.2: kw["footer"] = "end"
    if R.random() < 0.2: kw["comments"] = R.choice(["", "% "])
    if R.random() < 0.1: kw["newline"] = "\r\n"
    if R.random() < 0.05: kw["fmt"] = ["%d", "%.2f", "%g"]
    if R.random() < 0.05: kw["fmt"] = "%d:%.2f"
    def f():
        b = io.StringIO()
        np.savetxt(b, a, **kw)
        return b.getvalue()
    show("savetxt " + d + str(kw), f)
    def f():
        np.savetxt(P + ".txt", a, **kw)
        return open(P + ".txt", "rb").read()
    if R.random() < 0.3: show("savetxtfile " + d + str(kw), f)
    sep = R.choice(["", " ", ",", ", ", ":"])
    def f():
        with open(P, "wb") as h:
            a.tofile(h, sep=sep)
        return open(P, "rb").read()
    show("tofile " + d + repr(sep), f)
    def f():
        a.tofile(P, sep=sep)
        return np.fromfile(P, dtype=t, sep=sep)
    if sep == "" or np.dtype(t).kind in "iuf": show("fromfile " + d + repr(sep), f)
    show("tobytes " + d, lambda: (a.tobytes(), a.tobytes("F"), np.frombuffer(a.tobytes(), dtype=t) if a.size else 0))
LINES = ["1 2 3\n4 5 6\n", "1,2,3\n4,5,6", "# c\n1 2 # x\n3 4\n\n5 6\n", "1.5;2;nan\n3;4;inf\n", "1\n2\n3\n", "1 2\n3\n", "a b\n1 2\n", "", "1,,3\n4,5,6\n", "x 1 2.5\ny 2 3.5\n", "1+2j 3\n4 5j\n", "0x10 1\n2 3\n", "1e3 -2E-2\n.5 5.\n", "\"a b\",1\n\"c\",2\n", "1\t2\t3\n4\t5\t6\n", "true false\n1 0\n"]
KW = [{}, {"delimiter": ","}, {"dtype": int}, {"dtype": "f4", "delimiter": ";"}, {"skiprows": 1}, {"usecols": 0}, {"usecols": (1, 0)}, {"usecols": [-1]}, {"unpack": True}, {"ndmin": 2}, {"ndmin": 1}, {"max_rows": 1}, {"comments": "%"}, {"comments": None}, {"dtype": str}, {"dtype": "U5"}, {"dtype": "S3"}, {"dtype": complex}, {"dtype": [("n", "U3"), ("i", "i4"), ("v", "f8")]}, {"converters": {0: lambda s: float(s or 9)}}, {"converters": lambda s: len(s), "dtype": int}, {"dtype": bool}, {"delimiter": "\t"}, {"delimiter": ",", "quotechar": '"', "dtype": "U4"}, {"dtype": "i1"}, {"dtype": "u1"}, {"delimiter": ",", "skiprows": 1, "usecols": (0, 2)}, {"dtype": object}, {"dtype": "M8[D]"}]
for l in LINES:
    for k in range(len(KW)):
        show("loadtxt " + repr(l) + str(k) + str([x for x in KW[k]]), lambda: np.loadtxt(io.StringIO(l), **KW[k]))
    for dl in [None, ",", ";"]:
        show("genfromtxt " + repr(l) + repr(dl), lambda: np.genfromtxt(io.StringIO(l), delimiter=dl))
        show("genfromtxt names " + repr(l) + repr(dl), lambda: np.genfromtxt(io.StringIO(l), delimiter=dl, names=True))
        show("genfromtxt dtype None " + repr(l) + repr(dl), lambda: np.genfromtxt(io.StringIO(l), delimiter=dl, dtype=None, encoding="utf-8"))
        show("genfromtxt filling " + repr(l) + repr(dl), lambda: np.genfromtxt(io.StringIO(l), delimiter=dl, filling_values=-1, usecols=(0,), skip_header=1))
for l in ["1 2 3", "1,2,3", "1, 2, 3 ", "", "1;2", "1 x", "0x1F 2", "1e3 2", "  4  5", "3,", "nan inf -inf", "1.5 2.5"]:
    for t in ["f8", "i4", "u1", "f4", "c16", "?"]:
        for sep in [" ", ",", ";", ", "]:
            show("fromstring " + repr(l) + t + repr(sep), lambda: np.fromstring(l, dtype=t, sep=sep))
        show("fromstring count " + repr(l) + t, lambda: np.fromstring(l, dtype=t, sep=" ", count=2))
