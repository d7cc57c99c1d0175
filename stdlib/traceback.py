"""Texts of exceptions, as an uncaught one would be written."""

import sys
import _traceback

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class FrameSummary:
    """One entry of a traceback."""

    def __init__(self, filename, lineno, name, *, line=None):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line
        self._text = f'  File "{filename}", line {lineno}, in {name}\n' + (f"    {line}\n" if line else "")

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """The entries of a traceback."""

    def format(self):
        return [frame._text for frame in self]


def _summary(entries, limit=None):
    found = StackSummary()
    for filename, lineno, name, line, text in entries:
        frame = FrameSummary(filename, lineno, name, line=line)
        frame._text = text
        found.append(frame)
    if limit is None:
        return found
    return StackSummary(found[:limit] if limit >= 0 else found[limit:])


def _given(exc, value):
    """Returns the exception of the two forms of calls: (e) and (type, e, tb)."""
    return exc if isinstance(exc, BaseException) else value


def format_exception(exc, value=None, tb=None, limit=None, chain=True):
    """Returns the text of an exception as a list of lines."""
    e = _given(exc, value)
    if e is None:
        return ["NoneType: None\n"]
    lines = []
    if chain and e.__cause__ is not None:
        lines = format_exception(e.__cause__) + [_CAUSE]
    elif chain and e.__context__ is not None and not e.__suppress_context__:
        lines = format_exception(e.__context__) + [_CONTEXT]
    text = _traceback.format(e, False)
    calls = text[:len(text) - len(_traceback.message(e))]
    entry = ""
    for line in calls.splitlines(True):
        if not line.startswith("    ") and entry:
            lines.append(entry)
            entry = ""
        entry += line
    if entry:
        lines.append(entry)
    return lines + format_exception_only(e)


def format_exception_only(exc, value=None):
    """Returns the last lines: class and message, and notes."""
    e = _given(exc, value)
    if e is None:
        return ["NoneType: None\n"]
    notes = "".join(note + "\n" for note in getattr(e, "__notes__", []))
    text = _traceback.message(e)
    if not notes:
        return [text]
    return [text[:len(text) - len(notes)]] + notes.splitlines(True)


def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    """Writes the text of an exception."""
    (file or sys.stderr).write("".join(format_exception(exc, value, tb, limit, chain)))


def _current():
    return sys.exc_info()[1]


def format_exc(limit=None, chain=True):
    """Returns the text of the exception that is being handled."""
    return "".join(format_exception(_current(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Writes the text of the exception that is being handled."""
    print_exception(_current(), limit=limit, file=file, chain=chain)


def extract_tb(tb, limit=None):
    """Returns the entries of a traceback."""
    found = StackSummary()
    while tb is not None:
        code = tb.tb_frame.f_code
        found.append(FrameSummary(code.co_filename, tb.tb_lineno, code.co_name, line=_line(code.co_filename, tb.tb_lineno)))
        tb = tb.tb_next
    return found if limit is None else StackSummary(found[:limit])


def _line(filename, lineno):
    """Returns a line of a file of the running script."""
    return _traceback.line(filename, lineno)


def format_tb(tb, limit=None):
    """Returns the entries of a traceback as texts."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Writes the entries of a traceback."""
    (file or sys.stderr).write("".join(format_tb(tb, limit)))


def extract_stack(f=None, limit=None):
    """Returns the calls that are running."""
    entries = [e for e in _traceback.calls() if not e[0].startswith("stdlib/")]
    return _summary(entries, limit if limit is None else -limit)


def format_stack(f=None, limit=None):
    """Returns the calls that are running as texts."""
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Writes the calls that are running."""
    (file or sys.stderr).write("".join(format_stack(f, limit)))


def format_list(entries):
    """Returns entries of a traceback as texts."""
    return [e._text if isinstance(e, FrameSummary) else FrameSummary(e[0], e[1], e[2], line=e[3])._text for e in entries]
