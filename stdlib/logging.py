"""Messages with levels, sent to handlers."""

import os
import sys
import time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True

_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_numbers = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARN": 30, "WARNING": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
_start = time.time()
_disabled = 0


def getLevelName(level):
    """Returns the name of a level, or the level of a name."""
    return _names.get(level, _numbers.get(level, f"Level {level}"))


def getLevelNamesMapping():
    """Returns the levels by name."""
    return dict(_numbers)


def addLevelName(level, levelName):
    """Gives a level a name."""
    _names[level] = levelName
    _numbers[levelName] = level


def _level(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _numbers:
        raise ValueError(f"Unknown level: {level!r}")
    return _numbers[level]


def disable(level=CRITICAL):
    """Drops messages up to a level."""
    global _disabled
    _disabled = _level(level)


class LogRecord:
    """One message."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None):
        self.name = name
        self.levelno, self.levelname = level, getLevelName(level)
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.pathname, self.filename = pathname, os.path.basename(pathname)
        self.module = os.path.splitext(self.filename)[0]
        self.lineno, self.funcName = lineno, func
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.created = time.time()
        self.msecs = int((self.created - int(self.created)) * 1000) + 0.0
        self.relativeCreated = (self.created - _start) * 1000
        threading = sys.modules.get("threading")
        thread = threading.current_thread() if threading else None
        self.thread, self.threadName = (thread.ident, thread.name) if thread else (1, "MainThread")
        self.processName, self.process = "MainProcess", os.getpid()

    def getMessage(self):
        """Returns the message with its arguments."""
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'


class Formatter:
    """Makes text of a record."""

    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in ("%", "{", "$"):
            raise ValueError("Style must be one of: %,{,$")
        self._style_char = style
        self._fmt = fmt or {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self._defaults = defaults or {}
        self.datefmt = datefmt

    def usesTime(self):
        """Reports whether the text has the time."""
        return "asctime" in self._fmt

    def formatTime(self, record, datefmt=None):
        """Returns the time of a record."""
        when = time.localtime(record.created)
        if datefmt:
            return time.strftime(datefmt, when)
        return self.default_msec_format % (time.strftime(self.default_time_format, when), record.msecs)

    def formatException(self, ei):
        """Returns the text of an exception."""
        import traceback

        text = "".join(traceback.format_exception(ei[0], ei[1], ei[2]))
        return text[:-1] if text.endswith("\n") else text

    def formatStack(self, stack_info):
        """Returns the text of the calls that were running."""
        return stack_info

    def formatMessage(self, record):
        """Returns the line without an exception."""
        values = dict(self._defaults)
        values.update(record.__dict__)
        if self._style_char == "%":
            return self._fmt % values
        if self._style_char == "{":
            return self._fmt.format(**values)
        from string import Template
        return Template(self._fmt).substitute(**values)

    def format(self, record):
        """Returns the text of a record."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text += ("" if text.endswith("\n") else "\n") + record.exc_text
        if record.stack_info:
            text += ("" if text.endswith("\n") else "\n") + self.formatStack(record.stack_info)
        return text


class Filter:
    """Lets records of a logger and of those below it pass."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        """Reports whether a record passes."""
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """Holds filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Adds a filter."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Removes a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """Reports whether a record passes all filters."""
        for f in self.filters:
            if not (f.filter(record) if hasattr(f, "filter") else f(record)):
                return False
        return True


class Handler(Filterer):
    """Takes records; derived classes have emit."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self.level = _level(level)
        self.formatter = None
        self.name = None

    def __repr__(self):
        return f"<{type(self).__name__} {self._where()}({getLevelName(self.level)})>"

    def _where(self):
        return ""

    def set_name(self, name):
        """Gives the handler a name."""
        self.name = name

    def get_name(self):
        """Returns the handler's name."""
        return self.name

    def acquire(self):
        """Does nothing: a script is one thread."""

    def release(self):
        """Does nothing: a script is one thread."""

    def handleError(self, record):
        """Tells on sys.stderr what went wrong with a record."""
        if not raiseExceptions or sys.stderr is None:
            return
        import traceback

        sys.stderr.write("--- Logging error ---\n" + traceback.format_exc() + "Call stack:\n")
        traceback.print_stack()
        sys.stderr.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")

    def setLevel(self, level):
        """Sets the lowest level that is taken."""
        self.level = _level(level)

    def setFormatter(self, fmt):
        """Sets what makes the text."""
        self.formatter = fmt

    def format(self, record):
        """Returns the text of a record."""
        return (self.formatter or Formatter()).format(record)

    def emit(self, record):
        """Writes a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Writes a record that passes the filters."""
        passed = self.filter(record)
        if passed:
            self.emit(record)
        return passed

    def flush(self):
        """Does nothing."""

    def close(self):
        """Does nothing."""


class StreamHandler(Handler):
    """Writes lines to a stream, sys.stderr by default."""

    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def setStream(self, stream):
        """Changes the stream and returns the old one."""
        old, self.stream = self.stream, stream
        return old

    def flush(self):
        """Flushes the stream."""
        if self.stream is not None and hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record):
        """Writes a line."""
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def _where(self):
        name = str(getattr(self.stream, "name", ""))
        return name + " " if name else ""


