with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("log", shape=(0,), maxshape=(None,), dtype="f8", chunks=(128,))
    e = f.create_dataset("frames", shape=(0, 16, 16), maxshape=(None, 16, 16), dtype="u2", chunks=(1, 16, 16))
    z = f.create_dataset("z", shape=(0,), maxshape=(None,), dtype="i4", chunks=(100,), compression="gzip")
    b = f.create_dataset("both", shape=(0, 0), maxshape=(None, None), dtype="i4", chunks=(4, 4))
    for i in range(400):
        d.resize((i * 3 + 3,)); d[-3:] = i
        if i < 150: e.resize(i + 1, axis=0); e[i] = i
        z.resize((i * 10 + 10,)); z[-10:] = np.arange(10) * i
        if i < 40: b.resize((i + 1, i + 1)); b[i] = i; b[:, i] = i
