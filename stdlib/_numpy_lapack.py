"""numpy.linalg's factorizations, by rotations (Jacobi) and reflections (Householder)."""

from collections import namedtuple

import numpy as np

__all__ = ["cholesky", "cond", "eigh", "eigvalsh", "lstsq", "matrix_rank", "pinv", "qr", "svd", "svdvals"]

EighResult = namedtuple("EighResult", ["eigenvalues", "eigenvectors"])
QRResult = namedtuple("QRResult", ["Q", "R"])
SVDResult = namedtuple("SVDResult", ["U", "S", "Vh"])


def _matrices(a, square=False):
    """Returns an array of float64 or complex128 matrices, and the dtype that results have."""
    a = np.asarray(a)
    if a.ndim < 2:
        raise np.linalg.LinAlgError(f"{a.ndim}-dimensional array given. Array must be at least two-dimensional")
    if square and a.shape[-1] != a.shape[-2]:
        raise np.linalg.LinAlgError("Last 2 dimensions of the array must be square")
    if a.dtype.kind not in "?biufc":
        raise TypeError(f"array type {a.dtype.name} is unsupported in linalg")
    narrow = a.dtype.char in "fF"
    if a.dtype.kind == "c":
        return a.astype(complex), np.dtype("F" if narrow else "D")
    return a.astype(float), np.dtype("f" if narrow else "d")


def _each(f, a):
    """Applies f to every matrix of a stack; the results, tuples of arrays, are stacked likewise."""
    if a.ndim == 2:
        return f(a)
    rows = [f(m) for m in a.reshape((-1,) + a.shape[-2:])]
    return tuple([np.array([row[i] for row in rows]).reshape(a.shape[:-2] + rows[0][i].shape) for i in range(len(rows[0]))])


def _real(dtype):
    return np.dtype({"F": "f", "D": "d"}.get(dtype.char, dtype.char))


def _rotation(alpha, beta, gamma):
    """Returns cosine and sine that make two columns with the squares alpha and beta and the product gamma orthogonal."""
    zeta = (beta - alpha) / (2 * np.absolute(gamma))
    t = (1 if zeta >= 0 else -1) / (abs(zeta) + np.sqrt(1 + zeta * zeta))
    c = 1 / np.sqrt(1 + t * t)
    return c, c * t


def _svd(a):
    """Returns the thin factors of one matrix with at least as many rows as columns."""
    u = np.asfortranarray(a).copy()
    n = u.shape[1]
    v = np.eye(n, dtype=u.dtype)
    for _ in range(60):
        turned = False
        for i in range(n - 1):
            for j in range(i + 1, n):
                x, y = u[:, i].copy(), u[:, j].copy()
                alpha, beta, gamma = np.vdot(x, x).real, np.vdot(y, y).real, np.vdot(x, y)
                if np.absolute(gamma) <= 1e-16 * np.sqrt(alpha * beta) or gamma == 0:
                    continue
                turned = True
                c, s = _rotation(alpha, beta, gamma)
                phase = gamma / np.absolute(gamma)
                for m in (u, v):
                    x, y = m[:, i].copy(), m[:, j] * np.conj(phase)
                    m[:, i], m[:, j] = c * x - s * y, s * x + c * y
        if not turned:
            break
    s = np.sqrt((np.absolute(u) ** 2).sum(axis=0))
    order = np.argsort(-s, kind="stable")
    s, u, v = s[order], u[:, order], v[:, order]
    for i in range(n):
        if s[i] > s[0] * 1e-300:
            u[:, i] = u[:, i] / s[i]
    return _completed(u, s), s, np.conj(v.T)


def _completed(u, s):
    """Replaces the columns that belong to zeros by ones orthogonal to the rest."""
    rank = np.count_nonzero(s > s[0] * 1e-15) if len(s) and s[0] > 0 else 0
    if rank < u.shape[1]:
        u = np.concatenate([u[:, :rank], _complement(u[:, :rank])[:, :u.shape[1] - rank]], axis=1)
    return u


def _complement(u):
    """Returns columns that complete orthonormal ones to a square."""
    return _householder(u)[0][:, u.shape[1]:]


def _householder(a):
    """Returns the square factor Q of a matrix and R with all its rows."""
    r = a.copy()
    m, n = r.shape
    q = np.eye(m, dtype=r.dtype)
    for k in range(min(m - 1, n) if r.dtype.kind == "f" else min(m, n)):
        x = r[k:, k].copy()
        rest = np.linalg.norm(x[1:]) if len(x) > 1 else 0.0
        alpha = x[0]
        if rest == 0 and alpha.imag == 0:
            continue
        beta = -np.copysign(np.sqrt(np.absolute(alpha) ** 2 + rest * rest), alpha.real)
        tau = (beta - alpha) / beta
        v = x / (alpha - beta)
        v[0] = 1
        r[k:, k:] = r[k:, k:] - np.conj(tau) * np.outer(v, np.dot(np.conj(v), r[k:, k:]))
        q[:, k:] = q[:, k:] - tau * np.outer(np.dot(q[:, k:], v), np.conj(v))
        r[k + 1:, k] = 0
    return q, r


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    a, dtype = _matrices(a)

    def one(m):
        tall = m.shape[0] >= m.shape[1]
        u, s, vh = _svd(m if tall else np.conj(m.T))
        if full_matrices and u.shape[0] > u.shape[1]:
            u = np.concatenate([u, _complement(u)], axis=1)
        return (u, s, vh) if tall else (np.conj(vh.T), s, np.conj(u.T))

    u, s, vh = _each(one, a)
    s = s.astype(_real(dtype))
    return SVDResult(u.astype(dtype), s, vh.astype(dtype)) if compute_uv else s


