"""Random virtual datasets, made by one host and read by another.

    random_layouts.py make COUNT SEED    writes v.h5 and the files of its sources into the working directory
    random_layouts.py read COUNT SEED    reads v.h5 and compares each element with a brute-force model

Beside each virtual dataset v0001 the maker puts what the model says of it, m0001. The reader prints what it cannot hold against the
model: extents and sums in the other views, and a digest of the mappings' bytes. It prints the same whoever made the files and whoever
reads them."""
import hashlib
import sys

import h5py
import numpy as np
from h5py import h5d, h5p, h5s

U = h5py.UNLIMITED
state = int(sys.argv[3])


def rnd(n):
    """The next random number below n, the same under every host."""
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % n


def one_of(items):
    return items[rnd(len(items))]


def total(sizes):
    n = 1
    for s in sizes:
        n *= s
    return n


# A selection is a list of axes; an axis is (kind, start, stride, count, block, indices).


def slab(start, stride, count, block):
    return ("slab", start, stride, count, block, [start + k * stride + j for k in range(count) for j in range(block)])


def random_axis(n):
    """A part of an axis of n elements."""
    kind = rnd(6)
    if kind == 0:
        return slab(rnd(n), 1, 1, 1)
    if kind == 1:
        start, stride = rnd(n), 1 + rnd(3)
        return slab(start, stride, 1 + rnd((n - start - 1) // stride + 1), 1)
    if kind == 2:
        start = rnd(n)
        block = 1 + rnd(min(3, n - start))
        stride = block + rnd(3)
        return slab(start, stride, 1 + rnd((n - start - block) // stride + 1), block)
    return slab(0, 1, n, 1)


def random_selection(shape, lists=True):
    """A part of a space; at most one axis is a list of indices."""
    axes = [random_axis(n) for n in shape]
    d = rnd(len(shape))
    if lists and shape[d] > 2 and rnd(4) == 0:
        indices = sorted(set([rnd(shape[d]) for _ in range(2 + rnd(3))]))
        axes[d] = ("list", 0, 0, 0, 0, indices)
    return axes


def size(axes):
    return total([len(a[5]) for a in axes])


def key(axes):
    """h5py's index for a selection, in one of several spellings."""
    out = []
    for kind, start, stride, count, block, indices in axes:
        if kind == "list":
            out.append(indices)
        elif block > 1:
            out.append(h5py.MultiBlockSlice(start, stride, count, block))
        elif count == 1 and rnd(2):
            out.append(start)
        else:
            out.append(slice(start, start + (count - 1) * stride + 1, stride))
    return tuple(out)


def coordinates(axes):
    """Of each dimension, the coordinates of the selected elements in row-major order."""
    return [a.ravel() for a in np.meshgrid(*[np.array(a[5], "i8") for a in axes], indexing="ij")]


def endless_space(axes, d):
    """A dataspace with a selection that has no end along dimension d."""
    dims = tuple([a[1] + max(a[3], 1) * max(a[2], a[4]) for a in axes])
    space = h5s.create_simple(dims, (U,) * len(axes))
    count = tuple([U if e == d else a[3] for e, a in enumerate(axes)])
    space.select_hyperslab(tuple([a[1] for a in axes]), count, tuple([a[2] for a in axes]), tuple([a[4] for a in axes]))
    return space


def converted(values, dtype):
    """What HDF5 makes of numbers in another type: it clamps and cuts."""
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return values.astype(dtype)
    info = np.iinfo(dtype)
    return np.clip(np.trunc(values.astype("f8")), info.min, info.max).astype(dtype)


def random_data(shape):
    """Numbers that some types cannot hold."""
    values = np.array([rnd(100) for _ in range(total(shape))], "f8").reshape(shape)
    if rnd(4) == 0:
        values = values * 37.25 - 500
    return converted(values, one_of(["i4", "u1", "f8", ">i2", "f4", ">u4", "i8"]))


def put_source(f, name, data, grows=False):
    """A dataset in one of the ways to store it."""
    kw = {}
    if grows:
        kw["maxshape"] = (None,) * data.ndim
    if (grows or rnd(2)) and data.size:
        kw["chunks"] = tuple([1 + rnd(n) for n in data.shape])
        if rnd(2):
            kw["compression"] = "gzip"
            kw["shuffle"] = rnd(2) == 1
    f.create_dataset(name, data=data, **kw)


class Maker:
    """Makes one virtual dataset: its mappings, and what puts each one's values into the model."""

    def __init__(self, f, files, pool, number):
        self.f, self.files, self.pool, self.number = f, files, pool, number
        rank = 1 + rnd(4)
        self.shape = tuple([1 + rnd([24, 10, 6, 5][rank - 1]) for _ in range(rank)])
        self.axis = rnd(rank)  # the one that may grow
        self.grows = False
        self.crossed = False  # a source's unlimited dimension is another than the virtual dataset's
        self.least, self.reach = 0, 0
        self.changes = []

    def make(self):
        dtype = one_of(["i4", "f4", "i2", ">f8", "u1", "i8"])
        fill = one_of([None, 3, 111, 7])
        endless = rnd(3) == 0
        limits = tuple([None if d == self.axis else n for d, n in enumerate(self.shape)]) if endless else None
        self.layout = h5py.VirtualLayout(self.shape, dtype, maxshape=limits)
        for i in range(rnd(6)):
            kind = rnd(4)
            if endless and kind == 0:
                self.unlimited(i)
            elif endless and kind == 1:
                self.numbered(i)
            else:
                self.fixed()
        extent = list(self.shape)
        if self.grows:
            extent[self.axis] = max(self.least, self.reach)
        model = np.full(tuple(extent), fill or 0, dtype)
        hits = np.zeros(tuple(extent), "i4")
        for axes, values in self.changes:
            at = coordinates(axes)
            inside = at[self.axis] < extent[self.axis]
            at = tuple([a[inside] for a in at])
            model[at] = converted(values.ravel()[inside], dtype)
            hits[at] += 1
        v = self.f.create_virtual_dataset("v%04d" % self.number, self.layout, fillvalue=fill)
        v.attrs["overlaps"] = bool((hits > 1).any())
        v.attrs["first"] = not self.crossed and self.least == 0
        self.f.create_dataset("m%04d" % self.number, data=model)

    def fixed(self):
        """A limited mapping of a part of a dataset of the pool."""
        axes = random_selection(self.shape)
        want = size(axes)
        for _ in range(12):
            file, name, data = one_of(self.pool)
            part = random_selection(data.shape)
            if size(part) == want:
                break
        else:
            file, name, data = one_of([p for p in self.pool if p[2].ndim == 1])
            part = [slab(rnd(data.size - want + 1), 1, want, 1)]
        gone = rnd(6)
        source = h5py.VirtualSource("gone.h5" if gone == 0 else file, "gone" if gone == 1 else name, shape=data.shape)
        if want == data.size and rnd(2):
            self.layout[key(axes)] = source
        else:
            self.layout[key(axes)] = source[key(part)]
        self.least = max(self.least, axes[self.axis][5][-1] + 1)
        if gone > 1:
            self.changes.append((axes, data[tuple(coordinates(part))]))

    def unlimited(self, i):
        """A mapping whose slices follow those of its source."""
        block = 1 + rnd(3)
        axes = [random_axis(n) for n in self.shape]
        start = rnd(self.shape[self.axis])
        stride = block + rnd(3)
        d = rnd(len(axes))  # of the source, the unlimited dimension; the others have the same sizes in some order
        others = [len(a[5]) for e, a in enumerate(axes) if e != self.axis]
        part = [slab(rnd(2), 1 + rnd(2), n, 1) for n in others]
        skip = rnd(3)
        self.crossed = self.crossed or d != self.axis
        every = block + rnd(2)
        self.grows = True
        file, name = "u%d.h5" % rnd(2), "u%04d_%d" % (self.number, i)
        blocks = 1 + rnd(4)
        indices = [[b * stride + start + j for b in range(blocks) for j in range(block)], [b * every + skip + j for b in range(blocks) for j in range(block)]]
        if blocks > 1 and rnd(3) == 0:  # the last block is not whole; libhdf5 fails on a first one that is not
            cut = 1 + rnd(block)
            indices = [x[:len(x) - block + cut] for x in indices]
        axes[self.axis] = ("slab", start, stride, blocks, block, indices[0])
        part.insert(d, ("slab", skip, every, blocks, block, indices[1]))
        if block == 1 and rnd(2):
            to, come = list(key(axes)), list(key(part))
            to[self.axis], come[d] = slice(start, U, stride), slice(skip, U, every)
            shape = tuple([a[5][-1] + 1 for a in part])
            self.layout[tuple(to)] = h5py.VirtualSource(file, name, shape=shape, maxshape=(None,) * len(shape))[tuple(come)]
        else:
            self.layout.dcpl.set_virtual(endless_space(axes, self.axis), file.encode(), name.encode(), endless_space(part, d))
        if rnd(6) == 0:
            return
        data = random_data(tuple([a[5][-1] + 1 + (rnd(2) if e != d else 0) for e, a in enumerate(part)]))
        put_source(self.files[file], name, data, grows=rnd(3) > 0)
        self.reach = max(self.reach, indices[0][-1] + 1)
        self.changes.append((axes, data[tuple(coordinates(part))]))

    def numbered(self, i):
        """A mapping of blocks with a source each."""
        block = 1 + rnd(3)
        axes = [random_axis(n) for n in self.shape]
        start, stride = rnd(self.shape[self.axis]), block + rnd(3)
        axes[self.axis] = slab(start, stride, 1, block)
        shape = tuple([len(a[5]) for a in axes])
        part = [slab(rnd(2), 1 + rnd(2), n, 1) for n in shape]
        whole = rnd(2)
        if whole:
            part = [slab(0, 1, n, 1) for n in shape]
        file, name = one_of([("u0.h5", "p%04d_%d_%%b"), ("u1.h5", "p%04d_%d%%%%b_%%b_%%b")])
        name = name % (self.number, i)
        if rnd(4) == 0:
            file, name = "q%04d_%d_%%b.h5" % (self.number, i), "d"
        self.grows = True
        dims = tuple([a[5][-1] + 1 for a in part])
        source = h5s.create_simple(dims)
        if not whole:
            source.select_hyperslab(tuple([a[1] for a in part]), tuple([a[3] for a in part]), tuple([a[2] for a in part]), tuple([a[4] for a in part]))
        if block == 1 and whole and rnd(2):
            to = list(key(axes))
            to[self.axis] = slice(start, U, stride)
            self.layout[tuple(to)] = h5py.VirtualSource(file, name, shape=dims)
        else:
            self.layout.dcpl.set_virtual(endless_space(axes, self.axis), file.encode(), name.encode(), source)
        gone = rnd(5)  # ends the series
        for n in range(1 + rnd(5)):
            if n == gone:
                continue
            data = random_data(dims)
            dataset = name.replace("%%", "\0").replace("%b", str(n)).replace("\0", "%")
            if file[0] == "q":
                with h5py.File(file.replace("%b", str(n)), "w") as f:
                    put_source(f, dataset, data)
            else:
                put_source(self.files[file], dataset, data)
            if n < gone:
                here = list(axes)
                here[self.axis] = slab(start + n * stride, stride, 1, block)
                self.reach = max(self.reach, here[self.axis][5][-1] + 1)
                self.changes.append((here, data[tuple(coordinates(part))]))


def make(count):
    pool = []
    with h5py.File("v.h5", "w", libver=one_of(["earliest", "v110", "v112", "latest"])) as f:
        for i in range(3):
            with h5py.File("s%d.h5" % i, "w", libver=one_of(["earliest", "latest"])) as g:
                for k, shape in enumerate([(700,), tuple([2 + rnd(9), 2 + rnd(9)]), tuple([1 + rnd(7) for _ in range(3)]), tuple([1 + rnd(5) for _ in range(4)])]):
                    data = random_data(shape)
                    put_source(g, "d%d" % k, data)
                    pool.append(("s%d.h5" % i, "d%d" % k, data))
        data = random_data((4, 9))
        put_source(f, "own", data)
        pool.append(("v.h5", "own", data))
        files = {"u%d.h5" % i: h5py.File("u%d.h5" % i, "w", libver=one_of(["earliest", "latest"])) for i in range(2)}
        for number in range(count):
            Maker(f, files, pool, number).make()
        for g in files.values():
            g.close()


def same(got, want, fill, overlaps):
    """Says whether values are the model's; libhdf5 may leave elements without a mapping as they were where others overlap."""
    if h5py.__name__ == "h5py" and not hasattr(h5py, "vds") and overlaps:
        return bool(np.all((got == want) | (want == fill)))
    return bool(np.array_equal(got, want))


def random_key(shape):
    out = []
    for n in shape:
        start = rnd(n)
        out.append([start, slice(start, None), slice(start, start + 1 + rnd(n - start), 1 + rnd(2)), slice(None)][rnd(4)])
    return tuple(out)


def compare(f, number):
    """Reads a dataset whole and in parts; returns what views needs if its extent may grow."""
    name = "v%04d" % number
    v, model = f[name], f["m%04d" % number][()]
    if v.shape != model.shape or v.dtype != model.dtype:
        print(name, "shape", v.shape, "want", model.shape, v.dtype, model.dtype)
        return None
    fill, overlaps = v.fillvalue, v.attrs["overlaps"]
    for k in [()] + ([random_key(v.shape) for _ in range(3)] if model.size else []):
        if not same(v[k], model[k], fill, overlaps):
            print(name, "differs at", k, "\n", v[k], "\nwant\n", model[k])
    return (name, fill, v.attrs["first"]) if None in v.maxshape else None


def views(f, name, fill, first):
    """Prints what extents a dataset has for readers with other access lists. It must not be open: it would stay as it is.

    In the first-missing view libhdf5 clips selections with the wrong dimension, and reads beyond sources where limited mappings reach
    farther than they do: first says that it does not have to."""
    for view, gap in [(h5d.VDS_FIRST_MISSING, 0), (h5d.VDS_LAST_AVAILABLE, 1), (h5d.VDS_LAST_AVAILABLE, 3)]:
        p = h5p.create(h5p.DATASET_ACCESS)
        p.set_virtual_view(view)
        p.set_virtual_printf_gap(gap)
        d = h5d.open(f.id, name.encode(), p)
        shape = tuple(d.shape)
        out = np.full(shape, fill, "f8")
        if view == h5d.VDS_LAST_AVAILABLE or first:
            d.read(h5s.ALL, h5s.ALL, out)
        print(name, view, gap, shape, out.sum())
        d.close()


def blocks():
    """The lists of mappings as they are in v.h5, which all hosts write with the same bytes."""
    with open("v.h5", "rb") as f:
        data = f.read()
    found, at = [], data.find(b"GCOL")
    while at >= 0:
        end, pos = at + int.from_bytes(data[at + 8:at + 16], "little"), at + 16
        while pos + 16 <= end and data[pos:pos + 2] != b"\0\0":
            n = int.from_bytes(data[pos + 8:pos + 16], "little")
            found.append(data[pos + 16:pos + 16 + n])
            pos += 16 + (n + 7) // 8 * 8
        at = data.find(b"GCOL", at + 4)
    return sorted(found)


def read(count):
    with h5py.File("v.h5", "r") as f:
        for number in range(count):
            grows = compare(f, number)
            if grows:
                views(f, *grows)
    print(len(blocks()), hashlib.sha256(b"".join(blocks())).hexdigest())


if __name__ == "__main__":
    {"make": make, "read": read}[sys.argv[1]](int(sys.argv[2]))
