"""What h5py warns of: class, text and line, and what filters make of it."""
import warnings

import h5py
from h5py.h5py_warnings import H5pyDeprecationWarning, H5pyWarning

print([c.__name__ for c in H5pyDeprecationWarning.__mro__], H5pyWarning.__module__)


def told(action, *args, **kwargs):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        value = action(*args, **kwargs)
    for w in log:
        print(w.lineno, w.category.__name__, w.message)
    return value


config = h5py.get_config()
with h5py.File("w.h5", "w") as f:
    d = told(f.create_dataset, "a", (3,))
    print(d.dtype)
    told(f.create_dataset, "b", (3,), "f8")
    told(f.create_dataset, "c", data=[1])
    told(d.dims.create_scale, f["b"], "name")
    print(f["b"].is_scale)
    for name in ("default_file_mode", "swmr_min_hdf5_version", "vds_min_hdf5_version", "mpi", "track_order"):
        print(name, told(getattr, config, name))
    told(setattr, config, "default_file_mode", "r")
    for mode in ("w", "?"):
        try:
            config.default_file_mode = mode
        except ValueError as e:
            print(e)
    told(h5py.File, "s.h5", "w", swmr=True).close()
    with warnings.catch_warnings():
        warnings.simplefilter("error", H5pyWarning)
        try:
            f.create_dataset("refused", (3,))
        except H5pyDeprecationWarning as e:
            print("refused" in f, e)
