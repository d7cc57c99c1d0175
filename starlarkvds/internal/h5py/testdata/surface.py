"""Prints the public names of h5py, a line for each owner: its name, a colon, what it has.

usage: surface.py [FILE], lines of that form: prints for each what is absent here
"""
import os
import sys
import types

import h5py
import numpy as np

MODULES = ["h5", "h5a", "h5d", "h5ds", "h5f", "h5fd", "h5g", "h5i", "h5l", "h5o", "h5p", "h5r", "h5s", "h5t", "h5z", "version", "filters"]


def owners(folder):
    yield "h5py", h5py
    for name in MODULES:
        yield "h5py." + name, getattr(h5py, name, None)
    for name, make in values(folder):
        try:
            yield name, make()
        except AttributeError:
            yield name, None


def values(folder):
    f = h5py.File(os.path.join(folder, "surface.h5"), "w")
    g = f.create_group("group")
    d = f.create_dataset("d", data=np.arange(12.0).reshape(3, 4), chunks=(2, 2))
    f["type"] = np.dtype("f4")
    g.attrs["a"] = 1
    yield "h5py.File", lambda: f
    yield "h5py.Group", lambda: g
    yield "h5py.Dataset", lambda: d
    yield "h5py.Datatype", lambda: f["type"]
    yield "h5py.AttributeManager", lambda: g.attrs
    yield "h5py.Empty", lambda: h5py.Empty("f4")
    yield "h5py.VirtualLayout", lambda: h5py.VirtualLayout((3, 4), "f4")
    yield "h5py.VirtualSource", lambda: h5py.VirtualSource(d)
    yield "h5py.MultiBlockSlice", lambda: h5py.MultiBlockSlice(0, 2, 3, 1)
    yield "h5py.SoftLink", lambda: h5py.SoftLink("/d")
    yield "h5py.ExternalLink", lambda: h5py.ExternalLink("x.h5", "/d")
    yield "h5py.Reference", lambda: g.ref
    yield "Dataset.dims", lambda: d.dims
    yield "Dataset.dims[0]", lambda: d.dims[0]
    yield "Dataset.astype()", lambda: d.astype("f4")
    yield "File.id", lambda: f.id
    yield "Group.id", lambda: g.id
    yield "Dataset.id", lambda: d.id
    yield "h5py.h5a.AttrID", lambda: g.attrs.get_id("a")
    yield "h5py.h5s.SpaceID", lambda: d.id.get_space()
    yield "h5py.h5t.TypeFloatID", lambda: d.id.get_type()
    yield "h5py.h5t.TypeIntegerID", lambda: h5py.h5t.py_create(np.dtype("i4"))
    yield "h5py.h5t.TypeStringID", lambda: h5py.h5t.py_create(np.dtype("S4"))
    yield "h5py.h5t.TypeCompoundID", lambda: h5py.h5t.py_create(np.dtype([("a", "i4")]))
    yield "h5py.h5t.TypeEnumID", lambda: h5py.h5t.py_create(h5py.enum_dtype({"A": 1}))
    yield "h5py.h5p.PropDCID", lambda: d.id.get_create_plist()
    yield "h5py.h5p.PropDAID", lambda: d.id.get_access_plist()
    yield "h5py.h5p.PropFCID", lambda: f.id.get_create_plist()
    yield "h5py.h5p.PropFAID", lambda: f.id.get_access_plist()
    yield "h5py.get_config()", lambda: h5py.get_config()
    yield "Group.id.links", lambda: g.id.links


def public(owner):
    """What an owner has of its own: modules also have what they import."""
    for name in dir(owner):
        if name.startswith("_") or name in ("phil", "with_phil"):
            continue
        if isinstance(owner, types.ModuleType):
            v = getattr(owner, name)
            home = v.__name__ if isinstance(v, types.ModuleType) else getattr(v, "__module__", None)
            if home is not None and not str(home).startswith("h5py"):
                continue
        yield name


def has(owner, name):
    try:
        return hasattr(owner, name)
    except (ValueError, RuntimeError):  # there, but not for this object
        return True


def main(lines):
    """Without lines prints all owners' names, and else those of the lines that are absent here."""
    known = dict(owners("."))
    if not lines:
        for name, owner in known.items():
            print(name + ": " + " ".join(public(owner)))
    for line in lines:
        name, _, rest = line.rstrip("\n").partition(": ")
        print(name + ": " + " ".join(n for n in rest.split() if not has(known.get(name), n)))


main(open(sys.argv[1]).readlines() if len(sys.argv) > 1 else [])
