"""Events of differing length as variable-length sequences, alone and in a table, appended in a loop."""
import h5py
import numpy as np

rng = np.random.default_rng(7)
hits = h5py.vlen_dtype(np.dtype("f4"))
row = np.dtype([("event", "i8"), ("run", h5py.string_dtype()), ("energy", hits)])

with h5py.File("events.h5", "w") as f:
    energies = f.create_dataset("energies", (0,), maxshape=(None,), dtype=hits, chunks=(16,))
    table = f.create_dataset("table", (0,), maxshape=(None,), dtype=row)
    for i in range(10):
        e = np.round(rng.random(int(rng.integers(0, 6))), 3).astype("f4")
        energies.resize(i + 1, axis=0)
        energies[i] = e
        table.resize((i + 1,))
        table[i] = (i, "run%d" % (i // 4), e)
    energies.attrs["lengths"] = [len(e) for e in energies]

with h5py.File("events.h5") as f:
    lengths = f["energies"].attrs["lengths"]
    print(lengths, lengths.dtype, f["energies"].shape, f["energies"].dtype, h5py.check_vlen_dtype(f["energies"].dtype))
    print(f["energies"][3:6])
    print(f["table"]["run"], f["table"].fields("event")[:3], f["table"][4]["energy"])
    total = sum(float(e.sum()) for e in f["energies"])
    print("%.3f" % total, max(len(e) for e in f["energies"]))
    longest = int(np.argmax(lengths))
    print(longest, f["table"][longest]["run"].decode(), np.array_equal(f["table"]["energy"][longest], f["energies"][longest]))
