"""Electrophysiology: compound spikes, string channel names, epochs."""
import h5py, numpy as np
spike = np.dtype([("time", "f8"), ("channel", "u2"), ("amp", "f4"), ("wave", "i2", (4,))])
sess = []
for s in range(3):
    n = 5 + s
    a = np.zeros(n, dtype=spike)
    a["time"] = np.arange(n) * 0.125 + s
    a["channel"] = np.arange(n) % 3
    a["amp"] = -40.5 + np.arange(n)
    a["wave"] = np.arange(n * 4).reshape(n, 4) - 7
    with h5py.File(f"s{s}.h5", "w") as f:
        d = f.create_dataset("spikes", data=a, maxshape=(None,))
        d.attrs["rate"] = 30000.0
        f.create_dataset("channels", data=["ch%02d" % c for c in range(3)], dtype=h5py.string_dtype())
    sess.append(n)
lay = h5py.VirtualLayout((sum(sess),), dtype=spike)
p = 0
for s, n in enumerate(sess):
    lay[p:p+n] = h5py.VirtualSource(f"s{s}.h5", "spikes", (n,), dtype=spike)
    p += n
with h5py.File("all.h5", "w") as f:
    f.create_virtual_dataset("spikes", lay)
with h5py.File("all.h5") as f:
    d = f["spikes"]
    print(d.dtype)
    print(d[0], d[0].dtype.names)
    print(d[3:6])
    print(d["time"])
    print(d["channel", 2:5])
    a = d[:]
    for ch in np.unique(a["channel"]):
        sel = a[a["channel"] == ch]
        print(f"channel {ch}: {len(sel)} spikes, amp {sel['amp'].mean():.3f} +- {sel['amp'].std():.3f}")
    isi = np.diff(np.sort(a["time"]))
    print(isi.round(3), isi.max())
    print(a["wave"][::6])
    late = a["time"] > 2
    print(late.astype(int), late.any(), late.all())
with h5py.File("s1.h5") as f:
    print(f["channels"][:], f["channels"].asstr()[1], f["channels"].dtype)
    print(h5py.check_string_dtype(f["channels"].dtype))
