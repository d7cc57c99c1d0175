src = h5py.File("src.h5", "w")
g = src.create_group("g"); g.attrs["x"] = 1
g["d"] = np.arange(10); g["d"].attrs["u"] = "mm"
g.create_dataset("c", data=np.arange(100).reshape(10, 10), chunks=(3, 3), compression="gzip", shuffle=True)
g.create_dataset("v", data=[b"a", b"bb"], dtype=h5py.string_dtype())
g.create_dataset("vl", (3,), dtype=h5py.vlen_dtype("i4")); g["vl"][0] = [1, 2, 3]
g["e"] = h5py.Empty("f4"); g["sub/deep/x"] = 5
g["soft"] = h5py.SoftLink("/g/d"); g["dang"] = h5py.SoftLink("/nope"); g["ext"] = h5py.ExternalLink("other.h5", "/o"); g["extbad"] = h5py.ExternalLink("missing.h5", "/o")
g["t"] = np.dtype("f4"); g.create_dataset("tt", (3,), dtype=g["t"]); src["outside"] = np.arange(3)
g["ref"] = np.array([g["d"].ref, src["outside"].ref, g["sub"].ref], dtype=h5py.ref_dtype)
g["reg"] = np.array([g["d"].regionref[2:5]], dtype=h5py.regionref_dtype)
g["compact"] = np.arange(3)
o = h5py.File("other.h5", "w"); o["o"] = np.arange(4); o.close()
def dumpg(h, ind="  "):
    for k in h:
        l = h.get(k, getlink=True)
        if "~obj" in k: k = "~"
        if not isinstance(l, h5py.HardLink): print(ind, k, type(l).__name__, l.path); continue
        ob = h[k]
        if isinstance(ob, h5py.Group): print(ind, k, sorted(ob.attrs)); dumpg(ob, ind + "  ")
        elif isinstance(ob, h5py.Dataset):
            if ob.dtype.kind == "O" and h5py.check_ref_dtype(ob.dtype) is h5py.Reference and False:
                rr = []
                for x in ob[:]:
                    try: rr.append(h[x].name if x else None)
                    except Exception as e: rr.append(type(e).__name__)
                print(ind, k, rr)
            elif ob.dtype.kind == "O" and h5py.check_ref_dtype(ob.dtype): print(ind, k, [bool(x) for x in ob[:]])
            else: print(ind, k, ob.dtype, ob.shape, ob.chunks, ob.compression, sorted(ob.attrs), repr(ob[()]))
        else: print(ind, k, ob.dtype)
i = 0
for opts in [{}, dict(shallow=True), dict(expand_soft=True), dict(expand_external=True), dict(expand_refs=True), dict(without_attrs=True), dict(expand_soft=True, expand_external=True, expand_refs=True), dict(shallow=True, expand_soft=True), dict(shallow=True, expand_refs=True, without_attrs=True)]:
    for same in True, False:
        i += 1
        def go():
            if same:
                src.copy("g", "copy%d" % i, **opts); dumpg(src["copy%d" % i])
            else:
                with h5py.File("dst%d.h5" % i, "w") as dst:
                    src.copy("g", dst, **opts); dumpg(dst)
                    src.copy(src["g/d"], dst, name="renamed", **opts)
                    src.copy("g", dst["g"], name="inner", **opts)
                    dst["g"].copy("d", "dd")
        if "expand_external" in opts and False: continue
        t("copy %r same=%s" % (opts, same), go)
        if "expand_refs" in opts and not same: os.remove("dst%d.h5" % i)  # names by address
