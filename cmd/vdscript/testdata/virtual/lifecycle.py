"""How virtual datasets hold, find and follow their sources' files."""
import shutil
from common import *


def pair():
    source("a.h5", (3, 4))
    make((3, 4), [(space((3, 4)), "a.h5", "d", space((3, 4)))])


@case
def sources_opened_lazily_and_held():
    pair()
    with h5py.File("v.h5", "r") as f:
        d = f["v"]
        os.rename("a.h5", "b.h5")  # not opened yet
        print(d[0].tolist())
        os.rename("b.h5", "a.h5")
    with h5py.File("v.h5", "r") as f:
        d = f["v"]
        print(d[0].tolist())
        os.rename("a.h5", "b.h5")  # open: the file is read, not its name
        print(d[1].tolist())


@case
def close_degree_semi_strong_vds_file():
    for degree in (h5f.CLOSE_WEAK, h5f.CLOSE_SEMI, h5f.CLOSE_STRONG):
        if os.path.exists("a.h5"):
            os.remove("a.h5")
        pair()
        fapl = h5p.create(h5p.FILE_ACCESS)
        fapl.set_fclose_degree(degree)
        f = h5py.File(h5f.open(b"v.h5", h5f.ACC_RDONLY, fapl))
        print(f["v"][1].tolist())
        f.close()
        with h5py.File("a.h5", "r+") as g:
            g["d"][1] = np.arange(4, dtype="i4")
        print(values()[1])


@case
def refresh_propagates():
    pair()
    with h5py.File("v.h5", "r+") as f, h5py.File("a.h5", "r+") as g:
        print(f["v"][2].tolist())
        g["d"][2] = np.arange(4, dtype="i4")
        f["v"].refresh()
        print(f["v"][2].tolist())


@case
def flush_propagates():
    pair()
    with h5py.File("v.h5", "r+") as f:
        f["v"][1] = np.full(4, 9, "i4")
        f["v"].flush()
        f.flush()
        shutil.copy("a.h5", "copy.h5")
    print(values("copy.h5", "d"), values("a.h5", "d"))


@case
def source_intent_follows_vds_file():
    pair()
    with h5py.File("v.h5", "r") as f:
        try:
            f["v"][0] = np.zeros(4, "i4")
        except Exception as e:
            print(type(e).__name__)
    print(values("a.h5", "d")[0])
    with h5py.File("v.h5", "r+") as f:
        f["v"][0] = np.zeros(4, "i4")
    print(values("a.h5", "d")[0])


@case
def source_larger_than_mapping():
    source("a.h5", (9, 9))
    make((3, 3), [(space((3, 3)), "a.h5", "d", space((3, 3), ((0, 0), (3, 3))))])
    print(values())


@case
def delete_source_dataset_while_open():
    pair()
    with h5py.File("v.h5", "r+") as f:
        print(f["v"][0].tolist())
    with h5py.File("a.h5", "r+") as f:
        del f["d"]
    print(values())


@case
def leaked_read_handle_does_not_block_writing():
    def leak():
        return h5py.File("v.h5")["v"][0].tolist()
    for name in ("a.h5", "v.h5"):
        for mode in ("r+", "a", "w"):
            for file in ("a.h5", "v.h5"):
                if os.path.exists(file):
                    os.remove(file)
            pair()
            print(leak())
            h5py.File(name, mode).close()
            print(name, mode)


@case
def build_virtual_dataset():
    with h5py.File("v.h5", "w") as f:
        f["d"] = np.arange(4, dtype="i4")
        with f.build_virtual_dataset("v", (2, 4), "i4", fillvalue=-1) as layout:
            layout[1] = h5py.VirtualSource("v.h5", "d", shape=(4,))
            layout.dcpl.set_virtual(space((2, 4), ((0, 0), (1, 2))), b".", b"d", space((4,), ((2,), (2,))))
        with f.build_virtual_dataset("none", (3,), "i4", maxshape=(None,)):
            pass
        print(f["v"][...].tolist(), [m.file_name for m in f["v"].virtual_sources()], f["none"].is_virtual, f["none"].maxshape)


@case
def soft_link_source():
    source("a.h5", (3,), 10)
    source("v.h5", (3,), 30)
    with h5py.File("a.h5", "r+") as f:
        f["soft"] = h5py.SoftLink("/d")
    make((3, 3), [(space((3, 3), ((i, 0), (1, 3))), "a.h5", n, space((3,))) for i, n in enumerate(["soft", "/soft", "none"])], mode="r+")
    print(values())


@case
def external_link_source():
    source("b.h5", (3,), 20)
    with h5py.File("a.h5", "w") as f:
        f["far"] = h5py.ExternalLink("b.h5", "d")
        f["g/far"] = h5py.ExternalLink("./b.h5", "/d")
        f["lost"] = h5py.ExternalLink("none.h5", "/d")
        f["group"] = h5py.ExternalLink("b.h5", "/")
    make((4, 3), [(space((4, 3), ((i, 0), (1, 3))), "a.h5", n, space((3,))) for i, n in enumerate(["far", "g/far", "lost", "group/d"])])
    print(values())


def absent(file, name):
    """Map what gives no data, beside what does."""
    source("a.h5", (3,))
    make((2, 3), [(space((2, 3), ((0, 0), (1, 3))), "a.h5", "d", space((3,))), (space((2, 3), ((1, 0), (1, 3))), file, name, space((3,)))])
    print(values())


@case
def missing_file():
    absent("gone.h5", "d")


@case
def missing_dataset():
    absent("a.h5", "gone")


