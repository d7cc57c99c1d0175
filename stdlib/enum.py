"""Enumerations."""


class auto:
    """The next value of an enumeration."""

    def __init__(self, value=None):
        self.value = value

    def __or__(self, other):
        return _Combined(int.__or__, self, other)

    def __and__(self, other):
        return _Combined(int.__and__, self, other)

    def __xor__(self, other):
        return _Combined(int.__xor__, self, other)

    def __add__(self, other):
        return _Combined(int.__add__, self, other)

    __ror__, __rand__, __rxor__, __radd__ = __or__, __and__, __xor__, __add__


class _Combined(auto):
    """A value that is computed of those that auto() will have."""

    def __init__(self, op, a, b):
        self.value, self._op, self._a, self._b = None, op, a, b

    def _compute(self):
        a, b = [x._compute() if isinstance(x, _Combined) else x.value if isinstance(x, auto) else x for x in (self._a, self._b)]
        self.value = self._op(a, b)
        return self.value


class member:
    """Makes a member of what would not be one."""

    def __init__(self, value):
        self.value = value


class nonmember(member):
    """Makes a plain attribute of what would be a member."""


def unique(enumeration):
    """Refuses an enumeration with two names for a value."""
    doubles = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if doubles:
        text = ", ".join(f"{alias} -> {name}" for alias, name in doubles)
        raise ValueError(f"duplicate values found in {enumeration!r}: {text}")
    return enumeration


def _is_member(name, value):
    if isinstance(value, member):
        return not isinstance(value, nonmember)
    if name.startswith("__") or name.startswith("_") and name in ("_ignore_", "_order_", "_generate_next_value_", "_missing_"):
        return False
    if isinstance(value, (property, staticmethod, classmethod, type)):
        return False
    return type(value).__name__ not in ("function", "builtin_function_or_method") and not hasattr(value, "__get__")


def _next(cls, name, last):
    generate = getattr(cls, "_generate_next_value_", None)
    if generate is not None:
        return generate(name, 1, len(last), list(last))
    if issubclass(cls, Flag):
        top = 0
        for v in last:
            top = max(top, v)
        return 1 << top.bit_length()
    if issubclass(cls, StrEnum):
        return name.lower()
    numbers = [v for v in last if isinstance(v, int)]
    return max(numbers) + 1 if numbers else 1


def _data_type(bases):
    for base in bases:
        for t in base.__mro__:
            if t in (int, str, float, bytes, tuple, complex):
                return t
    return None


class EnumMeta(type):
    """The class of enumerations: iterable, with members by name and value."""

    def __new__(mcls, name, bases, namespace, boundary=None, **kwargs):
        plain, found = {}, []
        ignored = namespace.get("_ignore_", [])
        ignored = ignored.replace(",", " ").split() if isinstance(ignored, str) else list(ignored)
        for key, value in namespace.items():
            if key in ignored or key == "_ignore_":
                continue
            if bases and _is_member(key, value):
                found.append((key, value))
            else:
                plain[key] = value.value if isinstance(value, member) else value
        cls = super().__new__(mcls, name, bases, plain, **kwargs)
        cls._member_map_, cls._value2member_map_, cls._member_names_ = {}, {}, []
        if not bases:
            return cls
        for base in bases:
            if getattr(base, "_member_names_", None):
                raise TypeError(f"<enum '{name}'> cannot extend {base!r}")
        cls._member_type_ = _data_type(bases) or object
        values = []
        for key, value in found:
            mcls._add(cls, key, value, values)
        return cls

    @staticmethod
    def _add(cls, key, value, values):
        if isinstance(value, member):
            value = value.value
        if isinstance(value, _Combined):
            value = value._compute()
        elif isinstance(value, auto):
            if value.value is None:
                value.value = _next(cls, key, values)
            value = value.value
        elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
            value = tuple(_next(cls, key, values) if isinstance(v, auto) else v for v in value)
        args = value if isinstance(value, tuple) else (value,)
        kind = cls._member_type_
        made = None
        for base in cls.__mro__:
            if base is Enum:
                break
            if "__new__" in base.__dict__ and base is not Flag:
                made = base.__dict__["__new__"]
                break
        if kind is tuple:
            args = (args,)
        if made is not None:
            new = made(cls, *args)
        elif kind is object:
            new = object.__new__(cls)
        else:
            new = kind.__new__(cls, *args)
            if kind is not tuple and isinstance(value, tuple) or issubclass(cls, StrEnum):
                value = kind(*args)
        if not hasattr(new, "_value_"):
            new._value_ = value
        value = new._value_
        known = None
        for other in cls._member_map_.values():
            if other._value_ == value and type(other._value_) == type(value):
                known = other
                break
        if known is None:
            new._name_ = key
            new._sort_order_ = len(cls._member_names_)
            if "__init__" in dir(cls) and cls.__init__ is not Enum.__init__:
                new.__init__(*args)
            cls._member_map_[key] = new
            cls._member_names_.append(key)
            try:
                cls._value2member_map_[value] = new
            except TypeError:
                pass
            known = new
        else:
            cls._member_map_[key] = known
        type.__setattr__(cls, key, known)
        values.append(value)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls._lookup(value)
        return cls._create(value, names, type, start)

    def _lookup(cls, value):
        if isinstance(value, cls):
            return value
        try:
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        except TypeError:
            pass
        for m in cls._member_map_.values():
            if m._value_ == value:
                return m
        missing = cls._missing_(value)
        if isinstance(missing, cls):
            return missing
        if missing is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        raise TypeError(f"error in {cls.__name__}._missing_: returned {missing!r} instead of None or a valid member")

    def _create(cls, name, names, mixin, start):
        """The functional form: Enum("Color", "RED GREEN")."""
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, dict):
            names = list(names.items())
        namespace, last = {}, []
        for i, item in enumerate(names):
            if isinstance(item, str):
                value = 2**i if issubclass(cls, Flag) else i + start
                item = (item, item.lower() if issubclass(cls, StrEnum) else value)
            namespace[item[0]] = item[1]
        bases = (cls,) if mixin is None else (mixin, cls)
        return EnumMeta(name, bases, namespace)

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_ if not issubclass(cls, Flag) or cls._member_map_[name]._single()])

    def __reversed__(cls):
        return reversed([cls._member_map_[name] for name in cls._member_names_])

    def __len__(cls):
        return len(list(iter(cls)))

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(value).__qualname__}' and '{cls.__class__.__qualname__}'")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __repr__(cls):
        kind = "flag" if "Flag" in [c.__name__ for c in cls.__mro__] else "enum"
        return f"<{kind} '{cls.__name__}'>"

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumType = EnumMeta


