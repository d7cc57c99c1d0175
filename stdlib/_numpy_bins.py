"""The number of bins that numpy's histogram chooses by the name of a rule."""

import math

import numpy as np


def _sqrt(x, range):
    return np.ptp(x) / math.sqrt(x.size)


def _sturges(x, range):
    return np.ptp(x) / (np.log2(x.size) + 1.0)


def _rice(x, range):
    return np.ptp(x) / (2.0 * x.size ** (1.0 / 3))


def _scott(x, range):
    return (24.0 * math.pi ** 0.5 / x.size) ** (1.0 / 3.0) * np.std(x)


def _doane(x, range):
    n = x.size
    if n > 2:
        skew_error = math.sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3)))
        sigma = np.std(x)
        if sigma > 0.0:
            skew = np.mean(np.power((x - np.mean(x)) / sigma, 3))
            return np.ptp(x) / (1.0 + np.log2(n) + np.log2(1.0 + np.absolute(skew) / skew_error))
    return 0.0


def _fd(x, range):
    high, low = np.percentile(x, [75, 25])
    return 2.0 * (high - low) * x.size ** (-1.0 / 3.0)


def _stone(x, range):
    n, width = x.size, np.ptp(x)
    if n <= 1 or width == 0:
        return 0

    def risk(bins):
        share = np.histogram(x, bins=bins, range=range)[0] / n
        return (2 - (n + 1) * share.dot(share)) / (width / bins)

    counts = np.arange(1, max(100, int(math.sqrt(n))) + 1).tolist()
    return width / min(counts, key=risk)


def _auto(x, range):
    fd, sturges = max(_fd(x, range), _sqrt(x, range) / 2), _sturges(x, range)
    return min(fd, sturges) if fd else sturges


_rules = {"auto": _auto, "doane": _doane, "fd": _fd, "rice": _rice, "scott": _scott, "sqrt": _sqrt, "stone": _stone, "sturges": _sturges}


def bins(a, name, range=None, weights=None):
    """Returns how many equal bins the rule of a name gives."""
    if name not in _rules:
        raise ValueError(f"{name!r} is not a valid estimator for `bins`")
    if weights is not None:
        raise TypeError("Automated estimation of the number of bins is not supported for weighted data")
    low, high = (a.min(), a.max()) if range is None and a.size else (range or (0, 1))
    if low == high:
        low, high = low - 0.5, high + 0.5
    if range is not None:
        a = a[(a >= low) & (a <= high)]
    if a.size == 0:
        return 1
    width = _rules[name](a, (low, high))
    if np.issubdtype(a.dtype, np.integer) and width and width < 1:
        width = 1
    return int(np.ceil((high - low) / width)) if width else 1
