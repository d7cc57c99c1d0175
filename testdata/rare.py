"""Makes small files of the structures that common files do not have.

    python rare.py FOLDER

structures.py makes what every file has. Here are the deep levels of the chunk
indexes and heaps, shared message tables, images of the metadata cache, filtered
groups, and datatypes that few programs write. What h5py does not wrap is
called in the HDF5 library that it brought along.
"""

import ctypes
import glob
import os
import sys

import h5py
import numpy as np

[path] = [p for p in glob.glob(os.path.dirname(h5py.__file__) + "/../h5py.libs/libhdf5-*") if "_hl" not in p]
lib = ctypes.CDLL(path)


def call(name, *args):
    """Calls a function of libhdf5; identifiers are 64 bits wide."""
    f = getattr(lib, name)
    f.restype = ctypes.c_int64 if name in ("H5Tcopy", "H5Tcomplex_create") else ctypes.c_int
    result = f(*[ctypes.c_int64(a.id) if hasattr(a, "id") else a for a in args])
    if result < 0:
        raise RuntimeError(name)
    return result


def library_type(name):
    """Returns one of the library's types that h5py has no name for."""
    return h5py.h5t.TypeID(call("H5Tcopy", ctypes.c_int64.in_dll(lib, name + "_g")))


FILTERS = dict(compression="gzip", fletcher32=True)


def extensible(f, **filters):
    """Extensible arrays with super blocks and pages."""
    d = f.create_dataset("blocks", (300,), "i1", chunks=(1,), maxshape=(None,), fillvalue=9, **filters)
    for i in 0, 4, 5, 19, 20, 21, 60, 150, 299:
        d[i] = i % 100
    d = f.create_dataset("pages", (140000,), "i1", chunks=(1,), maxshape=(None,), fillvalue=9, **filters)
    for i in 0, 131100, 132200:
        d[i] = i % 100


def extensible_filtered(f):
    extensible(f, **FILTERS)


def indexes(f):
    """The other chunk indexes: fixed arrays with pages, trees with inner nodes, and edges."""
    for name, filters in ("", {}), (" filtered", FILTERS):
        d = f.create_dataset("fixed" + name, (7, 9), "i2", chunks=(3, 4), maxshape=(7, 9), **filters)
        d[:5] = np.arange(45).reshape(5, 9)
        d = f.create_dataset("pages" + name, (1100,), "i1", chunks=(1,), maxshape=(1100,), fillvalue=9, **filters)
        for i in 0, 1023, 1024, 1099:
            d[i] = i % 100
        d = f.create_dataset("tree" + name, (12, 22), "i1", chunks=(1, 2), maxshape=(None, None), fillvalue=9, **filters)
        d[:, 3:20] = np.arange(12 * 17).reshape(12, 17) % 100
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk((3, 4))
    dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    h5py.h5d.create(f.id, b"implicit", h5py.h5t.STD_I16LE, h5py.h5s.create_simple((7, 9)), dcpl)
    f["implicit"][2:6, 3:] = np.arange(24).reshape(4, 6)
    # Edge chunks that are not filtered.
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk((3, 4))
    dcpl.set_deflate(6)
    call("H5Pset_chunk_opts", dcpl, 2)
    for name, most in (b"edges fixed", (7, 9)), (b"edges extensible", (h5py.h5s.UNLIMITED, 9)), (b"edges tree", (h5py.h5s.UNLIMITED,) * 2):
        h5py.h5d.create(f.id, name, h5py.h5t.STD_I16LE, h5py.h5s.create_simple((7, 9), most), dcpl)
        f[name.decode()][...] = np.arange(63).reshape(7, 9)
    f.create_dataset("checked", data=np.arange(6), chunks=(3,), fletcher32=True)


