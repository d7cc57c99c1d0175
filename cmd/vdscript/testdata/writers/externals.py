# Raw data in files of their own: several, missing, too small, in other folders.
def e(label, fn, *a, **k):
    try:
        r = fn(*a, **k)
        print(label, "->", repr(r))
        return r
    except Exception as x:
        print(label, "!!", type(x).__name__, str(x).split(")")[0])

def raw(folder="."): return sorted((n, os.path.getsize(os.path.join(folder, n))) for n in os.listdir(folder) if n.endswith(".bin"))

UNLIMITED = h5py.h5f.UNLIMITED
os.mkdir("sub")
with h5py.File("external.h5", "w") as f:
    d = f.create_dataset("one", (10,), "i4", external="one.bin")
    e("no file", lambda: d[:3]); print(raw())
    d[2:5] = 7; print(raw(), d[:].tolist())
    d = f.create_dataset("two", (10,), "i4", external=[("l1.bin", 0, 12), ("l2.bin", 4, UNLIMITED)])
    d[:] = np.arange(10); print(raw(), d[:].tolist(), d.external)
    d = f.create_dataset("floats", (10,), "f8", external=[("f1.bin", 3, 20), ("f2.bin", 0, 60)])
    d[::2] = range(5); print(raw(), d[:].tolist())
    e("short", f.create_dataset, "short", (10,), "i4", external=[("s.bin", 0, 12)])
    e("chunks", f.create_dataset, "ch", (10,), "i4", external="c.bin", chunks=(2,))
    e("gzip", f.create_dataset, "gz", (10,), "i4", external="c.bin", compression="gzip")
    e("grows", f.create_dataset, "grow", (2, 3), "i4", external="g.bin", maxshape=(None, 3))
    f["grow"][:] = 1; e("resize", f["grow"].resize, (4, 3)); print(raw())
    e("fill", f.create_dataset, "fill", (4,), "i4", external="f.bin", fillvalue=9)
    f["fill"][1] = 2; print(f["fill"][:])
    f.create_dataset("data", data=np.arange(4.), external="d.bin"); print(f["data"].external, f["data"][:])
    e("offset", f.create_dataset, "neg", (4,), "i4", external=[("n.bin", -1, 10)])
    e("scalar", f.create_dataset, "sc", (), "i4", external="sc.bin"); print(f["sc"].external, f["sc"][()])
    f.copy("one", "copy"); print(f["copy"].external)
    del f["copy"]; print(raw())
    d = f.create_dataset("prefix", (2,), "i2", external="ef.bin", efile_prefix="sub"); d[:] = 4; print(raw(), raw("sub"))
    d = f.create_dataset("origin", (2,), "i2", external="og.bin", efile_prefix="${ORIGIN}/sub"); d[:] = 6; print(raw(), raw("sub"))
    print(d.id.get_access_plist().get_efile_prefix() == os.getcwd().encode() + b"//sub")
    del d, f["prefix"], f["origin"], f["one"], f["two"], f["floats"], f["grow"], f["fill"], f["data"]
