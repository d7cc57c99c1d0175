"""Refused: no file of HDF5 has decimals."""

raise ImportError("decimal is not supported: use float, or fractions.Fraction where results must be exact")
