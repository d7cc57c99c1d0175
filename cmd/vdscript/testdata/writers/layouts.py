for lv in "earliest", "latest":
    f = h5py.File("ch_%s.h5" % lv, "w", libver=lv)
    # indexes
    for i, (sh, ms, ch) in enumerate([((20, 20), None, (5, 5)), ((20, 20), None, (20, 20)), ((20, 20), (None, 20), (5, 5)), ((20, 20), (20, None), (5, 5)), ((20, 20), (None, None), (5, 5)), ((300,), (None,), (1,)), ((3000,), None, (1,)), ((20, 20), (40, 40), (3, 7)), ((0, 5), (None, 5), (2, 2)), ((5, 0), (5, None), (2, 2))]):
        for comp in None, "gzip":
            for early in 0, 1:
                p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_chunk(ch)
                if comp: p.set_deflate(4)
                if early: p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
                sid = h5py.h5s.create_simple(sh, tuple(h5py.h5s.UNLIMITED if q is None else q for q in (ms or sh)))
                did = h5py.h5d.create(f.id, ("ix%d%s%d" % (i, comp, early)).encode(), h5py.h5t.NATIVE_INT32, sid, p)
                x = h5py.Dataset(did)
                t("ix", lambda: (did.get_num_chunks(), did.get_storage_size() if not comp else 0, did.get_space_status(), did.get_create_plist().get_alloc_time()))
                x[...] = np.arange(x.size).reshape(x.shape)
                if ms and None in ms:
                    for k in range(3): x.resize(tuple(q + 7 if m is None else q for q, m in zip(x.shape, ms))); 
                    x[..., -1] = 5
                t("sum", lambda: (x[...].sum(), did.get_num_chunks()))
    for lay in h5py.h5d.COMPACT, h5py.h5d.CONTIGUOUS:
        for at in [h5py.h5d.ALLOC_TIME_EARLY] if lay == h5py.h5d.COMPACT else [h5py.h5d.ALLOC_TIME_EARLY, h5py.h5d.ALLOC_TIME_LATE, h5py.h5d.ALLOC_TIME_INCR]:
            for ft in h5py.h5d.FILL_TIME_ALLOC, h5py.h5d.FILL_TIME_NEVER, h5py.h5d.FILL_TIME_IFSET:
                def go():
                    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_layout(lay); p.set_alloc_time(at); p.set_fill_time(ft); p.set_fill_value(np.array(4, "i4"))
                    did = h5py.h5d.create(f.id, ("lay%d_%d_%d" % (lay, at, ft)).encode(), h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((5,)), p)
                    r = did.get_storage_size(), did.get_offset() is None, did.get_create_plist().get_layout(), did.get_create_plist().get_alloc_time()
                    x = h5py.Dataset(did)
                    v = x[:].tolist() if ft != h5py.h5d.FILL_TIME_NEVER else None
                    x[1] = 9
                    return r, v, x[1]
                t("layout %d %d %d" % (lay, at, ft), go)
    for i, e in enumerate(["ext%s0.bin" % lv, [("ext%s2.bin" % lv, 0, 80)], [("ext%s3.bin" % lv, 16, 40), ("ext%s4.bin" % lv, 0, h5py.h5f.UNLIMITED)], [("ext%s6.bin" % lv, 0, 40), ("ext%s7.bin" % lv, 8, 40)]]):
        def go():
            x = f.create_dataset("ex%d" % i, (10,), "i8", external=e); x[:] = np.arange(10); x[3] = 99
            return x.external, x[:].tolist(), x.id.get_storage_size()
        t("ext %r" % (e,), go)
    def grow():
        x = f.create_dataset("exm", (10,), "i8", external=[("grow%s.bin" % lv, 0, h5py.h5f.UNLIMITED)], maxshape=(None,)); x[:] = 5
        x.resize((15,)); r = x.shape, x[:].tolist(); x[12] = 7
        return r, x[:].tolist(), x.chunks
    t("ext grow", grow)
    os.makedirs("pre_" + lv, exist_ok=True)
    t("efile", lambda: (lambda x: (setitem(x, Ellipsis, 3), x[:].tolist(), os.path.exists("pre_%s/pf.bin" % lv)))(f.create_dataset("exp", (4,), "i4", external="pf.bin", efile_prefix=os.path.join(os.getcwd(), "pre_" + lv))))
    t("efile rel", lambda: (lambda x: (setitem(x, Ellipsis, 3), x[:].tolist(), os.path.exists("pre_%s/pr.bin" % lv)))(f.create_dataset("exr", (4,), "i4", external="pr.bin", efile_prefix="pre_" + lv)))
    t("efile origin", lambda: (lambda x: (setitem(x, Ellipsis, 3), x[:].tolist(), os.path.exists("pre_%s/po.bin" % lv)))(f.create_dataset("exo", (4,), "i4", external="po.bin", efile_prefix="${ORIGIN}/pre_" + lv)))
    f.close()
    for nm in sorted(os.listdir(".")):
        if nm.endswith(".bin"): print(nm, os.path.getsize(nm), open(nm, "rb").read()[:24].hex())
