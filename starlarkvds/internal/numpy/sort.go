package numpy

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// sortFunctions order and search, and treat arrays as sets.
var sortFunctions = []spec{
	{"sort", "a, axis=-1, kind=None, order=None, *, stable=None", func(c *call) starlark.Value {
		c.sortKind()
		return c.wrap(c.sorted(c.array("a"), c.optInt("axis")))
	}},
	{"argsort", "a, axis=-1, kind=None, order=None, *, stable=None", func(c *call) starlark.Value {
		c.sortKind()
		return c.wrap(ndarray.ArgSort(c.orderedBy(c.array("a")), c.optInt("axis")))
	}},
	{"partition", "a, kth, axis=-1, kind='introselect', order=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.Sort(c.array("a"), c.optInt("axis")))
	}},
	{"argpartition", "a, kth, axis=-1, kind='introselect', order=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.ArgSort(c.array("a"), c.optInt("axis")))
	}},
	{"lexsort", "keys, axis=-1", lexsort},
	{"searchsorted", "a, v, side='left', sorter=None", func(c *call) starlark.Value {
		a := c.array("a")
		if s := c.optArray("sorter"); s != nil {
			a = must(ndarray.Take(a, s, nil, "raise"))
		}
		side := c.str("side")
		if side != "left" && side != "right" {
			throwf(pyrt.ValueError, "search side must be one of 'left' or 'right' (got '%s')", side)
		}
		return c.result(ndarray.SearchSorted(a, c.array("v"), side == "right"))
	}},
	{"digitize", "x, bins, right=False", func(c *call) starlark.Value {
		return c.Unbox(digitize(c.array("x"), c.array("bins"), c.bool("right")))
	}},
	{"unique", "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True", unique},
	{"unique_values", "x, /", func(c *call) starlark.Value { return c.FromArray(must(ndarray.Unique(c.array("x"))).Values) }},
	{"isin", "element, test_elements, assume_unique=False, invert=False, *, kind=None", func(c *call) starlark.Value {
		return c.Unbox(isin(c.array("element"), c.array("test_elements"), c.bool("invert")))
	}},
	{"union1d", "ar1, ar2", func(c *call) starlark.Value {
		both := must(ndarray.Concatenate([]*ndarray.Array{c.array("ar1"), c.array("ar2")}, nil, nil))
		return c.FromArray(must(ndarray.Unique(both)).Values)
	}},
	{"setxor1d", "ar1, ar2, assume_unique=False", func(c *call) starlark.Value {
		a, b := must(ndarray.Unique(c.array("ar1"))).Values, must(ndarray.Unique(c.array("ar2"))).Values
		onlyA := part(a, ndarray.ArrayKey{Array: isin(a, b, true)})
		onlyB := part(b, ndarray.ArrayKey{Array: isin(b, a, true)})
		return c.FromArray(must(ndarray.Unique(must(ndarray.Concatenate([]*ndarray.Array{onlyA, onlyB}, nil, nil)))).Values)
	}},
	{"nonzero", "a", func(c *call) starlark.Value { return c.tuple(nonZero(c.array("a")), nil) }},
	{"flatnonzero", "a", func(c *call) starlark.Value { return c.FromArray(nonZero(must(c.array("a").Ravel()))[0]) }},
	{"argwhere", "a", func(c *call) starlark.Value {
		a := c.array("a")
		if a.NDim() == 0 {
			n := 0
			if must(a.Flat(0).Truth()) {
				n = 1
			}
			return c.wrap(ndarray.New(c.nd, ndarray.Int64(), []int{n, 0}))
		}
		return c.wrap(must(ndarray.Stack(nonZero(a), 0)).Transpose(nil))
	}},
	{"where", "condition, x=<no value>, y=<no value>, /", func(c *call) starlark.Value {
		x, y := c.value("x"), c.value("y")
		if x == nil && y == nil {
			return c.tuple(nonZero(c.array("condition")), nil)
		}
		if x == nil || y == nil {
			throwf(pyrt.ValueError, "either both or neither of x and y should be given")
		}
		return c.wrap(ndarray.Where(c.array("condition"), c.operand("x"), c.operand("y")))
	}},
	{"ix_", "*args", func(c *call) starlark.Value {
		out := make([]*ndarray.Array, len(c.rest))
		for i, a := range c.restArrays() {
			if a.NDim() != 1 {
				throwf(pyrt.ValueError, "Cross index must be 1 dimensional")
			}
			if a.DType().Kind() == ndarray.Bool {
				a = nonZero(a)[0]
			}
			along := make([]int, len(out))
			for j := range along {
				along[j] = 1
			}
			along[i] = a.Size()
			out[i] = must(a.Reshape(along))
		}
		return c.tuple(out, nil)
	}},
	{"extract", "condition, arr", func(c *call) starlark.Value {
		mask := must(must(c.array("condition").Ravel()).To(ndarray.BoolType()))
		return c.FromArray(part(must(c.array("arr").Ravel()), ndarray.ArrayKey{Array: mask}))
	}},
	{"compress", "condition, a, axis=None, out=None", func(c *call) starlark.Value {
		return compress(c, c.array("condition"), c.array("a"))
	}},
	{"take", "a, indices, axis=None, out=None, mode='raise'", func(c *call) starlark.Value {
		return c.deliver(ndarray.Take(c.array("a"), c.array("indices"), c.optInt("axis"), c.str("mode")))
	}},
	{"take_along_axis", "arr, indices, axis=-1", takeAlongAxis},
	{"choose", "a, choices, out=None, mode='raise'", choose},
	{"put", "a, ind, v, mode='raise'", func(c *call) starlark.Value {
		x, ok := c.value("a").(*Array)
		if !ok {
			throwf(pyrt.TypeError, "argument 1 must be numpy.ndarray, not %s", pyrt.TypeName(c.value("a")))
		}
		return putFlat(c, x, c.value("ind"), c.value("v"), c.str("mode"))
	}},
	{"place", "arr, mask, vals", func(c *call) starlark.Value { return putMask(c, "arr", c.array("vals")) }},
	{"putmask", "a, mask, values", func(c *call) starlark.Value {
		x := c.value("a").(*Array)
		v := must(ndarray.Resize(c.array("values"), x.a.Shape()))
		check(x.a.Assign(must(ndarray.Where(c.array("mask"), v, x.a)), ndarray.CastUnsafe))
		return starlark.None
	}},
	{"select", "condlist, choicelist, default=0", func(c *call) starlark.Value {
		conds, choices := c.arrays("condlist"), c.arrays("choicelist")
		if len(conds) != len(choices) {
			throwf(pyrt.ValueError, "list of cases must be same length as list of conditions")
		}
		r := c.operand("default")
		for i := len(conds) - 1; i >= 0; i-- {
			r = must(ndarray.Where(conds[i], choices[i], r))
		}
		return c.FromArray(r)
	}},
}

