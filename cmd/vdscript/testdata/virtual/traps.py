"""Where libhdf5 errs: what vdscript does instead. HDF5's version is the one that was seen to do so."""
from common import *


def half():
    source("a.h5", (4, 6))
    make((8, 6), [(space((8, 6), ((0, 0), (4, 6))), "a.h5", "d", space((4, 6)))])


def refused(text, what, *args):
    try:
        what(*args)
    except Exception as e:
        assert text in str(e), str(e)
        return
    raise AssertionError("no error")


@case
def io_write_whole_fails():
    """HDF5 2.0 writes what is mapped, drops the rest and says nothing."""
    half()
    with h5py.File("v.h5", "r+") as f:
        d = f["v"]
        for key in (slice(None), slice(3, 5), (slice(None), 2)):
            def put():
                d[key] = 5
            refused("write requested to unmapped portion of virtual dataset", put)
        assert d[3].tolist() == [18, 19, 20, 21, 22, 23]


@case
def io_write_converts():
    """HDF5 2.0 writes the bytes of the elements in memory without converting them."""
    half()
    with h5py.File("v.h5", "r+") as f:
        f["v"][1:3, ::2] = -7.9
        f["v"][0] = np.arange(6, dtype=">i8")
        assert f["v"][:3].tolist() == [[0, 1, 2, 3, 4, 5], [-7, 7, -7, 9, -7, 11], [-7, 13, -7, 15, -7, 17]]


@case
def rtree_zero_element_read():
    """HDF5 2.0 cannot get bounds of a selection of nothing, from 50 mappings on."""
    n = 60
    source("a.h5", (n, 3))
    make((n, 3), [(space((n, 3), ((i, 0), (1, 3))), "a.h5", "d", space((n, 3), ((i, 0), (1, 3)))) for i in range(n)])
    with h5py.File("v.h5", "r") as f:
        d = f["v"]
        assert d[0:0].shape == (0, 3) and d[5:5, 1:2].shape == (0, 1) and d[[], :].shape == (0, 3) and d[np.zeros((n, 3), bool)].shape == (0,)
        none = space((n, 3))
        none.select_none()
        out = np.full((n, 3), 4, "i4")
        d.id.read(none, none, out)
        assert out.sum() == 12 * n


@case
def zero_element_mapping_introspection():
    """h5py cannot list the sources of a reopened dataset with an empty mapping."""
    none = space((3, 3))
    none.select_none()
    make((3, 3), [(none, "a.h5", "d", none)])
    with h5py.File("v.h5", "r") as f:
        assert [m.file_name for m in f["v"].virtual_sources()] == ["a.h5"]


@case
def source_is_group():
    """HDF5 1 reads fill values, HDF5 2 fails."""
    with h5py.File("a.h5", "w") as f:
        f.create_group("group")
    make((3,), [(space((3,)), "a.h5", "group", space((3,)))])
    assert values() == [-1, -1, -1]
    with h5py.File("v.h5", "r", missing="error") as f:
        refused("dataset not found", lambda: f["v"][0])


@case
def self_cycle():
    """HDF5 crashes."""
    make((3,), [(space((3,)), ".", "v", space((3,)))])
    make((3,), [(space((3,)), "./v.h5", "w", space((3,)))], name="w", mode="a")
    with h5py.File("v.h5", "r") as f:
        refused("form a cycle", lambda: f["v"][...])
        refused("/w in", lambda: f["w"][1])
        assert not h5py.vds.check(f["v"])["healthy"]


@case
def scalar_vds_with_hyperslab_mapping():
    """HDF5 crashes."""
    source("a.h5", (5,), 7)
    source("a.h5", (), 40, name="scalar")
    layout = h5py.VirtualLayout((), "i4")
    layout[()] = h5py.VirtualSource("a.h5", "d", shape=(5,))[3]
    line = h5py.VirtualLayout((4,), "i4")
    line[2] = h5py.VirtualSource("a.h5", "scalar", shape=())
    with h5py.File("v.h5", "w") as f:
        assert f.create_virtual_dataset("v", layout)[()] == 10
        assert f.create_virtual_dataset("line", line, fillvalue=-1)[...].tolist() == [-1, -1, 40, -1]
        f["v"][()] = 3
    assert values("a.h5", "d") == [7, 8, 9, 3, 11]


