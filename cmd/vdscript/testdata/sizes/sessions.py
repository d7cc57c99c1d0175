with h5py.File(out, "w", libver=lv) as f: f["keep"] = np.arange(1000)
for k in range(12):
    with h5py.File(out, "r+", libver=lv) as f:
        f["s%d" % k] = np.arange(500)
        f.create_group("g%d" % k).attrs["k"] = k
        f["keep"][k] = -k
        if k > 3: del f["s%d" % (k - 3)]
        f.attrs["last"] = "session %d" % k
