"""Make virtual datasets with libhdf5, one behaviour a case, and print what libhdf5 reads of them: a line of JSON for each state of a case.
usage: virtual.py    (in an empty directory)

A case works in the directory "work". state() reads the virtual dataset in each of the given views and copies the directory, so that the
reader under test sees the files as they were then."""
import json, os, shutil
import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

U = h5s.UNLIMITED
FIRST, LAST = h5d.VDS_FIRST_MISSING, h5d.VDS_LAST_AVAILABLE
count = 0


def space(dims, *slabs, max=None):
    """A dataspace with the union of hyperslabs (start, count, stride, block) selected, all of it without any."""
    s = h5s.create_simple(dims, max or dims)
    for i, slab in enumerate(slabs):
        start, n, stride, block = (list(slab) + [None, None])[:4]
        s.select_hyperslab(start, n, stride, block, op=h5s.SELECT_OR if i else h5s.SELECT_SET)
    return s


def make(shape, maps, max=None, fill=-1, dtype="i4", name="vds", file="vds.h5", fillset=True, mode="w", libver=("earliest", "latest")):
    with h5py.File("work/" + file, mode, libver=libver) as f:
        p = h5p.create(h5p.DATASET_CREATE)
        p.set_layout(h5d.VIRTUAL)
        if fillset:
            p.set_fill_value(np.array([fill], dtype))
        for virtual, src, dset, source in maps:
            p.set_virtual(virtual, src.encode(), dset.encode(), source)
        h5d.create(f.id, name.encode(), h5t.py_create(np.dtype(dtype)), h5s.create_simple(shape, tuple(U if n is None else n for n in max or shape)), p)


def source(file, dims, first=0, name="d", max=None, dtype="i4", **kw):
    """A source whose elements count up."""
    a = (np.arange(int(np.prod(dims))) + first).reshape(dims).astype(dtype)
    with h5py.File("work/" + file, "a") as f:
        f.create_dataset(name, data=a, maxshape=max, **kw)


def grow(file, dims, value, name="d"):
    with h5py.File("work/" + file, "r+") as f:
        old = f[name].shape
        f[name].resize(dims)
        mask = np.ones(dims, bool)
        mask[tuple(slice(0, n) for n in old)] = False
        a = f[name][()]
        a[mask] = value
        f[name][...] = a


def state(case, *views, file="vds.h5", name="vds", prefix=""):
    global count
    for view, gap in views or [(LAST, 0)]:
        dapl = h5p.create(h5p.DATASET_ACCESS)
        dapl.set_virtual_view(view)
        dapl.set_virtual_printf_gap(gap)
        if prefix:
            dapl.set_virtual_prefix(prefix.encode())
        os.chdir("work")
        with h5py.File(file, "r") as f:
            d = h5d.open(f.id, name.encode(), dapl)
            out, other = np.zeros(d.shape, "i8"), np.ones(d.shape, "i8")
            d.read(h5s.ALL, h5s.ALL, out)
            d.read(h5s.ALL, h5s.ALL, other)
            out[out != other] = -1  # libhdf5 forgot them: they should be the fill value
        os.chdir("..")
        print(json.dumps({"case": case, "dir": "state%d" % count, "file": file, "name": name, "first": view == FIRST, "gap": gap,
                          "prefix": prefix, "dims": list(out.shape), "data": [int(x) for x in out.ravel()]}))
    shutil.copytree("work", "state%d" % count)
    count += 1


def case(fn):
    shutil.rmtree("work", ignore_errors=True)
    os.mkdir("work")
    fn(fn.__name__)


ALL_VIEWS = [(LAST, 0), (FIRST, 0)]


@case
def io_all_all_read(c):
    source("a.h5", (4, 5))
    make((4, 5), [(space((4, 5)), "a.h5", "d", space((4, 5)))])
    state(c)


@case
def io_two_sources_side_by_side_percent_in_dset_name(c):
    source("a.h5", (4, 3), name="d%")
    source("b.h5", (4, 3), 100, name="%d%%b")
    make((4, 6), [(space((4, 6), ((0, 0), (4, 3))), "a.h5", "d%%", space((4, 3))),
                  (space((4, 6), ((0, 3), (4, 3))), "b.h5", "%%d%%%%b", space((4, 3)))])
    state(c)


