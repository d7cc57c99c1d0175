"""Virtual datasets whose extent follows their sources."""
from common import *


def two(shape, selections, sizes, axis=1, axis_max=20):
    """A virtual dataset over a.h5 and b.h5, which can grow."""
    maps = []
    for n, (virtual, src), dims in zip("ab", selections, sizes):
        limits = list(dims)
        limits[axis] = axis_max
        source(n + ".h5", dims, 1000 * (n == "b"), max=tuple(limits), chunks=tuple([max(1, k // 2) for k in dims]))
        maps.append((space(shape, virtual, max=(U, U)), n + ".h5", "d", space(dims, src, max=(U, U))))
    limits = list(shape)
    limits[axis] = axis_max
    make(shape, maps, max=tuple(limits))


def rows(start, n):
    return ((start, 0), (1, 1), (1, 1), (n, U))


def stacked():
    two((10, 10), [(rows(0, 5), rows(0, 5)), (rows(5, 5), rows(0, 5))], [(5, 10), (5, 10)])


def enlarge(file, dims, value):
    with h5py.File(file, "r+") as f:
        grow(f, "d", dims, value)


@case
def unlim_two_stacked_default_last_available():
    stacked()
    print(shapes(), access().get_virtual_view() == LAST)
    with h5py.File("v.h5", "r") as f:
        print(f["v"].shape, f["v"].maxshape, f["v"][4:6].tolist())


@case
def unlim_first_missing_keeps_min():
    stacked()
    enlarge("a.h5", (5, 15), 7)
    print(shapes()[0])
    enlarge("b.h5", (5, 12), 8)
    print(shapes()[0])


@case
def unlim_last_available_takes_max():
    stacked()
    enlarge("a.h5", (5, 15), 7)
    print(shapes()[1], values()[0], values()[5])
    enlarge("b.h5", (5, 20), 8)
    print(shapes()[1], values()[0], values()[5])


@case
def unlim_read_middle_rows():
    stacked()
    enlarge("a.h5", (5, 15), 7)
    with h5py.File("v.h5", "r") as f:
        print(f["v"][3:7].tolist(), f["v"][4:6, 8:13].tolist(), f["v"][:, 14].tolist())


@case
def unlim_extent_only_updates_on_get_space():
    stacked()
    enlarge("a.h5", (5, 15), 7)
    enlarge("b.h5", (5, 15), 8)
    with h5py.File("v.h5", "r") as f:
        d = h5d.open(f.id, b"v")
        print(d.get_space().shape, d.shape)
    with h5py.File("v.h5", "r+") as f:
        d = h5d.open(f.id, b"v")
        print(d.get_space().shape)
        enlarge("a.h5", (5, 18), 9)
        print(d.get_space().shape, f["v"].shape)


@case
def unlim_set_extent_manual():
    two((20, 10), [(rows(0, 10), rows(0, 10)), (rows(10, 10), rows(0, 10))], [(10, 10), (10, 10)])
    enlarge("a.h5", (10, 15), 7)
    with h5py.File("v.h5", "r+") as f:
        d = f["v"].id
        print(d.get_space().shape)
        d.set_extent((20, 12))
        print(d.get_space().shape)
        d.set_extent((20, 20))
        print(d.get_space().shape)
        fails(d.set_extent, (20, 21))
        fails(f["v"].resize, (20, 12))
    print(shapes())


@case
def unlim_interleaved_width1():
    two((10, 10), [(((0, 0), (10, U), (1, 2), (1, 1)), ((0, 0), (10, U))), (((0, 1), (10, U), (1, 2), (1, 1)), ((0, 0), (10, U)))], [(10, 5), (10, 5)], axis_max=None)
    print(shapes())
    enlarge("a.h5", (10, 7), 7)
    print(shapes(), values()[3])
    enlarge("b.h5", (10, 10), 8)
    print(shapes(), values()[3])
    enlarge("a.h5", (10, 10), 9)
    print(shapes(), values()[3])


@case
def unlim_three_sources_width2():
    maps = []
    for i, n in enumerate("abc"):
        source(n + ".h5", (10, 4 if i == 0 else 2), 1000 * i, max=(10, None), chunks=(5, 2))
        maps.append((space((10, 10), ((0, 2 * i), (10, U), (1, 6), (1, 2)), max=(10, U)), n + ".h5", "d", space((10, 4), ((0, 0), (10, U), (1, 2), (1, 2)), max=(10, U))))
    make((10, 10), maps, max=(10, None))
    print(shapes())
    for n, size in (("b", 4), ("b", 7), ("c", 3), ("a", 7), ("c", 7), ("a", 8)):
        enlarge(n + ".h5", (10, size), size)
        print(n, size, shapes(), values()[2])


@case
def unlim_offset_starts_zero_size_source():
    source("a.h5", (5, 2), max=(None, 2), chunks=(2, 2))
    source("b.h5", (0, 2), 50, max=(None, 2), chunks=(2, 2))
    endless = ((0, 0), (U, 2))
    make((5, 4), [(space((5, 4), endless, max=(U, 4)), "a.h5", "d", space((5, 2), endless, max=(U, 2))),
                  (space((5, 4), ((5, 2), (U, 2)), max=(U, 4)), "b.h5", "d", space((5, 2), endless, max=(U, 2)))], max=(None, 4))
    print(shapes(), values())
    enlarge("b.h5", (5, 2), 9)
    print(shapes(), values())
    enlarge("a.h5", (15, 2), 3)
    print(shapes(), values()[9:11])


@case
def unlim_chunked_and_contiguous_sources():
    source("a.h5", (5, 10), max=(5, None), chunks=(2, 3))
    source("b.h5", (5, 10), 1000)
    make((10, 10), [(space((10, 10), rows(5 * i, 5), max=(U, U)), n + ".h5", "d", space((5, 10), rows(0, 5), max=(U, U))) for i, n in enumerate("ab")], max=(10, None))
    print(shapes(), values()[6])
    enlarge("a.h5", (5, 12), 7)
    print(shapes(), values()[4], values()[6])


@case
def block_unlimited_selection():
    source("a.h5", (4, 3), max=(None, 3), chunks=(2, 3))
    make((6, 3), [(space((6, 3), ((2, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3)), "a.h5", "d", space((4, 3), ((1, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3)))], max=(None, 3))
    print(shapes(), values())
    enlarge("a.h5", (7, 3), 9)
    print(shapes(), values())


def block(i, dims=(2, 3), first=None):
    source("s%d.h5" % i, dims, 100 * i if first is None else first)


def numbered(dims=(2, 3), name="s%b.h5", dset="d"):
    virtual = space(dims, ((0, 0), (U, 1), (dims[0], 1), dims), max=(U, dims[1]))
    make(dims, [(virtual, name, dset, space(dims))], max=(None, dims[1]))


@case
def printf_src_dset_blocks_0_10_15():
    virtual = space((5, 10), ((0, 0), (1, U), (1, 5), (5, 5)), max=(5, U))
    make((5, 10), [(virtual, "a.h5", "src_dset%b", space((5, 5)))], max=(5, None))
    h5py.File("a.h5", "w").close()
    for i in range(4):
        print(shapes(), values()[1])
        source("a.h5", (5, 5), 100 * i, name="src_dset%d" % i)
    print(shapes(), values()[1])


@case
def printf_gap_sequence():
    numbered()
    for i in (0, 1, 3, 6, 10, 15):
        block(i)
    print(shapes(gaps=range(7)))


@case
def printf_first_missing_ignores_gap():
    numbered()
    for i in (0, 1, 3):
        block(i)
    with h5py.File("v.h5", "r") as f:
        for gap in (0, 1, 5):
            print(h5d.open(f.id, b"v", access(FIRST, gap)).shape)


@case
def printf_percent_escape_in_file_name():
    numbered(name="s%%%b%%.h5")
    for i in range(3):
        source("s%%%d%%.h5" % i, (2, 3), 10 * i)
    print(shapes(), values())


@case
def printf_in_file_name_dset_missing_not_counted():
    numbered()
    block(0)
    source("s1.h5", (2, 3), name="other")
    block(2)
    print(shapes(gaps=(0, 1)))


@case
def printf_in_file_and_dset_name_with_percents():
    numbered(name="f%%_%b.h5", dset="%%d%b%%")
    for i in range(3):
        source("f%%_%d.h5" % i, (2, 3), 10 * i, name="%%d%d%%" % i)
    source("f%_3.h5", (2, 3), name="%d2%")
    print(shapes(gaps=(0, 3)), values())


@case
def printf_two_interleaved_multiple_b():
    def half(i):
        return space((4, 3), ((2 * i, 0), (U, 1), (4, 1), (2, 3)), max=(U, 3))
    src = space((4, 3), ((0, 0), (2, 3), (2, 1)))
    make((4, 3), [(half(0), "a%b.h5", "d%b%%_%b", src), (half(1), "b.h5", "e%b_%b", src)], max=(None, 3))
    for i in range(5):
        if i != 3:
            source("a%d.h5" % i, (4, 3), 100 * i, name="d%d%%_%d" % (i, i))
        if i not in (1, 4):
            source("b.h5", (4, 3), 1000 + 100 * i, name="e%d_%d" % (i, i))
        print(shapes(gaps=(0, 1)) if i else "")
    print(values())


@case
def printf_side_by_side_5x5_5x10_partial_blocks():
    wide = space((10, 5), ((0, 0), (1, U), (1, 5), (5, 5)), max=(10, U))
    wider = space((10, 5), ((5, 0), (1, U), (1, 10), (5, 10)), max=(10, U))
    make((10, 5), [(wide, "a%b.h5", "d", space((5, 5))), (wider, "b%b.h5", "d", space((5, 10)))], max=(10, None))
    source("a0.h5", (5, 5))
    print(shapes())
    source("b0.h5", (5, 10), 1000)
    print(shapes(), values()[2], values()[7])
    with h5py.File("v.h5", "r+") as f:
        d = f["v"].id
        print(d.get_space().shape)
        d.set_extent((10, 7))
    source("a1.h5", (5, 5), 100)
    print(shapes())
    source("a2.h5", (5, 5), 200)
    print(shapes(), values()[2], values()[7])
    source("b1.h5", (5, 10), 1100)
    print(shapes(), values()[2], values()[7])


@case
def printf_gap_127_realloc_subdsets():
    numbered((1, 2))
    block(0, (1, 2))
    block(127, (1, 2))
    print(shapes(gaps=(0, 125, 126, 127)))


@case
def printf_1d_source_into_2d_block():
    virtual = space((2, 3), ((0, 0), (U, 1), (2, 1), (2, 3)), max=(U, 3))
    make((2, 3), [(virtual, "s%b.h5", "d", space((6,)))], max=(None, 3))
    for i in range(3):
        block(i, (6,), 10 * i)
    print(shapes(), values())


@case
def all_fixed_plus_block_unlimited_plus_printf():
    source("fixed.h5", (6, 2))
    source("grow.h5", (4, 2), 100, max=(None, 2), chunks=(2, 2), fillvalue=-1)
    make((6, 6), [(space((6, 6), ((0, 0), (6, 2))), "fixed.h5", "d", space((6, 2))),
                  (space((6, 6), ((0, 2), (1, 1), (1, 1), (U, 2)), max=(U, 6)), "grow.h5", "d", space((4, 2), ((0, 0), (1, 1), (1, 1), (U, 2)), max=(U, 2))),
                  (space((6, 6), ((0, 4), (U, 1), (2, 1), (2, 2)), max=(U, 6)), "p%b.h5", "d", space((2, 2)))], max=(None, 6))
    print(shapes(), values())
    source("p0.h5", (2, 2), 500)
    print(shapes(), values())
    enlarge("grow.h5", (10, 2), 77)
    print(shapes(), values())
    for i in range(1, 5):
        source("p%d.h5" % i, (2, 2), 500 + i)
    print(shapes(), values())