dst = h5py.File("dst.h5", "w", libver="latest")
t("to file", src.copy, "g/d", dst)
t("to file again", src.copy, "g/d", dst)
t("object", src.copy, src["g/d"], dst, "d2")
t("object path", src.copy, src["g/d"], "d3")
t("path in", src.copy, src["g/d"], dst, "a/b/c/d4")
t("missing", src.copy, "nope", dst)
t("name missing", src.copy, "nope", "nope2")
t("bad dest", src.copy, "g", 5)
t("bad source", src.copy, 5, dst)
t("root", src.copy, src["/"], dst, "root")
t("root noname", src.copy, src["/"], dst)
t("root noname2", src.copy, "/", dst)
t("dest dataset", src.copy, "g/d", dst["d"])
t("type", src.copy, "g/t", dst)
t("soft", src.copy, "g/soft", dst)
t("soft expand", src.copy, "g/soft", dst, "se", expand_soft=True)
t("ext", src.copy, "g/ext", dst)
t("dangling", src.copy, "g/dang", dst)
t("into itself", src.copy, "g", "g/self")
t("exists", src.copy, "g", "outside")
t("no dest", lambda: src.copy("g"))
t("empty name", src.copy, "g", dst, "")
t("none", src.copy, "g", dst, None)
t("file", src.copy, src, dst, "whole")
dumpg(dst)
dst.close()
# committed
f = h5py.File("ct.h5", "w")
f["t"] = np.dtype("i4")
def rc(): return h5py.h5o.get_info(f["t"].id).rc
print(rc())
d = f.create_dataset("d", (3,), dtype=f["t"]); print(rc(), d.id.get_type().committed(), d.dtype)
d.attrs.create("a", 5, dtype=f["t"]); print(rc())
d.attrs.create("a", 6, dtype=f["t"]); print(rc())
d.attrs["a"] = 7; print(rc(), d.attrs.get_id("a").get_type().committed())
d.attrs.create("b", [1, 2], dtype=f["t"]); print(rc())
d.attrs.modify("b", [3, 4]); print(rc(), d.attrs.get_id("b").get_type().committed())
t("mod", lambda: d.attrs.modify("b", [3, 4, 5]))
del d.attrs["b"]; print(rc())
d.attrs.create("c", 1, dtype=f["t"]); h5py.h5a.rename(d.id, b"c", b"cc"); print(rc())
del d.attrs["cc"]; print(rc())
f.attrs.create("many", 1, dtype=f["t"])
for i in range(12): d.attrs.create("m%d" % i, i, dtype=f["t"])
print(rc())
for i in range(12): d.attrs.create("m%d" % i, i + 1, dtype=f["t"])
print(rc())
for i in range(12): d.attrs["m%d" % i] = i + 1
print(rc())
for i in range(6): d.attrs.create("m%d" % i, i + 1, dtype=f["t"])
print(rc())
for i in range(12): del d.attrs["m%d" % i]
print(rc())
f["t2"] = f["t"]; print(rc()); del f["t"]; f["t"] = f["t2"]; print(rc())
f.copy("d", "dcopy"); print(rc())
del f["dcopy"]; print(rc())
f.copy("t", "tcopy"); print(rc())
del f["d"]; print(rc())
del f.attrs["many"]; print(rc())
for i, dt in enumerate(["f8", ">i2", "S5", [("a", "i4"), ("b", "S3")], h5py.string_dtype(), h5py.vlen_dtype("f4"), h5py.enum_dtype({"A": 1, "B": 2}), ("i4", (2, 3)), "?", "c8", "V7", "f2", h5py.string_dtype("ascii", 9)]):
    def go():
        f["type%d" % i] = np.dtype(dt)
        x = f["type%d" % i]
        x.attrs["k"] = i
        return x.dtype, repr(x), x.attrs["k"], x == f["type%d" % i], x.name
    t("commit %d" % i, go)
    t("  use", lambda: f.create_dataset("use%d" % i, (2,), dtype=f["type%d" % i]).dtype)
    t("  type.dtype", lambda: f.create_dataset("usd%d" % i, (2,), dtype=f["type%d" % i].dtype).id.get_type().committed())
t("over", lambda: setitem(f, "t", np.dtype("f4")))
t("deep", lambda: setitem(f, "q/w/t", np.dtype("f4")))
t("U", lambda: setitem(f, "uu", np.dtype("U5")))
t("O", lambda: setitem(f, "oo", np.dtype("O")))
f.close()

# What is copied keeps its versions, or is refused by a file of older versions.
with h5py.File("new.h5", "w", libver="latest") as new:
    new.create_dataset("gzip", data=np.arange(10), chunks=(2,), compression="gzip")
    new["g/a"] = 1
    new["t"] = np.dtype([("a", "i4")])
    new["c"] = np.zeros(2, [("a", "i4")])
    for high in "v108", "v110", "v112", "v114":
        with h5py.File("upto-%s.h5" % high, "w", libver=("earliest", high)) as old:
            for k in new: t("copy %s up to %s" % (k, high), new.copy, k, old)
