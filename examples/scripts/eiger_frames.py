"""Runs of frames, one file after another, become one long movie.

The Eiger use case: the detector starts a new file every few frames. The last
file of a scan is shorter than the others.
"""

import os
import tempfile

import h5py
import numpy as np

SHAPE = (12, 16)  # rows and columns of a frame


def write_run(path, first, count):
    """Write count frames; frame k holds k + its row number / 100."""
    frame = np.arange(first, first + count).reshape(count, 1, 1)
    row = np.arange(SHAPE[0]).reshape(1, SHAPE[0], 1) / 100
    data = frame + row + np.zeros((1, 1, SHAPE[1]))
    with h5py.File(path, "w") as f:
        f.create_dataset("entry/data", data=data, chunks=(1,) + SHAPE, compression="gzip")


with tempfile.TemporaryDirectory() as folder:
    counts = [7, 7, 7, 3]
    total = sum(counts)
    layout = h5py.VirtualLayout(shape=(total,) + SHAPE, dtype="f8")
    first = 0
    for number, count in enumerate(counts):
        name = f"run_{number:04d}.h5"
        write_run(os.path.join(folder, name), first, count)
        layout[first:first + count] = h5py.VirtualSource(name, "entry/data", shape=(count,) + SHAPE)
        first += count

    path = os.path.join(folder, "scan.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_virtual_dataset("frames", layout, fillvalue=np.nan)

    with h5py.File(path, "r") as f:
        frames = f["frames"]
        print(frames.shape, frames.dtype)
        print("first pixel of each frame:", frames[:, 0, 0])
        print("frames 5 to 8, row 3:")
        print(frames[5:9, 3, ::5])
        print("mean of the last frame:", round(float(frames[-1].mean()), 6))
