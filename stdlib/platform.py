"""Facts about the machine and the language."""

import sys


def python_version():
    return ".".join(str(part) for part in sys.version_info[:3])


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "vdscript"


def system():
    return {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}.get(sys.platform, "")


def machine():
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(sys._goarch, sys._goarch)


def processor():
    return machine()


def node():
    return "localhost"


def release():
    return ""


def version():
    return ""


def architecture():
    return ("64bit", "ELF" if system() == "Linux" else "")


def platform(aliased=False, terse=False):
    return f"{system()}-{machine()}"
