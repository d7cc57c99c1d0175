"""numpy's functions on arrays as sets."""

import math
from collections import namedtuple

import numpy as np
from _numpy_axis import axis_of

__all__ = [
    "intersect1d", "setdiff1d", "unique", "unique_all", "unique_counts", "unique_inverse",
]


UniqueAllResult = namedtuple("UniqueAllResult", ["values", "indices", "inverse_indices", "counts"])
UniqueCountsResult = namedtuple("UniqueCountsResult", ["values", "counts"])
UniqueInverseResult = namedtuple("UniqueInverseResult", ["values", "inverse_indices"])


def _rows(ar, axis):
    """Returns what unique compares along an axis: one structured element for each entry."""
    moved = np.moveaxis(ar, axis, 0)
    flat = np.ascontiguousarray(moved.reshape(moved.shape[0], math.prod(moved.shape[1:])))
    if flat.shape[1] == 0:
        return moved, np.zeros(flat.shape[0], int)
    return moved, flat.view([(f"f{i}", flat.dtype) for i in range(flat.shape[1])]).reshape(flat.shape[0])


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    ar = np.asanyarray(ar)
    shape = ar.shape
    if axis is None:
        keys = entries = ar.ravel()
    else:
        axis = axis_of(axis, ar.ndim)
        entries, keys = _rows(ar, axis)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    new = np.ones(len(order), bool)
    if len(order):
        new[1:] = ordered[1:] != ordered[:-1]
        if axis is None and equal_nan and ordered.dtype.kind in "fcmM" and np.isnan(ordered[-1]):
            first = int(np.argmax(np.isnan(ordered)))
            new[first + 1:] = False
    values = entries[order[new]]
    if axis is not None:
        values = np.moveaxis(values, 0, axis)
    if not (return_index or return_inverse or return_counts):
        return values
    out = (values,)
    if return_index:
        out += (order[new],)
    if return_inverse:
        inverse = np.empty(len(order), np.intp)
        inverse[order] = np.cumsum(new) - 1
        out += (inverse.reshape(shape) if axis is None else inverse,)
    if return_counts:
        out += (np.diff(np.concatenate([np.nonzero(new)[0], [len(order)]])),)
    return out


def unique_all(x):
    return UniqueAllResult(*unique(x, return_index=True, return_inverse=True, return_counts=True, equal_nan=False))


def unique_counts(x):
    return UniqueCountsResult(*unique(x, return_counts=True, equal_nan=False))


def unique_inverse(x):
    return UniqueInverseResult(*unique(x, return_inverse=True, equal_nan=False))


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    ar1, ar2 = np.asanyarray(ar1).ravel(), np.asanyarray(ar2).ravel()
    if assume_unique:
        first, second = np.arange(ar1.size), np.arange(ar2.size)
    else:
        ar1, first = unique(ar1, return_index=True)
        ar2, second = unique(ar2, return_index=True)
    both = np.concatenate((ar1, ar2))
    order = np.argsort(both, kind="stable")
    both = both[order]
    same = both[1:] == both[:-1]
    common = both[:-1][same]
    if not return_indices:
        return common
    return common, first[order[:-1][same]], second[order[1:][same] - ar1.size]


def setdiff1d(ar1, ar2, assume_unique=False):
    ar1 = np.asarray(ar1).ravel() if assume_unique else unique(ar1)
    return ar1[np.isin(ar1, ar2, invert=True)]
