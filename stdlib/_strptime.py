"""Times from texts by a format."""

import re

_months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_patterns = {
    "d": r"(?P<d>3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9])", "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "Y": r"(?P<Y>[0-9]{4})", "y": r"(?P<y>[0-9]{2})",
    "H": r"(?P<H>2[0-3]|[0-1][0-9]|[0-9])", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5][0-9]|[0-9])",
    "S": r"(?P<S>6[0-1]|[0-5][0-9]|[0-9])", "f": r"(?P<f>[0-9]{1,6})", "j": r"(?P<j>36[0-6]|3[0-5][0-9]|[12][0-9]{2}|0[0-9]{2}|[1-9][0-9]|[1-9])",
    "p": r"(?P<p>am|pm)", "z": r"(?P<z>[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9])?|z)", "Z": r"(?P<Z>utc|gmt|)",
    "B": "(?P<B>" + "|".join(_months) + ")", "b": "(?P<b>" + "|".join([m[:3] for m in _months]) + ")",
    "A": "(?P<A>" + "|".join(_days) + ")", "a": "(?P<a>" + "|".join([d[:3] for d in _days]) + ")", "%": "%",
}
_whole = {"T": "%H:%M:%S", "X": "%H:%M:%S", "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "R": "%H:%M", "c": "%a %b %d %H:%M:%S %Y"}


def _pattern(format):
    for name, text in _whole.items():
        format = format.replace("%" + name, text)
    out, i = "", 0
    while i < len(format):
        if format[i] == "%":
            if i + 1 == len(format):
                raise ValueError(f"stray %% in format '{format}'".replace("%%", "%"))
            if format[i + 1] not in _patterns:
                raise ValueError(f"'{format[i + 1]}' is a bad directive in format '{format}'")
            out += _patterns[format[i + 1]]
            i += 2
        elif format[i].isspace():
            while i < len(format) and format[i].isspace():
                i += 1
            out += r"\s+"
        else:
            out += re.escape(format[i])
            i += 1
    return out


def parse(text, format):
    """Returns year, month, day, hour, minute, second, microsecond and the zone's seconds."""
    found = re.match(_pattern(format), text, re.IGNORECASE)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if found.end() != len(text):
        raise ValueError("unconverted data remains: " + text[found.end():])
    got = {k: v.lower() for k, v in found.groupdict().items() if v is not None}
    year = int(got.get("Y", 1900))
    if "y" in got:
        year = int(got["y"])
        year += 2000 if year < 69 else 1900
    month = int(got.get("m", 1))
    if "B" in got:
        month = _months.index(got["B"]) + 1
    if "b" in got:
        month = [m[:3] for m in _months].index(got["b"]) + 1
    hour = int(got.get("H", 0))
    if "I" in got:
        hour = int(got["I"]) % 12 + (12 if got.get("p") == "pm" else 0)
    day = int(got.get("d", 1))
    if "j" in got:
        from datetime import date
        d = date.fromordinal(date(year, 1, 1).toordinal() + int(got["j"]) - 1)
        month, day = d.month, d.day
    offset = None
    if "z" in got:
        z = got["z"].replace(":", "")
        offset = 0
        if z != "z":
            offset = int(z[1:3]) * 3600 + int(z[3:5]) * 60 + int(z[5:7] or 0)
            offset = -offset if z[0] == "-" else offset
    return year, month, day, hour, int(got.get("M", 0)), int(got.get("S", 0)), int((got.get("f", "") + "000000")[:6]), offset
