"""Four files of 100 numbers become one 4 x 100 virtual dataset.

Each source file holds one row. The virtual dataset stores no numbers of its
own: it says where each row lies, and reading it opens the sources.
"""

import os
import tempfile

import h5py
import numpy as np

with tempfile.TemporaryDirectory() as folder:
    rows = np.arange(100) + np.arange(1, 5).reshape(4, 1)

    # One source file for each row.
    names = [f"row_{n}.h5" for n in range(4)]
    for name, row in zip(names, rows):
        with h5py.File(os.path.join(folder, name), "w") as f:
            f.create_dataset("data", data=row, dtype="i4")

    # The layout says which source fills which part. Names are relative to the
    # file that will hold the virtual dataset.
    layout = h5py.VirtualLayout(shape=(4, 100), dtype="i4")
    for n, name in enumerate(names):
        layout[n] = h5py.VirtualSource(name, "data", shape=(100,))

    path = os.path.join(folder, "vds.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_virtual_dataset("data", layout, fillvalue=-5)

    with h5py.File(path, "r") as f:
        data = f["data"]
        print(data)
        print(data[:, :10])
        print("column 99:", data[:, 99])
        for source in data.virtual_sources():
            print("reads", source.file_name, "dataset", source.dset_name)

    # A source that is gone reads as the fill value.
    os.remove(os.path.join(folder, names[2]))
    with h5py.File(path, "r") as f:
        print("without row 2:", f["data"][:, 0])
