# Attributes of every size, with shapes and types that fit or do not.
for lv in "earliest", "v108", "latest":
    with h5py.File("attributes-%s.h5" % lv, "w", libver=lv) as f:
        a = f.create_group("g").attrs
        for n in 65000, 65536, 70000: t("bytes %d" % n, a.create, "b%d" % n, np.arange(n, dtype="u1")); print(sorted(a))
        t("text", a.create, "text", "x" * 70000)
        three = np.dtype(("i4", (3,)))
        t("array", a.create, "array", np.arange(6).reshape(2, 3), dtype=three)
        for shape in (2,), (2, 3), (6,), (3, 2), (4,): t("array %r" % (shape,), a.create, "array", np.arange(6).reshape(2, 3), dtype=three, shape=shape)
        t("shape", a.create, "shape", np.arange(6), shape=(2, 3)); print(a["shape"])
        for i in range(12): a["x%d" % i] = i
        for i in range(12): del a["x%d" % i]
        print(sorted(a), len(a))
