with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("d", data=1)
    for k in range(20):
        for i in range(10): d.attrs["b%d" % i] = np.arange(100 + 50 * ((i + k) % 10))
        del d.attrs["b%d" % (k % 10)]
