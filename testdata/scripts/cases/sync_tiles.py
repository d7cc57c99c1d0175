"""Assemble four detector tiles with gaps into one virtual image."""
import os
import h5py
import numpy as np

TILE = (8, 12)
GAP = 2
FRAMES = 5


def write_tile(name, index):
    rng = np.arange(FRAMES * TILE[0] * TILE[1], dtype=np.uint16)
    data = rng.reshape((FRAMES,) + TILE) + np.uint16(1000 * index)
    with h5py.File(name, "w") as f:
        grp = f.create_group("entry/data")
        dset = grp.create_dataset("data", data=data, chunks=(1,) + TILE, compression="gzip", compression_opts=4, shuffle=True)
        dset.attrs["tile"] = index
        dset.attrs["description"] = f"tile {index:02d}"
        grp.attrs["NX_class"] = np.bytes_("NXdata")


names = []
for i in range(4):
    fname = "tile_%d.h5" % i
    write_tile(fname, i)
    names.append(fname)

height = 2 * TILE[0] + GAP
width = 2 * TILE[1] + GAP
layout = h5py.VirtualLayout(shape=(FRAMES, height, width), dtype=np.uint16)
for i, fname in enumerate(names):
    row, col = divmod(i, 2)
    y = row * (TILE[0] + GAP)
    x = col * (TILE[1] + GAP)
    vsource = h5py.VirtualSource(fname, "entry/data/data", shape=(FRAMES,) + TILE)
    layout[:, y:y + TILE[0], x:x + TILE[1]] = vsource
    print(f"{fname:>12s} -> y={y:<4d} x={x:<4d} {vsource.shape}")

with h5py.File("image.h5", "w", libver="latest") as f:
    f.create_virtual_dataset("image", layout, fillvalue=65535)
    f["image"].attrs["gap"] = GAP

with h5py.File("image.h5", "r") as f:
    d = f["image"]
    print(d, d.dtype, d.shape, d.is_virtual, d.fillvalue)
    print(d[0, 6:12, 8:18])
    print(d[-1, :, 13])
    mean = d[:].astype(float).mean(axis=(1, 2))
    for i, m in enumerate(mean):
        print(f"frame {i}: mean {m:12.4f}")
    mask = d[0] == 65535
    print("masked pixels", mask.sum(), "of", mask.size, f"{mask.sum() / mask.size:.2%}")
    for src in d.virtual_sources():
        print(src.file_name, src.dset_name, src.vspace.get_select_bounds(), src.src_space.get_select_npoints())
    print(dict(d.attrs))
