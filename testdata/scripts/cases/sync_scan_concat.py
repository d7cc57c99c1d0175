import h5py, numpy as np

scans = [3, 7, 11]
lengths = {}
for s in scans:
    with h5py.File(f"scan_{s:04d}.h5", "w") as f:
        n = 4 + s
        lengths[s] = n
        f["energy"] = np.linspace(7000.0, 7100.0, n)
        f["i0"] = np.sin(np.arange(n)) * 100 + s
        f["meta/title"] = "scan %d" % s
        f["meta"].attrs["motors"] = ["th", "tth", "chi"]
        f["energy"].attrs.create("units", "eV")
total = sum(lengths.values())
print(total, lengths)
le = h5py.VirtualLayout(shape=(total,), dtype="f8")
li = h5py.VirtualLayout(shape=(total,), dtype="f4")
pos = 0
for s in scans:
    n = lengths[s]
    le[pos:pos + n] = h5py.VirtualSource(f"scan_{s:04d}.h5", "energy", shape=(n,))
    with h5py.File(f"scan_{s:04d}.h5", "r") as f:
        li[pos:pos + n] = h5py.VirtualSource(f["i0"])
    pos += n
with h5py.File("all.h5", "w") as f:
    f.create_virtual_dataset("energy", le)
    f.create_virtual_dataset("i0", li, fillvalue=np.nan)
    e, i0 = f["energy"], f["i0"]
    print(e[:])
    print(i0[()])
    print(e[::5], i0[1::7], e[-3:])
    order = np.argsort(e[:], kind="stable")
    print(order)
    print(np.round(i0[:][order], 2))
    print(e[:].min(), e[:].max(), float(e[:].mean()), i0[:].std())
    print(np.histogram(e[:], bins=5)[0] if hasattr(np, "histogram") else "-")
for s in scans:
    with h5py.File(f"scan_{s:04d}.h5", "r") as f:
        print(f["meta/title"][()], f["meta/title"].asstr()[()], list(f["meta"].attrs["motors"]), f["energy"].attrs["units"])
        print(sorted(f.keys()), [k for k in f["meta"]])
