with h5py.File(out, "w", libver=lv) as f:
    g = f.create_group("g")
    for i in range(400): g["name%d" % i] = h5py.SoftLink("/target%d" % i)
    for k in range(3):
        for i in range(0, 400, 2): del g["name%d" % i]
        for i in range(0, 400, 2): g["name%d" % i] = h5py.SoftLink("/target%d" % (i + k))
    h = f.create_group("h")
    for i in range(60): h.create_group("x%d" % i)
    for i in range(2, 60): del h["x%d" % i]
