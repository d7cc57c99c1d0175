package numpy

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A spec is one row of a function table.
type spec struct {
	name string
	sig  string
	impl func(c *call) starlark.Value
}

// A call is one running call of a function: its arguments by name. Its methods throw what is wrong with an
// argument; [function.CallInternal] catches it, so that implementations read as expressions.
type call struct {
	*Library
	thread *starlark.Thread
	sig    *signature
	bound
}

// thrown carries an error from a call's method to the function's edge.
type thrown struct{ err error }

func throw(err error) { panic(thrown{err}) }

func throwf(class *pyrt.Type, format string, args ...any) { throw(pyrt.Errorf(class, format, args...)) }

// itemSize is what a value of Python's takes in a list.
const itemSize = 16

// requireRoom throws MemoryError where n values of Python's do not fit.
func requireRoom(n int) {
	if n < 0 || !ndarray.Room(n, itemSize) {
		throwf(pyrt.MemoryError, "")
	}
}

// check throws a non-nil error.
func check(err error) {
	if err != nil {
		throw(err)
	}
}

// must returns v or throws err.
func must[T any](v T, err error) T {
	check(err)
	return v
}

// catch turns a thrown error into the result of the surrounding function, and gives every error its Python class.
func catch(err *error) {
	switch r := recover().(type) {
	case nil:
		if *err != nil {
			*err = PyError(*err)
		}
	case thrown:
		*err = PyError(r.err)
	default:
		panic(r)
	}
}

// PyError gives ndarray's errors their Python class.
func PyError(err error) error {
	if err == nil {
		return nil
	}
	var e *ndarray.Error
	if errors.As(err, &e) {
		return pyrt.Wrap(exceptionClass(e.Kind), e.Msg, err)
	}
	return err
}

// value returns an argument or its default; nil means not given where no default can be written.
func (c *call) value(name string) starlark.Value {
	i := c.sig.index(name)
	if v := c.vals[i]; v != nil {
		return v
	}
	return c.sig.params[i].def
}

// given reports whether an argument is present and not None.
func (c *call) given(name string) bool {
	v := c.value(name)
	return v != nil && v != starlark.None
}

func (c *call) array(name string) *ndarray.Array {
	return must(c.ToArray(c.value(name), nil))
}

// optArray is nil for None and absent.
func (c *call) optArray(name string) *ndarray.Array {
	if !c.given(name) {
		return nil
	}
	return c.array(name)
}

// operand reads an argument of arithmetic: Python's numbers stay weak.
func (c *call) operand(name string) *ndarray.Array { return must(c.toOperand(c.value(name))) }

func (c *call) optOperand(name string) *ndarray.Array {
	if !c.given(name) {
		return nil
	}
	return c.operand(name)
}

// out reads an out= argument, which must be an array.
func (c *call) out(name string) *ndarray.Array {
	v := c.value(name)
	if t, ok := v.(starlark.Tuple); ok && len(t) == 1 {
		v = t[0]
	}
	if v == nil || v == starlark.None {
		return nil
	}
	a, ok := v.(*Array)
	if !ok {
		throwf(pyrt.TypeError, "return arrays must be of ArrayType")
	}
	return a.a
}

// arrays reads a sequence of arrays, such as concatenate's first argument.
func (c *call) arrays(name string) []*ndarray.Array {
	items, ok := c.sequence(c.value(name))
	if !ok {
		throwf(pyrt.TypeError, "The first input argument needs to be a sequence")
	}
	out := make([]*ndarray.Array, len(items))
	for i, v := range items {
		out[i] = must(c.ToArray(v, nil))
	}
	return out
}

func (c *call) dtype(name string) *ndarray.DType {
	if !c.given(name) {
		return nil
	}
	return must(c.ToDType(c.value(name)))
}

func (c *call) bool(name string) bool { return must(pyrt.Truth(c.value(name))) }

func (c *call) str(name string) string {
	s, ok := starlark.AsString(c.value(name))
	if !ok {
		throwf(pyrt.TypeError, "%s must be str, not %s", name, pyrt.TypeOf(c.value(name)).Name())
	}
	return s
}

func (c *call) int(name string) int { return must(asInt(c.value(name))) }

// optInt is nil for None and absent.
func (c *call) optInt(name string) *int {
	if !c.given(name) {
		return nil
	}
	n := c.int(name)
	return &n
}

func (c *call) float(name string) float64 { return must(asFloat(c.value(name))) }

// axes reads axis=: None is nil, an int one axis, a tuple several.
func (c *call) axes(name string) []int {
	if !c.given(name) {
		return nil
	}
	return must(toInts(c.value(name)))
}

// shape reads an int or a sequence of ints.
func (c *call) shape(name string) []int { return must(ToShape(c.value(name))) }

// order reads order=: it reports whether it asks for Fortran's.
func (c *call) fortran(name string, like *ndarray.Array) bool {
	if !c.given(name) {
		return false
	}
	switch s := c.str(name); s {
	case "C", "c", "K", "k":
		return false
	case "F", "f":
		return true
	case "A", "a":
		return like != nil && like.IsFortran() && !like.IsContiguous()
	default:
		throwf(pyrt.ValueError, "order must be one of 'C', 'F', 'A', or 'K' (got '%s')", s)
		return false
	}
}

// wrap returns an array as a value.
func (c *call) wrap(a *ndarray.Array, err error) starlark.Value {
	check(err)
	return c.FromArray(a)
}

// result returns an array as numpy's functions do: a 0-d one as a scalar.
func (c *call) result(a *ndarray.Array, err error) starlark.Value {
	check(err)
	return c.Unbox(a)
}

// list returns arrays as a list, tuple as a tuple.
func (c *call) list(as []*ndarray.Array, err error) starlark.Value {
	return starlark.NewList(c.tuple(as, err).(starlark.Tuple))
}

func (c *call) tuple(as []*ndarray.Array, err error) starlark.Value {
	check(err)
	out := make(starlark.Tuple, len(as))
	for i, a := range as {
		out[i] = c.FromArray(a)
	}
	return out
}
