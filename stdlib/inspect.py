"""What functions, classes and calls look like from inside."""

import sys
import types

import _traceback


class _Empty:
    """Stands for what a parameter does not have."""


_empty = _Empty


class _Kind(int):
    """How a parameter gets its argument."""

    def __new__(cls, number, name, description):
        made = int.__new__(cls, number)
        made.name, made.description = name, description
        return made

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __str__(self):
        return self.name


_POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")


def formatannotation(annotation):
    """Returns an annotation as signatures show it."""
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", "__main__"):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


class Parameter:
    """A parameter of a signature."""

    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL
    KEYWORD_ONLY, VAR_KEYWORD = _KEYWORD_ONLY, _VAR_KEYWORD

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        """Returns the parameter with some attributes changed."""
        parts = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation}
        parts.update(changes)
        return Parameter(parts["name"], parts["kind"], default=parts["default"], annotation=parts["annotation"])

    def __str__(self):
        text = {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self.kind, "") + self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name, self.kind, self.default, self.annotation) == (other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash(self.name)


class BoundArguments:
    """The arguments of a call by the names of parameters."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        found = []
        for name, p in self.signature.parameters.items():
            if p.kind >= _KEYWORD_ONLY or name not in self.arguments:
                break
            found.extend(self.arguments[name] if p.kind == _VAR_POSITIONAL else [self.arguments[name]])
        return tuple(found)

    @property
    def kwargs(self):
        found, named = {}, False
        for name, p in self.signature.parameters.items():
            named = named or p.kind >= _KEYWORD_ONLY or name not in self.arguments
            if not named or name not in self.arguments:
                continue
            if p.kind == _VAR_KEYWORD:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        """Adds the defaults of absent arguments."""
        absent = {_VAR_POSITIONAL: (), _VAR_KEYWORD: {}}
        full = {}
        for name, p in self.signature.parameters.items():
            if name in self.arguments:
                full[name] = self.arguments[name]
            elif p.default is not _empty:
                full[name] = p.default
            elif p.kind in absent:
                full[name] = absent[p.kind]
        self.arguments = full

    def __repr__(self):
        return f"<BoundArguments ({', '.join([f'{k}={v!r}' for k, v in self.arguments.items()])})>"


class Signature:
    """The parameters of a function and what it returns."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = types.MappingProxyType({p.name: p for p in parameters or ()})
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj):
        return signature(obj)

    def replace(self, *, parameters=None, return_annotation=None):
        """Returns the signature with some parts changed."""
        return Signature(self.parameters.values() if parameters is None else parameters,
                         return_annotation=self.return_annotation if return_annotation is None else return_annotation)

    def bind(self, *args, **kwargs):
        """Returns the arguments of a call; TypeError if they do not fit."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, *args, **kwargs):
        """Returns the arguments of a call that may lack some."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        found, args, rest = {}, list(args), dict(kwargs)
        for name, p in self.parameters.items():
            if p.kind == _VAR_POSITIONAL:
                if args:
                    found[name] = tuple(args)
                args = []
            elif p.kind == _VAR_KEYWORD:
                if rest:
                    found[name] = rest
                rest = {}
            elif args and p.kind <= _POSITIONAL_OR_KEYWORD:
                if name in rest and p.kind != _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = args.pop(0)
            elif name in rest and p.kind != _POSITIONAL_ONLY:
                found[name] = rest.pop(name)
            elif p.default is _empty and not partial:
                raise TypeError(f"missing a required {'keyword-only ' if p.kind == _KEYWORD_ONLY else ''}argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        if rest:
            raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")
        return BoundArguments(self, found)

    def __str__(self):
        parts, before, starred = [], None, False
        for p in self.parameters.values():
            if before == _POSITIONAL_ONLY and p.kind != _POSITIONAL_ONLY:
                parts.append("/")
            if p.kind == _KEYWORD_ONLY and not starred:
                parts.append("*")
            starred = starred or p.kind in (_VAR_POSITIONAL, _KEYWORD_ONLY)
            parts.append(str(p))
            before = p.kind
        if before == _POSITIONAL_ONLY:
            parts.append("/")
        text = "(" + ", ".join(parts) + ")"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return f"<Signature {self}>"

    def __eq__(self, other):
        return isinstance(other, Signature) and list(self.parameters.items()) == list(other.parameters.items()) \
            and self.return_annotation == other.return_annotation


def signature(obj, *, follow_wrapped=True):
    """Returns the signature of a function, method or class of a script."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    while follow_wrapped and hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    if isinstance(obj, type):
        made = signature(obj.__init__) if "__init__" in _names(obj) else Signature()
        return made.replace(parameters=list(made.parameters.values())[1:])
    if hasattr(obj, "__func__"):
        made = signature(obj.__func__)
        return made.replace(parameters=list(made.parameters.values())[1:])
    if not isfunction(obj) and hasattr(type(obj), "__call__") and isfunction(type(obj).__call__):
        made = signature(type(obj).__call__)
        return made.replace(parameters=list(made.parameters.values())[1:])
    if not hasattr(obj, "__code__"):
        raise ValueError(f"no signature found for builtin {obj!r}")
    code, annotations = obj.__code__, obj.__annotations__
    defaults, named = obj.__defaults__ or (), obj.__kwdefaults__ or {}
    n, parameters = code.co_argcount, []
    for i, name in enumerate(code.co_varnames[:n + code.co_kwonlyargcount]):
        kind = _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD if i < n else _KEYWORD_ONLY
        default = _empty
        if i < n and i >= n - len(defaults):
            default = defaults[i - n + len(defaults)]
        elif i >= n:
            default = named.get(name, _empty)
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))
    rest = list(code.co_varnames[n + code.co_kwonlyargcount:])
    if code.co_flags & 4:
        name = rest.pop(0)
        parameters.insert(n, Parameter(name, _VAR_POSITIONAL, annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        name = rest.pop(0)
        parameters.append(Parameter(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _names(cls):
    return [name for c in cls.__mro__ if c is not object for name in c.__dict__]


def isfunction(object):
    """Reports whether a def or lambda made a function."""
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    """Reports whether a function is built in."""
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    """Reports whether something is a function or method."""
    return isfunction(object) or isbuiltin(object) or ismethod(object)


def ismethod(object):
    """Reports whether something is a bound method."""
    return isinstance(object, types.MethodType)


def isclass(object):
    """Reports whether something is a class."""
    return isinstance(object, type)


def ismodule(object):
    """Reports whether something is a module."""
    return isinstance(object, types.ModuleType)


def isgenerator(object):
    """Reports whether something is a generator."""
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(obj):
    """Reports whether a function makes generators."""
    while hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    code = getattr(obj, "__code__", None)
    return code is not None and bool(code.co_flags & 32)


def iscoroutinefunction(obj):
    """Returns False: there are no coroutines."""
    return False


iscoroutine = isawaitable = isasyncgen = iscoroutinefunction


def isabstract(object):
    """Reports whether a class has abstract methods."""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", ()))


def isdatadescriptor(object):
    """Reports whether something is a property or the like."""
    return hasattr(type(object), "__set__") or isinstance(object, property)


def getmembers(object, predicate=None):
    """Returns names and values of attributes, sorted by name."""
    found = []
    for name in sorted(dir(object)):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def cleandoc(doc):
    """Returns a docstring without the indentation of its lines."""
    lines = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()] + [len(doc)])
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """Returns the docstring of something, or None."""
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmro(cls):
    """Returns a class and those it is derived from."""
    return cls.__mro__


def getmodule(object):
    """Returns the module that something was defined in, or None."""
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getfile(object):
    """Returns the name of the file that a function was defined in."""
    while hasattr(object, "__func__"):
        object = object.__func__
    if not hasattr(object, "__code__"):
        raise TypeError(f"{object!r} is a built-in")
    return object.__code__.co_filename


getsourcefile = getfile


class FrameInfo(tuple):
    """A call that is running."""

    def __new__(cls, frame, filename, lineno, function, code_context, index):
        made = tuple.__new__(cls, (frame, filename, lineno, function, code_context, index))
        made.frame, made.filename, made.lineno, made.function = frame, filename, lineno, function
        made.code_context, made.index = code_context, index
        return made


def stack(context=1):
    """Returns the calls that are running, the latest first."""
    calls = [c for c in _traceback.calls() if not c[0].startswith("stdlib/")]
    return [FrameInfo(None, c[0], c[1], c[2], [c[3] + "\n"] if c[3] else None, 0) for c in reversed(calls)]


Parameter.empty = Signature.empty = _empty
