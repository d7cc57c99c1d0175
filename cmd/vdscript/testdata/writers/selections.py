rng = np.random.RandomState(11)
f = h5py.File("sel.h5", "w")
for i in range(25):
    nd = rng.randint(1, 4)
    shape = tuple(int(x) for x in rng.randint(1, 9, size=nd))
    kw = {}
    k = rng.randint(0, 5)
    if k == 1: kw = dict(chunks=tuple(int(rng.randint(1, s + 1)) for s in shape))
    if k == 2: kw = dict(chunks=tuple(int(rng.randint(1, s + 1)) for s in shape), compression="gzip", shuffle=True)
    if k == 3: kw = dict(chunks=True, maxshape=(None,) * nd, fillvalue=int(rng.randint(0, 5)))
    dt = ["i4", ">i2", "f8", "u1", "S3"][rng.randint(0, 5)]
    d = f.create_dataset("d%d" % i, shape, dtype=dt, **({} if dt in ("S3", "?", "c8") and False else {k2: v for k2, v in kw.items() if not (k2 == "fillvalue" and dt in ("S3", "?", "c8"))}))
    d[...] = 0 if dt != "S3" else b""
    for w in range(6):
        key = []
        lists = 0
        for s in shape:
            c = rng.randint(0, 7)
            if c == 0: key.append(int(rng.randint(-s, s)))
            elif c == 1: key.append(slice(None))
            elif c == 2:
                a, b = sorted(int(x) for x in rng.randint(0, s + 1, size=2)); key.append(slice(a, b))
            elif c == 3:
                a, b = sorted(int(x) for x in rng.randint(0, s + 1, size=2)); key.append(slice(a, b, int(rng.randint(1, 4))))
            elif c == 4 and not lists:
                n = int(rng.randint(1, s + 1)); key.append(sorted(int(x) for x in rng.choice(s, n, replace=False))); lists = 1
            elif c == 5 and not lists:
                key.append(rng.rand(s) > 0.5); lists = 1
            else: key.append(slice(-int(rng.randint(1, s + 1)), None))
        if rng.randint(0, 8) == 0: key = [Ellipsis]
        elif rng.randint(0, 10) == 0: key = [rng.rand(*shape) > 0.5]; lists = 1
        key = tuple(key) if len(key) > 1 or rng.randint(0, 2) else key[0]
        def go():
            want = np.zeros(shape)[key] if not (isinstance(key, tuple) and any(isinstance(q, list) for q in key)) else d[key]
            sh = want.shape
            m = rng.randint(0, 5)
            base = rng.randint(0, 100, size=sh)
            if m == 0: v = 7 if not lists else base
            elif m == 1 and len(sh) and not lists: v = rng.randint(0, 100, size=sh[-1:])
            elif m == 2: v = base.astype("f4")
            elif m == 3: v = base.tolist()
            else: v = base
            if dt == "S3": v = np.asarray(v).astype("i8").astype("S3") if not isinstance(v, int) else b"x"
            if dt == "?": v = np.asarray(v) % 2 == 0
            d[key] = v
            return sh
        t("w %d %r %s" % (i, key, dt), go)
        t("r", lambda: d[key])
    if kw.get("maxshape"):
        for w in range(4):
            ns = tuple(int(x) for x in rng.randint(0, 10, size=nd))
            t("resize %r" % (ns,), lambda: (d.resize(ns), d.shape)); t("  now", lambda: d[()].tolist())
            ax = int(rng.randint(0, nd)); t("resize axis", lambda: (d.resize(int(rng.randint(0, 9)), axis=ax), d.shape))
            if d.size: t("  fill row", lambda: setitem(d, 0, 9 if dt != "S3" else b"9"))
            t("  now", lambda: d[()].tolist())
    if nd == 2 and dt in ("i4", "f8"):
        def dw():
            a = np.zeros((12, 12), dtype=dt)
            s = d.shape
            r0, c0 = int(rng.randint(0, s[0] + 1)), int(rng.randint(0, s[1] + 1))
            d.read_direct(a, np.s_[r0:, c0:], np.s_[1:1 + s[0] - r0, 2:2 + s[1] - c0])
            b = np.arange(144, dtype="f4").reshape(12, 12)
            d.write_direct(b, np.s_[2:2 + s[0] - r0, 3:3 + s[1] - c0], np.s_[r0:, c0:])
            return a.tolist(), d[()].tolist()
        t("direct", dw)
