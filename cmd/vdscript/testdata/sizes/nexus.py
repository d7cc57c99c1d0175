with h5py.File(out, "w", libver=lv) as f:
    f.attrs["default"] = "entry"; f.attrs["creator"] = "test"
    e = f.create_group("entry"); e.attrs["NX_class"] = "NXentry"; e.attrs["default"] = "data"
    e["title"] = "1-D scan of I00 v. mr"; e["start_time"] = "2022-01-01T10:00:00"
    for k in range(10):
        i = e.create_group("instrument%d" % k); i.attrs["NX_class"] = "NXinstrument"
        det = i.create_group("detector"); det.attrs["NX_class"] = "NXdetector"
        c = det.create_dataset("counts", data=np.arange(31, dtype="i4")); c.attrs["units"] = "counts"; c.attrs["target"] = "/entry/instrument%d/detector/counts" % k
        det["mr"] = np.linspace(17.9, 17.8, 31); det["mr"].attrs["units"] = "degrees"
        nx = e.create_group("data%d" % k); nx.attrs["NX_class"] = "NXdata"; nx.attrs["signal"] = "counts"; nx.attrs["axes"] = ["mr"]
        nx["counts"] = h5py.SoftLink("/entry/instrument%d/detector/counts" % k); nx["mr"] = det["mr"]
