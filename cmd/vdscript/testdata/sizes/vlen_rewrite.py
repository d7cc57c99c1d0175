with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("s", shape=(100,), dtype=h5py.string_dtype())
    v = f.create_dataset("v", shape=(50,), maxshape=(None,), chunks=(10,), dtype=h5py.vlen_dtype("i4"))
    for k in range(15):
        for i in range(100): d[i] = "x" * ((i * 7 + k * 3) % 40)
        for i in range(50): v[i] = np.arange((i + k) % 20)
