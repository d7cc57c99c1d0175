dt = np.dtype([("id", "i8"), ("name", "S16"), ("pos", "f4", (3,)), ("flag", "?"), ("inner", [("a", "u1"), ("b", "c16")])])
with h5py.File(out, "w", libver=lv) as f:
    a = np.zeros(500, dt); a["id"] = np.arange(500)
    f["table"] = a
    f.create_dataset("grow", shape=(0,), maxshape=(None,), dtype=dt)
    for i in range(20):
        f["grow"].resize((25 * (i + 1),)); f["grow"][25 * i:] = a[:25]
    f.create_dataset("packed", data=a, chunks=(100,), compression="gzip")
    f.attrs["row"] = a[:2]
    for i in range(30): f["t%d" % i] = a[:i]
    f["enum"] = np.zeros(10, dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, basetype="i1"))
