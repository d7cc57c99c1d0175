"""What h5py.VirtualLayout and h5py.VirtualSource take and refuse, and what a virtual dataset says of itself."""
import io
import pathlib
from common import *

S, L = h5py.VirtualSource, h5py.VirtualLayout


def selected(s):
    """A selection as text, whichever way its blocks were put."""
    if s.get_select_type() != h5s.SEL_HYPERSLABS or not s.is_regular_hyperslab():
        return told(s)
    axes = []
    for start, stride, count, block in zip(*s.get_regular_hyperslab()):
        if count not in (1, U) and stride == block:
            count, block = 1, count * block
        axes.append((start, 0 if count == 1 else stride, count, block))
    return axes


def tried(*calls):
    """Print what each call returns, or its error to the end of h5py's text."""
    for i, fn in enumerate(calls):
        try:
            print(i, fn())
        except Exception as e:
            print(i, type(e).__name__, str(e).split("): mapping")[0].rstrip(")"))  # vdscript adds help


def put(key, source=None, shape=(10, 4), max=None):
    """A call that maps a source to a key of a layout."""
    def call():
        layout = L(shape, "i4", maxshape=max)
        layout[key] = source if source is not None else S("a.h5", "d", shape=(10, 4))
        return layout.dcpl.get_virtual_count(), selected(layout.dcpl.get_virtual_vspace(0)), selected(layout.dcpl.get_virtual_srcspace(0))
    return call


@case
def layout_arguments():
    for layout in (L((2, 3), "f4"), L(5, "i2", 7), L((2,), np.dtype("u1"), maxshape=(None,)), L(shape=(0,), dtype="S3", maxshape=None, filename="x.h5")):
        print(layout.shape, layout.dtype, layout.maxshape)
    tried(lambda: L((2,)), lambda: L(), lambda: L((2,), "nonsense").shape, lambda: L((2,), "i4")[0])
    with h5py.File("v.h5", "w") as f:
        f["type"] = np.dtype([("a", "i4")])
        d = f.create_virtual_dataset("committed", L((2,), f["type"]))
        print(d.dtype, d.id.get_type().committed())
        tried(lambda: f.create_virtual_dataset("small", L((5,), "i4", maxshape=(3,))), lambda: f.create_virtual_dataset("committed", L((2,), "i4")),
              lambda: f.create_virtual_dataset("other", L((2,), "i4", filename="other.h5")), lambda: f.create_virtual_dataset("none", 3))
        print(f.create_virtual_dataset(b"bytes/deep", L((2,), "i4")).name, f.create_virtual_dataset(None, L((2,), "i4")).name, sorted(f))


@case
def layout_keys():
    row = S("a.h5", "d", shape=(4,))
    one = S("a.h5", "d", shape=(1,))
    tried(put(2, row), put(-1, row), put((slice(None), 3), S("a.h5", "d", shape=(10,))), put(...), put((..., 1), S("a.h5", "d", shape=(10,))),
          put((slice(2, 8, 3), slice(1, 3)), S("a.h5", "d", shape=(2, 2))), put([1, 4, 5], S("a.h5", "d", shape=(3, 4))), put(np.array([0, 9]), S("a.h5", "d", shape=(2, 4))),
          put((slice(None), [0, 2]), S("a.h5", "d", shape=(10, 2))), put((h5py.MultiBlockSlice(0, 5, 2, 2), 0), row), put(h5py.MultiBlockSlice(), None),
          put((np.arange(10) % 3 == 0, 1), row), put((3, 1), one), put((3, 1), S("a.h5", "d", shape=())))
    tried(put(10, row), put(-11, row), put((0, 0, 0), one), put([3, 1], S("a.h5", "d", shape=(2, 4))), put([1, 1], S("a.h5", "d", shape=(2, 4))), put(([0, 1], [0, 1]), row),
          put(slice(5, 2, -1)), put((..., ...)), put(None), put("f"), put(2.5), put(slice(0, 3)),
          lambda: h5py.MultiBlockSlice(-1), lambda: h5py.MultiBlockSlice(0, 0), lambda: h5py.MultiBlockSlice(0, 1, 2, 3), put((h5py.MultiBlockSlice(9, 3, None, 3), 0)), put((h5py.MultiBlockSlice(0, 5, 4, 2), 0)))

    def number():
        L((2,), "i4")[0] = 5
    def array():
        L((2,), "i4")[:] = np.arange(2)
    tried(number, array)


