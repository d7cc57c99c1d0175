"""Warnings: messages on sys.stderr that need not end a script."""

import sys

filters = []
_shown = set()


class catch_warnings:
    """Keeps the filters as they were; with record=True gives a list of what was warned."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action, category

    def __enter__(self):
        self._saved = filters[:], _state["log"]
        if self._action[0] is not None:
            simplefilter(*self._action)
        if self._record:
            _state["log"] = []
            return _state["log"]
        return None

    def __exit__(self, kind, error, traceback):
        filters[:], _state["log"] = self._saved


class WarningMessage:
    """A warning that was recorded."""

    def __init__(self, message, category, filename, lineno):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno

    def __str__(self):
        return f"{{message : {self.message!r}, category : {self.category.__name__!r}, filename : {self.filename!r}, lineno : {self.lineno}}}"


_state = {"log": None}


def _check(action):
    if action not in ("default", "error", "ignore", "always", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Says what happens with warnings of a class."""
    filterwarnings(action, "", category, "", lineno, append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Says what happens with warnings whose text begins with a pattern."""
    _check(action)
    entry = (action, message, category)
    if append:
        filters.append(entry)
    else:
        filters.insert(0, entry)


def resetwarnings():
    """Forgets all filters."""
    filters.clear()


def warn(message, category=None, stacklevel=1, source=None):
    """Warns of something."""
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    text = str(message)
    action = "default"
    for kind, pattern, cls in filters:
        if issubclass(category, cls) and (not pattern or _fits(pattern, text)):
            action = kind
            break
    if action == "ignore":
        return
    made = message if isinstance(message, Warning) else category(message)
    if action == "error":
        raise made
    if action != "always" and (text, category) in _shown and _state["log"] is None:
        return
    _shown.add((text, category))
    name = sys.argv[0] if sys.argv else ""
    if _state["log"] is not None:
        _state["log"].append(WarningMessage(made, category, name, 0))
    else:
        showwarning(made, category, name, 0)


def _fits(pattern, text):
    import re
    return re.match(pattern, text, re.IGNORECASE) is not None


def formatwarning(message, category, filename, lineno, line=None):
    """Returns a warning as a line."""
    return f"{filename}:{lineno}: {category.__name__}: {message}\n"


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning."""
    (file or sys.stderr).write(f"{filename}: {category.__name__}: {message}\n")
