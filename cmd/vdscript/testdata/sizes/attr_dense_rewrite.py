with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("d", data=np.arange(10))
    for k in range(40):
        for i in range(15): d.attrs["a%d" % i] = np.arange(5 + (i * k) % 17)
    for i in range(0, 15, 2): del d.attrs["a%d" % i]
