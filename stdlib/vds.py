"""Virtual datasets: builders of layouts, a checkup, and changes in place.

    import vds
    layout = vds.concat(vds.glob("run_*.h5", "data"))
    with h5py.File("all.h5", "w") as f:
        f.create_virtual_dataset("data", layout)

A source is a VirtualSource, a Dataset, or a pair of a file name and a dataset name, which is opened to learn its shape.
"""
import glob as _glob
import re as _re

import h5py

check = h5py.vds.check
append = h5py.vds.append
remap = h5py.vds.remap
relocate = h5py.vds.relocate
make_relative = h5py.vds.make_relative


def _source(source):
    if isinstance(source, h5py.VirtualSource):
        return source
    if isinstance(source, h5py.Dataset):
        return h5py.VirtualSource(source)
    path, name = source
    with h5py.File(path, "r") as f:
        return h5py.VirtualSource(f[name])


def _sources(sources):
    out = [_source(s) for s in sources]
    if not out:
        raise ValueError("no sources")
    return out


def _axis(axis, rank):
    if axis < -rank or axis >= rank:
        raise ValueError("axis %d is out of bounds for %d dimensions" % (axis, rank))
    return axis % rank


def _check_shapes(sources, axis):
    """All shapes must be the first one's but for an axis."""
    first = list(sources[0].shape)
    for i, s in enumerate(sources):
        shape = list(s.shape)
        if axis is not None and len(shape) == len(first):
            shape[axis] = first[axis]
        if shape != first:
            raise ValueError("source %d has shape %s, which does not fit %s of source 0" % (i, s.shape, sources[0].shape))


def _key(rank, axis, where):
    """An index that is where along an axis and everything along the others."""
    key = [slice(None)] * rank
    key[axis] = where
    return tuple(key)


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
    sources = _sources(sources)
    shape = list(sources[0].shape)
    axis = _axis(axis, len(shape))
    _check_shapes(sources, axis)
    shape[axis] = sum([s.shape[axis] for s in sources])
    layout = h5py.VirtualLayout(tuple(shape), dtype or sources[0].dtype)
    at = 0
    for s in sources:
        n = s.shape[axis]
        if n > 0:
            layout[_key(len(shape), axis, slice(at, at + n))] = s
        at += n
    return layout


def stack(sources, axis=0, dtype=None):
    """A layout of sources of equal shape along a new axis."""
    sources = _sources(sources)
    _check_shapes(sources, None)
    shape = list(sources[0].shape)
    axis = _axis(axis, len(shape) + 1)
    shape.insert(axis, len(sources))
    layout = h5py.VirtualLayout(tuple(shape), dtype or sources[0].dtype)
    for i, s in enumerate(sources):
        layout[_key(len(shape), axis, i)] = s
    return layout


def interleave(sources, axis=0, dtype=None):
    """A layout that takes one slice of each source in turn. Sources that end early leave the fill value."""
    sources = _sources(sources)
    shape = list(sources[0].shape)
    axis = _axis(axis, len(shape))
    _check_shapes(sources, axis)
    n = len(sources)
    shape[axis] = max([n * (s.shape[axis] - 1) + i + 1 for i, s in enumerate(sources)])
    layout = h5py.VirtualLayout(tuple(shape), dtype or sources[0].dtype)
    for i, s in enumerate(sources):
        count = s.shape[axis]
        if count > 0:
            layout[_key(len(shape), axis, slice(i, i + n * (count - 1) + 1, n))] = s
    return layout


def grid(rows, axes=(0, 1), dtype=None):
    """A layout of tiles: rows is a list of rows, each a list of sources or None for a hole."""
    rows = [[None if s is None else _source(s) for s in row] for row in rows]
    tiles = [s for row in rows for s in row if s is not None]
    if not tiles:
        raise ValueError("no sources")
    rank = len(tiles[0].shape)
    down, across = _axis(axes[0], rank), _axis(axes[1], rank)
    heights, widths = {}, {}
    for r, row in enumerate(rows):
        for c, s in enumerate(row):
            if s is None:
                continue
            if heights.setdefault(r, s.shape[down]) != s.shape[down] or widths.setdefault(c, s.shape[across]) != s.shape[across]:
                raise ValueError("tile %d of row %d has shape %s, which does not fit its row and column" % (c, r, s.shape))
    columns = max([len(row) for row in rows])
    shape = list(tiles[0].shape)
    default_height, default_width = shape[down], shape[across]
    height = [heights.get(r, default_height) for r in range(len(rows))]
    width = [widths.get(c, default_width) for c in range(columns)]
    shape[down], shape[across] = sum(height), sum(width)
    layout = h5py.VirtualLayout(tuple(shape), dtype or tiles[0].dtype)
    for r, row in enumerate(rows):
        for c, s in enumerate(row):
            if s is None:
                continue
            key = list(_key(rank, down, slice(sum(height[:r]), sum(height[:r + 1]))))
            key[across] = slice(sum(width[:c]), sum(width[:c + 1]))
            layout[tuple(key)] = s
    return layout
