"""Making virtual datasets by the low-level calls, and what their property lists say."""
from common import *


def every_way(maps, shape, dtype="i4", libver=("earliest", "latest")):
    """What a creation list says: itself, a copy, of the created dataset, of the reopened one, of the reopened file."""
    p = plist(maps)
    mappings(p)
    mappings(p.copy())
    with h5py.File("v.h5", "w", libver=libver) as f:
        d = create(f, "v", shape, p, dtype=dtype)
        mappings(d.get_create_plist())
        d.close()
        mappings(h5d.open(f.id, b"v").get_create_plist())
    with h5py.File("v.h5", "r") as f:
        mappings(f["v"].id.get_create_plist())
        print(f["v"].is_virtual, len(f["v"].virtual_sources()))
    print("heap", heap())


@case
def api_all_to_all():
    every_way([(space((10, 20)), "src_file", "src_dset", space((10, 20)))], (10, 20))


@case
def api_regular_src_to_composite_virtual():
    src = space((10, 20), ((0, 0), (5, 4), (2, 5), (1, 3)))
    virtual = space((10, 20), ((0, 0), (5, 1), (2, 1), (1, 6)), ((1, 10), (5, 1), (2, 1), (1, 6)))
    every_way([(virtual, "src_file", "src_dset", src)], (10, 20))
    with h5py.File("v.h5", "w", libver=("v112", "latest")) as f:
        create(f, "v", (10, 20), plist([(virtual, "src_file", "src_dset", src)]))
    print("heap", heap())


@case
def api_point_selection_rejected():
    points = space((10, 20))
    points.select_elements([(1, 2), (3, 4)])
    two = space((10, 20), ((0, 0), (1, 2)))
    p = plist([])
    fails(p.set_virtual, points, b"f", b"d", two)
    fails(p.set_virtual, two, b"f", b"d", points)
    print(p.get_virtual_count())


@case
def api_nine_mappings_list_doubling():
    maps = [(space((10, 20), ((i, 0), (1, 1), (1, 1), (1, 20))), "src_file%d" % i, "src_dset%d" % i, space((10, 20), ((i, 0), (1, 1), (1, 1), (1, 20)))) for i in range(9)]
    every_way(maps, (10, 20))
    for low in ("v110", "v112"):
        with h5py.File("v.h5", "w", libver=(low, "latest")) as f:
            create(f, "v", (10, 20), plist(maps))
        print(low, heap())


@case
def api_empty_vds():
    every_way([], (10, 20))
    print(values()[0][:3])


@case
def api_set_layout_virtual_clears_mappings():
    p = plist([(space((10, 20)), "src_file", "src_dset", space((10, 20)))])
    print(p.get_layout() == h5d.VIRTUAL, p.get_virtual_count())
    p.set_layout(h5d.VIRTUAL)
    print(p.get_layout() == h5d.VIRTUAL, p.get_virtual_count())
    p.set_layout(h5d.CONTIGUOUS)
    fails(p.get_virtual_count)


@case
def api_name_length_query_then_fetch():
    long = "n" * 3000 + "\u00e9"
    p = plist([(space((4,)), long + ".h5", "/" + long, space((4,)))])
    with h5py.File("v.h5", "w") as f:
        create(f, "v", (4,), p)
    with h5py.File("v.h5", "r") as f:
        p = f["v"].id.get_create_plist()
        print(p.get_virtual_filename(0) == long + ".h5", p.get_virtual_dsetname(0) == "/" + long, len(p.get_virtual_filename(0)))
        fails(p.get_virtual_filename, 1)
        fails(p.get_virtual_dsetname, 7)


@case
def api_space_status_is_allocated():
    make((4,), [(space((4,)), "gone.h5", "d", space((4,)))])
    with h5py.File("v.h5", "r") as f:
        d = f["v"].id
        print(d.get_space_status() == h5d.SPACE_STATUS_ALLOCATED, d.get_storage_size())


@case
def api_offset_undefined():
    make((4,), [(space((4,)), "gone.h5", "d", space((4,)))])
    with h5py.File("v.h5", "r") as f:
        print(f["v"].id.get_offset())


