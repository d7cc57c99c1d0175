with h5py.File(out, "w", libver=lv) as f:
    f["vlen"] = ["string %d %s" % (i, "x" * (i % 50)) for i in range(3000)]
    f["fixed"] = np.array([b"fixed %d" % i for i in range(1000)])
    f.create_dataset("chunked", data=["abc %d" % i for i in range(1000)], chunks=(100,), maxshape=(None,), dtype=h5py.string_dtype())
    f.create_dataset("packed", data=["word%d" % (i % 10) for i in range(2000)], chunks=(200,), compression="gzip", dtype=h5py.string_dtype())
    d = f.create_dataset("one", shape=(200,), dtype=h5py.string_dtype())
    for i in range(200): d[i] = "entry %d" % i
    big = f.create_dataset("big", shape=(5,), dtype=h5py.string_dtype())
    for i in range(5): big[i] = "y" * (3000 * (i + 1))
    f["scalar"] = "just text"
