"""Convert strings, compounds, enumerations, arrays, bitfields and complex
numbers with libhdf5 and print the bytes.

One line for each pair: source name, destination name, source bytes,
destination bytes (hexadecimal), or "-" where there is no path. The
destination's bytes are 0xee before the conversion.
"""
import numpy as np
import h5py
from h5py import h5t, h5s


def string(n, pad, cset=h5t.CSET_ASCII):
    t = h5t.C_S1.copy()
    t.set_size(n)
    t.set_strpad(pad)
    t.set_cset(cset)
    return t


def compound(size, *members):
    t = h5t.create(h5t.COMPOUND, size)
    for name, offset, m in members:
        t.insert(name.encode(), offset, m)
    return t


def enum(base, **names):
    t = h5t.enum_create(base)
    for name, value in names.items():
        t.enum_insert(name.encode(), value)
    return t


I1, I2, I4, F4, F8 = h5t.STD_I8LE, h5t.STD_I16LE, h5t.STD_I32LE, h5t.IEEE_F32LE, h5t.IEEE_F64LE
B2, B4, BF8 = h5t.STD_I16BE, h5t.STD_I32BE, h5t.IEEE_F64BE
point = compound(16, ("x", 0, I4), ("y", 8, F8))
types = {
    "term5": string(5, h5t.STR_NULLTERM), "pad5": string(5, h5t.STR_NULLPAD), "space5": string(5, h5t.STR_SPACEPAD),
    "term8": string(8, h5t.STR_NULLTERM), "pad8": string(8, h5t.STR_NULLPAD), "space8": string(8, h5t.STR_SPACEPAD),
    "pad3": string(3, h5t.STR_NULLPAD), "utf5": string(5, h5t.STR_NULLPAD, h5t.CSET_UTF8),
    "point": point,
    "swapped": compound(12, ("y", 0, BF8), ("x", 8, B4)),
    "subset": compound(4, ("y", 0, F4)),
    "superset": compound(24, ("z", 0, I4), ("x", 6, I2), ("y", 16, F8)),
    "nested": compound(24, ("p", 0, point), ("q", 16, I4)),
    "nested2": compound(20, ("q", 0, B4), ("p", 4, compound(16, ("x", 0, I4), ("w", 4, I4), ("y", 8, F8)))),
    "stranger": compound(4, ("u", 0, I4)),
    "mixed": compound(9, ("y", 0, string(9, h5t.STR_NULLPAD))),
    "color1": enum(I1, RED=0, GREEN=1, BLUE=2),
    "color2": enum(I2, BLUE=-5, RED=300, GREEN=7, BLACK=9),
    "colorB": enum(B4, RED=10, BLUE=12, GREEN=11),
    "less": enum(I1, RED=0, GREEN=1),
    "i2": I2, "f8": F8, "B4": B4,
    "arr23": h5t.array_create(I2, (2, 3)), "arrB23": h5t.array_create(B4, (2, 3)), "arr32": h5t.array_create(I2, (3, 2)),
    "arr6": h5t.array_create(I2, (6,)), "arrp": h5t.array_create(compound(3, ("a", 0, I1), ("b", 1, I2)), (2,)),
    "arrq": h5t.array_create(compound(8, ("b", 0, I4)), (2,)),
    "bits1": h5t.STD_B8LE, "bits2": h5t.STD_B16LE, "bits4": h5t.STD_B32BE,
    "c8": h5t.COMPLEX_IEEE_F32LE, "c16": h5t.COMPLEX_IEEE_F64LE, "cB16": h5t.COMPLEX_IEEE_F64BE,
    "ri16": compound(16, ("r", 0, F8), ("i", 8, F8)),
    "opaque": h5t.create(h5t.OPAQUE, 4),
}
types["opaque"].set_tag(b"tag")


def source(name, tid):
    rng = np.random.default_rng(3)
    n, size = 8, tid.get_size()
    if tid.get_class() == h5t.STRING:
        words = [b"", b"a", b"abcdefghij", b"ab  ", b"a\0b\0\0cd", b"     ", "äöü".encode(), b"abc  \0  "]
        pad = b" " if name.startswith("space") else b"\0"
        return b"".join((w + pad * size)[:size] for w in words)
    if tid.get_class() == h5t.ENUM:
        values = {1: [0, 1, 2, 3, -1, 2, 1, 0], 2: [-5, 300, 7, 9, 0, 8, -5, 300], 4: [10, 11, 12, 13, 9, 0, 10, 12]}[size]
        return np.array(values, f"{'>' if name.endswith('B') else '<'}i{size}").tobytes()
    if name in ("c8", "c16", "cB16", "ri16", "f8"):
        order = ">" if "B" in name else "<"
        width = 4 if name == "c8" else 8
        return (rng.standard_normal(n * size // width) * 100).astype(f"{order}f{width}").tobytes()
    if name in ("point", "superset", "nested", "nested2", "swapped"):
        raw = rng.integers(0, 256, n * size, dtype="u1")
        at, order = {"point": (8, "<"), "superset": (16, "<"), "nested": (8, "<"), "nested2": (12, "<"), "swapped": (0, ">")}[name]
        view = raw.reshape(n, size)
        view[:, at:at + 8] = (rng.standard_normal(n) * 1000).astype(order + "f8").view("u1").reshape(n, 8)
        return raw.tobytes()
    if name == "subset":
        return (rng.standard_normal(n) * 1000).astype("<f4").tobytes()
    return rng.integers(0, 256, n * size, dtype="u1").tobytes()


with h5py.File("structs.h5", "w", driver="core", backing_store=False, libver="latest") as f:
    for sname, stid in types.items():
        raw = source(sname, stid)
        a = np.frombuffer(raw, f"V{stid.get_size()}")
        d = h5py.h5d.create(f.id, sname.encode(), stid, h5s.create_simple(a.shape))
        d.write(h5s.ALL, h5s.ALL, a, mtype=stid)
        for dname, dtid in types.items():
            out = np.frombuffer(b"\xee" * (len(a) * dtid.get_size()), f"V{dtid.get_size()}").copy()
            try:
                d.read(h5s.ALL, h5s.ALL, out, mtype=dtid)
            except Exception as e:
                print(sname, dname, raw.hex(), "-", str(e).replace(" ", "_"))
                continue
            print(sname, dname, raw.hex(), out.tobytes().hex(), "ok")
