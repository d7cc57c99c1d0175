"""File names as objects (those of POSIX)."""

import fnmatch
import io
import os

_open = open


class PurePath:
    """A file name, without looking at the file system."""

    def __new__(cls, *parts):
        return super().__new__(PurePosixPath if cls is PurePath else PosixPath if cls is Path else cls)

    def __init__(self, *parts):
        text = ""
        for part in parts:
            part = os.fspath(part)
            if not isinstance(part, str):
                raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, not "
                                f"{type(part).__name__!r}")
            if part.startswith("/"):
                text = part
            elif part:
                text = text + "/" + part if text else part
        root = ""
        if text.startswith("/"):
            root = "//" if text.startswith("//") and not text.startswith("///") else "/"
        self._root = root
        self._names = [n for n in text.split("/") if n and n != "."]

    def _make(self, root, names):
        made = self.__class__.__new__(self.__class__)
        made._root, made._names = root, list(names)
        return made

    def __str__(self):
        return self._root + "/".join(self._names) or "."

    def __fspath__(self):
        return str(self)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __bytes__(self):
        return str(self).encode()

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    def _key(self):
        return list(self.parts)

    def __truediv__(self, key):
        if not isinstance(key, (str, PurePath)):
            return NotImplemented
        return self.joinpath(key)

    def __rtruediv__(self, key):
        if not isinstance(key, (str, PurePath)):
            return NotImplemented
        return self.__class__(key, self)

    def joinpath(self, *others):
        """Returns the path with others after it."""
        return self.__class__(self, *others)

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def parts(self):
        return ((self._root,) if self._root else ()) + tuple(self._names)

    @property
    def parent(self):
        return self._make(self._root, self._names[:-1])

    @property
    def parents(self):
        return tuple([self._make(self._root, self._names[:i]) for i in range(len(self._names) - 1, -1, -1)])

    @property
    def name(self):
        return self._names[-1] if self._names else ""

    @property
    def suffix(self):
        name = self.name
        i = name.rfind(".")
        return name[i:] if 0 < i < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + s for s in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        return self.name[:len(self.name) - len(self.suffix)]

    def with_name(self, name):
        """Returns the path with another last name."""
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._make(self._root, self._names[:-1] + [name])

    def with_stem(self, stem):
        """Returns the path with another last name and the same suffix."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """Returns the path with another suffix."""
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._make(self._root, self._names[:-1] + [self.stem + suffix])

    def as_posix(self):
        """Returns the name with forward slashes."""
        return str(self)

    def as_uri(self):
        """Returns the name as a file URI."""
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        return "file://" + str(self).replace("%", "%25").replace(" ", "%20").replace("#", "%23").replace("?", "%3F")

    def is_absolute(self):
        """Reports whether the path begins at the root."""
        return bool(self._root)

    def is_relative_to(self, *other):
        """Reports whether the path lies below another."""
        other = self.__class__(*other)
        return self.parts[:len(other.parts)] == other.parts

    def relative_to(self, *other):
        """Returns the path below another."""
        base = self.__class__(*other)
        if not self.is_relative_to(base):
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative and the other is absolute.")
        return self._make("", self.parts[len(base.parts):])

    def match(self, pattern):
        """Reports whether the last names fit a pattern."""
        wanted = self.__class__(pattern)
        if not wanted.parts:
            raise ValueError("empty pattern")
        if len(wanted.parts) > len(self.parts) or wanted._root and len(wanted.parts) != len(self.parts):
            return False
        for name, pat in zip(reversed(self.parts), reversed(wanted.parts)):
            if not fnmatch.fnmatchcase(name, pat):
                return False
        return True


class PurePosixPath(PurePath):
    """A file name of POSIX."""


class PureWindowsPath(PurePath):
    """A file name of Windows: any slash, drives, and no difference of case."""

    def __init__(self, *parts):
        drive = root = ""
        names = []
        for part in parts:
            part = (str(part) if isinstance(part, PurePath) else os.fspath(part)).replace("/", "\\")
            own, rest = (part[:2], part[2:]) if part[1:2] == ":" else ("", part)
            if part.startswith("\\\\"):
                host = part.split("\\", 4)
                own, rest = "\\\\" + "\\".join(host[2:4]), "\\" + "".join(host[4:])
            if own and own.lower() != drive.lower() or rest.startswith("\\"):
                names = []
                drive, root = own or drive, "\\" if rest.startswith("\\") else ""
            names += [n for n in rest.split("\\") if n and n != "."]
        self._root, self._names = drive + root, names

    def __str__(self):
        return self._root + "\\".join(self._names) or "."

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    @property
    def drive(self):
        return self._root.rstrip("\\") if not self._root.startswith("\\\\") else self._root[:-1]

    @property
    def root(self):
        return self._root[len(self.drive):]

    def as_posix(self):
        """Returns the name with forward slashes."""
        return str(self).replace("\\", "/")

    def is_absolute(self):
        """Reports whether the path begins at the root of a drive."""
        return bool(self.drive and self.root)

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, PureWindowsPath) else NotImplemented

    def __hash__(self):
        return hash(tuple(self._key()))

    def _key(self):
        return [part.lower() for part in self.parts]


class Path(PurePath):
    """A file name and what is there."""

    @classmethod
    def cwd(cls):
        """Returns the working directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """Returns the user's folder."""
        return cls(os.path.expanduser("~"))

    def stat(self, *, follow_symlinks=True):
        """Returns the facts about the file."""
        return os.stat(str(self)) if follow_symlinks else os.lstat(str(self))

    def lstat(self):
        """Returns the facts about the file, of a link itself."""
        return os.lstat(str(self))

    def exists(self):
        """Reports whether there is something."""
        return os.path.exists(str(self))

    def is_file(self):
        """Reports whether it is a file."""
        return os.path.isfile(str(self))

    def is_dir(self):
        """Reports whether it is a folder."""
        return os.path.isdir(str(self))

    def is_symlink(self):
        """Reports whether it is a symbolic link."""
        return os.path.islink(str(self))

    def samefile(self, other):
        """Reports whether two names mean one file."""
        return os.path.samefile(str(self), os.fspath(other))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Opens the file."""
        return _open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        """Returns what the file holds, as str."""
        with self.open("r", encoding=encoding, errors=errors) as f:
            return f.read()

    def read_bytes(self):
        """Returns what the file holds."""
        with self.open("rb") as f:
            return f.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes the file hold a str."""
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % data.__class__.__name__)
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def write_bytes(self, data):
        """Makes the file hold bytes."""
        with self.open("wb") as f:
            return f.write(data)

    def iterdir(self):
        """Gives what is in the folder."""
        for name in os.listdir(str(self)):
            yield self._make(self._root, self._names + [name])

    def glob(self, pattern):
        """Gives what fits a pattern below the folder."""
        if not pattern:
            raise ValueError("Unacceptable pattern: {!r}".format(pattern))
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        seen = set()
        for found in _select(self, [p for p in pattern.split("/") if p and p != "."]):
            if str(found) not in seen:
                seen.add(str(found))
                yield found

    def rglob(self, pattern):
        """Gives what fits a pattern anywhere below the folder."""
        return self.glob("**/" + pattern)

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes a folder."""
        try:
            os.mkdir(str(self), mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file, or marks it as changed now."""
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            os.utime(str(self))
        else:
            self.open("ab").close()

    def unlink(self, missing_ok=False):
        """Removes the file."""
        try:
            os.remove(str(self))
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Removes the empty folder."""
        os.rmdir(str(self))

    def rename(self, target):
        """Renames the file."""
        os.rename(str(self), os.fspath(target))
        return self.__class__(target)

    def replace(self, target):
        """Renames the file over another."""
        os.replace(str(self), os.fspath(target))
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        """Makes a symbolic link to another file."""
        os.symlink(os.fspath(target), str(self))

    def hardlink_to(self, target):
        """Makes another name of a file."""
        os.link(os.fspath(target), str(self))

    def owner(self):
        """Returns the name of the file's owner, as far as it is known: the user's, else a number."""
        uid = self.stat().st_uid
        return os.getlogin() if uid == os.getuid() else str(uid)

    def is_mount(self):
        """Reports whether a file system begins here."""
        return os.path.ismount(str(self))

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """Gives the folders below with the names in them."""
        for folder, dirs, files in os.walk(str(self), top_down, on_error, follow_symlinks):
            yield self.__class__(folder), dirs, files

    def readlink(self):
        """Returns what a symbolic link points to."""
        return self.__class__(os.readlink(str(self)))

    def chmod(self, mode):
        """Changes the permissions."""
        os.chmod(str(self), mode)

    def absolute(self):
        """Returns the path from the root."""
        return self if self._root else self.__class__(os.getcwd(), self)

    def resolve(self, strict=False):
        """Returns the path from the root, without links and '..'."""
        if strict:
            self.stat()
        return self.__class__(os.path.realpath(str(self)))

    def expanduser(self):
        """Returns the path with ~ replaced."""
        return self.__class__(os.path.expanduser(str(self)))

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return None


class PosixPath(Path, PurePosixPath):
    """A file name of POSIX and what is there."""


def _select(folder, names):
    """Gives what the names of a pattern find below a folder."""
    if not names:
        yield folder
        return
    first, rest = names[0], names[1:]
    if first == "**":
        for found in _select(folder, rest):
            yield found
        for child in _children(folder):
            if child.is_dir() and not child.is_symlink():
                for found in _select(child, names):
                    yield found
    elif first == ".." or not any([c in first for c in "*?["]):
        child = folder._make(folder._root, folder._names + [first])
        if child.exists():
            for found in _select(child, rest):
                yield found
    else:
        for child in _children(folder):
            if fnmatch.fnmatchcase(child.name, first) and (not rest or child.is_dir()):
                for found in _select(child, rest):
                    yield found


def _children(folder):
    try:
        return list(folder.iterdir())
    except OSError:
        return []