def members(f):
    """Groups and attributes whose v2 B-trees have inner nodes."""
    g = f.create_group("many", track_order=True)
    for i in range(90):
        g["link %d" % (i * 7 % 90)] = h5py.SoftLink("/%d" % i)
        g.attrs["attribute %d" % (i * 7 % 90)] = np.int8(i)
    # A filtered heap, with objects too large for its blocks.
    gcpl = h5py.h5p.create(h5py.h5p.GROUP_CREATE)
    gcpl.set_link_creation_order(h5py.h5p.CRT_ORDER_TRACKED)
    call("H5Pset_deflate", gcpl, ctypes.c_uint(6))
    g = h5py.Group(h5py.h5g.create(f.id, b"filtered", gcpl=gcpl))
    for i in range(40):
        g["link %d" % i] = h5py.SoftLink("/%d" % i)
    g["huge"] = h5py.SoftLink("/" + "x" * 5000)
    g["another huge"] = h5py.SoftLink("/" + "y" * 6000)


def types(f):
    scalar, pair = h5py.h5s.create(h5py.h5s.SCALAR), h5py.h5s.create_simple((2,))

    def make(name, t, data=None, space=pair):
        d = h5py.h5d.create(f.id, name.encode(), t, space)
        if data is not None:
            call("H5Dwrite", d, t, ctypes.c_int64(0), ctypes.c_int64(0), ctypes.c_int64(0), data)

    make("bfloat16", library_type("H5T_FLOAT_BFLOAT16LE"), b"\x80\x3f\x49\x40")
    make("bfloat16 big", library_type("H5T_FLOAT_BFLOAT16BE"), b"\x3f\x80\x40\x49")
    make("e4m3", library_type("H5T_FLOAT_F8E4M3"), b"\x38\x7e")
    make("e5m2", library_type("H5T_FLOAT_F8E5M2"), b"\x3c\xfb")
    make("vax", library_type("H5T_VAX_F32"), b"\x80\x40\x00\x00\x49\x41\xdb\x0f")
    make("vax double", library_type("H5T_VAX_F64"), b"\x80\x40" + bytes(6) + b"\x49\x41\xda\x0f\x21\xa2\xc2\x68")
    for t in "COMPLEX_IEEE_F16LE", "COMPLEX_IEEE_F32BE", "COMPLEX_IEEE_F64LE":
        size = getattr(h5py.h5t, t).get_size() // 2
        code = {2: "<f2", 4: ">f4", 8: "<f8"}[size]
        make(t, getattr(h5py.h5t, t), np.array([1, -2, 0.5, np.inf], code).tobytes())
    make("date", h5py.h5t.UNIX_D32LE, b"\1\0\0\0\2\0\0\0")
    make("bits", h5py.h5t.STD_B32BE, b"\1\2\3\4\5\6\7\x88")
    make("opaque", h5py.h5t.create(h5py.h5t.OPAQUE, 5), b"abcdefghij")
    t = h5py.h5t.STD_U16BE.copy()
    t.set_precision(11)
    t.set_offset(3)
    make("eleven bits", t, b"\x3f\xf8\x00\x08")
    t = h5py.h5t.create(h5py.h5t.OPAQUE, 3)
    make("three bytes", t, b"\1\2\3\4\5\6")
    t = h5py.h5t.STD_I32LE.copy()
    t.set_size(3)
    make("24 bits", t, b"\1\0\0\xff\xff\xff")
    f["long double"] = np.array([1, 2], "g") / 3
    nested = f.create_dataset("nested", (2,), h5py.vlen_dtype(h5py.vlen_dtype("i2")))
    nested[0] = np.array([np.array([1, 2], "i2"), np.array([], "i2"), np.array([3], "i2")], dtype=object)
    f.create_dataset("array of text", data=np.array([["a", "bc"], ["", "d"]], dtype=object), dtype=h5py.string_dtype())
    make("arrays", h5py.h5t.array_create(h5py.h5t.array_create(h5py.h5t.STD_I16BE, (2,)), (3,)), np.arange(12, dtype=">i2").tobytes())
    t = h5py.h5t.create(h5py.h5t.COMPOUND, 20)
    t.insert(b"late", 12, h5py.h5t.STD_I32LE)
    t.insert(b"early", 2, h5py.h5t.STD_I16BE)
    make("with holes", t, bytes(range(40)))
    make("reference", library_type("H5T_STD_REF"))
    make("null", h5py.h5t.IEEE_F32BE, space=h5py.h5s.create(h5py.h5s.NULL))
    make("scalar", h5py.h5t.IEEE_F32BE, b"\x3f\x80\0\0", scalar)