// digitize finds the bins of x; bins may fall instead of rise.
func digitize(x, bins *ndarray.Array, right bool) *ndarray.Array {
	if x.DType().Kind() == ndarray.Complex {
		throwf(pyrt.TypeError, "x may not be complex")
	}
	if bins.NDim() != 1 {
		throwf(pyrt.ValueError, "object of too small depth for desired array")
	}
	n := bins.Size()
	rises, falls := true, true
	if n > 1 {
		lo, hi := part(bins, span(0, n-1)), part(bins, span(1, n))
		rises, falls = allTrue(ap("less_equal", lo, hi)), allTrue(ap("greater_equal", lo, hi))
	}
	switch {
	case rises:
		return must(ndarray.SearchSorted(bins, x, !right))
	case falls:
		at := must(ndarray.SearchSorted(must(ndarray.Flip(bins, nil)), x, !right))
		return ap("subtract", ndarray.WeakInt(int64(n)), at)
	}
	throwf(pyrt.ValueError, "bins must be monotonically increasing or decreasing")
	return nil
}

// sorted sorts a copy; order= names the fields of a structured array to sort by first.
func (c *call) sorted(a *ndarray.Array, axis *int) (*ndarray.Array, error) {
	if !c.given("order") {
		return ndarray.Sort(a, axis)
	}
	order, err := ndarray.ArgSort(c.orderedBy(a), axis)
	if err != nil {
		return nil, err
	}
	return ndarray.Take(a, order, axis, "raise")
}

