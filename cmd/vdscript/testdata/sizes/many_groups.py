with h5py.File(out, "w", libver=lv) as f:
    for i in range(800): f.create_group("group_%05d" % i)
    for i in range(50):
        for j in range(20): f["group_%05d" % i].create_group("sub%d" % j)
