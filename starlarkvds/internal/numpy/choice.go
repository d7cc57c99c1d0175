package numpy

import (
	"math"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// choice draws from a population, as each of numpy's two generations does.
func choice(c *call) starlark.Value {
	a := c.array("a")
	n, size, shape, scalar := c.population(a), 1, []int(nil), !c.given("size")
	if !scalar {
		shape = c.shape("size")
		for _, d := range shape {
			size *= d
		}
	}
	p := c.probabilities(n)
	var idx []int64
	switch {
	case c.bool("replace") && p != nil:
		idx = c.gen().weighted(p, size)
	case c.bool("replace"):
		draw := random.Bounded[uint64](c.gen().s, 64)
		for range size {
			idx = append(idx, int64(draw(0, uint64(n-1))))
		}
	default:
		idx = c.withoutReplacement(n, size, p)
	}
	at := must(must(fillWords(c, ndarray.Int64(), idx)).Reshape(shape))
	switch {
	case a.NDim() == 0 && scalar:
		return starlark.MakeInt64(idx[0])
	case a.NDim() == 0:
		return c.FromArray(at)
	}
	axis := 0
	if c.has("axis") {
		axis = c.int("axis")
	}
	r := must(ndarray.Take(a, at, &axis, "raise"))
	if scalar {
		return c.Unbox(r)
	}
	return c.FromArray(r)
}

// population is the number of things to choose from.
func (c *call) population(a *ndarray.Array) int {
	legacy := c.gen().s.Legacy
	if a.NDim() == 0 {
		n, ok := a.Flat(0).Int64()
		if k := a.DType().Kind(); !ok || k != ndarray.Int && k != ndarray.Uint && k != ndarray.Bool {
			if legacy {
				throwf(pyrt.ValueError, "a must be 1-dimensional or an integer")
			}
			throwf(pyrt.ValueError, "a must be a sequence or an integer, not %s", pyrt.TypeOf(c.value("a")).String())
		}
		if n <= 0 && legacy {
			throwf(pyrt.ValueError, "a must be greater than 0 unless no samples are taken")
		} else if n <= 0 {
			throwf(pyrt.ValueError, "a must be a positive integer unless no samples are taken")
		}
		return int(n)
	}
	axis := 0
	if legacy && a.NDim() != 1 {
		throwf(pyrt.ValueError, "a must be 1-dimensional")
	} else if !legacy {
		axis = (c.int("axis") + a.NDim()) % a.NDim()
	}
	n := a.Shape()[axis]
	if n == 0 && legacy {
		throwf(pyrt.ValueError, "'a' cannot be empty unless no samples are taken")
	} else if n == 0 {
		throwf(pyrt.ValueError, "a cannot be empty unless no samples are taken")
	}
	return n
}

// probabilities reads and checks p=.
func (c *call) probabilities(n int) []float64 {
	if !c.given("p") {
		return nil
	}
	texts := []string{"p must be 1-dimensional", "a and p must have same size", "Probabilities contain NaN", "Probabilities are not non-negative",
		"Probabilities do not sum to 1. See Notes section of docstring for more information."}
	if c.gen().s.Legacy {
		texts = []string{"'p' must be 1-dimensional", "'a' and 'p' must have same size", "probabilities contain NaN", "probabilities are not non-negative",
			"probabilities do not sum to 1"}
	}
	a := c.array("p")
	p := floats(a)
	sum, comp := 0.0, 0.0 // Kahan
	for _, v := range p {
		y := v - comp
		t := sum + y
		comp = (t - sum) - y
		sum = t
	}
	switch {
	case a.NDim() != 1:
		throwf(pyrt.ValueError, "%s", texts[0])
	case len(p) != n:
		throwf(pyrt.ValueError, "%s", texts[1])
	case math.IsNaN(sum):
		throwf(pyrt.ValueError, "%s", texts[2])
	case slices.Min(p) < 0:
		throwf(pyrt.ValueError, "%s", texts[3])
	case math.Abs(sum-1) > math.Sqrt(math.Ldexp(1, -52)):
		throwf(pyrt.ValueError, "%s", texts[4])
	}
	return p
}

// weighted draws indices by the inverse of the cumulative distribution.
func (g *generator) weighted(p []float64, n int) []int64 {
	cdf := make([]float64, len(p))
	sum := 0.0
	for i, v := range p {
		sum += v
		cdf[i] = sum
	}
	for i := range cdf {
		cdf[i] /= sum
	}
	out := make([]int64, n)
	for i := range out {
		u := g.s.Float64()
		at, _ := slices.BinarySearchFunc(cdf, u, func(c, u float64) int {
			if c <= u {
				return -1
			}
			return 1
		})
		out[i] = int64(at)
	}
	return out
}

func (c *call) withoutReplacement(n, size int, p []float64) []int64 {
	g := c.gen()
	if size > n && g.s.Legacy {
		throwf(pyrt.ValueError, "Cannot take a larger sample than population when 'replace=False'")
	} else if size > n {
		throwf(pyrt.ValueError, "Cannot take a larger sample than population when replace is False")
	}
	if size < 0 {
		throwf(pyrt.ValueError, "negative dimensions are not allowed")
	}
	if p != nil {
		return g.weightedDistinct(slices.Clone(p), size)
	}
	if g.s.Legacy {
		all := ascending(n)
		swapDown(len(all), 1, g.s.Interval, func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[:size]
	}
	return g.distinct(n, size, c.bool("shuffle"))
}

// weightedDistinct draws again and again, each time without what was found already.
func (g *generator) weightedDistinct(p []float64, size int) []int64 {
	nonzero := 0
	for _, v := range p {
		if v > 0 {
			nonzero++
		}
	}
	if nonzero < size {
		throwf(pyrt.ValueError, "Fewer non-zero entries in p than size")
	}
	var found []int64
	for len(found) < size {
		for _, i := range found {
			p[i] = 0
		}
		seen := map[int64]bool{}
		for _, i := range g.weighted(p, size-len(found)) {
			if !seen[i] {
				seen[i] = true
				found = append(found, i)
			}
		}
	}
	return found
}

// distinct is Generator's choice without replacement: the tail of a partial shuffle for large samples of large
// populations, Floyd's algorithm otherwise.
func (g *generator) distinct(n, size int, shuffled bool) []int64 {
	cutoff := 50
	if !shuffled {
		cutoff = 20
	}
	if n > 10000 && size > n/cutoff {
		all := ascending(n)
		swapDown(n, max(n-size, 1), g.s.Below, func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[n-size:]
	}
	seen := make(map[int64]bool, size)
	idx := make([]int64, 0, size)
	for j := n - size; j < n; j++ {
		v := int64(g.s.Below(uint64(j)))
		if seen[v] {
			v = int64(j)
		}
		seen[v] = true
		idx = append(idx, v)
	}
	if shuffled {
		swapDown(size, 1, g.s.Below, func(i, j int) { idx[i], idx[j] = idx[j], idx[i] })
	}
	return idx
}

func ascending(n int) []int64 {
	requireRoom(n)
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i)
	}
	return out
}

// swapDown is the Fisher-Yates shuffle from the end: item i changes places with one at or below it.
func swapDown(n, first int, below func(uint64) uint64, swap func(i, j int)) {
	for i := n - 1; i >= first; i-- {
		swap(i, int(below(uint64(i))))
	}
}

// shuffle shuffles an array along an axis, or a list, in place.
func (g *generator) shuffle(c *call, x starlark.Value, axis int) {
	switch v := x.(type) {
	case *Array:
		if v.frozen || !v.a.Writable() {
			throwf(pyrt.ValueError, "array is read-only")
		}
		a := v.a
		if a.NDim() == 0 {
			throwf(pyrt.TypeError, "len() of unsized object")
		}
		if axis != 0 {
			a = must(a.SwapAxes(0, axis))
		}
		if a.Size() > 0 {
			g.shuffleRows(a)
		}
	case *starlark.List:
		swapDown(v.Len(), 1, g.s.Interval, func(i, j int) {
			x, y := v.Index(i), v.Index(j)
			check(v.SetIndex(i, y))
			check(v.SetIndex(j, x))
		})
	default:
		throwf(pyrt.TypeError, "'%s' object does not support item assignment", pyrt.TypeName(x))
	}
}

// shuffleRows permutes the first axis of an array in place.
func (g *generator) shuffleRows(a *ndarray.Array) {
	n := a.Shape()[0]
	order := ascending(n)
	swapDown(n, 1, g.s.Interval, func(i, j int) { order[i], order[j] = order[j], order[i] })
	idx := must(ndarray.New(a.Env(), ndarray.Int64(), []int{n}))
	data, _ := ndarray.Data[int64](idx)
	copy(data, order)
	check(a.Assign(must(ndarray.Take(a, idx, new(int), "raise")), ndarray.CastNo))
}

// permuted shuffles all elements of x, or each run along an axis by itself.
func permuted(c *call, x, out *ndarray.Array) starlark.Value {
	a := must(x.Copy())
	if !c.given("axis") {
		flat := must(a.Ravel())
		c.gen().shuffleRows(flat)
		a = must(flat.Reshape(x.Shape()))
	} else {
		axis := c.int("axis")
		last := must(a.MoveAxis([]int{axis}, []int{-1}))
		for i := range last.Size() / max(last.Shape()[last.NDim()-1], 1) {
			keys := make([]ndarray.Key, 0, last.NDim())
			for d, rest := last.NDim()-2, i; d >= 0; d-- {
				keys = append([]ndarray.Key{ndarray.IntKey(rest % last.Shape()[d])}, keys...)
				rest /= last.Shape()[d]
			}
			c.gen().shuffleRows(part(last, keys...))
		}
	}
	if out == nil {
		return c.FromArray(a)
	}
	check(out.Assign(a, ndarray.CastSafe))
	return c.value("out")
}

func permutation(c *call) starlark.Value {
	g := c.gen()
	if i, err := pyrt.Index(c.value("x")); err == nil {
		a := countTo(c, must(pyrt.Int(i)), ndarray.Int64())
		g.shuffle(c, c.FromArray(a), 0)
		return c.FromArray(a)
	}
	a := c.array("x")
	if a.NDim() < 1 && g.s.Legacy {
		throwf(pyrt.IndexError, "x must be an integer or at least 1-dimensional")
	}
	if a.NDim() == 1 {
		a = must(a.Copy())
		g.shuffle(c, c.FromArray(a), 0)
		return c.FromArray(a)
	}
	axis := c.int("axis")
	idx := countTo(c, a.Shape()[(axis+a.NDim())%a.NDim()], ndarray.Int64())
	g.shuffle(c, c.FromArray(idx), 0)
	return c.wrap(ndarray.Take(a, idx, &axis, "raise"))
}
