with h5py.File(out, "w", libver=lv, fs_strategy="page", fs_persist=True, fs_page_size=4096) as f:
    for i in range(20): f["d%d" % i] = np.arange(500)
for k in range(8):
    with h5py.File(out, "r+", libver=lv) as f:
        for i in range(k % 2, 20, 2): del f["d%d" % i]
        for i in range(k % 2, 20, 2): f["d%d" % i] = np.arange(400 + 20 * (i + k))
        f.attrs["k%d" % k] = "x" * k
