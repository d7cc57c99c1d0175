"""What people get wrong, and what they are told."""
from operator import delitem, setitem

import h5py
import numpy as np


def told(what, fn):
    try:
        print(what, "->", fn())
    except Exception as e:
        print(what, "->", type(e).__name__ + ":", e)


with h5py.File("mistakes.h5", "w") as f:
    d = f.create_dataset("d", data=np.arange(12).reshape(3, 4))
    g = f.create_group("g")
    told("exists", lambda: f.create_group("g"))
    told("exists", lambda: f.create_dataset("d", (3,)))
    told("require", lambda: f.require_group("d"))
    told("shape", lambda: f.require_dataset("d", (3, 5), "i8"))
    told("index", lambda: d[3])
    told("index", lambda: d[0, 4])
    told("rank", lambda: d[0, 0, 0])
    told("order", lambda: d[[2, 1]])
    told("two lists", lambda: d[[0, 1], [0, 1]])
    told("step", lambda: d[::-1])
    told("None", lambda: d[None])
    told("float", lambda: d[1.0])
    told("field", lambda: d["x"])
    told("resize", lambda: d.resize((4, 4)))
    told("write", lambda: setitem(d, 0, [1, 2, 3]))
    told("object", lambda: f.create_dataset("o", data=np.array([{}, {}])))
    told("unicode", lambda: f.create_dataset("u", data=np.array(["a", "b"])))
    told("dates", lambda: f.create_dataset("t", data=np.array(["2020-01-01"], dtype="M8[D]")))
    told("filter", lambda: f.create_dataset("c", (10,), compression="zip"))
    told("level", lambda: f.create_dataset("c", (10,), compression="gzip", compression_opts=11))
    told("chunks", lambda: f.create_dataset("c", (10,), chunks=(20,)))
    told("scalar", lambda: f.create_dataset("c", (), compression="gzip"))
    told("dtype", lambda: f.create_dataset("c", (10,), dtype="int33"))
    told("attribute", lambda: f.attrs["nope"])
    told("None attribute", lambda: setitem(f.attrs, "a", None))
    told("left", lambda: sorted(f))
told("closed", lambda: f["d"])
told("closed", lambda: d[0])
told("missing", lambda: h5py.File("absent.h5", "r"))
with open("plain.txt", "w") as out:
    out.write("no HDF5 here, only text")
told("other", lambda: h5py.File("plain.txt", "r"))
told("mode", lambda: h5py.File("mistakes.h5", "read"))
told("there", lambda: h5py.File("mistakes.h5", "x"))
with h5py.File("mistakes.h5", "r") as f:
    told("read-only", lambda: f.create_group("new"))
    told("read-only", lambda: setitem(f["d"], 0, 1))
    told("read-only", lambda: setitem(f.attrs, "a", 1))
    told("read-only", lambda: delitem(f, "d"))
