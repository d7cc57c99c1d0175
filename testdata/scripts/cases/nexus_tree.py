"""A NeXus-like tree: groups with classes, units, links between them, and a walk that finds what to plot."""
import h5py
import numpy as np


def group(parent, name, nx_class, **attrs):
    g = parent.create_group(name)
    g.attrs["NX_class"] = nx_class
    for key, value in attrs.items():
        g.attrs[key] = value
    return g


with h5py.File("scan.nxs", "w", track_order=True) as f:
    f.attrs.update({"default": "entry", "file_time": "2024-05-01T12:00:00", "creator": "beamline"})
    entry = group(f, "entry", "NXentry", default="data")
    instrument = group(entry, "instrument", "NXinstrument")
    detector = group(instrument, "detector", "NXdetector", depends_on=".")
    counts = detector.create_dataset("counts", data=np.arange(24, dtype="u4").reshape(4, 3, 2), chunks=(1, 3, 2), compression="gzip", shuffle=True)
    counts.attrs["units"] = "counts"
    counts.attrs["long_name"] = "detector counts"
    x = entry.create_dataset("sample/x", data=np.linspace(-1, 1, 4))
    x.attrs["units"] = "mm"
    data = group(entry, "data", "NXdata", signal="counts", axes=["x", ".", "."], x_indices=0)
    data["counts"] = h5py.SoftLink("/entry/instrument/detector/counts")
    data["x"] = x
    entry["title"] = "a scan of x"
    entry["start_time"] = np.bytes_("2024-05-01T12:00:00")
    entry.create_dataset("duration", data=12.5, dtype="f4").attrs["units"] = "s"

with h5py.File("scan.nxs", "r") as f:
    found = []
    f.visititems(lambda name, o: found.append((name, o.attrs.get("NX_class", ""), getattr(o, "shape", None))))
    for item in found:
        print(*item)
    entry = f[f.attrs["default"]]
    data = entry[entry.attrs["default"]]
    signal = data[data.attrs["signal"]]
    axes = [data[a][:] if a != "." else np.arange(n) for a, n in zip(data.attrs["axes"], signal.shape)]
    print(list(f.attrs), list(data), signal.name, signal.attrs["units"], [a.tolist() for a in axes])
    print(data["x"] == f["entry/sample/x"], data.get("counts", getlink=True).path, data.get("x", getclass=True).__name__)
    print(entry["title"].asstr()[()], entry["title"][()], entry["start_time"][()], entry["duration"][()], repr(entry["duration"].attrs["units"]))
    for missing in ("nope", "entry/nope/deeper"):
        try:
            f[missing]
        except KeyError as e:
            print(type(e).__name__, missing in f)
