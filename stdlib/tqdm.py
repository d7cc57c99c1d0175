"""Progress bars on standard error, with the text of the package tqdm."""

import os
import sys
import time

_SI = ["", "k", "M", "G", "T", "P", "E", "Z"]
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_TENTHS = " 123456789#"


def _width():
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return int(os.environ.get("COLUMNS", 80))


def _drawn(fraction, width, steps):
    """Returns a bar of width characters; steps are the parts of one, empty first."""
    parts = len(steps) - 1
    full, rest = divmod(int(fraction * width * parts), parts)
    bar = steps[-1] * full
    if full < width:
        bar += steps[rest] + steps[0] * (width - full - 1)
    return bar


class tqdm:
    """A progress bar: for x in tqdm(iterable), or update(n) by hand."""

    monitor_interval = 10
    _bars = []

    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1,
                 maxinterval=10.0, miniters=None, ascii=None, disable=False, unit="it", unit_scale=False,
                 dynamic_ncols=False, smoothing=0.3, bar_format=None, initial=0, position=None, postfix=None,
                 unit_divisor=1000, write_bytes=False, lock_args=None, nrows=None, colour=None, delay=0, **kwargs):
        for name in kwargs:
            raise KeyError("Unknown argument(s): " + repr({name: kwargs[name]}))
        if total is None and iterable is not None:
            try:
                total = len(iterable)
            except (TypeError, AttributeError):
                total = None
        self.iterable, self.total, self.desc, self.leave = iterable, total, desc or "", leave
        self.unit, self.unit_scale, self.unit_divisor, self.ascii = unit, unit_scale, unit_divisor, bool(ascii)
        self.ncols, self.mininterval, self.smoothing, self.bar_format = ncols, mininterval, smoothing, bar_format
        self.initial = self.n = initial
        self.postfix, self.delay = None, delay
        self.fp = sys.stderr if file is None else file
        # A log is not filled with bars: without a terminal only a given file is written to.
        self.disable = bool(disable) or (file is None and not sys.stderr.isatty())
        self.start_t = self.last_print_t = time.time()
        self.last_print_n, self._shown, self._closed = initial, 0, False
        if isinstance(postfix, dict):
            self.set_postfix(refresh=False, **postfix)
        elif postfix:
            self.postfix = str(postfix)
        if not self.disable:
            tqdm._bars.append(self)
            if not delay:
                self.refresh()

    @staticmethod
    def format_sizeof(num, suffix="", divisor=1000):
        for unit in _SI:
            if abs(num) < 999.5:
                if abs(num) < 99.95:
                    if abs(num) < 9.995:
                        return f"{num:1.2f}" + unit + suffix
                    return f"{num:2.1f}" + unit + suffix
                return f"{num:3.0f}" + unit + suffix
            num /= divisor
        return f"{num:3.1f}Y" + suffix

    @staticmethod
    def format_interval(t):
        sign = "-" if t < 0 else ""
        minutes, s = divmod(abs(int(t)), 60)
        h, m = divmod(minutes, 60)
        return f"{sign}{h:d}:{m:02d}:{s:02d}" if h else f"{sign}{m:02d}:{s:02d}"

    @staticmethod
    def format_meter(n, total, elapsed, ncols=None, prefix="", ascii=False, unit="it", unit_scale=False, rate=None,
                     bar_format=None, postfix=None, unit_divisor=1000, initial=0, colour=None, **extra):
        """Returns the line of a bar."""
        if total and n >= total + 0.5:
            total = None
        if unit_scale and unit_scale not in (True, 1):
            total = total * unit_scale if total else total
            n *= unit_scale
            unit_scale = False
        if rate is None and elapsed:
            rate = (n - initial) / elapsed
        inverse = 1 / rate if rate else None

        def size(x):
            return tqdm.format_sizeof(x, divisor=unit_divisor)

        speed = (tqdm.format_sizeof(rate) if unit_scale else f"{rate:5.2f}") + unit + "/s" if rate else "?" + unit + "/s"
        slow = (tqdm.format_sizeof(inverse) if unit_scale else f"{inverse:5.2f}") + "s/" + unit if inverse else "?s/" + unit
        shown_rate = slow if inverse and inverse > 1 else speed
        count, whole = (size(n), size(total) if total is not None else "?") if unit_scale else (str(n), str(total) if total is not None else "?")
        tail = ", " + postfix if postfix else ""
        label = prefix if not prefix or prefix[-2:] == ": " else prefix + ": "
        spent = tqdm.format_interval(elapsed)
        if not total:
            fields = dict(desc=prefix, n=n, n_fmt=count, total=total, total_fmt=whole, elapsed=spent, elapsed_s=elapsed, rate=rate,
                          rate_fmt=shown_rate, rate_noinv_fmt=speed, rate_inv_fmt=slow, unit=unit, postfix=tail, percentage=0, bar="", remaining="?")
            if bar_format:
                return bar_format.replace("{bar}", "").format(**fields)
            return f"{label}{count}{unit} [{spent}, {shown_rate}{tail}]"
        fraction = n / total
        percent = fraction * 100
        left_s = (total - n) / rate if rate else 0
        remaining = tqdm.format_interval(left_s) if rate else "?"
        fields = dict(desc=prefix, n=n, n_fmt=count, total=total, total_fmt=whole, percentage=percent, elapsed=spent, elapsed_s=elapsed,
                      remaining=remaining, remaining_s=left_s, rate=rate, rate_fmt=shown_rate, rate_noinv_fmt=speed, rate_inv_fmt=slow,
                      unit=unit, postfix=tail, ncols=ncols, l_bar=f"{label}{percent:3.0f}%|",
                      r_bar=f"| {count}/{whole} [{spent}<{remaining}, {shown_rate}{tail}]")
        before, _, after = (bar_format or "{l_bar}{bar}{r_bar}").partition("{bar}")
        before, after = before.format(**fields), after.format(**fields)
        if ncols is not None and ncols <= 0 or bar_format and "{bar}" not in bar_format:
            return before + after
        room = max(1, ncols - len(before) - len(after)) if ncols else 10
        return before + _drawn(min(fraction, 1), room, _TENTHS if ascii else _EIGHTHS) + after

    @property
    def format_dict(self):
        return dict(n=self.n, total=self.total, elapsed=time.time() - self.start_t, prefix=self.desc, unit=self.unit,
                    unit_scale=self.unit_scale, unit_divisor=self.unit_divisor, initial=self.initial, ascii=self.ascii,
                    bar_format=self.bar_format, postfix=self.postfix, ncols=self.ncols)

    def _draw(self, text):
        self.fp.write("\r" + text + " " * max(self._shown - len(text), 0))
        self.fp.flush()
        self._shown = len(text)

    def __str__(self):
        return self.format_meter(**self.format_dict)

    def __repr__(self):
        return str(self)

    def __len__(self):
        if self.total is None:
            raise TypeError("object of type 'tqdm' has no len()")
        return self.total

    def __bool__(self):
        if self.total is not None:
            return self.total > 0
        if self.iterable is None:
            raise TypeError("bool() undefined when iterable == total == None")
        return bool(self.iterable)

    def __contains__(self, item):
        return item in self.iterable

    def __iter__(self):
        if self.disable:
            yield from self.iterable
            return
        try:
            for item in self.iterable:
                yield item
                self.update()
        finally:
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def update(self, n=1):
        """Counts n more."""
        if self.disable:
            self.n += n
            return None
        self.n += n
        now = time.time()
        if now - self.last_print_t < self.mininterval or now - self.start_t < self.delay:
            return None
        self.refresh()
        return True

    def refresh(self, nolock=False, lock_args=None):
        """Draws the bar."""
        if self.disable or self._closed:
            return False
        self.last_print_t, self.last_print_n = time.time(), self.n
        options = self.format_dict
        if options["ncols"] is None and self.fp is sys.stderr:
            options["ncols"] = _width() - 1
        self._draw(self.format_meter(**options))
        return True

    display = refresh

    def reset(self, total=None):
        self.n = self.initial = 0
        if total is not None:
            self.total = total
        self.start_t = time.time()
        self.refresh()

    def clear(self, nolock=False):
        """Removes the bar from the screen."""
        if not self.disable and self._shown:
            self._draw("")
            self.fp.write("\r")
            self._shown = 0

    def close(self):
        """Draws the bar for the last time, and leaves or removes it."""
        if self.disable or self._closed:
            self._closed = True
            return
        if self.leave:
            self.refresh()
            self.fp.write("\n")
        else:
            self.clear()
        self.fp.flush()
        self._closed = True
        if self in tqdm._bars:
            tqdm._bars.remove(self)

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def unpause(self):
        self.start_t += time.time() - self.last_print_t

    def set_description(self, desc=None, refresh=True):
        self.desc = desc + ": " if desc else ""
        if refresh:
            self.refresh()

    def set_description_str(self, desc=None, refresh=True):
        self.desc = desc or ""
        if refresh:
            self.refresh()

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        """Shows names with values at the end of the bar."""
        pairs = dict(ordered_dict or {})
        for key in sorted(kwargs):
            pairs[key] = kwargs[key]
        parts = []
        for key, value in pairs.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                text = f"{value:.3g}".replace("e+0", "e+").replace("e-0", "e-")
                value = text if len(text) < len(str(value)) else str(value)
            parts.append(str(key) + "=" + str(value).strip())
        self.postfix = ", ".join(parts)
        if refresh:
            self.refresh()

    def set_postfix_str(self, s="", refresh=True):
        self.postfix = str(s)
        if refresh:
            self.refresh()

    @classmethod
    def write(cls, s, file=None, end="\n", nolock=False):
        """Prints a line without disturbing the bars."""
        for bar in tqdm._bars:
            bar.clear()
        print(s, file=sys.stdout if file is None else file, end=end)
        for bar in tqdm._bars:
            bar.refresh()

    @classmethod
    def wrapattr(cls, stream, method, total=None, bytes=True, **options):
        raise NotImplementedError("tqdm.wrapattr is not supported: call update() yourself")


def trange(*args, **kwargs):
    """tqdm(range(*args))"""
    return tqdm(range(*args), **kwargs)


tqdm_notebook = tqdm
tnrange = trange
