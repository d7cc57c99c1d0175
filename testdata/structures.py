"""Makes the small files that the tests of HDF5's metadata decoders walk.

    python structures.py FOLDER

Each file has every kind of object for one format version: groups of a few
and of many links, attributes of a few and of many, all layouts, filters, fill
values, datatypes, references and virtual mappings.
"""

import sys

import h5py
import numpy as np


def fill(f, new):
    f.attrs["title"] = "structures"
    f.attrs["long"] = np.arange(100)
    many = f.create_group("many")
    for i in range(40):
        many["link %d" % (i * 7 % 40)] = h5py.SoftLink("/somewhere/%d" % i)
    many["hard"] = f
    many["external"] = h5py.ExternalLink("other.h5", "/x")
    many["ünïcode"] = h5py.SoftLink("/ä")
    few = f.create_group("few", track_order=new)
    few["soft"] = h5py.SoftLink("/somewhere")
    few["external"] = h5py.ExternalLink("other.h5", "/x")
    few["härd"] = f
    ordered = f.create_group("ordered", track_order=True)
    for i in range(12):
        ordered.create_group("g%d" % (i * 5 % 12), track_order=bool(i % 2))
    d = f.create_dataset("contiguous", data=np.arange(24.0).reshape(4, 6))
    for i in range(20 if new else 5):
        d.attrs["attribute %d" % i] = np.float32(i)
    tracked = f.create_dataset("tracked", data=1, track_order=True)
    for i in range(12 if new else 5):
        tracked.attrs["t%d" % (7 * i % 12)] = i
    if new:
        f["contiguous"].attrs["huge"] = np.zeros(70000, "u1")
    f.create_dataset("empty", shape=(10,), dtype="i4", fillvalue=7)
    f.create_dataset("chunked", data=np.arange(600).reshape(20, 30), chunks=(4, 7), maxshape=(20, 30),
                     compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("growing", data=np.arange(50), chunks=(3,), maxshape=(None,))
    f.create_dataset("growing2", data=np.arange(50).reshape(5, 10), chunks=(2, 3), maxshape=(None, None), fillvalue=-1)
    f.create_dataset("single", data=np.arange(50), chunks=(50,), compression="lzf")
    f.create_dataset("early", shape=(20,), dtype="i2", chunks=(6,))
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_layout(h5py.h5d.COMPACT)
    h5py.h5d.create(f.id, b"compact", h5py.h5t.STD_I16LE, h5py.h5s.create_simple((5,)), dcpl)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_external(b"raw.bin", 0, 40)
    dcpl.set_external(b"raw2.bin", 8, h5py.h5f.UNLIMITED)
    h5py.h5d.create(f.id, b"external raw", h5py.h5t.STD_I32LE, h5py.h5s.create_simple((15,), (15,)), dcpl)
    f.create_dataset("null", data=h5py.Empty("f4"))
    types(f)
    virtual(f)


def types(f):
    g = f.create_group("types")
    inner = np.dtype([("a", "i1"), ("b", ">f4", (2, 3))])
    g["compound"] = np.zeros(3, np.dtype([("x", "<u2"), ("inner", inner), ("s", "S5"), ("c", "c8")]))
    g["named"] = np.dtype([("only", "i8")])
    g.create_dataset("of named", shape=(2,), dtype=g["named"])
    g["of named"].attrs.create("typed", np.zeros(2, g["named"].dtype), dtype=g["named"])
    g.create_dataset("enum", data=[0, 1], dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 42}, basetype="i2"))
    g["bool"] = np.array([True, False])
    g.create_dataset("strings", data=["one", "zwei"], dtype=h5py.string_dtype())
    g.create_dataset("ascii", data=[b"one"], dtype=h5py.string_dtype("ascii"))
    g.create_dataset("utf8 fixed", data=[b"one"], dtype=h5py.string_dtype("utf-8", 10))
    vl = g.create_dataset("vlen", shape=(3,), dtype=h5py.vlen_dtype("i4"))
    vl[0], vl[2] = [1, 2, 3], np.arange(500)
    g.create_dataset("object", data=[f["contiguous"].ref, f.ref], dtype=h5py.ref_dtype)
    g.create_dataset("region", data=[f["contiguous"].regionref[1:3, ::2], f["contiguous"].regionref[np.eye(4, 6, dtype=bool)]],
                     dtype=h5py.regionref_dtype)
    g["opaque"] = np.void(b"\x01\x02\x03")
    g["time"] = np.array([1], "M8[s]").astype(h5py.opaque_dtype("M8[s]"))
    for t in "e f d >f8 g i1 >i2 u4 i8".split():
        g.create_dataset("number " + t, shape=(2,), dtype=t)
    for name in "STD_B16LE STD_B8BE UNIX_D32LE IEEE_F64BE".split():
        h5py.h5d.create(g.id, name.encode(), getattr(h5py.h5t, name), h5py.h5s.create(h5py.h5s.SCALAR))


def virtual(f):
    layout = h5py.VirtualLayout((4, 6), "f8")
    layout[0] = h5py.VirtualSource("a.h5", "d", shape=(6,))
    layout[1:4:2, 0:3] = h5py.VirtualSource(f["contiguous"])[0:2, 0:3]
    layout[2] = h5py.VirtualSource("a.h5", "a rather long name", shape=(6,))
    layout[3, 3:] = h5py.VirtualSource("a.h5", "a rather long name", shape=(6,))[::2]
    f.create_virtual_dataset("virtual", layout, fillvalue=-5)
    layout = h5py.VirtualLayout((1, 6), "f8", maxshape=(None, 6))
    layout[: h5py.UNLIMITED] = h5py.VirtualSource("s-%b.h5", "d", shape=(1, 6))
    f.create_virtual_dataset("printf", layout)
    layout = h5py.VirtualLayout((100, 70000), "i4")
    layout[::10, 5:200:3] = h5py.VirtualSource("big.h5", "d", shape=(10, 65))
    layout[1::10, 65535:65540] = h5py.VirtualSource("big.h5", "e", shape=(10, 5))
    f.create_virtual_dataset("wide", layout)


def main(folder):
    bounds = ["earliest", "v108", "v110", "v112", "v200"]
    for low in bounds:
        with h5py.File("%s/structures-%s.h5" % (folder, low), "w", libver=(low, "latest")) as f:
            fill(f, low != "earliest")
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    fcpl.set_sizes(4, 4)
    fcpl.set_userblock(512)
    fid = h5py.h5f.create(("%s/structures-sizes4.h5" % folder).encode(), h5py.h5f.ACC_TRUNC, fcpl)
    with h5py.File(fid) as f:
        fill(f, False)
    with h5py.File("%s/structures-paged.h5" % folder, "w", fs_strategy="page", fs_persist=True, fs_page_size=512) as f:
        f["x"] = 1


if __name__ == "__main__":
    main(sys.argv[1])
