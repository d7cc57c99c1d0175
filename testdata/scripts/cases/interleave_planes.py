import h5py, numpy as np
# plane interleaving: every third frame comes from one file
n = 4
for k in "abc":
    with h5py.File(k + ".h5", "w") as f:
        f["x"] = (np.arange(n * 6).reshape(n, 2, 3) + 100 * (ord(k) - ord("a"))).astype(">i4")
layout = h5py.VirtualLayout((3 * n, 2, 3), "<i8")
for i, k in enumerate("abc"):
    layout[i::3] = h5py.VirtualSource(k + ".h5", "x", (n, 2, 3))
with h5py.File("v.h5", "w") as f:
    d = f.create_virtual_dataset("v", layout, fillvalue=-1)
    print(d[:, 0, 0], d.dtype)
    print(d[4], d[4:9:2, 1])
    print(d[[0, 5, 7], 1, :])
    print(d[np.array([True, False] * 6), 0, 1])
    for m in d.virtual_sources():
        print(m.file_name, m.vspace.get_select_bounds())
with h5py.File("v.h5", "r") as f:
    v = f["v"]
    out = np.zeros((4, 2, 3), dtype="f4")
    v.read_direct(out, np.s_[0:4], np.s_[:])
    print(out)
    print(np.array_equal(v[0::3], v[:][::3]), v.size, v.ndim, len(v))
    it = iter(v)
    print(next(it).tolist())
    print(sum(x.sum() for x in v))
