"""Writes files such as latest.h5 with the libver setting of that name, or
v108-v112.h5 with a pair of them, and prints what is in them as JSON. Files called ours-... are there already.

Every object has an entry: kind, attributes, and for datasets shape, maxshape,
layout, chunks, filters, fill value and the elements' bytes in hexadecimal, in
the datatype of the file. Elements of variable length are lists.
"""
import json
import sys

import h5py
import numpy as np

sources = np.arange(60, dtype="<i4").reshape(6, 10)


def fill(f, virtual=True):
    f.attrs["float"] = 1.5
    f.attrs["text"] = "héllo"
    f.attrs["bytes"] = np.bytes_("abc")
    f.attrs["array"] = np.arange(6, dtype=">i2").reshape(2, 3)
    f.attrs["empty"] = h5py.Empty("f4")
    f.attrs["words"] = ["one", "", "three"]
    f.attrs["bool"] = True
    for i in range(20):
        f.attrs[f"many {i}"] = i
    g = f.create_group("group")
    for i in range(30):
        g.create_group(f"sub{i:03}").attrs["i"] = i
    ordered = f.create_group("ordered", track_order=True)
    for name in "zebra", "ant", "mouse":
        ordered[name] = len(name)
    for dtype in "i1 u1 <i2 >i2 <u4 >u4 <i8 >u8 <f2 <f4 >f4 <f8 >f8 <c8 <c16 S5 ?".split():
        f["types/" + dtype.replace("<", "l").replace(">", "b").replace("?", "bool")] = np.arange(12).reshape(3, 4).astype(dtype)
    f["types/compound"] = np.array([(1, 2.5, b"x"), (3, 4.5, b"yz")], dtype=[("a", "<i4"), ("b", "<f8"), ("c", "S3")])
    f["types/array"] = np.zeros(2, dtype=[("m", "<i2", (2, 3))])
    f.create_dataset("types/words", data=["alpha", "", "gamma"], dtype=h5py.string_dtype())
    f.create_dataset("types/enum", data=[0, 2, 1], dtype=h5py.enum_dtype({"A": 0, "B": 1, "C": 2}, "<i2"))
    v = f.create_dataset("types/ragged", (3,), dtype=h5py.vlen_dtype("<i4"))
    v[0], v[2] = [1, 2, 3], [7]
    f["types/float"] = h5py.string_dtype("ascii", 4)
    f.create_dataset("committed", data=np.array([b"abcd"], "S4"), dtype=f["types/float"])
    f["scalar"] = np.float64(2.25)
    f["null"] = h5py.Empty("<i4")
    f["zero"] = np.zeros((0, 3), "<i4")
    f["contiguous"] = sources
    f.create_dataset("unwritten", (5,), "<i2", fillvalue=7)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_layout(h5py.h5d.COMPACT)
    dcpl.set_obj_track_times(False)
    space = h5py.h5s.create_simple((4,))
    h5py.Dataset(h5py.h5d.create(f.id, b"compact", h5py.h5t.STD_I16LE, space, dcpl))[...] = [1, 2, 3, 4]
    f.create_dataset("chunked", data=sources, chunks=(4, 3))
    f.create_dataset("gzip", data=sources, chunks=(4, 3), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("growing", data=sources, chunks=(2, 5), maxshape=(None, 20), fillvalue=-5)
    f["growing"].resize((8, 12))
    f.create_dataset("sparse", (100, 100), "<f4", chunks=(10, 10), fillvalue=3.5)[55, 55] = 1
    f.create_dataset("single", data=sources, chunks=(6, 10))
    f.create_dataset("packed", data=sources, chunks=(6, 10), compression="gzip")
    f.create_dataset("both", data=sources, chunks=(2, 5), maxshape=(None, None))
    f.create_dataset("squeezed", data=sources, chunks=(2, 5), maxshape=(None, None), compression="gzip")
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk((4, 3))
    dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    dcpl.set_obj_track_times(False)
    h5py.Dataset(h5py.h5d.create(f.id, b"early", h5py.h5t.STD_I32LE, h5py.h5s.create_simple((6, 10)), dcpl))[...] = sources
    f["hard"] = f["contiguous"]
    f["soft"] = h5py.SoftLink("group/sub003")
    f["dangling"] = h5py.SoftLink("/no/such")
    f["external"] = h5py.ExternalLink("other.h5", "/there/data")
    if not virtual:  # their layout is of 1.10
        return
    layout = h5py.VirtualLayout((4, 10), "<i8")
    layout[0] = h5py.VirtualSource("other.h5", "there/data", (10,))
    layout[1:3] = h5py.VirtualSource(f["contiguous"])[2:4]
    layout[3, ::2] = h5py.VirtualSource("missing.h5", "x", (5,))
    f.create_virtual_dataset("virtual", layout, fillvalue=-1)
    layout = h5py.VirtualLayout((1, 10), "<i4", maxshape=(None, 10))
    layout[: h5py.UNLIMITED] = h5py.VirtualSource("other.h5", "growing", (1, 10), maxshape=(None, 10))[: h5py.UNLIMITED]
    f.create_virtual_dataset("endless", layout)
    f.create_virtual_dataset("unmapped", h5py.VirtualLayout((3,), "<f4"), fillvalue=2)


def elements(d, mtype=None):
    """The elements in the type of the file."""
    if h5py.check_string_dtype(d.dtype) and d.dtype.kind == "O":
        values = d[()] if isinstance(d, h5py.Dataset) else d
        return [v if isinstance(v, str) else v.decode() for v in np.ravel(values)]
    values = d[()]
    if d.dtype.kind == "O":
        return [[int(x) for x in v] for v in values.ravel()]
    return np.asarray(values, dtype=d.dtype).tobytes().hex()


def attribute(obj, name):
    a = obj.attrs.get_id(name)
    value = obj.attrs[name]
    if isinstance(value, h5py.Empty):
        return {"shape": None, "value": None}
    if a.dtype.kind == "O":
        return {"shape": list(a.shape), "dtype": str(a.dtype), "value": [value] if isinstance(value, str) else list(value)}
    return {"shape": list(a.shape), "dtype": str(a.dtype), "value": np.asarray(value, dtype=a.dtype).tobytes().hex()}


def selection(space):
    """A selection of a mapping, as far as it has names."""
    if space.get_select_type() == h5py.h5s.SEL_HYPERSLABS and space.is_regular_hyperslab():
        return [[int(n) for n in part] for part in space.get_regular_hyperslab()]
    return space.get_select_type()


LAYOUTS = {0: "compact", 1: "contiguous", 2: "chunked", 3: "virtual"}


def describe(obj):
    out = {"attrs": {name: attribute(obj, name) for name in obj.attrs}}
    if isinstance(obj, h5py.Group):
        out["kind"] = "group"
        out["links"] = list(obj)
    elif isinstance(obj, h5py.Dataset):
        dcpl = obj.id.get_create_plist()
        out.update(
            kind="dataset", shape=obj.shape and list(obj.shape), layout=LAYOUTS[dcpl.get_layout()], dtype=str(obj.dtype),
            maxshape=obj.maxshape and list(obj.maxshape), chunks=obj.chunks and list(obj.chunks),
            filters=[dcpl.get_filter(i)[0] for i in range(dcpl.get_nfilters())],
            storage=obj.id.get_storage_size(), offset=obj.id.get_offset(),
        )
        if obj.shape is not None:
            out["data"] = elements(obj)
        if obj.dtype.kind in "iuf":
            out["fill"] = np.asarray(obj.fillvalue, obj.dtype).tobytes().hex()
        if obj.is_virtual:
            out["sources"] = [[m.file_name, m.dset_name] for m in obj.virtual_sources()]
            out["selections"] = [[selection(m.vspace), selection(m.src_space)] for m in obj.virtual_sources()]
    else:
        out["kind"] = "datatype"
    return out


def main():
    with h5py.File("other.h5", "w") as f:
        f["there/data"] = np.arange(100, 110, dtype="<i2")
        f.create_dataset("growing", data=sources, maxshape=(None, 10), chunks=(2, 10))
    out = {}
    for name in sys.argv[1:]:
        libver = name.removesuffix(".h5")
        if not libver.startswith("ours-"):
            bounds = tuple(libver.split("-"))
            with h5py.File(name, "w", libver=bounds if len(bounds) > 1 else libver) as f:
                fill(f, bounds[-1] != "v108")
        with h5py.File(name) as f:
            objects = {"/": describe(f)}
            f.visititems(lambda path, obj: objects.update({"/" + path: describe(obj)}))
            for path in "soft", "external", "hard":
                objects["/" + path] = describe(f[path])
            out[name] = objects
    json.dump(out, sys.stdout)


main()
