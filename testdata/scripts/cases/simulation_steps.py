"""A simulation's output: one group for each step, a table of particles, references, and a restart that appends."""
import h5py
import numpy as np

particle = np.dtype([("id", "u4"), ("pos", ("f8", 3)), ("mass", "f4"), ("alive", "?")])


def state(step):
    p = np.zeros(5, particle)
    p["id"] = np.arange(5)
    p["pos"] = np.arange(15).reshape(5, 3) * 0.5 + step
    p["mass"] = 1 + np.arange(5) / 4
    p["alive"] = p["id"] % 2 == step % 2
    return p


for run in range(2):
    with h5py.File("sim.h5", "a") as f:
        times = f.require_dataset("times", (0,), "f8", maxshape=(None,), chunks=(4,))
        for step in range(len(times), len(times) + 3):
            g = f.create_group("steps/%04d" % step)
            g.create_dataset("particles", data=state(step))
            g.attrs.create("time", step * 0.1, dtype="f4")
            g.attrs["box"] = np.eye(3, dtype="i2") * 10
            times.resize((step + 1,))
            times[-1] = step * 0.1
        f.attrs["runs"] = f.attrs.get("runs", 0) + 1

with h5py.File("sim.h5", "r+") as f:
    steps = f["steps"]
    print(f.attrs["runs"], list(steps), np.round(f["times"][:], 2), f["times"].maxshape)
    last = steps["0005/particles"]
    print(last.dtype, last.shape, last["pos"][1], last["id", "alive"][:2], last[2]["mass"])
    last["mass"] = last["mass"] * 2
    last[0] = (99, (1, 2, 3), 4, True)
    print(last[:2])
    f.create_dataset("marks", data=[steps["0001"].ref, steps["0003"].ref], dtype=h5py.ref_dtype)
    f["marks"].attrs["best"] = last.regionref[1:3]
    f.move("steps/0000", "archive/first")
    f.copy("steps/0002", f["archive"], name="third", without_attrs=True)
    del f["steps/0004"]

with h5py.File("sim.h5", "r") as f:
    print([f[r].name for r in f["marks"]], f[f["marks"].attrs["best"]].name, f["steps/0005/particles"][f["marks"].attrs["best"]]["id"])
    print(sorted(f["archive"]), len(f["archive/third"].attrs), f["archive/first"].attrs["box"].tolist(), list(f["steps"]))
