# climate: monthly files to one VDS, anomalies, masks, nan statistics
import h5py, numpy as np, os, tempfile, itertools, math, shutil, time
np.set_printoptions(precision=4, suppress=True, linewidth=100)
tmp = tempfile.mkdtemp()
try:
    years, months = range(2000, 2003), range(1, 13)
    lat, lon = np.linspace(-90, 90, 7), np.arange(0, 360, 60.)
    rs = np.random.RandomState(7)
    for y, m in itertools.product(years, months):
        fn = os.path.join(tmp, f't2m_{y}{m:02}.nc')
        if (y, m) == (2001, 6): continue
        with h5py.File(fn, 'w') as f:
            f['lat'], f['lon'] = lat, lon
            v = 280 + 10*np.sin(2*np.pi*m/12) + 20*np.cos(np.radians(lat))[:, None] + rs.randn(lat.size, lon.size)
            ds = f.create_dataset('t2m', data=np.round((v-273.15)/0.01).astype('>i2'), fletcher32=True, chunks=True)
            ds.attrs['scale_factor'] = np.float32(0.01); ds.attrs['add_offset'] = 273.15
            ds.attrs['_FillValue'] = np.int16(-32768)
    lay = h5py.VirtualLayout((len(years)*12, lat.size, lon.size), '>i2')
    for i, (y, m) in enumerate(itertools.product(years, months)):
        lay[i] = h5py.VirtualSource(os.path.join(tmp, f't2m_{y}{m:02}.nc'), 't2m', (lat.size, lon.size), '>i2')
    with h5py.File(os.path.join(tmp, 'all.h5'), 'w') as f:
        v = f.create_virtual_dataset('t2m', lay, fillvalue=-32768)
        print(v.dtype, v.fillvalue, v.shape, len(v.virtual_sources()))
    with h5py.File(os.path.join(tmp, 'all.h5')) as f:
        raw = f['t2m'][:]
        print(raw.dtype, raw[0, 0], (raw == -32768).sum(axis=(1, 2)).nonzero())
        x = np.where(raw == -32768, np.nan, raw * np.float32(0.01) + 273.15)
        print(x.dtype, x.shape, np.isnan(x).any(), np.nanmean(x), np.nanstd(x, axis=0)[:2])
        clim = np.nanmean(x.reshape(3, 12, *x.shape[1:]), axis=0)
        print(clim.mean(axis=(1, 2)))
        anom = x - np.tile(clim, (3, 1, 1))
        print(np.nanmax(np.abs(anom)), np.unravel_index(np.nanargmax(anom), anom.shape))
        w = np.cos(np.deg2rad(lat)); w /= w.sum()
        g = np.einsum('tij,i->t', np.nan_to_num(anom), w) / lon.size
        print(g)
        print(np.histogram(anom[~np.isnan(anom)], bins=5, range=(-3, 3)))
        print(np.percentile(x[~np.isnan(x)], [5, 50, 95]))
        print(np.convolve(g, np.ones(3)/3, mode='valid')[:5])
        print(np.corrcoef(g[:12], g[24:])[0, 1])
        print(np.interp([15., 75.], lon, x[0, 3]))
        print(np.gradient(clim[:, 3, 0]))
        print(np.diff(g, n=2)[:3], np.argsort(g)[:5], np.sort(g)[::-1][:3])
    np.savez_compressed(os.path.join(tmp, 'c.npz'), clim=clim, g=g)
    with np.load(os.path.join(tmp, 'c.npz')) as z:
        print(sorted(z.files), z['g'].shape, np.array_equal(z['clim'], clim))
    np.savetxt(os.path.join(tmp, 'g.csv'), np.c_[np.arange(g.size), g], fmt=['%d', '%.5f'], delimiter=',', header='i,g')
    print(open(os.path.join(tmp, 'g.csv')).read()[:60])
    print(np.loadtxt(os.path.join(tmp, 'g.csv'), delimiter=',', skiprows=1, usecols=1)[:3])
    print(math.isclose(g.sum(), float(np.sum(g))), f'{g.mean():+.3e}', '%8.3f|%-8s|%05d' % (g[0], 'ab', 42), '{:>{w}.{p}f}'.format(g[1], w=12, p=4))
finally:
    shutil.rmtree(tmp)
print(os.path.exists(tmp))