@case
def layout_unlimited():
    grows = dict(shape=(10, 4), max=(None, 4))
    src = S("a.h5", "d", shape=(10, 4), maxshape=(None, 4))
    tried(put(slice(None, U), src[:U], **grows), put((slice(1, U, 3), 2), src[:U, 1], **grows), put((slice(2, U), ...), src[2:U:2, ...], **grows),
          put((..., slice(0, U)), S("a.h5", "d", shape=(10, 4))[..., :U], max=(10, None)), put(slice(None, U), S("a-%b.h5", "d", shape=(1, 4)), **grows),
          put(slice(None, U), S("a.h5", "d%b%%", shape=(1, 4)), **grows), put((slice(None, U), 0), S("a%%.h5", "d", shape=(10, 4))[:U, 0], **grows))
    tried(put(slice(None, U), src, **grows), put(slice(None), src[:U], **grows), put((slice(None, U), slice(None, U)), src, shape=(10, 4), max=(None, None)), lambda: src[:U, :U],
          put(slice(None), S("a-%b.h5", "d", shape=(10, 4)), **grows), put(slice(None, U), S("a%d.h5", "d", shape=(1, 4)), **grows), put(slice(None, U), S("a%", "d", shape=(1, 4)), **grows),
          put(slice(None, U), S("a%0b.h5", "d", shape=(1, 4)), **grows), put((slice(None, U), slice(0, 3)), src[:U, 0:2], **grows), put(slice(0, U), src[:U], shape=(0, 4), max=(None, 4)))


@case
def source_arguments():
    with h5py.File("a.h5", "w") as f:
        d = f.create_dataset("g/d", (5, 4), "f4", maxshape=(None, 4))
        s = S(d)
        print(s.path, s.name, s.shape, s.dtype, s.maxshape)
        tried(lambda: S(d, name="x"), lambda: S(d, shape=(1,), dtype="i4"), lambda: S(d, maxshape=(None,)))
    print(s[0].shape, S(pathlib.Path("a.h5"), "d", 5).shape, S(b"a.h5", b"d", (5,)).shape, S("a", "d", 5, maxshape=9).maxshape, S("a", "d", (5,), maxshape=(None,)).maxshape)
    tried(lambda: S("a.h5"), lambda: S("a.h5", "d"), lambda: S("a.h5", name="d", dtype="i4"), lambda: S(), lambda: S("a.h5", "d", (5,), "i4").dtype)


@case
def source_slices():
    s = S("a.h5", "d", shape=(10, 20))
    for key in [0, (3, 4), slice(2, 5), slice(0, 10, 3), (slice(1, 3), slice(0, 20, 7)), -1, slice(-3, None), slice(None, -4), slice(-5, -2), ..., (..., 1), (1, ...), (slice(0, 2), ..., slice(3, 4)),
                [1, 3, 8], (slice(None), [0, 19]), h5py.MultiBlockSlice(1, 3, 2, 2), (slice(4, 4), 0)]:
        print(key, s[key].shape)
    tried(lambda: s[0][0], lambda: s[0, 0, 0], lambda: s[10], lambda: s[-11], lambda: s[..., ...], lambda: s[[3, 2]], lambda: s[[0, 0]], lambda: s[::-1], lambda: s[0:0].shape, lambda: s["a"], lambda: s[None], lambda: s[1.5])
    print(s.shape)


