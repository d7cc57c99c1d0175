with h5py.File(out, "w", libver=lv) as f:
    g = f.create_group("g", track_order=True)
    for i in range(300): g.attrs["attribute number %d" % i] = np.full(3, i)
    h = f.create_group("h")
    for i in range(50): h.attrs["a%d" % i] = "v" * i
    h.attrs["array"] = np.arange(8000, dtype="f8") if lv != "earliest" else 0
    for i in range(0, 50, 3): del h.attrs["a%d" % i]
