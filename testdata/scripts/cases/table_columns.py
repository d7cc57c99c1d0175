"""Columns of tables are written one at a time; the other columns stay, in every layout."""
import h5py
import numpy as np

ROW = np.dtype([("id", "<i4"), ("name", h5py.string_dtype()), ("score", "<f8"), ("pos", [("x", "<i2"), ("y", "u1", (2,))])])
LAYOUTS = {
    "contiguous": {},
    "one chunk": {"chunks": (4,)},
    "chunks": {"chunks": (2,), "maxshape": (None,)},
    "filters": {"chunks": (3,), "compression": "gzip", "shuffle": True, "fletcher32": True},
    "compact": {"dcpl": h5py.h5p.create(h5py.h5p.DATASET_CREATE)},
}
LAYOUTS["compact"]["dcpl"].set_layout(h5py.h5d.COMPACT)


def rows(n):
    out = np.zeros(n, ROW)
    out["id"] = np.arange(n)
    out["name"] = ["row %d" % i for i in range(n)]
    out["score"] = np.linspace(0, 1, n)
    out["pos"]["x"] = 7
    out["pos"]["y"] = np.arange(2 * n).reshape(n, 2)
    return out


for title, options in LAYOUTS.items():
    with h5py.File("table.h5", "w") as f:
        d = f.create_dataset("t", (4,), ROW, **options)
        d[...] = rows(4)
        d["score", 1] = 100
        d["id"] = d["id"] * 10
        print(title, d[:].tolist(), sep=": ")
    with h5py.File("table.h5", "r+") as f:
        d = f["t"]
        d["id"] = 5
        d["score", 2:] = [6, 7]
        if d.maxshape[0] is None:
            d.resize((6,))
            d["id", 4:] = 8
    with h5py.File("table.h5") as f:
        print(f["t"]["id"], f["t"]["score"], [n.decode() for n in f["t"]["name"]], f["t"]["pos"]["y"][:, 1])
