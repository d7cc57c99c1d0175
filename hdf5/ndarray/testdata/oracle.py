"""Prints what numpy answers to thousands of questions, one JSON list a line.

The Go tests ask the same of package ndarray. "oracle.py small" prints every
97th case: the golden file for machines without numpy.
"""
import json
import sys
import warnings

import operator

import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")
rng = np.random.default_rng(7)
out = []


def enc_dtype(d):
    if d.subdtype is not None:
        return {"base": enc_dtype(d.subdtype[0]), "shape": list(d.shape)}
    if d.names is not None:
        return {"fields": [[n, enc_dtype(d.fields[n][0]), d.fields[n][1]] for n in d.names], "size": d.itemsize, "align": d.isalignedstruct}
    return d.str


def canon(a):
    """Copies a in C order with one bit pattern for NaN."""
    a = np.array(a, order="C", copy=True)
    if a.dtype.kind == "f":
        a[np.isnan(a)] = np.nan
    elif a.dtype.kind == "c":
        for part in (a.real, a.imag):
            part[np.isnan(part)] = np.nan
    return a


def enc(a):
    a = np.asarray(a)
    if a.dtype.kind == "O":
        return {"d": "|O", "s": list(a.shape), "o": [enc_obj(x) for x in a.ravel()]}
    c = canon(a)
    return {"d": enc_dtype(c.dtype), "s": list(c.shape), "b": c.tobytes().hex()}


def enc_obj(x):
    if isinstance(x, bytes):
        return {"bytes": x.hex()}
    if isinstance(x, float):
        return {"float": float(x).hex() if np.isfinite(x) else str(x)}
    if isinstance(x, complex):
        return {"complex": [str(x.real), str(x.imag)]}
    if isinstance(x, np.generic) or isinstance(x, np.ndarray):
        return {"array": enc(x)}
    return x


def attempt(f):
    try:
        return f()
    except Exception as e:
        return {"error": type(e).__name__, "msg": str(e)}


def case(kind, *args):
    out.append([kind, *args])


NUM = ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
OTHER = ["S3", "S7", "U2", "U6", "M8[s]", "M8[D]", "M8[ns]", "m8[s]", "m8[D]", "m8[h]", "V4", "O"]


def parse_cases():
    for s in """i4 <i4 >i4 =i4 |i1 i1 b B h H i I l L q Q e f d F D ? c S U V O M m p P int8 uint8 int16 uint16 int32
        uint32 int64 uint64 float16 float32 float64 complex64 complex128 bool bool_ int float complex str bytes object
        void S10 a5 U5 V8 >U3 >S3 M8[ns] m8[25s] datetime64[D] timedelta64[h] datetime64 timedelta64 >M8[us] (2,3)f4
        3i4 (2,)i2 i4,f8 i4,(2,2)f4,S5 i4, foo i3 f3 c4 u0 i4,foo float_ int9 half single double longlong intc uintc short
        ushort byte ubyte b1 b2 O8 O4 S0 U0 V0 U3 1i4 2i4 5 > < | ?1 M8[foo] m8[3/4s] >i1 |i4 <f2 >c16 <c8 i8i8
        int_ uint str_ bytes_ object_ intp uintp i4 f4) i4[3] M8[] M9 M8[10Y] m8[us] m8[ms] M8[W]
        Z x int32x Float64 INT32 cfloat cdouble csingle clongdouble longdouble g G f16 c32 ulong ulonglong long uint128
        float128 string unicode datetime32 3S5 (3,)S5 (1,)i4 (2,1)i4 ()i4 >i4,<f8 =i4,=f8 ?,? b,B e,f,d""".split() + ["", " i4", "i4 ", "i4, f8", "i4 ,f8"]:
        if s in ("longdouble", "clongdouble", "g", "G", "f16", "c32", "float128"):
            continue
        def go():
            d = np.dtype(s)
            return [enc_dtype(d), str(d), repr(d), d.name, d.str, d.itemsize]
        case("parse", s, attempt(go))


