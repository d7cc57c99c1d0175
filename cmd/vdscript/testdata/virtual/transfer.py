"""Reading and writing through mappings that are not unlimited.

What is written has the type in the file: libhdf5 2.0 writes elements of another type without converting them."""
import shutil
from common import *


def read(f, name, memory, out, file_space=None):
    """Read into a part of an array by dataspaces; the rest of the array keeps its values."""
    f[name].id.read(memory, file_space or h5s.ALL, out)
    return out


@case
def io_all_all_read_write_through():
    source("a.h5", (10, 13))
    make((10, 13), [(space((10, 13)), "a.h5", "d", space((10, 13)))])
    print(np.array_equal(values(), values("a.h5", "d")), values()[9])
    with h5py.File("v.h5", "r+") as f:
        f["v"][...] = (f["v"][...] * 2 + 1).astype("i4")
        f["v"][2:4, ::5] = np.full((2, 3), -7, "i4")
        print(f["v"][2].tolist())
    print(values("a.h5", "d")[2], np.array(values("a.h5", "d")).sum())


@case
def io_two_sources_side_by_side_percent_in_dset_name():
    source("a.h5", (4, 3), name="src_dset%")
    source("b.h5", (4, 3), 100, name="%src_dset")
    make((4, 6), [(space((4, 6), ((0, 0), (4, 3))), "a.h5", "src_dset%%", space((4, 3))), (space((4, 6), ((0, 3), (4, 3))), "b.h5", "%%src_dset", space((4, 3)))])
    print(values())
    with h5py.File("v.h5", "r+") as f:
        f["v"][1:3, 2:4] = np.array([[-1, -2], [-3, -4]], "i4")
    print(values("a.h5", "src_dset%"), values("b.h5", "%src_dset"))


def copies(target):
    source("a.h5", (4, 3))
    make((5, 3), [(space((5, 3), ((0, 0), (4, 3))), "a.h5", "d", space((4, 3)))], fill=9)
    with h5py.File("v.h5", "r+") as f:
        if target == "v.h5":
            f.copy("v", "copy")
        else:
            with h5py.File(target, "w", libver=("earliest", "latest")) as g:
                f.copy("v", g, "copy")
    print(values(target, "copy"), values())
    with h5py.File(target, "r+") as f:
        mappings(f["copy"].id.get_create_plist())
        f["copy"][0] = np.array([70, 71, 72], "i4")
        del f["copy"]
    print(values())


@case
def io_copy_same_file():
    copies("v.h5")


@case
def io_copy_other_file():
    copies("other.h5")


@case
def io_offset_simple_normalised():
    source("a.h5", (10, 8))
    virtual, src = space((10, 8), ((2, 1), (3, 4))), space((10, 8), ((5, 3), (3, 4)))
    virtual.offset_simple((1, 2))
    src.offset_simple((2, 0))
    src.offset_simple((1, 1))
    make((10, 8), [(virtual, "a.h5", "d", src)])
    print(values())
    with h5py.File("v.h5", "r") as f:
        mappings(f["v"].id.get_create_plist())


@case
def io_one_mapping_at_a_time_percent_in_file_name():
    source("src%file.h5", (4, 6))
    source("%src.h5", (4, 6), 100)
    make((8, 6), [(space((8, 6), ((0, 0), (4, 6))), "src%%file.h5", "d", space((4, 6))), (space((8, 6), ((4, 0), (4, 6))), "%%src.h5", "d", space((4, 6)))])
    with h5py.File("v.h5", "r+") as f:
        d = f["v"]
        print(d[:4].tolist(), d[4:].tolist(), d[1:3, 2:4].tolist(), d[5, 1:6:2].tolist())
        d[:4] = -d[:4]
        d[6:8, 1] = np.array([7, 8], "i4")
    print(values("src%file.h5", "d"), values("%src.h5", "d"))


@case
def io_hyperslab_source_and_virtual_reshape():
    source("a.h5", (10, 13))
    make((5, 26), [(space((5, 26)), "a.h5", "d", space((10, 13)))])
    print(values())
    make((7, 30), [(space((7, 30), ((1, 2), (5, 13), (1, 2))), "a.h5", "d", space((10, 13), ((0, 0), (5, 13), (2, 1))))])
    with h5py.File("v.h5", "r+") as f:
        print(f["v"][...].tolist(), f["v"][2, 4:9].tolist())
        f["v"][2, 4:10:2] = np.array([-9, -10, -11], "i4")
    print(values("a.h5", "d")[2])


@case
def io_checkerboard_stripes_520_pieces():
    source("a.h5", (20, 52))
    slabs = [((i, i % 2), (1, 26), (1, 2)) for i in range(20)]
    make((20, 52), [(space((20, 52), *slabs), "a.h5", "d", space((20, 52), ((0, 0), (10, 52), (2, 1))))])
    a = np.array(values())
    print(a[3].tolist(), a.sum())
    with h5py.File("v.h5", "r+") as f:
        memory = space((20, 52), *slabs)
        f["v"].id.write(memory, memory, (a * 3).astype("i4"))
    print(np.array(values()).sum(), np.array(values("a.h5", "d"))[::2].sum())


@case
def io_4d_vds_over_3d_source():
    source("a.h5", (3, 4, 5))
    make((2, 3, 4, 5), [(space((2, 3, 4, 5), ((1, 0, 0, 0), (1, 3, 4, 5))), "a.h5", "d", space((3, 4, 5)))])
    with h5py.File("v.h5", "r") as f:
        print(f["v"][0].tolist() == np.full((3, 4, 5), -1).tolist(), f["v"][1, 2].tolist(), f["v"][:, 1, 3, ::2].tolist())


