"""Datasets with hdf5plugin's filters: written and read, by keyword and by **."""
import h5py
import hdf5plugin
import numpy as np

data = (np.arange(6000).reshape(60, 100) // 9).astype("u2")
written = [hdf5plugin.Bitshuffle(), hdf5plugin.Bitshuffle(nelems=64, cname="none"), hdf5plugin.Bitshuffle(cname="zstd", clevel=5), hdf5plugin.LZ4(), hdf5plugin.Zstd(10)]
for flt in written + [hdf5plugin.Blosc(), hdf5plugin.Blosc2("zstd", 3, hdf5plugin.Blosc2.BITSHUFFLE), hdf5plugin.BZip2(5)]:
    print(flt, dict(flt), flt.get_config(), isinstance(flt, h5py.filters.FilterRefBase))
with h5py.File("p.h5", "w") as f:
    for i, flt in enumerate(written):
        d = f.create_dataset(f"k{i}", data=data, chunks=(20, 100), compression=flt)
        e = f.create_dataset(f"s{i}", data=data, chunks=(20, 100), **flt)
        print(d.filter_ids, d._filters == e._filters, d.compression, np.array_equal(d[:], data), np.array_equal(e[:], data))
for wrong in (lambda: hdf5plugin.Bitshuffle(3), lambda: hdf5plugin.Bitshuffle(cname="q"), lambda: hdf5plugin.Blosc("q"), lambda: hdf5plugin.Blosc(clevel=99), lambda: hdf5plugin.Blosc(shuffle=9), lambda: hdf5plugin.BZip2(0), lambda: hdf5plugin.LZ4(-1), lambda: hdf5plugin.Zstd(99)):
    try:
        print(wrong())
    except (ValueError, KeyError) as x:
        print(type(x).__name__, x)