@case
def source_smaller_than_mapping():
    """HDF5 reads what stands behind a contiguous source, and nothing at all where the source is mapped whole."""
    for name, kw in [("contiguous", {}), ("chunked", {"chunks": (2, 2)}), ("compressed", {"chunks": (2, 3), "compression": "gzip"})]:
        source("a.h5", (2, 3), name=name, **kw)
        source("a.h5", (9, 9), 77, name="behind_" + name)
        for part in (((0, 0), (4, 3)), ((1, 1), (4, 3))):
            file = "%s%d.h5" % (name, part[0][0])
            make((4, 3), [(space((4, 3)), "a.h5", name, space((5, 4), part))], file=file)
            want = [[0, 1, 2], [3, 4, 5]] if part[0][0] == 0 else [[4, 5, -1], [-1, -1, -1]]
            assert values(file) == want + [[-1] * 3] * 2, (file, values(file))
            with h5py.File(file, "r", missing="error") as f:
                refused("smaller than the mapping", lambda: f["v"][...])
                assert f["v"][0, 0] == want[0][0]
    whole = h5py.VirtualLayout((4, 3), "i4")
    whole[...] = h5py.VirtualSource("a.h5", "contiguous", shape=(4, 3))
    with h5py.File("whole.h5", "w") as f:
        f.create_virtual_dataset("v", whole, fillvalue=-1)
    assert values("whole.h5") == [[-1] * 3] * 4


@case
def vds_keeps_sources_open():
    """HDF5 refuses to make a source anew while a virtual dataset over it is open."""
    half()
    with h5py.File("v.h5", "r") as f:
        assert f["v"][0, 1] == 1
        with h5py.File("a.h5", "w") as a:
            a["d"] = np.full((4, 6), 5, "i4")
        assert f["v"][0, 1] == 5


@case
def open_error_of_existing_dataset_is_error():
    """HDF5 1 reads fill values from what is there and cannot be used, HDF5 2 fails; vdscript says why, and fails if asked to."""
    source("a.h5", (40,), chunks=(8,), fletcher32=True)
    with open("a.h5", "rb") as f:
        data = bytearray(f.read())
    at = data.find(bytes([5, 0, 0, 0, 6, 0, 0, 0]))
    data[at] = 99
    with open("a.h5", "wb") as f:
        f.write(data)
    make((40,), [(space((40,)), "a.h5", "d", space((40,)))])
    refused("", values)


@case
def corrupt_file():
    """HDF5 1 reads fill values, HDF5 2 fails."""
    with open("corrupt.h5", "wb") as f:
        f.write(b"no HDF5 at all" * 100)
    make((3,), [(space((3,)), "corrupt.h5", "d", space((3,)))])
    assert values() == [-1, -1, -1]
    with h5py.File("v.h5", "r", missing="error") as f:
        refused("not an HDF5 file", lambda: f["v"][...])


@case
def vlen_str_to_fixed():
    """HDF5 2.0 crashes."""
    with h5py.File("a.h5", "w") as f:
        f.create_dataset("d", data=["one", "", "three \u00e9", "4"], dtype=h5py.string_dtype())
    layout = h5py.VirtualLayout((4,), "S4")
    layout[:] = h5py.VirtualSource("a.h5", "d", shape=(4,))
    with h5py.File("v.h5", "w") as f:
        f.create_virtual_dataset("v", layout)
    assert values() == [b"one", b"", b"thre", b"4"]


@case
def vlen_array_write_through():
    """HDF5 1.10: invalid source pointer."""
    ragged = h5py.vlen_dtype("i4")
    with h5py.File("a.h5", "w") as f:
        f.create_dataset("d", (3,), ragged)
    layout = h5py.VirtualLayout((3,), ragged)
    layout[:] = h5py.VirtualSource("a.h5", "d", shape=(3,))
    with h5py.File("v.h5", "w") as f:
        d = f.create_virtual_dataset("v", layout)
        d[1] = np.array([1, 2, 3], "i4")
        assert d[1].tolist() == [1, 2, 3]
    with h5py.File("a.h5") as f:
        assert [x.tolist() for x in f["d"]] == [[], [1, 2, 3], []]


@case
def vds_rw_while_source_open_ro_same_process():
    """HDF5 reads fill values."""
    half()
    with h5py.File("a.h5", "r") as a, h5py.File("v.h5", "r+") as f:
        assert f["v"][3].tolist() == a["d"][3].tolist()


@case
def delete_source_dataset_while_open():
    """A reader that has the source open sees fill values once it is gone, and no stale data."""
    half()
    with h5py.File("v.h5", "r+") as f:
        assert f["v"][0, 1] == 1
        with h5py.File("a.h5", "r+") as a:
            del a["d"]
        assert f["v"][0, 1] == -1
    assert values()[0][1] == -1


