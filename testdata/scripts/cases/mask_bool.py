import numpy as np, h5py
with h5py.File("m.h5", "w") as f:
    a = np.arange(24, dtype="f4").reshape(4, 6)
    d = f.create_dataset("a", data=a)
    m = (a % 5) == 0
    print(m)
    print(d[m])
    d[m] = -1
    print(d[:])
    d[m] = np.arange(m.sum()) * 10
    print(d[()])
    d[1] += 100
    d[:, 2] *= 2
    d[0:2, 0:2] = [[1, 2], [3, 4]]
    d[3, ...] = 7
    print(d[...])
    m2 = f.create_dataset("mask", data=m)
    print(m2.dtype, m2[:], m2[0, 0], ~m2[:])
    print(np.where(m2[:])[0], np.count_nonzero(m2), np.argwhere(m2[:]).tolist())
    print(d[m2[:].any(axis=1)], d[:, np.array([True, False, False, True, False, False])])
    x = np.ma if False else a
    print(np.where(m, a, -a))
    a[a > 20] = np.inf
    print(a, a[~np.isfinite(a)].size)
    print((m & (a > 3)) | (a == 1), m ^ True, np.logical_not(m).sum(axis=1))
