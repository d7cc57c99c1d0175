"""Virtual datasets: builders of layouts, a checkup, and changes in place.

    import vds
    layout = vds.concat(vds.glob("run_*.h5", "data"))
    with h5py.File("all.h5", "w") as f:
        f.create_virtual_dataset("data", layout)

A source is a VirtualSource, a Dataset, or a pair of a file name and a dataset name, which is opened to learn its shape.
"""
import glob as _glob
import os as _os
import re as _re

import h5py

check = h5py.vds.check
remap = h5py.vds.remap
relocate = h5py.vds.relocate
make_relative = h5py.vds.make_relative


def _source(source):
    """The VirtualSource that a source stands for. Names of a pair are meant literally."""
    if isinstance(source, h5py.VirtualSource):
        return source
    if isinstance(source, h5py.Dataset):
        return h5py.VirtualSource(source)
    if not isinstance(source, (tuple, list)) or len(source) != 2:
        raise TypeError("a source is a VirtualSource, a Dataset, or a pair of a file name and a dataset name, not %r" % (source,))
    path, name = source
    with h5py.File(path, "r") as f:
        d = f[name]
        return h5py.VirtualSource(path.replace("%", "%%"), d.name.replace("%", "%%"), d.shape, d.dtype, d.maxshape)


def append(dataset, source, axis=0):
    """Let a virtual dataset grow along an axis by a source; nothing but the list of mappings is written."""
    h5py.vds.append(dataset, _source(source), axis)


def glob(pattern, name):
    """The datasets of one name in all files that match a pattern; numbers in file names count as numbers."""
    def order(path):
        return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in _re.split("([0-9]+)", path)]
    files = sorted(_glob.glob(pattern), key=order)
    if not files:
        raise FileNotFoundError("no file matches %r" % pattern)
    return [(path, name) for path in files]


def concat(sources, axis=0, dtype=None):
    """A layout of sources one after the other along an axis that they have."""
    return h5py.vds.concat([_source(s) for s in sources], axis, dtype)


def stack(sources, axis=0, dtype=None):
    """A layout of sources of equal shape along a new axis."""
    return h5py.vds.stack([_source(s) for s in sources], axis, dtype)


def interleave(sources, axis=0, dtype=None):
    """A layout that takes one slice of each source in turn. Sources that end early leave the fill value."""
    return h5py.vds.interleave([_source(s) for s in sources], axis, dtype)


def grid(rows, axes=(0, 1), dtype=None):
    """A layout of tiles: rows is a list of rows, each a list of sources or None for a hole."""
    return h5py.vds.grid([[None if s is None else _source(s) for s in row] for row in rows], axes, dtype)


def pattern(file, name, shape=None, axis=0, dtype=None):
    """A layout without an end: block n along an axis is the source that "%b" in the names stands for with the number n. Without a shape
    block 0 is opened to learn it; a file name with directives such as "%05b" is expanded over the files that are there now."""
    wide = _re.search("%0[0-9]+b", file + name)
    if wide:
        return _expanded(file, name, wide.group(0), axis, dtype)
    if shape is None:
        first = _source((file.replace("%b", "0").replace("%%", "%"), name.replace("%b", "0").replace("%%", "%")))
        shape, dtype = first.shape, dtype or first.dtype
    return h5py.vds.pattern(h5py.VirtualSource(file, name, shape=shape, dtype=dtype), axis, dtype)


def _expanded(file, name, directive, axis, dtype):
    """The layout of a name with leading zeros, which libhdf5 lacks: of the sources with the numbers 0, 1, 2 ... as far as there are files."""
    digits = int(directive[2:-1])
    sources = []
    while True:
        number = str(len(sources)).rjust(digits, "0")
        path = file.replace(directive, number)
        if not _os.path.exists(path) or (sources and path == sources[-1][0]):
            break
        sources.append((path, name.replace(directive, number)))
    if not sources:
        raise FileNotFoundError("no file matches %r" % file)
    return concat(sources, axis, dtype)
