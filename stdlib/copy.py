"""Copies of values."""


class Error(Exception):
    """What cannot be copied."""


error = Error


def copy(x):
    """Returns a copy of a value that shares its parts."""
    cls = type(x)
    if cls in (list, dict, set):
        return cls(x)
    if hasattr(x, "__copy__"):
        return x.__copy__()
    if _has_dict(x):
        y = _same_base(cls, x, lambda v: v)
        y.__dict__.update(x.__dict__)
        return y
    if hasattr(x, "copy") and cls.__module__ != "builtins":
        return x.copy()
    return x


def _same_base(cls, x, part):
    """Returns an instance of cls without attributes, with what x holds of a list, dict or other type that cls derives from."""
    if isinstance(x, list):
        y = list.__new__(cls)
        list.extend(y, [part(v) for v in x])
    elif isinstance(x, dict):
        y = dict.__new__(cls)
        dict.update(y, {part(k): part(v) for k, v in dict.items(x)})
    elif isinstance(x, set):
        y = set.__new__(cls)
        set.update(y, [part(v) for v in x])
    elif hasattr(x, "_fields"):
        y = cls.__new__(cls, *[part(v) for v in x])
    else:
        for base in (int, float, str, bytes, tuple):
            if isinstance(x, base):
                return base.__new__(cls, x)
        y = object.__new__(cls)
    return y


def deepcopy(x, memo=None):
    """Returns a copy of a value and of all its parts."""
    if memo is None:
        memo = {}
    cls = type(x)
    if cls in (int, float, bool, str, bytes, complex, type(None), type):
        return x
    key = id(x)
    if key in memo:
        return memo[key][0]
    if cls is list:
        y = []
        memo[key] = (y, x)
        for v in x:
            y.append(deepcopy(v, memo))
    elif cls is tuple:
        parts = [deepcopy(v, memo) for v in x]
        if key in memo:
            return memo[key][0]
        y = x
        for a, b in zip(x, parts):
            if a is not b:
                y = tuple(parts)
                break
    elif cls is dict:
        y = {}
        memo[key] = (y, x)
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is set:
        y = {deepcopy(v, memo) for v in x}
    elif hasattr(x, "_fields"):
        y = cls(*[deepcopy(v, memo) for v in x])
    elif hasattr(x, "__deepcopy__"):
        y = x.__deepcopy__(memo)
    elif _has_dict(x):
        y = _same_base(cls, x, lambda v: deepcopy(v, memo))
        memo[key] = (y, x)
        for k, v in x.__dict__.items():
            y.__dict__[k] = deepcopy(v, memo)
    elif cls.__module__ == "collections":
        y = x.copy()
        memo[key] = (y, x)
        if hasattr(x, "items"):
            for k, v in x.items():
                y[k] = deepcopy(v, memo)
        else:
            for i, v in enumerate(x):
                y[i] = deepcopy(v, memo)
    elif cls.__module__ == "numpy" and hasattr(x, "copy"):
        y = x.copy()
    elif hasattr(x, "__dict__") and cls.__name__ == "SimpleNamespace":
        y = cls()
        memo[key] = (y, x)
        for k, v in x.__dict__.items():
            setattr(y, k, deepcopy(v, memo))
    else:
        return x
    memo[key] = (y, x)
    return y


def _has_dict(x):
    """Reports whether a class statement made the class of x."""
    return hasattr(x, "__dict__") and type(x).__module__ not in ("builtins", "numpy", "h5py", "collections", "types")
