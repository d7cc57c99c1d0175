"""Classes made of their annotations."""

import copy


class _Missing:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


class KW_ONLY:
    """Annotates a pseudo-field: those after it are keyword-only."""


class FrozenInstanceError(AttributeError):
    """A field of a frozen instance was assigned."""


class InitVar:
    """Annotates an argument of __init__ that is passed to __post_init__."""

    def __init__(self, type=None):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


MISSING = _Missing()


class Field:
    """What is known of a field."""

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory, self.init, self.repr = default, default_factory, init, repr
        self.hash, self.compare, self.metadata, self.kw_only = hash, compare, metadata or {}, kw_only
        self._argument_only = False

    def __repr__(self):
        return f"Field(name={self.name!r},type={self.type!r},default={self.default!r},init={self.init!r},repr={self.repr!r},compare={self.compare!r})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Describes a field more closely than a default value."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _text(annotation):
    return annotation if isinstance(annotation, str) else repr(annotation)


def _collect(cls, kw_only):
    found = {}
    for base in reversed(cls.__mro__[1:]):
        for f in getattr(base, "__dataclass_fields__", {}).values():
            found[f.name] = f
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        text = _text(annotation)
        if "ClassVar" in text:
            continue
        if annotation is KW_ONLY or text in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        f = default if isinstance(default, Field) else field(default=default)
        f.name, f.type = name, annotation
        f._argument_only = annotation is InitVar or isinstance(annotation, InitVar) or text.startswith(("InitVar", "dataclasses.InitVar"))
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if isinstance(f.default, (list, dict, set)):
            raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        found[name] = f
    return found


def _names(names):
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + ", and " + names[-1]


def _make_init(cls, members, frozen):
    arguments = [f for f in members if f.init]
    positional = [f for f in arguments if not f.kw_only]
    has_default = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            has_default = True
        elif has_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    known = {f.name: f for f in arguments}
    label = cls.__name__ + ".__init__()"

    def bind(args, kwargs):
        if len(args) > len(positional):
            least = 1 + sum(1 for f in positional if f.default is MISSING and f.default_factory is MISSING)
            most = 1 + len(positional)
            want = str(most) if least == most else f"from {least} to {most}"
            s = "" if most == 1 else "s"
            raise TypeError(f"{label} takes {want} positional argument{s} but {len(args) + 1} were given")
        values = {f.name: v for f, v in zip(positional, args)}
        for name, value in kwargs.items():
            if name not in known:
                raise TypeError(f"{label} got an unexpected keyword argument {name!r}")
            if name in values:
                raise TypeError(f"{label} got multiple values for argument {name!r}")
            values[name] = value
        for kind, only in (("positional", False), ("keyword-only", True)):
            absent = [repr(f.name) for f in arguments
                      if f.kw_only == only and f.name not in values and f.default is MISSING and f.default_factory is MISSING]
            if absent:
                s = "" if len(absent) == 1 else "s"
                raise TypeError(f"{label} missing {len(absent)} required {kind} argument{s}: {_names(absent)}")
        return values

    def __init__(self, /, *args, **kwargs):
        values = bind(args, kwargs)
        passed = []
        for f in members:
            if f.init and f.name in values:
                value = values[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            elif f.default is not MISSING:
                value = f.default
            else:
                continue
            if f._argument_only:
                passed.append(value)
            elif frozen:
                object.__setattr__(self, f.name, value)
            else:
                setattr(self, f.name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__(*passed)

    return __init__


def _make_order(cls, names):
    def values(x):
        return tuple(getattr(x, name) for name in names)

    def __lt__(self, other):
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other):
        return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other):
        return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other):
        return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

    for method in (__lt__, __le__, __gt__, __ge__):
        if method.__name__ in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {method.__name__} in class {cls.__name__}. Consider using functools.total_ordering")
        setattr(cls, method.__name__, method)


def _freeze(cls):
    def __setattr__(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    cls.__setattr__, cls.__delattr__ = __setattr__, __delattr__


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    for base in cls.__mro__[1:]:
        if hasattr(base, "__dataclass_fields__"):
            if getattr(base, "__dataclass_frozen__", False) and not frozen:
                raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
            if frozen and not getattr(base, "__dataclass_frozen__", False):
                raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    found = _collect(cls, kw_only)
    cls.__dataclass_fields__, cls.__dataclass_frozen__ = found, frozen
    members = list(found.values())
    stored = [f for f in members if not f._argument_only]
    shown = [f.name for f in stored if f.repr]
    compared = [f.name for f in stored if f.compare]
    hashed = [f.name for f in stored if (f.compare if f.hash is None else f.hash)]
    if init:
        cls.__init__ = _make_init(cls, members, frozen)
    if repr and "__repr__" not in cls.__dict__:
        def __repr__(self):
            return type(self).__qualname__ + "(" + ", ".join(f"{name}={getattr(self, name)!r}" for name in shown) + ")"

        cls.__repr__ = __repr__
    if eq and "__eq__" not in cls.__dict__:
        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return tuple(getattr(self, n) for n in compared) == tuple(getattr(other, n) for n in compared)

        cls.__eq__ = __eq__
    if order:
        _make_order(cls, compared)
    if frozen:
        _freeze(cls)
    if "__hash__" not in cls.__dict__ and (unsafe_hash or eq and frozen):
        def __hash__(self):
            return hash(tuple(getattr(self, n) for n in hashed))

        cls.__hash__ = __hash__
    elif eq and not frozen and "__hash__" not in cls.__dict__:
        cls.__hash__ = None
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in members if f.init and not f.kw_only)
    if slots:
        cls.__slots__ = tuple(f.name for f in stored)
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Adds __init__, __repr__, __eq__ and more to a class, from its annotations."""
    def decorate(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return decorate if cls is None else decorate(cls)


def fields(class_or_instance):
    found = getattr(class_or_instance, "__dataclass_fields__", None)
    if found is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple(f for f in found.values() if not f._argument_only)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _is_instance(obj):
    return hasattr(type(obj), "__dataclass_fields__")


def _convert(obj, make, whole):
    if _is_instance(obj):
        return make([(f.name, _convert(getattr(obj, f.name), make, whole)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_convert(v, make, whole) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_convert(v, make, whole) for v in obj)
    if isinstance(obj, dict):
        return {_convert(k, make, whole): _convert(v, make, whole) for k, v in obj.items()}
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """Returns the fields of an instance as a dict, nested ones too."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory, None)


def astuple(obj, *, tuple_factory=tuple):
    """Returns the values of an instance's fields."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, lambda pairs: tuple_factory([v for _, v in pairs]), None)


def replace(obj, /, **changes):
    """Returns a copy with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes and not f._argument_only:
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """Makes a dataclass of names, (name, type) and (name, type, default)."""
    members, annotations = dict(namespace or {}), {}
    for item in fields:
        if isinstance(item, str):
            item = (item, "typing.Any")
        annotations[item[0]] = item[1]
        if len(item) == 3:
            members[item[0]] = item[2]
    members["__annotations__"] = annotations
    return dataclass(type(cls_name, tuple(bases), members), **options)
