"""Chunks as h5py and hdf5plugin store them, with the elements that they hold.

usage: filters.py OUT.json.gz [N]   N: elements of a chunk, a multiple of 100
"""
import base64
import gzip
import json
import sys

import h5py
import hdf5plugin
import numpy as np

n = int(sys.argv[2]) if len(sys.argv) > 2 else 100
rng = np.random.default_rng(11)
out = []
f = h5py.File("filters", "w", driver="core", backing_store=False, libver="latest")


def smooth(n, dtype):
    t = np.dtype(dtype)
    a = np.cumsum(rng.integers(-3, 4, n)) + 1000
    return (a / 8).astype(t) if t.kind == "f" else a.astype(t)


def case(name, data, **kw):
    chunks = kw.pop("chunks", data.shape)
    d = f.create_dataset(name, data=data, chunks=chunks, **kw)
    note(name, d)


def note(name, d):
    f.flush()
    p = d.id.get_create_plist()
    infos = []
    for i in range(p.get_nfilters()):
        code, flags, values, fname = p.get_filter(i)
        infos.append(dict(ID=code, Flags=flags, Params=[int(v) for v in values], Name=fname.decode()))
    mask, raw = d.id.read_direct_chunk((0,) * d.ndim)
    want = np.zeros(d.chunks, d.dtype)
    part = d[tuple(slice(0, c) for c in d.chunks)]
    want[tuple(slice(0, s) for s in part.shape)] = part
    out.append(dict(Name=name, Mask=mask, Infos=infos, Stored=base64.b64encode(raw).decode(),
                    Want=base64.b64encode(want.tobytes()).decode()))


def special(name, htype, data, setup, dims):
    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    p.set_chunk(dims)
    setup(p)
    d = h5py.Dataset(h5py.h5d.create(f.id, name.encode(), htype, h5py.h5s.create_simple(dims), p))
    d[...] = data
    note(name, d)


for t in ("u1", "i2", "<u4", ">i4", "i8", "f4", "f8", ">f8"):
    a = smooth(n, t)
    case("gzip " + t, a, compression="gzip", shuffle=True)
    case("lzf " + t, a, compression="lzf", shuffle=True, fletcher32=True)
    case("shuffle " + t, a, shuffle=True)
    case("bitshuffle plain " + t, a, compression=hdf5plugin.Bitshuffle(cname="none"))
    case("bitshuffle lz4 " + t, a, compression=hdf5plugin.Bitshuffle(cname="lz4"))
    case("bitshuffle zstd " + t, a, compression=hdf5plugin.Bitshuffle(cname="zstd"))
    case("bitshuffle small blocks " + t, a, compression=hdf5plugin.Bitshuffle(nelems=64, cname="lz4"))
    if t[0] != "u" or t[1] != "1":
        case("szip nn " + t, a, compression="szip", compression_opts=("nn", 16))
    case("szip ec " + t, a.reshape(-1, 25), compression="szip", compression_opts=("ec", 8))
    if t[-2] != "f":
        case("scaleoffset " + t, a, scaleoffset=0)
        case("scaleoffset bits " + t, a, scaleoffset=7)
        case("scaleoffset noise " + t, rng.integers(0, 256, n * np.dtype(t).itemsize).astype("u1").view(t), scaleoffset=0)
    elif t[0] != ">":
        case("scaleoffset " + t, a, scaleoffset=3)
        case("scaleoffset wide " + t, a * a.dtype.type(1e30), scaleoffset=3)
for level in (0, 1, 6, 9):
    case("gzip level %d" % level, smooth(n, "i4"), compression="gzip", compression_opts=level)
noise = rng.integers(0, 256, 4 * n).astype("u1")
text = np.frombuffer((b"the quick brown fox jumps over the lazy dog. " * n)[:8 * n], "u1")
for what, a in dict(noise=noise, text=text, zeros=np.zeros(4 * n, "u1"), smooth=smooth(2 * n, "i4")).items():
    case("gzip " + what, a, compression="gzip")
    case("lzf " + what, a, compression="lzf")
    case("fletcher32 " + what, a, fletcher32=True)
    case("lz4 " + what, a, compression=hdf5plugin.LZ4())
    case("lz4 blocks " + what, a, compression=hdf5plugin.LZ4(nbytes=512))
    case("zstd " + what, a, compression=hdf5plugin.Zstd(clevel=5))
    case("bzip2 " + what, a, compression=hdf5plugin.BZip2(blocksize=3))
    for cname in ("blosclz", "lz4", "lz4hc", "zlib", "zstd"):
        for shuffle in (0, 1, 2):
            case("blosc %s %d %s" % (cname, shuffle, what), a, compression=hdf5plugin.Blosc(cname=cname, clevel=5, shuffle=shuffle))
            case("blosc2 %s %d %s" % (cname, shuffle, what), a, compression=hdf5plugin.Blosc2(cname=cname, clevel=5, filters=shuffle))
    if what == "smooth":
        case("blosc2 delta", a, compression=hdf5plugin.Blosc2(cname="zstd", clevel=5, filters=hdf5plugin.Blosc2.DELTA))
        case("blosc snappy", a, compression=hdf5plugin.Blosc(cname="lz4", clevel=1, shuffle=1))
