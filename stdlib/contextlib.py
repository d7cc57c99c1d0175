"""Helpers for the with statement."""

import sys
from functools import wraps


class AbstractContextManager:
    """A context manager that returns itself."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return None


class ContextDecorator:
    """Lets a context manager decorate functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, error, traceback):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if error is None:
            error = kind()
        try:
            self.gen.throw(error)
        except StopIteration as e:
            return e is not error
        except BaseException as e:
            if e is error:
                return False
            if isinstance(error, StopIteration) and isinstance(e, RuntimeError) and e.__cause__ is error:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    """Makes a context manager of a generator function with one yield."""

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class closing(AbstractContextManager):
    """Calls close() of a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, error, traceback):
        self.thing.close()


class nullcontext(AbstractContextManager):
    """Does nothing and gives back its argument."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result


class suppress(AbstractContextManager):
    """Swallows exceptions of the given classes."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, error, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class _RedirectStream(AbstractContextManager):
    _stream = ""

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, kind, error, traceback):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    """Sends what is printed to another file."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Sends what is written to sys.stderr to another file."""

    _stream = "stderr"


class ExitStack(AbstractContextManager):
    """Leaves any number of contexts, the last one first."""

    def __init__(self):
        self._callbacks = []

    def push(self, exit):
        """Registers a context manager's __exit__, or a function like it."""
        if hasattr(exit, "__exit__"):
            self._callbacks.append(exit.__exit__)
        else:
            self._callbacks.append(exit)
        return exit

    def enter_context(self, cm):
        """Enters a context manager, which is left with the stack."""
        if not hasattr(cm, "__enter__") or not hasattr(cm, "__exit__"):
            kind = type(cm)
            raise TypeError(f"'{kind.__module__}.{kind.__qualname__}' object does not support the context manager protocol")
        result = cm.__enter__()
        self._callbacks.append(cm.__exit__)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Registers a function to be called at the end."""

        def call(kind, error, traceback):
            callback(*args, **kwds)

        self._callbacks.append(call)
        return callback

    def pop_all(self):
        """Moves what is registered to a new stack."""
        other = type(self)()
        other._callbacks = self._callbacks
        self._callbacks = []
        return other

    def close(self):
        """Leaves everything now."""
        self.__exit__(None, None, None)

    def __exit__(self, kind, error, traceback):
        swallowed = False
        pending = error
        raised = False
        while self._callbacks:
            leave = self._callbacks.pop()
            try:
                if pending is None:
                    stop = leave(None, None, None)
                else:
                    stop = leave(type(pending), pending, None)
                if stop and pending is not None:
                    swallowed, raised, pending = True, False, None
            except BaseException as e:
                pending, raised = e, True
        if raised:
            raise pending
        return error is not None and swallowed


class chdir(AbstractContextManager):
    """Works in another folder."""

    def __init__(self, path):
        self.path, self._before = path, []

    def __enter__(self):
        import os

        self._before.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, kind, error, traceback):
        import os

        os.chdir(self._before.pop())
