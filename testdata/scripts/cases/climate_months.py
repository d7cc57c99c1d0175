import h5py
import numpy as np

YEARS = range(2001, 2004)
NLAT, NLON = 4, 6
lat = np.linspace(-75, 75, NLAT)
lon = np.arange(0, 360, 60.0)
for y in YEARS:
    with h5py.File(f"t2m_{y}.h5", "w", libver="earliest") as f:
        t = f.create_dataset("time", data=np.arange(12, dtype="i4"))
        la = f.create_dataset("lat", data=lat)
        lo = f.create_dataset("lon", data=lon)
        for d in (t, la, lo):
            d.make_scale(d.name.strip("/"))
        temp = 273.15 + 30 * np.cos(np.deg2rad(lat))[None, :, None] + 5 * np.sin(2 * np.pi * np.arange(12) / 12)[:, None, None]
        temp = np.broadcast_to(temp, (12, NLAT, NLON)).copy()
        temp[:, 0, 0] = np.nan
        v = f.create_dataset("t2m", data=temp, dtype="f4", fillvalue=-9999.0, chunks=(1, NLAT, NLON), compression="gzip")
        v.attrs["units"] = "K"
        v.attrs["_FillValue"] = np.float32(-9999)
        v.attrs["valid_range"] = np.array([150.0, 350.0], dtype="f4")
        for i, d in enumerate((t, la, lo)):
            v.dims[i].attach_scale(d)
            v.dims[i].label = d.name[1:]
layout = h5py.VirtualLayout(shape=(len(YEARS), 12, NLAT, NLON), dtype="f4")
for i, y in enumerate(YEARS):
    layout[i] = h5py.VirtualSource(f"t2m_{y}.h5", "t2m", shape=(12, NLAT, NLON))
with h5py.File("clim.h5", "w", libver=("earliest", "latest")) as f:
    f.create_virtual_dataset("t2m", layout, fillvalue=np.nan)
    f.attrs.update({"title": "climatology", "years": list(YEARS), "version": 1.5})
with h5py.File("clim.h5") as f:
    d = f["t2m"]
    a = d[...]
    print(a.shape, a.dtype, np.isnan(a).sum())
    clim = np.nanmean(a, axis=0)
    print(clim.shape)
    print(clim[0])
    zonal = np.nanmean(clim, axis=(0, 2))
    for name, z in zip(lat, zonal):
        print(f"{name:8.2f} {z:10.4f} K {z - 273.15:+.1f} C")
    anomaly = a - clim
    print(np.nanmax(np.abs(anomaly)))
    print(np.allclose(a[0], a[1], equal_nan=True))
    for k, v in f.attrs.items():
        print(k, repr(v), type(v).__name__)
with h5py.File("t2m_2002.h5") as f:
    v = f["t2m"]
    print([dim.label for dim in v.dims], [list(dim.keys()) for dim in v.dims])
    print(v.dims[1][0][:])
    print(v.attrs["units"], v.attrs["_FillValue"], v.attrs["valid_range"], v.fillvalue)
