"""numpy's functions that are short in terms of others."""

import math

import numpy as np
from _numpy_axis import axis_of

__all__ = [
    "apply_over_axes", "astype", "bartlett", "blackman", "broadcast", "cumulative_prod", "cumulative_sum", "datetime_as_string", "ediff1d",
    "frompyfunc", "gradient", "hamming", "hanning", "histogram2d", "histogramdd", "matvec", "packbits", "piecewise", "polyval", "real_if_close", "require",
    "sort_complex", "trim_zeros", "typename", "unpackbits", "unwrap", "vander", "vecdot", "vecmat",
]


def astype(x, dtype, /, *, copy=True, device=None):
    if not isinstance(x, np.ndarray) and not isinstance(x, np.generic):
        raise TypeError(f"Input should be a NumPy array or scalar. It is a {type(x)} instead.")
    return x.astype(dtype, copy=copy)


def apply_over_axes(func, a, axes):
    val = np.asarray(a)
    ndim = val.ndim
    for axis in np.atleast_1d(axes).tolist():
        res = func(val, axis_of(axis, ndim))
        if res.ndim != val.ndim:
            res = np.expand_dims(res, axis)
            if res.ndim != val.ndim:
                raise ValueError("function is not returning an array of the correct shape")
        val = res
    return val


class broadcast:
    """The common shape of several arrays, and their elements side by side."""

    def __init__(self, *args):
        self._arrays = np.broadcast_arrays(*args)
        self.shape = np.broadcast_shapes(*[np.shape(a) for a in args])
        self.nd = self.ndim = len(self.shape)
        self.numiter = len(args)
        self.size = math.prod(self.shape)

    def __iter__(self):
        return iter(list(zip(*[a.ravel().tolist() for a in self._arrays])))


class frompyfunc:
    """A function of Python's applied to every element; results are objects."""

    def __init__(self, func, /, nin, nout, *, identity=None):
        self._func = func
        self.nin = nin
        self.nout = nout

    def __call__(self, *args):
        if len(args) != self.nin:
            raise TypeError(f"expected {self.nin} arguments, got {len(args)}")
        arrays = np.broadcast_arrays(*args)
        shape = arrays[0].shape
        results = [self._func(*items) for items in zip(*[a.astype(object).ravel().tolist() for a in arrays])]
        outs = []
        for i in range(self.nout):
            out = np.empty(len(results), dtype=object)
            for j, r in enumerate(results):
                out[j] = r if self.nout == 1 else r[i]
            out = out.reshape(shape)
            outs.append(out if shape else out[()])
        return outs[0] if self.nout == 1 else tuple(outs)


def _window(M, f):
    M = np.float64(M)
    if M < 1:
        return np.array([], dtype=float)
    if M == 1:
        return np.ones(1, dtype=float)
    return f(np.arange(1 - M, M, 2), M)


def bartlett(M):
    return _window(M, lambda n, M: np.where(np.less_equal(n, 0), 1 + n / (M - 1), 1 - n / (M - 1)))


def blackman(M):
    return _window(M, lambda n, M: 0.42 + 0.5 * np.cos(np.pi * n / (M - 1)) + 0.08 * np.cos(2.0 * np.pi * n / (M - 1)))


def hamming(M):
    return _window(M, lambda n, M: 0.54 + 0.46 * np.cos(np.pi * n / (M - 1)))


def hanning(M):
    return _window(M, lambda n, M: 0.5 + 0.5 * np.cos(np.pi * n / (M - 1)))


def _cumulative(x, func, axis, dtype, out, include_initial, start):
    x = np.atleast_1d(x)
    if axis is None:
        if x.ndim >= 2:
            raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
        axis = 0
    if out is not None and include_initial:
        rest = [slice(None)] * x.ndim
        rest[axis] = slice(1, None)
        out[tuple([0 if i == axis % x.ndim else slice(None) for i in range(x.ndim)])] = start
        func(x, axis=axis, dtype=dtype, out=out[tuple(rest)])
        return out
    res = func(x, axis=axis, dtype=dtype, out=out)
    if include_initial:
        shape = list(x.shape)
        shape[axis] = 1
        res = np.concatenate([np.full(shape, start, dtype=res.dtype), res], axis=axis)
    return res


def cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    return _cumulative(x, np.cumsum, axis, dtype, out, include_initial, 0)


