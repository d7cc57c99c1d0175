"""numpy.ma: arrays of which elements may be masked, as far as scripts that mask bad values use them."""

import operator

import numpy as np

__all__ = [
    "MAError", "MaskError", "MaskType", "MaskedArray", "all", "allequal", "any", "array", "asarray", "average", "compressed", "concatenate", "count", "default_fill_value",
    "empty", "equal", "filled", "fix_invalid", "getdata", "getmask", "getmaskarray", "isMA", "isMaskedArray", "is_masked", "make_mask",
    "mask_or", "masked", "masked_array", "masked_equal", "masked_greater", "masked_greater_equal", "masked_inside", "masked_invalid",
    "masked_less", "masked_less_equal", "masked_not_equal", "masked_outside", "masked_values", "masked_where", "max", "mean", "median",
    "min", "nomask", "ones", "sqrt", "std", "sum", "var", "where", "zeros",
]

MaskType = np.bool_
nomask = np.False_


class MAError(Exception):
    pass


class MaskError(MAError):
    pass


class _Masked:
    """The masked element, of which there is one."""

    fill_value = 1e20
    mask = np.True_

    def __repr__(self):
        return "masked"

    def __str__(self):
        return "--"

    def __bool__(self):
        return False

    def __float__(self):
        return float("nan")


masked = _Masked()


class _Dashes:
    """What stands for a masked element among others."""

    def __repr__(self):
        return "--"


_dashes = _Dashes()


def default_fill_value(obj):
    dtype = np.dtype(obj) if isinstance(obj, (np.dtype, type)) else np.asarray(obj).dtype
    values = {"b": True, "i": 999999, "u": 999999, "f": 1e20, "c": 1e20 + 0j, "S": b"N/A", "U": "N/A", "O": "?"}
    if dtype.kind in "Mm":
        return np.array("NaT", dtype)[()]
    return values[dtype.kind]


