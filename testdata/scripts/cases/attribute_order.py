"""Attributes that are set again are the last of an object that tracks their order."""
import h5py, numpy as np
for t in (True, False):
    with h5py.File("a.h5", "w") as f:
        g = f.create_group("g", track_order=t)
        for n in "zyxwv": g.attrs[n] = 1
        g.attrs["y"] = 5; print(list(g.attrs))
        g.attrs["x"] = "text"; print(list(g.attrs))
        g.attrs.modify("z", 9); print(list(g.attrs))
        g.attrs.create("w", 3); print(list(g.attrs))
        for i in range(10): g.attrs[f"a{i}"] = i
        g.attrs["z"] = 1; g.attrs["a3"] = 4; print(list(g.attrs)[-4:], g.attrs["z"], len(g.attrs))
        g.attrs.modify("a5", 50); print(list(g.attrs)[-4:])
    with h5py.File("a.h5") as f: print(list(f["g"].attrs))