@case
def io_percent_in_file_name(c):
    source("a%b.h5", (4, 3))
    make((4, 6), [(space((4, 6), ((0, 3), (4, 3))), "a%%b.h5", "d", space((4, 3)))])
    state(c)


@case
def io_hyperslab_source_and_virtual_reshape(c):
    source("a.h5", (10, 13))
    make((5, 26), [(space((5, 26)), "a.h5", "d", space((10, 13)))])
    state(c)
    make((7, 30), [(space((7, 30), ((1, 2), (5, 13), (1, 2))), "a.h5", "d", space((10, 13), ((0, 0), (5, 13), (2, 1))))])
    state(c)


@case
def io_checkerboard_stripes_520_pieces(c):
    source("a.h5", (20, 13 * 4), 0)
    slabs = [((i, i % 2), (1, 26), (1, 2)) for i in range(20)]
    make((20, 13 * 4), [(space((20, 52), *slabs), "a.h5", "d", space((20, 52), ((0, 0), (10, 52), (2, 1))))])
    state(c)


@case
def io_4d_vds_over_3d_source(c):
    source("a.h5", (3, 4, 5))
    make((2, 3, 4, 5), [(space((2, 3, 4, 5), ((1, 0, 0, 0), (1, 3, 4, 5))), "a.h5", "d", space((3, 4, 5)))])
    state(c)


@case
def io_composite_virtual_of_regular_source(c):
    source("a.h5", (6, 4))
    make((8, 8), [(space((8, 8), ((0, 0), (3, 4)), ((4, 3), (3, 4))), "a.h5", "d", space((6, 4)))])
    state(c)


@case
def io_grid_3d_three_mappings(c):
    for i in range(3):
        source("%d.h5" % i, (4, 6), 100 * i)
    make((3, 4, 6), [(space((3, 4, 6), ((i, 0, i), (1, 4, 2), (1, 1, 3))), "%d.h5" % i, "d", space((4, 6), ((0, 0), (4, 2)))) for i in range(3)])
    state(c)


@case
def io_overlap_later_wins(c):
    source("a.h5", (4, 4))
    source("b.h5", (4, 4), 100)
    make((6, 6), [(space((6, 6), ((0, 0), (4, 4))), "a.h5", "d", space((4, 4))), (space((6, 6), ((2, 2), (4, 4))), "b.h5", "d", space((4, 4)))])
    state(c)


@case
def io_missing_source_hides_nothing(c):
    source("a.h5", (4, 4))
    make((4, 4), [(space((4, 4)), "a.h5", "d", space((4, 4))), (space((4, 4), ((1, 1), (2, 2))), "gone.h5", "d", space((2, 2)))])
    state(c)


@case
def prefix_property_roundtrip_and_resolve(c):
    os.mkdir("work/tmp_vds")
    source("tmp_vds/a.h5", (3, 3))
    make((3, 3), [(space((3, 3)), "a.h5", "d", space((3, 3)))])
    state(c)
    state(c, prefix="tmp_vds/")
    state(c, prefix="${ORIGIN}/tmp_vds")


def unlimited_pair(axis_max=20):
    for i, n in enumerate("ab"):
        source(n + ".h5", (3, 10), 1000 * i, max=(3, axis_max), chunks=(3, 4))
    make((6, 10), [(space((6, 10), ((3 * i, 0), (1, 1), (1, 1), (3, U)), max=(6, U)), n + ".h5", "d", space((3, 10), ((0, 0), (1, 1), (1, 1), (3, U)), max=(3, U)))
                   for i, n in enumerate("ab")], max=(6, axis_max))


@case
def unlim_two_stacked(c):
    unlimited_pair()
    state(c, *ALL_VIEWS)
    grow("a.h5", (3, 15), 7)  # unlim_first_missing_keeps_min, unlim_last_available_takes_max
    state(c, *ALL_VIEWS)
    grow("b.h5", (3, 20), 8)
    state(c, *ALL_VIEWS)
    grow("a.h5", (3, 20), 9)
    state(c, *ALL_VIEWS)


