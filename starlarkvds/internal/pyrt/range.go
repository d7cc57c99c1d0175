package pyrt

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Range is Python's range of ints. Its ends fit an int64.
type Range struct {
	Start, Stop, Step int
	n                 int
	env               *Env // of the script that made it, or nil
}

var (
	_ starlark.Indexable  = (*Range)(nil)
	_ starlark.Mapping    = (*Range)(nil)
	_ starlark.Sequence   = (*Range)(nil)
	_ starlark.HasAttrs   = (*Range)(nil)
	_ starlark.Comparable = (*Range)(nil)
	_ Comparer            = (*Range)(nil)
	_ Container           = (*Range)(nil)
	_ Sessioned           = (*Range)(nil)
)

// NewRange returns range(start, stop, step); step is not zero.
func NewRange(start, stop, step int) *Range {
	return &Range{Start: start, Stop: stop, Step: step, n: SliceLen(start, stop, step)}
}

// newRange is the constructor of the type range.
func newRange(thread *starlark.Thread, _ *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := Call{Name: "range", Args: args, Kwargs: kwargs}
	var a, b int
	step := 1
	if err := c.Positional(1, &a, &b, &step); err != nil {
		return nil, err
	}
	if len(args) == 1 {
		a, b = 0, a
	}
	if step == 0 {
		return nil, Errorf(ValueError, "range() arg 3 must not be zero")
	}
	r := NewRange(a, b, step)
	r.env = EnvOf(thread)
	return r, nil
}

// PyEnv implements [Sessioned].
func (r *Range) PyEnv() *Env { return r.env }

// Len implements starlark.Sequence.
func (r *Range) Len() int { return r.n }

// Index implements starlark.Indexable.
func (r *Range) Index(i int) starlark.Value { return starlark.MakeInt(r.Start + i*r.Step) }

// Get is r[k], with slices.
func (r *Range) Get(k starlark.Value) (starlark.Value, bool, error) {
	if s, ok := k.(*Slice); ok {
		start, stop, step, err := s.Indices(r.n)
		if err != nil {
			return nil, false, err
		}
		return NewRange(r.Start+start*r.Step, r.Start+stop*r.Step, r.Step*step), true, nil
	}
	i, err := itemIndex(k, r.n, "range indices must be integers or slices, not %s", "range object index out of range")
	if err != nil {
		return nil, false, err
	}
	return r.Index(i), true, nil
}

// Iterate implements starlark.Iterable.
func (r *Range) Iterate() starlark.Iterator {
	return &rangeIterator{next: r.Start, step: r.Step, left: r.n}
}

type rangeIterator struct{ next, step, left int }

func (it *rangeIterator) Next(p *starlark.Value) bool {
	if it.left == 0 {
		return false
	}
	*p = starlark.MakeInt(it.next)
	it.next += it.step
	it.left--
	return true
}

func (it *rangeIterator) Done() {}

// PyContains reports whether y is one of the ints, without going through them.
func (r *Range) PyContains(y starlark.Value) (bool, error) {
	switch y.(type) {
	case starlark.Int, starlark.Bool:
		i, err := Int(y)
		if err != nil {
			return false, nil
		}
		return r.has(i), nil
	}
	return containsItem(r, y)
}

func (r *Range) has(i int) bool {
	if r.n == 0 || (i-r.Start)%r.Step != 0 {
		return false
	}
	at := (i - r.Start) / r.Step
	return 0 <= at && at < r.n
}

// PyCompare compares ranges as the sequences they are.
func (r *Range) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	s, ok := y.(*Range)
	if !ok || op != Eq && op != Ne {
		return NotImplemented, nil
	}
	return starlark.Bool(r.equal(s) == (op == Eq)), nil
}

func (r *Range) equal(s *Range) bool {
	return r.n == s.n && (r.n == 0 || r.Start == s.Start && (r.n == 1 || r.Step == s.Step))
}

// CompareSameType lets dicts find a range key.
func (r *Range) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	return r.equal(y.(*Range)) == (op == syntax.EQL), nil
}

// Attr returns start, stop and step.
func (r *Range) Attr(name string) (starlark.Value, error) {
	switch name {
	case "start":
		return starlark.MakeInt(r.Start), nil
	case "stop":
		return starlark.MakeInt(r.Stop), nil
	case "step":
		return starlark.MakeInt(r.Step), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (r *Range) AttrNames() []string { return []string{"start", "step", "stop"} }

// String returns Python's repr.
func (r *Range) String() string {
	if r.Step == 1 {
		return fmt.Sprintf("range(%d, %d)", r.Start, r.Stop)
	}
	return fmt.Sprintf("range(%d, %d, %d)", r.Start, r.Stop, r.Step)
}

// Type implements starlark.Value.
func (r *Range) Type() string { return "range" }

// Freeze implements starlark.Value.
func (r *Range) Freeze() {}

// Truth implements starlark.Value.
func (r *Range) Truth() starlark.Bool { return r.n > 0 }

// Hash implements starlark.Value.
func (r *Range) Hash() (uint32, error) {
	if r.n == 0 {
		return 0, nil
	}
	return uint32(r.n)*1000003 ^ uint32(r.Start), nil
}

// PyType implements [Typed].
func (r *Range) PyType() *Type { return RangeType }