// orderedBy gives a structured array the field order that sorting should follow.
func (c *call) orderedBy(a *ndarray.Array) *ndarray.Array {
	if !c.given("order") {
		return a
	}
	v := c.value("order")
	if s, ok := v.(starlark.String); ok {
		v = starlark.Tuple{s}
	}
	var names []string
	seen := map[string]bool{}
	for _, item := range must(pyrt.Collect(v)) {
		s, _ := starlark.AsString(item)
		names, seen[s] = append(names, s), true
	}
	for _, f := range a.DType().Fields() {
		if !seen[f.Name] {
			names = append(names, f.Name)
		}
	}
	return must(a.FieldsView(names))
}

func nonZero(a *ndarray.Array) []*ndarray.Array {
	if a.NDim() == 0 {
		throwf(pyrt.ValueError, "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. "+
			"If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
	}
	return must(ndarray.NonZero(a))
}

// lexsort sorts by the last key first: stable sorts from the first key to the last.
func lexsort(c *call) starlark.Value {
	keys := c.arrays("keys")
	if len(keys) == 0 {
		throwf(pyrt.TypeError, "need sequence of keys with len > 0 in lexsort")
	}
	axis := c.int("axis")
	if keys[0].NDim() == 0 {
		axis = 0
	}
	order := must(ndarray.ArgSort(keys[0], &axis))
	for _, k := range keys[1:] {
		by := must(ndarray.ArgSort(alongAxis(c, k, order, axis), &axis))
		order = alongAxis(c, order, by, axis)
	}
	return c.FromArray(order)
}

// sortKind checks the kind of sorting; all are stable here.
func (c *call) sortKind() {
	if !c.given("kind") {
		return
	}
	kind := c.str("kind")
	if kind == "" || !strings.ContainsRune("qhmsQHMS", rune(kind[0])) {
		throwf(pyrt.ValueError, "sort kind must be one of 'quick', 'heap', or 'stable' (got '%s')", kind)
	}
	if c.given("stable") {
		throwf(pyrt.ValueError, "`kind` and keyword parameters can't be provided at the same time. Use only one of them.")
	}
}

// isin searches the sorted distinct test elements.
func isin(a, test *ndarray.Array, invert bool) *ndarray.Array {
	set := must(ndarray.Unique(test)).Values
	if set.Size() == 0 {
		return must(ndarray.Full(a.Env(), nil, a.Shape(), ndarray.BoolValue(invert).Array()))
	}
	dt := must(ndarray.ResultType(a, set))
	a, set = must(a.To(dt)), must(set.To(dt))
	at := must(ndarray.SearchSorted(set, a, false))
	name := "equal"
	if invert {
		name = "not_equal"
	}
	return ap(name, must(ndarray.Take(set, at, nil, "clip")), a)
}

func unique(c *call) starlark.Value {
	a := c.array("ar")
	if c.given("axis") || !c.bool("equal_nan") {
		return c.viaScript("_numpy_set", "unique")
	}
	u := must(ndarray.Unique(a))
	out := starlark.Tuple{c.FromArray(u.Values)}
	if c.bool("return_index") {
		out = append(out, c.FromArray(u.Index))
	}
	if c.bool("return_inverse") {
		out = append(out, c.wrap(u.Inverse.Reshape(a.Shape())))
	}
	if c.bool("return_counts") {
		out = append(out, c.FromArray(u.Counts))
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

func compress(c *call, cond, a *ndarray.Array) starlark.Value {
	if !c.given("axis") {
		a = must(a.Ravel())
	}
	axis := 0
	if c.given("axis") {
		axis = c.int("axis")
	}
	return c.deliver(ndarray.Take(a, nonZero(cond)[0], &axis, "raise"))
}

// takeAlongAxis selects by an index array that runs along one axis and with the others.
func takeAlongAxis(c *call) starlark.Value {
	a, idx := c.array("arr"), c.array("indices")
	if !c.given("axis") {
		return c.FromArray(alongAxis(c, must(a.Ravel()), idx, 0))
	}
	return c.FromArray(alongAxis(c, a, idx, c.int("axis")))
}

// alongAxis takes elements by their places on one axis.
func alongAxis(c *call, a, idx *ndarray.Array, axis int) *ndarray.Array {
	if axis < 0 {
		axis += a.NDim()
	}
	keys := make([]ndarray.Key, a.NDim())
	for d := range keys {
		if d == axis {
			keys[d] = ndarray.ArrayKey{Array: idx}
			continue
		}
		along := make([]int, a.NDim())
		for i := range along {
			along[i] = 1
		}
		along[d] = a.Shape()[d]
		keys[d] = ndarray.ArrayKey{Array: must(countTo(c, a.Shape()[d], nil).Reshape(along))}
	}
	return part(a, keys...)
}

func choose(c *call) starlark.Value {
	a, choices := c.array("a"), c.arrays("choices")
	if len(choices) == 0 {
		throwf(pyrt.ValueError, "0-length sequence.")
	}
	for s := range a.All() {
		if i, _ := s.Int64(); c.str("mode") == "raise" && (i < 0 || int(i) >= len(choices)) {
			throwf(pyrt.ValueError, "invalid entry in choice array")
		}
	}
	if c.str("mode") == "wrap" {
		a = ap("remainder", a, ndarray.WeakInt(int64(len(choices))))
	}
	r := choices[len(choices)-1]
	for i := len(choices) - 2; i >= 0; i-- {
		r = must(ndarray.Where(ap("less_equal", a, ndarray.WeakInt(int64(i))), choices[i], r))
	}
	return c.deliver(r, nil)
}

// putFlat assigns by indices in C order, values repeating.
func putFlat(c *call, x *Array, ind, v starlark.Value, mode string) starlark.Value {
	idx, vals := must(c.ToArray(ind, nil)), must(must(c.ToArray(v, nil)).To(x.a.DType()))
	n := x.a.Size()
	if vals.Size() == 0 {
		return starlark.None
	}
	i := 0
	for s := range idx.All() {
		at, _ := s.Int64()
		switch {
		case mode == "wrap":
			at = (at%int64(n) + int64(n)) % int64(n)
		case mode == "clip":
			at = min(max(at, 0), int64(n-1))
		case at < -int64(n) || at >= int64(n):
			throwf(pyrt.IndexError, "index %d is out of bounds for axis 0 with size %d", at, n)
		case at < 0:
			at += int64(n)
		}
		check(x.a.SetItem(int(at), vals.Flat(i%vals.Size())))
		i++
	}
	return starlark.None
}

// putMask assigns values one after another where a mask is true.
func putMask(c *call, name string, vals *ndarray.Array) starlark.Value {
	x := c.value(name).(*Array)
	mask, i := c.array("mask"), 0
	for at := range mask.Size() {
		if must(mask.Flat(at).Truth()) {
			if vals.Size() == 0 {
				throwf(pyrt.ValueError, "Cannot insert from an empty array!")
			}
			check(x.a.SetItem(at, vals.Flat(i%vals.Size())))
			i++
		}
	}
	return starlark.None
}