def structs():
    yield np.dtype([("a", "i4"), ("b", "f8")])
    yield np.dtype([("a", "i1"), ("b", "f8")], align=True)
    yield np.dtype([("x", "S3"), ("y", "U2"), ("z", ">i2")])
    yield np.dtype([("p", [("q", "i4"), ("r", "f4", (2,))]), ("s", "?")])
    yield np.dtype({"names": ["a", "b"], "formats": ["i4", "f8"], "offsets": [0, 16], "itemsize": 32})
    yield np.dtype({"names": ["a", "b"], "formats": ["i4", "i2"], "offsets": [4, 0]})
    yield np.dtype([("only", "f4")])
    yield np.dtype([("m", "i4", (2, 3))])
    yield np.dtype(("i4", (2, 3)))
    yield np.dtype([("it's", "i4"), ("é", "M8[s]")])


def dtype_cases():
    for d in structs():
        case("dtype", enc_dtype(d), [str(d), repr(d), d.name, d.str, d.itemsize, d.isalignedstruct])


def promote_cases():
    alltypes = NUM + OTHER
    for a in alltypes:
        for b in alltypes:
            case("promote", a, b, attempt(lambda: enc_dtype(np.promote_types(a, b))))
            for rule in ["no", "equiv", "safe", "same_kind", "unsafe"]:
                case("cancast", a, b, rule, bool(np.can_cast(a, b, rule)))
    for a in [">i4", "<i4", ">f8", "S3", ">U3"]:
        for b in [">i4", "<i4", ">f8", "S3", ">U3", "U9"]:
            case("promote", a, b, attempt(lambda: enc_dtype(np.promote_types(a, b))))
            for rule in ["no", "equiv", "safe", "same_kind", "unsafe"]:
                case("cancast", a, b, rule, bool(np.can_cast(a, b, rule)))


