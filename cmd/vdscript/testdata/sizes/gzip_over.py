rs = np.random.RandomState(1)
noise = rs.randint(0, 256, 40000).astype("u1")
with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("d", shape=(40000,), maxshape=(None,), chunks=(4000,), dtype="u1", compression="gzip")
    for k in range(30):
        a = noise.copy()
        a[: (k * 1237) % 40000] = 0
        d[...] = a
        f.flush()
