"""Dates and times."""

import time as _time

MINYEAR, MAXYEAR = 1, 9999
_days_before = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
_month_names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_day_names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year, month):
    return 29 if month == 2 and _leap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


def _ordinal(year, month, day):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 + _days_before[month] + (month > 2 and _leap(year)) + day


def _from_ordinal(n):
    year = min((n - 1) * 400 // 146097 + 1, 9999)
    while n < _ordinal(year, 1, 1):
        year -= 1
    while year < 9999 and n >= _ordinal(year + 1, 1, 1):
        year += 1
    month = 12
    while n < _ordinal(year, month, 1):
        month -= 1
    return year, month, n - _ordinal(year, month, 1) + 1


class timedelta:
    """A length of time: days, seconds, microseconds."""

    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        parts = [(days + weeks * 7, 86400000000), (seconds + minutes * 60 + hours * 3600, 1000000), (microseconds + milliseconds * 1000, 1)]
        total, rest = 0, 0.0
        for value, unit in parts:
            if isinstance(value, float):
                whole = int(value)
                total += whole * unit
                part = (value - whole) * unit
                total += int(part)
                rest += part - int(part)
            else:
                total += value * unit
        self._set(total + round(rest))

    def _set(self, us):
        self._us = us
        if not -999999999 <= us // 86400000000 <= 999999999:
            raise OverflowError("days=%d; must have magnitude <= 999999999" % (us // 86400000000))

    @property
    def days(self):
        return self._us // 86400000000

    @property
    def seconds(self):
        return self._us % 86400000000 // 1000000

    @property
    def microseconds(self):
        return self._us % 1000000

    def total_seconds(self):
        """Returns the length in seconds."""
        return self._us / 1000000

    def __repr__(self):
        parts = [f"{k}={getattr(self, k)}" for k in ("days", "seconds", "microseconds") if getattr(self, k)]
        return f"datetime.timedelta({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, s = divmod(self.seconds, 60)
        h, m = divmod(minutes, 60)
        text = "%d:%02d:%02d" % (h, m, s)
        if self.days:
            text = "%d day%s, " % (self.days, "" if abs(self.days) == 1 else "s") + text
        return text + (".%06d" % self.microseconds if self.microseconds else "")

    def __add__(self, other):
        return _delta(self._us + other._us) if isinstance(other, timedelta) else NotImplemented

    def __sub__(self, other):
        return _delta(self._us - other._us) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return _delta(-self._us)

    def __pos__(self):
        return self

    def __abs__(self):
        return _delta(abs(self._us))

    def __mul__(self, other):
        if isinstance(other, int):
            return _delta(self._us * other)
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return _delta(_divide(self._us * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, int):
            return _delta(_divide(self._us, other))
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return _delta(_divide(self._us * d, n))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        return _delta(self._us // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return _delta(self._us % other._us) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        return (self // other, self % other)

    def __eq__(self, other):
        return self._us == other._us if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._us < other._us if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._us <= other._us if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._us > other._us if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._us >= other._us if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(self._us)

    def __bool__(self):
        return self._us != 0


def _delta(us):
    made = timedelta()
    made._set(us)
    return made


def _divide(a, b):
    """Returns a/b rounded half to even."""
    q, r = divmod(a, b)
    if (2 * r > b) if b > 0 else (2 * r < b):
        return q + 1
    return q + 1 if 2 * r == b and q % 2 else q


class IsoCalendarDate(tuple):
    """Year, week and day of the week."""

    def __new__(cls, year, week, weekday):
        return tuple.__new__(cls, (year, week, weekday))

    @property
    def year(self):
        return self[0]

    @property
    def week(self):
        return self[1]

    @property
    def weekday(self):
        return self[2]

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class tzinfo:
    """A time zone; derived classes have utcoffset, dst and tzname."""

    def utcoffset(self, dt):
        """Returns what the zone's clock is ahead of UTC."""
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")


class timezone(tzinfo):
    """A zone with a fixed distance from UTC."""

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not " + type(offset).__name__)
        if not abs(offset._us) < 86400000000:
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not "
                             + repr(offset) + ".")
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        """Returns what the zone's clock is ahead of UTC."""
        return self._offset

    def tzname(self, dt):
        """Returns the zone's name."""
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def dst(self, dt):
        """Returns None: there is no summer time."""
        return None

    def fromutc(self, dt):
        """Returns the zone's time of a time in UTC."""
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if not self._offset and self._name is None:
            return "datetime.timezone.utc"
        return f"datetime.timezone({self._offset!r}" + (")" if self._name is None else f", {self._name!r})")

    def __str__(self):
        return self.tzname(None)


timezone.utc = UTC = timezone(timedelta(0))


def _offset_text(offset):
    us = abs(offset._us)
    text = "%s%02d:%02d" % ("-" if offset._us < 0 else "+", us // 3600000000, us // 60000000 % 60)
    if us % 60000000:
        text += ":%02d" % (us // 1000000 % 60)
    return text + (".%06d" % (us % 1000000) if us % 1000000 else "")


def _check_date(year, month, day):
    for v in (year, month, day):
        if not isinstance(v, int):
            raise TypeError(f"'{type(v).__name__}' object cannot be interpreted as an integer")
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _days_in(year, month):
        raise ValueError("day is out of range for month")


def _check_time(hour, minute, second, microsecond):
    for name, v, limit in (("hour", hour, 24), ("minute", minute, 60), ("second", second, 60), ("microsecond", microsecond, 1000000)):
        if not 0 <= v < limit:
            raise ValueError(f"{name} must be in 0..{limit - 1}")


def _format(fmt, x, values, us, zone):
    """Returns a time by strftime's directives, with those of microseconds and zones."""
    out, i = "", 0
    while i < len(fmt):
        two = fmt[i:i + 2]
        if two == "%f":
            out += "%06d" % us
        elif two == "%z":
            out += _offset_text(zone).replace(":", "") if zone is not None else ""
        elif two == "%Z":
            out += (x.tzname() or "").replace("%", "%%")
        elif two.startswith("%") and len(two) == 2:
            out += two
        else:
            out += fmt[i]
            i += 1
            continue
        i += 2
    return _time.strftime(out, values)


class date:
    """A day."""

    def __init__(self, year, month, day):
        _check_date(year, month, day)
        self.year, self.month, self.day = year, month, day

    @classmethod
    def today(cls):
        """Returns this day."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, t):
        """Returns the day of seconds since 1970."""
        parts = _time.localtime(t)
        return cls(parts[0], parts[1], parts[2])

    @classmethod
    def fromordinal(cls, n):
        """Returns the day of a number; 1 is the first of January of year 1."""
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        """Returns the day of a text like 2024-02-29."""
        try:
            parts = _iso_date(text)
        except (ValueError, IndexError):
            raise ValueError(f"Invalid isoformat string: {text!r}") from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        """Returns the day of a week of a year."""
        return cls.fromordinal(_monday(year).toordinal() + (week - 1) * 7 + day - 1)

    def toordinal(self):
        """Returns the number of the day."""
        return _ordinal(self.year, self.month, self.day)

    def weekday(self):
        """Returns the day of the week; Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Returns the day of the week; Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Returns year, week and day of the week."""
        year, n = self.year, self.toordinal()
        if year < MAXYEAR and n >= _monday(year + 1).toordinal():
            year += 1
        elif n < _monday(year).toordinal():
            year -= 1
        week, day = divmod(n - _monday(year).toordinal(), 7)
        return IsoCalendarDate(year, week + 1, day + 1)

    def timetuple(self):
        """Returns the day as time.struct_time."""
        return _time.struct_time((self.year, self.month, self.day, 0, 0, 0, self.weekday(),
                                  self.toordinal() - _ordinal(self.year, 1, 1) + 1, -1))

    def replace(self, year=None, month=None, day=None):
        """Returns the day with parts changed."""
        return type(self)(_or(year, self.year), _or(month, self.month), _or(day, self.day))

    def isoformat(self):
        """Returns a text like 2024-02-29."""
        return "%04d-%02d-%02d" % (self.year, self.month, self.day)

    def ctime(self):
        """Returns a text like Thu Feb 29 00:00:00 2024."""
        return "%s %s %2d 00:00:00 %04d" % (_day_names[self.weekday()], _month_names[self.month - 1], self.day, self.year)

    def strftime(self, fmt):
        """Returns a text by a format."""
        return _format(fmt, self, self.timetuple(), 0, None)

    def __format__(self, fmt):
        return self.strftime(fmt) if fmt else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"datetime.{type(self).__name__}({self.year}, {self.month}, {self.day})"

    def _key(self):
        return self.toordinal()

    def _like(self, other):
        return isinstance(other, date) and isinstance(other, datetime) == isinstance(self, datetime)

    def __add__(self, other):
        return type(self).fromordinal(_in_range(self.toordinal() + other.days)) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return type(self).fromordinal(_in_range(self.toordinal() - other.days))
        return timedelta(self.toordinal() - other.toordinal()) if self._like(other) else NotImplemented

    def __eq__(self, other):
        return self._key() == other._key() if self._like(other) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if self._like(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._like(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._like(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._like(other) else NotImplemented

    def __hash__(self):
        return hash(self._key())


def _monday(year):
    first = date(year, 1, 4)
    return date.fromordinal(first.toordinal() - first.weekday())


def _in_range(n):
    if not 1 <= n <= 3652059:
        raise OverflowError("date value out of range")
    return n


def _or(value, default):
    return default if value is None else value


def _digits(text, n):
    if len(text) != n or not (text.isascii() and text.isdigit()):
        raise ValueError("not a number")
    return int(text)


def _iso_date(text):
    if "W" in text:
        parts = text.replace("-", "").split("W")
        day = date.fromisocalendar(_digits(parts[0], 4), _digits(parts[1][:2], 2), _digits(parts[1][2:], 1) if parts[1][2:] else 1)
        return day.year, day.month, day.day
    if len(text) == 8:
        return _digits(text[:4], 4), _digits(text[4:6], 2), _digits(text[6:], 2)
    if text[4] != "-" or text[7] != "-":
        raise ValueError("no date")
    return _digits(text[:4], 4), _digits(text[5:7], 2), _digits(text[8:], 2)


def _iso_time(text):
    """Returns hour, minute, second, microsecond and the zone."""
    zone, at = None, len(text)
    for i, c in enumerate(text):
        if c in "+-Z":
            at = i
            break
    if at < len(text):
        if text[at:] == "Z":
            zone = timezone.utc
        else:
            h, m, s, us, _ = _iso_time(text[at + 1:])
            offset = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
            zone = timezone(-offset if text[at] == "-" else offset) if offset else timezone.utc
    clock, _, part = text[:at].replace(",", ".").partition(".")
    parts = clock.split(":") if ":" in clock else [clock[i:i + 2] for i in range(0, len(clock), 2)]
    if not 1 <= len(parts) <= 3:
        raise ValueError("no time")
    numbers = [_digits(p, 2) for p in parts] + [0, 0]
    return numbers[0], numbers[1], numbers[2], _digits((part + "000000")[:6], 6) if part else 0, zone


class time:
    """A time of day."""

    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_time(hour, minute, second, microsecond)
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def fromisoformat(cls, text):
        """Returns the time of a text like 12:30:05."""
        try:
            parts = _iso_time(text.lstrip("T"))
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {text!r}") from None
        return cls(*parts)

    def utcoffset(self):
        """Returns what the zone's clock is ahead of UTC, or None."""
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def tzname(self):
        """Returns the zone's name, or None."""
        return None if self.tzinfo is None else self.tzinfo.tzname(None)

    def isoformat(self, timespec="auto"):
        """Returns a text like 12:30:05."""
        return _clock(self, timespec) + ("" if self.tzinfo is None else _offset_text(self.utcoffset()))

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True):
        """Returns the time with parts changed."""
        return type(self)(_or(hour, self.hour), _or(minute, self.minute), _or(second, self.second), _or(microsecond, self.microsecond),
                          self.tzinfo if tzinfo is True else tzinfo)

    def strftime(self, fmt):
        """Returns a text by a format."""
        return _format(fmt, self, (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1), self.microsecond, self.utcoffset())

    def __format__(self, fmt):
        return self.strftime(fmt) if fmt else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        parts = [self.hour, self.minute] + ([self.second] if self.second or self.microsecond else [])
        parts += [self.microsecond] if self.microsecond else []
        zone = "" if self.tzinfo is None else f", tzinfo={self.tzinfo!r}"
        return f"datetime.time({', '.join(map(str, parts))}{zone})"

    def _key(self):
        us = ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond
        return us if self.tzinfo is None else us - self.utcoffset()._us

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._key())


def _clock(x, timespec):
    specs = {"hours": "%02d" % x.hour, "minutes": "%02d:%02d" % (x.hour, x.minute),
             "seconds": "%02d:%02d:%02d" % (x.hour, x.minute, x.second)}
    specs["milliseconds"] = specs["seconds"] + ".%03d" % (x.microsecond // 1000)
    specs["microseconds"] = specs["seconds"] + ".%06d" % x.microsecond
    specs["auto"] = specs["microseconds" if x.microsecond else "seconds"]
    if timespec not in specs:
        raise ValueError("Unknown timespec value")
    return specs[timespec]


class datetime(date):
    """A day and a time of day."""

    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        _check_date(year, month, day)
        _check_time(hour, minute, second, microsecond)
        self.year, self.month, self.day = year, month, day
        self.hour, self.minute, self.second, self.microsecond = hour, minute, second, microsecond
        self.tzinfo, self.fold = tzinfo, fold

    @classmethod
    def now(cls, tz=None):
        """Returns this moment."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Returns this moment in UTC, without a zone."""
        return cls.utcfromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Returns the moment of seconds since 1970."""
        if tz is not None:
            return tz.fromutc(cls.utcfromtimestamp(timestamp).replace(tzinfo=tz))
        moment = cls.utcfromtimestamp(timestamp)
        parts = _time.localtime(_floor(timestamp))
        return cls(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], moment.microsecond)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        """Returns the moment of seconds since 1970 in UTC."""
        us = timestamp * 1000000 if isinstance(timestamp, int) else _floor(timestamp) * 1000000 + round((timestamp - _floor(timestamp)) * 1e6)
        return cls(1970, 1, 1) + _delta(us)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Returns the moment of a day and a time."""
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                   time.tzinfo if tzinfo is True else tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        """Returns the moment of a text like 2024-02-29T12:30:05."""
        n = _date_length(text)
        try:
            clock = _iso_time(text[n + 1:]) if len(text) > n else ()
            day = _iso_date(text[:n])
        except (ValueError, IndexError):
            raise ValueError(f"Invalid isoformat string: {text!r}") from None
        return cls(*day, *clock)

    @classmethod
    def strptime(cls, text, format):
        """Returns the moment that a text tells by a format."""
        from _strptime import parse
        year, month, day, hour, minute, second, us, offset = parse(text, format)
        zone = None if offset is None else timezone(timedelta(seconds=offset)) if offset else timezone.utc
        return cls(year, month, day, hour, minute, second, us, zone)

    def date(self):
        """Returns the day."""
        return _date(self.year, self.month, self.day)

    def time(self):
        """Returns the time without the zone."""
        return _clock_time(self.hour, self.minute, self.second, self.microsecond)

    def timetz(self):
        """Returns the time with the zone."""
        return _clock_time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def timetuple(self):
        """Returns the moment as time.struct_time."""
        return _time.struct_time((self.year, self.month, self.day, self.hour, self.minute, self.second, self.weekday(),
                                  self.toordinal() - _ordinal(self.year, 1, 1) + 1, -1))

    def utctimetuple(self):
        """Returns the moment in UTC as time.struct_time."""
        offset = self.utcoffset()
        utc = self - offset if offset else self
        return _time.struct_time((*utc.timetuple()[:8], 0))

    def utcoffset(self):
        """Returns what the zone's clock is ahead of UTC, or None."""
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        """Returns the zone's name, or None."""
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def dst(self):
        """Returns the summer time of the zone, or None."""
        return None if self.tzinfo is None else self.tzinfo.dst(self)

    def timestamp(self):
        """Returns the seconds since 1970."""
        if self.tzinfo is None:
            return _time.mktime(self.timetuple()) + self.microsecond / 1e6
        return (self - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds()

    def astimezone(self, tz=None):
        """Returns the same moment in another zone."""
        offset = self.utcoffset()
        if offset is None:
            offset = _delta(round((datetime(self.year, self.month, self.day, self.hour, self.minute, self.second)
                                   - datetime.utcfromtimestamp(int(self.replace(microsecond=0).timestamp()))).total_seconds() * 1e6))
        utc = (self - offset).replace(tzinfo=tz if tz is not None else timezone.utc)
        return utc if tz is None else tz.fromutc(utc)

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=None):
        """Returns the moment with parts changed."""
        return type(self)(_or(year, self.year), _or(month, self.month), _or(day, self.day), _or(hour, self.hour), _or(minute, self.minute),
                          _or(second, self.second), _or(microsecond, self.microsecond), self.tzinfo if tzinfo is True else tzinfo)

    def isoformat(self, sep="T", timespec="auto"):
        """Returns a text like 2024-02-29T12:30:05."""
        offset = self.utcoffset()
        return "%04d-%02d-%02d" % (self.year, self.month, self.day) + sep + _clock(self, timespec) + ("" if offset is None else _offset_text(offset))

    def ctime(self):
        """Returns a text like Thu Feb 29 12:30:05 2024."""
        return "%s %s %2d %s %04d" % (_day_names[self.weekday()], _month_names[self.month - 1], self.day, _clock(self, "seconds"), self.year)

    def strftime(self, fmt):
        """Returns a text by a format."""
        return _format(fmt, self, self.timetuple(), self.microsecond, self.utcoffset())

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        parts += [self.second] if self.second or self.microsecond else []
        parts += [self.microsecond] if self.microsecond else []
        zone = "" if self.tzinfo is None else f", tzinfo={self.tzinfo!r}"
        return f"datetime.{type(self).__name__}({', '.join(map(str, parts))}{zone})"

    def _wall(self):
        return (((self.toordinal() * 24 + self.hour) * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond

    def _key(self):
        offset = self.utcoffset()
        return self._wall() if offset is None else self._wall() - offset._us

    def _like(self, other):
        if not isinstance(other, datetime):
            return False
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __eq__(self, other):
        if isinstance(other, datetime) and (self.tzinfo is None) != (other.tzinfo is None):
            return False
        return self._key() == other._key() if isinstance(other, datetime) else NotImplemented

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        us = self._wall() + other._us
        n, us = divmod(us, 86400000000)
        seconds, us = divmod(us, 1000000)
        minutes, second = divmod(seconds, 60)
        return type(self)(*_from_ordinal(_in_range(n)), minutes // 60, minutes % 60, second, us, self.tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return _delta(self._key() - other._key())


def _date_length(text):
    """Returns how much of a text like 2024-02-29T12:30 is the day."""
    if text[4:5] == "-":
        if text[5:6] != "W":
            return 10
        return 10 if text[8:9] == "-" else 8
    if text[4:5] != "W":
        return 8
    return 8 if text[7:8].isdigit() and (len(text) == 8 or not text[8:9].isdigit()) else 7


def _floor(x):
    n = int(x)
    return n - 1 if n > x else n


_date, _clock_time = date, time
timedelta.min, timedelta.max = _delta(-999999999 * 86400000000), _delta(1000000000 * 86400000000 - 1)
timedelta.resolution = time.resolution = datetime.resolution = _delta(1)
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max = time(0, 0), time(23, 59, 59, 999999)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
timezone.min, timezone.max = timezone(timedelta(hours=-23, minutes=-59)), timezone(timedelta(hours=23, minutes=59))
