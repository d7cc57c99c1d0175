with h5py.File(out, "w", libver=lv) as f:
    for i in range(30): f["d%d" % i] = np.arange(30)
for k in range(5):
    with h5py.File(out, "a", libver=lv) as f:
        for i in range(30):
            d = f["d%d" % i]
            for j in range(4): d.attrs["a%d" % j] = np.arange((k * 7 + j * 3 + i) % 20)
            if k == 3: del d.attrs["a1"]
