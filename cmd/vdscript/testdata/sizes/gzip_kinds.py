n = np.arange(40000)
x, y = np.meshgrid(np.arange(200), np.arange(200))
kinds = {
    "i8": n, "i4": n.astype("i4"), "i2": n.astype("i2"), "u1": n.astype("u1"), "f8": n * 0.1, "f4": (n * 0.1).astype("f4"), "big": n.astype(">i4"),
    "table": (n % 100 * 3).astype("i4"), "image": ((x * y) % 256).astype("u1"), "gauss": np.exp(-((x - 100.) ** 2 + (y - 100.) ** 2) / 500), "rounded": np.round(np.exp(-((x - 100.) ** 2 + (y - 100.) ** 2) / 500), 3),
    "checker": ((x // 8 + y // 8) % 2).astype("i4"), "noise": (n * 1103515245 + 12345) % 2147483648, "low": ((n * 1103515245 + 12345) // 65536 % 4).astype("u1"), "times": 1600000000 + n * 60, "stamps": 1.6e9 + n * 0.01,
    "const": np.full(40000, 3.14), "sparse": np.where(n % 97 == 0, n, 0), "text": np.array([b"station %05d temperature %3d.%d" % (i, i % 40, i % 10) for i in range(2000)]), "complex": np.exp(1j * n / 100),
}
with h5py.File(out, "w", libver=lv) as f:
    for k, a in kinds.items():
        for level in (1, 4, 9): f.create_dataset("%s_%d" % (k, level), data=a, chunks=True, compression="gzip", compression_opts=level)
