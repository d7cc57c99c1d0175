"""Text that comes as a list or a generator of lines, as instruments' logs do."""
import io

import numpy as np

log = ["# time,current", "0.0,1.5", "", "0.5,1.75"]
print(np.loadtxt(log, delimiter=","))
print(np.loadtxt((line for line in log), delimiter=",", usecols=1))
print(np.loadtxt([b"1 2", b"3 4"], dtype=int, unpack=True))
print(np.loadtxt(io.StringIO("a b\n1 2\n3 4"), skiprows=1, usecols=(1,), dtype=int))
print(np.genfromtxt(["1,2", "3,x"], delimiter=","))
for wrong in (5, ["1 2", "3"]):
    try:
        np.loadtxt(wrong)
    except Exception as e:
        print(type(e).__name__, e)
