rng = np.random.RandomState(5)
f = h5py.File("x.h5", "w", driver="core", backing_store=False)
n = 0
for i in range(80):
    nd = rng.randint(1, 6)
    top = [2, 10, 100, 3000, 100000][rng.randint(0, 5)]
    shape = tuple(int(x) for x in rng.randint(0 if i % 20 == 0 else 1, top, size=nd))
    ms = tuple(None if rng.randint(0, 2) else s for s in shape) if i % 3 == 0 else None
    dt = ["i1", "i2", "f4", "f8", "c16", "S17", "S1000", [("a", "i4"), ("b", "S40")], h5py.string_dtype(), h5py.vlen_dtype("i4")][rng.randint(0, 10)]
    d = f.create_dataset("d%d" % i, shape, dtype=dt, chunks=True, maxshape=ms)
    print(shape, dt, ms, d.chunks)
    print(h5py.filters.guess_chunk(shape, ms, 8))
for a in [((1,), (None,), 1), ((0,), (None,), 4), ((10**9,), None, 8), ((2**40,), None, 8), ((1, 1, 1), None, 10**7), ((100,), None, 2**21)]:
    t("guess %r" % (a,), h5py.filters.guess_chunk, *a)
f.close()