def cumulative_prod(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    return _cumulative(x, np.cumprod, axis, dtype, out, include_initial, 1)


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    sample = np.asarray(sample) if isinstance(sample, np.ndarray) else np.atleast_2d(sample).T
    if sample.ndim == 1:
        sample = sample.reshape(-1, 1)
    n, d = sample.shape
    if isinstance(bins, int):
        bins = [bins] * d
    if len(bins) != d:
        raise ValueError("The dimension of bins must be equal to the dimension of the sample x.")
    ranges = (None,) * d if range is None else range
    if len(ranges) != d:
        raise ValueError("range argument must have one entry per dimension")
    edges, places, shape = [], [], []
    for i, b in enumerate(bins):
        x = sample[:, i]
        edge = np.histogram_bin_edges(x, b, ranges[i]) if np.ndim(b) == 0 else np.asarray(b)
        if np.ndim(b) == 1 and np.any(edge[:-1] > edge[1:]):
            raise ValueError(f"`bins[{i}]` must be monotonically increasing, when an array")
        at = np.searchsorted(edge, x, side="right")
        at[x == edge[-1]] -= 1
        edges.append(edge)
        places.append(at)
        shape.append(len(edge) + 1)
    flat = np.ravel_multi_index(tuple(places), shape) if n else np.zeros(0, int)
    hist = np.bincount(flat, weights, minlength=math.prod(shape)).reshape(shape).astype(float)
    hist = hist[(slice(1, -1),) * d]
    if density:
        total = hist.sum()
        for i in np.arange(d).tolist():
            widths = [1] * d
            widths[i] = -1
            hist = hist / np.diff(edges[i]).reshape(widths)
        hist = hist / total
    return hist, edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    if np.ndim(bins) == 1 and len(bins) not in (1, 2):
        bins = [np.asarray(bins), np.asarray(bins)]
    elif isinstance(bins, (tuple, list)) and len(bins) == 1:
        bins = list(bins) * 2
    hist, edges = histogramdd([x, y], bins, range, density, weights)
    return hist, edges[0], edges[1]


def datetime_as_string(arr, unit=None, timezone="naive", casting="same_kind"):
    arr = np.asarray(arr)
    if arr.dtype.kind != "M":
        raise TypeError("input must have type NumPy datetime")
    if timezone not in ("naive", "UTC"):
        raise NotImplementedError("datetime_as_string with a timezone other than 'naive' and 'UTC' is not supported by vdscript")
    if unit is not None and unit != "auto":
        arr = arr.astype(f"M8[{unit}]")
    text = arr.astype(str)
    if timezone == "UTC":
        text = np.where(text == "NaT", text, np.array([s + "Z" for s in text.ravel().tolist()]).reshape(text.shape))
    return text[()]


def piecewise(x, condlist, funclist, *args, **kw):
    x = np.asanyarray(x)
    if np.isscalar(condlist) or (not isinstance(condlist[0], (list, np.ndarray)) and x.ndim != 0):
        condlist = [condlist]
    conds = np.asarray(condlist, dtype=bool)
    n, n2 = len(conds), len(funclist)
    if n == n2 - 1:
        conds = np.concatenate([conds, ~np.any(conds, axis=0, keepdims=True)], axis=0)
    elif n != n2:
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    y = np.zeros_like(x)
    for cond, func in zip(conds, funclist):
        if not callable(func):
            y[cond] = func
        else:
            vals = x[cond]
            if vals.size > 0:
                y[cond] = func(vals, *args, **kw)
    return y


def polyval(p, x):
    p = np.asarray(p)
    x = np.asanyarray(x)
    y = np.zeros_like(x)
    for pv in p:
        y = y * x + pv
    return y


def real_if_close(a, tol=100):
    a = np.asanyarray(a)
    if a.dtype.kind != "c":
        return a
    if tol > 1:
        tol = np.finfo(a.dtype).eps * tol
    return a.real if np.all(np.absolute(a.imag) < tol) else a


def require(a, dtype=None, requirements=None, *, like=None):
    if not requirements:
        return np.asanyarray(a, dtype=dtype)
    names = {"C": "C", "C_CONTIGUOUS": "C", "CONTIGUOUS": "C", "F": "F", "F_CONTIGUOUS": "F", "FORTRAN": "F", "A": "A", "ALIGNED": "A",
             "W": "W", "WRITEABLE": "W", "O": "O", "OWNDATA": "O", "E": "E", "ENSUREARRAY": "E"}
    wants = {names[x.upper()] for x in requirements}
    if "C" in wants and "F" in wants:
        raise ValueError('Cannot specify both "C" and "F" order')
    arr = np.array(a, dtype=dtype, order="F" if "F" in wants else ("C" if "C" in wants else "K"), copy=None)
    if "W" in wants and not arr.flags.writeable or "O" in wants and not arr.flags.owndata:
        return arr.copy()
    return arr


def sort_complex(a):
    b = np.sort(np.array(a, copy=True))
    if b.dtype.kind == "c":
        return b
    return b.astype("F" if b.dtype.char in "bhBH" else "D")


def trim_zeros(filt, trim="fb", axis=None):
    first, last = 0, len(filt)
    if "f" in trim.lower():
        while first < last and filt[first] == 0:
            first += 1
    if "b" in trim.lower():
        while last > first and filt[last - 1] == 0:
            last -= 1
    return filt[first:last]


_names = {"S1": "character", "?": "bool", "b": "signed char", "B": "unsigned char", "h": "short", "H": "unsigned short", "i": "integer",
          "I": "unsigned integer", "l": "long integer", "L": "unsigned long integer", "q": "long long integer", "Q": "unsigned long long integer",
          "f": "single precision", "d": "double precision", "g": "long precision", "F": "complex single precision",
          "D": "complex double precision", "G": "complex long double precision", "S": "string", "U": "unicode", "V": "void", "O": "object"}


def typename(char):
    return _names[char]


def unwrap(p, discont=None, axis=-1, *, period=6.283185307179586):
    p = np.asarray(p)
    jump = np.diff(p, axis=axis)
    if discont is None:
        discont = period / 2
    rest = [slice(None)] * p.ndim
    rest[axis] = slice(1, None)
    dtype = np.result_type(jump, period)
    if np.issubdtype(dtype, np.integer):
        high, rem = divmod(period, 2)
        ambiguous = rem == 0
    else:
        high = period / 2
        ambiguous = True
    low = -high
    wrapped = np.mod(jump - low, period) + low
    if ambiguous:
        np.copyto(wrapped, high, where=(wrapped == low) & (jump > 0))
    correct = wrapped - jump
    np.copyto(correct, 0, where=abs(jump) < discont)
    up = np.array(p, copy=True, dtype=dtype)
    up[tuple(rest)] = p[tuple(rest)] + correct.cumsum(axis)
    return up


def vander(x, N=None, increasing=False):
    x = np.asarray(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    if N is None:
        N = len(x)
    v = np.empty((len(x), N), dtype=np.promote_types(x.dtype, int))
    columns = v if increasing else v[:, ::-1]
    power = np.ones(len(x), v.dtype)
    for i in range(N):
        columns[:, i] = power
        power = power * x
    return v


def vecdot(x1, x2, /, *, axis=-1):
    x1, x2 = np.moveaxis(np.asarray(x1), axis, -1), np.moveaxis(np.asarray(x2), axis, -1)
    return np.matmul(np.conjugate(x1)[..., None, :], x2[..., None])[..., 0, 0][()]


def matvec(x1, x2, /):
    return np.matmul(np.asarray(x1), np.asarray(x2)[..., None])[..., 0][()]


def vecmat(x1, x2, /):
    return np.matmul(np.conjugate(np.asarray(x1))[..., None, :], np.asarray(x2))[..., 0, :][()]


def ediff1d(ary, to_end=None, to_begin=None):
    ary = np.asanyarray(ary).ravel()
    parts = []
    for name, extra in (("to_begin", to_begin), ("to_end", to_end)):
        if extra is not None:
            extra = np.asanyarray(extra)
            if not np.can_cast(extra, ary.dtype, casting="same_kind"):
                raise TypeError(f"dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule.")
            extra = extra.ravel().astype(ary.dtype)
        parts.append(extra)
    return np.concatenate([x for x in (parts[0], ary[1:] - ary[:-1], parts[1]) if x is not None])


def _spacing(h, f, axis):
    """Returns the distances of the elements along an axis: a number, or an array where they differ."""
    if np.ndim(h) == 0:
        return h
    h = np.asanyarray(h)
    if h.ndim != 1:
        raise ValueError("distances must be either scalars or 1d")
    if len(h) != f.shape[axis]:
        raise ValueError("when 1d, distances must match the length of the corresponding dimension")
    if np.issubdtype(h.dtype, np.integer):
        h = h.astype(np.float64)
    d = np.diff(h)
    return d[0] if (d == d[0]).all() else d


def _edge(f, h, edge_order, at):
    """Returns the gradient of f along axis 0 at its first (at = 0) or last (at = -1) element."""
    uneven = np.ndim(h) == 1
    if edge_order == 1:
        d = h[at] if uneven else h
        return (f[1] - f[0]) / d if at == 0 else (f[-1] - f[-2]) / d
    if not uneven:
        if at == 0:
            return -1.5 / h * f[0] + 2.0 / h * f[1] + -0.5 / h * f[2]
        return 0.5 / h * f[-3] + -2.0 / h * f[-2] + 1.5 / h * f[-1]
    if at == 0:
        d1, d2 = h[0], h[1]
        return -(2.0 * d1 + d2) / (d1 * (d1 + d2)) * f[0] + (d1 + d2) / (d1 * d2) * f[1] + -d1 / (d2 * (d1 + d2)) * f[2]
    d1, d2 = h[-2], h[-1]
    return d2 / (d1 * (d1 + d2)) * f[-3] + -(d2 + d1) / (d1 * d2) * f[-2] + (2.0 * d2 + d1) / (d2 * (d1 + d2)) * f[-1]


def gradient(f, *varargs, axis=None, edge_order=1):
    f = np.asanyarray(f)
    axes = list(range(f.ndim)) if axis is None else [axis_of(x, f.ndim) for x in (axis if isinstance(axis, tuple) else [axis])]
    if len(varargs) == 0:
        spacings = [1.0] * len(axes)
    elif len(varargs) == 1 and np.ndim(varargs[0]) == 0:
        spacings = list(varargs) * len(axes)
    elif len(varargs) == len(axes):
        spacings = [_spacing(h, f, x) for h, x in zip(varargs, axes)]
    else:
        raise TypeError("invalid number of arguments")
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if f.dtype.kind == "M":
        f = f.view(f.dtype.str.replace("M8", "m8"))
    dtype = f.dtype
    if np.issubdtype(dtype, np.integer):
        f = f.astype(np.float64)
        dtype = f.dtype
    results = []
    for x, h in zip(axes, spacings):
        rows = np.moveaxis(f, x, 0)
        n = rows.shape[0]
        if n < edge_order + 1:
            raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.")
        out = np.empty_like(rows, dtype=dtype)
        if np.ndim(h) == 0:
            out[1:-1] = (rows[2:] - rows[:-2]) / (2.0 * h)
        else:
            d1, d2 = [d.reshape([-1] + [1] * (f.ndim - 1)) for d in (h[:-1], h[1:])]
            out[1:-1] = -d2 / (d1 * (d1 + d2)) * rows[:-2] + (d2 - d1) / (d1 * d2) * rows[1:-1] + d1 / (d2 * (d1 + d2)) * rows[2:]
        out[0] = _edge(rows, h, edge_order, 0)
        out[-1] = _edge(rows, h, edge_order, -1)
        results.append(np.moveaxis(out, 0, x))
    return results[0] if len(axes) == 1 else tuple(results)


def packbits(a, /, axis=None, bitorder="big"):
    a = np.asarray(a)
    if a.dtype.kind not in "biu":
        raise TypeError("Expected an input array of integer or boolean data type")
    if bitorder not in ("big", "little"):
        raise ValueError("'order' must be either 'little' or 'big'")
    if axis is None:
        a, axis = a.ravel(), 0
    bits = np.moveaxis(a, axis, -1) != 0
    n = bits.shape[-1]
    room = np.zeros(bits.shape[:-1] + (-(-n // 8) * 8,), np.uint8)
    room[..., :n] = bits
    weights = 1 << np.arange(8) if bitorder == "little" else 128 >> np.arange(8)
    packed = (room.reshape(room.shape[:-1] + (-1, 8)) * weights.astype(np.uint8)).sum(axis=-1, dtype=np.uint8)
    return np.ascontiguousarray(np.moveaxis(packed, -1, axis))


def unpackbits(a, /, axis=None, count=None, bitorder="big"):
    a = np.asarray(a)
    if a.dtype != np.uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    if bitorder not in ("big", "little"):
        raise ValueError("'order' must be either 'little' or 'big'")
    if axis is None:
        a, axis = a.ravel(), 0
    rows = np.moveaxis(a, axis, -1)
    shifts = np.arange(8, dtype=np.uint8)
    if bitorder == "big":
        shifts = shifts[::-1]
    bits = ((rows[..., None] >> shifts) & 1).reshape(rows.shape[:-1] + (-1,))
    if count is not None:
        n = bits.shape[-1]
        if count < -n:
            raise ValueError("-count larger than number of elements")
        if count > n:
            bits = np.concatenate([bits, np.zeros(bits.shape[:-1] + (count - n,), np.uint8)], axis=-1)
        bits = bits[..., :count]
    return np.ascontiguousarray(np.moveaxis(bits, -1, axis))
