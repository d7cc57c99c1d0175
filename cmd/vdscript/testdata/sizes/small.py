with h5py.File(out, "w", libver=lv) as f:
    for i in range(30):
        g = f.create_group("group%d" % i)
        for j in range(5):
            d = g.create_dataset("d%d" % j, data=np.arange(20 + j, dtype="i4"))
            d.attrs["unit"] = "mm"; d.attrs["scale"] = 0.5
