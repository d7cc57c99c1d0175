"""Virtual datasets whose type is not their source's: what is read, or the error."""
from common import *

comp = np.dtype([("a", "i4"), ("b", "f8"), ("s", "S3")])
nest = np.dtype([("x", "i2"), ("in", comp), ("v", "f4", (2,))])
colour = h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 5}, "i1")
text = h5py.string_dtype()
ragged = h5py.vlen_dtype("i4")
with h5py.File("src.h5", "w") as f:
    f["int32"] = np.array([1, -2, 300, 70000], "i4")
    f["uint64"] = np.array([1, 2**63, 2**64 - 1, 255], "u8")
    f["int64"] = np.array([-2**63, 2**63 - 1, 2**53 + 1, -129])
    f["float64"] = np.array([1.5, -2.7, 1e300, 0.1])
    f["special"] = np.array([np.nan, np.inf, -np.inf, -0.0])
    f["bool"] = np.array([True, False, True, True])
    f["fixed"] = np.array([b"a", b"bcd", b"", b"xyz"])
    f.create_dataset("vlen_str", data=["one", "", "three \u00e9", "4"], dtype=text)
    f["comp"] = np.array([(1, 2.5, b"x"), (3, 4.5, b"yy"), (5, 6.5, b"zzz"), (7, 8.5, b"")], comp)
    n = np.zeros(4, nest)
    n["x"], n["v"] = np.arange(4), np.arange(8).reshape(4, 2)
    n["in"]["a"], n["in"]["b"], n["in"]["s"] = np.arange(4) * 7, np.arange(4) / 4, [b"p", b"qq", b"", b"rrr"]
    f["nest"] = n
    v = f.create_dataset("vlen", (4,), dtype=ragged)
    for i in range(4):
        v[i] = np.arange(i)
    f.create_dataset("enum", data=np.array([0, 1, 5, 0], "i1"), dtype=colour)
    f.create_dataset("pairs", data=np.arange(8).reshape(4, 2))
    d = f.create_dataset("array", (4,), np.dtype(("i4", (3,))))
    d[...] = np.arange(12, dtype="i4").reshape(4, 3)
    f["big"] = np.array([1, 2, 3, 4], ">i8")
    f["complex"] = np.array([1 + 2j, 3j, 0, -1])
    f["opaque"] = np.array([b"ab", b"cd", b"ef", b"gh"], "V2")

cases = [
    ("dtype_int32_to_float64", "int32", "f8"), ("dtype_int32_to_int8_saturates", "int32", "i1"), ("dtype_int32_to_uint8", "int32", "u1"),
    ("dtype_uint64_to_int64", "uint64", "i8"), ("dtype_uint64_to_int8", "uint64", "i1"), ("dtype_int64_to_uint64", "int64", "u8"),
    ("dtype_int64_to_float32", "int64", "f4"), ("dtype_int64_to_big_int16", "int64", ">i2"),
    ("float_to_int", "float64", "i4"), ("float_to_unsigned", "float64", "u2"), ("float_to_half", "float64", "f2"), ("float_to_big_float32", "float64", ">f4"),
    ("special_to_float32", "special", "f4"), ("infinity_to_int", "special", "i2"),
    ("bool", "bool", "?"), ("bool_to_int", "bool", "i4"), ("enum", "enum", colour), ("enum_to_int", "enum", "i2"), ("int_to_enum_error", "int32", colour),
    ("str_equal", "fixed", "S3"), ("str_widen", "fixed", "S6"), ("str_narrow", "fixed", "S2"), ("fixed_to_vlen_str", "fixed", text),
    ("dtype_vlen_str", "vlen_str", text),
    ("compound", "comp", comp), ("compound_subset_reorder_extra", "comp", np.dtype([("b", "f4"), ("more", "i4"), ("a", "i2")])),
    ("compound_one_member", "comp", np.dtype([("s", "S5")])), ("compound_nothing_in_common", "comp", np.dtype([("z", "i4")])),
    ("compound_nested", "nest", nest), ("compound_nested_reorder", "nest", np.dtype([("in", [("s", "S1"), ("a", "f8")]), ("x", "u8")])),
    ("vlen_array_read", "vlen", ragged), ("vlen_converted", "vlen", h5py.vlen_dtype("f8")), ("vlen_to_int_error", "vlen", "i4"),
    ("array_member", "array", np.dtype(("i4", (3,)))), ("big_to_little", "big", "<i2"), ("complex", "complex", "c8"), ("float_to_complex_error", "float64", "c16"),
    ("opaque", "opaque", "V2"), ("dtype_int_to_string_error", "int32", "S4"), ("string_to_int_error", "fixed", "i4"), ("compound_to_int_error", "comp", "i4"),
    ("int_to_compound_error", "int32", comp),
]


def plain(a):
    return [x.tolist() if hasattr(x, "tolist") else x for x in a]


with h5py.File("v.h5", "w") as f:
    for name, source_name, dtype in cases:
        layout = h5py.VirtualLayout((4,), dtype)
        layout[:] = h5py.VirtualSource("src.h5", source_name, shape=(4,))
        f.create_virtual_dataset(name, layout)
with h5py.File("v.h5", "r") as f:
    for name, source_name, dtype in cases:
        print("==", name)
        try:
            print(f[name].dtype, plain(f[name][()]), plain(f[name][1:3]))
        except OSError as e:
            print("OSError", str(e).split(")")[0])
