"""How long a function takes."""

import time

default_timer = time.perf_counter
default_number, default_repeat = 1000000, 5


class Timer:
    """Times a function; statements as text are refused, as exec is."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        for what in (stmt, setup):
            if not callable(what) and what != "pass":
                raise ValueError("timeit takes functions here, no statements as text")
        self._stmt, self._setup, self._timer = stmt, setup, timer

    def timeit(self, number=default_number):
        """Returns the seconds that a number of calls take."""
        if callable(self._setup):
            self._setup()
        call = self._stmt if callable(self._stmt) else lambda: None
        begin = self._timer()
        for _ in range(number):
            call()
        return self._timer() - begin

    def repeat(self, repeat=default_repeat, number=default_number):
        """Returns several measurements."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Returns a number of calls that takes a fifth of a second, and the seconds."""
        unit = 1
        while True:
            for factor in (1, 2, 5):
                number = unit * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            unit *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Returns the seconds that a number of calls take."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Returns several measurements."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
