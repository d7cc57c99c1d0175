with h5py.File(out, "w", libver=lv) as f: f["keep"] = 1
for k in range(15):
    with h5py.File(out, "r+", libver=lv) as f:
        for i in range(10):
            f.create_dataset("d%d_%d" % (k, i), data=np.arange(300 + 10 * i), chunks=(100,) if i % 2 else None)
        if k:
            for i in range(10): del f["d%d_%d" % (k - 1, i)]
