// Package pyrt gives go.starlark.net's values Python's meaning.
//
// A script is parsed and lowered by package dialect; what Starlark's own
// operators and builtins cannot say the lowered code asks of the names that
// [Universe] returns: comparisons that arrays may answer, subscripts with
// slices, context managers, formatting, exceptions, and Python's builtins
// with CPython's texts.
//
// Starlark's values stay what they are (starlark.Int, starlark.String,
// *starlark.List ...). Python's data model is a set of small interfaces, each
// named after the special method it stands for: a value that implements
// [Comparer] answers ==, one that implements [Context] works in a with
// statement. What Starlark already has an interface for is used as it is:
//
//	x[key]        starlark.Mapping       (Get with found = true, or an error)
//	x[key] = v    starlark.HasSetKey
//	x.name        starlark.HasAttrs
//	x.name = v    starlark.HasSetField
//	x(...)        starlark.Callable
//	x + y         starlark.HasBinary     (see [Binary] for the other operators)
//	-x, +x, ~x    starlark.HasUnary
//	for v in x    starlark.Iterable      (raising through [Env.Raise])
//
// Errors are exceptions: an [*Error] is a Go error and a Starlark value at
// once, and carries its class ([*Type]) with CPython's text.
//
// What the runtime needs of the world (files, clock, output, arguments) comes
// from the [Env] that a host puts into the thread with [NewThread]; pyrt and
// pymod never touch the operating system themselves. An Env belongs to one
// session and is used by one goroutine at a time.
package pyrt
