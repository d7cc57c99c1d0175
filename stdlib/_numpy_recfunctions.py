"""numpy.lib.recfunctions: structured arrays taken apart and put together."""

import numpy as np

__all__ = [
    "append_fields", "drop_fields", "flatten_descr", "get_names", "get_names_flat", "merge_arrays", "rename_fields", "repack_fields",
    "require_fields", "structured_to_unstructured", "unstructured_to_structured",
]


def _leaves(dtype, offset=0):
    """Returns (dtype, count, offset) of every number in an element, fields of fields and sub-arrays included."""
    out = []
    for name in dtype.names:
        field, at = dtype.fields[name][:2]
        if field.subdtype is not None:
            base, shape = field.subdtype
            count = int(np.prod(shape))
            if base.names is None:
                out.append((base, count, offset + at))
            else:
                for i in range(count):
                    out += _leaves(base, offset + at + i * base.itemsize)
        elif field.names is not None:
            out += _leaves(field, offset + at)
        else:
            out.append((field, 1, offset + at))
    return out


def structured_to_unstructured(arr, dtype=None, copy=False, casting="unsafe"):
    if arr.dtype.names is None:
        raise ValueError("arr must be a structured array")
    leaves = _leaves(arr.dtype)
    if not leaves and dtype is None:
        raise ValueError("arr has no fields. Unable to guess dtype")
    out_dtype = np.result_type(*[d for d, _, _ in leaves]) if dtype is None else np.dtype(dtype)
    out = np.empty(arr.shape + (sum([n for _, n, _ in leaves]),), out_dtype)
    raw = np.ascontiguousarray(arr)
    at = 0
    for d, n, offset in leaves:
        view = raw.view(np.dtype({"names": ["f"], "formats": [(d, (n,))], "offsets": [offset], "itemsize": arr.dtype.itemsize}))
        out[..., at:at + n] = view["f"].astype(out_dtype, casting=casting)
        at += n
    return out


def unstructured_to_structured(arr, dtype=None, names=None, align=False, copy=False, casting="unsafe"):
    arr = np.asanyarray(arr)
    if arr.shape == ():
        raise ValueError("arr must have at least one dimension")
    n = arr.shape[-1]
    if dtype is None:
        names = [f"f{i}" for i in range(n)] if names is None else names
        dtype = np.dtype([(name, arr.dtype) for name in names], align=align)
    else:
        if names is not None:
            raise ValueError("don't supply both dtype and names")
        dtype = np.dtype(dtype)
    leaves = _leaves(dtype)
    if n != sum([c for _, c, _ in leaves]):
        raise ValueError("The length of the last dimension of arr must be equal to the number of fields in dtype")
    out = np.zeros(arr.shape[:-1], dtype)
    at = 0
    for d, c, offset in leaves:
        view = out.view(np.dtype({"names": ["f"], "formats": [(d, (c,))], "offsets": [offset], "itemsize": dtype.itemsize}))
        view["f"] = arr[..., at:at + c].astype(d, casting=casting)
        at += c
    return out


def _fields(arr):
    """Returns the fields of an array, which a plain one has as its only, unnamed one."""
    if arr.dtype.names is None:
        return [("", arr)]
    return [(name, arr[name]) for name in arr.dtype.names]


def _assembled(fields):
    size = max([len(a) for _, a in fields])
    spec = [(name, a.dtype, a.shape[1:]) if a.ndim > 1 else (name, a.dtype) for name, a in fields]
    out = np.zeros(size, dtype=spec)
    for name, a in fields:
        out[name][:len(a)] = a
    return out


def append_fields(base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False):
    if usemask or asrecarray:
        raise NotImplementedError("append_fields gives plain arrays only: pass usemask=False")
    if isinstance(names, str):
        names, data = [names], [data]
        dtypes = None if dtypes is None else [dtypes]
    if len(names) != len(data):
        raise ValueError("The number of arrays does not match the number of names")
    data = [np.asarray(d, dtype=t) for d, t in zip(data, dtypes or [None] * len(data))]
    return _assembled(_fields(base) + list(zip(names, data)))


def merge_arrays(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False):
    if usemask or asrecarray:
        raise NotImplementedError("merge_arrays gives plain arrays only: pass usemask=False")
    arrays = [np.asarray(a) for a in ([seqarrays] if isinstance(seqarrays, np.ndarray) else seqarrays)]
    fields = []
    for i, a in enumerate(arrays):
        if a.dtype.names is None or not flatten:
            fields.append((f"f{i}", a))
        else:
            fields += _fields(a)
    return _assembled(fields)


def drop_fields(base, drop_names, usemask=True, asrecarray=False):
    drop = {drop_names} if isinstance(drop_names, str) else set(drop_names)
    kept = [(name, a) for name, a in _fields(base) if name not in drop]
    return _assembled(kept) if kept else None


def _renamed(dtype, names):
    spec = []
    for name in dtype.names:
        field = dtype.fields[name][0]
        new = names.get(name, name)
        spec.append((new, _renamed(field, names) if field.names is not None else field))
    return spec


def rename_fields(base, namemapper):
    return base.view(_renamed(base.dtype, namemapper))


def _packed(dtype, align, recurse):
    spec = []
    for name in dtype.names:
        field = dtype.fields[name][0]
        spec.append((name, _packed(field, align, True) if recurse and field.names is not None else field))
    return np.dtype(spec, align=align)


def repack_fields(a, align=False, recurse=False):
    if not isinstance(a, np.dtype):
        return a.astype(repack_fields(a.dtype, align=align, recurse=recurse), copy=False)
    return a if a.names is None else _packed(a, align, recurse)


def require_fields(array, required_dtype):
    out = np.zeros(array.shape, dtype=required_dtype)
    for name in out.dtype.names:
        if name in array.dtype.names:
            out[name] = array[name]
    return out


def get_names(adtype):
    return tuple([(n, get_names(adtype[n])) if adtype[n].names is not None else n for n in adtype.names])


def get_names_flat(adtype):
    out = []
    for n in adtype.names:
        out.append(n)
        if adtype[n].names is not None:
            out += get_names_flat(adtype[n])
    return tuple(out)


def flatten_descr(ndtype):
    if ndtype.names is None:
        return (("", ndtype),)
    out = []
    for name in ndtype.names:
        field = ndtype.fields[name][0]
        out += list(flatten_descr(field)) if field.names is not None else [(name, field)]
    return tuple(out)
