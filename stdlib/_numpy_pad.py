"""numpy.pad."""

import numpy as np

__all__ = [
    "pad",
]


def _pairs(value, ndim, name, integers):
    """Returns what a border option says for each axis: (before, after)."""
    if isinstance(value, dict):
        full = [(0, 0)] * ndim
        for k, v in value.items():
            full[k] = v if isinstance(v, tuple) else (v, v)
        value = full
    a = np.asarray(value)
    if integers and a.dtype.kind != "i":
        raise TypeError("`pad_width` must be of integral type.")
    if integers and np.any(a < 0):
        raise ValueError(f"index can't contain negative values")
    if a.ndim < 3 and a.size == 1:
        v = a.ravel()[0].item()
        return [(v, v)] * ndim
    if a.shape == (2,) or a.shape == (1, 2):
        v = a.ravel().tolist()
        return [(v[0], v[1])] * ndim
    return [tuple(p) for p in np.broadcast_to(a, (ndim, 2)).tolist()]


def _reflected(n, before, after, odd, skip):
    """Returns, for a border that mirrors n elements, where each element comes from."""
    period = 2 * n - 2 if skip else 2 * n
    places = []
    for i in range(-before, n + after):
        if n == 1 and skip:
            places.append(0)
            continue
        j = i % period
        places.append(j if j < n else (period - j if skip else period - 1 - j))
    return places


def pad(array, pad_width, mode="constant", **kwargs):
    array = np.asarray(array)
    allowed = {
        "empty": [], "edge": [], "wrap": [], "constant": ["constant_values"], "linear_ramp": ["end_values"], "maximum": ["stat_length"],
        "mean": ["stat_length"], "median": ["stat_length"], "minimum": ["stat_length"], "reflect": ["reflect_type"], "symmetric": ["reflect_type"],
    }
    widths = _pairs(pad_width, array.ndim, "pad_width", True)
    if callable(mode):
        raise NotImplementedError("pad with a function as mode is not supported by vdscript")
    if mode not in allowed:
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(kwargs) - set(allowed[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if mode in ("reflect", "symmetric") and kwargs.get("reflect_type", "even") != "even":
        raise NotImplementedError("pad with reflect_type='odd' is not supported by vdscript")
    values = _pairs(kwargs.get("constant_values", kwargs.get("end_values", 0)), array.ndim, "constant_values", False)
    lengths = kwargs.get("stat_length")
    lengths = [(None, None)] * array.ndim if lengths is None else _pairs(lengths, array.ndim, "stat_length", True)
    for axis, (before, after) in enumerate(widths):
        n = array.shape[axis]
        if n == 0 and before + after and mode not in ("constant", "empty"):
            raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
        if mode == "edge":
            array = np.take(array, [min(max(i, 0), n - 1) for i in range(-before, n + after)], axis=axis)
        elif mode == "wrap":
            array = np.take(array, [i % n for i in range(-before, n + after)], axis=axis)
        elif mode in ("reflect", "symmetric"):
            array = np.take(array, _reflected(n, before, after, False, mode == "reflect"), axis=axis)
        else:
            array = np.concatenate([
                _border(array, axis, before, mode, values[axis][0], lengths[axis][0], True), array,
                _border(array, axis, after, mode, values[axis][1], lengths[axis][1], False)], axis=axis)
    return array


def _border(array, axis, width, mode, value, length, front):
    """Returns the border on one side of an axis."""
    shape = list(array.shape)
    shape[axis] = width
    if mode in ("constant", "empty"):
        border = np.zeros(shape, array.dtype)
        border[...] = value if mode == "constant" else 0
        return border
    n = array.shape[axis]
    side = [slice(None)] * array.ndim
    if mode == "linear_ramp":
        side[axis] = slice(0, 1) if front else slice(n - 1, n)
        edge = array[tuple(side)]
        ramp = np.linspace(value, edge.squeeze(axis), width, endpoint=False, dtype=array.dtype, axis=axis)
        return ramp if front else np.flip(ramp, axis)
    length = n if length is None else min(length, n)
    side[axis] = slice(0, length) if front else slice(n - length, n)
    func = {"maximum": np.max, "minimum": np.min, "mean": np.mean, "median": np.median}[mode]
    stat = func(array[tuple(side)], axis=axis, keepdims=True)
    if mode in ("mean", "median") and array.dtype.kind in "iu":
        stat = np.rint(stat)
    return np.broadcast_to(stat.astype(array.dtype), shape)
