with h5py.File(out, "w", libver=lv) as f:
    for k in range(50):
        g = f.create_group("t")
        for i in range(20): g["l%d" % i] = h5py.SoftLink("/x")
        if "d%d" % (k % 5) in f: del f["d%d" % (k % 5)]
        f["d%d" % (k % 5)] = np.arange(10 * k)
        del f["t"]
