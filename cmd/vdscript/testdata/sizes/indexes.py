a = np.arange(6400, dtype="i4").reshape(80, 80)
with h5py.File(out, "w", libver=lv) as f:
    f.create_dataset("single", data=a, chunks=(80, 80))
    f.create_dataset("single_z", data=a, chunks=(80, 80), compression="gzip")
    f.create_dataset("fixed", data=a, chunks=(8, 8))
    f.create_dataset("fixed_z", data=a, chunks=(8, 8), compression="gzip")
    f.create_dataset("one", data=a, chunks=(8, 8), maxshape=(None, 80))
    f.create_dataset("one_z", data=a, chunks=(8, 8), maxshape=(None, 80), compression="gzip")
    f.create_dataset("both", data=a, chunks=(8, 8), maxshape=(None, None))
    f.create_dataset("both_z", data=a, chunks=(8, 8), maxshape=(None, None), compression="gzip")
    f.create_dataset("sparse", shape=(1000, 1000), chunks=(10, 10), dtype="u1")[500, 500] = 1
    f.create_dataset("sparse_one", shape=(1000, 1000), maxshape=(None, 1000), chunks=(10, 10), dtype="u1")[900, 500] = 1
    f.create_dataset("empty", shape=(100, 100), chunks=(10, 10), dtype="f8")
    f.create_dataset("large_fixed", shape=(300, 300), chunks=(2, 2), dtype="i2")[:, 10:12] = 5
