with h5py.File(out, "w", libver=lv) as f:
    g = f
    for i in range(300):
        g = g.create_group("level%d" % i)
        g.attrs["depth"] = i
        g["x"] = np.arange(i)