@case
def unlim_interleaved_width1(c):
    for i, n in enumerate("ab"):
        source(n + ".h5", (5, 4), 1000 * i, max=(5, None), chunks=(5, 2))
    make((10, 4), [(space((10, 4), ((i, 0), (5, U), (2, 1)), max=(10, U)), n + ".h5", "d", space((5, 4), ((0, 0), (5, U)), max=(5, U))) for i, n in enumerate("ab")], max=(10, None))
    state(c, *ALL_VIEWS)
    grow("b.h5", (5, 7), 5)
    state(c, *ALL_VIEWS)


@case
def unlim_interleaved_in_the_unlimited_axis(c):
    for i, n in enumerate("ab"):
        source(n + ".h5", (5, 3), 1000 * i, max=(None, 3), chunks=(2, 2))
    make((10, 3), [(space((10, 3), ((i, 0), (U, 3), (2, 1)), max=(U, 3)), n + ".h5", "d", space((5, 3), ((0, 0), (U, 3)), max=(U, 3))) for i, n in enumerate("ab")], max=(None, 3))
    state(c, *ALL_VIEWS)
    grow("a.h5", (8, 3), 5)
    state(c, *ALL_VIEWS)
    grow("b.h5", (6, 3), 6)
    state(c, *ALL_VIEWS)


@case
def unlim_three_sources_width2(c):
    for i, n in enumerate("abc"):
        source(n + ".h5", (4 + 2 * (i == 0), 2), 1000 * i, max=(None, 2), chunks=(2, 2))
    make((10, 2), [(space((10, 2), ((2 * i, 0), (U, 1), (6, 1), (2, 2)), max=(U, 2)), n + ".h5", "d", space((4, 2), ((0, 0), (U, 1), (2, 1), (2, 2)), max=(U, 2)))
                   for i, n in enumerate("abc")], max=(None, 2))
    state(c, *ALL_VIEWS)
    grow("b.h5", (7, 2), 5)
    state(c, *ALL_VIEWS)
    grow("c.h5", (9, 2), 6)
    state(c, *ALL_VIEWS)


@case
def unlim_offset_starts_zero_size_source(c):
    source("a.h5", (5, 2), max=(None, 2), chunks=(2, 2))
    source("b.h5", (0, 2), 50, max=(None, 2), chunks=(2, 2))
    make((5, 4), [(space((5, 4), ((0, 0), (U, 2)), max=(U, 4)), "a.h5", "d", space((5, 2), ((0, 0), (U, 2)), max=(U, 2))),
                  (space((5, 4), ((2, 2), (U, 2)), max=(U, 4)), "b.h5", "d", space((5, 2), ((0, 0), (U, 2)), max=(U, 2)))], max=(None, 4))
    state(c, *ALL_VIEWS)
    grow("b.h5", (6, 2), 9)
    state(c, *ALL_VIEWS)


@case
def unlim_missing_source(c):
    unlimited_pair()
    os.remove("work/b.h5")
    state(c, *ALL_VIEWS)


