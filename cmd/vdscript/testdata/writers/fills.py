from h5py import h5p, h5d, h5s, h5t

# Every time of filling and of allocation, for each layout and fill value: what
# has space and what is read before and after writing a part, after a larger
# and a smaller shape.
def make(f, name, ft, at, lay, fv):
    p = h5p.create(h5p.DATASET_CREATE)
    p.set_fill_time({"alloc": h5d.FILL_TIME_ALLOC, "never": h5d.FILL_TIME_NEVER, "ifset": h5d.FILL_TIME_IFSET}[ft])
    if at: p.set_alloc_time({"early": h5d.ALLOC_TIME_EARLY, "incr": h5d.ALLOC_TIME_INCR, "late": h5d.ALLOC_TIME_LATE}[at])
    if lay == "compact": p.set_layout(h5d.COMPACT)
    elif lay == "contiguous": p.set_layout(h5d.CONTIGUOUS)
    else: p.set_chunk((10, 6) if lay == "single" else (4, 3))
    if lay == "gzip": p.set_deflate(4)
    if fv is not None: p.set_fill_value(np.array(fv, "i4"))
    most = {"one": (h5s.UNLIMITED, 6), "both": (h5s.UNLIMITED, h5s.UNLIMITED)}.get(lay, (10, 6))
    return h5py.Dataset(h5d.create(f.id, name, h5t.NATIVE_INT32, h5s.create_simple((10, 6), most), p))

def show(d, sized):
    q = d.id.get_create_plist()
    a = np.full(d.shape, 99, "i4")
    d.read_direct(a)
    return [d.id.get_storage_size() if sized else None, d.id.get_space_status() if sized else None,
            q.get_alloc_time(), q.get_fill_time(), q.fill_value_defined(), a.ravel().tolist()]

def each(layouts):
    for ft in "alloc", "never", "ifset":
        for at in None, "early", "incr", "late":
            for lay in layouts:
                for fv in None, 0, 7:
                    yield "%s_%s_%s_%s" % (ft, at, lay, fv), (ft, at, lay, fv)

for lv in "earliest", "latest":
    with h5py.File("fills-%s.h5" % lv, "w", libver=lv) as f:
        for name, how in each(("contiguous", "fixed", "gzip", "compact", "single")):
            d = t(name, make, f, name.encode(), *how)
            if d is None: continue
            print(name, show(d, how[2] not in ("gzip", "single")))
            d[2, 1] = 5
            print(name, show(d, how[2] not in ("gzip", "single")))
    # A file for each: what is never filled shows what was in its space before.
    for name, how in each(("one", "both")):
        with h5py.File("fills.h5", "w", libver=lv) as f:
            d = make(f, b"d", *how)
            print(name, show(d, True))
            d[2, 1] = 5
            print(name, show(d, True))
            d.resize((13, 6)); d[12, 0] = 3
            print(name, show(d, True))
            d.resize((5, 6)); d.resize((10, 6))
            print(name, show(d, False)[2:])
