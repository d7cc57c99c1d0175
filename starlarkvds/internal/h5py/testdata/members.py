"""Run each snippet of a JSON list under CPython and h5py in a folder of its own; print the outputs as JSON."""
import contextlib, io, json, os, sys, tempfile, warnings

warnings.simplefilter("ignore")
import h5py, numpy as np

out = []
for code in json.load(open(sys.argv[1])):
    buf = io.StringIO()
    with tempfile.TemporaryDirectory() as d, contextlib.redirect_stdout(buf):
        os.chdir(d)
        names = {}
        try:
            exec(compile(code, "s", "exec"), names)
        except BaseException as e:
            print(type(e).__name__ + ": " + str(e))
        if "f" in names:
            names["f"].close()
        os.chdir("/")
    out.append(buf.getvalue())
json.dump(out, sys.stdout)
