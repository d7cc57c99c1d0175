with h5py.File(out, "w", libver=lv) as f:
    a = np.arange(20000, dtype="i4").reshape(40, 500)
    f.create_dataset("c", data=a, chunks=(20, 50))
    f.create_dataset("z", data=a, chunks=(20, 50), compression="gzip", shuffle=True)
    d = f.create_dataset("grow", shape=(0, 10), maxshape=(None, 10), chunks=(16, 10), dtype="f8")
    for i in range(50):
        d.resize((10 * (i + 1), 10)); d[10 * i:] = i
    f.create_dataset("both", data=a[:, :50], maxshape=(None, None), chunks=(7, 9), compression="lzf")
