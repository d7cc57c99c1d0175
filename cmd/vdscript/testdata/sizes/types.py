with h5py.File(out, "w", libver=lv) as f:
    f["words"] = ["word %d" % i for i in range(500)]
    v = f.create_dataset("v", (50,), dtype=h5py.vlen_dtype("i4"))
    for i in range(50): v[i] = np.arange(i)
    for i in range(60): f.attrs["attr%02d" % i] = np.arange(i)
    f["t"] = np.array([(1, 2.0, b"x")] * 10, dtype=[("a", "i4"), ("b", "f8"), ("c", "S5")])
    for i in range(300): f["many/link%03d" % i] = h5py.SoftLink("/words")
