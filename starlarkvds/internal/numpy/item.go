package numpy

import (
	"fmt"
	"math/big"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file converts single values between Starlark and the Go values that ndarray stores and returns. Object arrays
// hold Go values for None, bool, int, float, complex, str and bytes, and the Starlark value itself for all others.

// toItem returns the Go value of one element to be.
func (lib *Library) toItem(v starlark.Value) any {
	switch v := pyrt.Plain(v).(type) {
	case starlark.NoneType:
		return nil
	case starlark.Bool:
		return bool(v)
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			return n
		}
		return v.BigInt()
	case starlark.Float:
		return float64(v)
	case pyrt.Complex:
		return complex128(v)
	case starlark.String:
		return string(v)
	case starlark.Bytes:
		return []byte(v)
	case *Scalar:
		return v.s
	case *Array:
		if v.a.NDim() == 0 && v.a.DType().Kind() != ndarray.Object {
			return v.a.Flat(0)
		}
	case Itemer:
		return v.NumpyItem()
	}
	return v
}

// leafTuple is toItem for an element of a structured array.
func (lib *Library) leafTuple(t starlark.Tuple) ndarray.Tuple {
	out := make(ndarray.Tuple, len(t))
	for i, v := range t {
		switch v := v.(type) {
		case starlark.Tuple:
			out[i] = lib.leafTuple(v)
		case *starlark.List, *Array:
			if a, err := lib.ToArray(v, nil); err == nil {
				out[i] = a
				continue
			}
			out[i] = v
		default:
			out[i] = lib.toItem(v)
		}
	}
	return out
}

// fromItem is the inverse of toItem.
func (lib *Library) fromItem(item any) starlark.Value {
	switch v := item.(type) {
	case nil:
		return starlark.None
	case starlark.Value:
		return v
	case bool:
		return starlark.Bool(v)
	case int:
		return starlark.MakeInt(v)
	case int64:
		return starlark.MakeInt64(v)
	case uint64:
		return starlark.MakeUint64(v)
	case *big.Int:
		return starlark.MakeBigInt(v)
	case float64:
		return starlark.Float(v)
	case complex128:
		return pyrt.Complex(v)
	case string:
		return starlark.String(v)
	case []byte:
		return starlark.Bytes(v)
	case ndarray.Tuple:
		out := make(starlark.Tuple, len(v))
		for i, x := range v {
			out[i] = lib.fromItem(x)
		}
		return out
	case *ndarray.Array:
		return lib.FromArray(v)
	case ndarray.Scalar:
		return lib.FromScalar(v)
	case ndarray.Reference, ndarray.RegionReference:
		if lib.Reference != nil {
			return lib.Reference(v)
		}
	}
	return starlark.String(fmt.Sprint(item))
}

// asInt reads an integer argument.
func asInt(v starlark.Value) (int, error) { return pyrt.Int(v) }

func asFloat(v starlark.Value) (float64, error) { return pyrt.Float(v) }

// toInts reads one integer or a sequence of them.
func toInts(v starlark.Value) ([]int, error) {
	switch v.(type) {
	case starlark.Tuple, *starlark.List: // no numbers: the error would cost more than the rest
	default:
		if n, err := pyrt.Int(v); err == nil {
			return []int{n}, nil
		}
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "'%s' object cannot be interpreted as an integer", pyrt.TypeName(v))
	}
	out := make([]int, len(items))
	for i, item := range items {
		if out[i], err = pyrt.Int(item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ToShape reads a shape, with numpy's text for what is none.
func ToShape(v starlark.Value) ([]int, error) {
	if v == nil {
		v = starlark.None
	}
	shape, err := toInts(v)
	if err == nil {
		return shape, nil
	}
	if _, isSeq := v.(starlark.Indexable); isSeq {
		return nil, err
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "expected a sequence of integers or a single integer, got '%s'", reprOf(v))
}

// reprOf is repr(v), or a placeholder when that fails.
func reprOf(v starlark.Value) string {
	s, err := pyrt.Repr(v)
	if err != nil {
		return "?"
	}
	return s
}

// intTuple makes a tuple of ints, such as a shape.
func intTuple(v []int) starlark.Tuple {
	out := make(starlark.Tuple, len(v))
	for i, n := range v {
		out[i] = starlark.MakeInt(n)
	}
	return out
}

// shapeText writes a shape as Python writes a tuple.
func shapeText(shape []int) string {
	if len(shape) == 1 {
		return fmt.Sprintf("(%d,)", shape[0])
	}
	return "(" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(shape)), ", "), "[]") + ")"
}
