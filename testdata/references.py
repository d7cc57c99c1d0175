"""Makes files with references of HDF5 1.12 (H5R_ref_t), which h5py has no type for.

    python references.py FOLDER

They are made by ctypes in the HDF5 library that h5py brought along: references
to objects, regions and attributes, of the same file and of another, in
datasets, attributes, compounds and variable-length sequences. Beside each file
stands what that library itself says of its references, as JSON.
"""

import ctypes
import glob
import json
import os
import sys

import h5py
import numpy as np

[path] = [p for p in glob.glob(os.path.dirname(h5py.__file__) + "/../h5py.libs/libhdf5-*") if "_hl" not in p]
lib = ctypes.CDLL(path)
REF = 64  # bytes of an H5R_ref_t in memory
KINDS = {2: "object", 3: "region", 4: "attribute"}


def call(name, *args):
    """Calls a function of libhdf5; identifiers are 64 bits wide."""
    f = getattr(lib, name)
    f.restype = ctypes.c_int64
    result = f(*[ctypes.c_int64(a.id) if hasattr(a, "id") else ctypes.c_int64(a) if isinstance(a, int) else a for a in args])
    if ctypes.c_int32(result).value < 0:
        raise RuntimeError(name)
    return result


def std_ref():
    """Returns a copy of H5T_STD_REF."""
    return h5py.h5t.TypeID(call("H5Tcopy", ctypes.c_int64.in_dll(lib, "H5T_STD_REF_g").value))


def references(f, *makers):
    """Returns an array of references in memory: each maker fills 64 bytes; None is null."""
    buffer = ctypes.create_string_buffer(REF * len(makers))
    for i, make in enumerate(makers):
        if make:
            make(f, ctypes.byref(buffer, REF * i))
    return buffer


def to_object(name):
    return lambda f, out: call("H5Rcreate_object", f.id, name.encode(), 0, out)


def to_region(name, space):
    return lambda f, out: call("H5Rcreate_region", f.id, name.encode(), space, 0, out)


def to_attribute(name, attr):
    return lambda f, out: call("H5Rcreate_attr", f.id, name.encode(), attr.encode(), 0, out)


def box(*shape_start_count):
    shape, start, count = shape_start_count
    space = h5py.h5s.create_simple(shape)
    space.select_hyperslab(start, count)
    return space


def strided():
    space = h5py.h5s.create_simple((20, 30))
    space.select_hyperslab((1, 2), (3, 4), (5, 6), (2, 3))
    space.select_hyperslab((0, 25), (20, 1), op=h5py.h5s.SELECT_OR)
    return space


def points():
    space = h5py.h5s.create_simple((20, 30))
    space.select_elements([(3, 4), (0, 0), (19, 29)])
    return space


def all_of():
    space = h5py.h5s.create_simple((20, 30))
    space.select_all()
    return space


ALL = {
    "objects": [to_object("/d"), to_object("/g"), None, to_object("/g/type"), to_object("/")],
    "regions": [to_region("/d", box((20, 30), (2, 3), (4, 5))), to_region("/d", strided()), None, to_region("/d", points()), to_region("/d", all_of())],
    "attributes": [to_attribute("/d", "units"), to_attribute("/g", "ünits"), None],
    "mixed": [to_object("/d"), to_attribute("/d", "units"), None, to_region("/d", points())],
}


def fill(f):
    f["d"] = np.arange(600, dtype="i2").reshape(20, 30)
    f["d"].attrs["units"] = "mm"
    f["g/type"] = np.dtype("f4")
    f["g"].attrs["ünits"] = [1, 2]


def write(f, name, makers):
    t = std_ref()
    d = h5py.h5d.create(f.id, name.encode(), t, h5py.h5s.create_simple((len(makers),)))
    call("H5Dwrite", d, t, 0, 0, 0, references(f, *makers))


