"""Trains and pulses: index arrays, variable pulses in a train, strings."""
import h5py
import numpy as np

n_trains = 6
pulses = np.array([3, 0, 2, 5, 1, 4], dtype=np.uint64)
first = np.concatenate([[0], np.cumsum(pulses)[:-1]]).astype(np.uint64)
train_ids = 1_000_000_123 + np.arange(n_trains, dtype=np.uint64)

for seq in range(2):
    with h5py.File(f"RAW-R0001-AGIPD00-S{seq:05d}.h5", "w") as f:
        sl = slice(seq * 3, seq * 3 + 3)
        f["INDEX/trainId"] = train_ids[sl]
        f["INDEX/SPB_DET/image/count"] = pulses[sl]
        f["INDEX/SPB_DET/image/first"] = first[sl] - first[sl][0]
        total = int(pulses[sl].sum())
        data = np.zeros((total, 2, 4, 6), dtype=np.uint16)
        for i in range(total):
            data[i, 0] = i + 1
            data[i, 1] = (i % 3)
        f.create_dataset("INSTRUMENT/SPB_DET/image/data", data=data, chunks=(1, 2, 4, 6), maxshape=(None, 2, 4, 6))
        f.create_dataset("METADATA/dataSources/root", data=[b"INSTRUMENT", b"CONTROL"])

counts = []
for seq in range(2):
    with h5py.File(f"RAW-R0001-AGIPD00-S{seq:05d}.h5", "r") as f:
        d = f["INSTRUMENT/SPB_DET/image/data"]
        counts.append(len(d))
        print(d.name, d.shape, d.maxshape, d.chunks, d.nbytes)
        for tid, c, fst in zip(f["INDEX/trainId"][:], f["INDEX/SPB_DET/image/count"], f["INDEX/SPB_DET/image/first"]):
            fr = d[fst:fst + c, 0]
            print(f"train {tid}: {c} pulses, from {fst}:", fr.mean() if c else None)
        print(f["METADATA/dataSources/root"][:])

shape = (sum(counts), 4, 6)
layout = h5py.VirtualLayout(shape=shape, dtype="u2")
off = 0
for seq, n in enumerate(counts):
    vs = h5py.VirtualSource(f"RAW-R0001-AGIPD00-S{seq:05d}.h5", "INSTRUMENT/SPB_DET/image/data", shape=(n, 2, 4, 6), maxshape=(None, 2, 4, 6))
    layout[off:off + n] = vs[:, 0]
    off += n
with h5py.File("virtual.cxi", "w", libver="v110") as f:
    grp = f.create_group("entry_1/instrument_1/detector_1")
    dset = grp.create_virtual_dataset("data", layout, fillvalue=0)
    f["entry_1/data_1"] = h5py.SoftLink("/entry_1/instrument_1/detector_1/data")
    print(dset[:, 0, 0])
    print(f["entry_1/data_1"][2:6, 1:3, ::2])
    print(f["entry_1/data_1"].name, f.get("entry_1/data_1", getlink=True).path)
