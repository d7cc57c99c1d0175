with h5py.File(out, "w", libver=lv) as f:
    for i in range(1000):
        d = f.create_dataset("g%02d/d%04d" % (i % 50, i), data=np.full((16,), i, "i4"))
        d.attrs["n"] = i
