with h5py.File(out, "w", libver=lv, track_order=True) as f:
    for i in range(150): f.create_dataset("d%d" % i, data=i, track_order=True)
    for i in range(20):
        g = f.create_group("g%d" % i, track_order=True)
        for j in range(i): g["x%d" % j] = j
        for j in range(i): g.attrs["a%d" % j] = j
