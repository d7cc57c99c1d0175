"""Describes HDF5 files as libhdf5 reads them, in the form of h5dump's JSON.

    python describe.py SECONDS < names > lines

Each line of the output is {"name": file, "objects": {...}}; {"name": file,
"error": text} for a file that h5py refuses; or {"name": file, "died": reason}
where libhdf5 crashed or needed more than SECONDS. "family:NAME" is a family,
"split:END:NAME" a split or multi-file whose superblock is in NAME + END. Files are read by child
processes, as many at a time as there are processors.
"""

import hashlib
import json
import math
import os
import signal
import sys
import tempfile

import h5py
import hdf5plugin  # noqa: F401  (registers its filters)
import numpy as np
from h5py import h5a, h5o, h5s, h5t

LISTED = 4096
HASHED = 1 << 26
LAYOUTS = ["compact", "contiguous", "chunked", "virtual"]


# Types

def type_of(t):
    kind = t.get_class()
    if kind == h5t.STRING:
        if not t.is_variable_str():
            return "|S%d" % t.get_size()
        return {"string": "utf-8" if t.get_cset() == h5t.CSET_UTF8 else "ascii", "vlen": True}
    if kind == h5t.OPAQUE:
        return "|V%d" % t.get_size()
    if kind == h5t.REFERENCE:
        return "regref" if t.equal(h5t.STD_REF_DSETREG) else "ref"
    if kind == h5t.VLEN:
        return {"vlen": type_of(t.get_super())}
    if kind == h5t.ARRAY:
        return {"array": type_of(t.get_super()), "shape": list(t.get_array_dims())}
    if kind == h5t.ENUM:
        names = {text_of(t.get_member_name(i)): int(t.get_member_value(i)) for i in range(t.get_nmembers())}
        if names == {"FALSE": 0, "TRUE": 1} and t.get_size() == 1:
            return "|b1"
        return {"enum": names, "base": type_of(t.get_super())}
    if kind == h5t.COMPOUND and t.dtype.kind != "c":
        fields = []
        for i in range(t.get_nmembers()):
            fields.append([text_of(t.get_member_name(i)), type_of(t.get_member_type(i)), t.get_member_offset(i)])
        return {"fields": fields, "itemsize": t.get_size()}
    return t.dtype.str


def is_plain(dtype):
    return dtype.kind in "biufc" and dtype.metadata is None


# Values

def text_of(b):
    if isinstance(b, str):
        b = b.encode("utf-8", "surrogateescape")
    try:
        return b.decode()
    except UnicodeDecodeError:
        return {"bytes": b.hex()}


def number_of(x):
    x = float(x)
    if math.isfinite(x):
        return x
    return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"


def value_of(f, v):
    if v is None or isinstance(v, h5py.Empty):
        return None
    if isinstance(v, np.ndarray):
        return [value_of(f, item) for item in v] if v.ndim else value_of(f, v[()])
    if isinstance(v, (h5py.Reference, h5py.RegionReference)):
        return f[v].name if v else None
    if isinstance(v, (bytes, str)):
        return text_of(v)
    if isinstance(v, np.void):
        if v.dtype.names is None:
            return {"bytes": v.tobytes().hex()}
        return [value_of(f, v[name]) for name in v.dtype.names]
    if isinstance(v, (bool, np.bool_)):
        return bool(v)
    if isinstance(v, (int, np.integer)):
        return int(v)
    if isinstance(v, (complex, np.complexfloating)):
        return [number_of(v.real), number_of(v.imag)]
    return number_of(v)


def elements_of(f, v):
    a = np.asarray(v)
    if a.size <= LISTED:
        return value_of(f, v)
    if not is_plain(a.dtype):
        return {"size": int(a.size)}
    little = np.ascontiguousarray(a, a.dtype.newbyteorder("<"))
    return {"sha256": hashlib.sha256(little.data).hexdigest()}


# Objects

def attributes_of(f, obj):
    out = {}
    for name in obj.attrs:
        entry = out[name] = {}
        try:
            a = h5a.open(obj.id, name.encode("utf-8", "surrogateescape"))
            entry["dtype"] = type_of(a.get_type())
            if a.get_space().get_simple_extent_type() == h5s.NULL:
                entry["shape"] = entry["value"] = None
            else:
                entry["shape"] = list(a.shape)
                entry["value"] = elements_of(f, obj.attrs[name])
        except Exception as err:
            entry["error"] = str(err)
    return out


