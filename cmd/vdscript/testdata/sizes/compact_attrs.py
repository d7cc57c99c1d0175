with h5py.File(out, "w", libver=lv) as f:
    for i in range(40):
        d = f.create_dataset("d%02d" % i, data=np.float64(i))
        for j in range(6): d.attrs["attr%d" % j] = np.arange(j + 1, dtype="f4")
        d.attrs["long"] = "word " * i
