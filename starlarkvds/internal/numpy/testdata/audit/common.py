"""What the scripts beside it begin with: SEED and COUNT come from the environment."""
import numpy as np
import random
import sys
import os
R = random.Random(int(os.environ.get("SEED", "1")))
def describe(r):
    if isinstance(r, np.ndarray):
        return repr(r) + " " + r.dtype.str + str(r.shape)
    if isinstance(r, (tuple, list)):
        return type(r).__name__ + "[" + ", ".join([describe(x) for x in r]) + "]"
    if isinstance(r, np.generic):
        return repr(r) + " " + r.dtype.str
    return repr(r)
def show(desc, f):
    try:
        text = describe(f())
    except Exception as e:
        text = "! " + type(e).__name__ + ": " + str(e)
    print("\n##" + desc + " -> " + text)
