"""Copy, move and remove files and folders."""

import errno as _errno
import fnmatch as _fnmatch
import os as _os
import stat as _stat
from _shutil import copy_contents as _copy_contents, rmtree


class Error(OSError):
    """What goes wrong with a copy; of a tree a list of names and reasons."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A file that is none to copy, such as a pipe."""


class ExecError(OSError):
    """A program could not be run."""


class ReadError(OSError):
    """An archive cannot be read."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left of a file object to another."""
    while data := fsrc.read(length or 1 << 16):
        fdst.write(data)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies what a file holds."""
    if _os.path.exists(src) and _os.path.exists(dst) and _os.path.samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    if not follow_symlinks and _os.path.islink(src):
        _os.symlink(_os.readlink(src), dst)
        return dst
    if _os.path.isdir(dst):
        raise IsADirectoryError(_errno.EISDIR, "Is a directory", _os.fspath(dst))
    _copy_contents(src, dst)
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies the permissions."""
    if follow_symlinks or not _os.path.islink(src):
        _os.chmod(dst, _stat.S_IMODE(_os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copies permissions and times."""
    if follow_symlinks or not _os.path.islink(src):
        st = _os.stat(src)
        _os.utime(dst, (st.st_atime, st.st_mtime))
        _os.chmod(dst, _stat.S_IMODE(st.st_mode))


def _in_folder(src, dst):
    """Returns the name that src gets in dst, if that is a folder."""
    return _os.path.join(dst, _os.path.basename(src)) if _os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file with its permissions, also into a folder."""
    dst = copyfile(src, _in_folder(src, dst), follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copies a file with its permissions and times, also into a folder."""
    dst = copyfile(src, _in_folder(src, dst), follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """Returns a function for copytree that leaves names out."""
    return lambda path, names: {name for pattern in patterns for name in _fnmatch.filter(names, pattern)}


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copies a folder and all below it."""
    names = _os.listdir(src)
    left_out = ignore(_os.fspath(src), names) if ignore is not None else ()
    _os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for name in names:
        if name in left_out:
            continue
        a, b = _os.path.join(src, name), _os.path.join(dst, name)
        try:
            if symlinks and _os.path.islink(a):
                _os.symlink(_os.readlink(a), b)
            elif _os.path.isdir(a):
                copytree(a, b, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            elif not ignore_dangling_symlinks or _os.path.exists(a):
                copy_function(a, b)
        except Error as e:
            errors.extend(e.args[0])
        except OSError as e:
            errors.append((a, b, str(e)))
    try:
        copystat(src, dst)
    except OSError as e:
        errors.append((src, dst, str(e)))
    if errors:
        raise Error(errors)
    return dst


def move(src, dst, copy_function=copy2):
    """Moves a file or folder, also into a folder and to another file system."""
    target = dst
    if _os.path.isdir(dst):
        if _os.path.samefile(src, dst):
            _os.rename(src, dst)
            return None
        target = _os.path.join(dst, _os.path.basename(_os.fspath(src).rstrip("/")))
        if _os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        _os.rename(src, target)
    except OSError as e:
        if e.errno == _errno.EINVAL and _os.path.isdir(src):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.") from None
        if e.errno != _errno.EXDEV:
            raise
        if _os.path.islink(src):
            _os.symlink(_os.readlink(src), target)
            _os.unlink(src)
        elif _os.path.isdir(src):
            copytree(src, target, symlinks=True, copy_function=copy_function)
            rmtree(src)
        else:
            copy_function(src, target)
            _os.unlink(src)
    return target


def which(cmd, mode=1, path=None):
    """Returns the file that a command runs, or None."""
    if _os.path.dirname(cmd):
        return cmd if _os.path.isfile(cmd) and _os.access(cmd, mode) else None
    for folder in (path or _os.environ.get("PATH", "")).split(_os.pathsep):
        name = _os.path.join(folder, cmd)
        if folder and _os.path.isfile(name) and _os.access(name, mode):
            return name
    return None


def get_terminal_size(fallback=(80, 24)):
    """Returns columns and lines of the terminal."""
    size = [0, 0]
    for i, name in enumerate(("COLUMNS", "LINES")):
        text = _os.environ.get(name, "")
        size[i] = int(text) if text.isdigit() else 0
    if min(size) <= 0:
        try:
            found = _os.get_terminal_size()
        except OSError:
            found = fallback
        size = [size[i] or found[i] for i in range(2)]
    return _terminal_size(*size)


class _TerminalSize(tuple):
    """Columns and lines of a terminal."""

    @property
    def columns(self):
        return self[0]

    @property
    def lines(self):
        return self[1]

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def _terminal_size(columns, lines):
    return _TerminalSize((columns, lines))
