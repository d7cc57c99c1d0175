rs = np.random.RandomState(2)
noise = rs.randint(0, 256, 40000).astype("u1")
with h5py.File(out, "w", libver=lv) as f:
    f.create_dataset("d", shape=(200, 200), maxshape=(None, None), chunks=(50, 50), dtype="u1", compression="gzip")
for k in range(12):
    with h5py.File(out, "r+", libver=lv) as f:
        a = noise.copy(); a[: (k * 7919) % 40000] = 0
        f["d"][...] = a.reshape(200, 200)
