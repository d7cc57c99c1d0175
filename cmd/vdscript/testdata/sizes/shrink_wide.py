with h5py.File(out, "w", libver=lv) as f:
    for c in range(3):
        d = f.create_dataset("d%d" % c, shape=(1000, 1000), maxshape=(None, None) if c % 2 else (None, 1000), chunks=(100, 100), dtype="i4", compression="gzip" if c > 1 else None)
        d[...] = np.arange(1000000).reshape(1000, 1000)
        for k in range(3):
            d.resize((100, 100)); d.resize((1000, 1000)); d[...] = k
        d.resize((350, 350))
