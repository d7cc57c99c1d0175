"""The user's name."""

import os


def getuser():
    """Returns the user's name."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    raise KeyError("getpwuid(): uid not found: %d" % os.getuid())


def getpass(prompt="Password: ", stream=None):
    """Refused: what is typed would be seen."""
    raise NotImplementedError("getpass is not supported: take the secret from the environment or a file")
