package pyrt

import (
	"bytes"
	"cmp"
	"math"
	"strings"

	"go.starlark.net/starlark"
)

// Compare returns the value of x op y for one of the six comparisons. The
// result of arrays is an array; of Python's own values, a bool.
func Compare(op Op, x, y starlark.Value) (starlark.Value, error) {
	if derivedFrom(y, x) {
		z, err := y.(*Instance).PyCompare(op.Swapped(), x)
		if err != nil || z != NotImplemented {
			return z, err
		}
	}
	if c, ok := x.(Comparer); ok {
		if z, err := c.PyCompare(op, y); err != nil || z != NotImplemented {
			return z, err
		}
	}
	if c, ok := y.(Comparer); ok {
		if z, err := c.PyCompare(op.Swapped(), x); err != nil || z != NotImplemented {
			return z, err
		}
	}
	return compareBuiltin(op, x, y, 0)
}

// CompareBool is [Compare] for a condition: it asks the result for its truth.
func CompareBool(op Op, x, y starlark.Value) (bool, error) {
	z, err := Compare(op, x, y)
	if err != nil {
		return false, err
	}
	return Truth(z)
}

// Equal reports whether x == y is true, as containers ask it: the same object
// is equal to itself.
func Equal(x, y starlark.Value) (bool, error) {
	if Same(x, y) {
		return true, nil
	}
	return CompareBool(Eq, x, y)
}

// Same reports whether x is y: the same object, or equal constants and scalars
// of one type, which have no identity here.
func Same(x, y starlark.Value) bool {
	switch x := x.(type) {
	case starlark.Float:
		y, ok := y.(starlark.Float)
		return ok && math.Float64bits(float64(x)) == math.Float64bits(float64(y))
	case starlark.Int:
		y, ok := y.(starlark.Int)
		return ok && cmpInts(x, y) == 0
	case starlark.Tuple:
		y, ok := y.(starlark.Tuple)
		return ok && len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
	}
	if _, ok := y.(starlark.Tuple); ok {
		return false
	}
	return x == y
}

// maxCompareDepth bounds the recursion of comparing nested containers.
const maxCompareDepth = 900

// compareBuiltin compares values of which neither answers itself.
func compareBuiltin(op Op, x, y starlark.Value, depth int) (starlark.Value, error) {
	if depth > maxCompareDepth {
		return nil, Errorf(RecursionError, "maximum recursion depth exceeded in comparison")
	}
	switch x := x.(type) {
	case starlark.Int, starlark.Float, starlark.Bool:
		if z, ok := compareNumbers(op, x, y); ok {
			return z, nil
		}
	case starlark.String:
		if y, ok := y.(starlark.String); ok {
			return ordered(op, strings.Compare(string(x), string(y))), nil
		}
	case starlark.Bytes:
		if y, ok := y.(starlark.Bytes); ok {
			return ordered(op, strings.Compare(string(x), string(y))), nil
		}
		if y, ok := y.(Byter); ok {
			b, err := y.PyBytes()
			return ordered(op, bytes.Compare([]byte(x), b)), err
		}
	case *starlark.List:
		if y, ok := y.(*starlark.List); ok {
			return compareSequences(op, x, y, depth)
		}
	case starlark.Tuple:
		if y, ok := y.(starlark.Tuple); ok {
			return compareSequences(op, x, y, depth)
		}
	case *starlark.Dict:
		if y, ok := y.(*starlark.Dict); ok && (op == Eq || op == Ne) {
			eq, err := equalDicts(x, y, depth)
			return starlark.Bool(eq == (op == Eq)), err
		}
	case *starlark.Set:
		if y, ok := setOf(y); ok {
			return compareSets(op, x, y)
		}
	}
	switch op {
	case Eq:
		return starlark.Bool(Same(x, y)), nil
	case Ne:
		return starlark.Bool(!Same(x, y)), nil
	}
	return nil, Errorf(TypeError, "'%s' not supported between instances of '%s' and '%s'", op, TypeName(x), TypeName(y))
}

