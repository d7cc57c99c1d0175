with h5py.File(out, "w", libver=lv, fs_strategy="page", fs_page_size=4096) as f:
    for i in range(60):
        f["g%d/d" % i] = np.arange(100)
        f["g%d" % i].attrs["x"] = "y" * i
    f.create_dataset("c", data=np.arange(20000), chunks=(1000,), compression="gzip")
