"""Queues. A script is one thread, so what would wait for ever raises at once."""

import heapq
from collections import deque


class Empty(Exception):
    """Nothing is in the queue."""


class Full(Exception):
    """The queue takes no more."""


class Queue:
    """First in, first out."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.unfinished_tasks = 0
        self.queue = self._made()

    def _made(self):
        return deque()

    def qsize(self):
        return len(self.queue)

    def empty(self):
        return not self.queue

    def full(self):
        return 0 < self.maxsize <= len(self.queue)

    def put(self, item, block=True, timeout=None):
        """Adds an item."""
        if self.full():
            if block and timeout is None:
                raise RuntimeError("put to a full queue would wait for ever: threads run to their end at start(), one after the other")
            raise Full
        self.unfinished_tasks += 1
        self._add(item)

    def _add(self, item):
        self.queue.append(item)

    def get(self, block=True, timeout=None):
        """Removes and returns an item."""
        if not self.queue:
            if block and timeout is None:
                raise RuntimeError("get from an empty queue would wait for ever: threads run to their end at start(), one after the other")
            raise Empty
        return self._take()

    def _take(self):
        return self.queue.popleft()

    def put_nowait(self, item):
        self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def task_done(self):
        """Tells that an item is done with."""
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self):
        """Returns when all items are done with."""
        if self.unfinished_tasks:
            raise RuntimeError("join of a queue with unfinished tasks would wait for ever: threads run to their end at start(), one after the other")


class LifoQueue(Queue):
    """Last in, first out."""

    def _made(self):
        return []

    def _take(self):
        return self.queue.pop()


class PriorityQueue(LifoQueue):
    """The least item first."""

    def _add(self, item):
        heapq.heappush(self.queue, item)

    def _take(self):
        return heapq.heappop(self.queue)


class SimpleQueue(Queue):
    """A queue without a limit."""

    def __init__(self):
        super().__init__()
