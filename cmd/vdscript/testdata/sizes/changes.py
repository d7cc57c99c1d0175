layout = h5py.VirtualLayout(shape=(4, 100), dtype="i8")
for i in range(4): layout[i] = h5py.VirtualSource("src%d.h5" % i, "data", shape=(100,))
with h5py.File(out, "w", libver=lv) as f: f.create_virtual_dataset("v", layout, fillvalue=-1)
with h5py.File(out, "r+", libver=lv) as f:
    for i in range(40): f["x%d" % i] = np.zeros(100)
    for i in range(0, 40, 2): del f["x%d" % i]
    for i in range(20): f["y%d" % i] = np.zeros(90)
