import h5py, numpy as np
with h5py.File('n.h5','w') as f:
    for t in ['f4','>f4','f2','<f8']:
        x=f.create_dataset(t, (3,4), t); y=f.create_dataset('s'+t, (), t)
        m=np.zeros((3,4),bool); m[0]=True
        print(t, [repr(v) for v in (x.dtype, x[:].dtype, x[[0, 2]].dtype, x[m].dtype, y[()].dtype, x[0, 0].dtype, np.asarray(x).dtype, x.fillvalue.dtype, np.zeros(2, x.dtype).dtype)])
        f.attrs["a"] = np.zeros(2, x.dtype)
        print(repr(f.attrs["a"].dtype), x.dtype.byteorder, hash(x.dtype) == hash(np.dtype(t)), f"{x.dtype} {x.dtype!r}", [x.dtype], np.dtype(t).newbyteorder().newbyteorder())