class MaskedArray:
    """An array with a mask of the same shape: True where the element does not count."""

    def __init__(self, data, mask=nomask, dtype=None, copy=False, fill_value=None, keep_mask=True, shrink=True):
        if isinstance(data, MaskedArray):
            if keep_mask and data._mask is not nomask:
                mask = data._mask if mask is nomask else np.logical_or(data._mask, mask)
            if fill_value is None:
                fill_value = data._fill
            data = data._data
        elif isinstance(data, (list, tuple)) and _holds_masked(data):
            mask = np.array([x is masked for x in data])
            data = [0 if x is masked else x for x in data]
        self._data = np.array(data, dtype=dtype) if copy else np.asarray(data, dtype=dtype)
        self._fill = fill_value
        if mask is nomask or mask is None:
            self._mask = nomask
        elif isinstance(mask, (bool, np.bool_)):
            self._mask = np.full(self._data.shape, mask)
        else:
            self._mask = np.array(mask, dtype=bool)
            if self._mask.shape != self._data.shape:
                if self._mask.size == 1:
                    self._mask = np.full(self._data.shape, self._mask.ravel()[0])
                elif self._mask.size == self._data.size:
                    self._mask = self._mask.reshape(self._data.shape)
                else:
                    raise MaskError(f"Mask and data not compatible: data size is {self._data.size}, mask size is {self._mask.size}.")

    @property
    def data(self):
        return self._data

    @property
    def mask(self):
        return self._mask

    @mask.setter
    def mask(self, value):
        self._mask = np.array(np.broadcast_to(np.asarray(value, dtype=bool), self._data.shape))

    @property
    def fill_value(self):
        fill = default_fill_value(self._data.dtype) if self._fill is None else self._fill
        return np.array(fill).astype(self._data.dtype)[()]

    @fill_value.setter
    def fill_value(self, value):
        self._fill = value

    @property
    def shape(self):
        return self._data.shape

    @property
    def dtype(self):
        return self._data.dtype

    @property
    def ndim(self):
        return self._data.ndim

    @property
    def size(self):
        return self._data.size

    @property
    def itemsize(self):
        return self._data.itemsize

    @property
    def nbytes(self):
        return self._data.nbytes

    @property
    def T(self):
        return self.transpose()

    @property
    def real(self):
        return self._same(self._data.real)

    @property
    def imag(self):
        return self._same(self._data.imag)

    def _same(self, data):
        return MaskedArray(data, self._mask, fill_value=self._fill if np.asarray(data).dtype == self._data.dtype else None)

    def _both(self, f):
        return MaskedArray(f(self._data), nomask if self._mask is nomask else f(self._mask), fill_value=self._fill)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._data, dtype=dtype) if copy else np.asarray(self._data, dtype=dtype)

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return iter([self[i] for i in np.arange(len(self._data)).tolist()])

    def __getitem__(self, key):
        if isinstance(key, MaskedArray):
            key = key.filled(False)
        data = self._data[key]
        if self._mask is nomask:
            return MaskedArray(data, fill_value=self._fill) if isinstance(data, np.ndarray) else data
        mask = self._mask[key]
        if not isinstance(data, np.ndarray):
            return masked if mask else data
        return MaskedArray(data, mask, fill_value=self._fill)

    def __setitem__(self, key, value):
        if isinstance(key, MaskedArray):
            key = key.filled(False)
        hidden = value is masked or isinstance(value, MaskedArray) and value._mask is not nomask
        if self._mask is nomask and hidden:
            self._mask = np.zeros(self._data.shape, bool)
        if value is not masked:
            self._data[key] = getdata(value)
        if self._mask is not nomask:
            self._mask[key] = True if value is masked else getmask(value)

    def copy(self):
        return self._both(lambda a: a.copy())

    def astype(self, dtype, copy=True):
        return MaskedArray(self._data.astype(dtype), self._mask)

    def reshape(self, *shape):
        return self._both(lambda a: a.reshape(*shape))

    def ravel(self):
        return self._both(lambda a: a.ravel())

    def flatten(self):
        return self._both(lambda a: a.flatten())

    def transpose(self, *axes):
        return self._both(lambda a: a.transpose(*axes))

    def squeeze(self, axis=None):
        return self._both(lambda a: a.squeeze(axis))

    def filled(self, fill_value=None):
        if self._mask is nomask:
            return self._data
        res = self._data.copy()
        res[self._mask] = self.fill_value if fill_value is None else fill_value
        return res

    def compressed(self):
        return self._data[~getmaskarray(self)]

    def count(self, axis=None, keepdims=False):
        if self._mask is nomask and axis is None and not keepdims:
            return self.size
        return np.sum(~getmaskarray(self), axis=axis, keepdims=keepdims)

    def tolist(self):
        def walk(x):
            return [walk(y) for y in x] if isinstance(x, list) else (None if x is _dashes else x)
        return walk(_printable(self).tolist())

    def _fold(self, name, neutral, axis, dtype=None, **kw):
        """Reduces the elements that count; where there are none, the result is masked."""
        if dtype is not None:
            kw["dtype"] = dtype
        if self._mask is nomask:
            return getattr(np, name)(self._data, axis=axis, **kw)
        res = getattr(np, name)(self.filled(neutral), axis=axis, **kw)
        none = np.all(self._mask, axis=axis, **{k: v for k, v in kw.items() if k == "keepdims"})
        if not isinstance(res, np.ndarray):
            return masked if none else res
        return MaskedArray(res, none)

    def sum(self, axis=None, dtype=None, **kw):
        return self._fold("sum", 0, axis, dtype, **kw)

    def prod(self, axis=None, dtype=None, **kw):
        return self._fold("prod", 1, axis, dtype, **kw)

    def any(self, axis=None, **kw):
        return self._fold("any", False, axis, **kw)

    def all(self, axis=None, **kw):
        return self._fold("all", True, axis, **kw)

    def _least(self):
        kind = self._data.dtype.kind
        return -np.inf if kind == "f" else (np.iinfo(self._data.dtype).min if kind in "iu" else False)

    def _greatest(self):
        kind = self._data.dtype.kind
        return np.inf if kind == "f" else (np.iinfo(self._data.dtype).max if kind in "iu" else True)

    def min(self, axis=None, **kw):
        return self._fold("min", self._greatest(), axis, **kw)

    def max(self, axis=None, **kw):
        return self._fold("max", self._least(), axis, **kw)

    def ptp(self, axis=None):
        return self.max(axis) - self.min(axis)

    def argmin(self, axis=None):
        return np.argmin(self.filled(self._greatest()), axis=axis)

    def argmax(self, axis=None):
        return np.argmax(self.filled(self._least()), axis=axis)

    def mean(self, axis=None, dtype=None, keepdims=False):
        if self._mask is nomask:
            return np.mean(self._data, axis=axis, dtype=dtype, keepdims=keepdims)
        if dtype is None and self._data.dtype.kind in "biu":
            dtype = float
        total, n = self.sum(axis, dtype, keepdims=keepdims), self.count(axis, keepdims)
        return masked if total is masked else total * 1.0 / n

    def var(self, axis=None, dtype=None, ddof=0, keepdims=False):
        if self._mask is nomask:
            return np.var(self._data, axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims)
        n = self.count(axis, keepdims) - ddof
        center = self.mean(axis, dtype, keepdims=True)
        if center is masked:
            return masked
        d = self - center
        res = (d * d).sum(axis, keepdims=keepdims)
        if not isinstance(res, MaskedArray):
            return masked if res is masked or n <= 0 else res / n
        res = MaskedArray(res._data / np.where(n > 0, n, 1), np.logical_or(res._mask, n <= 0))
        return res

    def std(self, axis=None, dtype=None, ddof=0, keepdims=False):
        v = self.var(axis, dtype, ddof, keepdims)
        return v if v is masked else (v._same(np.sqrt(v._data)) if isinstance(v, MaskedArray) else np.sqrt(v))

    def cumsum(self, axis=None, dtype=None):
        return MaskedArray(np.cumsum(self.filled(0), axis=axis, dtype=dtype), self._mask if axis is not None else (self._mask if self._mask is nomask else self._mask.ravel()))

    def clip(self, *args):
        return self._same(self._data.clip(*args))

    def round(self, decimals=0):
        return self._same(self._data.round(decimals))

    def __repr__(self):
        return _represented(self)

    def __str__(self):
        return str(_printable(self))

    def __format__(self, spec):
        return format(str(self), spec)

    def __bool__(self):
        return bool(self.filled(False).all()) if self.size == 1 else bool(self._data)

    def __float__(self):
        return float(self._data)

    def __int__(self):
        return int(self._data)

    def __add__(self, other):
        return _binary(operator.add, self, other)

    def __radd__(self, other):
        return _binary(operator.add, other, self)

    def __sub__(self, other):
        return _binary(operator.sub, self, other)

    def __rsub__(self, other):
        return _binary(operator.sub, other, self)

    def __mul__(self, other):
        return _binary(operator.mul, self, other)

    def __rmul__(self, other):
        return _binary(operator.mul, other, self)

    def __truediv__(self, other):
        return _binary(operator.truediv, self, other, getdata(other) == 0)

    def __rtruediv__(self, other):
        return _binary(operator.truediv, other, self, self._data == 0)

    def __floordiv__(self, other):
        return _binary(operator.floordiv, self, other, getdata(other) == 0)

    def __mod__(self, other):
        return _binary(operator.mod, self, other, getdata(other) == 0)

    def __pow__(self, other):
        return _binary(operator.pow, self, other)

    def __and__(self, other):
        return _binary(operator.and_, self, other)

    def __or__(self, other):
        return _binary(operator.or_, self, other)

    def __xor__(self, other):
        return _binary(operator.xor, self, other)

    def __neg__(self):
        return MaskedArray(-self._data, getmaskarray(self), fill_value=self._fill)

    def __abs__(self):
        return MaskedArray(abs(self._data), getmaskarray(self), fill_value=self._fill)

    def __invert__(self):
        return self._same(~self._data)

    def __eq__(self, other):
        return _binary(operator.eq, self, other)

    def __ne__(self, other):
        return _binary(operator.ne, self, other)

    def __lt__(self, other):
        return _binary(operator.lt, self, other)

    def __le__(self, other):
        return _binary(operator.le, self, other)

    def __gt__(self, other):
        return _binary(operator.gt, self, other)

    def __ge__(self, other):
        return _binary(operator.ge, self, other)


