"""Processes. What they would do is done at once, one call after the other, in the script's own process.

Reads, writes and numpy's kernels use all processors by themselves. A program whose calls do not wait for one another gives the same results;
but the calls share the script's variables, which processes would not.
"""

import os
import queue as _queue
import sys
import threading
from threading import BoundedSemaphore, Condition, Event, Lock, RLock, Semaphore

__all__ = [
    "AsyncResult", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock", "Manager", "Pipe", "Pool", "Process", "ProcessError", "Queue",
    "RLock", "Semaphore", "SimpleQueue", "TimeoutError", "Value", "Array", "active_children", "cpu_count", "current_process",
    "freeze_support", "get_all_start_methods", "get_context", "get_start_method", "parent_process", "set_start_method",
]


class ProcessError(Exception):
    """What goes wrong with processes."""


class TimeoutError(ProcessError):
    """The result did not come in time."""


class AsyncResult:
    """The result of a call."""

    def __init__(self, fn, args, kwargs, callback=None, error_callback=None):
        self._value = self._error = None
        try:
            self._value = fn(*args, **kwargs)
        except Exception as error:
            self._error = error
            if error_callback is not None:
                error_callback(error)
        else:
            if callback is not None:
                callback(self._value)

    def get(self, timeout=None):
        """Returns the result, or raises what the call raised."""
        if self._error is not None:
            raise self._error
        return self._value

    def wait(self, timeout=None):
        pass

    def ready(self):
        return True

    def successful(self):
        return self._error is None


class Pool:
    """Makes calls, in CPython in several processes."""

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        if processes is not None and processes < 1:
            raise ValueError("Number of processes must be at least 1")
        self._closed = False
        if initializer is not None:
            initializer(*initargs)

    def _check(self):
        if self._closed:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        self._check()
        return func(*args, **kwds)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check()
        return AsyncResult(func, args, kwds, callback, error_callback)

    def map(self, func, iterable, chunksize=None):
        self._check()
        return [func(x) for x in iterable]

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return AsyncResult(self.map, (func, iterable), {}, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        self._check()
        return [func(*args) for args in iterable]

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return AsyncResult(self.starmap, (func, iterable), {}, callback, error_callback)

    def imap(self, func, iterable, chunksize=1):
        self._check()
        return map(func, iterable)

    imap_unordered = imap

    def close(self):
        self._closed = True

    terminate = close

    def join(self):
        if not self._closed:
            raise ValueError("Pool is still running")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, error, traceback):
        self.terminate()


_made = [0]


class Process:
    """A call that is made at start()."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        _made[0] += 1
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self.name, self.daemon = name or f"Process-{_made[0]}", bool(daemon)
        self.pid = self.ident = self.exitcode = None

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Makes the call."""
        global _current
        if self.pid is not None:
            raise AssertionError("cannot start a process twice")
        self.pid = self.ident = os.getpid() + _made[0]
        outer, _current = _current, self
        try:
            self.run()
            self.exitcode = 0
        except SystemExit as e:
            self.exitcode = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
        except Exception:
            import traceback

            self.exitcode = 1
            sys.stderr.write(f"Process {self.name}:\n{traceback.format_exc()}")
        finally:
            _current = outer

    def join(self, timeout=None):
        if self.pid is None:
            raise AssertionError("can only join a started process")

    def is_alive(self):
        return False

    def terminate(self):
        pass

    kill = close = terminate


class _MainProcess(Process):
    def __init__(self):
        self.name, self.daemon, self.pid, self.ident, self.exitcode = "MainProcess", False, os.getpid(), os.getpid(), None


_current = _MainProcess()


class Queue(_queue.Queue):
    """A queue between processes."""

    def close(self):
        pass

    join_thread = cancel_join_thread = close


JoinableQueue = SimpleQueue = Queue


class _Connection:
    def __init__(self, inbox, outbox):
        self._inbox, self._outbox = inbox, outbox

    def send(self, obj):
        self._outbox.put(obj)

    def recv(self):
        return self._inbox.get()

    def poll(self, timeout=0.0):
        return not self._inbox.empty()

    def close(self):
        pass


def Pipe(duplex=True):
    """Returns the two ends of a pipe."""
    a, b = Queue(), Queue()
    return _Connection(a, b), _Connection(b, a)


class Value:
    """A value that processes share."""

    def __init__(self, typecode_or_type, *args, lock=True):
        self.value = args[0] if args else 0
        self._lock = RLock()

    def get_lock(self):
        return self._lock

    def __enter__(self):
        return self._lock.acquire()

    def __exit__(self, kind, error, traceback):
        self._lock.release()


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    """Returns a list that processes share."""
    return [0] * size_or_initializer if isinstance(size_or_initializer, int) else list(size_or_initializer)


class Manager:
    """Makes values that processes share."""

    dict, list, Queue, Lock, RLock, Event, Value = staticmethod(dict), staticmethod(list), Queue, staticmethod(Lock), staticmethod(RLock), Event, Value

    def start(self):
        pass

    shutdown = start

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass


def cpu_count():
    """Returns the number of processors."""
    return os.cpu_count()


def current_process():
    """Returns the process that runs."""
    return _current


def parent_process():
    """Returns None, or in a process the one that made it."""
    return None if isinstance(_current, _MainProcess) else _main


_main = _current


def active_children():
    """Returns the processes that run: none."""
    return []


def freeze_support():
    """Does nothing."""


def get_all_start_methods():
    return ["fork", "spawn", "forkserver"]


def get_start_method(allow_none=False):
    return "fork"


def set_start_method(method, force=False):
    """Takes the name of a start method: all are alike here."""
    if method is not None and method not in get_all_start_methods():
        raise ValueError(f"cannot find context for {method!r}")


def get_context(method=None):
    """Returns the module: all start methods are alike here."""
    set_start_method(method)
    return sys.modules["multiprocessing"]
