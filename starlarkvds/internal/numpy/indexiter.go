package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// iterationFunctions step through arrays in script loops.
var iterationFunctions = []spec{
	{"ndenumerate", "arr", func(c *call) starlark.Value {
		a := c.array("arr")
		it := &indexIterator{idx: make([]int, a.NDim()), shape: a.Shape(), left: a.Size()}
		it.item = func(i int) starlark.Value { return starlark.Tuple{intTuple(it.idx), c.FromScalar(a.Flat(i))} }
		return pyrt.NewIterator(c.thread, ndenumerateType, it)
	}},
	{"ndindex", "*shape", func(c *call) starlark.Value {
		shape := must(ToShape(oneOrAll(c.rest)))
		n := 1
		for _, d := range shape {
			switch {
			case d < 0:
				throwf(pyrt.ValueError, "negative dimensions are not allowed")
			case d > 0 && n > math.MaxInt/d:
				throwf(pyrt.ValueError, "maximum supported dimension for an ndarray is currently %d", math.MaxInt)
			}
			n *= d
		}
		it := &indexIterator{idx: make([]int, len(shape)), shape: shape, left: n}
		it.item = func(int) starlark.Value { return intTuple(it.idx) }
		return pyrt.NewIterator(c.thread, ndindexType, it)
	}},
}

var (
	ndenumerateType = pyrt.NewType(pyrt.TypeSpec{Name: "ndenumerate", Module: "numpy"})
	ndindexType     = pyrt.NewType(pyrt.TypeSpec{Name: "ndindex", Module: "numpy"})
)

// An indexIterator goes through the indexes of a shape in C order.
type indexIterator struct {
	idx, shape []int
	at, left   int
	item       func(at int) starlark.Value // for idx, the at-th index
}

// Next implements [pyrt.Iterator].
func (it *indexIterator) Next() (starlark.Value, error) {
	if it.left == 0 {
		return nil, nil
	}
	v := it.item(it.at)
	advance(it.idx, it.shape)
	it.at++
	it.left--
	return v, nil
}

// advance steps an index in C order.
func advance(idx, shape []int) {
	for d := len(idx) - 1; d >= 0; d-- {
		if idx[d]++; idx[d] < shape[d] {
			return
		}
		idx[d] = 0
	}
}
