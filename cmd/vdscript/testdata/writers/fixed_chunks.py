for lv in "earliest", "v110", "latest":
    f = h5py.File("im_%s.h5" % lv, "w", libver=lv)
    for i, (sh, ms, ch) in enumerate([((20, 20), (40, 40), (3, 7)), ((10,), (30,), (4,)), ((10, 4), (None, 4), (3, 2)), ((10, 4), (None, None), (3, 2))]):
        for comp in 0, 1:
            p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_chunk(ch); p.set_fill_value(np.array(7, "i4"))
            if comp: p.set_deflate(4)
            p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
            did = h5py.h5d.create(f.id, ("ix%d_%d" % (i, comp)).encode(), h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple(sh, tuple(h5py.h5s.UNLIMITED if q is None else q for q in ms)), p)
            x = h5py.Dataset(did)
            x[...] = np.arange(x.size).reshape(x.shape)
            rng = np.random.RandomState(i)
            for k in range(3):
                ns = tuple(int(rng.randint(1, (m or 30) + 1)) for m in ms)
                t("resize %r" % (ns,), lambda: (x.resize(ns), x[...].tolist(), did.get_num_chunks()))
                x[..., -1] = k
            t("all", lambda: x[...].tolist())
    f.copy("ix0_0", "cp"); t("cp", lambda: f["cp"][...].tolist())
    del f["ix1_0"]
    f.close()
