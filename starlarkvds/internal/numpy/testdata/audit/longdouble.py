"""longdouble: values, arithmetic, text."""
V = ["0.1", "1", "-2.5", "1e-10", "123456789.123456789", "1e4000", "-1e-4930", "inf", "nan", "0", "-0.0", "18446744073709551615", "0.333333333333333333333", "3.14159265358979323846", "1e16", "1e15", "12345678901234567", "0.0001", "0.00001"]
W = V if os.environ.get("COUNT", "") else V[::3]
for v in V:
    x = np.longdouble(v)
    show("repr " + v, lambda: x)
    show("str " + v, lambda: str(x) + " " + str(float(x)) + " " + f"{x}")
    for t in ["f2", "f4", "f8", "i1", "u1", "i4", "i8", "u8", "?", "c16", "f16"]:
        with np.errstate(all="ignore"):
            show("astype " + v + t, lambda: np.array([x]).astype(t))
    for w in W:
        y = np.longdouble(w)
        for op in ["add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "equal", "greater_equal", "fmax", "copysign", "not_equal"]:
            with np.errstate(all="ignore"):
                show(op + " " + v + "," + w, lambda: getattr(np, op)(x, y))
    for op in "negative absolute sqrt square sign floor ceil trunc rint reciprocal isnan isinf isfinite signbit".split():
        with np.errstate(all="ignore"):
            show(op + " " + v, lambda: getattr(np, op)(x))
a = np.array(V[:5] + V[9:], dtype="g")
b = np.arange(6, dtype="g").reshape(2, 3) / 3
show("array", lambda: a)
show("array all", lambda: np.array(V, dtype=np.longdouble))
for f in ["sum", "prod", "max", "min", "argmax", "argmin", "mean", "cumsum", "sort", "argsort", "std", "any", "all", "median", "ptp", "unique", "diff", "round"]:
    show(f + " b", lambda: getattr(np, f)(b))
    show(f + " a", lambda: getattr(np, f)(a))
for p in [0, 3, 8, 17, 18, 20, 25]:
    for m in ["fixed", "unique", "maxprec", "maxprec_equal"]:
        show("print " + str(p) + m, lambda: np.array2string(a[:5], precision=p, floatmode=m) + np.array2string(b, precision=p, floatmode=m))
for t in ["?", "i1", "u1", "i8", "u8", "f2", "f4", "f8", "f16"]:
    z = np.array([1, 3], dtype=t)
    show("binary " + t, lambda: (a[:2] + z, z * a[:2], z / a[:2], a[:2] == z, np.result_type("g", t), np.promote_types(t, "g"), np.can_cast(t, "g"), np.can_cast("g", t)))
    show("to " + t, lambda: z.astype("g"))
show("mix", lambda: (a[:2] + 1, a[:2] * 2.5, 1 / a[:2], a[1] + np.float64(0.1), a[1] * 3))
show("dtype", lambda: (np.dtype("g"), np.dtype("f16").str, np.dtype("longdouble").name, np.dtype(np.longdouble).char, np.dtype("float128").itemsize, np.dtype("g").alignment, np.dtype(">f16"), np.dtype([("x", "g"), ("y", "i1")]), np.float128 is np.longdouble, np.longdouble, np.dtype("g").num, np.dtype("g").kind, np.issubdtype("g", np.floating)))
show("swap", lambda: (np.array([0.5, -3], ">f16"), np.array([0.5, -3], ">f16") + 1, np.array([0.5, -3], ">f16").tobytes()[-10:]))
show("bytes", lambda: (np.array([1, -0.1], "g").tobytes()[:10], np.zeros(2, "g"), np.ones(2, "g"), np.full(2, 0.1, "g"), np.empty(0, "g"), np.linspace(0, 1, 4, dtype="g")))
show("fancy", lambda: (a[[1, 2]], a[a > 1], np.where(a > 1, a, 0), np.concatenate([a[:2], [1.5]]), np.stack([a[:2], a[:2]]), b.T, b.sum(axis=0), b.mean(axis=1), b[1, 2], b.tolist(), b.item(3)))
show("struct", lambda: np.array([(1.5, 2)], dtype=[("x", "g"), ("y", "i1")]))
show("int", lambda: (int(np.longdouble("12345678901234567890")), np.longdouble(2**63), bool(np.longdouble(0)), np.longdouble("0.1") == 0.1, hash(np.longdouble(2)) == hash(2), np.longdouble(0.1) == 0.1, round(np.longdouble("2.567"), 1), np.longdouble(1) // 3, np.longdouble(7) % 3, np.longdouble(2) ** 10, abs(np.longdouble(-2)), -np.longdouble(3)))
