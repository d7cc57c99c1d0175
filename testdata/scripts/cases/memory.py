"""Memory that no machine has ends in MemoryError."""
import h5py
import numpy as np

for make in (
    lambda: np.zeros((1 << 46,)),
    lambda: np.broadcast_to(np.zeros(1), (1 << 46,)) + 1,
    lambda: [0] * 10**17,
    lambda: "a" * 10**17,
):
    try:
        make()
    except MemoryError as e:
        print("MemoryError", e)
with h5py.File("big.h5", "w") as f:
    d = f.create_dataset("x", (1 << 46,), "f8", chunks=(1 << 20,))
    print(d[5:7], d.shape)
    f.attrs.create("shaped", np.arange(6), shape=(2, 3), dtype="i2")
    print(f.attrs["shaped"], f.attrs["shaped"].dtype)
