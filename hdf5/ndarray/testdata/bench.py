"""Times numpy, or vdscript's numpy, on what BenchmarkLarge does: 64 million elements each.

Run it under both hosts and compare the lines (name, best of five in ns):
    python bench.py; vdscript bench.py
"""
import time

import numpy as np

N = 64 << 20
ops = {
    "sum": lambda x: x.sum(), "max": lambda x: x.max(), "add": lambda x: x + x, "multiply": lambda x: x * x, "times3": lambda x: x * 3,
    "less": lambda x: x < x, "equal": lambda x: x == x, "sqrt": np.sqrt,
}
for name in ["sum/f8", "sum/f4", "sum/i4", "sum/u1", "max/f8", "add/f8", "add/f4", "add/i4", "add/u1", "multiply/f8", "multiply/i4", "times3/f8",
             "less/f8", "less/f4", "equal/f8", "less/i4", "equal/u1", "astype/f8_f4", "astype/i4_f8", "astype/f8_i4", "astype/u1_f4", "astype/f4_f8", "astype/i2_f4", "sqrt/f8"]:
    op, dt = name.split("/")
    dt, _, to = dt.partition("_")
    x = np.resize(np.arange(100).astype(dt), N)
    f = (lambda x: x.astype(to)) if to else ops[op]
    best = 1e9
    for _ in range(5):
        t = time.perf_counter()
        f(x)
        best = min(best, time.perf_counter() - t)
    print(f"{name:14} {best * 1e9:14.0f} ns/op")
