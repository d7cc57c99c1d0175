"""A climate file in netCDF's manner: dimension scales, packed values with scale and offset, and an unlimited time axis."""
import h5py
import numpy as np

with h5py.File("climate.h5", "w") as f:
    for name, values, units in (("lat", np.linspace(-60, 60, 5), "degrees_north"), ("lon", np.arange(0, 360, 60.0), "degrees_east")):
        d = f.create_dataset(name, data=values.astype("f4"))
        d.make_scale(name)
        d.attrs["units"] = units
    time = f.create_dataset("time", (0,), "f8", maxshape=(None,), chunks=(8,))
    time.make_scale("time")
    time.attrs["units"] = "days since 2000-01-01"
    t = f.create_dataset("t2m", (0, 5, 6), "i2", maxshape=(None, 5, 6), chunks=(2, 5, 6), fillvalue=-32768, compression="gzip", shuffle=True, fletcher32=True)
    t.attrs.update({"scale_factor": np.float32(0.01), "add_offset": 273.15, "_FillValue": np.int16(-32768), "standard_name": "air_temperature"})
    for axis, name in enumerate(("time", "lat", "lon")):
        t.dims[axis].attach_scale(f[name])
        t.dims[axis].label = name
    for month in range(3):
        n = t.shape[0]
        t.resize(n + 2, axis=0)
        time.resize(n + 2, axis=0)
        time[n:] = [month * 30, month * 30 + 15]
        t[n, :, :] = (np.arange(30).reshape(5, 6) - 15) * (month + 1)
        t[n + 1, 1:4] = month

with h5py.File("climate.h5") as f:
    t = f["t2m"]
    raw = t[...]
    values = np.where(raw == t.attrs["_FillValue"], np.nan, raw * t.attrs["scale_factor"].astype("f8") + t.attrs["add_offset"])
    print(t.shape, t.maxshape, t.dtype, t.fillvalue, [d.label for d in t.dims], [d[0].name for d in t.dims])
    print(np.round(np.nanmean(values, axis=(1, 2)), 3), int(np.isnan(values).sum()))
    lat = t.dims[1]["lat"][:]
    print(lat, np.round(np.nanmax(values[:, lat > 0], axis=(0, 2)), 3), f["time"][1::2])
    print([len(d) for d in t.dims], list(t.dims[0].keys()), f["lat"].is_scale, t.is_scale, sorted(f["lat"].attrs))
    print(dict((k, v.item() if hasattr(v, "item") else v) for k, v in t.attrs.items() if k not in ("DIMENSION_LIST", "DIMENSION_LABELS")))
    print(t.filter_names if hasattr(t, "filter_names") else "", t.chunks, t.shuffle, t.fletcher32, t.compression_opts)
