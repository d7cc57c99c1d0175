with h5py.File(out, "w", libver=lv) as f:
    for c in range(4):
        d = f.create_dataset("d%d" % c, shape=(200, 200), maxshape=(None, None) if c % 2 else (None, 200), chunks=(10, 10), dtype="i4", compression="gzip" if c > 1 else None)
        d[...] = np.arange(40000).reshape(200, 200)
        for k in range(6):
            d.resize((10, 10)); d.resize((200, 200)); d[...] = k
        d.resize((35, 35))
