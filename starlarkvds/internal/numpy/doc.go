// Package numpy is the numpy module of scripts: numpy 2's arrays, scalars, dtypes and functions as values of
// go.starlark.net, over package ndarray, with the exception classes and texts of package pyrt.
//
// A [Library] is one session's numpy: its print options, its global random state, its memory budget. [Array],
// [Scalar] and [DType] are its values; each knows its Library. Go code that has data for a script (package h5py)
// goes through [Library.FromArray] and [Library.ToArray], and reads subscripts with [Library.ToKeys].
//
// Functions are rows of tables: a name, a parameter list in Python's own syntax, and an implementation that takes
// its arguments from a call by name:
//
//	{"squeeze", "a, axis=None", func(c *call) starlark.Value { return c.wrap(c.array("a").Squeeze(c.axes("axis"))) }},
//
// The parameter list gives the argument errors of CPython, the defaults, and the support table docs/numpy.md.
//
// A Library is used by one goroutine at a time.
package numpy
