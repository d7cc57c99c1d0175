with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("data", data=np.zeros((10, 20, 30)))
    for i, n in enumerate("xyz"):
        s = f.create_dataset(n, data=np.arange(d.shape[i])); s.make_scale(n); d.dims[i].attach_scale(s); d.dims[i].label = n
    for i in range(50): f.create_group("g%d" % i)
    f.create_dataset("refs", data=[f["g%d" % i].ref for i in range(50)], dtype=h5py.ref_dtype)
    dt = np.dtype([("a", "i4"), ("b", "f8", (3,)), ("c", "S10")])
    f["type"] = dt
    f.create_dataset("typed", shape=(100,), dtype=f["type"])
    f["records"] = np.zeros(100, dt)
