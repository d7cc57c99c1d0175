"""Six detector modules become one picture with gaps between them.

The Excalibur use case: each module writes a stripe of every frame into its own
file. Rows that no module covers read as the fill value.
"""

import os
import tempfile

import h5py
import numpy as np

MODULES, FRAMES, ROWS, COLUMNS, GAP = 6, 5, 4, 8, 2

with tempfile.TemporaryDirectory() as folder:
    names = ["stripe_%d.h5" % m for m in range(1, MODULES + 1)]
    for m, name in enumerate(names, start=1):
        with h5py.File(os.path.join(folder, name), "w") as f:
            stripe = np.full((FRAMES, ROWS, COLUMNS), m * 10, dtype="u2")
            stripe[:, 0, :] += np.arange(FRAMES, dtype="u2").reshape(FRAMES, 1)
            f["data"] = stripe

    height = MODULES * ROWS + (MODULES - 1) * GAP
    layout = h5py.VirtualLayout((FRAMES, height, COLUMNS), dtype="u2")
    top = 0
    for name in names:
        layout[:, top:top + ROWS, :] = h5py.VirtualSource(name, "data", shape=(FRAMES, ROWS, COLUMNS))
        top += ROWS + GAP

    path = os.path.join(folder, "detector.h5")
    with h5py.File(path, "w", libver="latest") as f:
        f.create_virtual_dataset("frames", layout, fillvalue=1)

    with h5py.File(path, "r") as f:
        frames = f["frames"]
        print(frames)
        print("frame 3, column 0:")
        print(frames[3, :, 0])
        print("rows 2 to 8 of frame 0:")
        print(frames[0, 2:8])
        gaps = (frames[0, :, 0] == 1).sum()
        print(f"{gaps} of {height} rows lie in gaps ({gaps / height:.1%})")
