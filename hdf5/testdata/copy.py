"""make FILE: a file with objects of every kind. check FILE COPY: compares /g of the first with /to/copy of the other."""
import sys, h5py, numpy as np


def make(name):
    with h5py.File(name, "w") as f:
        g = f.create_group("g", track_order=True)
        g.attrs["who"] = "me"
        g["z"] = np.arange(12.0).reshape(3, 4)
        g["z"].attrs["v"] = h5py.Empty("f4")
        g.create_dataset("gz", data=np.arange(10000), chunks=(700,), compression="gzip", shuffle=True, maxshape=(None,))
        g.create_dataset("text", data=["a", "bb", ""], dtype=h5py.string_dtype())
        r = g.create_dataset("ragged", (2,), h5py.vlen_dtype("i2"), chunks=(1,))
        r[0], r[1] = [1, 2, 3], []
        g.create_dataset("empty", (5,), "i4", fillvalue=7)
        g["type"] = np.dtype([("a", "<i4"), ("b", "S3")])
        g.create_dataset("typed", (2,), dtype=g["type"])
        g["sub/deep"] = 5
        g["sub/twice"] = g["sub/deep"]
        g["soft"] = h5py.SoftLink("/g/z")
        g["away"] = h5py.ExternalLink("other.h5", "/x")
        refs = g.create_dataset("refs", (3,), h5py.ref_dtype)
        refs[0], refs[1] = g["z"].ref, f.create_dataset("outside", data=[1, 2, 3]).ref
        g.create_dataset("region", data=g["z"].regionref[1:, ::2], dtype=h5py.regionref_dtype)


def check(name, copy):
    with h5py.File(name) as f, h5py.File(copy) as c:
        g, h = f["g"], c["to/copy"]
        assert list(g) == list(h), list(h)
        assert h.attrs["who"] == "me" and h["z"].attrs["v"] == h5py.Empty("f4")
        for n in ["z", "gz", "empty", "typed", "sub/deep"]:
            assert np.array_equal(g[n][()], h[n][()]), n
            assert g[n].dtype == h[n].dtype and g[n].chunks == h[n].chunks and g[n].maxshape == h[n].maxshape, n
        assert g["gz"].id.get_storage_size() == h["gz"].id.get_storage_size() and h["gz"].compression == "gzip"
        assert h["empty"].id.get_storage_size() == 0
        assert list(h["text"].asstr()) == ["a", "bb", ""]
        assert [list(x) for x in h["ragged"]] == [[1, 2, 3], []]
        assert h["sub/deep"] == h["sub/twice"] and h5py.h5o.get_info(h["sub/deep"].id).rc == 2
        assert h["type"].dtype == g["type"].dtype
        assert h.get("soft", getlink=True).path == "/g/z" and h.get("away", getlink=True).filename == "other.h5"
        refs = h["refs"][()]
        assert c[refs[0]] == h["z"] and list(c[refs[1]]) == [1, 2, 3] and not refs[2]
        region = h["region"][()]
        assert c[region] == h["z"] and np.array_equal(c[region][region], f["g/z"][1:, ::2])
        assert "moved" in c and "to/old" not in c and list(c["moved/inner"]) == ["x"]
        assert h5py.h5o.get_info(c["moved"].id).rc == 1 and h5py.h5o.get_info(h.id).rc == 1
        print("ok")


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