masked_array = MaskedArray


def _holds_masked(items):
    for x in items:
        if x is masked:
            return True
    return False


def _binary(f, a, b, bad=None):
    """Applies an operator; masked and bad elements keep the first operand's value."""
    if a is masked or b is masked:
        return masked
    x, y = getdata(a), getdata(b)
    with np.errstate(all="ignore"):
        res = f(x, y)
    mask = _either(getmask(a), getmask(b))
    if bad is not None and np.any(bad):
        mask = _either(mask, np.broadcast_to(bad, np.shape(res)))
    if mask is nomask:
        return MaskedArray(res)
    mask = np.array(np.broadcast_to(mask, np.shape(res)))
    if np.ndim(res) == 0:
        return masked if mask else res
    if np.asarray(res).dtype.kind != "b":
        np.copyto(res, np.broadcast_to(x, res.shape), where=mask, casting="unsafe")
    return MaskedArray(res, mask, fill_value=a._fill if isinstance(a, MaskedArray) else None)


def _printable(a):
    """Returns the elements as objects, with -- for the masked ones; the data where nothing is masked."""
    if a._mask is nomask:
        return a._data
    data, mask = a._data, a._mask
    limit = 1500 if data.ndim == 1 else 100
    for axis in range(data.ndim):
        if data.shape[axis] > limit:
            half = limit // 2
            ends = [np.split(x, (half, -half), axis=axis) for x in (data, mask)]
            data, mask = [np.concatenate((e[0], e[2]), axis=axis) for e in ends]
    res = data.astype(object)
    if res.ndim == 0:
        return masked if mask else res
    for at in np.argwhere(mask).tolist():
        res[tuple(at)] = _dashes
    return res


