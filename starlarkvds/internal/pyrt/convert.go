package pyrt

import (
	"math"

	"go.starlark.net/starlark"
)

// This file converts Starlark values to Go's, as Python's protocols do.

// Index returns x as an integer where Python wants one (operator.index):
// ints, bools and what implements [Indexer].
func Index(x starlark.Value) (starlark.Int, error) {
	switch x := x.(type) {
	case starlark.Int:
		return x, nil
	case starlark.Bool:
		return boolInt(x), nil
	case Indexer:
		return x.PyIndex()
	}
	return starlark.Int{}, Errorf(TypeError, "'%s' object cannot be interpreted as an integer", TypeName(x))
}

// boolInt returns 1 or 0.
func boolInt(b starlark.Bool) starlark.Int {
	if b {
		return starlark.MakeInt(1)
	}
	return starlark.MakeInt(0)
}

// Int is [Index] for a Go int; an OverflowError when it does not fit.
func Int(x starlark.Value) (int, error) {
	i, err := Index(x)
	if err != nil {
		return 0, err
	}
	n, ok := i.Int64()
	if !ok || int64(int(n)) != n {
		return 0, Errorf(OverflowError, "Python int too large to convert to C ssize_t")
	}
	return int(n), nil
}

// Float returns x as a float where Python wants one: floats, ints, bools and
// what implements [Floater] or [Indexer].
func Float(x starlark.Value) (float64, error) {
	switch x := x.(type) {
	case starlark.Float:
		return float64(x), nil
	case Floater:
		return x.PyFloat()
	case starlark.Int, starlark.Bool, Indexer:
		i, err := Index(x)
		if err != nil {
			return 0, err
		}
		return intFloat(i)
	}
	return 0, Errorf(TypeError, "must be real number, not %s", TypeName(x))
}

// intFloat returns the float nearest to i, or Python's OverflowError.
func intFloat(i starlark.Int) (float64, error) {
	f, _ := i.BigInt().Float64()
	if math.IsInf(f, 0) {
		return 0, Errorf(OverflowError, "int too large to convert to float")
	}
	return f, nil
}

// Truth returns the truth of x, or the error of a value that has none.
func Truth(x starlark.Value) (bool, error) {
	if t, ok := x.(Truther); ok {
		return t.PyBool()
	}
	return bool(x.Truth()), nil
}

// BytesOf returns the bytes of a bytes object or of a value that implements
// [Byter]. The caller must not change them.
func BytesOf(x starlark.Value) ([]byte, error) {
	switch x := Plain(x).(type) {
	case starlark.Bytes:
		return []byte(x), nil
	case Byter:
		return x.PyBytes()
	}
	return nil, Errorf(TypeError, "a bytes-like object is required, not '%s'", TypeName(x))
}
