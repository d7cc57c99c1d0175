with h5py.File(out, "w", libver=lv) as f:
    for i in range(600): f.create_group("g%04d" % i)
    g = f.create_group("ordered", track_order=True)
    for i in range(100): g["l%d" % i] = i
    for i in range(200): f["many%d" % i] = np.arange(10)
    for i in range(10):
        for j in range(10): f.create_dataset("a%d/b%d/c" % (i, j), data=np.arange(5))