@case
def missing_dataset_in_a_group():
    with h5py.File("a.h5", "w") as f:
        f.create_group("group")  # as a source itself it is an error in libhdf5 2.0
    absent("a.h5", "group/gone")


@case
def missing_folder():
    absent("no/such/folder/a.h5", "d")


@case
def dangling_soft_link():
    with h5py.File("a.h5", "w") as f:
        f["dangling"] = h5py.SoftLink("/nowhere")
    absent("a.h5", "dangling")


@case
def names_of_datasets():
    source("a.h5", (3,), 4, name="g/d")
    names = ["g/d", "/g/d", "./g/d", "g/./d", "g//d", "//g/d", "g/d/", "g/d/."]
    make((len(names), 3), [(space((len(names), 3), ((i, 0), (1, 3))), "a.h5", n, space((3,))) for i, n in enumerate(names)])
    print(values())


@case
def core_driver_other_in_memory_file():
    with h5py.File("memory.h5", "w", driver="core", backing_store=False) as f:
        f["d"] = np.arange(3, dtype="i4")
        make((3,), [(space((3,)), "memory.h5", "d", space((3,)))])
        print(values(), os.path.exists("memory.h5"))


@case
def prefix_property_roundtrip_and_resolve():
    os.mkdir("tmp_vds")
    source("tmp_vds/a.h5", (3,), 7)
    make((3,), [(space((3,)), "a.h5", "d", space((3,)))])
    p = access(prefix="tmp_vds/")
    print(p.get_virtual_prefix())
    with h5py.File("v.h5", "r") as f:
        d = h5d.open(f.id, b"v", p)
        print(d.get_access_plist().get_virtual_prefix())
        out = np.zeros(3, "i4")
        d.read(h5s.ALL, h5s.ALL, out)
        print(out.tolist())
        d.close()
        print(f["v"][...].tolist())


@case
def all_all_rank_mismatch():
    source("a.h5", (81,))
    make((9, 9), [(space((9, 9)), "a.h5", "d", space((9, 9)))])
    print(values()[4])


@case
def core_driver_same_file():
    for backing in (False, True):
        with h5py.File("core%d.h5" % backing, "w", driver="core", backing_store=backing) as f:
            f["d"] = np.arange(4, dtype="i4")
            layout = h5py.VirtualLayout((4,), "i4")
            layout[:] = h5py.VirtualSource(f["d"])
            v = f.create_virtual_dataset("v", layout)
            print(v[...].tolist(), [m.file_name for m in v.virtual_sources()])
        print(os.path.exists("core%d.h5" % backing))


@case
def bytesio_same_file():
    import io
    b = io.BytesIO()
    with h5py.File(b, "w") as f:
        f["d"] = np.arange(4, dtype="i4")
        layout = h5py.VirtualLayout((2, 4), "i4")
        layout[1] = h5py.VirtualSource(".", "d", shape=(4,))
        f.create_virtual_dataset("v", layout, fillvalue=7)
    with h5py.File(b, "r") as f:
        print(f["v"][...].tolist())


@case
def vds_prefix_list():
    for d in ("one", "two", "three"):
        os.mkdir(d)
        source(d + "/" + d + ".h5", (2,), len(d))
        source(d + "/each.h5", (2,), 10 * len(d))
    make((4, 2), [(space((4, 2), ((i, 0), (1, 2))), n, "d", space((2,))) for i, n in enumerate(["one.h5", "two.h5", "three.h5", "each.h5"])])
    with h5py.File("v.h5", "r") as f:
        for prefix in ("", "one", "two/", "./three", "${ORIGIN}/two", "one:two", "none", "."):
            d = h5d.open(f.id, b"v", access(prefix=prefix))
            out = np.zeros((4, 2), "i4")
            d.read(h5s.ALL, h5s.ALL, out)
            print(repr(prefix), out[:, 0].tolist())
            d.close()


@case
def names_of_files():
    for d in ("sub", "other", "elsewhere"):
        os.mkdir(d)
    for i, path in enumerate(["sub/beside.h5", "beside.h5", "here.h5", "other/up.h5", "sub/moved.h5", "elsewhere/only.h5"]):
        source(path, (3,), 10 * i)
    os.symlink("../other/up.h5", "sub/linked.h5")
    names = ["beside.h5", "here.h5", "../other/up.h5", "./beside.h5", "/no/such/folder/moved.h5", os.path.abspath("other/up.h5"), "absent.h5", "linked.h5", "only.h5", "//" + os.path.abspath("here.h5")]
    make((len(names), 3), [(space((len(names), 3), ((i, 0), (1, 3))), n, "d", space((3,))) for i, n in enumerate(names)], file="sub/v.h5")
    os.symlink("../sub/v.h5", "elsewhere/link.h5")
    for path in ("sub/v.h5", "elsewhere/link.h5", os.path.abspath("sub/v.h5"), "./sub/../sub/v.h5"):
        print(len(path) < 30 and path, np.array(values(path))[:, 0].tolist())
    os.chdir("other")
    print(np.array(values("../sub/v.h5"))[:, 0].tolist())
    os.chdir("..")


@case
def same_file_by_identity():
    os.mkdir("sub")
    for i, name in enumerate([".", "v.h5", "./v.h5", os.path.abspath("sub/v.h5"), "link.h5", "../sub/v.h5"]):
        make((3,), [(space((3,)), name, "d", space((3,)))], file="sub/v.h5", mode="a", name="v%d" % i)
    source("sub/v.h5", (3,), 4)
    os.symlink("v.h5", "sub/link.h5")
    for mode in ("r", "r+"):
        with h5py.File("sub/v.h5", mode) as f:
            print(mode, [f["v%d" % i][...].tolist() for i in range(6)])
