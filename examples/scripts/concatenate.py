"""Stack the same dataset of many files along a new first axis.

usage: concatenate.py [FILE ...]        without files it makes five of its own

The result has one more dimension than the sources: element [i] is file i.
"""

import os
import sys
import tempfile

import h5py
import numpy as np


def concatenate(target, files, key="data"):
    with h5py.File(files[0], "r") as f:
        shape, dtype = f[key].shape, f[key].dtype
    layout = h5py.VirtualLayout(shape=(len(files),) + shape, dtype=dtype)
    for i, name in enumerate(files):
        layout[i, ...] = h5py.VirtualSource(name, key, shape=shape)
    with h5py.File(target, "w", libver="latest") as f:
        f.create_virtual_dataset(key, layout, fillvalue=0)


def make_file(path, number):
    values = np.arange(2 * 3 * 4, dtype="i4").reshape(2, 3, 4) + 1000 * number
    with h5py.File(path, "w") as f:
        d = f.create_dataset("data", (2, 3, 4), "i4")
        d[:] = values
    return path


def main(argv):
    with tempfile.TemporaryDirectory() as folder:
        files = argv[1:]
        if not files:
            files = [make_file(os.path.join(folder, f"part_{n}.h5"), n) for n in range(5)]
        target = os.path.join(folder, "all.h5")
        concatenate(target, files)
        with h5py.File(target, "r") as f:
            data = f["data"]
            print(data.shape, data.dtype, "virtual" if data.is_virtual else "stored")
            print("element [i, 1, 2, 3] of each file:", data[:, 1, 2, 3])
            print("sum of each file:", data[...].sum(axis=(1, 2, 3)))


if __name__ == "__main__":
    main(sys.argv)