@case
def first_missing_view_bug():
    """HDF5 clips with the wrong axis."""
    source("a.h5", (3, 4), max=(3, None), chunks=(3, 2))
    source("b.h5", (6, 3), 100, max=(None, 3), chunks=(2, 3))
    make((4, 6), [(space((4, 6), ((0, 0), (1, 1), (1, 1), (U, 3)), max=(U, 6)), "a.h5", "d", space((3, 4), ((0, 0), (1, 1), (1, 1), (3, U)), max=(3, U))),
                  (space((4, 6), ((0, 3), (1, 1), (1, 1), (U, 3)), max=(U, 6)), "b.h5", "d", space((6, 3), ((0, 0), (1, 1), (1, 1), (U, 3)), max=(U, 3)))], max=(None, 6))
    assert shapes() == [(4, 6), (6, 6)], shapes()
    with h5py.File("v.h5", "r") as f:
        d = h5d.open(f.id, b"v", access(FIRST))
        out = np.zeros((4, 6), "i4")
        d.read(h5s.ALL, h5s.ALL, out)
        assert out[3].tolist() == [9, 10, 11, 109, 110, 111], out


@case
def all_all_count_mismatch():
    """HDF5 makes it and cannot read it."""
    source("a.h5", (5, 5))
    layout = h5py.VirtualLayout((4, 5), "i4")
    layout[...] = h5py.VirtualSource("a.h5", "d", shape=(4, 5))
    with h5py.File("v.h5", "w") as f:
        f.create_virtual_dataset("v", layout, fillvalue=-1)
    with h5py.File("v.h5", "r") as f:
        assert f["v"][0, 0] == -1
        c = h5py.vds.check(f["v"])
        assert not c["healthy"] and c["sources"][0]["fault"] == "number of elements differs from the mapping", c


def refer(file):
    """References of every kind in a file, and what they lead to."""
    with h5py.File(file, "a") as f:
        f["target"] = np.arange(6, dtype="i4")
        f["objects"] = np.array([f["target"].ref, f.ref, f["target"].ref], h5py.ref_dtype)
        f.create_dataset("regions", (2,), h5py.regionref_dtype)
        f["regions"][0] = f["target"].regionref[2:4]
        mixed = f.create_dataset("mixed", (2,), np.dtype([("n", "i4"), ("ref", h5py.ref_dtype)]))
        mixed[0] = (5, f["target"].ref)
        mixed[1] = (6, f.ref)


def mapped(f, name, src, shape, dtype):
    layout = h5py.VirtualLayout(shape, dtype)
    layout[:] = h5py.VirtualSource(src, name, shape=shape)
    return f.create_virtual_dataset("v_" + name + src.replace("/", "_"), layout)


@case
def object_reference_through_vds():
    """HDF5 gives the addresses of one file to another, where other objects are, or none."""
    refer("a.h5")
    with h5py.File("v.h5", "w") as f:
        f.create_group("other")
        v = mapped(f, "objects", "a.h5", (3,), h5py.ref_dtype)
        refused("references to objects of another file", lambda: v[0])
        def put():
            v[1] = f["other"].ref
        refused("references to objects of another file", put)
        c = h5py.vds.check(v)
        assert not c["healthy"] and c["sources"][0]["fault"] == "references to objects of another file"
        mixed = mapped(f, "mixed", "a.h5", (2,), np.dtype([("n", "i4"), ("ref", h5py.ref_dtype)]))
        refused("references to objects of another file", lambda: mixed[0])
        assert mapped(f, "mixed", "./a.h5", (2,), np.dtype([("n", "i8")]))[...].tolist() == [(5,), (6,)]
    with h5py.File("a.h5") as f:
        assert [f[r].name for r in f["objects"]] == ["/target", "/", "/target"]


@case
def region_reference_through_vds():
    refer("a.h5")
    with h5py.File("v.h5", "w") as f:
        v = mapped(f, "regions", "a.h5", (2,), h5py.regionref_dtype)
        refused("references to objects of another file", lambda: v[0])


@case
def references_within_the_file():
    """In the virtual dataset's own file, by any of its names, references keep their meaning."""
    refer("a.h5")
    with h5py.File("a.h5", "r+") as f:
        for src in (".", "a.h5", "./a.h5"):
            v = mapped(f, "objects", src, (3,), h5py.ref_dtype)
            assert [f[r].name for r in v] == ["/target", "/", "/target"]
            v[1] = f["target"].ref
            assert f[f["objects"][1]].name == "/target"
            v[1] = f.ref
        r = mapped(f, "regions", ".", (2,), h5py.regionref_dtype)[0]
        assert f[r].name == "/target" and f[r][r].tolist() == [2, 3]


@case
def missing_of_each_opening():
    """The policy is that of the opening, also where the file is open already with another, and holds for the sources of sources."""
    make((3,), [(space((3,)), "gone.h5", "d", space((3,)))], file="a.h5")
    make((3,), [(space((3,)), "a.h5", "v", space((3,)))])
    for file in ("a.h5", "v.h5"):
        with h5py.File(file, "r", missing="fill") as f, h5py.File(file, "r", missing="error") as g:
            for _ in range(2):
                assert f["v"][...].tolist() == [-1, -1, -1]
                refused("file not found", lambda: g["v"][...])
