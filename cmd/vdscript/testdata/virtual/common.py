"""What the scripts of this folder share: cases with names, low-level makers of virtual datasets, and a look at a file's global heap.

Each script runs under CPython with h5py and under vdscript, which must print the same. A case works in a folder of its own."""
import os
import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

U = h5s.UNLIMITED
FIRST, LAST = h5d.VDS_FIRST_MISSING, h5d.VDS_LAST_AVAILABLE


def case(fn):
    """Run a case now: what it prints stands below its name. Exceptions are a part of that."""
    print("==", fn.__name__)
    os.mkdir(fn.__name__)
    os.chdir(fn.__name__)
    try:
        fn()
    except Exception as e:
        print("raised", type(e).__name__, e)
    os.chdir("..")
    return fn


def fails(what, *args, **kw):
    """Print the exception that a call ends with."""
    try:
        what(*args, **kw)
        print("no error")
    except Exception as e:
        text = str(e)
        cause = text[text.index("("):] if "(" in text else text
        print(type(e).__name__, cause.split("): ")[0].rstrip(")"))  # vdscript adds help


def space(dims, *slabs, max=None):
    """A dataspace with the union of hyperslabs (start, count, stride, block) selected, all of it without any."""
    s = h5s.create_simple(dims, max or dims)
    for i, slab in enumerate(slabs):
        start, n, stride, block = (list(slab) + [None, None])[:4]
        s.select_hyperslab(start, n, stride, block, op=h5s.SELECT_OR if i else h5s.SELECT_SET)
    return s


def plist(maps, fill=None, dtype="i4"):
    """A creation list with mappings (virtual, file, dataset, source)."""
    p = h5p.create(h5p.DATASET_CREATE)
    p.set_layout(h5d.VIRTUAL)
    if fill is not None:
        p.set_fill_value(np.array([fill], dtype))
    for virtual, src, dset, source in maps:
        p.set_virtual(virtual, src.encode(), dset.encode(), source)
    return p


def create(f, name, shape, p, max=None, dtype="i4"):
    limits = tuple([U if n is None else n for n in max or shape])
    return h5d.create(f.id, name.encode(), h5t.py_create(np.dtype(dtype)), h5s.create_simple(shape, limits), p)


def make(shape, maps, max=None, fill=-1, dtype="i4", name="v", file="v.h5", mode="w", libver=("earliest", "latest")):
    """A file with one virtual dataset."""
    with h5py.File(file, mode, libver=libver) as f:
        create(f, name, shape, plist(maps, fill, dtype), max, dtype)


def source(file, dims, first=0, name="d", max=None, dtype="i4", **kw):
    """A dataset whose elements count up."""
    a = (np.arange(int(np.prod(dims))) + first).reshape(dims).astype(dtype)
    with h5py.File(file, "a") as f:
        f.create_dataset(name, data=a, maxshape=max, **kw)


def grow(f, name, dims, value):
    """Enlarge a dataset; what is new has one value."""
    d = f[name]
    old = d.shape
    d.resize(dims)
    a = np.full(dims, value, d.dtype)
    a[tuple([slice(0, n) for n in old])] = d[tuple([slice(0, n) for n in old])]
    d[...] = a
    f.flush()


def values(file="v.h5", name="v"):
    with h5py.File(file, "r") as f:
        return f[name][()].tolist()


def access(view=LAST, gap=0, prefix=""):
    p = h5p.create(h5p.DATASET_ACCESS)
    p.set_virtual_view(view)
    p.set_virtual_printf_gap(gap)
    if prefix:
        p.set_virtual_prefix(prefix.encode())
    return p


def shapes(file="v.h5", name="v", gaps=(0,)):
    """The shape that a reader sees in the first-missing view, and in the last-available one with each gap."""
    out = []
    with h5py.File(file, "r") as f:
        for p in [access(FIRST)] + [access(LAST, gap) for gap in gaps]:
            d = h5d.open(f.id, name.encode(), p)
            out.append(tuple(d.shape))
            d.close()
    return out


def heap(file="v.h5"):
    """The sizes of the objects in the global heap, as the bytes of the file have them."""
    with open(file, "rb") as f:
        data = f.read()
    sizes, at = [], data.find(b"GCOL")
    while at >= 0:
        end = at + int.from_bytes(data[at + 8:at + 16], "little")
        pos = at + 16
        while pos + 16 <= end and data[pos:pos + 2] != b"\0\0":
            n = int.from_bytes(data[pos + 8:pos + 16], "little")
            sizes.append(n)
            pos += 16 + (n + 7) // 8 * 8
        at = data.find(b"GCOL", at + 4)
    return sorted(sizes)


def told(s):
    """A dataspace's selection as text."""
    kind = s.get_select_type()
    if kind == h5s.SEL_ALL:
        return "all"
    if kind == h5s.SEL_NONE:
        return "none"
    if s.is_regular_hyperslab():
        return "regular %s" % (s.get_regular_hyperslab(),)
    return "%d blocks %s" % (s.get_select_hyper_nblocks(), s.get_select_hyper_blocklist().tolist())


def mappings(p):
    for i in range(p.get_virtual_count()):
        v, s = p.get_virtual_vspace(i), p.get_virtual_srcspace(i)
        print(i, p.get_virtual_filename(i), p.get_virtual_dsetname(i), v.shape, told(v), "<-", told(s))
