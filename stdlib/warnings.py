"""Warnings: messages on sys.stderr that need not end a script."""

import sys
import _warnings

_ACTIONS = "default", "error", "ignore", "always", "module", "once"


class WarningMessage:
    """A warning that was recorded."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source

    def __str__(self):
        return f"{{message : {self.message!r}, category : {self.category.__name__!r}, filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"


class catch_warnings:
    """Keeps the filters as they were; with record=True gives a list of what was warned."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._entered = record, False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        return "catch_warnings(record=True)" if self._record else "catch_warnings()"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._restore = _warnings.save()
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []

        def record(message, category, filename, lineno, line):
            log.append(WarningMessage(message, category, filename, lineno))

        _warnings.show(record)
        return log

    def __exit__(self, kind, error, traceback):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        self._restore()


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Says what happens with warnings of a class."""
    filterwarnings(action, "", category, "", lineno, append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Says what happens with warnings whose text begins with a pattern."""
    if action not in _ACTIONS:
        raise AssertionError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise AssertionError("message must be a string")
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise AssertionError("category must be a Warning subclass")
    _warnings.filter(action, message, category, module, lineno, append)


def resetwarnings():
    """Forgets all filters."""
    _warnings.reset()


def warn(message, category=None, stacklevel=1, source=None):
    """Warns of something."""
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    _warnings.warn(message if isinstance(message, Warning) else category(message), stacklevel)


def formatwarning(message, category, filename, lineno, line=None):
    """Returns a warning as a line, and the line of the source."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return text + f"  {line.strip()}\n" if line else text


def _write(message, category, filename, lineno, file=None, line=None):
    """Writes a warning."""
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


showwarning = _write


def _show(message, category, filename, lineno, line):
    if showwarning is _write:
        _write(message, category, filename, lineno, None, line)
    else:
        showwarning(message, category, filename, lineno, None, None)


_warnings.show(_show)
