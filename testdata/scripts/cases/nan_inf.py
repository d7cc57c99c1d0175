import numpy as np, h5py
a = np.array([[1.5, np.nan, np.inf], [-np.inf, -0.0, 1e300], [1e-300, 3.0, 123456789.123]])
with h5py.File("n.h5", "w") as f:
    f["a"] = a
    f["b"] = a.astype("f4")
    f["h"] = a.astype("f2")
    d = f.create_dataset("fill", (3,), "f8", fillvalue=np.nan)
    print(d[:], d.fillvalue)
    for k in "abh":
        x = f[k][:]
        print(x)
        print(repr(x))
        print(np.isnan(x).sum(), np.isinf(x).sum(), np.isfinite(x).all(axis=1))
        print(np.nanmin(x), np.nanmax(x), x[0].sum(), np.nansum(x[:, 0]))
        for v in x.ravel():
            print(v, repr(v), f"{v:.3e}", "%g" % v, f"{v:10.4f}" if abs(v) < 1e10 else f"{v:.6g}", end=" | ")
        print()
    print(f["a"][0, 1] == f["a"][0, 1], f["a"][0, 1] != f["a"][0, 1])
    print(sorted([3.0, float("inf"), -1.0, float("-inf")]))
    print(float("nan"), float("inf"), -float("inf"), 1e22, 1e21, 1e16, 123456789012345678.0, 0.1 + 0.2, 5e-324)
    print(np.float32(0.1), np.float64(0.1), np.float16(0.1), np.float32(1e10), np.float32(16777216.0))
    print(np.array([1e10, 1.0]), np.array([1e-5, 1.0]), np.array([1e-4, 1.0]), np.array([1e16, 1.0]))
    print(np.array([0.1, 0.25, 1/3]), np.array([1.0, 2.0]), np.array([np.nan, 1]), np.array([1e300, 1e-300]))
