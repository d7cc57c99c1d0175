package numpy

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A subscripter is a value that exists to be subscripted, such as np.s_ and np.mgrid.
type subscripter struct {
	name string
	get  func(key starlark.Value) starlark.Value
}

var _ starlark.Mapping = (*subscripter)(nil)

// String returns Python's repr.
func (s *subscripter) String() string { return fmt.Sprintf("<numpy.lib.%s object>", s.name) }

// Type implements starlark.Value.
func (s *subscripter) Type() string { return s.name }

// Freeze implements starlark.Value.
func (s *subscripter) Freeze() {}

// Truth implements starlark.Value.
func (s *subscripter) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (s *subscripter) Hash() (uint32, error) { return starlark.String(s.name).Hash() }

// Get implements starlark.Mapping.
func (s *subscripter) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	defer catch(&err)
	return s.get(key), true, nil
}

func (lib *Library) subscripters() starlark.StringDict {
	return starlark.StringDict{
		"s_": &subscripter{"IndexExpression", func(key starlark.Value) starlark.Value { return key }},
		"index_exp": &subscripter{"IndexExpression", func(key starlark.Value) starlark.Value {
			if t, ok := key.(starlark.Tuple); ok {
				return t
			}
			return starlark.Tuple{key}
		}},
		"mgrid": &subscripter{"MGridClass", func(key starlark.Value) starlark.Value { return lib.grid(key, false) }},
		"ogrid": &subscripter{"OGridClass", func(key starlark.Value) starlark.Value { return lib.grid(key, true) }},
		"r_":    &subscripter{"RClass", func(key starlark.Value) starlark.Value { return lib.joinPieces(key, 1) }},
		"c_":    &subscripter{"CClass", func(key starlark.Value) starlark.Value { return lib.joinPieces(key, 2) }},
	}
}

// stretch turns a slice into numbers: start:stop:step, or with an imaginary step that many points with both ends.
func (lib *Library) stretch(s *pyrt.Slice) *ndarray.Array {
	start, step := orNone(s.Start), orNone(s.Step)
	if start == starlark.None {
		start = starlark.MakeInt(0)
	}
	if step == starlark.None {
		step = starlark.MakeInt(1)
	}
	a, b := must(lib.ToArray(start, nil)), must(lib.ToArray(s.Stop, nil))
	if z, ok := step.(pyrt.Complex); ok {
		return first(lib.spaced(a, b, int(math.Abs(imag(complex128(z)))), true, nil))
	}
	return must(ndarray.Arange(lib.nd, must(a.Scalar()), must(b.Scalar()), must(must(lib.ToArray(step, nil)).Scalar()), nil))
}

func (lib *Library) grid(key starlark.Value, open bool) starlark.Value {
	if s, ok := key.(*pyrt.Slice); ok {
		return lib.FromArray(lib.stretch(s))
	}
	items := must(pyrt.Collect(key))
	axes := make([]*ndarray.Array, len(items))
	var shape []int
	for i, item := range items {
		s, ok := item.(*pyrt.Slice)
		if !ok {
			throwf(pyrt.AttributeError, "'%s' object has no attribute 'step'", pyrt.TypeName(item))
		}
		axes[i] = lib.stretch(s)
		shape = append(shape, axes[i].Size())
	}
	out := make(starlark.Tuple, len(axes))
	for i, a := range axes {
		along := make([]int, len(axes))
		for j := range along {
			along[j] = 1
		}
		along[i] = a.Size()
		axes[i] = must(a.Reshape(along))
		out[i] = lib.FromArray(axes[i])
		if !open {
			axes[i] = must(axes[i].BroadcastTo(shape))
		}
	}
	if open {
		return out
	}
	return lib.FromArray(must(ndarray.Stack(axes, 0)))
}

// joinPieces concatenates along the last axis what r_ and c_ are given; c_ makes columns of 1-d pieces.
func (lib *Library) joinPieces(key starlark.Value, ndim int) starlark.Value {
	items, ok := key.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{key}
	}
	pieces := make([]*ndarray.Array, len(items))
	for i, item := range items {
		switch v := item.(type) {
		case *pyrt.Slice:
			pieces[i] = lib.stretch(v)
		case starlark.String:
			throwf(pyrt.NotImplementedError, "np.r_ with a string directive is not supported by vdscript")
		default:
			pieces[i] = raiseDims(must(lib.ToArray(v, nil)), 1)
		}
		if ndim == 2 && pieces[i].NDim() == 1 {
			pieces[i] = must(pieces[i].Reshape([]int{-1, 1}))
		}
	}
	axis := ndim - 1
	if ndim == 2 {
		axis = pieces[0].NDim() - 1
	}
	return lib.FromArray(must(ndarray.Concatenate(pieces, &axis, nil)))
}
