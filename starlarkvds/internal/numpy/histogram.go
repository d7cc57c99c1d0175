package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

func convolve(c *call) starlark.Value {
	a, v := c.array("a"), c.array("v")
	if a.Size() == 0 || v.Size() == 0 {
		throwf(pyrt.ValueError, "%s cannot be empty", map[bool]string{true: "a", false: "v"}[a.Size() == 0])
	}
	if v.Size() > a.Size() {
		a, v = v, a
	}
	n, m := a.Size(), v.Size()
	dt := must(ndarray.ResultType(a, v))
	out := must(ndarray.New(c.nd, dt, []int{n + m - 1}))
	for i := range m {
		dst := part(out, span(i, i+n))
		check(dst.Assign(ap("add", dst, ap("multiply", a, v.Flat(i).Array())), ndarray.CastUnsafe))
	}
	switch c.str("mode") {
	case "full":
		return c.FromArray(out)
	case "same":
		start := (m - 1) / 2
		return c.FromArray(part(out, span(start, start+n)))
	case "valid":
		return c.FromArray(part(out, span(m-1, n)))
	}
	throwf(pyrt.ValueError, "mode must be one of 'valid', 'same', or 'full' (got '%s')", c.str("mode"))
	return nil
}

func bincount(c *call) starlark.Value {
	x, n := c.array("x"), c.int("minlength")
	if x.NDim() != 1 {
		throwf(pyrt.ValueError, "object too deep for desired array")
	}
	if k := x.DType().Kind(); x.Size() > 0 && k != ndarray.Bool && k != ndarray.Int && k != ndarray.Uint {
		throwf(pyrt.TypeError, "Cannot cast array data from dtype('%s') to dtype('int64') according to the rule 'safe'", x.DType().String())
	}
	idx := asInts(x)
	for _, v := range idx {
		if v < 0 {
			throwf(pyrt.ValueError, "'list' argument must have no negative elements")
		}
		n = max(n, int(v)+1)
	}
	if c.given("weights") {
		w, sums := floats(c.array("weights")), make([]float64, n)
		if len(w) != len(idx) {
			throwf(pyrt.ValueError, "The weights and list don't have the same length.")
		}
		for i, at := range idx {
			sums[at] += w[i]
		}
		return c.FromArray(c.fromFloats(sums, []int{n}))
	}
	out := must(ndarray.New(c.nd, ndarray.Int64(), []int{n}))
	counts, _ := ndarray.Data[int64](out)
	for _, at := range idx {
		counts[at]++
	}
	return c.FromArray(out)
}

// asInts is the elements of an array as int64.
func asInts(x *ndarray.Array) []int64 {
	idx, _ := ndarray.Data[int64](must(x.AsType(ndarray.Int64(), ndarray.CastUnsafe)))
	return idx
}

// binEdges reads bins= and range= of histogram.
func binEdges(c *call, a *ndarray.Array) *ndarray.Array {
	bins := c.value("bins")
	if _, named := bins.(starlark.String); named {
		f := c.scriptFunction("_numpy_bins", "bins")
		if f == nil {
			throwf(pyrt.NotImplementedError, "bins=%s needs the modules of the host", bins)
		}
		bins = must(starlark.Call(c.thread, f, starlark.Tuple{c.FromArray(a), bins, orNone(c.value("range")), orNone(c.value("weights"))}, nil))
	}
	n, err := pyrt.Int(bins)
	if err != nil {
		edges := c.array("bins")
		if edges.NDim() != 1 {
			throwf(pyrt.ValueError, "`bins` must be 1d, when an array")
		}
		return edges
	}
	if n < 1 {
		throwf(pyrt.ValueError, "`bins` must be positive, when an integer")
	}
	lo, hi := 0.0, 1.0
	if c.given("range") {
		r := must(pyrt.Collect(c.value("range")))
		lo, hi = must(pyrt.Float(r[0])), must(pyrt.Float(r[1]))
		if lo > hi {
			throwf(pyrt.ValueError, "max must be larger than min in range parameter.")
		}
	} else if a.Size() > 0 {
		lo, _ = reduceTo(ndarray.Min, a, nil, false).Flat(0).Float64()
		hi, _ = reduceTo(ndarray.Max, a, nil, false).Flat(0).Float64()
	}
	if math.IsNaN(lo) || math.IsInf(lo, 0) || math.IsNaN(hi) || math.IsInf(hi, 0) {
		throwf(pyrt.ValueError, "autodetected range of [%s, %s] is not finite", reprOf(starlark.Float(lo)), reprOf(starlark.Float(hi)))
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	dt := ndarray.Float64()
	if a.DType().Kind() == ndarray.Float {
		dt = must(ndarray.ResultType(a, ndarray.WeakFloat(1)))
	}
	return first(c.spaced(ndarray.FloatValue(lo).Array(), ndarray.FloatValue(hi).Array(), n+1, true, dt))
}

// histogram counts by the edges themselves, the last bin closed on both sides.
func histogram(c *call) starlark.Value {
	a := must(c.array("a").Ravel())
	edges := binEdges(c, a)
	e, n := floats(edges), edges.Size()-1
	var w []float64
	if c.given("weights") {
		w = floats(c.array("weights"))
	}
	sums := make([]float64, n)
	for i, v := range floats(a) {
		if !(v >= e[0] && v <= e[n]) {
			continue
		}
		lo, hi := 0, n-1
		for lo < hi {
			if mid := (lo + hi + 1) / 2; e[mid] <= v {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		if w != nil {
			sums[lo] += w[i]
		} else {
			sums[lo]++
		}
	}
	hist := c.fromFloats(sums, []int{n})
	if c.given("density") && c.bool("density") {
		total := reduceTo(ndarray.Sum, hist, nil, false)
		hist = ap("true_divide", ap("true_divide", hist, must(ndarray.Diff(edges, 1, 0))), total)
	} else if w == nil {
		hist = must(hist.To(ndarray.Int64()))
	}
	return starlark.Tuple{c.FromArray(hist), c.FromArray(edges)}
}
