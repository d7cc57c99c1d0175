package pyrt

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"
)

// A Slice is the key of x[start:stop:step]. Absent parts are None.
type Slice struct {
	Start, Stop, Step starlark.Value
}

var (
	_ starlark.HasAttrs = (*Slice)(nil)
	_ Typed             = (*Slice)(nil)
	_ Comparer          = (*Slice)(nil)
)

// Indices returns the first index, the end and the step of the slice in a
// sequence of n items, as Python's slice.indices does: clipped, so that a loop
// from start to stop by step stays inside. Errors are those of CPython.
func (s *Slice) Indices(n int) (start, stop, step int, err error) {
	step, err = slicePart(s.Step, 1)
	if err != nil {
		return 0, 0, 0, err
	}
	if step == 0 {
		return 0, 0, 0, Errorf(ValueError, "slice step cannot be zero")
	}
	lo, hi := 0, n
	first, last := 0, n
	if step < 0 {
		lo, hi = -1, n-1
		first, last = n-1, -1
	}
	start, err = sliceBound(s.Start, first, n, lo, hi)
	if err != nil {
		return 0, 0, 0, err
	}
	stop, err = sliceBound(s.Stop, last, n, lo, hi)
	return start, stop, step, err
}

// sliceBound returns one clipped end of a slice; absent means def.
func sliceBound(v starlark.Value, def, n, lo, hi int) (int, error) {
	if v == nil || v == starlark.None {
		return def, nil
	}
	i, err := slicePart(v, def)
	if err != nil {
		return 0, err
	}
	if i < 0 {
		i = max(i+n, lo)
	}
	return min(max(i, lo), hi), nil
}

// slicePart reads one part; huge integers saturate.
func slicePart(v starlark.Value, def int) (int, error) {
	if v == nil || v == starlark.None {
		return def, nil
	}
	i, err := Index(v)
	if err != nil {
		return 0, Errorf(TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	return saturate(i), nil
}

// saturate returns i clipped to half the range of an int, so that adding a
// length to it cannot overflow.
func saturate(i starlark.Int) int {
	const limit = math.MaxInt / 2
	n, ok := i.Int64()
	switch {
	case ok && n < -limit, !ok && i.Sign() < 0:
		return -limit
	case ok && n > limit, !ok:
		return limit
	}
	return int(n)
}

// SliceLen returns the number of items from start to stop by step.
func SliceLen(start, stop, step int) int {
	switch {
	case step > 0 && start < stop:
		return (stop-start-1)/step + 1
	case step < 0 && start > stop:
		return (start-stop-1)/-step + 1
	}
	return 0
}

// Attr returns start, stop, step or the method indices.
func (s *Slice) Attr(name string) (starlark.Value, error) {
	switch name {
	case "start":
		return orNone(s.Start), nil
	case "stop":
		return orNone(s.Stop), nil
	case "step":
		return orNone(s.Step), nil
	case "indices":
		return NewFunc("indices", s.indices), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (s *Slice) AttrNames() []string { return []string{"indices", "start", "step", "stop"} }

func (s *Slice) indices(c *Call) (starlark.Value, error) {
	var n int
	if err := c.Positional(1, &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, Errorf(ValueError, "length should not be negative")
	}
	start, stop, step, err := s.Indices(n)
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{starlark.MakeInt(start), starlark.MakeInt(stop), starlark.MakeInt(step)}, nil
}

func orNone(v starlark.Value) starlark.Value {
	if v == nil {
		return starlark.None
	}
	return v
}

// PyCompare compares slices as the tuples of their parts.
func (s *Slice) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	t, ok := y.(*Slice)
	if !ok {
		return NotImplemented, nil
	}
	return Compare(op, s.tuple(), t.tuple())
}

func (s *Slice) tuple() starlark.Tuple {
	return starlark.Tuple{orNone(s.Start), orNone(s.Stop), orNone(s.Step)}
}

// String returns Python's repr.
func (s *Slice) String() string {
	return fmt.Sprintf("slice(%s, %s, %s)", repr(orNone(s.Start)), repr(orNone(s.Stop)), repr(orNone(s.Step)))
}

// Type implements starlark.Value.
func (s *Slice) Type() string { return "slice" }

// Freeze implements starlark.Value.
func (s *Slice) Freeze() {}

// Truth implements starlark.Value.
func (s *Slice) Truth() starlark.Bool { return true }

// Hash implements starlark.Value: in CPython 3.11 slices are unhashable.
func (s *Slice) Hash() (uint32, error) { return 0, Errorf(TypeError, "unhashable type: 'slice'") }

// PyType implements [Typed].
func (s *Slice) PyType() *Type { return SliceType }

// constant is a value of which there is one.
type constant struct {
	name string
	typ  func() *Type
}

// Ellipsis is Python's ... value.
var Ellipsis starlark.Value = &constant{"Ellipsis", func() *Type { return ellipsisType }}

// NotImplemented is what an operator method returns to decline.
var NotImplemented starlark.Value = &constant{"NotImplemented", func() *Type { return notImplementedType }}

func (c *constant) String() string       { return c.name }
func (c *constant) Type() string         { return c.typ().Name() }
func (c *constant) Freeze()              {}
func (c *constant) Truth() starlark.Bool { return true }
func (c *constant) Hash() (uint32, error) {
	return starlark.String(c.name).Hash()
}
func (c *constant) PyType() *Type { return c.typ() }
