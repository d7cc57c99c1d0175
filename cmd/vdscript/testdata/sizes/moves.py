with h5py.File(out, "w", libver=lv) as f:
    for i in range(100): f["a/d%d" % i] = np.arange(50)
    for i in range(100): f.move("a/d%d" % i, "b/c/d%d" % i)
    for i in range(0, 100, 2): f["link%d" % i] = f["b/c/d%d" % i]
    f["soft"] = h5py.SoftLink("/b/c/d3"); f["ext"] = h5py.ExternalLink("other.h5", "/x")
    f.copy("b", "copy")
    f["b/c/d7"].attrs["t"] = "x"
    f.copy("b/c/d7", "d7")
    f["type"] = np.dtype("f4"); f["T"] = np.dtype([("a", "i4"), ("b", "S8")])
    f.create_dataset("typed", (20,), f["T"])
