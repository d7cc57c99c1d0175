with h5py.File(out, "w", libver=lv) as f:
    for k in range(60):
        if "x" in f: del f["x"]
        f["x"] = np.arange(2000 + k % 7)
        if "g" in f: del f["g"]
        g = f.create_group("g")
        for i in range(12): g["m%d" % i] = np.arange(10 + i)
        g.attrs["k"] = k
