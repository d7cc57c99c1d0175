with h5py.File(out, "w", libver=lv) as f:
    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_layout(h5py.h5d.COMPACT)
    p.set_obj_track_times(False)  # the low-level default is True
    for i in range(30):
        d = h5py.h5d.create(f.id, b"compact%d" % i, h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((20 + i,)), p)
        h5py.Dataset(d)[...] = i
    for i in range(30): f.create_dataset("unwritten%d" % i, shape=(100,), dtype="f8")
    for i in range(30): f.create_dataset("filled%d" % i, shape=(100,), dtype="f8", fillvalue=1.5)[3] = 2
    f.create_dataset("null", data=h5py.Empty("f4")); f["scalar"] = 3.5
    f.create_dataset("big", data=np.arange(100000, dtype="f4"))
    f.create_dataset("auto", data=np.arange(100000, dtype="f4").reshape(100, 1000), chunks=True)