def values(d, n=12):
    d = np.dtype(d)
    k = d.kind
    if k == "b":
        return rng.integers(0, 2, n).astype("?")
    if k in "iu":
        info = np.iinfo(d)
        base = [info.min, info.max, 0, 1, 2, 3, 7, info.max // 2, max(info.min, -1), max(info.min, -7), 100, 5]
        return np.array(base[:n], dtype=d.newbyteorder("=")).astype(d)
    if k == "f":
        return np.array([0, -0.0, 1, -1.5, 2.25, np.inf, -np.inf, np.nan, 1e-5, 3.7, 100.5, -0.1][:n]).astype(d)
    if k == "c":
        return np.array([0, 1j, 1 + 2j, -1.5 - 0.5j, complex(np.inf, 1), complex(np.nan, 0), 1e-5j, 3, -2, 0.1 + 0.1j, 100, -1j][:n]).astype(d)
    if k == "S":
        return np.array([b"", b"a", b"ab", b"12", b"-3", b"1.5", b"b\x00c", b"\xff", b"zz", b"0", b"1", b"x'y"][:n]).astype(d)
    if k == "U":
        return np.array(["", "a", "ab", "12", "-3", "1.5", "é", "日本", "zz", "0", "1", "x'y"][:n]).astype(d)
    if k in "Mm":
        return np.array([0, 1, -1, 1000, 86400, 10**9, -(10**6), 12345, np.iinfo("i8").min, 7, 365, 100000][:n], "i8").astype(d)
    if k == "O":
        return np.array([None, 1, "a", 2.5, b"x", 10**30, True, -3, 1 + 2j, "é", "", 0][:n], dtype=object)
    return np.frombuffer(bytes(range(n * d.itemsize)), d)


def cast_cases():
    types = NUM + ["S3", "S32", "U3", "U32", "M8[s]", "M8[D]", "m8[s]", ">i4", ">f8", ">u2", ">c16", ">U5", "S", "U", "O"]
    for a in types:
        v = values("S7" if a == "S" else "U6" if a == "U" else a)
        for b in types:
            if a[0] in "Mm" and b == "O":
                continue  # datetime objects have no form here
            for i in range(len(v)):
                one = v[i:i + 1]
                if "M" in b and one.dtype.kind in "SO" and one[0] in (b"b\x00c", b"\xff", "é"):
                    continue  # numpy's text of bytes that are not ASCII
                if a == "O" and isinstance(one[0], complex):
                    continue
                case("cast", enc(one), b, attempt(lambda: enc(one.astype(b))))
    for a in ["f4", "f8"]:
        v = np.array([1e10, -1e10, 3e9, -3e9, 1e19, -1e19, 2.0**63, 2.0**64, 255.9, 256, -0.9, 65535.5, 1e38, 65504, 65520, 1e-8, 6e-8, 2.98e-8], a)
        for b in NUM:
            if b == "u4":
                continue  # out of range: depends on the length of the array
            case("cast", enc(v), b, attempt(lambda: enc(v.astype(b))))
    for s in ["2020", "2020-02", "2020-02-29", "2020-01-01T12", "2020-01-01T12:34", "2020-01-01 12:34:56", "2020-01-01T12:34:56.789",
              "1969-12-31T23:59:59.999999", "NaT", "", "0001-01-01", "9999-12-31T23:59:59.123456789", "-0044-03-15", "x", "2020-13"]:
        for b in ["M8", "M8[Y]", "M8[M]", "M8[W]", "M8[D]", "M8[h]", "M8[s]", "M8[ms]", "M8[us]", "M8[ns]", "M8[7D]", "M8[15m]"]:
            if b in ("M8[ns]",) and s[:4] in ("0001", "9999", "-004"):
                continue
            case("cast", enc(np.array([s])), b, attempt(lambda: enc(np.array([s]).astype(b))))
    units = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"]
    for u in units:
        for w in units:
            for k in "Mm":
                v = np.array([0, 1, -1, 13, -13, 50, -(2**63)], "i8").astype(f"{k}8[{u}]")
                case("cast", enc(v), f"{k}8[{w}]", attempt(lambda: enc(v.astype(f"{k}8[{w}]"))))


BIN = ["add", "subtract", "multiply", "true_divide", "floor_divide", "remainder", "fmod", "power", "maximum", "minimum", "fmax", "fmin",
       "equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and", "logical_or", "logical_xor", "bitwise_and",
       "bitwise_or", "bitwise_xor", "left_shift", "right_shift", "arctan2", "hypot", "copysign", "nextafter", "heaviside", "gcd", "lcm", "logaddexp", "float_power"]
UN = ["negative", "positive", "absolute", "fabs", "sign", "square", "sqrt", "cbrt", "reciprocal", "conjugate", "exp", "exp2", "expm1", "log",
      "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh",
      "degrees", "radians", "floor", "ceil", "trunc", "rint", "isnan", "isinf", "isfinite", "signbit", "logical_not", "invert", "spacing", "bitwise_count", "isnat"]
LOOSE = {"power", "float_power", "arctan2", "hypot", "logaddexp", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos",
         "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "degrees", "radians", "sqrt", "maximum", "minimum", "fmax", "fmin", "reciprocal", "square", "absolute", "sign"}


def ufunc_cases():
    types = NUM + [">i4", ">f8", "U6", "S3", "M8[s]", "m8[s]", "m8[h]"]
    for a in types:
        for b in types:
            x, y = values(a), values(b)[::-1]
            if {x.dtype.kind, y.dtype.kind} & set("SU") and {x.dtype.kind, y.dtype.kind} & set("Mm") or {x.dtype.kind, y.dtype.kind} == set("SU"):
                continue
            for op in BIN:
                if op in ("gcd", "lcm") and ("8" in a or "8" in b) or op == "power" and a == "c8":
                    continue
                f = {"equal": operator.eq, "not_equal": operator.ne}.get(op) or getattr(np, op)
                loose = op in LOOSE and not (a in NUM[:9] and b in NUM[:9] and op not in ("arctan2", "hypot", "logaddexp", "float_power"))
                if op == "power":
                    y = np.abs(y) if np.dtype(b).kind == "i" else y
                    y2 = np.minimum(y, 6) if np.dtype(b).kind in "iu" else y
                    if np.dtype(b).kind == "i":
                        y2 = np.maximum(y2, 0)
                    case("binary", op, enc(x), enc(y2), loose, attempt(lambda: enc(f(x, y2))))
                    continue
                if op in ("left_shift", "right_shift") and np.dtype(b).kind in "iu":
                    y2 = np.clip(y, 0, 6)
                    case("binary", op, enc(x), enc(y2), False, attempt(lambda: enc(f(x, y2))))
                    continue
                case("binary", op, enc(x), enc(y), loose, attempt(lambda: enc(f(x, y))))
    for a in types:
        x = values(a)
        for op in UN:
            if a in ("i8", "u8") and op in ("cos", "tan") or a[0] == "c" and op in ("exp2", "log1p"):
                continue
            case("unary", op, enc(x), op in LOOSE, attempt(lambda: enc(getattr(np, op)(x))))
    for a in NUM:
        x = values(a)
        for w in [0, 1, -1, 3, 300, -300, 70000, 2**40, 2**63, 2**64, -(2**63) - 1, 1.5, -0.5, 1e300, 2j]:
            for op in ["add", "multiply", "subtract", "true_divide", "less", "equal", "greater_equal", "maximum", "floor_divide", "remainder", "bitwise_and"]:
                e = {"int": str(w)} if isinstance(w, int) else {"float": w.hex()} if isinstance(w, float) else {"complex": [str(w.real), str(w.imag)]}
                case("weak", op, enc(x), e, isinstance(w, complex) or op == "maximum", attempt(lambda: enc(getattr(np, op)(x, w))))
    for shapes in [((3, 1), (1, 4)), ((2, 3, 4), (4,)), ((2, 1, 3), (5, 1)), ((3,), (4,)), ((0, 3), (3,)), ((), (2,)), ((2, 3), (3, 2))]:
        x = np.arange(np.prod(shapes[0]), dtype="i4").reshape(shapes[0])
        y = np.arange(np.prod(shapes[1]), dtype="f8").reshape(shapes[1])
        case("binary", "add", enc(x), enc(y), False, attempt(lambda: enc(np.add(x, y))))


def reduce_cases():
    for d in NUM + [">i4", ">f8"]:
        for shape in [(), (1,), (7,), (129,), (1000,), (3, 5), (4, 3, 5), (0,), (0, 3), (3, 0), (40, 30), (2, 200)]:
            n = int(np.prod(shape))
            if np.dtype(d).kind in "fc":
                v = (rng.standard_normal(n) * 10).astype(d).reshape(shape)
                if np.dtype(d).kind == "c":
                    v = v + 1j * v.ravel()[::-1].reshape(shape) if n else v
                    v = np.asarray(v).astype(d)
            else:
                v = rng.integers(0, 50, n).astype(d).reshape(shape)
            axes = [None] + list(range(len(shape))) + ([(0, 1), (0, -1)] if len(shape) > 1 else []) + [5]
            for ax in axes:
                for f in ["sum", "prod", "min", "max", "any", "all", "mean", "var", "std", "argmin", "argmax", "ptp", "median", "count_nonzero", "nansum", "nanmax", "nanmean", "cumsum"]:
                    if f in ("argmin", "argmax", "cumsum") and isinstance(ax, tuple):
                        continue
                    if rng.integers(0, 3) and n > 5:
                        continue
                    if f == "cumsum" and ax == 5 or n == 0 and f in ("median", "nanmax"):
                        continue
                    keep = f not in ("cumsum",) and bool(rng.integers(0, 2))
                    kw = {"keepdims": True} if keep else {}
                    loose = f in ("var", "std", "median", "nanmean") or np.dtype(d).kind == "f" and np.dtype(d).itemsize == 2 or f == "prod" or np.dtype(d).kind == "c" and f in ("mean", "prod", "var", "std")
                    def go():
                        r = getattr(np, f)(v, axis=ax, **kw)
                        return enc(r)
                    case("reduce", f, enc(v), list(ax) if isinstance(ax, tuple) else ax, keep, loose, attempt(go))
    big = rng.standard_normal(100003)
    for d in ["f4", "f8", "i4"]:
        v = (big * 100).astype(d)
        for view, (lo, hi, st) in {"all": (0, 100003, 1), "odd": (1, 99999, 2)}.items():
            case("bigsum", enc(v), lo, hi, st, [enc(v[lo:hi:st].sum()), enc(v[lo:hi:st].mean())])
    m = rng.standard_normal((300, 301))
    case("matrix", enc(m), [enc(m.sum(0)), enc(m.sum(1)), enc(m.T.sum(0)), enc(m.T.sum()), enc(m[::2, ::3].sum()), enc(m[::2, ::3].sum(0)), enc(m[::-1, ::-1].sum()), enc(m.sum(axis=0, dtype="f4"))])


def enc_key(k):
    if isinstance(k, tuple):
        return [enc_key(x) for x in k]
    if k is None:
        return "newaxis"
    if k is Ellipsis:
        return "..."
    if isinstance(k, slice):
        return {"slice": [k.start, k.stop, k.step]}
    if isinstance(k, (bool, np.bool)):
        return {"array": enc(np.array(k))}
    if isinstance(k, int):
        return {"int": k}
    return {"array": enc(np.zeros(0, int) if isinstance(k, list) and not k else np.asarray(k))}


def index_cases():
    a1 = np.arange(10, dtype="i2")
    a3 = np.arange(60, dtype="f4").reshape(3, 4, 5)
    a0 = np.array(5)
    s = np.s_
    keys1 = [s[0], s[-1], s[10], s[-11], s[2:5], s[::-1], s[::3], s[-3:], s[5:2], s[5:2:-1], s[...], s[None], s[..., None], s[[1, 3, 5]], s[[]], s[[-1, 0]], s[[10]],
             s[[[0, 1], [2, 3]]], s[[True] * 10], s[[True, False] * 5], s[[True, False]], s[()], s[0, 0], s[True], s[False], s[None, True], s[100:200], s[-100:3], s[::0], s[np.array([1.5])]]
    keys3 = [s[0], s[0, 1], s[0, 1, 2], s[..., 0], s[:, 0], s[:, None, 0], s[0, ..., 0], s[1:, ::2, ::-1], s[[0, 2]], s[[0, 2], [1, 3]], s[[0, 2], :, [1, 3]], s[:, [0, 2], [1, 3]],
             s[[0, 2], 1:3, [1, 3]], s[0, :, [1, 3]], s[:, 0, [1, 3]], s[[0, 2], 0, :], s[[[0], [1]], [0, 1]], s[[0, 1], [0, 1, 2]], s[None, [0, 1], None], s[..., [0, 1]], s[[0, 1], ..., [0, 1]],
             s[a3 > 30], s[a3[0] > 3], s[:, a3[0] > 3], s[a3[:, :, 0] > 10], s[a3[:, 0, 0] > 10], s[a3[:, 0, 0] > 10, 1], s[a3[:, 0, 0] > 10, [0, 1]], s[True, 0], s[0, True, 1], s[:, True], s[0, 0, 0, 0], s[3], s[:, 4],
             s[[3]], s[:, [4]], s[..., ...], s[np.array([[True, False]])], s[1:1, [0]], s[[0], None, [1]], s[:, None, [0, 1], [2, 3]], s[[0, 1], None, :, [2, 3]], s[np.zeros((0,), int), [0]], s[-1, -1, -1], s[[-1], [-4]], s[[-5]],
             s[np.array(1)], s[np.array(1), :, np.array(2)], s[np.array(True)], s[np.array([1], dtype="u1")], s[np.array(2, dtype=">i4"), ...]]
    for a, keys in [(a1, keys1), (a3, keys3), (a0, [s[()], s[...], s[0], s[None], s[True], s[False], s[..., None]])]:
        for k in keys:
            ek = enc_key(k)
            if not isinstance(k, tuple):
                ek = [ek]
            def go():
                r = a[k]
                return [enc(r), isinstance(r, np.generic)]
            case("index", enc(a), ek, attempt(go))
            for val in [np.array(7), np.arange(2), np.arange(5.0), np.arange(4)[:, None] * 1.0, np.array([[1, 2]])]:
                def go2():
                    b = a.copy()
                    b[k] = val
                    return enc(b)
                case("setindex", enc(a), ek, enc(val), attempt(go2))
    for k in keys3[:30]:
        t = a3.transpose(2, 0, 1)[::2]
        ek = enc_key(k) if isinstance(k, tuple) else [enc_key(k)]
        def go():
            r = t[k]
            return [enc(r), isinstance(r, np.generic)]
        case("indext", enc(a3), ek, attempt(go))


def shape_cases():
    a = np.arange(24).reshape(2, 3, 4)
    for sh in [(24,), (-1,), (4, 6), (2, -1), (5, 5), (-1, -1), (2, 2, 2, 3), (0, -1), (3, -1, 2), (25,), (), (24, 1, 1), (7, -1), (-1, 7)]:
        for name, v in {"C": a, "T": a.T, "S": a[:, ::2], "F": a[::-1]}.items():
            def go():
                r = v.reshape(sh)
                return [enc(r), np.shares_memory(r, v)]
            case("reshape", enc(a), name, list(sh), attempt(go))
    x = np.arange(6).reshape(2, 3)
    for name, f in {
        "concat0": lambda: np.concatenate([x, x.astype("f4")]), "concat1": lambda: np.concatenate([x, x[:, :1]], axis=1), "concatN": lambda: np.concatenate([x, x[0]], axis=None),
        "concatbad": lambda: np.concatenate([x, x[:, :2]]), "stack0": lambda: np.stack([x, x]), "stack2": lambda: np.stack([x, x], axis=-1), "hstack": lambda: np.hstack([x, x]),
        "vstack": lambda: np.vstack([x, x[0]]), "dstack": lambda: np.dstack([x, x]), "repeat": lambda: np.repeat(x, 2, axis=1), "repeatv": lambda: np.repeat(x, [1, 2], axis=0),
        "repeatN": lambda: np.repeat(x, 3), "tile": lambda: np.tile(x, (2, 1, 2)), "tile1": lambda: np.tile(x, 2), "flip": lambda: np.flip(x), "flip1": lambda: np.flip(x, 1),
        "roll": lambda: np.roll(x, 2), "roll1": lambda: np.roll(x, -1, axis=1), "roll2": lambda: np.roll(x, (1, 2), axis=(0, 1)), "diff": lambda: np.diff(x), "diff0": lambda: np.diff(x, axis=0),
        "diff2": lambda: np.diff(x, n=2), "take": lambda: np.take(x, [0, 5]), "take1": lambda: np.take(x, [[0, 2]], axis=1), "takewrap": lambda: np.take(x, [7, -8], mode="wrap"),
        "takeclip": lambda: np.take(x, [7, -8], mode="clip"), "moveaxis": lambda: np.moveaxis(a, 0, -1), "moveaxis2": lambda: np.moveaxis(a, [0, 1], [-1, 0]), "swap": lambda: a.swapaxes(0, 2),
        "squeeze": lambda: x[None, :, None].squeeze(), "expand": lambda: np.expand_dims(x, (0, 3)), "diag": lambda: x.diagonal(), "diag1": lambda: x.diagonal(1), "diagm": lambda: x.diagonal(-1),
        "bcast": lambda: np.broadcast_to(x[0], (2, 2, 3)), "bcastbad": lambda: np.broadcast_to(x, (2, 4)), "resize": lambda: np.resize(x, (3, 3)), "eye": lambda: np.eye(2, 3, 1),
        "matmul": lambda: x @ x.T, "matmulv": lambda: x @ np.arange(3), "vmatmul": lambda: np.arange(2) @ x, "dotvv": lambda: np.arange(3.0) @ np.arange(3), "matmul3": lambda: a @ np.arange(8).reshape(4, 2),
        "dot3": lambda: np.dot(a, np.arange(24).reshape(2, 4, 3)), "outer": lambda: np.add.outer(x, np.arange(2)), "where": lambda: np.where(x > 2, x, -1.5), "clip": lambda: np.clip(x, 1, 4),
        "round": lambda: np.round(np.array([0.5, 1.5, 2.675, -1.25]), 2), "roundi": lambda: np.round(np.array([15, 25, 149]), -1), "unique": lambda: np.unique([3, 1, 2, 3, 1]),
        "sort": lambda: np.sort(np.array([[3.0, np.nan, 1], [2, -1, 0]])), "sort0": lambda: np.sort(np.array([[3, 5, 1], [2, -1, 7]]), axis=0), "argsort": lambda: np.argsort(np.array([3, 1, 2, 1]), kind="stable"),
        "ssl": lambda: np.searchsorted([1, 2, 2, 3], [0, 2, 2.5, 9]), "ssr": lambda: np.searchsorted([1, 2, 2, 3], [0, 2, 2.5, 9], side="right"), "nonzero": lambda: np.argwhere(x % 2).T,
        "arange": lambda: np.arange(0, 1, 0.1), "arangei": lambda: np.arange(10, 0, -3), "arangef4": lambda: np.arange(0, 2, 0.3, dtype="f4"), "linspace": lambda: np.linspace(0, 1, 7),
        "linspacei": lambda: np.linspace(0, 10, 4, dtype=int), "linspacen": lambda: np.linspace(0, 1, 5, endpoint=False), "splitbad": lambda: np.split(x, 2, axis=1), "sorts": lambda: np.sort(np.array(["b", "a", "ab"])),
        "sortt": lambda: np.sort(np.array(["NaT", "2020", "1999"], "M8[Y]")), "sortc": lambda: np.sort(np.array([1j, 1, 0, complex(0, np.nan)])),
        "view": lambda: x.view("i4"), "viewbad": lambda: x[:, ::2].view("i4"), "byteswap": lambda: x.byteswap(), "f16sum": lambda: np.arange(2000, dtype="f2").sum(), "cumprod": lambda: np.cumprod(np.arange(1, 6, dtype="i1")),
    }.items():
        case("func", name, attempt(lambda: enc(f())))


def float_batches():
    yield [0.1]
    yield [1.0, 2.0]
    yield [1e-5, 1.0]
    yield [0.0001, 0.1]
    yield [1e8]
    yield [99999999.0]
    yield [1e16, 1]
    yield [np.nan, 1.0, np.inf, -np.inf]
    yield [np.nan]
    yield [np.inf, -np.inf]
    yield [-0.0, 0.0]
    yield [1 / 3, 2 / 3, 1000 / 3]
    yield [123456.789, 0.001]
    yield [1e-300, 1e300]
    yield [5e-324]
    yield [0.123456789123, 12.5]
    yield [1e22, 1e23]
    yield [100000.0, 1000000.0]
    yield [0.5, 1e-9]
    yield [-1.5, 22.25, 333.125]
    yield [1.0000000001]
    yield [999999.5, 1.0]
    yield [3.0, 1e3 + 0.1]
    for _ in range(60):
        e = rng.integers(-12, 12)
        yield list(rng.standard_normal(int(rng.integers(1, 30))) * 10.0**e)
    for _ in range(30):
        yield [float("%.*g" % (int(rng.integers(1, 17)), x)) for x in rng.standard_normal(4) * 10.0 ** rng.integers(-6, 9, 4).astype("f8")]


def print_cases():
    arrays = []
    for b in float_batches():
        for d in ["f2", "f4", "f8", "c8", "c16", ">f8"]:
            with np.errstate(all="ignore"):
                v = np.array(b).astype(d)
                if v.dtype.kind == "c":
                    v = v + v[::-1] * v.dtype.type(1j)
            arrays.append(v)
            if len(b) == 1:
                arrays.append(v[0])
                arrays.append(v.reshape(()))
    for d in NUM + [">i2", "S7", "U6", "S1", "U1", "M8[s]", "M8[D]", "M8[ns]", "m8[s]", "m8", "m8[25s]", "M8[7D]", "V3", "O"]:
        v = values(d)
        arrays += [v, v.reshape(3, 4), v.reshape(2, 2, 3), v[:1], v[0], np.array(v[0]), v[:0], v[:0].reshape(0, 3), v.reshape(3, 4)[:, ::2].T, v[1:5], v[8:9]]
        big = np.resize(v, 1001)
        arrays += [big, np.resize(v, (1001, 2)), np.resize(v, (50, 40)), np.resize(v, (4, 300)), np.resize(v, (11, 10, 10)), np.resize(v, 1000), np.resize(v, (30, 7))]
    arrays += [np.arange(100), np.arange(1000), np.arange(2000), np.zeros((3, 3)), np.zeros((100, 100)), np.ones((2, 0, 3)), np.arange(24).reshape(2, 3, 4) * 1.5, np.zeros((1, 1, 1)), np.arange(-5, 5)]
    arrays += [np.array(["a" * 40, "b" * 50]), np.array(["a\nb", "c"]), np.array([b"a" * 100] * 3), np.array("abc"), np.array(b"abc"), np.str_("x"), np.array(["é", "日本語"] * 20)]
    arrays += [np.linspace(0, 1, 50), np.logspace(-3, 3, 20), np.full((2, 2), np.nan), np.eye(3), np.random.default_rng(3).random((12, 7))]
    for d in structs():
        if d.subdtype is None and "é" not in d.names:
            v = np.zeros(3, d)
            for name in d.names:
                f = v[name]
                if f.dtype.names is None and f.dtype.kind in "if":
                    f[...] = np.arange(f.size).reshape(f.shape) * 1.25
                elif f.dtype.kind in "SU":
                    f[...] = ["a", "bc", "d'"]
            arrays += [v, v[0], v[:0], np.array(v[1]), np.resize(v, (2, 2))]
    for v in arrays:
        if v is None:
            continue
        r = np.asarray(v)
        if r.dtype.kind == "O" and any(isinstance(x, complex) for x in r.ravel()):
            r = np.array([x for x in r.ravel() if not isinstance(x, complex)], dtype=object)
            v = r
        case("print", enc(v), isinstance(v, np.generic), [str(v), repr(v)])
    for kw in [dict(precision=3), dict(precision=17), dict(suppress=True), dict(threshold=5, edgeitems=1), dict(linewidth=40), dict(sign="+"), dict(sign=" "), dict(floatmode="fixed"),
               dict(floatmode="unique"), dict(floatmode="maxprec_equal"), dict(precision=2, floatmode="fixed", suppress=True), dict(nanstr="NAN", infstr="INFINITE")]:
        with np.printoptions(**kw):
            for v in [np.array([1.5, -0.001, 1e-10]), np.array([1 / 3, 2e5]), np.arange(12), np.arange(40).reshape(5, 8) * 1.1, np.array([np.nan, -np.inf, 1]), np.array([1 + 2j, 1e-9]), np.array([0.1], "f4"), np.array([1e-10, 1], "f4"), np.array(0.1), np.array([1e10, 1.5])]:
                case("options", kw, enc(v), [str(v), repr(v)])


for f in [parse_cases, dtype_cases, promote_cases, cast_cases, ufunc_cases, reduce_cases, index_cases, shape_cases, print_cases]:
    f()
step = 97 if sys.argv[1:] == ["small"] else 1
for i, c in enumerate(out):
    if i % step == 0 and not (step > 1 and len(json.dumps(c)) > 1500):
        print(json.dumps(c))
