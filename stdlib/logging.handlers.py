"""More handlers of log messages."""

import logging
import os
import time

DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT = 9020, 9021


class BaseRotatingHandler(logging.FileHandler):
    """Writes to a file that another takes the place of now and then."""

    namer = rotator = None

    def emit(self, record):
        """Writes a line, in a new file if it is time."""
        try:
            if self.shouldRollover(record):
                self.doRollover()
            super().emit(record)
        except Exception:
            self.handleError(record)

    def rotation_filename(self, default_name):
        """Returns the name of an old file."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Makes the file an old one."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)


class RotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when the file has a size."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        super().__init__(filename, "a" if maxBytes > 0 else mode, encoding, delay, errors)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def doRollover(self):
        """Begins a new file."""
        self.close()
        if self.backupCount > 0:
            for i in range(self.backupCount - 1, 0, -1):
                old, new = [self.rotation_filename(f"{self.baseFilename}.{n}") for n in (i, i + 1)]
                if os.path.exists(old):
                    if os.path.exists(new):
                        os.remove(new)
                    os.rename(old, new)
            new = self.rotation_filename(self.baseFilename + ".1")
            if os.path.exists(new):
                os.remove(new)
            self.rotate(self.baseFilename, new)
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Reports whether the record would make the file too large."""
        if self.maxBytes <= 0:
            return False
        if self.stream is None:
            self.stream = self._open()
        self.stream.seek(0, 2)
        return self.stream.tell() + len(self.format(record)) + 1 >= self.maxBytes


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins a new file when a time has passed."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False, atTime=None, errors=None):
        super().__init__(filename, "a", encoding, delay, errors)
        self.when, self.backupCount, self.utc = when.upper(), backupCount, utc
        units = {"S": (1, "%Y-%m-%d_%H-%M-%S"), "M": (60, "%Y-%m-%d_%H-%M"), "H": (3600, "%Y-%m-%d_%H"), "D": (86400, "%Y-%m-%d"),
                 "MIDNIGHT": (86400, "%Y-%m-%d"), "W": (604800, "%Y-%m-%d")}
        unit = units.get("W" if self.when.startswith("W") else self.when)
        if unit is None:
            raise ValueError(f"Invalid rollover interval specified: {self.when}")
        self.interval, self.suffix = unit[0] * interval, unit[1]
        self.rolloverAt = self.computeRollover(int(time.time()))

    def computeRollover(self, currentTime):
        """Returns when the next file begins."""
        if self.when == "MIDNIGHT" or self.when.startswith("W"):
            t = time.gmtime(currentTime) if self.utc else time.localtime(currentTime)
            return currentTime - (t.tm_hour * 60 + t.tm_min) * 60 - t.tm_sec + self.interval
        return currentTime + self.interval

    def shouldRollover(self, record):
        """Reports whether the time has passed."""
        return time.time() >= self.rolloverAt

    def doRollover(self):
        """Begins a new file."""
        self.close()
        begin = self.rolloverAt - self.interval
        stamp = time.strftime(self.suffix, time.gmtime(begin) if self.utc else time.localtime(begin))
        new = self.rotation_filename(f"{self.baseFilename}.{stamp}")
        if os.path.exists(new):
            os.remove(new)
        self.rotate(self.baseFilename, new)
        folder, base = os.path.split(self.baseFilename)
        old = sorted([name for name in os.listdir(folder) if name.startswith(base + ".")])
        for name in old[:-self.backupCount] if self.backupCount else []:
            os.remove(os.path.join(folder, name))
        if not self.delay:
            self.stream = self._open()
        now = time.time()
        while self.rolloverAt <= now:
            self.rolloverAt += self.interval


class WatchedFileHandler(logging.FileHandler):
    """Writes to a file that others may move: it is then opened anew."""

    def emit(self, record):
        """Writes a line."""
        if self.stream is not None and not os.path.exists(self.baseFilename):
            self.close()
        super().emit(record)


class BufferingHandler(logging.Handler):
    """Keeps records until there are enough."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity, self.buffer = capacity, []

    def shouldFlush(self, record):
        """Reports whether there are enough."""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        """Keeps a record."""
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        """Drops the records."""
        self.buffer.clear()

    def close(self):
        """Flushes."""
        self.flush()


class MemoryHandler(BufferingHandler):
    """Keeps records until there are enough, or a grave one, and gives them to another handler."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.target, self.flushOnClose = flushLevel, target, flushOnClose

    def shouldFlush(self, record):
        """Reports whether there are enough, or the record is grave."""
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def setTarget(self, target):
        """Sets the other handler."""
        self.target = target

    def flush(self):
        """Gives the records to the other handler."""
        if self.target is not None:
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()

    def close(self):
        """Flushes, and forgets the other handler."""
        if self.flushOnClose:
            self.flush()
        self.target = None
        self.buffer.clear()


class QueueHandler(logging.Handler):
    """Puts records into a queue."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue

    def emit(self, record):
        """Puts a record into the queue."""
        record.message = record.msg = self.format(record)
        record.args = record.exc_info = record.exc_text = None
        self.queue.put_nowait(record)


class QueueListener:
    """Gives the records of a queue to handlers when it is stopped."""

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers, self.respect_handler_level = queue, handlers, respect_handler_level

    def start(self):
        pass

    def handle(self, record):
        """Gives a record to the handlers."""
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def stop(self):
        """Gives the records of the queue to the handlers."""
        while not self.queue.empty():
            self.handle(self.queue.get_nowait())
