"""Empty strings are strings, in attributes and datasets, in both directions."""
import h5py

with h5py.File("e.h5", "w") as f:
    f.attrs["one"] = ""
    f.attrs["list"] = ["", "x", ""]
    f["d"] = ""
    f.create_dataset("v", data=["", "é"], dtype=h5py.string_dtype())
with h5py.File("e.h5") as f:
    print(repr(f.attrs["one"]), f.attrs["list"], f["d"][()], f["v"][:], f["v"].asstr()[:])
