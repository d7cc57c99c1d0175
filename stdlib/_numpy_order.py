"""numpy's quantiles, by each of its methods."""

import math

import numpy as np
from _numpy_axis import axis_of

__all__ = [
    "nanmedian", "nanpercentile", "nanquantile", "percentile", "quantile",
]


# The virtual index of a quantile q among n elements: alpha and beta of the continuous methods.
_alpha_beta = {
    "linear": (1, 1), "interpolated_inverted_cdf": (0, 1), "hazen": (0.5, 0.5), "weibull": (0, 0),
    "median_unbiased": (1 / 3.0, 1 / 3.0), "normal_unbiased": (3 / 8.0, 3 / 8.0),
}
_methods = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear",
            "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest"]


def _virtual(method, n, q):
    """Returns the place of quantile q in a sorted run of n, and how far between the two elements around it."""
    if method in _alpha_beta:
        a, b = _alpha_beta[method]
        at = (n - 1) * q if method == "linear" else n * q + (a + q * (1 - a - b)) - 1
    elif method == "inverted_cdf":
        at = max(math.ceil(n * q) - 1, 0)
    elif method == "averaged_inverted_cdf":
        at = n * q - 1
        low = math.floor(at)
        return at, 0.5 if at == low else 1.0
    elif method == "closest_observation":
        at = n * q - 1 - 0.5
        low = math.floor(at)
        at = max(low + (0 if at == low and low % 2 == 1 else 1), 0)
    elif method == "lower":
        at = math.floor((n - 1) * q)
    elif method == "higher":
        at = math.ceil((n - 1) * q)
    elif method == "nearest":
        at = int(np.rint((n - 1) * q))
    else:
        at = (n - 1) * q
        low = math.floor(at)
        return at, 0.0 if at == low else 0.5
    return at, at - math.floor(at)


def _between(a, b, t):
    """Returns the point t of the way from a to b, with the rounding that makes it monotone."""
    diff = np.subtract(b, a)
    if t >= 0.5:
        return np.subtract(b, diff * (1 - t))
    return np.add(a, diff * t)


def _order_statistic(rows, q, method):
    """Returns quantile q of sorted rows along axis 0."""
    n = rows.shape[0]
    at, t = _virtual(method, n, q)
    discrete = method in ("inverted_cdf", "closest_observation", "lower", "higher", "nearest")
    low = min(max(math.floor(at), 0), n - 1)
    if discrete:
        return rows[low]
    if at < 0:
        low, t = 0, 0.0
    elif at >= n - 1:
        low, t = n - 1, 0.0
    return _between(rows[low], rows[min(low + 1, n - 1)], t)


def _quantile(a, q, axis, out, method, keepdims, scale, skipnan):
    a = np.asanyarray(a)
    if a.dtype.kind == "c":
        raise TypeError("a must be an array of real numbers")
    q = np.asarray(q, dtype=float) if not isinstance(q, np.ndarray) or q.dtype.kind != "f" else q
    if method not in _methods:
        names = str(sorted(_methods))
        raise ValueError(f"{method!r} is not a valid method. Use one of: dict_keys({_methods})")
    q = np.true_divide(q, scale) if scale != 1 else q
    if q.size and not (np.all(q >= 0) and np.all(q <= 1)):
        raise ValueError("Percentiles must be in the range [0, 100]" if scale == 100 else "Quantiles must be in the range [0, 1]")
    axes = range(a.ndim) if axis is None else [axis_of(x, a.ndim) for x in (axis if isinstance(axis, (tuple, list)) else [axis])]
    kept = [d for d in range(a.ndim) if d not in axes]
    moved = a.transpose(list(axes) + kept)
    shape = moved.shape[len(axes):]
    rows = moved.reshape((math.prod(moved.shape[:len(axes)]),) + shape)
    if rows.shape[0] == 0:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    if a.dtype.kind == "b":
        rows = rows.astype(float) if method not in ("inverted_cdf", "closest_observation", "lower", "higher", "nearest") else rows
    if skipnan and rows.dtype.kind == "f" and np.isnan(rows).any():
        flat = rows.reshape(rows.shape[0], math.prod(shape))
        columns = [flat[:, i][~np.isnan(flat[:, i])] for i in range(flat.shape[1])]
        results = [np.array([_order_statistic(np.sort(c), p, method) if len(c) else np.nan for c in columns], dtype=rows.dtype if rows.dtype.kind == "f" else float).reshape(shape)
                   for p in q.ravel().tolist()]
    else:
        rows = np.sort(rows, axis=0)
        results = [_order_statistic(rows, p, method) for p in q.ravel().tolist()]
        if rows.dtype.kind == "f":
            bad = np.isnan(rows[-1])
            if np.any(bad):
                results = [np.where(bad, rows.dtype.type(np.nan), r) for r in results]
    if keepdims:
        shape = tuple([1 if d in axes else a.shape[d] for d in range(a.ndim)])
    res = np.array(results).reshape(q.shape + shape) if q.ndim or shape else results[0]
    if res.ndim == 0:
        res = res[()]
    if out is not None:
        out[...] = res
        return out
    return res


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    if weights is not None:
        raise NotImplementedError("quantile with weights is not supported by vdscript")
    return _quantile(a, q, axis, out, interpolation or method, keepdims, 1, False)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    if weights is not None:
        raise NotImplementedError("percentile with weights is not supported by vdscript")
    return _quantile(a, q, axis, out, interpolation or method, keepdims, 100, False)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    if weights is not None:
        raise NotImplementedError("nanquantile with weights is not supported by vdscript")
    return _quantile(a, q, axis, out, interpolation or method, keepdims, 1, True)


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None, interpolation=None):
    if weights is not None:
        raise NotImplementedError("nanpercentile with weights is not supported by vdscript")
    return _quantile(a, q, axis, out, interpolation or method, keepdims, 100, True)


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    a = np.asanyarray(a)
    if a.dtype.kind not in "fc" or not np.isnan(a).any():
        return np.median(a, axis=axis, out=out, keepdims=keepdims)
    return _quantile(a, 0.5, axis, out, "linear", keepdims, 1, True)
