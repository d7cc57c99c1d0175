with h5py.File(out, "w", libver=lv) as f:
    n = np.arange(60000)
    f.create_dataset("ints", data=n.astype("i4"), chunks=(10000,), compression="gzip")
    f.create_dataset("fast", data=n.astype("i4"), chunks=(10000,), compression="gzip", compression_opts=1)
    f.create_dataset("floats", data=n / 60000, chunks=(10000,), compression="gzip", compression_opts=2)
    f.create_dataset("rounded", data=np.round(np.sin(n / 100), 2), chunks=(20000,), compression="gzip", compression_opts=6)
    f.create_dataset("shuffled", data=n, chunks=(5000,), compression="gzip", shuffle=True)
    f.create_dataset("little", data=n[:20000] % 7, chunks=(100,), compression="gzip")
    f.create_dataset("text", data=np.array([b"the quick brown fox %d jumps over %d dogs" % (i, i * 7 % 13) for i in range(3000)]), chunks=(500,), compression="gzip")
    f.create_dataset("scaled", data=n % 1000, chunks=(5000,), scaleoffset=0)
    d = f.create_dataset("sparse", shape=(10000, 10000), chunks=(100, 100), dtype="f4", compression="gzip")
    for i in range(0, 10000, 700): d[i, i] = 1
