with h5py.File(out, "w", libver=lv) as f:
    for k in range(5):
        layout = h5py.VirtualLayout(shape=(20, 50), dtype="f4")
        for i in range(20): layout[i] = h5py.VirtualSource("raw_%03d.h5" % i, "entry/data", shape=(50,))
        f.create_virtual_dataset("v%d" % k, layout, fillvalue=k)
    layout = h5py.VirtualLayout(shape=(10, 30), dtype="i4", maxshape=(None, 30))
    layout[:10] = h5py.VirtualSource("grow.h5", "data", shape=(10, 30), maxshape=(None, 30))
    f.create_virtual_dataset("u", layout)
    f["src"] = np.arange(100)
    layout = h5py.VirtualLayout(shape=(100,), dtype="i8")
    layout[:] = h5py.VirtualSource(f["src"])
    f.create_virtual_dataset("own", layout)
