"""Texts of every kind: fixed and variable, ASCII and UTF-8, in datasets, compounds and attributes."""
import h5py
import numpy as np

words = ["alpha", "β", "", "日本語", "end"]
with h5py.File("texts.h5", "w") as f:
    f["variable"] = words
    f.create_dataset("fixed", data=[w.encode() for w in words], dtype=h5py.string_dtype("utf-8", 12))
    f.create_dataset("bytes", data=np.array([b"a", b"bc", b"def"]))
    f.create_dataset("filled", (4,), h5py.string_dtype(), fillvalue="none")
    f["filled"][1] = "some"
    f.create_dataset("table", data=np.array([(1, "one", b"I"), (2, "zwei", b"II")], dtype=[("n", "i2"), ("word", h5py.string_dtype()), ("roman", "S4")]))
    f.create_dataset("grid", data=[["a", "b"], ["c", "d"]])
    f.attrs.create("fixed", "text", dtype="S8")
    f.attrs["list"] = words
    f.attrs["bytes"] = np.bytes_("abc")
    f.attrs["utf8"] = "naïve"
    try:
        f["variable"][0] = "nul\0inside"
    except ValueError as e:
        print(e)
    try:
        f.create_dataset("ascii", (1,), h5py.string_dtype("ascii"))[0] = "β"
    except UnicodeEncodeError as e:
        print(e)

with h5py.File("texts.h5") as f:
    for name in ("variable", "fixed", "bytes", "filled", "grid"):
        d = f[name]
        info = h5py.check_string_dtype(d.dtype)
        print(name, d.dtype, info.encoding, info.length, d[...].tolist(), d.asstr()[...].tolist())
    print([w for w in f["variable"].asstr() if len(w) > 3], f["variable"].asstr()[1:3], repr(f["filled"].fillvalue))
    print(f["table"][:], f["table"]["word"].tolist(), f["table"].fields("roman")[1], f["table"].dtype.names)
    print(f["fixed"].asstr("latin-1")[1], f["bytes"].astype("S2")[:])
    for key in sorted(f.attrs):
        print(key, repr(f.attrs[key]))