def selected(space):
    try:
        return int(space.get_select_npoints())
    except Exception:
        return None  # unlimited


def dataset_of(f, d):
    entry = {"kind": "dataset"}
    try:
        entry["dtype"] = type_of(d.id.get_type())
        entry["shape"] = None if d.shape is None else list(d.shape)
        entry["maxshape"] = None if d.shape is None else list(d.maxshape)
        create = d.id.get_create_plist()
        entry["layout"] = LAYOUTS[create.get_layout()]
        entry["chunks"] = None if d.chunks is None else list(d.chunks)
        entry["filters"] = [create.get_filter(i)[0] for i in range(create.get_nfilters())]
        if entry["layout"] == "virtual":
            entry["sources"] = [[m.file_name, m.dset_name, selected(m.vspace), selected(m.src_space)]
                                for m in d.virtual_sources()]
    except Exception as err:
        entry["error"] = str(err)
    entry["fill"] = None
    try:
        if d.shape is not None and is_plain(d.dtype):
            entry["fill"] = value_of(f, d.fillvalue)
    except Exception:
        pass  # no fill value is defined
    entry["attrs"] = attributes_of(f, d)
    try:
        if d.shape is None:
            entry["data"] = None
        elif d.size > HASHED:
            entry["data"] = {"size": int(d.size)}
        else:
            entry["data"] = elements_of(f, d[()])
    except Exception as err:
        entry["error"] = str(err)
    return entry


def object_of(f, obj):
    if isinstance(obj, h5py.Dataset):
        return dataset_of(f, obj)
    if isinstance(obj, h5py.Group):
        return {"kind": "group", "attrs": attributes_of(f, obj)}
    entry = {"kind": "datatype", "attrs": attributes_of(f, obj)}
    try:
        entry["dtype"] = type_of(obj.id)
    except Exception as err:
        entry["error"] = str(err)
    return entry


def link_of(f, group, name, path, met):
    """The entry of a link, and the group to walk behind it, if any."""
    try:
        link = group.get(name, getlink=True)
        if isinstance(link, h5py.SoftLink):
            return {"kind": "softlink", "target": link.path}, None
        if isinstance(link, h5py.ExternalLink):
            return {"kind": "externallink", "file": link.filename, "target": link.path}, None
        obj = group[name]
        address = h5o.get_info(obj.id).addr
    except Exception as err:
        return {"kind": "unknown", "error": str(err)}, None
    if address in met:
        return {"kind": "hardlink", "target": met[address]}, None
    met[address] = path
    return object_of(f, obj), obj if isinstance(obj, h5py.Group) else None


def open_file(name):
    kind, _, rest = name.partition(":")
    if kind == "family":
        return h5py.File(rest, "r", driver="family", memb_size=0)
    if kind == "split":
        end, _, rest = rest.partition(":")
        return h5py.File(rest, "r", driver="split", meta_ext=end.encode())
    return h5py.File(name, "r")


def describe(name):
    with open_file(name) as f:
        out = {"/": object_of(f, f["/"])}
        met = {h5o.get_info(f["/"].id).addr: "/"}
        stack = [("", f["/"], iter(sorted_names(f["/"])))]
        while stack:
            prefix, group, names = stack[-1]
            link = next(names, None)
            if link is None:
                stack.pop()
                continue
            path = prefix + "/" + link
            out[path], below = link_of(f, group, link, path, met)
            if below is not None:
                stack.append((path, below, iter(sorted_names(below))))
        return out


def sorted_names(group):
    return sorted(group, key=lambda name: name.encode("utf-8", "surrogateescape"))


# Processes

def child(name, out, seconds):
    signal.alarm(seconds)
    try:
        answer = {"name": name, "objects": describe(name)}
    except Exception as err:
        answer = {"name": name, "error": str(err)}
    out.write(json.dumps(answer, allow_nan=False).encode())
    out.flush()
    os._exit(0)


def main():
    seconds = int(sys.argv[1])
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libhdf5's complaints
    waiting = sys.stdin.read().splitlines()
    running = {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            name, out = waiting.pop(0), tempfile.TemporaryFile()
            pid = os.fork()
            if pid == 0:
                child(name, out, seconds)
            running[pid] = name, out
        pid, status = os.wait()
        name, out = running.pop(pid)
        out.seek(0)
        line = out.read().decode()
        if status != 0:
            line = json.dumps({"name": name, "died": "signal %d" % (status & 0x7F)})
        print(line, flush=True)


main()
