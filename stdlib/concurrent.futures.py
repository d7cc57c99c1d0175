"""Executors. Calls run when they are submitted, one after the other, in the script's own process.

Reads, writes and numpy's kernels use all processors by themselves. A program whose calls do not wait for one another gives the same results
as with threads or processes.
"""

from collections import namedtuple

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"
DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")
TimeoutError = TimeoutError


class CancelledError(Exception):
    """The call was cancelled."""


class InvalidStateError(Exception):
    """The call is not in a state for that."""


class BrokenExecutor(RuntimeError):
    """The executor takes no more calls."""


class Future:
    """The result of a call."""

    def __init__(self):
        self._done, self._result, self._error = False, None, None

    def _run(self, fn, args, kwargs):
        try:
            self._result = fn(*args, **kwargs)
        except Exception as error:
            self._error = error
        self._done = True

    def set_result(self, result):
        self._result, self._done = result, True

    def set_exception(self, exception):
        self._error, self._done = exception, True

    def result(self, timeout=None):
        """Returns the result, or raises what the call raised."""
        if not self._done:
            raise RuntimeError("result() of a call that nobody makes would wait for ever")
        if self._error is not None:
            raise self._error
        return self._result

    def exception(self, timeout=None):
        """Returns what the call raised, or None."""
        return self._error

    def done(self):
        return self._done

    def running(self):
        return False

    def cancelled(self):
        return False

    def cancel(self):
        """Returns False: a call runs when it is submitted."""
        return False

    def add_done_callback(self, fn):
        """Calls fn with the future."""
        fn(self)

    def __repr__(self):
        state = "pending" if not self._done else "finished"
        what = "" if not self._done else f" raised {type(self._error).__name__}" if self._error is not None else f" returned {type(self._result).__name__}"
        return f"<Future at {id(self):#x} state={state}{what}>"


class Executor:
    """Makes calls."""

    def __init__(self, max_workers=None, initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers, self._closed = max_workers or 1, False
        self._initializer, self._initargs = initializer, initargs

    def submit(self, fn, /, *args, **kwargs):
        """Makes a call and returns its future."""
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            first, self._initializer = self._initializer, None
            first(*self._initargs)
        future = Future()
        future._run(fn, args, kwargs)
        return future

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Gives the results of the calls with the items of the iterables."""
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return (future.result() for future in futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._closed = True

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.shutdown()
        return False


class ThreadPoolExecutor(Executor):
    """In CPython, threads."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        super().__init__(max_workers, initializer, initargs)


class ProcessPoolExecutor(Executor):
    """In CPython, processes. Here the calls share the script's variables."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        super().__init__(max_workers, initializer, initargs)


def as_completed(fs, timeout=None):
    """Gives the futures, in the order in which they were submitted."""
    yield from list(dict.fromkeys(fs))


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Returns the futures that are done and those that are not."""
    fs = set(fs)
    return DoneAndNotDoneFutures(fs, set())
