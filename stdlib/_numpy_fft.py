"""numpy.fft: discrete Fourier transforms."""

import math

import numpy as np
from _numpy_axis import axis_of

__all__ = [
    "fft", "ifft", "rfft", "irfft", "hfft", "ihfft", "fft2", "ifft2", "fftn", "ifftn", "rfft2", "irfft2", "rfftn", "irfftn", "fftfreq",
    "rfftfreq", "fftshift", "ifftshift",
]


def _scale(n, forward, norm):
    """Returns what a transform of n numbers is multiplied with."""
    if norm not in (None, "backward", "ortho", "forward"):
        raise ValueError(f'Invalid norm value {norm}; should be "backward","ortho" or "forward".')
    if norm == "ortho":
        return 1 / math.sqrt(n)
    return 1 / n if (norm == "forward") == forward else 1.0


def _points(n):
    if n < 1:
        raise ValueError(f"Invalid number of FFT data points ({n}) specified.")
    return n


def _resized(a, n, axis):
    """Returns a with n elements along an axis: the rest cut off, or zeros added."""
    have = a.shape[axis]
    if have > n:
        return a[tuple([slice(n) if i == axis else slice(None) for i in range(a.ndim)])]
    if have < n:
        return np.pad(a, [(0, n - have) if i == axis else (0, 0) for i in range(a.ndim)])
    return a


def _narrow(a):
    return a.dtype.char in "eFf"


def _transform(a, n, axis, norm, forward, out):
    a = np.asarray(a)
    axis = axis_of(axis, a.ndim)
    n = _points(a.shape[axis] if n is None else n)
    res = np._fft(np.moveaxis(_resized(a, n, axis), axis, -1), forward, _scale(n, forward, norm))
    res = np.moveaxis(res.astype("c8") if _narrow(a) else res, -1, axis)
    if out is not None:
        out[...] = res
        return out
    return res


def fft(a, n=None, axis=-1, norm=None, out=None):
    return _transform(a, n, axis, norm, True, out)


def ifft(a, n=None, axis=-1, norm=None, out=None):
    return _transform(a, n, axis, norm, False, out)


def rfft(a, n=None, axis=-1, norm=None, out=None):
    a = np.asarray(a)
    if a.dtype.kind == "c":
        raise TypeError("ufunc 'rfft_n_even' did not contain a loop with signature matching types "
                        f"(<class 'numpy.dtypes.Complex{8 * a.dtype.itemsize}DType'>, <class 'numpy.dtypes.Float64DType'>) -> None")
    axis = axis_of(axis, a.ndim)
    n = _points(a.shape[axis] if n is None else n)
    res = _resized(fft(a, n, axis, norm), n // 2 + 1, axis).copy()
    ends = np.moveaxis(res, axis, 0)
    ends[0] = ends[0].real
    if n % 2 == 0:
        ends[-1] = ends[-1].real
    if out is not None:
        out[...] = res
        return out
    return res


def irfft(a, n=None, axis=-1, norm=None, out=None):
    a = np.asarray(a)
    axis = axis_of(axis, a.ndim)
    n = _points((a.shape[axis] - 1) * 2 if n is None else n)
    half = np.moveaxis(_resized(a, n // 2 + 1, axis), axis, -1).astype(complex)
    half[..., 0] = half[..., 0].real
    if n % 2 == 0:
        half[..., -1] = half[..., -1].real
    whole = np.concatenate([half, np.conj(half[..., 1:(n + 1) // 2][..., ::-1])], axis=-1)
    res = np._fft(whole, False, _scale(n, False, norm)).real.copy()
    res = np.moveaxis(res.astype("f4") if _narrow(a) else res, -1, axis)
    if out is not None:
        out[...] = res
        return out
    return res


def _other(norm):
    return {None: "forward", "backward": "forward", "forward": "backward"}.get(norm, norm)


def hfft(a, n=None, axis=-1, norm=None, out=None):
    a = np.asarray(a)
    return irfft(np.conjugate(a), (a.shape[axis] - 1) * 2 if n is None else n, axis, _other(norm), out)


def ihfft(a, n=None, axis=-1, norm=None, out=None):
    return np.conjugate(rfft(a, n, axis, _other(norm)))


def _axes(a, s, axes):
    """Returns the lengths and the axes of a transform of several dimensions."""
    if axes is None:
        axes = list(range(-len(s) if s is not None else -a.ndim, 0))
    if s is None:
        s = [a.shape[x] for x in axes]
    if len(s) != len(axes):
        raise ValueError("Shape and axes have different lengths.")
    return [a.shape[x] if n == -1 else n for n, x in zip(s, axes)], list(axes)


def _several(f, a, s, axes, norm):
    a = np.asarray(a)
    s, axes = _axes(a, s, axes)
    for n, x in reversed(list(zip(s, axes))):
        a = f(a, n, x, norm)
    return a


def fftn(a, s=None, axes=None, norm=None, out=None):
    return _several(fft, a, s, axes, norm)


def ifftn(a, s=None, axes=None, norm=None, out=None):
    return _several(ifft, a, s, axes, norm)


def fft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    return _several(fft, a, s, axes, norm)


def ifft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    return _several(ifft, a, s, axes, norm)


def rfftn(a, s=None, axes=None, norm=None, out=None):
    a = np.asarray(a)
    s, axes = _axes(a, s, axes)
    return _several(fft, rfft(a, s[-1], axes[-1], norm), s[:-1], axes[:-1], norm)


def irfftn(a, s=None, axes=None, norm=None, out=None):
    a = np.asarray(a)
    last = s[-1] if s is not None else None
    s, axes = _axes(a, s, axes)
    for n, x in list(zip(s, axes))[:-1]:
        a = ifft(a, n, x, norm)
    return irfft(a, last, axes[-1], norm)


def rfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    return rfftn(a, s, axes, norm)


def irfft2(a, s=None, axes=(-2, -1), norm=None, out=None):
    return irfftn(a, s, axes, norm)


def fftfreq(n, d=1.0, device=None):
    if not isinstance(n, (int, np.integer)):
        raise ValueError("n should be an integer")
    positive = (n - 1) // 2 + 1
    return np.concatenate([np.arange(0, positive), np.arange(-(n // 2), 0)]) * (1.0 / (n * d))


def rfftfreq(n, d=1.0, device=None):
    if not isinstance(n, (int, np.integer)):
        raise ValueError("n should be an integer")
    return np.arange(0, n // 2 + 1) * (1.0 / (n * d))


def _shift(x, axes, way):
    x = np.asarray(x)
    if axes is None:
        axes = tuple(range(x.ndim))
    if isinstance(axes, (int, np.integer)):
        return np.roll(x, way(x.shape[axes]), axes)
    return np.roll(x, [way(x.shape[a]) for a in axes], tuple(axes))


def fftshift(x, axes=None):
    return _shift(x, axes, lambda n: n // 2)


def ifftshift(x, axes=None):
    return _shift(x, axes, lambda n: -(n // 2))
