f = h5py.File("filters.h5", "w")
n = 0
def mk(**k):
    global n
    n += 1
    k.setdefault("shape", (40, 50)); k.setdefault("dtype", "i4")
    d = f.create_dataset("f%d" % n, **k)
    d[...] = (np.arange(d.size).reshape(d.shape) % 100).astype("i4")
    p = d.id.get_create_plist()
    return [p.get_filter(i) for i in range(p.get_nfilters())], d.compression, d.compression_opts, d.shuffle, d.fletcher32, d.scaleoffset, d.chunks
for c in ["gzip", "lzf", "szip", None, True, False, 0, 1, 9, 10, -1, "GZIP", 32000, 99999, 4, 2, 3, "", b"gzip"]:
    for o in [None, 0, 4, 10, "x", ("nn", 16), ("ec", 8)]:
        if c in ("gzip", True) and isinstance(o, tuple) or c in (4, 2, 3) and o is not None: continue
        t("comp %r opts %r" % (c, o), mk, compression=c, compression_opts=o)
for dt in ["i1", "i2", ">i2", "i4", "i8", ">f4", "f8", "u2"]:
    for c, o in [("gzip", 1), ("lzf", None), ("szip", None), ("szip", ("ec", 32)), ("szip", ("nn", 2))]:
        for s in False, True:
            t("%s %s %r %r" % (dt, c, o, s), mk, dtype=dt, compression=c, compression_opts=o, shuffle=s, fletcher32=s, chunks=(7, 11))
for k in [dict(shuffle=True), dict(fletcher32=True), dict(scaleoffset=0), dict(scaleoffset=True), dict(scaleoffset=-1), dict(scaleoffset=2, dtype="f4"), dict(scaleoffset=True, dtype="f4"), dict(scaleoffset=8, compression="gzip", shuffle=True), dict(scaleoffset=3, fletcher32=True), dict(scaleoffset=3, dtype="S3"), dict(compression="gzip", chunks=False), dict(compression_opts=5), dict(compression=5, compression_opts=6)]:
    t("%r" % k, mk, **k)
f.close()