def variants(f):
    """References in an attribute, in sequences and in a compound."""
    t, two = std_ref(), h5py.h5s.create_simple((2,))
    buffer = references(f, to_object("/d"), to_region("/d", points()), to_attribute("/d", "units"))
    a = h5py.h5a.create(f["g"].id, b"references", t, h5py.h5s.create_simple((3,)))
    call("H5Awrite", a, t, buffer)

    class Sequence(ctypes.Structure):
        _fields_ = [("n", ctypes.c_size_t), ("p", ctypes.c_void_p)]

    vlen = h5py.h5t.vlen_create(t)
    d = h5py.h5d.create(f.id, b"sequences", vlen, two)
    both = (Sequence * 2)(Sequence(2, ctypes.addressof(buffer) + REF), Sequence(1, ctypes.addressof(buffer)))
    call("H5Dwrite", d, vlen, 0, 0, 0, both)

    member = h5py.h5t.create(h5py.h5t.COMPOUND, 8 + REF)
    member.insert(b"n", 0, h5py.h5t.NATIVE_INT64)
    member.insert(b"ref", 8, t)
    disk = h5py.h5t.create(h5py.h5t.COMPOUND, 8 + t.get_size())
    disk.insert(b"n", 0, h5py.h5t.STD_I64LE)
    disk.insert(b"ref", 8, t)
    d = h5py.h5d.create(f.id, b"pairs", disk, two)
    rows = (7).to_bytes(8, "little") + buffer.raw[:REF] + (8).to_bytes(8, "little") + buffer.raw[2 * REF : 3 * REF]
    call("H5Dwrite", d, member, 0, 0, 0, rows)


def text(function, ref, *args):
    """What a function that fills a buffer says of a reference."""
    n = call(function, ref, *args, None, 0)
    out = ctypes.create_string_buffer(n + 1)
    call(function, ref, *args, out, n + 1)
    return out.value.decode()


def say(buffer, at):
    """Describes a reference in memory as libhdf5 does."""
    if not any(buffer.raw[at : at + REF]):
        return None
    ref = ctypes.byref(buffer, at)
    kind = KINDS[lib.H5Rget_type(ref)]
    obj = h5py.h5i.wrap_identifier(call("H5Ropen_object", ref, 0, 0))
    out = {"kind": kind, "file": os.path.basename(text("H5Rget_file_name", ref)), "object": h5py.h5i.get_name(obj).decode()}
    if kind == "attribute":
        out["attribute"] = text("H5Rget_attr_name", ref)
    if kind == "region":
        space = h5py.h5s.SpaceID(call("H5Ropen_region", ref, 0, 0))
        out["elements"] = space.get_select_npoints()
        out["bounds"] = [[int(x) for x in b] for b in space.get_select_bounds()]
    return out


def described(f):
    """Reads the references of the datasets again, each as libhdf5 describes it."""
    out = {}
    for name in f:
        d = f.id
        if not isinstance(h5py.h5o.open(d, name.encode()), h5py.h5d.DatasetID) or name in ("d", "sequences", "pairs"):
            continue
        d = h5py.h5d.open(f.id, name.encode())
        n = d.get_space().get_simple_extent_npoints()
        buffer = ctypes.create_string_buffer(REF * n)
        call("H5Dread", d, std_ref(), 0, 0, 0, buffer)
        out[name] = [say(buffer, REF * i) for i in range(n)]
    return out


def main(folder):
    os.chdir(folder)
    bounds = ("v112", "v200")
    with h5py.File("references-target.h5", "w", libver=bounds) as f:
        fill(f)
        with h5py.File("references.h5", "w", libver=bounds) as g:
            fill(g)
            for name, makers in ALL.items():
                write(g, name, makers)
            variants(g)
            # References to what is in another file name that.
            t = std_ref()
            d = h5py.h5d.create(g.id, b"external", t, h5py.h5s.create_simple((3,)))
            call("H5Dwrite", d, t, 0, 0, 0, references(f, *[ALL[k][0] for k in ("objects", "regions", "attributes")]))
    with h5py.File("references.h5") as f, open("references.json", "w") as out:
        json.dump(described(f), out, indent=1, ensure_ascii=False)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
