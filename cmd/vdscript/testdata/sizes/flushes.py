with h5py.File(out, "w", libver=lv) as f:
    for i in range(60):
        f["d%d" % i] = np.arange(100 + i)
        f.attrs["n"] = i
        f.flush()
        if i % 3 == 2: del f["d%d" % (i - 1)]
    d = f.create_dataset("log", shape=(0,), maxshape=(None,), chunks=(50,), dtype="i4")
    for i in range(80):
        d.resize((i * 10 + 10,)); d[-10:] = i; f.flush()
