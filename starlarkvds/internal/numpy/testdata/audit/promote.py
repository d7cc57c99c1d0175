"""Types, casts and ufuncs for every pair of dtypes and for Python's numbers."""
RECORD, PAIR = [("a", "i4")], ("i2", (2,))
T = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">i4", ">f8", "S1", "S3", "U2", "M8[s]", "m8[s]", "M8[D]", "m8", "O", "V4", RECORD, PAIR]
SHORT = os.environ.get("COUNT", "") == ""
if SHORT:
    T = T[::3] + [PAIR]
for a in T:
    for b in T:
        n = str(a) + "," + str(b)
        show("promote " + n, lambda: np.promote_types(a, b))
        for c in ["no", "equiv", "safe", "same_kind", "unsafe"]:
            show("can_cast " + n + c, lambda: np.can_cast(a, b, c))
        show("result_type " + n, lambda: np.result_type(np.dtype(a), b))
def value(t):
    if t in ("M8[s]", "M8[D]"):
        return np.array(["2020-01-01", "2021-02-03"], dtype=t)
    if t in ("m8[s]", "m8"):
        return np.array([3, 4], dtype=t)
    if t in ("S1", "S3", "U2"):
        return np.array(["3", "5"], dtype=t)
    if t == "O":
        return np.array([3, 2], dtype=t)
    if t == "V4":
        return np.array([b"abcd", b"efgh"], dtype=t)
    if t == RECORD:
        return np.array([(1,), (2,)], dtype=t)
    if t == PAIR:
        return np.zeros(2, dtype=t)
    return np.array([3, 2], dtype=t)
B = "add subtract multiply divide floor_divide remainder power float_power maximum minimum equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor bitwise_and bitwise_or left_shift right_shift arctan2 hypot fmod copysign fmax fmin gcd lcm heaviside ldexp nextafter logaddexp divmod matmul".split()
if SHORT:
    B = B[::2]
S = {"2**70": 2**70, "2": 2, "-3": -3, "0.5": 0.5, "True": True, "1j": 1j, "300": 300, "-1": -1, "'x'": "x", "b'x'": b"x", "None": None}
for op in B:
    f = getattr(np, op)
    for a in T:
        for b in T:
            show(op + " " + str(a) + "," + str(b), lambda: f(value(a), value(b)))
        for s in S:
            if s == "2**70" and (a == "O" or op in ("left_shift", "ldexp", "power", "float_power")):
                continue
            show(op + " " + str(a) + " with " + s, lambda: f(value(a), S[s]))
            show(op + " " + s + " with " + str(a), lambda: f(S[s], value(a)))
        for b in ["i1", "u1", "f4", "f8", "i8"]:
            show(op + " scalar " + str(a) + "," + str(b), lambda: f(value(a)[0], value(b)[1]))
            show(op + " scalararr " + str(a) + "," + str(b), lambda: f(value(a), value(b)[1]))
U = "degrees negative absolute sign square sqrt floor ceil trunc rint isnan isfinite isinf logical_not invert conjugate reciprocal positive signbit exp log sin arctan fabs cbrt spacing modf frexp isnat bitwise_count".split()
for op in U:
    f = getattr(np, op)
    for a in T:
        show(op + " " + str(a), lambda: f(value(a)))
        show(op + " s " + str(a), lambda: f(value(a)[0]))
    for s in S:
        show(op + " " + s, lambda: f(S[s]))
for s in S:
    show("min_scalar_type " + s, lambda: np.min_scalar_type(S[s]))
    for a in T:
        show("result_type " + str(a) + s, lambda: np.result_type(S[s], np.dtype(a)))
        show("array " + str(a) + s, lambda: np.array(S[s], dtype=a))
        show("astype " + str(a) + s, lambda: np.array([S[s]]).astype(a))
        show("full " + str(a) + s, lambda: np.full(2, S[s], dtype=a))
        def setit():
            v = value(a)
            v[0] = S[s]
            return v
        show("set " + str(a) + s, setit)
for a in T:
    for b in T:
        for c in ["no", "equiv", "safe", "same_kind", "unsafe"]:
            show("astype " + str(a) + str(b) + c, lambda: value(a).astype(b, casting=c))
        def setit():
            v = value(a)
            v[:] = value(b)
            return v
        show("setall " + str(a) + str(b), setit)
        def setone():
            v = value(a)
            v[1] = value(b)[0]
            return v
        show("setone " + str(a) + str(b), setone)
