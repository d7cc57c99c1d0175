"""Frames that writers took in turns become one movie in order.

Two layouts of the same idea:
  round robin    frame i is in file i % 3: a strided slice on the layout;
  blocks         each writer took 4 frames in a row: a MultiBlockSlice.
"""

import os
import tempfile

import h5py
import numpy as np


def write_frames(path, numbers):
    data = np.asarray(numbers, dtype="u2").reshape(len(numbers), 1, 1) + np.zeros((1, 2, 3), "u2")
    with h5py.File(path, "w") as f:
        f["frames"] = data
    return data.shape


def show(path):
    with h5py.File(path, "r") as f:
        frames = f["frames"]
        print(frames.shape, "first pixel:", frames[:, 0, 0])
        print("every fifth:", frames[::5, 1, 2])


with tempfile.TemporaryDirectory() as folder:
    writers = 3

    # Round robin; the last writer has one frame less.
    total = 14
    layout = h5py.VirtualLayout((total, 2, 3), "u2")
    for w in range(writers):
        numbers = list(range(w, total, writers))
        shape = write_frames(os.path.join(folder, f"robin_{w}.h5"), numbers)
        layout[w:total:writers] = h5py.VirtualSource(f"robin_{w}.h5", "frames", shape=shape)
    path = os.path.join(folder, "robin.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_virtual_dataset("frames", layout)
    show(path)

    # Blocks of four.
    block, rounds = 4, 2
    total = writers * block * rounds
    layout = h5py.VirtualLayout((total, 2, 3), "u2")
    for w in range(writers):
        numbers = [r * writers * block + w * block + i for r in range(rounds) for i in range(block)]
        shape = write_frames(os.path.join(folder, f"block_{w}.h5"), numbers)
        where = h5py.MultiBlockSlice(start=w * block, stride=writers * block, count=rounds, block=block)
        layout[where, :, :] = h5py.VirtualSource(f"block_{w}.h5", "frames", shape=shape)
    path = os.path.join(folder, "blocks.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_virtual_dataset("frames", layout)
    show(path)
