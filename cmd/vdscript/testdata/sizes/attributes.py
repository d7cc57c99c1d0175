with h5py.File(out, "w", libver=lv) as f:
    for i in range(100): f.attrs["s%d" % i] = "text %d" % i
    for i in range(20):
        g = f.create_group("g%d" % i)
        for j in range(20): g.attrs["attr%d" % j] = "value %d" % j
