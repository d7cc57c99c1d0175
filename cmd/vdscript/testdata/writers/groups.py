f = h5py.File("g.h5", "w"); fl = h5py.File("gl.h5", "w", libver="latest")
for h in f, fl:
    for name in ["a", "b/c/d", "/e/f", "a", "b/c", "", "/", ".", "./x", "x//y", "x/y", "x/./z", "u\u00e9", b"bytes", None, 5, "tr/", "a/", "../up"]:
        t("create %r" % (name,), lambda: h.create_group(name).name)
    t("anon", lambda: h.create_group(None).name)
    for name in ["a", "zz", "b/q/r", "", None, 3]:
        t("require %r" % (name,), lambda: h.require_group(name).name)
    h["ds"] = np.arange(10)
    t("require ds", h.require_group, "ds")
    t("group over ds", h.create_group, "ds")
    t("group under ds", h.create_group, "ds/x")
    t("require under ds", h.require_group, "ds/x/y")
    t("track", lambda: h.create_group("trk", track_order=True).name)
    for name in ["nope", "a/nope", "", "/", "b/../b", None, b"ds", "ds/", "/ds"]:
        t("get %r" % (name,), lambda: h[name].name)
        t("in %r" % (name,), lambda: name in h)
        t("get() %r" % (name,), lambda: h.get(name, "DEF"))
        t("getclass %r" % (name,), lambda: h.get(name, getclass=True))
        t("getlink %r" % (name,), lambda: type(h.get(name, getlink=True)).__name__)
        t("getclasslink %r" % (name,), lambda: h.get(name, getclass=True, getlink=True))
        t("del %r" % (name,), lambda: delitem(h, name) if name not in ("b/../b", "ds", b"ds", "/ds", "ds/") else None)
    # links
    for name, v in [("s1", h5py.SoftLink("/ds")), ("s2", h5py.SoftLink("nowhere")), ("s3", h5py.SoftLink("a/../b")), ("s4", h5py.SoftLink("")), ("e1", h5py.ExternalLink("other.h5", "/x")), ("e2", h5py.ExternalLink("", "/x")), ("e3", h5py.ExternalLink("o.h5", "")), ("s5", h5py.SoftLink("u\u00e9")), ("deep/er/s6", h5py.SoftLink("/ds")), ("hard", h["ds"]), ("deep/hard", h["ds"]), ("hg", h["b"]), ("ds", h["ds"]), ("ds", h5py.SoftLink("/x")), ("b/loop", h["/"]), ("self", h5py.SoftLink("/self"))]:
        t("link %s" % name, lambda: setitem(h, name, v))
        t("  getlink", lambda: (type(h.get(name, getlink=True)).__name__, getattr(h.get(name, getlink=True), "path", None), getattr(h.get(name, getlink=True), "filename", None)))
        t("  open", lambda: h[name].name)
        t("  in", lambda: name in h)
    t("move", lambda: h.move("ds", "moved/deep/ds"))
    t("move", lambda: h.move("nope", "x1"))
    t("move", lambda: h.move("moved/deep/ds", "a2"))
    t("move", lambda: h.move("a2", "hard"))
    t("move same", lambda: h.move("a2", "a2"))
    t("move s1", lambda: h.move("s1", "deep/s1"))
    t("move into itself", lambda: h.move("b", "b/c/b"))
    t("move empty", lambda: h.move("", "b"))
    t("move ext", lambda: h.move("e1", "b/e1"))
    t("keys", lambda: list(h))
    names = []
    h.visit(names.append); print(names)
    names = []
    h.visititems(lambda n, o: names.append((n, type(o).__name__))); print(names)
    if hasattr(h, "visit_links"):
        names = []; h.visit_links(names.append); print(names)
        names = []; h.visititems_links(lambda n, o: names.append((n, type(o).__name__))); print(names)
    del h["a2"]
    t("pop none", lambda: h.pop("nope"))
    t("pop default", lambda: h.pop("nope", 5))
    t("setdefault", lambda: h.setdefault("sd", np.arange(3))[:].tolist())
    t("setdefault", lambda: h.setdefault("sd", 5).shape)
    t("setdefault", lambda: h.setdefault("sd2"))
    t("update", lambda: h.update({"u1": 1, "u2": [1, 2]}))
    t("update", lambda: h.update([("u3", 1)], u4=4))
    t("len", lambda: len(h))
    t("eq", lambda: (h["b"] == h["hg"], h["b"] != h["hg"], h["b"] == h["u1"], hash(h["b"]) == hash(h["hg"]), h["b"] in [h["hg"]]))
    t("bool", lambda: bool(h["b"]))
    t("set", lambda: setitem(h, "b", 1))
    for v in [1, "str", b"bytes", [1, 2], (1, 2), np.float32(3), np.array([1, 2]), None, {}, {"a": 1}, object, True, 1j, np.datetime64("2020-01-01"), ["a", "b"], [b"a"], [[1, 2], [3]], np.array(["a"]), h5py.Empty("f4"), range(3), [True, False], "", b"", np.bytes_(b"x\0y"), [1, "a"], [1.5, None], np.void(b"abc"), np.array([b"a", b"bc"]), 2**63, 2**64, -2**63, [2**63]]:
        def go():
            h["val"] = v
            d = h["val"]; r = (d.dtype, d.shape, d[()] if d.shape is not None else d[()])
            return r
        t("value %r" % (v,), go)
        if "val" in h: del h["val"]
    # thresholds
    g = h.create_group("th")
    for i in range(20): g.create_group("n%02d" % i)
    for i in range(20):
        if i % 4 != 0: del g["n%02d" % i]
    g = h.create_group("th8"); 
    for i in range(8): g.create_group("n%d" % i)
    g = h.create_group("th9"); 
    for i in range(9): g.create_group("n%d" % i)
    g = h.create_group("th9o", track_order=True)
    for i in range(9): g.create_group("n%d" % (9 - i))
    print(list(g))
    for i in range(4): del g["n%d" % (i + 2)]
    print(list(g)); g["new"] = 1; print(list(g))
    g = h.create_group("x6", track_order=True)
    for i in range(9): g.create_group("n%d" % i)
    for i in range(3): del g["n%d" % i]
    g = h.create_group("x5", track_order=True)
    for i in range(9): g.create_group("n%d" % i)
    for i in range(4): del g["n%d" % i]
    g = h.create_group("clr"); g["a"] = 1; g["b"] = 2; g.clear(); print(len(g))
f.close(); fl.close()
t("closed", lambda: f["a"])
t("closed", lambda: f.create_group("x"))
t("closed", lambda: f.keys())
t("closed", lambda: list(f.keys()))
t("closed", lambda: f.attrs)
t("closed", lambda: f.close())
t("closed", lambda: f.flush())
t("closed", lambda: f.name)
t("closed", lambda: repr(f))
