"""Means, medians and deviations of numbers."""

import math
from collections import Counter


class StatisticsError(ValueError):
    """There are too few data."""


def _list(data, least, text):
    values = list(data)
    if len(values) < least:
        raise StatisticsError(text)
    return values


def _sum(values):
    return sum(values) if all(isinstance(v, int) for v in values) else math.fsum(values)


def mean(data):
    values = _list(data, 1, "mean requires at least one data point")
    total = _sum(values)
    if isinstance(total, int) and total % len(values) == 0:
        return total // len(values)
    return total / len(values)


def fmean(data, weights=None):
    values = _list(data, 1, "fmean requires at least one data point")
    if weights is None:
        return math.fsum(values) / len(values)
    weights = list(weights)
    if len(weights) != len(values):
        raise StatisticsError("data and weights must be the same length")
    total = math.fsum(weights)
    if not total:
        raise StatisticsError("sum of weights must be non-zero")
    return math.fsum(v * w for v, w in zip(values, weights)) / total


def geometric_mean(data):
    values = _list(data, 1, "must have a non-empty dataset")
    return math.exp(math.fsum(math.log(v) for v in values) / len(values))


def harmonic_mean(data, weights=None):
    values = _list(data, 1, "harmonic_mean requires at least one data point")
    if any(v < 0 for v in values):
        raise StatisticsError("harmonic mean does not support negative values")
    weights = [1] * len(values) if weights is None else list(weights)
    if any(v == 0 for v in values):
        return 0
    return sum(weights) / math.fsum(w / v for w, v in zip(weights, values))


def median(data):
    values = sorted(_list(data, 1, "no median for empty data"))
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def median_low(data):
    values = sorted(_list(data, 1, "no median for empty data"))
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(_list(data, 1, "no median for empty data"))
    return values[len(values) // 2]


def mode(data):
    for value, _ in Counter(iter(data)).most_common(1):
        return value
    raise StatisticsError("no mode for empty data")


def multimode(data):
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, n in counts.items() if n == most]


def _squares(values, center):
    if center is None:
        n = len(values)
        if all(isinstance(v, int) for v in values):
            return (n * sum(v * v for v in values) - sum(values) ** 2) / n
        center = math.fsum(values) / n
    return math.fsum((v - center) ** 2 for v in values)


def _whole(x, *values):
    return int(x) if x == int(x) and all(isinstance(v, int) for v in values) else x


def variance(data, xbar=None):
    values = _list(data, 2, "variance requires at least two data points")
    return _whole(_squares(values, xbar) / (len(values) - 1), *values)


def pvariance(data, mu=None):
    values = _list(data, 1, "pvariance requires at least one data point")
    return _whole(_squares(values, mu) / len(values), *values)


def stdev(data, xbar=None):
    values = _list(data, 2, "stdev requires at least two data points")
    return math.sqrt(_squares(values, xbar) / (len(values) - 1))


def pstdev(data, mu=None):
    values = _list(data, 1, "pstdev requires at least one data point")
    return math.sqrt(_squares(values, mu) / len(values))


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    values = sorted(_list(data, 2, "must have at least two data points"))
    size, result = len(values), []
    if method not in ("exclusive", "inclusive"):
        raise ValueError(f"Unknown method: {method!r}")
    m = size - 1 if method == "inclusive" else size + 1
    for i in range(1, n):
        if method == "inclusive":
            j, delta = divmod(i * m, n)
            result.append((values[j] * (n - delta) + values[j + 1] * delta) / n)
        else:
            j = min(max(i * m // n, 1), size - 1)
            delta = i * m - j * n
            result.append((values[j - 1] * (n - delta) + values[j] * delta) / n)
    return result


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    a, b = math.fsum(x) / n, math.fsum(y) / n
    return math.fsum((v - a) * (w - b) for v, w in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    if len(x) != len(y):
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    a, b = math.fsum(x) / len(x), math.fsum(y) / len(y)
    xy = math.fsum((v - a) * (w - b) for v, w in zip(x, y))
    return xy / math.sqrt(_squares(list(x), a) * _squares(list(y), b))


def linear_regression(x, y, /, *, proportional=False):
    from collections import namedtuple

    a, b = (0, 0) if proportional else (math.fsum(x) / len(x), math.fsum(y) / len(y))
    slope = math.fsum((v - a) * (w - b) for v, w in zip(x, y)) / math.fsum((v - a) ** 2 for v in x)
    return namedtuple("LinearRegression", "slope intercept")(slope, 0.0 if proportional else b - slope * a)


class NormalDist:
    """A normal distribution."""

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Returns the distribution that fits data."""
        return cls(fmean(data), stdev(data))

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma ** 2.0)

    def pdf(self, x):
        """Returns the density at x."""
        if not self._sigma:
            raise StatisticsError("pdf() not defined when sigma is zero")
        variance = self._sigma ** 2.0
        return math.exp((x - self._mu) ** 2.0 / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        """Returns the probability of values up to x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        """Returns the value up to which the probability is p, by halving."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        low, high = -40.0, 40.0
        while True:
            z = (low + high) / 2
            if z in (low, high):
                return self._mu + z * self._sigma
            if 0.5 * math.erfc(-z / math.sqrt(2.0)) < p:
                low = z
            else:
                high = z

    def zscore(self, x):
        """Returns how many deviations x is above the mean."""
        return (x - self._mu) / self._sigma

    def samples(self, n, *, seed=None):
        """Returns random values."""
        import random

        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, x):
        return NormalDist(self._mu * x, self._sigma * abs(x))

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, x):
        return NormalDist(self._mu / x, self._sigma / abs(x))

    def __eq__(self, other):
        return isinstance(other, NormalDist) and (self._mu, self._sigma) == (other._mu, other._sigma)

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"NormalDist(mu={self._mu!r}, sigma={self._sigma!r})"
