"""The kinds of numbers, for isinstance."""

from abc import ABCMeta


class Number(metaclass=ABCMeta):
    """Any number."""


class Complex(Number):
    """Numbers with a real and an imaginary part."""


class Real(Complex):
    """Numbers without an imaginary part."""


class Rational(Real):
    """Fractions of integers."""


class Integral(Rational):
    """Whole numbers."""


def _register():
    Complex.register(complex)
    Real.register(float)
    Integral.register(int)


_register()