def share(folder, name, cutoff):
    """A file whose messages are shared, in a list up to cutoff messages."""
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    call("H5Pset_shared_mesg_nindexes", fcpl, ctypes.c_uint(2))
    call("H5Pset_shared_mesg_index", fcpl, ctypes.c_uint(0), ctypes.c_uint(1 << 12), ctypes.c_uint(20))  # attributes
    call("H5Pset_shared_mesg_index", fcpl, ctypes.c_uint(1), ctypes.c_uint(1 << 1 | 1 << 3 | 1 << 5 | 1 << 11), ctypes.c_uint(16))
    call("H5Pset_shared_mesg_phase_change", fcpl, ctypes.c_uint(cutoff), ctypes.c_uint(0))
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_libver_bounds(h5py.h5f.LIBVER_V110, h5py.h5f.LIBVER_LATEST)
    with h5py.File(h5py.h5f.create((folder + "/" + name).encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl)) as f:
        compound = np.dtype([("x", "<f8"), ("y", "<f8")])
        for i in range(6):
            d = f.create_dataset("d%d" % i, (4, 5), compound, chunks=(2, 5), compression="gzip", fillvalue=np.array((1, 2), compound))
            d.attrs["the same text"] = "a text that is shared"
            d.attrs["number %d" % i] = np.arange(9)
        f["d3"][1] = (5, 6)


def tiny(folder):
    """A file whose shared dataspaces are so small that their heap ids hold them."""
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    call("H5Pset_shared_mesg_nindexes", fcpl, ctypes.c_uint(1))
    call("H5Pset_shared_mesg_index", fcpl, ctypes.c_uint(0), ctypes.c_uint(1 << 1), ctypes.c_uint(1))
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_libver_bounds(h5py.h5f.LIBVER_V110, h5py.h5f.LIBVER_LATEST)
    with h5py.File(h5py.h5f.create((folder + "/rare-tiny.h5").encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl)) as f:
        for i in range(3):
            f["scalar %d" % i] = i
            f["row %d" % i] = np.arange(4) + i


def family(folder):
    """The only member of a family: its driver information is a message."""
    with h5py.File(folder + "/rare-family%d.h5", "w", driver="family", memb_size=1 << 30, libver="latest") as f:
        f["x"] = np.arange(10)


def small(folder):
    """A file with addresses of 2 bytes: ids of the heap hold addresses of huge objects."""
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    fcpl.set_sizes(2, 4)
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_libver_bounds(h5py.h5f.LIBVER_V18, h5py.h5f.LIBVER_LATEST)
    with h5py.File(h5py.h5f.create((folder + "/rare-sizes2.h5").encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl)) as f:
        for i in range(12):
            f.attrs["a%d" % i] = i
        f.attrs["huge"] = np.arange(5000) % 100
        f["x"] = np.arange(10)


class CacheImage(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("generate", ctypes.c_bool), ("resize", ctypes.c_bool), ("ageout", ctypes.c_int)]


def image(folder):
    """A file whose metadata is in an image of the cache."""
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    fapl.set_libver_bounds(h5py.h5f.LIBVER_LATEST, h5py.h5f.LIBVER_LATEST)
    call("H5Pset_mdc_image_config", fapl, ctypes.byref(CacheImage(1, True, False, -1)))
    with h5py.File(h5py.h5f.create((folder + "/rare-image.h5").encode(), h5py.h5f.ACC_TRUNC, fapl=fapl)) as f:
        f.create_dataset("chunked", data=np.arange(20), chunks=(3,), maxshape=(None,))
        f["group/text"] = "in the image"
        f["group"].attrs["a"] = [1, 2]


def main(folder):
    for name, fill in {
        "extensible": extensible,
        "filtered": extensible_filtered,
        "indexes": indexes,
        "members": members,
        "types": types,
    }.items():
        with h5py.File("%s/rare-%s.h5" % (folder, name), "w", libver="latest", meta_block_size=512) as f:
            fill(f)
    share(folder, "rare-shared-list.h5", 50)
    share(folder, "rare-shared-tree.h5", 0)
    tiny(folder)
    family(folder)
    small(folder)
    image(folder)


if __name__ == "__main__":
    main(sys.argv[1])