class Enum(metaclass=EnumMeta):
    """A class whose attributes are its only instances."""

    def __init__(self, *args):
        pass

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        if self is other:
            return True
        kind = type(self)._member_type_
        if kind is object:
            return NotImplemented
        return kind.__eq__(self, other)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return ["__class__", "__doc__", "__module__", "name", "value"]


class ReprEnum(Enum):
    """An enumeration that prints its values."""

    def __str__(self):
        return str(self._value_)

    def __format__(self, spec):
        return format(type(self)._member_type_(self._value_), spec)


class IntEnum(int, ReprEnum):
    """Members that are integers."""

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, ReprEnum):
    """Members that are strings."""

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    """Members that combine with |, & and ^."""

    def _single(self):
        v = self._value_
        return v > 0 and v & (v - 1) == 0

    @classmethod
    def _mask(cls):
        mask = 0
        for m in cls._member_map_.values():
            mask |= m._value_
        return mask

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._mask()
        if value < 0:
            value = (mask + 1 if mask else 0) + value if -value <= mask + 1 else value & mask
        if value & ~mask and not issubclass(cls, int):
            bits = max(mask.bit_length(), value.bit_length())
            raise ValueError(f"{cls!r} invalid value {value!r}\n    given {value:#0{bits + 3}b}\n  allowed {mask:#0{bits + 3}b}".replace("0b", "0b0 ", 2))
        new = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        new._value_ = value
        names = [m._name_ for m in cls if m._value_ & value]
        rest = value & ~mask
        if rest:
            names.append(str(rest))
        new._name_ = "|".join(names) or None
        cls._value2member_map_[value] = new
        return new

    def _bits(self, other):
        if isinstance(other, type(self)):
            return other._value_
        if type(self)._member_type_ is int and isinstance(other, int):
            return int(other)
        return None

    def __or__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else type(self)(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else type(self)(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits(other)
        return NotImplemented if bits is None else type(self)(self._value_ ^ bits)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return type(self)(type(self)._mask() & ~self._value_)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(other).__qualname__}' and '{type(self).__qualname__}'")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in type(self) if m._value_ & self._value_])

    def __len__(self):
        return bin(self._value_).count("1")

    def __bool__(self):
        return bool(self._value_)

    def __str__(self):
        if self._name_ is None:
            return f"{type(self).__name__}({self._value_!r})"
        return f"{type(self).__name__}.{self._name_}"

    def __repr__(self):
        if self._name_ is None:
            return f"<{type(self).__name__}: {self._value_!r}>"
        return f"<{type(self).__name__}.{self._name_}: {self._value_!r}>"


class IntFlag(int, ReprEnum, Flag):
    """Members that are integers and combine."""

    def __hash__(self):
        return hash(self._value_)

    def __repr__(self):
        return Flag.__repr__(self)

    def __str__(self):
        return str(self._value_)
