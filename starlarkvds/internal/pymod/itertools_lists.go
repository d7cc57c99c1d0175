package pymod

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is the iterators that keep their input: products, permutations,
// combinations, groups and tee.

// pick returns the items at some indices.
func pick(items starlark.Tuple, indices []int) starlark.Tuple {
	out := make(starlark.Tuple, len(indices))
	for i, j := range indices {
		out[i] = items[j]
	}
	return out
}

// steps is an iterator of picks: it gives the first indices, then those that
// advance leaves, until advance returns false.
func steps(items starlark.Tuple, indices []int, some bool, advance func(indices []int) bool) pyrt.Iterator {
	first := true
	return generatorOf(func() (starlark.Value, error) {
		if !some || !first && !advance(indices) {
			some = false
			return nil, nil
		}
		first = false
		return pick(items, indices), nil
	})
}

func product(c *pyrt.Call) (pyrt.Iterator, error) {
	times := 1
	named := pyrt.Call{Name: c.Name, Kwargs: c.Kwargs}
	if err := named.Unpack("*", "repeat?", &times); err != nil {
		return nil, err
	}
	if times < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "repeat argument cannot be negative")
	}
	if times*len(c.Args) > 1<<16 {
		return nil, pyrt.Errorf(pyrt.OverflowError, "repeat argument too large")
	}
	var all starlark.Tuple // the items of every pool, one after the other
	var starts, sizes []int
	for range times {
		for _, x := range c.Args {
			items, err := pyrt.Collect(x)
			if err != nil {
				return nil, err
			}
			starts, sizes = append(starts, len(all)), append(sizes, len(items))
			all = append(all, items...)
		}
	}
	some := true
	for _, n := range sizes {
		some = some && n > 0
	}
	indices := append([]int(nil), starts...)
	return steps(all, indices, some, func(at []int) bool {
		for i := len(at) - 1; i >= 0; i-- {
			if at[i]++; at[i] < starts[i]+sizes[i] {
				return true
			}
			at[i] = starts[i]
		}
		return false
	}), nil
}

// poolAndLength reads the iterable and r of combinations and permutations.
func poolAndLength(c *pyrt.Call, optional bool) (items starlark.Tuple, r int, err error) {
	var x, n starlark.Value
	name := "r"
	if optional {
		name = "r??"
	}
	if err := c.Unpack("iterable", &x, name, &n); err != nil {
		return nil, 0, err
	}
	if items, err = pyrt.Collect(x); err != nil {
		return nil, 0, err
	}
	r = len(items)
	if n != nil {
		if r, err = pyrt.Int(n); err != nil {
			return nil, 0, err
		}
	}
	if r < 0 {
		return nil, 0, pyrt.Errorf(pyrt.ValueError, "r must be non-negative")
	}
	return items, r, nil
}

func combinationsOf(replacement bool) func(c *pyrt.Call) (pyrt.Iterator, error) {
	return func(c *pyrt.Call) (pyrt.Iterator, error) {
		items, r, err := poolAndLength(c, false)
		if err != nil {
			return nil, err
		}
		n := len(items)
		if r > n && !replacement || r > 1<<16 {
			return steps(nil, nil, false, nil), nil
		}
		indices := make([]int, r)
		for i := range indices {
			if !replacement {
				indices[i] = i
			}
		}
		return steps(items, indices, n > 0 || r == 0, func(at []int) bool {
			for i := r - 1; i >= 0; i-- {
				last := n - 1
				if !replacement {
					last = i + n - r
				}
				if at[i] == last {
					continue
				}
				v := at[i] + 1
				for j := i; j < r; j++ {
					at[j] = v
					if !replacement {
						v++
					}
				}
				return true
			}
			return false
		}), nil
	}
}

func permutationsOf(c *pyrt.Call) (pyrt.Iterator, error) {
	items, r, err := poolAndLength(c, true)
	if err != nil {
		return nil, err
	}
	n := len(items)
	if r > n {
		return steps(nil, nil, false, nil), nil
	}
	order := make([]int, n) // the picked ones first
	for i := range order {
		order[i] = i
	}
	cycles := make([]int, r)
	for i := range cycles {
		cycles[i] = n - i
	}
	return steps(items, order[:r], true, func([]int) bool {
		for i := r - 1; i >= 0; i-- {
			if cycles[i]--; cycles[i] > 0 {
				j := n - cycles[i]
				order[i], order[j] = order[j], order[i]
				return true
			}
			first := order[i]
			copy(order[i:], order[i+1:])
			order[n-1] = first
			cycles[i] = n - i
		}
		return false
	}), nil
}

// groupBy gives (key, group); a group shares the input with the whole, as in
// Python.
func groupBy(c *pyrt.Call) (pyrt.Iterator, error) {
	var x, fn starlark.Value
	if err := c.Unpack("iterable", &x, "key??", &fn); err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	if err != nil {
		return nil, err
	}
	g := &grouper{call: c, it: it, fn: fn}
	return generatorOf(g.next), nil
}

type grouper struct {
	call       *pyrt.Call
	it         pyrt.Iterator
	fn         starlark.Value
	item, key  starlark.Value // the next item, not yet given out
	current    starlark.Value // the key of the present group
	generation int
}

// advance reads the next item.
func (g *grouper) advance() error {
	v, err := g.it.Next()
	g.item, g.key = v, v
	if v == nil || err != nil || g.fn == nil {
		return err
	}
	g.key, err = pyrt.CallValue(g.call.Thread, g.fn, starlark.Tuple{v}, nil)
	return err
}

// inGroup reports whether the next item belongs to the present group.
func (g *grouper) inGroup() (bool, error) {
	if g.item == nil || g.current == nil {
		return false, nil
	}
	return pyrt.Equal(g.key, g.current)
}

func (g *grouper) next() (starlark.Value, error) {
	g.generation++
	if g.current == nil {
		if err := g.advance(); err != nil {
			return nil, err
		}
	}
	for {
		same, err := g.inGroup()
		if err != nil {
			return nil, err
		}
		if !same {
			break
		}
		if err := g.advance(); err != nil {
			return nil, err
		}
	}
	if g.item == nil {
		return nil, nil
	}
	g.current = g.key
	mine := g.generation
	group := generatorOf(func() (starlark.Value, error) {
		if mine != g.generation {
			return nil, nil
		}
		same, err := g.inGroup()
		if !same || err != nil {
			return nil, err
		}
		v := g.item
		return v, g.advance()
	})
	return starlark.Tuple{g.key, pyrt.NewIterator(g.call.Thread, pyrt.NewType(pyrt.TypeSpec{Name: "_grouper", Module: "itertools"}), group)}, nil
}

// tee returns n iterators over one input.
func tee(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	n := 2
	if err := c.Positional(1, &x, &n); err != nil {
		return nil, err
	}
	if n < 0 || n > 1<<16 {
		return nil, pyrt.Errorf(pyrt.ValueError, "n must be >= 0")
	}
	it, err := pyrt.IterOf(x)
	if err != nil {
		return nil, err
	}
	var seen []starlark.Value
	typ := pyrt.NewType(pyrt.TypeSpec{Name: "_tee", Module: "itertools"})
	out := make(starlark.Tuple, n)
	for i := range out {
		at := 0
		out[i] = pyrt.NewIterator(c.Thread, typ, generatorOf(func() (starlark.Value, error) {
			if at == len(seen) {
				v, err := it.Next()
				if v == nil || err != nil {
					return nil, err
				}
				seen = append(seen, v)
			}
			at++
			return seen[at-1], nil
		}))
	}
	return out, nil
}
