with h5py.File(out, "w", libver=lv, track_order=True) as f:
    for k in range(8):
        g = f.create_group("g%d" % k)
        for i in range(25): g["n%02d" % i] = i
        for i in range(12): g.attrs["a%d" % i] = [i] * i
        for i in range(0, 25, 2): del g["n%02d" % i]
        for i in range(0, 12, 3): del g.attrs["a%d" % i]
