n = np.arange(40000)
data = {"ramp": n.astype("i4"), "wave": np.sin(n / 50).astype("f4"), "steps": (n // 777).astype("u2"), "mod": (n * 7919 % 1000).astype("i2"), "zero": np.zeros(40000), "bits": (n % 3 == 0)}
with h5py.File(out, "w", libver=lv) as f:
    for name, a in data.items():
        for k, how in enumerate([dict(compression="gzip"), dict(compression="gzip", compression_opts=1), dict(compression="gzip", compression_opts=9), dict(compression="gzip", shuffle=True), dict(compression="lzf"), dict(compression="lzf", shuffle=True), dict(fletcher32=True), dict(compression="gzip", fletcher32=True, shuffle=True)]):
            f.create_dataset("%s%d" % (name, k), data=a, chunks=(8192,), **how)
    for name in ("ramp", "steps", "mod"): f.create_dataset(name + "so", data=data[name], chunks=(8192,), scaleoffset=0)
    f.create_dataset("waveso", data=data["wave"], chunks=(8192,), scaleoffset=3)
