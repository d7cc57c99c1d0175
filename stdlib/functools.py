"""Functions on functions."""

from _functools import cache, cmp_to_key, lru_cache, partial, reduce, with_attributes as _with_attributes

_FunctionType = type(lambda: None)
WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Returns wrapper with the name and documentation of wrapped."""
    if not isinstance(wrapper, (type, _FunctionType)):
        wrapper = _with_attributes(wrapper)
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name, value in getattr(wrapped, "__dict__", {}).items():
        setattr(wrapper, name, value)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorates a function with the name and documentation of another."""
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def _derived(root, name):
    def lt(self, other):
        if root == "__gt__":
            result = self.__gt__(other)
            return result if result is NotImplemented else not result and self != other
        if root == "__le__":
            result = self.__le__(other)
            return result if result is NotImplemented else result and self != other
        result = self.__ge__(other)
        return result if result is NotImplemented else not result

    def gt(self, other):
        if root == "__lt__":
            result = self.__lt__(other)
            return result if result is NotImplemented else not result and self != other
        if root == "__ge__":
            result = self.__ge__(other)
            return result if result is NotImplemented else result and self != other
        result = self.__le__(other)
        return result if result is NotImplemented else not result

    def le(self, other):
        if root == "__lt__":
            result = self.__lt__(other)
            return result if result is NotImplemented else result or self == other
        if root == "__ge__":
            result = self.__ge__(other)
            return result if result is NotImplemented else not result or self == other
        result = self.__gt__(other)
        return result if result is NotImplemented else not result

    def ge(self, other):
        if root == "__gt__":
            result = self.__gt__(other)
            return result if result is NotImplemented else result or self == other
        if root == "__le__":
            result = self.__le__(other)
            return result if result is NotImplemented else not result or self == other
        result = self.__lt__(other)
        return result if result is NotImplemented else not result

    return {"__lt__": lt, "__gt__": gt, "__le__": le, "__ge__": ge}[name]


def total_ordering(cls):
    """Adds the comparisons that a class with __eq__ and one ordering lacks."""
    names = ("__lt__", "__le__", "__gt__", "__ge__")
    roots = [name for name in names for c in cls.__mro__ if c is not object and name in c.__dict__]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = roots[0]
    for name in names:
        if name not in roots:
            setattr(cls, name, _derived(root, name))
    return cls


class cached_property:
    """A property that is computed once."""

    def __init__(self, func):
        self.func, self.attrname, self.__doc__ = func, None, func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


class partialmethod:
    """A method with some arguments given."""

    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, instance, owner=None):
        func = self.func.__get__(instance, owner) if hasattr(self.func, "__get__") else partial(self.func, instance)
        return partial(func, *self.args, **self.keywords)


def singledispatch(func):
    """A function that chooses among others by the type of its first argument."""
    known = {object: func}

    def dispatch(cls):
        for c in cls.__mro__:
            if c in known:
                return known[c]
        fits = [c for c in known if issubclass(cls, c) and c is not object]
        return known[fits[-1]] if fits else func

    def register(cls, implementation=None):
        if implementation is None:
            if isinstance(cls, type):
                return lambda implementation: register(cls, implementation)
            implementation, cls = cls, _first_annotation(cls)
        known[cls] = implementation
        return implementation

    @wraps(func)
    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **kwargs)

    wrapper.register, wrapper.dispatch, wrapper.registry = register, dispatch, known
    return wrapper


def _first_annotation(func):
    """Returns the class that a function's first annotated parameter has."""
    for name, cls in getattr(func, "__annotations__", {}).items():
        if name == "return":
            break
        if isinstance(cls, type):
            return cls
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
    raise TypeError(f"Invalid first argument to `register()`: {func!r}. Use either `@register(some_class)` or plain `@register` on an annotated function.")


class singledispatchmethod:
    """A method that chooses among others by the type of its first argument."""

    def __init__(self, func):
        self.dispatcher = singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, instance, owner=None):
        def method(*args, **kwargs):
            chosen = self.dispatcher.dispatch(type(args[0]))
            if hasattr(chosen, "__get__"):
                return chosen.__get__(instance, owner)(*args, **kwargs)
            return chosen(instance, *args, **kwargs)

        return method
