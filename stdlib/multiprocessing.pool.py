"""Pools; see multiprocessing."""

from multiprocessing import AsyncResult, Pool


class ThreadPool(Pool):
    """In CPython, threads."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        super().__init__(processes, initializer, initargs)