def _represented(a):
    prefix, keys = "masked_array(", ["data", "mask", "fill_value"]
    implied = a.dtype in (np.dtype(int), np.dtype(float), np.dtype(complex), np.dtype(bool))
    if not implied or a.size == 0 or np.all(a._mask):
        keys.append("dtype")
    one_row = np.prod(a.shape[:-1]) == 1
    if one_row:
        indents = {k: " " * np.maximum(2, len(prefix + "data") - len(k)).item() for k in keys}
        indents["data"], prefix = prefix, ""
    else:
        indents, prefix = dict.fromkeys(keys, "  "), prefix + "\n"
    texts = {
        "data": np.array2string(np.asarray(_printable(a)), separator=", ", prefix=indents["data"] + "data=", suffix=","),
        "mask": np.array2string(np.asarray(a._mask), separator=", ", prefix=indents["mask"] + "mask=", suffix=","),
        "fill_value": repr(a.fill_value.item()) if a.dtype.kind in "SU" else str(a.fill_value),
        "dtype": "'" + a.dtype.str + "'" if a.dtype.kind in "SUmM" else str(a.dtype),
    }
    return prefix + ",\n".join([f"{indents[k]}{k}={texts[k]}" for k in keys]) + ")"


def array(data, dtype=None, copy=False, order=None, mask=nomask, fill_value=None, keep_mask=True, hard_mask=False, shrink=True, subok=True, ndmin=0):
    return MaskedArray(data, mask, dtype, copy, fill_value, keep_mask)


def asarray(a, dtype=None, order=None):
    return a if isinstance(a, MaskedArray) and dtype is None else MaskedArray(a, dtype=dtype)


def getdata(a, subok=True):
    return a._data if isinstance(a, MaskedArray) else np.asarray(a)


def getmask(a):
    return a._mask if isinstance(a, MaskedArray) else (np.True_ if a is masked else nomask)


def getmaskarray(arr):
    return np.zeros(np.shape(getdata(arr)), bool) if getmask(arr) is nomask else getmask(arr)


def make_mask(m, copy=False, shrink=True, dtype=np.bool_):
    m = np.array(m, dtype=bool)
    return nomask if shrink and not m.any() else m


def _either(m1, m2):
    """Returns the mask of what either hides."""
    if m1 is nomask or m2 is nomask:
        return m1 if m2 is nomask else m2
    return np.logical_or(m1, m2)


def mask_or(m1, m2, copy=False, shrink=True):
    if m1 is nomask or m2 is nomask:
        return make_mask(m1 if m2 is nomask else m2, shrink=shrink)
    return np.logical_or(m1, m2)


def is_masked(x):
    return bool(np.any(getmask(x)))


def isMaskedArray(x):
    return isinstance(x, MaskedArray)


isMA = isMaskedArray


def filled(a, fill_value=None):
    return a.filled(fill_value) if isinstance(a, MaskedArray) else np.asarray(a)


def masked_where(condition, a, copy=True):
    cond = make_mask(filled(condition, True) if isinstance(condition, MaskedArray) else condition, shrink=False)
    if np.shape(cond) and np.shape(cond) != np.shape(getdata(a)):
        raise IndexError(f"Inconsistent shape between the condition and the input (got {np.shape(cond)} and {np.shape(getdata(a))})")
    res = MaskedArray(a, copy=copy)
    mask = _either(res._mask, cond)
    return MaskedArray(res._data, nomask if not mask.any() and np.ndim(mask) == 0 else mask, fill_value=res._fill)


def masked_equal(x, value, copy=True):
    res = masked_where(getdata(x) == value, x, copy)
    res._fill = value
    return res


def masked_not_equal(x, value, copy=True):
    return masked_where(getdata(x) != value, x, copy)


def masked_greater(x, value, copy=True):
    return masked_where(getdata(x) > value, x, copy)


def masked_greater_equal(x, value, copy=True):
    return masked_where(getdata(x) >= value, x, copy)


def masked_less(x, value, copy=True):
    return masked_where(getdata(x) < value, x, copy)


def masked_less_equal(x, value, copy=True):
    return masked_where(getdata(x) <= value, x, copy)


