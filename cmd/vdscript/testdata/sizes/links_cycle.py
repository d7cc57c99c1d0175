with h5py.File(out, "w", libver=lv) as f:
    g = f.create_group("g")
    for k in range(20):
        for i in range(40): g["k%d_%d" % (k, i)] = h5py.SoftLink("/a/b/c%d" % i)
        for i in range(40): del g["k%d_%d" % (k, i)]
    for i in range(5): g["end%d" % i] = h5py.ExternalLink("o.h5", "/x%d" % i)
