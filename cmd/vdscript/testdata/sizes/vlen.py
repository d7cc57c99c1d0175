with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("ragged", (300,), dtype=h5py.vlen_dtype("f8"))
    for i in range(300): d[i] = np.arange(i % 37, dtype="f8")
    e = f.create_dataset("rows", (0,), maxshape=(None,), chunks=(32,), dtype=h5py.vlen_dtype("i2"))
    for i in range(100):
        e.resize((i + 1,)); e[i] = np.arange(5 + i % 3)
    for k in range(3):
        for i in range(300): d[i] = np.arange((i + k) % 37, dtype="f8")
