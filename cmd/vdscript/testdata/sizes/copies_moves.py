with h5py.File(out, "w", libver=lv) as f:
    src = f.create_group("src")
    for i in range(10):
        src.create_dataset("d%d" % i, data=np.arange(200), chunks=(50,), compression="gzip" if i % 2 else None).attrs["u"] = "m"
    for k in range(10):
        f.copy("src", "c%d" % k)
        if k > 1: del f["c%d" % (k - 2)]
        f.move("c%d" % k, "m/n/c%d" % k)
        f["c%d" % k] = f["m/n/c%d" % k]
        del f["m"]
