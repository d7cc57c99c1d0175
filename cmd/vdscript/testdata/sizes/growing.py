with h5py.File(out, "w", libver=lv) as f:
    ds = [f.create_dataset("d%d" % i, shape=(0, 8), maxshape=(None, 8), chunks=(16, 8), dtype="f4", compression="gzip" if i % 2 else None) for i in range(4)]
    for k in range(60):
        for d in ds:
            d.resize(d.shape[0] + 5, axis=0); d[-5:] = k
        if k % 20 == 19:
            for d in ds: d.resize(20, axis=0)
        f.flush()
