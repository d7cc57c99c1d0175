"""The name of the machine; scripts open no connections."""

import os

error = OSError


class timeout(OSError):
    """A connection took too long."""


def gethostname():
    """Returns the name of the machine."""
    return os.uname().nodename


def getfqdn(name=""):
    """Returns the name of a machine, by default this one."""
    return name or gethostname()


def __getattr__(name):
    raise AttributeError(f"socket.{name} is not supported: scripts open no connections")