d = f.create_dataset("e", data=np.arange(24).reshape(4, 6), chunks=(2, 3), maxshape=(None, None))
for k in [(9,), (0, 9), (0, 0, 0), "x", 1.5, slice(0, 2, -1), slice(0, 2, 0), [3, 1], [1, 1], [9], [-1], (slice(None), [5, 0]), ([0, 1], [0, 1]), np.ones(5, bool), (Ellipsis, Ellipsis), np.int64(2), np.uint8(1), True, [], (), (0, []), np.array([], int), slice(10, 20), slice(3, 1), h5py.MultiBlockSlice(0, 2, 2, 1), (slice(None), h5py.MultiBlockSlice(1, 2, 3, 1)), -5, [[0, 1], [2, 3]], b"x", {"a": 1}]:
    t("get %r" % (k,), lambda: d[k])
    t("set %r" % (k,), lambda: setitem(d, k, 5))
    t("set arr %r" % (k,), lambda: setitem(d, k, np.arange(3)))
for v in ["x", b"y", None, [1, 2], np.zeros((7, 7)), 1j, np.array(["a"]), [[1], [2, 3]], np.datetime64("2020"), 2**70, "5", np.float64("nan"), np.zeros((4, 6, 1)), np.zeros((1, 4, 6)), np.zeros((6,)), np.zeros((4, 1)), np.array([(1, 2)], dtype=[("a", "i4"), ("b", "i4")])]:
    t("val %r" % (v,), lambda: (setitem(d, Ellipsis, v), d[0].tolist()))
    t("val1 %r" % (v,), lambda: (setitem(d, (0, 0), v), d[0, 0]))
for a in [(5,), (5, 5, 5), (-1, 3), [4, 6]]: t("resize %r" % (a,), lambda: (d.resize(a), d.shape))
t("resize axis", lambda: d.resize(3, axis=5)); t("resize axis", lambda: d.resize(3, axis=-1)); t("resize axis", lambda: d.resize((3,), axis=0)); t("nochunk", lambda: f["d0"].resize((3,)))
x = f.create_dataset("mx", (3,), maxshape=(5,)); t("over", lambda: x.resize((6,))); t("ok", lambda: (x.resize((5,)), x[:].tolist()))
for i in range(3): x[i] = i + 1
x.resize((1,)); x.resize((5,)); print(x[:])
t("iter_chunks", lambda: list(d.iter_chunks())); t("iter_chunks", lambda: list(d.iter_chunks(np.s_[1:3, 2:]))); t("iter_chunks", lambda: list(f["mx"].iter_chunks())); t("iter_chunks", lambda: list(f["d0"].iter_chunks()))
t("len", lambda: (len(d), d.len(), list(d)[0].tolist(), d.nbytes)); t("len", lambda: len(f.create_dataset("sc", ())))
c = f.create_dataset("cmp", (3,), dtype=[("a", "i4"), ("b", "f8"), ("s", "S4"), ("n", [("x", "i2"), ("y", "i2")]), ("arr", "f4", (2,))])
for k, v in [("a", [1, 2, 3]), ("b", 2.5), ((0, "a"), 9), (("a", 1), 8), ("s", b"xy"), ("n", (1, 2)), ("arr", [1, 2]), (("a", "b"), 1), ("zz", 1), (Ellipsis, (1, 2.0, b"q", (3, 4), (5, 6))), (0, (9, 9.0, b"r", (1, 1), (2, 2))), (slice(0, 2), np.zeros(2, c.dtype))]:
    t("field %r" % (k,), lambda: (setitem(c, k, v), c[:].tolist()))
    t("get %r" % (k,), lambda: c[k])
t("fields", lambda: c.fields("a")[:].tolist()); t("fields", lambda: c.fields(["a", "b"])[:].tolist()); t("fields", lambda: c.fields("zz")[:])
t("astype", lambda: d.astype("f4")[0]); t("astype", lambda: d.astype("S3")[0]); t("asstr", lambda: d.asstr()[0])
s = f.create_dataset("str", (4,), dtype=h5py.string_dtype())
for v in ["a", b"b", "\u00e9", ["a", "b", "c", "d"], np.array(["x"] * 4), np.array([b"x"] * 4), 5, None, [b"\xff"] * 4, np.array(["a", None, "b", "c"], dtype=object), ""]:
    t("str %r" % (v,), lambda: (setitem(s, Ellipsis, v), s[:])); t("asstr", lambda: s.asstr()[:]); t("asstr", lambda: s.asstr("latin1")[0]); t("asstr", lambda: s.asstr("ascii", "ignore")[0])
v = f.create_dataset("vl", (4,), dtype=h5py.vlen_dtype("i4"))
for k, w in [(0, [1, 2]), (1, np.arange(3)), (2, []), (slice(0, 2), [[1], [2, 3]]), (slice(None), np.array([np.arange(i) for i in range(4)], dtype=object)), (3, [1.7]), (slice(0, 2), np.ones((2, 3)))]:
    t("vlen %r" % (k,), lambda: (setitem(v, k, w), [q.tolist() for q in v[:]]))
f.close()
