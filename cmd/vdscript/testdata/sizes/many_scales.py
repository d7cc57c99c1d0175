with h5py.File(out, "w", libver=lv) as f:
    t = f.create_dataset("time", data=np.arange(50.)); t.make_scale("time")
    x = f.create_dataset("x", data=np.arange(20.)); x.make_scale()
    for i in range(40):
        d = f.create_dataset("var%02d" % i, data=np.zeros((50, 20), "f4"), chunks=(10, 20))
        d.dims[0].attach_scale(t); d.dims[1].attach_scale(x)
        d.dims[0].label = "time"; d.dims[1].label = "x"
        d.attrs["units"] = "K"; d.attrs["long_name"] = "variable %d" % i
