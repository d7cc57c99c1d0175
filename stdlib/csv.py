"""Tables as comma-separated text."""

from _csv import Error, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, field_size_limit
import _csv

__all__ = [
    "QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab", "field_size_limit",
    "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "unregister_dialect", "DictReader", "DictWriter",
    "unix_dialect", "Sniffer",
]


class Dialect:
    """How a table is written; derived classes set the attributes."""

    delimiter = ","
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    """The comma-separated files of Excel."""


class excel_tab(excel):
    """The tab-separated files of Excel."""

    delimiter = "\t"


class unix_dialect(Dialect):
    """Everything in quotes, lines ended by a newline."""

    lineterminator = "\n"
    quoting = QUOTE_ALL


_dialects = {"excel": excel, "excel-tab": excel_tab, "unix": unix_dialect}


def register_dialect(name, dialect=None, **fmtparams):
    """Gives a dialect a name."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    base = get_dialect(dialect) if isinstance(dialect, str) else dialect or Dialect
    made = type("Dialect", (Dialect,), {})
    for attr in ("delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting", "strict"):
        setattr(made, attr, fmtparams.get(attr, getattr(base, attr, getattr(Dialect, attr))))
    _dialects[name] = made


def unregister_dialect(name):
    """Forgets a dialect."""
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    """Returns the dialect of a name."""
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    """Returns the names of all dialects."""
    return list(_dialects)


def reader(csvfile, dialect="excel", **fmtparams):
    """Returns an iterator over the rows of a file, each a list of str."""
    return _csv.reader(csvfile, get_dialect(dialect) if isinstance(dialect, str) else dialect, **fmtparams)


def writer(csvfile, dialect="excel", **fmtparams):
    """Returns an object that writes rows to a file."""
    return _csv.writer(csvfile, get_dialect(dialect) if isinstance(dialect, str) else dialect, **fmtparams)


class Sniffer:
    """Guesses how a table is written."""

    preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """Returns a dialect for a sample of the text."""
        lines = [line for line in sample.split("\n") if line.strip()]
        best = None
        for char in [c for c in self.preferred + ["|"] if delimiters is None or c in delimiters]:
            counts = []
            for line in lines:
                inside, count, quote = False, 0, None
                for c in line:
                    if c in "\"'" and (quote is None or c == quote):
                        inside, quote = not inside, c
                    elif c == char and not inside:
                        count += 1
                counts.append(count)
            if counts and counts[0] and counts.count(counts[0]) > 0.9 * len(counts):
                best = char
                break
        if best is None:
            raise Error("Could not determine delimiter")
        quote = "'" if "'" in sample and '"' not in sample else '"'

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
            delimiter, quotechar = best, quote
            skipinitialspace = all([line.count(best) == line.count(best + " ") for line in lines]) if best != " " else False

        return dialect

    def has_header(self, sample):
        """Reports whether the first row seems to hold names."""
        import io

        rows = reader(io.StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = {i: None for i in range(len(header))}
        for n, row in enumerate(rows):
            if n > 20:
                break
            if len(row) != len(header):
                continue
            for i in list(kinds):
                kind = complex if _is_number(row[i]) else len(row[i])
                if kinds[i] is None:
                    kinds[i] = kind
                elif kinds[i] != kind:
                    del kinds[i]
        votes = 0
        for i, kind in kinds.items():
            differs = len(header[i]) != kind if isinstance(kind, int) else not _is_number(header[i])
            votes += 1 if differs else -1
        return votes > 0


def _is_number(text):
    try:
        complex(text)
    except ValueError:
        return False
    return True


class DictReader:
    """Gives the rows of a file as dicts."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        self._fieldnames = fieldnames
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        d = dict(zip(names, row))
        if len(names) < len(row):
            d[self.restkey] = row[len(names):]
        for key in names[len(row):]:
            d[key] = self.restval
        return d


class DictWriter:
    """Writes dicts as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        self.fieldnames = fieldnames
        self.restval = restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction.lower()
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Writes the names of the fields."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            wrong = [repr(k) for k in rowdict if k not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(wrong))
        return [rowdict.get(key, self.restval) for key in self.fieldnames]

    def writerow(self, rowdict):
        """Writes one row."""
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        """Writes many rows."""
        return self.writer.writerows(map(self._row, rowdicts))
