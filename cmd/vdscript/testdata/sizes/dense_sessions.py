with h5py.File(out, "w", libver=lv) as f: f.create_group("g")
for k in range(25):
    with h5py.File(out, "r+", libver=lv) as f:
        g = f["g"]
        for i in range(20): g.attrs["a%d" % i] = "v" * (10 + (i + k) % 30)
