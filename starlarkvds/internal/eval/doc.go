// Package eval runs scripts: it compiles the tree that package dialect lowers
// to Go closures over Starlark's values.
//
// go.starlark.net's own interpreter could run the same tree, and a test holds
// the two to the same results. This package is several times faster, for
// three reasons. Operators of lowered code, ($.lt & x) & y, are recognised and
// applied at once instead of by two method calls. Ints of 64 bits and floats
// stand in a frame's slots as they are (val), so that arithmetic allocates
// nothing. And calls between functions of a script put the arguments straight
// into the slots of the callee.
//
// Values are Starlark's wherever anybody else can see them; functions are
// starlark.Callables. Each activation of a function is a frame on the thread's
// own stack, with its place in the source, so that call stacks and tracebacks
// are those of go.starlark.net.
//
//	prog, err := eval.Compile(tree, isPredeclared) // tree from dialect.Lower
//	globals, err := prog.Init(thread, predeclared)
//
// A Program is immutable. A thread, with all that it runs, belongs to one
// goroutine at a time. Steps, one for each statement and call, are accounted to
// the session (pyrt.Env.Spend), which can end the run there.
package eval
