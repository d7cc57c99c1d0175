package pyrt

import "go.starlark.net/starlark"

// This file defines the interfaces of Python's data model that Starlark's
// interpreter has none for, or whose Starlark form cannot fail.

// Comparer is implemented by values that answer comparisons (__eq__ to
// __ge__). It returns [NotImplemented] for operands it does not know; then the
// other operand is asked with the operator swapped. The result need not be a
// bool: an array answers with an array.
type Comparer interface {
	starlark.Value
	PyCompare(op Op, y starlark.Value) (starlark.Value, error)
}

// BinaryOperator is implemented by values that take part in arithmetic
// (__add__ and __radd__ to __matmul__). The receiver stands on the given side;
// y is the other operand. It returns [NotImplemented] to decline. Such a value
// implements starlark.HasBinary through [HasBinary].
type BinaryOperator interface {
	starlark.Value
	PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error)
}

// InPlacer is implemented by mutable values that change themselves in x += y
// (__iadd__ and so on). It returns the new value of x, or [NotImplemented] for
// the plain operator.
type InPlacer interface {
	starlark.Value
	PyInPlace(op Op, y starlark.Value) (starlark.Value, error)
}

// Context is implemented by context managers. Exit gets the exception that
// leaves the block, or nil; it reports true to swallow it.
type Context interface {
	starlark.Value
	PyEnter() (starlark.Value, error)
	PyExit(exc *Error) (bool, error)
}

// KeyDeleter is implemented by values that support del x[key].
type KeyDeleter interface {
	starlark.Value
	DelKey(key starlark.Value) error
}

// FieldDeleter is implemented by values that support del x.name.
type FieldDeleter interface {
	starlark.Value
	DelField(name string) error
}

// Lener is implemented by values whose length may fail (__len__). Others
// implement starlark.Sequence.
type Lener interface {
	PyLen() (int, error)
}

// Container is implemented by values that answer y in x (__contains__).
type Container interface {
	PyContains(y starlark.Value) (bool, error)
}

// Indexer is implemented by values that may stand for an integer wherever
// Python wants one: range, subscripts, %d (__index__).
type Indexer interface {
	PyIndex() (starlark.Int, error)
}

// Inter is implemented by values that int() converts (__int__).
type Inter interface {
	PyInt() (starlark.Int, error)
}

// Floater is implemented by values that float() and math functions convert
// (__float__).
type Floater interface {
	PyFloat() (float64, error)
}

// Complexer is implemented by values that complex() converts (__complex__).
type Complexer interface {
	PyComplex() (complex128, error)
}

// Truther is implemented by values whose truth may fail (__bool__). Their
// Truth method raises through [Env.Raise].
type Truther interface {
	PyBool() (bool, error)
}

// Strer is implemented by values with a str() (__str__) other than their
// repr().
type Strer interface {
	PyStr() (string, error)
}

// Reprer is implemented by values whose repr() (__repr__) may fail. Others
// return it from String.
type Reprer interface {
	PyRepr() (string, error)
}

// Formatter is implemented by values with their own format specifications
// (__format__). Others take the empty specification, for str().
type Formatter interface {
	PyFormat(spec string) (string, error)
}

// Byter is implemented by values that bytes() and binary files take as a
// block of memory (the buffer protocol).
type Byter interface {
	PyBytes() ([]byte, error)
}

// Abser is implemented by values that abs() knows (__abs__).
type Abser interface {
	PyAbs() (starlark.Value, error)
}

// Rounder is implemented by values that round() knows (__round__); digits is
// nil where the call gives none.
type Rounder interface {
	PyRound(digits *int) (starlark.Value, error)
}

// Typed is implemented by values that have a Python type object. type(x),
// isinstance and error texts use it.
type Typed interface {
	PyType() *Type
}

// Iterator yields the items of a value, one at a time.
type Iterator interface {
	// Next returns the next item. It returns nil and no error at the end, and
	// from then on.
	Next() (starlark.Value, error)
}

// Iterable is implemented by values whose iteration may fail or runs script
// code (__iter__). For a native for loop [Iter] makes a starlark.Iterable of
// it, whose failure is raised through [Env.Raise].
type Iterable interface {
	PyIter() (Iterator, error)
}

// Reversible is implemented by values that reversed() goes through
// (__reversed__).
type Reversible interface {
	PyReversed() (Iterator, error)
}
