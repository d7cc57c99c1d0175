with h5py.File(out, "w", libver=lv, userblock_size=1024) as f:
    for i in range(30): f["d%d" % i] = np.arange(100 + i)
    for i in range(0, 30, 2): del f["d%d" % i]
with h5py.File(out, "r+", libver=lv) as f:
    for i in range(0, 30, 2): f["d%d" % i] = np.arange(80 + i)
    del f["d1"], f["d3"]
