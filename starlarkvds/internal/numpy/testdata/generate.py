"""Prints random expressions of numpy: indexing, assignment, reductions, ufuncs, casts, text.

Usage: generate.py SEED COUNT. The lines have the form of the snippets beside it; one that begins with "!" consists of
statements, the last of which is the result.
"""
import random
import sys

TYPES = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", "?", ">i4", ">f8", "S3", "U2"]
NUMBERS = [t for t in TYPES if t not in ("S3", "U2")]
REALS = [t for t in NUMBERS if t not in ("c8", "c16")]
REDUCTIONS = """sum prod min max mean std var any all argmin argmax ptp median cumsum cumprod count_nonzero nansum nanmean nanmax nanstd
sort argsort flip diff nanmedian nanprod nanmin nancumsum""".split()
SEVERAL_AXES = "sum prod min max mean any all std".split()
KEEPING = "sum prod min max mean any all std var argmax argmin ptp median count_nonzero nansum nanmean nanmax".split()
BINARY = """add subtract multiply divide floor_divide remainder power maximum minimum equal less greater_equal logical_and bitwise_and
bitwise_or left_shift arctan2 hypot fmod copysign not_equal fmax gcd heaviside logical_xor bitwise_xor right_shift ldexp nextafter
float_power""".split()
UNARY = """negative absolute sign square sqrt floor ceil trunc rint isnan isfinite logical_not invert conjugate reciprocal positive
signbit isinf real imag fix round transpose ravel squeeze atleast_2d nonzero unique spacing angle""".split()
SCALARS = ["2", "-3", "0.5", "True", "1j", "300", "np.float32(2)", "np.int8(3)", "np.uint8(200)"]


def shape():
    return tuple(random.randint(0 if random.random() < 0.08 else 1, 4) for _ in range(random.randint(1, 3)))


def array(dtype, dims):
    n = 1
    for d in dims:
        n *= d
    values = [random.randint(0 if dtype[0] in "u?SU" else -9, 9) for _ in range(n)]
    if dtype in ("S3", "U2"):
        return f"np.array({[str(v) for v in values]!r},dtype={dtype!r}).reshape({dims})"
    if dtype in ("f2", "f4", "f8", ">f8"):
        values = [random.choice([v / 4, v, v * 1.5, v * 100.25]) for v in values]
    if dtype in ("c8", "c16"):
        values = [complex(v, random.randint(-2, 2)) for v in values]
    if dtype in ("f4", "f8") and random.random() < 0.15 and n:
        values[random.randrange(n)] = float("nan")
    return f"np.array({repr(values).replace('nan', 'np.nan')},dtype={dtype!r}).reshape({dims})"


def subscript(dims):
    out, together = [], None
    for d in dims:
        r = random.random()
        if r < 0.25:
            out.append(str(random.randint(-d - (random.random() < 0.1), max(d - 1, 0)) if d else 0))
        elif r < 0.55:
            start, stop = [random.choice(["", str(random.randint(-d - 1, d + 1))]) for _ in range(2)]
            out.append(f"{start}:{stop}:{random.choice(['', '', '2', '-1'])}")
        elif r < 0.65:
            out += ["None", ":"]
        elif r < 0.75 and "..." not in out:
            out.append("...")
            break
        elif r < 0.9 and d:
            together = together or random.randint(1, 3)
            out.append(repr([random.randint(-d, d - 1) for _ in range(together)]))
        elif d:
            out.append(f"np.array({[random.random() < 0.5 for _ in range(d)]})")
        else:
            out.append(":")
        if random.random() < 0.1:
            break
    return ", ".join(out)


def reduction():
    dims, name = shape(), random.choice(REDUCTIONS)
    dtype = random.choice(REALS if name in ("median", "ptp", "sort", "argsort", "nanmedian") else NUMBERS)
    axis = random.choice([None] + list(range(-len(dims), len(dims))))
    if name in SEVERAL_AXES and len(dims) > 1 and random.random() < 0.3:
        axis = tuple(random.sample(range(len(dims)), 2))
    keywords = "" if name == "diff" and axis is None else f", axis={axis}"
    if name in KEEPING and random.random() < 0.3:
        keywords += ", keepdims=True"
    if name in ("sum", "prod", "mean", "cumsum") and random.random() < 0.3:
        keywords += f", dtype={random.choice(['f4', 'f8', 'i8', 'c16'])!r}"
    if name in ("sum", "prod", "max", "min") and random.random() < 0.2:
        keywords += f", initial={random.choice([0, 3, -2.5])}"
    return f"np.{name}({array(dtype, dims)}{keywords})"


def binary():
    dims = shape()
    other = tuple(1 if random.random() < 0.3 else d for d in dims)[random.randint(0, 1):]
    if random.random() < 0.1:
        other = shape()
    y = array(random.choice(NUMBERS), other) if random.random() < 0.7 else random.choice(SCALARS)
    return f"np.{random.choice(BINARY)}({array(random.choice(NUMBERS), dims)}, {y})"


def case():
    r = random.random()
    if r < 0.25:
        dims = shape()
        return f"{array(random.choice(TYPES), dims)}[{subscript(dims)}]"
    if r < 0.32:
        dims = shape()
        value = random.choice(["5", "[1]", "2.5", "np.array(3)", "1j", "True"])
        return f"!a = {array(random.choice(NUMBERS), dims)}; a[{subscript(dims)}] = {value}; a"
    if r < 0.52:
        return reduction()
    if r < 0.78:
        return binary()
    if r < 0.88:
        return f"np.{random.choice(UNARY)}({array(random.choice(NUMBERS), shape())})"
    if r < 0.94:
        return f"{array(random.choice(NUMBERS), shape())}.astype({random.choice(TYPES)!r})"
    return f"str({array(random.choice(TYPES), shape())})"


random.seed(int(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    print(case())
