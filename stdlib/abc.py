"""Abstract base classes."""


def abstractmethod(funcobj):
    """Marks a method that a derived class must define."""
    return _Abstract(funcobj)


class _Abstract:
    """An abstract method. It can be called, as super() does."""

    __isabstractmethod__ = True

    def __init__(self, func):
        self.__func__ = func

    def __get__(self, instance, owner=None):
        func = self.__func__
        if hasattr(func, "__get__"):
            return func.__get__(instance, owner)
        if instance is None:
            return func
        return lambda *args, **kwargs: func(instance, *args, **kwargs)

    def __call__(self, *args, **kwargs):
        return self.__func__(*args, **kwargs)


def _is_abstract(member):
    if isinstance(member, _Abstract):
        return True
    if isinstance(member, property):
        return any(isinstance(f, _Abstract) for f in (member.fget, member.fset, member.fdel))
    return isinstance(getattr(member, "__func__", None), _Abstract)


class ABCMeta(type):
    """The metaclass of classes with abstract methods."""

    def __new__(mcls, name, bases, namespace, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        names = {key for key, value in namespace.items() if _is_abstract(value)}
        for base in bases:
            for key in getattr(base, "__abstractmethods__", ()):
                for owner in cls.__mro__:
                    if key in owner.__dict__:
                        if _is_abstract(owner.__dict__[key]):
                            names.add(key)
                        break
        cls.__abstractmethods__ = frozenset(names)
        cls._abc_registry = []
        return cls

    def __call__(cls, *args, **kwargs):
        missing = sorted(cls.__abstractmethods__)
        if missing:
            s = "s" if len(missing) > 1 else ""
            raise TypeError(f"Can't instantiate abstract class {cls.__name__} with abstract method{s} {', '.join(missing)}")
        return super().__call__(*args, **kwargs)

    def register(cls, subclass):
        cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if cls in subclass.__mro__:
            return True
        for known in cls._abc_registry:
            if issubclass(subclass, known):
                return True
        return any(derived is not cls and issubclass(subclass, derived) for derived in cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    """A base for classes with abstract methods."""


abstractproperty = property
