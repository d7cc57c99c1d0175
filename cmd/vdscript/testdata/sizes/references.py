with h5py.File(out, "w", libver=lv) as f:
    for i in range(100): f["d%d" % i] = np.arange(20)
    f.create_dataset("objects", data=[f["d%d" % i].ref for i in range(100)], dtype=h5py.ref_dtype)
    r = f.create_dataset("regions", shape=(100,), dtype=h5py.regionref_dtype)
    for i in range(100): r[i] = f["d%d" % i].regionref[i % 10:i % 10 + 5]
    f.attrs["one"] = f["d1"].ref
    for i in range(100): f["d%d" % i].attrs["next"] = f["d%d" % ((i + 1) % 100)].ref