@case
def element_counts_alone_must_agree():
    tried(put(slice(None), S("a.h5", "d", shape=(40,)), shape=(10, 4)), put(slice(0, 2), S("a.h5", "d", shape=(2, 2, 2))), put(slice(0, 3), S("a.h5", "d", shape=(2, 5))), put(0, S("a.h5", "d", shape=(5,))),
          put(slice(0, 0), S("a.h5", "d", shape=(0, 4))))


@case
def layout_used_twice():
    source("a.h5", (4,), 5)
    layout = L((3, 4), "i4")
    layout[0] = S("a.h5", "d", shape=(4,))
    with h5py.File("v.h5", "w") as f:
        f.create_virtual_dataset("one", layout, fillvalue=-1)
        layout[2] = S("a.h5", "d", shape=(4,))
        f.create_virtual_dataset("two", layout)
        print(f["one"][...].tolist(), f["two"][...].tolist(), f["two"].fillvalue)


@case
def members_of_a_virtual_dataset():
    source("a.h5", (4, 3), 5)
    make((4, 3), [(space((4, 3)), "a.h5", "d", space((4, 3)))])
    with h5py.File("v.h5", "r+") as f:
        d = f["v"]
        print(d.is_virtual, d.chunks, d.compression, d.shuffle, d.fletcher32, d.scaleoffset, d.external, d.nbytes, d.size, d.shape, d.maxshape, d.dtype, d.id.get_storage_size())
        tried(lambda: d.resize((5, 3)), lambda: list(d.iter_chunks()), lambda: d.id.get_num_chunks(), lambda: f.create_dataset("plain", data=1).virtual_sources())
        m = d.virtual_sources()
        print(len(m), m[0].file_name, m[0].dset_name, told(m[0].vspace), told(m[0].src_space), m[0].vspace.shape, m[0][1:3])
        d.attrs["x"] = 3
        f["hard"] = d
        f.move("v", "moved/v")
        copy = f.create_dataset_like("like", d)
        print(copy.is_virtual, f["hard"].attrs["x"], f["moved/v"] == f["hard"], f[f["hard"].ref].name, f.require_dataset("hard", (4, 3), "i4").is_virtual)
        out = np.zeros((2, 3), "i4")
        f["hard"].read_direct(out, np.s_[1:3], np.s_[:])
        print(out.tolist(), f["hard"].astype("f8")[0].tolist(), [r.tolist() for r in f["hard"]], f["hard"][[0, 2]].tolist(), f["hard"][f["hard"][...] > 12].tolist())
        ref = f["hard"].regionref[1:3, :2]
        print(f["hard"][ref].tolist(), f["hard"].len(), np.asarray(f["hard"]).sum())
        f["hard"].make_scale("scale")
        print(f["hard"].is_scale)
        del f["moved/v"]
        print(sorted(f))


@case
def property_list_refusals():
    p = plist([(space((4,)), "a.h5", "d", space((4,)))])
    q = h5p.create(h5p.DATASET_CREATE)
    tried(lambda: p.get_virtual_filename(1), lambda: p.get_virtual_dsetname(7), lambda: p.get_virtual_vspace(1), lambda: p.get_virtual_srcspace(1), lambda: q.get_virtual_count(), lambda: q.get_virtual_filename())
    a = access()
    print(a.get_virtual_view() == LAST, a.get_virtual_printf_gap(), a.get_virtual_prefix())
    fails(a.set_virtual_view, 7)
    p.set_deflate(3)
    with h5py.File("v.h5", "w") as f:
        fails(create, f, "v", (4,), p)


@case
def writing_through():
    source("a.h5", (4, 3), 5)
    make((5, 3), [(space((5, 3), ((0, 0), (4, 3))), "a.h5", "d", space((4, 3)))])
    with h5py.File("v.h5", "r+") as f:
        d = f["v"]
        d[1:3] = np.full((2, 3), -1, "i4")
        d[[0, 3], 1] = np.array([7, 8], "i4")
        mask = np.zeros((5, 3), bool)
        mask[0, 2] = mask[3, 0] = True
        d[mask] = np.array([20, 30], "i4")
        print(d[...].tolist())
    print(values("a.h5", "d"))
