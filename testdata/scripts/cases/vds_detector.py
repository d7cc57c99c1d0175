"""Modules of a detector, one file each with frames that differ in number, as one virtual dataset with gaps."""
import h5py
import numpy as np

for module in range(4):
    with h5py.File("module_%d.h5" % module, "w") as f:
        if module != 2:
            frames = np.arange((module + 2) * 6, dtype="u2").reshape(module + 2, 2, 3) + 1000 * module
            f.create_dataset("entry/data", data=frames, chunks=(1, 2, 3), maxshape=(None, 2, 3))

layout = h5py.VirtualLayout((4, 5, 2, 3), "i4")
for module in (0, 1, 3):
    with h5py.File("module_%d.h5" % module) as f:
        source = h5py.VirtualSource(f["entry/data"])
    n = min(source.shape[0], 5)
    layout[module, :n] = source[:n]
with h5py.File("detector.h5", "w", libver="latest") as f:
    d = f.create_virtual_dataset("images", layout, fillvalue=-1)
    corner = h5py.VirtualLayout((3, 2), "f4")
    corner[0] = h5py.VirtualSource(f.filename, "images", (4, 5, 2, 3))[0, 0, :, 0]
    corner[1:3, 1] = h5py.VirtualSource("module_3.h5", "entry/data", (5, 2, 3))[::4, 1, 2]
    f.create_virtual_dataset("corner", corner, fillvalue=np.nan)

with h5py.File("detector.h5") as f:
    d = f["images"]
    print(d.shape, d.dtype, d.is_virtual, d.fillvalue, d.chunks, len(d.virtual_sources()))
    print(d[:, 0, 0, 0], d[0, :, 1, 1], d[3, ::2, 0].tolist(), (d[2] == -1).all())
    for v in sorted(d.virtual_sources(), key=lambda v: v.file_name):
        print(v.file_name, v.dset_name, v.vspace.get_regular_hyperslab(), v.src_space.get_select_npoints())
    print(f["corner"][...].tolist(), (d[...] >= 0).sum(axis=(1, 2, 3)))