def masked_inside(x, v1, v2, copy=True):
    low, high = (v2, v1) if v2 < v1 else (v1, v2)
    data = getdata(x)
    return masked_where((data >= low) & (data <= high), x, copy)


def masked_outside(x, v1, v2, copy=True):
    low, high = (v2, v1) if v2 < v1 else (v1, v2)
    data = getdata(x)
    return masked_where((data < low) | (data > high), x, copy)


def masked_values(x, value, rtol=1e-5, atol=1e-8, copy=True, shrink=True):
    data = getdata(x)
    mask = np.isclose(data, value, rtol, atol) if data.dtype.kind in "fc" else data == value
    return MaskedArray(data, make_mask(mask) if shrink else mask, copy=copy, fill_value=value)


def masked_invalid(a, copy=True):
    data = np.asarray(getdata(a))
    res = masked_where(~np.isfinite(data), a, copy)
    if res._mask is nomask:
        res._mask = np.zeros(data.shape, bool)
    return res


def fix_invalid(a, mask=nomask, copy=True, fill_value=None):
    res = masked_invalid(MaskedArray(a, mask, copy=copy))
    if res._mask.any():
        res._data[res._mask] = res.fill_value if fill_value is None else fill_value
    return res


def zeros(shape, dtype=float):
    return MaskedArray(np.zeros(shape, dtype))


def ones(shape, dtype=float):
    return MaskedArray(np.ones(shape, dtype))


def empty(shape, dtype=float):
    return MaskedArray(np.empty(shape, dtype))


def concatenate(arrays, axis=0):
    data = np.concatenate([getdata(a) for a in arrays], axis)
    hidden = [a for a in arrays if getmask(a) is not nomask]
    return MaskedArray(data, np.concatenate([getmaskarray(a) for a in arrays], axis) if hidden else nomask)


def where(condition, x, y):
    cond = filled(condition, False) if isinstance(condition, MaskedArray) else np.asarray(condition)
    hide = np.where(cond, getmaskarray(x), getmaskarray(y)) | getmaskarray(condition)
    a, b = [0 if v is masked else getdata(v) for v in (x, y)]
    hide = hide | (cond & (x is masked)) | (~cond & (y is masked))
    return MaskedArray(np.where(cond, a, b), hide if hide.any() else nomask)


def sqrt(a):
    a = asarray(a)
    with np.errstate(all="ignore"):
        return MaskedArray(np.sqrt(a._data), _either(a._mask, make_mask(a._data < 0)))


def equal(a, b):
    return _binary(operator.eq, a, b)


def allequal(a, b, fill_value=True):
    same = getdata(a) == getdata(b)
    hide = getmaskarray(a) | getmaskarray(b)
    return np.all(np.where(hide, fill_value, same))


def compressed(x):
    return asarray(x).compressed()


def count(arr, axis=None, keepdims=False):
    return asarray(arr).count(axis, keepdims)


def mean(a, axis=None, dtype=None, keepdims=False):
    return asarray(a).mean(axis, dtype, keepdims)


def median(a, axis=None, keepdims=False):
    a = asarray(a)
    if a._mask is nomask:
        return np.median(a._data, axis=axis, keepdims=keepdims)
    if axis is None:
        rest = a.compressed()
        return np.median(rest) if rest.size else masked
    data = np.where(a._mask, np.nan, a._data.astype(float))
    hide = np.all(a._mask, axis=axis, keepdims=keepdims)
    data = np.where(np.all(a._mask, axis=axis, keepdims=True), 0.0, data)
    return MaskedArray(np.nanmedian(data, axis=axis, keepdims=keepdims), hide)


def average(a, axis=None, weights=None, keepdims=False):
    a = asarray(a)
    if weights is None:
        return a.mean(axis, keepdims=keepdims)
    weights = np.broadcast_to(weights, a.shape) * ~getmaskarray(a)
    return (a * weights).sum(axis, keepdims=keepdims) / weights.sum(axis=axis, keepdims=keepdims)


def std(a, axis=None, dtype=None, ddof=0, keepdims=False):
    return asarray(a).std(axis, dtype, ddof, keepdims)


def var(a, axis=None, dtype=None, ddof=0, keepdims=False):
    return asarray(a).var(axis, dtype, ddof, keepdims)


def sum(a, axis=None, dtype=None, **kw):
    return asarray(a).sum(axis, dtype, **kw)


def min(a, axis=None, **kw):
    return asarray(a).min(axis, **kw)


def max(a, axis=None, **kw):
    return asarray(a).max(axis, **kw)


def any(a, axis=None, **kw):
    return asarray(a).any(axis, **kw)


def all(a, axis=None, **kw):
    return asarray(a).all(axis, **kw)
