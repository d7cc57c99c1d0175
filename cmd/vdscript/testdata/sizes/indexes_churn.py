with h5py.File(out, "w", libver=lv) as f:
    kinds = {"single": ((40,), (40,), (40,)), "fixed": ((400,), (400,), (10,)), "ext": ((400,), (None,), (10,)), "bt2": ((40, 40), (None, None), (4, 4))}
    for name, (shape, most, chunks) in kinds.items():
        for gz in (None, "gzip"):
            d = f.create_dataset("%s_%s" % (name, gz), shape=shape, maxshape=most, chunks=chunks, dtype="i4", compression=gz)
            d[...] = 1
            if None not in most and most == shape: continue
            for k in range(6):
                d.resize(tuple(n // 4 for n in shape)); d.resize(tuple(n * 2 for n in shape)); d[...] = k
            d.resize(shape)