class FileHandler(StreamHandler):
    """Writes lines to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        self.baseFilename, self.mode, self.encoding, self.errors = os.path.abspath(os.fspath(filename)), mode, encoding, errors
        self.delay = delay
        super().__init__(None if delay else self._open())
        if delay:
            self.stream = None

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def _where(self):
        return self.baseFilename + " "

    def emit(self, record):
        """Writes a line; opens the file first."""
        if self.stream is None:
            self.stream = self._open()
        super().emit(record)

    def close(self):
        """Closes the file."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None


class NullHandler(Handler):
    """Drops records."""

    def handle(self, record):
        """Does nothing."""

    def emit(self, record):
        """Does nothing."""


class Logger(Filterer):
    """Sends messages to its handlers and to those of the loggers above."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level = name, _level(level)
        self.parent, self.propagate, self.handlers, self.disabled = None, True, [], False

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def setLevel(self, level):
        """Sets the lowest level that is sent."""
        self.level = _level(level)

    def getEffectiveLevel(self):
        """Returns the level of the logger, or of the nearest above that has one."""
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """Reports whether messages of a level are sent."""
        return not self.disabled and level > _disabled and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        """Returns the logger below."""
        return getLogger(suffix if self is root else self.name + "." + suffix)

    def addHandler(self, hdlr):
        """Adds a handler."""
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Removes a handler."""
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        """Reports whether anything takes the messages."""
        logger = self
        while logger is not None:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def debug(self, msg, *args, **kwargs):
        """Sends a message of level DEBUG."""
        self._send(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Sends a message of level INFO."""
        self._send(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Sends a message of level WARNING."""
        self._send(WARNING, msg, args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """Sends a message of level WARNING."""
        self._send(WARNING, msg, args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Sends a message of level ERROR."""
        self._send(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Sends a message of level ERROR with the exception being handled."""
        self._send(ERROR, msg, args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Sends a message of level CRITICAL."""
        self._send(CRITICAL, msg, args, **kwargs)

    def fatal(self, msg, *args, **kwargs):
        """Sends a message of level CRITICAL."""
        self._send(CRITICAL, msg, args, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        """Sends a message of a level."""
        if not isinstance(level, int):
            raise TypeError("level must be an integer")
        self._send(level, msg, args, **kwargs)

    def _send(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        if not self.isEnabledFor(level):
            return
        if isinstance(exc_info, BaseException):
            exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        path, line, func, stack = self.findCaller(stack_info, stacklevel)
        self.handle(self.makeRecord(self.name, level, path, line, msg, args, exc_info, func, extra, stack))

    def findCaller(self, stack_info=False, stacklevel=1):
        """Returns file, line and function of the call, and the calls that are running if asked."""
        import _traceback

        calls = [c for c in _traceback.calls() if not c[0].startswith("stdlib/")]
        if not calls:
            return "(unknown file)", 0, "(unknown function)", None
        path, line, func = calls[max(len(calls) - max(stacklevel, 1), 0)][:3]
        stack = "Stack (most recent call last):\n" + "".join([c[4] for c in calls]).rstrip("\n") if stack_info else None
        return path, line, func, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """Returns a record."""
        if exc_info and exc_info[0] is None and exc_info[1] is None:
            exc_info = (None, None, None)
        record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in record.__dict__:
                raise KeyError("Attempt to overwrite %r in LogRecord" % key)
            setattr(record, key, value)
        return record

    def handle(self, record):
        """Sends a record."""
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def callHandlers(self, record):
        """Gives a record to all handlers, upwards."""
        logger, found = self, 0
        while logger is not None:
            for handler in logger.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and lastResort is not None and record.levelno >= lastResort.level:
            lastResort.handle(record)


_record_factory = LogRecord


def setLogRecordFactory(factory):
    """Sets what makes records."""
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    """Returns what makes records."""
    return _record_factory


def makeLogRecord(dict):
    """Returns a record with attributes."""
    record = _record_factory(None, NOTSET, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


class LoggerAdapter:
    """A logger whose messages are changed first."""

    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def process(self, msg, kwargs):
        """Adds the adapter's extra fields."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    @property
    def name(self):
        return self.logger.name

    def log(self, level, msg, *args, **kwargs):
        """Sends a message of a level."""
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        """Reports whether messages of a level are sent."""
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        """Sets the lowest level that is sent."""
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        """Returns the level of the logger."""
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        """Reports whether anything takes the messages."""
        return self.logger.hasHandlers()

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Sends a message of level ERROR with the exception being handled."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def __repr__(self):
        return f"<{type(self).__name__} {self.logger.name} ({getLevelName(self.getEffectiveLevel())})>"

    def debug(self, msg, *args, **kwargs):
        """Sends a message of level DEBUG."""
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Sends a message of level INFO."""
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Sends a message of level WARNING."""
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Sends a message of level ERROR."""
        self.log(ERROR, msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Sends a message of level CRITICAL."""
        self.log(CRITICAL, msg, *args, **kwargs)


class RootLogger(Logger):
    """The logger above all."""


root = RootLogger("root", WARNING)
lastResort = StreamHandler()
lastResort.setLevel(WARNING)
_loggers = {}


_logger_class = Logger


def setLoggerClass(klass):
    """Sets the class of loggers to come."""
    global _logger_class
    if not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)
    _logger_class = klass


def getLoggerClass():
    """Returns the class of loggers to come."""
    return _logger_class


def getLogger(name=None):
    """Returns the logger of a dotted name; the root without one."""
    if not name or name == "root":
        return root
    if name in _loggers:
        return _loggers[name]
    made = _logger_class(name)
    _loggers[name] = made
    above = name.rpartition(".")[0]
    while above and above not in _loggers:
        above = above.rpartition(".")[0]
    made.parent = _loggers[above] if above else root
    for other, logger in _loggers.items():
        if other.startswith(name + ".") and len(logger.parent.name) < len(name) or other.startswith(name + ".") and logger.parent is root:
            logger.parent = made
    return made


def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None, handlers=None,
                force=False, encoding=None, errors="backslashreplace"):
    """Gives the root logger a handler, once."""
    if force:
        for h in list(root.handlers):
            root.removeHandler(h)
            h.close()
    if root.handlers:
        return
    if handlers is None:
        if stream is not None and filename is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        handlers = [FileHandler(filename, filemode, encoding) if filename else StreamHandler(stream)]
    default = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}
    formatter = Formatter(format or default[style], datefmt, style)
    for h in handlers:
        if h.formatter is None:
            h.setFormatter(formatter)
        root.addHandler(h)
    if level is not None:
        root.setLevel(level)


def _root(name):
    def send(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(msg, *args, **kwargs)

    return send


debug = _root("debug")
info = _root("info")
warning = warn = _root("warning")
error = _root("error")
exception = _root("exception")
critical = fatal = _root("critical")


def log(level, msg, *args, **kwargs):
    """Sends a message of a level to the root logger."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def captureWarnings(capture):
    """Does nothing: warnings go to sys.stderr."""


def shutdown():
    """Flushes and closes the handlers of the root logger."""
    for h in root.handlers:
        h.flush()
        h.close()
