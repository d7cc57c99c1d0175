"""Convert numbers between every pair of types with libhdf5 and print the bytes.

One line for each pair: source name, destination name, source bytes,
destination bytes (hexadecimal), or "no path".
"""
import sys
import numpy as np
import h5py
from h5py import h5t, h5s

rng = np.random.default_rng(1)


def integer(base, prec, offset=0):
    t = base.copy()
    t.set_precision(prec)
    t.set_offset(offset)
    return t


def floating(base, size, prec, offset, fields, bias, norm=None, order=None):
    t = base.copy()
    if size > t.get_size():
        t.set_size(size)
    t.set_fields(*fields)
    t.set_offset(offset)
    t.set_precision(prec)
    t.set_size(size)
    t.set_ebias(bias)
    if norm is not None:
        t.set_norm(norm)
    if order is not None:
        t.set_order(order)
    return t


types = {}
for order in "<>":
    for kind in "iu":
        for size in (1, 2, 4, 8):
            types[f"{order}{kind}{size}"] = h5t.py_create(np.dtype(f"{order}{kind}{size}"))
    for size in (2, 4, 8):
        types[f"{order}f{size}"] = h5t.py_create(np.dtype(f"{order}f{size}"))
types["<g16"] = h5t.py_create(np.dtype("<f16"))
types["i24"] = integer(h5t.STD_I32LE, 24, 4)
types["u13"] = integer(h5t.STD_U16BE, 13, 1)
types["bf16"] = floating(h5t.IEEE_F32LE, 2, 16, 0, (15, 7, 8, 0, 7), 127)
types["e4m3"] = floating(h5t.IEEE_F32LE, 1, 8, 0, (7, 3, 4, 0, 3), 7)
types["e5m2"] = floating(h5t.IEEE_F32LE, 1, 8, 0, (7, 2, 5, 0, 2), 15)
types["f20"] = floating(h5t.IEEE_F32LE, 4, 20, 3, (22, 16, 6, 3, 13), 31)

extremes = {
    "i": lambda bits: [0, 1, -1, 2, 7, -8, 100, -100, 255, 256, 65504, 65519, 65520, 65536, 70000, 448, 464, 480,
                       2**(bits - 1) - 1, -2**(bits - 1), 2**(bits - 1) - 2, 2**24 + 1, 2**24 + 3, 2**53 + 1, 2**53 + 3, 2**62 + 2**38],
    "f": [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 127.5, 128.0, -128.5, -129.0, 255.99, 256.0, 32767.5, 32768.0, 65535.5,
          65536.0, 2.0**31 - 1, 2.0**31, -2.0**31, -2.0**31 - 1, 2.0**32 - 1, 2.0**32, 2.0**63, -2.0**63, 2.0**64, -2.0**64, 1e30, -1e30,
          np.nan, -np.nan, np.inf, -np.inf, 1 + 2.0**-24, 1 + 3 * 2.0**-24, 1 + 2.0**-24 + 2.0**-40, 3.4028234663852886e38,
          3.4028235e38, 3.40282356e38, 3.5e38, 1e-45, 7e-46, 1.4e-45, 1e-40, 2.0**-126, 2.0**-126 * (1 - 2.0**-24), 2.0**-127, 1e308, 5e-324,
          65504.0, 65519.0, 65520.0, 65535.0, 6e-8, 2.9e-8, 448.0, 464.0, 465.0, 0.015625, 1.953125e-3, 57344.0, 61440.0],
}


def source(name, tid):
    """Bytes of elements: extreme values where numpy has the type, and random bits."""
    size = tid.get_size()
    parts = []
    if name[0] in "<>" and name[1] in "iufg":
        dt = np.dtype(name.replace("g", "f"))
        with np.errstate(all="ignore"):
            if dt.kind == "f":
                parts.append(np.array(extremes["f"], "f8").astype(dt).tobytes())
                if name != "<g16":
                    parts.append(np.array([(1 << (8 * size - 1)) - 1], f"u{size}").view(f"f{size}").astype(dt).tobytes())
            else:
                values = [v & ((1 << 8 * size) - 1) for v in extremes["i"](8 * size)]
                parts.append(np.array(values, f"u{size}").astype(f"{name[0]}u{size}").tobytes())
    if size == 1:
        parts.append(bytes(range(256)))
    elif name == "<g16":
        x = (rng.standard_normal(60) * 10.0 ** rng.integers(-40, 40, 60)).astype("f16")
        parts.append(x.tobytes())
    elif size == 2:
        parts.append(rng.integers(0, 256, 2 * 300, dtype="u1").tobytes())
    else:
        parts.append(rng.integers(0, 256, size * 100, dtype="u1").tobytes())
        if name[1:] == "f8":  # in the ranges of the smaller types
            x = rng.standard_normal(200) * 10.0 ** rng.integers(-48, 20, 200)
            parts.append(x.astype(name).tobytes())
            y = rng.integers(0, 2**52, 60, dtype="u8") << np.uint64(26) & np.uint64(2**52 - 1) | rng.integers(1, 2046, 60, dtype="u8") << np.uint64(52)
            parts.append(y.view("f8").astype(name).tobytes())
    return b"".join(parts)


with h5py.File("matrix.h5", "w", driver="core", backing_store=False) as f:
    for sname, stid in types.items():
        raw = source(sname, stid)
        a = np.frombuffer(raw, f"V{stid.get_size()}")
        space = h5s.create_simple(a.shape)
        d = h5py.h5d.create(f.id, sname.encode(), stid, space)
        d.write(h5s.ALL, h5s.ALL, a, mtype=stid)
        for dname, dtid in types.items():
            out = np.zeros(a.shape, f"V{dtid.get_size()}")
            try:
                d.read(h5s.ALL, h5s.ALL, out, mtype=dtid)
            except Exception as e:
                print(sname, dname, raw.hex(), "error", str(e).replace(" ", "_"))
                continue
            print(sname, dname, raw.hex(), out.tobytes().hex())
