package ndarray

import (
	"encoding/binary"
	"fmt"
)

// objectHeap holds the values of object elements. Elements are 8-byte handles
// in native order; 0 is None. A handle belongs to one element, so that
// replacing the element may reuse its place.
type objectHeap struct {
	values []any // handle h is values[h-1]
	free   []uint64
}

func (h *objectHeap) get(b []byte) any {
	x := binary.NativeEndian.Uint64(b)
	if h == nil || x == 0 || x > uint64(len(h.values)) {
		return nil
	}
	return h.values[x-1]
}

// value is get for an element of dtype d: variable-length data that came from
// a file becomes the value that h5py gives it.
func (h *objectHeap) value(d *DType, b []byte, env *Env) any {
	v := h.get(b)
	if q, ok := v.(sequence); ok {
		return env.objects().Wrap(q.value(d, env))
	}
	return v
}

// set stores a value in the element at b.
func (h *objectHeap) set(b []byte, v any) {
	x := binary.NativeEndian.Uint64(b)
	switch {
	case x > 0 && x <= uint64(len(h.values)):
		h.values[x-1] = v
	default:
		binary.NativeEndian.PutUint64(b, h.add(v))
	}
}

// add returns a new handle for v.
func (h *objectHeap) add(v any) uint64 {
	if v == nil {
		return 0
	}
	if n := len(h.free); n > 0 {
		x := h.free[n-1]
		h.free = h.free[:n-1]
		h.values[x-1] = v
		return x
	}
	h.values = append(h.values, v)
	return uint64(len(h.values))
}

// releaseAll frees the handles in whole elements of dt.
func (h *objectHeap) releaseAll(dt *DType, b []byte) {
	for ; len(b) >= dt.size; b = b[dt.size:] {
		eachHandle(dt, b[:dt.size], func(p []byte) {
			x := binary.NativeEndian.Uint64(p)
			if x > 0 && x <= uint64(len(h.values)) && h.values[x-1] != nil {
				h.values[x-1] = nil
				h.free = append(h.free, x)
			}
		})
	}
}

// eachHandle calls f with the bytes of every object in an element.
func eachHandle(dt *DType, b []byte, f func([]byte)) {
	switch {
	case dt.kind == Object:
		f(b[:8])
	case dt.base != nil && dt.base.hasObjects():
		for ; len(b) >= dt.base.size; b = b[dt.base.size:] {
			eachHandle(dt.base, b[:dt.base.size], f)
		}
	default:
		for _, field := range dt.fields {
			if field.Type.hasObjects() {
				eachHandle(field.Type, b[field.Offset:field.Offset+field.Type.size], f)
			}
		}
	}
}

// objectOf turns a Go value into what an object array stores.
func objectOf(env *Env, v any) any {
	switch x := v.(type) {
	case nil:
		return nil
	case npText:
		if x.bytes {
			return env.objects().Wrap([]byte(x.s))
		}
		return env.objects().Wrap(x.s)
	}
	return v
}

// GoObjects gives Go values in object arrays Python's meaning: numbers have
// arithmetic, strings concatenate, everything has text.
type GoObjects struct{}

// Apply computes with the values as 0-d arrays.
func (GoObjects) Apply(op Op, args ...any) (any, error) {
	in := make([]*Array, len(args))
	for i, x := range args {
		a, err := FromValues(nil, nil, nil, []any{x})
		if err != nil {
			return nil, err
		}
		if a.dtype.kind == Object {
			return nil, typeError("unsupported operand type(s) for %s: '%s'", op, pythonType(x))
		}
		in[i] = a
	}
	out, err := Apply(op, Options{}, in...)
	if err != nil {
		return nil, err
	}
	return out[0].Flat(0).Item(), nil
}

// Truth is Python's bool(x).
func (GoObjects) Truth(x any) (bool, error) {
	if a, ok := x.(*Array); ok {
		s, err := a.Scalar()
		if err != nil {
			return false, err
		}
		return s.Truth()
	}
	return x != nil, nil
}

// Str is Python's str(x).
func (GoObjects) Str(x any) string {
	switch x := x.(type) {
	case *Array:
		return x.Str(nil)
	case Scalar:
		return x.Str()
	case fmt.Stringer:
		return x.String()
	case []byte:
		return string(appendBytesRepr(nil, x))
	case Tuple:
		return tupleText(x)
	}
	if s, err := textOf(nil, plain(x)); err == nil {
		return s
	}
	return fmt.Sprint(x)
}

// plain hides values without a Python form behind their Go text.
func plain(x any) any {
	switch x.(type) {
	case nil, string, bool, float32, float64, complex128:
		return x
	}
	if _, ok := goInteger(x); ok {
		return x
	}
	return fmt.Sprint(x)
}

// Repr is Python's repr(x).
func (g GoObjects) Repr(x any) string {
	switch x := x.(type) {
	case string:
		return quote(x)
	case *Array:
		return x.Repr(nil)
	case Scalar:
		return x.Repr()
	}
	return g.Str(x)
}

// Wrap keeps Go values as they are.
func (GoObjects) Wrap(item any) any { return item }

// Unwrap gives the values of scalars and 0-d arrays.
func (GoObjects) Unwrap(x any) (any, bool) {
	switch x := x.(type) {
	case Scalar:
		return x.Item(), true
	case *Array:
		if x.Size() == 1 {
			return x.Flat(0).Item(), true
		}
	}
	return nil, false
}

func tupleText(t Tuple) string {
	s := "("
	for i, x := range t {
		if i > 0 {
			s += ", "
		}
		s += GoObjects{}.Repr(x)
	}
	if len(t) == 1 {
		s += ","
	}
	return s + ")"
}