case("odd size", smooth(n + 3, "i2"), chunks=(n + 3,), compression="gzip", shuffle=True, fletcher32=True)
case("odd bitshuffle", smooth(n + 3, "i2"), compression=hdf5plugin.Bitshuffle(cname="lz4"))
case("odd blosc", smooth(n + 3, "i4"), compression=hdf5plugin.Blosc(cname="lz4", shuffle=2))
case("odd blosc2", smooth(n + 3, "i4"), compression=hdf5plugin.Blosc2(cname="lz4", filters=2))
case("blosc2 2d", smooth(60 * (n // 4), "i4").reshape(60, n // 4), compression=hdf5plugin.Blosc2(cname="lz4", filters=1))
case("blosc2 3d", smooth(7 * 33 * (n // 10), "f4").reshape(7, 33, n // 10), compression=hdf5plugin.Blosc2(cname="zstd", filters=2))
case("masked lzf", rng.integers(0, 2**31, n).astype("i4"), compression="lzf")

small = h5py.h5t.STD_I32LE.copy()
small.set_precision(11)
small.set_offset(5)
big = h5py.h5t.STD_U16BE.copy()
big.set_precision(9)
real = h5py.h5t.IEEE_F32BE.copy()
real.set_fields(26, 20, 6, 7, 13)
real.set_offset(7)
real.set_precision(20)
real.set_size(4)
real.set_ebias(31)
nbit = lambda p: p.set_filter(h5py.h5z.FILTER_NBIT, 0, ())
special("nbit i4", small, rng.integers(-900, 900, n), nbit, (n,))
special("nbit >u2", big, rng.integers(0, 500, n), nbit, (n,))
special("nbit float", real, rng.normal(size=n), nbit, (n,))
special("nbit whole", h5py.h5t.STD_I16LE, rng.integers(-900, 900, n), nbit, (n,))
comp = h5py.h5t.create(h5py.h5t.COMPOUND, 24)
comp.insert(b"a", 0, small)
comp.insert(b"b", 4, big)
comp.insert(b"s", 6, h5py.h5t.py_create(np.dtype("S3")))
comp.insert(b"r", 12, h5py.h5t.array_create(big, (2, 3)))
rec = np.zeros(n, [("a", "i4"), ("b", "u2"), ("s", "S3"), ("r", "u2", (2, 3))])
rec["a"], rec["b"], rec["r"] = rng.integers(-900, 900, n), rng.integers(0, 500, n), rng.integers(0, 500, (n, 2, 3))
rec["s"] = b"xyz"
p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
p.set_chunk((n,))
nbit(p)
d = h5py.h5d.create(f.id, b"nbit compound", comp, h5py.h5s.create_simple((n,)), p)
d.write(h5py.h5s.ALL, h5py.h5s.ALL, rec)
f.flush()
code, flags, values, fname = d.get_create_plist().get_filter(0)
mask, raw = d.read_direct_chunk((0,))
# The elements as the file's own type lays them out.
want = np.zeros((n,), "V24")
d.read(h5py.h5s.ALL, h5py.h5s.ALL, want, mtype=comp)
out.append(dict(Name="nbit compound", Mask=mask, Infos=[dict(ID=code, Flags=flags, Params=[int(v) for v in values], Name=fname.decode())],
                Stored=base64.b64encode(raw).decode(), Want=base64.b64encode(want.tobytes()).decode()))
for x in out:  # the raw bytes of nbit's odd types, not numpy's
    if x["Name"] in ("nbit i4", "nbit >u2", "nbit float"):
        d = f[x["Name"]].id
        t = d.get_type()
        buf = np.zeros(d.shape, "V%d" % t.get_size())
        d.read(h5py.h5s.ALL, h5py.h5s.ALL, buf, mtype=t)
        x["Want"] = base64.b64encode(buf.tobytes()).decode()
with gzip.GzipFile(sys.argv[1], "wb", 6, mtime=0) as g:
    g.write(json.dumps(out, separators=(",", ":")).encode())