def svdvals(x, /):
    return svd(x, compute_uv=False)


def eigh(a, UPLO="L"):
    if UPLO.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    a, dtype = _matrices(a, True)

    def one(m):
        half = np.tril(m, -1) if UPLO.upper() == "L" else np.conj(np.triu(m, 1).T)
        return _eigh(half + np.conj(half.T) + np.diag(np.diag(m).real).astype(m.dtype))

    w, v = _each(one, a)
    return EighResult(w.astype(_real(dtype)), v.astype(dtype))


def _eigh(h):
    n = h.shape[0]
    v = np.eye(n, dtype=h.dtype)
    size = np.linalg.norm(h)
    for _ in range(60):
        if n < 2 or np.absolute(np.triu(h, 1)).max() <= 1e-17 * size:
            break
        for i in range(n - 1):
            for j in range(i + 1, n):
                gamma = h[i, j]
                if np.absolute(gamma) <= 1e-18 * size:
                    continue
                c, s = _rotation(h[i, i].real, h[j, j].real, gamma)
                phase = gamma / np.absolute(gamma)
                for m in (h, v):
                    x, y = m[:, i].copy(), m[:, j] * np.conj(phase)
                    m[:, i], m[:, j] = c * x - s * y, s * x + c * y
                x, y = h[i].copy(), h[j] * phase
                h[i], h[j] = c * x - s * y, s * x + c * y
                h[i, j] = h[j, i] = 0
    w = np.diag(h).real
    order = np.argsort(w, kind="stable")
    return w[order], v[:, order]


def eigvalsh(a, UPLO="L"):
    return eigh(a, UPLO).eigenvalues


def qr(a, mode="reduced"):
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    a, dtype = _matrices(a)

    def one(m):
        q, r = _householder(m)
        k = m.shape[0] if mode == "complete" else min(m.shape)
        return q[:, :k], r[:k]

    q, r = _each(one, a)
    return r.astype(dtype) if mode == "r" else QRResult(q.astype(dtype), r.astype(dtype))


def cholesky(a, /, *, upper=False):
    a, dtype = _matrices(a, True)

    def one(m):
        n = m.shape[0]
        l = np.zeros_like(m)
        for j in range(n):
            d = m[j, j].real - np.vdot(l[j, :j], l[j, :j]).real
            if not d > 0:
                raise np.linalg.LinAlgError("Matrix is not positive definite")
            l[j, j] = np.sqrt(d)
            l[j + 1:, j] = (m[j + 1:, j] - np.dot(l[j + 1:, :j], np.conj(l[j, :j]))) / l[j, j]
        return (np.conj(l.T) if upper else l,)

    return _each(one, a)[0].astype(dtype)


def lstsq(a, b, rcond=None):
    a, b = np.asarray(a), np.asarray(b)
    dtype = np.result_type(a, b, np.float32) if "f" == a.dtype.char == b.dtype.char else np.result_type(a, b, float)
    if a.ndim != 2:
        raise np.linalg.LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    m, n = a.shape
    if b.shape[0] != m:
        raise np.linalg.LinAlgError("Incompatible dimensions")
    u, s, vh = svd(a.astype(complex if dtype.kind == "c" else float), full_matrices=False)
    if rcond is None:
        rcond = np.finfo(dtype).eps * max(m, n)
    elif rcond < 0:
        rcond = np.finfo(dtype).eps
    rank = int(np.count_nonzero(s > rcond * s[0])) if len(s) else 0
    columns = b if b.ndim == 2 else b[:, None]
    x = np.dot(np.conj(vh[:rank].T), np.dot(np.conj(u[:, :rank].T), columns) / s[:rank, None])
    resids = (np.absolute(columns - np.dot(a, x)) ** 2).sum(axis=0) if rank == n and m > n else np.array([])
    return (x if b.ndim == 2 else x[:, 0]).astype(dtype), resids.astype(_real(dtype)), np.int32(rank), s.astype(_real(dtype))


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    A = np.asarray(A)
    if A.ndim < 2:
        return int(not np.all(A == 0))
    s = svdvals(A)
    if tol is None:
        eps = max(A.shape[-2:]) * np.finfo(s.dtype).eps if rtol is None else rtol
        tol = s.max(axis=-1, keepdims=True) * eps
    else:
        tol = np.asarray(tol)[..., None]
    return np.count_nonzero(s > tol, axis=-1)


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    a = np.asarray(a)
    cutoff = rcond if rcond is not None else rtol
    if cutoff is None:
        cutoff = max(a.shape[-2:]) * np.finfo(np.result_type(a, np.float32) if a.dtype.char in "fF" else float).eps
    u, s, vh = svd(np.conj(a), full_matrices=False)
    keep = s > cutoff * s.max(axis=-1, keepdims=True)
    inverse = np.where(keep, 1 / np.where(keep, s, 1), 0)
    return np.matmul(np.swapaxes(vh, -1, -2), inverse[..., None] * np.swapaxes(u, -1, -2))


def cond(x, p=None):
    x = np.asarray(x)
    if p in (None, 2, -2):
        s = svdvals(x)
        return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    return np.linalg.norm(x, p, axis=(-2, -1)) * np.linalg.norm(np.linalg.inv(x), p, axis=(-2, -1))