@case
def block_unlimited_selection(c):
    source("a.h5", (4, 3), max=(None, 3), chunks=(2, 3))
    make((6, 3), [(space((6, 3), ((2, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3)), "a.h5", "d", space((4, 3), ((1, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3)))], max=(None, 3))
    state(c, *ALL_VIEWS)


def block(name, i, dims=(2, 3)):
    source(name, dims, 100 * i, name="d")


def printf(dims=(2, 3), name="s%b.h5", dset="d"):
    virtual = space((dims[0], dims[1]), ((0, 0), (U, 1), (dims[0], 1), dims), max=(U, dims[1]))
    make(dims, [(virtual, name, dset, space(dims))], max=(None, dims[1]))


@case
def printf_src_dset_blocks(c):
    virtual = space((2, 3), ((0, 0), (U, 1), (2, 1), (2, 3)), max=(U, 3))
    make((2, 3), [(virtual, "a.h5", "src_dset%b", space((2, 3)))], max=(None, 3))
    h5py.File("work/a.h5", "w").close()
    state(c, *ALL_VIEWS)
    for i in range(3):
        source("a.h5", (2, 3), 100 * i, name="src_dset%d" % i)
        state(c, *ALL_VIEWS)


@case
def printf_gap_sequence(c):
    printf()
    for i in (0, 1, 3, 6, 10, 15):
        block("s%d.h5" % i, i)
    state(c, *[(LAST, gap) for gap in range(6)], (FIRST, 0), (FIRST, 3))  # printf_first_missing_ignores_gap


@case
def printf_percent_escape_in_file_name(c):
    printf(name="s%%%b%%.h5")
    block("s%0%.h5", 0)
    block("s%1%.h5", 1)
    state(c)


@case
def printf_in_file_name_dset_missing_not_counted(c):
    printf()
    block("s0.h5", 0)
    source("s1.h5", (2, 3), name="other")
    block("s2.h5", 2)
    state(c, (LAST, 0), (LAST, 1), (FIRST, 0))


@case
def printf_two_interleaved_multiple_b(c):
    def half(i):
        return space((4, 3), ((2 * i, 0), (U, 1), (4, 1), (2, 3)), max=(U, 3))
    src = space((4, 3), ((0, 0), (2, 3), (2, 1)))
    make((4, 3), [(half(0), "a%b.h5", "d%b%%_%b", src), (half(1), "b.h5", "e%b_%b", src)], max=(None, 3))
    for i in range(3):
        source("a%d.h5" % i, (4, 3), 100 * i, name="d%d%%_%d" % (i, i))
        if i != 1:
            source("b.h5", (4, 3), 1000 + 100 * i, name="e%d_%d" % (i, i))
    state(c, (LAST, 0), (LAST, 1), (FIRST, 0))


@case
def printf_side_by_side_partial_blocks(c):
    wide = space((5, 4), ((0, 0), (U, 1), (5, 1), (5, 2)), max=(U, 4))
    tall = space((5, 4), ((0, 2), (U, 1), (3, 1), (3, 2)), max=(U, 4))
    make((5, 4), [(wide, "a%b.h5", "d", space((5, 2))), (tall, "b%b.h5", "d", space((3, 2)))], max=(None, 4))
    for i in range(2):
        source("a%d.h5" % i, (5, 2), 100 * i)
        state(c, *ALL_VIEWS)
        source("b%d.h5" % i, (3, 2), 1000 + 100 * i)
        state(c, *ALL_VIEWS)
    source("b2.h5", (3, 2), 1200)
    source("b3.h5", (3, 2), 1300)
    state(c, *ALL_VIEWS)


@case
def printf_gap_127_realloc_subdsets(c):
    printf((1, 2))
    block("s0.h5", 0, (1, 2))
    block("s127.h5", 127, (1, 2))
    state(c, (LAST, 0), (LAST, 125), (LAST, 126), (LAST, 127))


@case
def printf_1d_source_into_2d_block(c):
    virtual = space((2, 3), ((0, 0), (U, 1), (2, 1), (2, 3)), max=(U, 3))
    make((2, 3), [(virtual, "s%b.h5", "d", space((6,)))], max=(None, 3))
    for i in range(3):
        source("s%d.h5" % i, (6,), 10 * i)
    state(c)


@case
def all_fixed_plus_block_unlimited_plus_printf(c):
    source("fixed.h5", (6, 2))
    # libhdf5 reads beyond the source's extent in the first-missing view; its fill value makes that right.
    source("grow.h5", (4, 2), 100, max=(None, 2), chunks=(2, 2), fillvalue=-1)
    make((6, 6), [(space((6, 6), ((0, 0), (6, 2))), "fixed.h5", "d", space((6, 2))),
                  (space((6, 6), ((0, 2), (1, 1), (1, 1), (U, 2)), max=(U, 6)), "grow.h5", "d", space((4, 2), ((0, 0), (1, 1), (1, 1), (U, 2)), max=(U, 2))),
                  (space((6, 6), ((0, 4), (U, 1), (2, 1), (2, 2)), max=(U, 6)), "p%b.h5", "d", space((2, 2)))], max=(None, 6))
    state(c, *ALL_VIEWS)
    source("p0.h5", (2, 2), 500)
    state(c, *ALL_VIEWS)
    grow("grow.h5", (9, 2), 77)
    state(c, *ALL_VIEWS)
    for i in range(1, 5):
        source("p%d.h5" % i, (2, 2), 500 + i)
    state(c, *ALL_VIEWS)


@case
def nested_vds(c):
    source("a.h5", (4, 6))
    make((4, 6), [(space((4, 6), ((0, 0), (4, 3))), "a.h5", "d", space((4, 6), ((0, 3), (4, 3))))], file="inner.h5", fill=-7)
    make((6, 6), [(space((6, 6), ((1, 0), (4, 6))), "inner.h5", "vds", space((4, 6)))])
    state(c)


@case
def nested_unlimited_vds(c):
    source("a.h5", (4, 2), max=(None, 2), chunks=(2, 2))
    sel = space((4, 2), ((0, 0), (1, 1), (1, 1), (U, 2)), max=(U, 2))
    make((4, 2), [(sel, "a.h5", "d", sel)], max=(None, 2), file="inner.h5")
    make((4, 2), [(sel, "inner.h5", "vds", sel)], max=(None, 2))
    state(c)


@case
def same_file_and_links_as_sources(c):
    make((4, 3), [(space((4, 3), ((i, 0), (1, 3))), f, d, space((3,))) for i, (f, d) in enumerate([(".", "d"), (".", "/g/soft"), ("a.h5", "far"), ("./a.h5", "/d")])])
    source("vds.h5", (3,))
    source("a.h5", (3,), 10)
    source("b.h5", (3,), 20)
    with h5py.File("work/vds.h5", "a") as f:
        f["g/soft"] = h5py.SoftLink("/d")
    with h5py.File("work/a.h5", "a") as f:
        f["far"] = h5py.ExternalLink("b.h5", "d")
    state(c)


@case
def source_in_any_layout(c):
    kinds = [dict(), dict(chunks=(2, 2)), dict(chunks=(3, 3), compression="gzip", shuffle=True), dict(chunks=(2, 3), fletcher32=True), dict(chunks=(2, 2), scaleoffset=0), dict(chunks=(4, 3), compression="lzf")]
    for i, kw in enumerate(kinds):
        source("a.h5", (4, 3), 100 * i, name="d%d" % i, **kw)
    make((len(kinds), 4, 3), [(space((len(kinds), 4, 3), ((i, 0, 0), (1, 4, 3))), "a.h5", "d%d" % i, space((4, 3))) for i in range(len(kinds))])
    state(c)


@case
def conversion_clamps(c):
    for i, dtype in enumerate(["f8", "i8", "u8", "f4", ">i2", "u1"]):
        with h5py.File("work/a.h5", "a") as f:
            info = {"f8": [-1e300, 1.9, -1.9, 300], "i8": [-2**63, 2**63 - 1, 127, -129], "u8": [2**64 - 1, 128, 5, 0], "f4": [np.inf, -np.inf, 7.5, -0.5], ">i2": [-300, 300, 1, 2], "u1": [255, 128, 127, 0]}[dtype]
            f["d%d" % i] = np.array(info, dtype)
    make((6, 4), [(space((6, 4), ((i, 0), (1, 4))), "a.h5", "d%d" % i, space((4,))) for i in range(6)], dtype="i1")
    state(c)


@case
def zero_element_mapping(c):
    source("a.h5", (3, 3))
    none = space((3, 3))
    none.select_none()
    make((3, 3), [(none, "a.h5", "d", none), (space((3, 3), ((0, 0), (1, 3))), "a.h5", "d", space((3, 3), ((2, 0), (1, 3))))])
    state(c)


@case
def source_larger_than_mapping(c):
    source("a.h5", (9, 9))
    make((3, 3), [(space((3, 3)), "a.h5", "d", space((3, 3), ((0, 0), (3, 3))))])
    state(c)


@case
def empty_vds(c):
    make((2, 3), [], fill=6)
    state(c)


@case
def shared_name_encoding_v1(c):
    source("a_long_file_name.h5", (4, 4), name="a_long_dataset_name")
    make((4, 4), [(space((4, 4), ((i, 0), (1, 4))), "a_long_file_name.h5", "a_long_dataset_name", space((4, 4), ((3 - i, 0), (1, 4)))) for i in range(4)], libver=("v200", "latest"))
    assert os.path.getsize("work/vds.h5")
    state(c)


@case
def rtree_threshold_50(c):
    source("a.h5", (80, 3))
    make((80, 3), [(space((80, 3), ((i, 0), (1, 3))), "a.h5", "d", space((80, 3), (((i * 7) % 80, 0), (1, 3)))) for i in range(80)])
    state(c)
