import numpy as np, h5py
with h5py.File("s.h5", "w") as f:
    base = np.arange(5 * 6 * 7).reshape(5, 6, 7)
    f.create_dataset("c", data=base, chunks=(2, 3, 4))
    f.create_dataset("p", data=base)
    f.create_dataset("z", data=base, chunks=True, compression="gzip", shuffle=True, fletcher32=True)
    lay = h5py.VirtualLayout((5, 6, 7), "i8")
    lay[:2] = h5py.VirtualSource(".", "c", (5, 6, 7))[:2]
    lay[2:] = h5py.VirtualSource(".", "p", (5, 6, 7))[2:]
    f.create_virtual_dataset("v", lay)
keys = [
    (), Ellipsis, 0, -1, slice(1, 3), slice(None, None, 2), (0, 1), (0, 1, 2), (slice(None), 2), (Ellipsis, 3),
    (1, Ellipsis, slice(2, 5)), (slice(1, 4, 2), slice(0, 6, 3), slice(1, 7, 5)), ([0, 2, 4],), (slice(None), [1, 3], 0),
    (0, slice(2, 2)), (slice(3, 100), -1), (slice(-3, -1), slice(-2, None), -7), (np.int64(2), np.uint8(3)),
    (slice(None), slice(None), [0, 6]), ([1], [2], slice(None)), (slice(4, 1),),
    (np.array([True, False, True, False, False]),), (slice(0, 5), np.array([0, 5]), 1),
    5, (0, 0, 0, 0), (slice(None, None, -1),), ([2, 1],), ([0, 0],), "nofield", 1.5, (slice(None), 6), None, ([[0, 1]],),
    (0, [1, 2], [1, 2]), -6, (True,), (slice(0, 3, 0),),
]
with h5py.File("s.h5", "r") as f:
    for key in keys:
        for name in "cpzv":
            try:
                r = f[name][key]
                s = f"{np.shape(r)} {np.asarray(r).sum()} {np.asarray(r).ravel()[:4]}"
            except Exception as e:
                s = f"{type(e).__name__}: {e}"
            print(name, key if not isinstance(key, np.ndarray) else key.tolist(), s)
