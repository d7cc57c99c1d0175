"""The garbage collector is the host's; what is asked of it here does nothing."""

_enabled = True
garbage, callbacks = [], []


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def collect(generation=2):
    """Returns 0: memory is freed by itself."""
    return 0


def get_count():
    return 0, 0, 0


def get_threshold():
    return 700, 10, 10


def set_threshold(threshold0, threshold1=10, threshold2=10):
    pass


def freeze():
    pass


def unfreeze():
    pass
