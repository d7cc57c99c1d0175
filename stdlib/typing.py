"""Names for annotations, which nothing checks."""

import collections
from types import GenericAlias
from _typing import (AbstractSet, Annotated, Any, AnyStr, BinaryIO, Callable, ClassVar, Collection, Concatenate, Container, ContextManager,
                     Counter, DefaultDict, Deque, Dict, Final, FrozenSet, Generator, Hashable, IO, ItemsView, Iterable, Iterator, KeysView,
                     List, Literal, LiteralString, Mapping, Match, MutableMapping, MutableSequence, MutableSet, Never, NoReturn,
                     NotRequired, Optional, OrderedDict, ParamSpec, Pattern, Required, Reversible, Self, Sequence, Set, Sized, SupportsAbs,
                     SupportsBytes, SupportsComplex, SupportsFloat, SupportsIndex, SupportsInt, SupportsRound, Text, TextIO, Tuple, Type,
                     TYPE_CHECKING, TypeAlias, TypeGuard, TypeVar, Union, Unpack, ValuesView, ChainMap, NewType, cast, final, no_type_check, overload)


class Generic:
    """A base for classes with type parameters."""

    @classmethod
    def __class_getitem__(cls, params):
        return GenericAlias(cls, params)


class Protocol(Generic):
    """A base that says what methods a value has."""


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        if not bases:
            return super().__new__(mcls, name, bases, namespace)
        annotations = namespace.get("__annotations__", {})
        defaults, late = [], None
        for field in annotations:
            if field in namespace:
                defaults.append(namespace[field])
                late = field
            elif late is not None:
                raise TypeError(f"non-default namedtuple field {field} cannot follow default field {late}")
        base = collections.namedtuple(name, list(annotations), defaults=defaults)
        members = {k: v for k, v in namespace.items() if k not in annotations}
        members["_field_defaults"] = {k: namespace[k] for k in annotations if k in namespace}
        return type(name, (base,), members)

    def __call__(cls, typename, fields=(), **kwargs):
        fields = list(fields) + list(kwargs.items())
        return _NamedTupleMeta(typename, (cls,), {"__annotations__": dict(fields)})


class NamedTuple(metaclass=_NamedTupleMeta):
    """A base whose derived classes are named tuples of their annotations."""


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        cls = super().__new__(mcls, name, bases, namespace)
        names = {}
        for base in reversed(cls.__mro__):
            names.update(base.__dict__.get("__annotations__", {}))
        cls.__annotations__, cls.__total__ = names, total
        cls.__required_keys__ = frozenset(names if total else ())
        cls.__optional_keys__ = frozenset(() if total else names)
        return cls

    def __call__(cls, *args, **kwargs):
        if cls.__mro__[1] is object:
            return _TypedDictMeta(args[0], (cls,), {"__annotations__": dict(args[1])})
        return dict(*args, **kwargs)


class TypedDict(metaclass=_TypedDictMeta):
    """A base whose derived classes are dicts with known keys."""


class ForwardRef:
    """The name of a type that comes later."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


def runtime_checkable(cls):
    return cls


def get_origin(tp):
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Returns the annotations of a class with those of its bases."""
    hints = {}
    for base in reversed(getattr(obj, "__mro__", ())):
        hints.update(base.__dict__.get("__annotations__", {}))
    return hints


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    return obj


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def dataclass_transform(**kwargs):
    return lambda cls: cls