// ordered turns a three-way result into the answer to op.
func ordered(op Op, c int) starlark.Bool {
	switch op {
	case Eq:
		return c == 0
	case Ne:
		return c != 0
	case Lt:
		return c < 0
	case Le:
		return c <= 0
	case Gt:
		return c > 0
	}
	return c >= 0
}

// compareNumbers compares ints, floats and bools exactly; NaN is unequal to
// everything.
func compareNumbers(op Op, x, y starlark.Value) (starlark.Bool, bool) {
	if b, ok := x.(starlark.Bool); ok {
		x = boolInt(b)
	}
	if b, ok := y.(starlark.Bool); ok {
		y = boolInt(b)
	}
	switch x := x.(type) {
	case starlark.Int:
		switch y := y.(type) {
		case starlark.Int:
			return ordered(op, cmpInts(x, y)), true
		case starlark.Float:
			if math.IsNaN(float64(y)) {
				return op == Ne, true
			}
			return ordered(op, -compareFloatInt(float64(y), x)), true
		}
	case starlark.Float:
		switch y := y.(type) {
		case starlark.Int:
			if math.IsNaN(float64(x)) {
				return op == Ne, true
			}
			return ordered(op, compareFloatInt(float64(x), y)), true
		case starlark.Float:
			if x != x || y != y {
				return op == Ne, true
			}
			return ordered(op, cmp.Compare(x, y)), true
		}
	}
	return false, false
}

// compareFloatInt compares a float that is not NaN with an int, exactly.
func compareFloatInt(f float64, i starlark.Int) int {
	if math.IsInf(f, 0) {
		return int(math.Copysign(1, f))
	}
	whole := math.Floor(f)
	if c := cmpInts(floatInt(whole), i); c != 0 {
		return c
	}
	return cmp.Compare(f, whole)
}

// compareSequences compares item by item: the first difference decides, then
// the lengths.
func compareSequences(op Op, x, y starlark.Indexable, depth int) (starlark.Value, error) {
	if (op == Eq || op == Ne) && x.Len() != y.Len() {
		return starlark.Bool(op == Ne), nil
	}
	for i := 0; i < x.Len() && i < y.Len(); i++ {
		a, b := x.Index(i), y.Index(i)
		if Same(a, b) {
			continue
		}
		eq, err := equalAt(a, b, depth+1)
		if err != nil {
			return nil, err
		}
		if eq {
			continue
		}
		if op == Eq || op == Ne {
			return starlark.Bool(op == Ne), nil
		}
		return compareAt(op, a, b, depth+1)
	}
	return ordered(op, cmp.Compare(x.Len(), y.Len())), nil
}

// compareAt is Compare inside a container at some depth.
func compareAt(op Op, x, y starlark.Value, depth int) (starlark.Value, error) {
	_, a := x.(Comparer)
	_, b := y.(Comparer)
	if a || b {
		return Compare(op, x, y)
	}
	return compareBuiltin(op, x, y, depth)
}

func equalAt(x, y starlark.Value, depth int) (bool, error) {
	z, err := compareAt(Eq, x, y, depth)
	if err != nil {
		return false, err
	}
	return Truth(z)
}

func equalDicts(x, y *starlark.Dict, depth int) (bool, error) {
	if x.Len() != y.Len() {
		return false, nil
	}
	for k, v := range x.Entries() {
		w, found, err := dictGet(y, k)
		if err != nil || !found {
			return false, err
		}
		if Same(v, w) {
			continue
		}
		if eq, err := equalAt(v, w, depth+1); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

// compareSets answers subset and superset questions.
func compareSets(op Op, x, y *starlark.Set) (starlark.Value, error) {
	switch op {
	case Gt, Ge:
		return compareSets(op.Swapped(), y, x)
	case Eq, Ne:
		sub, err := isSubset(x, y)
		return starlark.Bool((sub && x.Len() == y.Len()) == (op == Eq)), err
	}
	sub, err := isSubset(x, y)
	return starlark.Bool(sub && (op == Le || x.Len() < y.Len())), err
}

func isSubset(x, y *starlark.Set) (bool, error) {
	if x.Len() > y.Len() {
		return false, nil
	}
	for item := range x.Elements() {
		if found, err := setHas(y, item); err != nil || !found {
			return false, err
		}
	}
	return true, nil
}