def half():
    source("a.h5", (4, 6))
    make((8, 6), [(space((8, 6), ((0, 0), (4, 6))), "a.h5", "d", space((4, 6)))])


@case
def io_write_only_mapped_ok():
    half()
    with h5py.File("v.h5", "r+") as f:
        f["v"][1:4] = np.full((3, 6), 5, "i4")
        print(f["v"][...].tolist())
        f["v"][[0, 3], 2] = np.array([8, 9], "i4")
    print(values("a.h5", "d"))


@case
def io_grid_memory_selection():
    for i, n in enumerate("ab"):
        source(n + ".h5", (10, 13), 1000 * i)
    make((10, 13), [(space((10, 13), ((0, 0), (5, 13))), "a.h5", "d", space((10, 13), ((5, 0), (5, 13)))), (space((10, 13), ((5, 0), (5, 13))), "b.h5", "d", space((10, 13), ((0, 0), (5, 13))))])
    with h5py.File("v.h5", "r") as f:
        memory = space((22, 31), ((1, 2), (10, 13), (2, 2)))
        out = read(f, "v", memory, np.full((22, 31), -3, "i4"))
        print(out[1].tolist(), out[2].tolist(), out[11].tolist(), out.sum())
        part = space((10, 13), ((3, 1), (4, 5), (1, 2)))
        print(read(f, "v", space((9, 9), ((0, 0), (4, 5), (2, 2))), np.full((9, 9), -3, "i4"), part).tolist())


@case
def io_grid_3d_memory_three_mappings():
    for i in range(3):
        source("%d.h5" % i, (10, 13), 1000 * i)
    make((3, 10, 13), [(space((3, 10, 13), ((i, 0, 0), (1, 10, 13))), "%d.h5" % i, "d", space((10, 13))) for i in range(3)])
    with h5py.File("v.h5", "r") as f:
        memory = space((6, 20, 26), ((0, 1, 1), (3, 10, 13), (2, 2, 2)))
        out = read(f, "v", memory, np.full((6, 20, 26), -1, "i4"))
        print(out[::2, 1::2, 1::2].sum(), out.sum(), out[4, 19].tolist())


@case
def io_vertical_stripe_3d_vds():
    for i in range(3):
        source("%d.h5" % i, (10, 4), 1000 * i)
    make((2, 10, 12), [(space((2, 10, 12), ((1, 0, 4 * i), (1, 10, 4))), "%d.h5" % i, "d", space((10, 4))) for i in range(3)])
    with h5py.File("v.h5", "r") as f:
        print(f["v"][1, 3].tolist(), f["v"][0].sum(), f["v"][:, 2:4, 3:9].tolist())


@case
def io_overlap_later_wins():
    source("a.h5", (4, 4))
    source("b.h5", (4, 4), 100)
    make((6, 6), [(space((6, 6), ((0, 0), (4, 4))), "a.h5", "d", space((4, 4))), (space((6, 6), ((1, 1), (4, 4))), "b.h5", "d", space((4, 4)))])
    print(np.array(values())[:4, :4].tolist())


@case
def nested_vds():
    source("a.h5", (3, 4))
    for i in range(20):
        make((3, 4), [(space((3, 4)), "a.h5" if i == 0 else "n%d.h5" % (i - 1), "d" if i == 0 else "v", space((3, 4)))], file="n%d.h5" % i)
    print(values("n19.h5"))


@case
def zero_element_mapping():
    source("a.h5", (3, 3))
    none = space((3, 3))
    none.select_none()
    make((3, 3), [(none, "a.h5", "d", none), (space((3, 3), ((0, 0), (1, 3))), "a.h5", "d", space((3, 3), ((2, 0), (1, 3))))])
    print(values())
    with h5py.File("v.h5", "r") as f:
        print(f["v"].is_virtual, f["v"].id.get_create_plist().get_virtual_count())


@case
def rtree_random_vs_linear():
    source("a.h5", (97, 5))
    for n in (49, 50, 51, 97):  # on both sides of the number from which libhdf5 has a tree
        make((97, 5), [(space((97, 5), (((i * 31) % 97, 0), (1, 5))), "a.h5", "d", space((97, 5), ((i, 0), (1, 5)))) for i in range(n)])
        with h5py.File("v.h5", "r") as f:
            d = f["v"]
            a = d[...]
            ok = True
            for k in range(40):
                lo, hi = (k * 13) % 97, (k * 13) % 97 + 1 + k % 7
                ok = ok and np.array_equal(d[lo:hi, k % 5:], a[lo:hi, k % 5:]) and np.array_equal(d[lo], a[lo])
            print(n, ok, int(a.sum()), a[31].tolist())


@case
def rtree_build_search_copy():
    source("a.h5", (60, 3))
    make((60, 3), [(space((60, 3), ((59 - i, 0), (1, 3))), "a.h5", "d", space((60, 3), ((i, 0), (1, 3)))) for i in range(60)])
    with h5py.File("v.h5", "r+") as f:
        first = f["v"][30].tolist()
        f.copy("v", "copy")
        print(first, f["copy"][30].tolist(), f["copy"][59].tolist(), f["v"].id.get_create_plist().get_virtual_count())


@case
def shared_name_encoding_v1():
    names = ["a_long_file_name.h5", ".", "short", "a_long_file_name.h5"]
    maps = [(space((8, 4), ((i, 0), (1, 4))), names[i % 4], "a_long_dataset_name" if i % 3 else "d", space((8, 4), ((7 - i, 0), (1, 4)))) for i in range(8)]
    for low in ("v114", "v200"):
        make((8, 4), maps, libver=(low, "latest"), file=low + ".h5")
        print(low, heap(low + ".h5"))
        with h5py.File(low + ".h5") as f:
            mappings(f["v"].id.get_create_plist())
