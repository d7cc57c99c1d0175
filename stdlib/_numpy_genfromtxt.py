"""numpy.genfromtxt: tables of text with missing values, names and types that the text tells."""

import numpy as np

__all__ = ["genfromtxt"]


def _lines(fname, encoding):
    if isinstance(fname, (list, tuple)):
        return [s.decode("latin-1") if isinstance(s, bytes) else s for s in fname]
    if hasattr(fname, "read"):
        text = fname.read()
    else:
        with open(fname, "rb") as f:
            text = f.read()
    if isinstance(text, bytes):
        text = text.decode("utf-8" if encoding in (None, "bytes") else encoding)
    return text.splitlines()


def _split(line, comments, delimiter, autostrip):
    if comments is not None:
        line = line.split(comments)[0]
    line = line.strip(" \r\n") if delimiter is None or isinstance(delimiter, str) else line.strip("\r\n")
    if not line.strip():
        return []
    if delimiter is None:
        return line.split()
    if isinstance(delimiter, str):
        words = line.split(delimiter)
    else:
        widths = [delimiter] * (len(line) // delimiter + 1) if isinstance(delimiter, int) else delimiter
        words, at = [], 0
        for w in widths:
            if at < len(line):
                words.append(line[at:at + w])
            at += w
    return [w.strip() for w in words] if autostrip else words


def _clean(names, delete, space, exclude):
    """Makes identifiers of column titles, each once."""
    out, seen = [], {}
    for i, name in enumerate(names):
        name = "".join([c for c in name.strip().replace(" ", space) if c not in delete])
        if name == "":
            name = f"f{i}"
        elif name in exclude:
            name += "_"
        n = seen.get(name, 0)
        seen[name] = n + 1
        out.append(f"{name}_{n}" if n else name)
    return out


def _parse(word, kind):
    """The value of a word as bool, int, float, complex or str; ValueError where it is none."""
    if kind == "bool":
        upper = word.strip().upper()
        if upper not in ("TRUE", "FALSE"):
            raise ValueError("Cannot convert string to bool")
        return upper == "TRUE"
    if kind == "int":
        return int(word)
    if kind == "float":
        return float(word)
    if kind == "complex":
        return complex(word.replace("+-", "-"))
    return word


def _guess(words, missing):
    """The narrowest kind that reads every word which is not missing."""
    kinds = ["bool", "int", "float", "complex", "str"]
    at = 0
    for word in words:
        if word.strip() in missing:
            continue
        while True:
            try:
                _parse(word, kinds[at])
                break
            except ValueError:
                at += 1
    return kinds[at]


def _per_column(values, names, width, default):
    """Values given for all columns, by position or by name, one for each."""
    out = [default] * width
    if isinstance(values, dict):
        for key, v in values.items():
            i = names.index(key) if isinstance(key, str) else key
            out[i] = v
    elif isinstance(values, (list, tuple)):
        for i, v in enumerate(values[:width]):
            out[i] = v
    elif values is not None:
        out = [values] * width
    return out


def _columns(usecols, names, width):
    if usecols is None:
        return list(range(width))
    if isinstance(usecols, str):
        usecols = usecols.split(",")
    elif isinstance(usecols, int):
        usecols = [usecols]
    return [names.index(c.strip()) if isinstance(c, str) else c for c in usecols]


def _kind_of(dtype):
    return {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}.get(dtype.kind, "str")


def _fill(kind):
    return {"bool": False, "int": -1, "float": np.nan, "complex": complex(np.nan, 0), "str": "???"}[kind]


def _read(word, kind, missing, fill, strict):
    if word.strip() in missing:
        return fill
    try:
        return _parse(word, kind)
    except ValueError:
        if strict:
            raise
        return fill


def genfromtxt(fname, dtype=float, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None,
               filling_values=None, usecols=None, names=None, excludelist=None, deletechars="~!@#$%^&*()-=+~\\|]}[{';: /?.>,<",
               replace_space="_", autostrip=False, case_sensitive=True, defaultfmt="f%i", unpack=None, usemask=False, loose=True,
               invalid_raise=True, max_rows=None, encoding=None, *, ndmin=0, like=None):
    if usemask:
        raise NotImplementedError("genfromtxt(usemask=True)")
    lines = _lines(fname, encoding)[skip_header:]
    if isinstance(dtype, (list, tuple)) and not isinstance(dtype, type):
        dtype = np.dtype(dtype)
    exclude = ["return", "file", "print"] + list(excludelist or [])
    if names is True:
        titles = []
        while lines and not titles:
            first = lines.pop(0)
            if comments is not None and first.strip().startswith(comments):
                first = first.strip()[len(comments):]
            titles = _split(first, comments, delimiter, True)
        names = _clean(titles, deletechars, replace_space, exclude)
    elif isinstance(names, str):
        names = _clean(names.split(","), deletechars, replace_space, exclude)
    elif names is not None:
        names = _clean(list(names), deletechars, replace_space, exclude)
    if names and case_sensitive in (False, "upper"):
        names = [n.upper() for n in names]
    elif names and case_sensitive == "lower":
        names = [n.lower() for n in names]
    rows, numbers = [], []
    for i, line in enumerate(lines):
        words = _split(line, comments, delimiter, autostrip)
        if words:
            rows.append(words)
            numbers.append(i + 1 + skip_header)
        if max_rows is not None and len(rows) == max_rows:
            break
    if skip_footer:
        rows = rows[:-skip_footer]
    width = len(rows[0]) if rows else len(names or [])
    wrong = [(n, len(r)) for n, r in zip(numbers, rows) if len(r) != width and usecols is None]
    if wrong and invalid_raise:
        detail = "\n".join([f"    Line #{n} (got {k} columns instead of {width})" for n, k in wrong])
        raise ValueError(f"Some errors were detected !\n{detail}")
    rows = [r for r in rows if len(r) == width or usecols is not None]
    cols = _columns(usecols, names or [], width)
    if names and len(names) > len(cols):
        names = [names[i] for i in cols]
    rows = [[r[i] for i in cols] for r in rows]
    width = len(cols)
    return _build(rows, width, names, dtype, converters, missing_values, filling_values, defaultfmt, loose, unpack, ndmin, cols)


def _build(rows, width, names, dtype, converters, missing_values, filling_values, defaultfmt, loose, unpack, ndmin, cols):
    """The array of the words of all rows."""
    given = None if dtype is None else np.dtype(dtype)
    lists = _per_column(missing_values, names or [], width, None)
    missing = []
    for m in lists:
        more = [] if m is None else m.split(",") if isinstance(m, str) else list(m)
        missing.append(set([""] + [s.strip() for s in more]))
    functions = {}
    for key, f in (converters or {}).items():
        column = (names or []).index(key) if isinstance(key, str) else key % max(cols[-1] + 1, 1)
        functions[cols.index(column) if not isinstance(key, str) and column in cols else column] = f
    if given is None:
        kinds = [_guess([r[i] for r in rows], missing[i]) for i in range(width)]
    elif given.names is not None:
        kinds = [_kind_of(given[n]) for n in given.names]
    else:
        kinds = [_kind_of(given)] * width
    fills = _per_column(filling_values, names or [], width, None)
    table = []
    for i in range(width):
        fill = _fill(kinds[i]) if fills[i] is None else fills[i]
        f = functions.get(i)
        table.append([f(r[i]) if f else _read(r[i], kinds[i], missing[i], fill, not loose) for r in rows])
    if given is not None and given.names is not None:
        out = np.array(list(zip(*table)), dtype=given)
        if names:
            out.dtype.names = tuple(names[:len(given.names)])
    elif given is None and (names or len(set(kinds)) > 1):
        columns = [np.array(c) for c in table]
        labels = names or [defaultfmt % i for i in range(width)]
        out = np.empty(len(rows), dtype=[(n, c.dtype) for n, c in zip(labels, columns)])
        for n, c in zip(labels, columns):
            out[n] = c
    elif names:
        out = np.array(list(zip(*table)), dtype=[(n, given) for n in names])
    else:
        out = np.array(list(zip(*table)), dtype=given) if rows else np.array([], dtype=given)
    out = np.squeeze(out)
    if ndmin == 1:
        out = np.atleast_1d(out)
    elif ndmin == 2:
        out = np.atleast_2d(out).T if out.ndim < 2 else out
    if unpack:
        return [out[n] for n in out.dtype.names] if out.dtype.names else out.T
    return out
