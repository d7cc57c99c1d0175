"""Runs scripts that make virtual datasets again, and says where the copies differ from the first file, as libhdf5 sees them, and whether the lists of mappings are the same bytes."""
import os
import runpy
import sys

import h5py
import numpy as np
from h5py import h5s


def told(get, i):
    """A dataspace's selection, as text."""
    try:
        s = get(i)
    except RuntimeError as e:  # libhdf5 cannot patch an empty one
        return str(e)
    kind = s.get_select_type()
    if kind != h5s.SEL_HYPERSLABS:
        return {h5s.SEL_ALL: "all", h5s.SEL_NONE: "none"}[kind]
    if s.is_regular_hyperslab():
        return "regular %s" % (s.get_regular_hyperslab(),)
    return "blocks %s" % s.get_select_hyper_blocklist().tolist()


def named(get, i):
    """A name, as bytes if it is not UTF-8."""
    try:
        return get(i)
    except UnicodeDecodeError as e:
        return e.object


def description(d):
    p = d.id.get_create_plist()
    maps = [(named(p.get_virtual_filename, i), named(p.get_virtual_dsetname, i), told(p.get_virtual_vspace, i), told(p.get_virtual_srcspace, i)) for i in range(p.get_virtual_count())]
    fill = p.fill_value_defined()
    if fill == 2:
        value = np.zeros(1, d.dtype)
        p.get_fill_value(value)
        fill = value.tobytes() if d.dtype.kind != "O" else value.tolist()
    attrs = {k: (d.attrs.get_id(k).dtype.str, d.attrs.get_id(k).shape, repr(d.attrs[k])) for k in d.attrs}
    return {"dimensions": (d.id.get_space().get_simple_extent_dims(True), d.shape), "fill": fill, "attributes": attrs, "mappings": maps}


def virtual(f):
    found = []
    f.visititems(lambda name, o: found.append(o) if isinstance(o, h5py.Dataset) and o.is_virtual else None)
    return {o.name: o for o in found}


def heap(file):
    with open(file, "rb") as f:
        data = f.read()
    found, at = [], data.find(b"GCOL")
    while at >= 0:
        end, pos = at + int.from_bytes(data[at + 8:at + 16], "little"), at + 16
        while pos + 16 <= end and data[pos:pos + 2] != b"\0\0":
            n = int.from_bytes(data[pos + 8:pos + 16], "little")
            found.append(data[pos + 16:pos + 16 + n])
            pos += 16 + (n + 7) // 8 * 8
        at = data.find(b"GCOL", at + 4)
    return sorted(found)


def compare(first, *copies):
    """Prints the differences."""
    os.chdir(os.path.dirname(first))  # copies see the same sources
    with h5py.File(first, "r") as f:
        want = virtual(f)
        print(len(want), "virtual datasets")
        for name in copies:
            with h5py.File(name, "r") as g:
                got = virtual(g)
                if set(got) != set(want):
                    print(name, "has", set(got), "want", set(want))
                    continue
                for k in want:
                    if not got[k].id.get_type().equal(want[k].id.get_type()):
                        print(name, k, "type", got[k].dtype, "want", want[k].dtype)
                    a, b = description(got[k]), description(want[k])
                    for part in a:
                        if a[part] != b[part]:
                            print(name, k, part, a[part], "want", b[part])
            print("the same bytes:", heap(name) == heap(first))


# Of each line of the input: the script that makes a file again, the file, the copy to make, and a further copy.
for line in sys.stdin:
    script, first, mine, other = line.rstrip("\n").split("\t")
    print("==", first)
    sys.argv = [script, mine]
    runpy.run_path(script)
    compare(first, mine, other)
