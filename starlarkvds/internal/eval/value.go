package eval

import (
	"math"

	"go.starlark.net/starlark"
)

// A kind tells how a val holds its value.
type kind uint8

const (
	nothing kind = iota // no value: an unbound variable, or a failed expression
	ref                 // a starlark.Value
	integer             // an int that fits an int64
	float               // a float
)

// A val is a value as the evaluator holds it. Numbers stand beside the
// interface, so that arithmetic allocates nothing; they become Starlark values
// where they leave: in a list, in a call of a builtin. A number that came from
// a Starlark value keeps it.
type val struct {
	k   kind
	n   int64 // integer, or the bits of a float
	ref starlark.Value
}

func refVal(v starlark.Value) val { return val{k: ref, ref: v} }
func intVal(n int64) val          { return val{k: integer, n: n} }
func floatVal(f float64) val      { return val{k: float, n: int64(math.Float64bits(f))} }

func boolVal(b bool) val { return val{k: ref, ref: starlark.Bool(b)} }

// float returns the number of a float val.
func (v val) float() float64 { return math.Float64frombits(uint64(v.n)) }

// value returns the Starlark value; nil for nothing.
func (v val) value() starlark.Value {
	if v.ref != nil {
		return v.ref
	}
	switch v.k {
	case integer:
		return starlark.MakeInt64(v.n)
	case float:
		return starlark.Float(v.float())
	}
	return nil
}

// number returns a val whose number stands beside the interface, if it has
// one.
func (v val) number() val {
	switch x := v.ref.(type) {
	case starlark.Int:
		if n, ok := x.Int64(); ok {
			return val{k: integer, n: n, ref: v.ref}
		}
	case starlark.Float:
		return val{k: float, n: int64(math.Float64bits(float64(x))), ref: v.ref}
	}
	return v
}

// A cell is a variable that inner functions share.
type cell struct{ v val }

var _ starlark.Value = (*cell)(nil)

func (c *cell) String() string        { return "cell" }
func (c *cell) Type() string          { return "cell" }
func (c *cell) Truth() starlark.Bool  { return true }
func (c *cell) Hash() (uint32, error) { return 0, nil }

// Freeze freezes the variable's value.
func (c *cell) Freeze() {
	if c.v.ref != nil {
		c.v.ref.Freeze()
	}
}
