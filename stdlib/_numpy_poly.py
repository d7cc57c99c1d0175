"""numpy's polynomials: coefficients with the highest power first."""

import numpy as np

__all__ = ["poly1d", "polyadd", "polyder", "polydiv", "polyfit", "polyint", "polymul", "polysub"]


def _coefficients(p):
    return p.coeffs if isinstance(p, poly1d) else np.atleast_1d(p)


def _like(result, *args):
    return poly1d(result) if any([isinstance(a, poly1d) for a in args]) else result


def polyadd(a1, a2):
    p, q = _coefficients(a1), _coefficients(a2)
    short, long = (p, q) if len(p) < len(q) else (q, p)
    zeros = np.zeros(len(long) - len(short), short.dtype)
    return _like(np.concatenate([zeros, short]) + long, a1, a2)


def polysub(a1, a2):
    return _like(_coefficients(polyadd(_coefficients(a1), -_coefficients(a2))), a1, a2)


def polymul(a1, a2):
    p, q = [np.trim_zeros(_coefficients(a), "f") for a in (a1, a2)]
    return _like(np.convolve(p if len(p) else np.array([0.0]), q if len(q) else np.array([0.0])), a1, a2)


def polydiv(u, v):
    kind = (u, v)
    u, v = _coefficients(u) + 0.0, _coefficients(v) + 0.0
    m, n = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    q = np.zeros(max(m - n + 1, 1), (u[0] + v[0]).dtype)
    r = u.astype(q.dtype)
    for k in range(0, m - n + 1):
        d = scale * r[k]
        q[k] = d
        r[k:k + n + 1] -= d * v
    while np.allclose(r[0], 0, rtol=1e-14) and r.shape[-1] > 1:
        r = r[1:]
    return _like(q, *kind), _like(r, *kind)


def polyder(p, m=1):
    m = int(m)
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    c = _coefficients(p)
    for _ in range(m):
        c = c[:-1] * np.arange(len(c) - 1, 0, -1)
    return _like(c, p)


def polyint(p, m=1, k=None):
    m = int(m)
    if m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    k = np.zeros(m, float) if k is None else np.atleast_1d(k)
    if len(k) == 1 and m > 1:
        k = k[0] * np.ones(m, float)
    if len(k) < m:
        raise ValueError("k must be a scalar or a rank-1 array of length 1 or >m.")
    c = _coefficients(p)
    for i in range(m):
        c = np.concatenate([c / np.arange(len(c), 0, -1), [k[i]]])
    return _like(c, p)


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    order = int(deg) + 1
    x, y = np.asarray(x) + 0.0, np.asarray(y) + 0.0
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
    if rcond is None:
        rcond = len(x) * np.finfo(x.dtype).eps
    lhs, rhs = np.vander(x, order), y
    if w is not None:
        w = np.asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError("expected a 1-d array for weights")
        if w.shape[0] != y.shape[0]:
            raise TypeError("expected w and y to have the same length")
        lhs = lhs * w[:, None]
        rhs = (rhs.T * w).T
    scale = np.sqrt((lhs * lhs).sum(axis=0))
    lhs = lhs / scale
    c, resids, rank, s = np.linalg.lstsq(lhs, rhs, rcond)
    c = (c.T / scale).T
    if rank != order and not full:
        import warnings
        warnings.warn("Polyfit may be poorly conditioned", np.exceptions.RankWarning, stacklevel=2)
    if full:
        return c, resids, rank, s, rcond
    if not cov:
        return c
    base = np.linalg.inv(np.dot(lhs.T, lhs)) / np.outer(scale, scale)
    if cov == "unscaled":
        fac = 1
    else:
        if len(x) <= order:
            raise ValueError("the number of data points must exceed order to scale the covariance matrix")
        fac = resids / (len(x) - order)
    return (c, base * fac) if y.ndim == 1 else (c, base[:, :, None] * fac)


class poly1d:
    """A polynomial that can be called."""

    def __init__(self, c_or_r, r=False, variable=None):
        if r:
            c = np.array([1.0])
            for zero in np.atleast_1d(c_or_r):
                c = np.convolve(c, np.array([1, -zero]))
        else:
            c = np.trim_zeros(_coefficients(c_or_r), "f")
        self.coeffs = c if len(c) else np.array([0])
        self.variable = variable or "x"

    @property
    def c(self):
        return self.coeffs

    @property
    def coef(self):
        return self.coeffs

    @property
    def order(self):
        return len(self.coeffs) - 1

    @property
    def o(self):
        return len(self.coeffs) - 1

    def __call__(self, val):
        return np.polyval(self.coeffs, val)

    def __len__(self):
        return self.order

    def __repr__(self):
        return "poly1d" + repr(self.coeffs)[5:]

    def __getitem__(self, power):
        return self.coeffs[self.order - power] if 0 <= power <= self.order else 0

    def __iter__(self):
        return iter(self.coeffs)

    def __neg__(self):
        return poly1d(-self.coeffs)

    def __add__(self, other):
        return poly1d(polyadd(self.coeffs, _coefficients(other)))

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return poly1d(polyadd(self.coeffs, -_coefficients(other)))

    def __mul__(self, other):
        return poly1d(polymul(self.coeffs, _coefficients(other)))

    def __rmul__(self, other):
        return self * other

    def deriv(self, m=1):
        return poly1d(polyder(self.coeffs, m))

    def integ(self, m=1, k=0):
        return poly1d(polyint(self.coeffs, m, k))
