package ndarray

import (
	"slices"
	"strings"
)

// tightShape writes a shape as numpy's broadcasting errors do: (2,3), (3,), ().
func tightShape(shape []int) string {
	if len(shape) == 1 {
		return "(" + itoa(shape[0]) + ",)"
	}
	return "(" + joinInts(shape, ",") + ")"
}

func joinInts(v []int, sep string) string {
	s := make([]string, len(v))
	for i, x := range v {
		s[i] = itoa(x)
	}
	return strings.Join(s, sep)
}

// commonShape is the shape that all can be stretched to.
func commonShape(shapes [][]int) ([]int, bool) {
	n := 0
	for _, s := range shapes {
		n = max(n, len(s))
	}
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	for _, s := range shapes {
		for i, d := range s {
			o := &out[n-len(s)+i]
			switch {
			case d == 1 || d == *o:
			case *o == 1:
				*o = d
			default:
				return nil, false
			}
		}
	}
	return out, true
}

// BroadcastShapes is np.broadcast_shapes.
func BroadcastShapes(shapes ...[]int) ([]int, error) {
	for i := range shapes {
		s, ok := commonShape(shapes[:i+1])
		if !ok {
			j := 0
			for ; j < i; j++ {
				if _, ok := commonShape([][]int{shapes[j], shapes[i]}); !ok {
					break
				}
			}
			return nil, valueError("shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg %d with shape %s and arg %d with shape %s.",
				j, shapeText(shapes[j]), i, shapeText(shapes[i]))
		}
		if i == len(shapes)-1 {
			return s, nil
		}
	}
	return []int{}, nil
}

// broadcastStrides are the strides of a stretched view.
func broadcastStrides(shape, strides, to []int) ([]int, bool) {
	if len(shape) > len(to) {
		return nil, false
	}
	out := make([]int, len(to))
	lead := len(to) - len(shape)
	for i, d := range shape {
		switch {
		case d == to[lead+i]:
			out[lead+i] = strides[i]
		case d != 1:
			return nil, false
		}
	}
	return out, true
}

// stretch is a view of a in a shape that it broadcasts to; it keeps weakness.
func (a *Array) stretch(shape []int) (*Array, error) {
	if slices.Equal(a.shape, shape) {
		return a, nil
	}
	v, err := a.BroadcastTo(shape)
	if err != nil {
		return nil, err
	}
	v.weak, v.big = a.weak, a.big
	return v, nil
}

// BroadcastTo is np.broadcast_to: a read-only view.
func (a *Array) BroadcastTo(shape []int) (*Array, error) {
	for _, d := range shape {
		if d < 0 {
			return nil, valueError("all elements of broadcast shape must be non-negative")
		}
	}
	if len(shape) < len(a.shape) {
		return nil, valueError("input operand has more dimensions than allowed by the axis remapping")
	}
	if _, err := checkedSize(basic(Void, 1), shape); err != nil {
		return nil, err
	}
	strides, ok := broadcastStrides(a.shape, a.strides, shape)
	if !ok {
		return nil, valueError("operands could not be broadcast together with remapped shapes [original->remapped]: %s  and requested shape %s",
			tightShape(a.shape), tightShape(shape))
	}
	v := a.view(a.dtype, slices.Clone(shape), strides, a.off)
	v.readonly = true
	return v, nil
}

// BroadcastArrays is np.broadcast_arrays.
func BroadcastArrays(arrays ...*Array) ([]*Array, error) {
	shapes := make([][]int, len(arrays))
	for i, a := range arrays {
		shapes[i] = a.shape
	}
	shape, err := BroadcastShapes(shapes...)
	if err != nil {
		return nil, err
	}
	out := make([]*Array, len(arrays))
	for i, a := range arrays {
		if out[i], err = a.stretch(shape); err != nil {
			return nil, err
		}
	}
	return out, nil
}
