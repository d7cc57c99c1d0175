"""Axes as numpy's functions take them."""

import numpy as np


def axis_of(axis, ndim):
    """Returns an axis counted from the front."""
    if axis < -ndim or axis >= ndim:
        raise np.exceptions.AxisError(f"axis {axis} is out of bounds for array of dimension {ndim}")
    return axis % ndim