@case
def api_dcpl_equal_roundtrip():
    maps = [(space((4, 4), ((i, 0), (1, 4))), "a.h5", "d", space((4,))) for i in range(4)]
    p = plist(maps, fill=7)
    make((4, 4), maps, fill=7)
    with h5py.File("v.h5", "r") as f:
        q = f["v"].id.get_create_plist()
        print(p.equal(p.copy()), q.equal(f["v"].id.get_create_plist()), p.equal(plist(maps[:3], fill=7)), p.get_virtual_count() == q.get_virtual_count())


@case
def api_object_info_heap_size():
    for n in (1, 4, 40):
        make((n, 4), [(space((n, 4), ((i, 0), (1, 4))), "a.h5", "d", space((4,))) for i in range(n)])
        print(n, heap())


@case
def api_delete_vds_frees_heap():
    maps = [(space((400, 4), ((i, 0), (1, 4))), "a.h5", "d", space((4,))) for i in range(400)]
    make((400, 4), maps)
    with h5py.File("v.h5", "r+") as f:
        f["other"] = np.arange(3)
    before = os.path.getsize("v.h5")
    for _ in range(3):
        with h5py.File("v.h5", "r+", libver=("earliest", "latest")) as f:
            del f["v"]
            create(f, "v", (400, 4), plist(maps, -1))
    print(len(heap()) == 1, os.path.getsize("v.h5") <= before + 4096, list(h5py.File("v.h5")))


@case
def api_get_access_plist_view_and_gap():
    make((4,), [(space((4,)), "gone.h5", "d", space((4,)))])
    with h5py.File("v.h5", "r") as f:
        for p in (access(), access(FIRST), access(LAST, 123), access(FIRST, 5, "somewhere")):
            d = h5d.open(f.id, b"v", p)
            got = d.get_access_plist()
            print(got.get_virtual_view(), got.get_virtual_printf_gap(), got.get_virtual_prefix())
            d.close()


@case
def create_needs_high_bound_v110():
    maps = [(space((4,)), "a.h5", "d", space((4,)))]
    for libver in (("earliest", "v108"), ("v108", "v108"), ("earliest", "v110"), ("v108", "v112"), ("v110", "v114"), "latest", "earliest"):
        with h5py.File("v.h5", "w", libver=libver) as f:
            try:
                create(f, "v", (4,), plist(maps))
                print(libver, "made")
            except Exception as e:
                print(libver, type(e).__name__, str(e)[str(e).index("("):])
            print(list(f))


@case
def layout_too_small_for_fixed_hyperslab():
    with h5py.File("v.h5", "w") as f:
        fails(create, f, "u", (4, 4), plist([(space((6, 4)), "a.h5", "d", space((6, 4)))]))
        fails(create, f, "v", (4, 4), plist([(space((6, 4), ((2, 0), (3, 4))), "a.h5", "d", space((3, 4)))]))
        fails(create, f, "w", (4, 4), plist([(space((9, 4), ((0, 0), (4, 4))), "a.h5", "d", space((4, 4)))]))
        print(list(f))


@case
def printf_block_numbers_from_zero_decimal():
    virtual = space((2, 3), ((0, 0), (U, 1), (2, 1), (2, 3)), max=(U, 3))
    for name in ("a%0b", "a%<2>b", "a%d", "a%", "%%%", "a%b%"):
        fails(plist, [(virtual, name, "d", space((2, 3)))])
        fails(plist, [(virtual, "a", name, space((2, 3)))])
    for name in ("a%b", "%b", "%%%b", "a%b%%"):
        print(plist([(virtual, name, "d", space((2, 3)))]).get_virtual_filename(0))
    fails(plist, [(space((2, 3)), "a%b", "d", space((2, 3)))])
    fails(plist, [(virtual, "a", "d", space((2, 3)))])
    fails(plist, [(virtual, "a%b", "d", space((2, 4)))])
    endless = space((2, 3), ((0, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3))
    fails(plist, [(endless, "a%b", "d", space((2, 3)))])
    fails(plist, [(endless, "a%b", "d", endless)])
    fails(plist, [(space((2, 3)), "a", "d", endless)])
    fails(plist, [(space((2, 3)), "a", "d", space((2, 4)))])
    for n in (0, 9, 10, 11, 99, 100):
        source("a%d.h5" % n, (2, 3), n)
    make((2, 3), [(virtual, "a%b.h5", "d", space((2, 3)))], max=(None, 3))
    print(shapes(gaps=(0, 8, 9, 86, 87, 88)))
