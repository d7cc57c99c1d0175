with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("d", shape=(10, 10), maxshape=(None, None), chunks=(5, 5), dtype="f4")
    for i in range(1, 20): d.resize((10 * i, 10 + i)); d[...] = i
    d.resize((20, 20))
    f.create_dataset("partial", data=np.arange(101 * 103, dtype="i4").reshape(101, 103), chunks=(10, 10))
    e = f.create_dataset("e", shape=(0,), maxshape=(None,), chunks=(64,), dtype="i4")
    for i in range(100): e.resize((e.shape[0] + 13,)); e[-13:] = i
    for k in range(20):
        if "x" in f: del f["x"]
        f["x"] = np.arange(1000 + k)
    for k in range(30):
        for j in range(10): f.attrs["a%d" % j] = "x" * (k % 7 * 10)
