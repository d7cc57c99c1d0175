"""Writes of many kinds: variable lengths over several openings, masks, fills, raw files, memory, virtual datasets, dimensions."""
import h5py, numpy as np, io, os
# vlen overwritten over several openings
with h5py.File("v.h5", "w") as f:
    v = f.create_dataset("v", (5,), h5py.vlen_dtype("i4"), chunks=(2,), maxshape=(None,)); s = f.create_dataset("s", (5,), h5py.string_dtype(), maxshape=(None,), chunks=(3,)); n = f.create_dataset("nest", (2, 2), h5py.vlen_dtype("f8"))
for k in range(6):
    with h5py.File("v.h5", "r+") as f:
        for i in range(5):
            f["v"][i] = np.arange((i * k) % 7); f["s"][i] = "x" * ((i + k) % 4 * 50)
        f["nest"][k % 2, 0] = np.arange(float(k)); f["nest"][1, 1] = np.ones(k % 3)
        f["s"].resize((5 + k,)); f["s"][-1] = f"last{k}"; f.attrs["list"] = ["a" * k, "b"]; f.attrs[f"k{k}"] = k; f["v"].attrs["h"] = np.arange(k * 3)
with h5py.File("v.h5") as f:
    print([x.tolist() for x in f["v"][:]], [len(x) for x in f["s"][:]], f["s"].asstr()[-3:], [[x.tolist() for x in r] for r in f["nest"][:]], dict(f.attrs), f["v"].attrs["h"])
# masks, points, blocks, big-endian, fills
with h5py.File("w.h5", "w") as f:
    d = f.create_dataset("be", (6, 7), ">i2", fillvalue=-3, chunks=(4, 4), maxshape=(None, None)); d[1:3, 2:5] = 9; d.resize((8, 9)); print(d[:].sum(), d[7], d.dtype); m = d[:] == 9; d[m] = np.arange(m.sum()); print(d[1:3, 2:5]); d[d[:] < 0] = 0; print(d[:].sum())
    d.resize((3, 3)); d.resize((5, 5)); print(d[:])
    b = f.create_dataset("bool", data=np.zeros((4, 4), bool)); b[np.eye(4, dtype=bool)] = True; b[0, [1, 3]] = [True, False]; print(b[:].astype(int))
    c = f.create_dataset("c", (3,), "c8"); c[0] = 1 + 2j; c[1:] = [3, 4j]; print(c[:], c.dtype, c[0].real)
    e = f.create_dataset("e", (4,), h5py.enum_dtype({"OFF": 0, "ON": 1})); e[1] = 1; e[2:] = [1, 0]; print(e[:])
    a = f.create_dataset("a", (2,), "(2,2)f4"); a[0] = np.eye(2); a[1] = 5 * np.ones((2, 2)); print(a[:].tolist(), a.shape, a.dtype)
    r = f.create_dataset("r", (10,), "f8", compression="gzip", chunks=(3,)); r[::3] = 1; r[1::3] = [2, 2, 2]; r[[2, 5, 8]] = 3; print(r[:]); r[...] += 1; print(r[:].sum()); r[2:4] *= 10; print(r[:4])
    o = f.create_dataset("o", (3, 0, 2), "i4"); print(o[:].shape, o.size, o[0:1].shape); o[...] = 5
    x = f.create_dataset("ext", (4,), "i4", external=[("raw1.bin", 0, 8), ("raw2.bin", 0, h5py.h5f.UNLIMITED)]); x[:] = [1, 2, 3, 4]; print(x.external, x[:])
    f["type"] = np.dtype([("q", "i2"), ("w", "S3")]); t = f.create_dataset("t", (2,), f["type"]); t[0] = (1, b"ab"); t["q"] = [5, 6]; print(t[:], f["type"] == t.id.get_type() if False else t.id.get_type().committed()); f.attrs.create("ct", (9, b"z"), dtype=f["type"]); print(f.attrs["ct"])
    sc = f.create_dataset("sc", (), "f8"); sc[()] = 2.5; sc[...] = 3; print(sc[()], sc[...], sc.shape)
