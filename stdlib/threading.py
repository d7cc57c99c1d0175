"""Threads that run when they are started, one after the other.

A script is one thread. Thread.start() runs the target to its end, so a program whose threads do not wait for one another gives the same
results. What would wait for ever (a lock that is held, an event that nobody sets) raises RuntimeError.
"""

_counter = [0]


def _stuck(what):
    raise RuntimeError(what + " would wait for ever: threads run to their end at start(), one after the other")


class Thread:
    """A call that runs at start()."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        _counter[0] += 1
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        self.name = name or f"Thread-{_counter[0]}" + (f" ({target.__name__})" if target is not None else "")
        self.daemon = bool(daemon)
        self.ident = None
        self._started = self._done = False

    def start(self):
        if self._started:
            raise RuntimeError("threads can only be started once")
        global _current
        self._started = True
        self.ident = id(self)
        outer, _current = _current, self
        try:
            self.run()
        except Exception as error:
            excepthook(error, self)
        finally:
            _current = outer
            self._done = True

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")

    def is_alive(self):
        return self._started and not self._done

    def __repr__(self):
        state = "initial" if not self._started else "stopped" if self._done else "started"
        return f"<{type(self).__name__}({self.name}, {state})>"


class _MainThread(Thread):
    def __init__(self):
        self.name, self.daemon, self.ident = "MainThread", False, 1
        self._started, self._done = True, False


_main = _current = _MainThread()


def excepthook(error, thread):
    """Reports the exception of a thread, which ends that thread alone."""
    import sys

    print(f"Exception in thread {thread.name}: {type(error).__name__}: {error}", file=sys.stderr)


class _Lock:
    """A lock."""

    def __init__(self):
        self._held = 0

    def acquire(self, blocking=True, timeout=-1):
        if self._held:
            if blocking and timeout < 0:
                _stuck("acquiring a lock that is held")
            return False
        self._held = 1
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = 0

    def locked(self):
        return self._held > 0

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, traceback):
        self.release()


class _RLock(_Lock):
    """A lock that its holder may take again."""

    def acquire(self, blocking=True, timeout=-1):
        self._held += 1
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("cannot release un-acquired lock")
        self._held -= 1


def Lock():
    return _Lock()


def RLock():
    return _RLock()


class Semaphore:
    """A count of what may be taken."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if blocking and timeout is None:
                _stuck("acquiring a semaphore of value 0")
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, kind, error, traceback):
        self.release()


BoundedSemaphore = Semaphore


class Event:
    """A flag."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            _stuck("waiting for an event that is not set")
        return self._flag


class Condition:
    """A lock with waiting."""

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, kind, error, traceback):
        return self._lock.__exit__(kind, error, traceback)

    def wait(self, timeout=None):
        if timeout is None:
            _stuck("waiting for a condition")
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result and timeout is None:
            _stuck("waiting for a condition")
        return result

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class local:
    """Attributes of one thread: here there is one."""


class Timer(Thread):
    """Refused at start: nothing runs later."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__(target=function, args=args or (), kwargs=kwargs)
        self.interval = interval

    def start(self):
        raise RuntimeError("threading.Timer is not supported: nothing runs while the script goes on")

    def cancel(self):
        pass


def current_thread():
    return _current


def main_thread():
    return _main


def active_count():
    return 1 if _current is _main else 2


def enumerate():
    return [_main] if _current is _main else [_main, _current]


def get_ident():
    return _current.ident


get_native_id = get_ident
TIMEOUT_MAX = 9223372036.0
