with h5py.File(out, "w", libver=lv) as f:
    for i in range(1000): f.create_dataset("d%d" % i, data=i, dtype="i4")