print(open("raw1.bin", "rb").read(), os.path.getsize("raw2.bin"))
# memory, objects, user block
bio = io.BytesIO()
with h5py.File(bio, "w") as f: f["x"] = np.arange(3); f.attrs["a"] = 1
bio.seek(0); print(h5py.is_hdf5("v.h5"), bio.getvalue()[:8])
with h5py.File(bio, "r") as f: print(f["x"][:], dict(f.attrs), f.filename[:10], f.driver)
with h5py.File("core.h5", "w", driver="core", backing_store=False) as f: f["x"] = 1; print(f["x"][()], f.driver)
print(os.path.exists("core.h5"))
with h5py.File.in_memory() as f: f["y"] = [1, 2]; print(f["y"][:], len(f.id.get_file_image()) > 100)
with h5py.File("ub.h5", "w", userblock_size=512) as f: f["x"] = 1
with open("ub.h5", "r+b") as g: g.write(b"# header\n")
with h5py.File("ub.h5") as f: print(f.userblock_size, f["x"][()], h5py.is_hdf5("ub.h5"))
# many links, attributes, order
with h5py.File("many.h5", "w", libver="latest", track_order=True) as f:
    g = f.create_group("g", track_order=True)
    for i in range(40): g[f"n{39 - i}"] = i; g.attrs[f"a{39 - i}"] = i
    del g["n5"], g.attrs["a7"]; g["n5"] = -1; g.attrs["a7"] = -1; g.attrs["a3"] = "changed"; print(list(g)[:3], list(g)[-2:], list(g.attrs)[:2], list(g.attrs)[-2:], len(g.attrs))
    h = f.create_group("plain")
    for i in range(20): h.create_group(f"z{i % 7}/y{i}")
    print(list(h), len(h["z0"]), [n for n in h["z1"]]); f["big"] = np.zeros(9000); f["big"].attrs["large"] = np.arange(9000.); print(f["big"].attrs["large"][-1])
# virtual writes, printf, resize of sources
for i in range(3):
    with h5py.File(f"p{i}.h5", "w") as f: f.create_dataset("d", data=np.full((2, 3), i, "i4"), maxshape=(None, 3), chunks=(2, 3))
lay = h5py.VirtualLayout((3, 2, 3), "i4")
for i in range(3): lay[i] = h5py.VirtualSource(f"p{i}.h5", "d", (2, 3))
with h5py.File("vds.h5", "w") as f: f.create_virtual_dataset("v", lay, fillvalue=-1)
with h5py.File("vds.h5", "r+") as f: f["v"][1, 0] = [7, 8, 9]; f["v"][:, 1, 2] = 55; print(f["v"][:].tolist())
with h5py.File("p1.h5") as f: print(f["d"][:])
with h5py.File("vds2.h5", "w") as f:
    with f.build_virtual_dataset("b", (4, 3), "f4", maxshape=(None, 3), fillvalue=0.5) as l:
        l[0:2] = h5py.VirtualSource("p0.h5", "d", (2, 3)); l[3, 1:] = h5py.VirtualSource("p2.h5", "d", (2, 3))[1, :2]
    print(f["b"][:], f["b"].maxshape, len(f["b"].virtual_sources()))
# dims, refs after copy, expand
with h5py.File("dim.h5", "w") as f:
    f["d"] = np.zeros((2, 3)); f["x"] = [1, 2, 3]; f["y"] = [1, 2]; f["x"].make_scale("xx"); f["y"].make_scale(); f["d"].dims[1].attach_scale(f["x"]); f["d"].dims[0].attach_scale(f["y"]); f["d"].dims[0].label = "rows"; print([(d.label, list(d.keys()), len(d)) for d in f["d"].dims], f["d"].dims[1]["xx"][:], f["x"].is_scale)
    f["d"].dims[1].detach_scale(f["x"]); print(len(f["d"].dims[1]), "REFERENCE_LIST" in f["x"].attrs, f["d"].attrs["DIMENSION_LIST"]); f.copy("d", "d2"); print([len(d) for d in f["d2"].dims])
