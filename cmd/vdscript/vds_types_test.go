package main

import "testing"

// virtualTypes reads virtual datasets whose type differs from their sources',
// and names of sources in every spelling, and prints what it sees.
const virtualTypes = `
import os
import h5py
import numpy as np

comp = np.dtype([("a", "i4"), ("b", "f8"), ("s", "S3")])
with h5py.File("src.h5", "w") as f:
    f["int32"] = np.array([1, -2, 300, 70000], "i4")
    f["float64"] = np.array([1.5, -2.7, 1e300, 0.1])
    f["bool"] = np.array([True, False, True, True])
    f["fixed"] = np.array([b"a", b"bcd", b"", b"xyz"])
    f.create_dataset("vlen_str", data=["one", "", "three \u00e9", "4"], dtype=h5py.string_dtype())
    f["comp"] = np.array([(1, 2.5, b"x"), (3, 4.5, b"yy"), (5, 6.5, b"zzz"), (7, 8.5, b"")], comp)
    v = f.create_dataset("vlen", (4,), dtype=h5py.vlen_dtype("i4"))
    for i in range(4):
        v[i] = np.arange(i)
    f["enum"] = np.array([0, 1, 1, 0], h5py.enum_dtype({"RED": 0, "GREEN": 1}, "i1"))
    f["array"] = np.zeros((4,), np.dtype(("i4", (2,)))) if False else np.arange(8).reshape(4, 2)
    f["big"] = np.array([1, 2, 3, 4], ">i8")
    f["complex"] = np.array([1 + 2j, 3j, 0, -1])

cases = [
    ("dtype_int32_to_float64", "int32", "f8"), ("dtype_int32_to_int8_saturates", "int32", "i1"), ("dtype_int32_to_uint8", "int32", "u1"),
    ("float_to_int", "float64", "i4"), ("float_to_half", "float64", "f2"), ("bool", "bool", "?"), ("bool_to_int", "bool", "i4"),
    ("str_widen", "fixed", "S6"), ("str_narrow", "fixed", "S2"), ("fixed_to_vlen_str", "fixed", h5py.string_dtype()), ("dtype_vlen_str", "vlen_str", h5py.string_dtype()),
    ("compound_subset_reorder_extra", "comp", np.dtype([("b", "f4"), ("a", "i2")])), ("compound", "comp", comp),
    ("vlen_array_read", "vlen", h5py.vlen_dtype("i4")), ("enum", "enum", h5py.enum_dtype({"RED": 0, "GREEN": 1}, "i1")),
    ("big_to_little", "big", "<i2"), ("complex", "complex", "c8"), ("dtype_int_to_string_error", "int32", "S4"), ("string_to_int_error", "fixed", "i4"),
]
with h5py.File("v.h5", "w") as f:
    for name, source, dtype in cases:
        layout = h5py.VirtualLayout((4,), dtype)
        layout[:] = h5py.VirtualSource("src.h5", source, shape=(4,))
        f.create_virtual_dataset(name, layout)
with h5py.File("v.h5", "r") as f:
    for name, source, dtype in cases:
        try:
            print(name, f[name].dtype, f[name][()].tolist() if "vlen_array" not in name else [x.tolist() for x in f[name][()]], f[name][1])
        except OSError as e:
            print(name, "OSError", str(e).split(")")[0])

# Names of files: as libhdf5 looks for them.
for d in ("sub", "other", "elsewhere"):
    os.mkdir(d)
def put(path, value):
    with h5py.File(path, "w") as f:
        f["d"] = np.full((3,), value)
put("sub/beside.h5", 1)
put("beside.h5", 2)
put("here.h5", 3)
put("other/up.h5", 4)
put("sub/moved.h5", 5)
names = ["beside.h5", "here.h5", "../other/up.h5", "./beside.h5", "/no/such/folder/moved.h5", os.path.abspath("other/up.h5"), "absent.h5"]
layout = h5py.VirtualLayout((len(names), 3), "i8")
for i, name in enumerate(names):
    layout[i] = h5py.VirtualSource(name, "d", shape=(3,))
with h5py.File("sub/names.h5", "w") as f:
    f.create_virtual_dataset("v", layout, fillvalue=-1)
    f["own"] = np.arange(3)
    own = h5py.VirtualLayout((3, 3), "i8")
    own[0] = h5py.VirtualSource(f["own"])
    own[1] = h5py.VirtualSource("sub/names.h5", "own", shape=(3,))
    f.create_virtual_dataset("own_v", own, fillvalue=-1)
os.symlink("../sub/names.h5", "elsewhere/link.h5")
for path in ("sub/names.h5", "elsewhere/link.h5"):
    with h5py.File(path, "r") as f:
        print(path, f["v"][:, 0].tolist(), f["own_v"][:, 1].tolist())
os.rename("sub/names.h5", "sub/renamed.h5")
with h5py.File("sub/renamed.h5", "r") as f:
    print("renamed", f["own_v"][:, 1].tolist())

# Writing through.
with h5py.File("v.h5", "r+") as f:
    f["dtype_int32_to_float64"][1:3] = [10.9, -11.2]
    print(f["dtype_int32_to_float64"][()].tolist(), f["dtype_int32_to_int8_saturates"][()].tolist())
with h5py.File("src.h5", "r") as f:
    print(f["int32"][()].tolist())
`

// Conversion, names and writing through virtual datasets are as under CPython.
func TestVirtualTypesAndNames(t *testing.T) { runBoth(t, script(t, virtualTypes)) }
