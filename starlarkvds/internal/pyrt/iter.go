package pyrt

import (
	"iter"
	"unsafe"

	"go.starlark.net/starlark"
)

// IterOf returns an iterator over x: iter(x).
func IterOf(x starlark.Value) (Iterator, error) {
	switch x := x.(type) {
	case *starlark.List:
		return &listIterator{list: x}, nil
	case starlark.Tuple:
		return &tupleIterator{items: x}, nil
	case starlark.String:
		return &strIterator{rest: string(x)}, nil
	case starlark.Bytes:
		return &bytesIterator{rest: string(x)}, nil
	case *starlark.Dict:
		return newDictIterator(x, dictKeys), nil
	case Iterable:
		return x.PyIter()
	case starlark.Iterable:
		env := envOfValue(x)
		it := &nativeIterator{it: x.Iterate(), env: env}
		if env != nil {
			return &polled{it: it, env: env}, nil
		}
		return it, nil
	}
	return nil, Errorf(TypeError, "'%s' object is not iterable", TypeName(x))
}

// All yields the items of x. An error is yielded once, at the end.
func All(x starlark.Value) iter.Seq2[starlark.Value, error] {
	return func(yield func(starlark.Value, error) bool) {
		if t, ok := x.(starlark.Tuple); ok {
			for _, v := range t {
				if !yield(v, nil) {
					return
				}
			}
			return
		}
		it, err := IterOf(x)
		if err != nil {
			yield(nil, err)
			return
		}
		defer closeIterator(it)
		for {
			v, err := it.Next()
			if err != nil {
				yield(nil, err)
				return
			}
			if v == nil || !yield(v, nil) {
				return
			}
		}
	}
}

// Collect returns the items of x.
func Collect(x starlark.Value) (starlark.Tuple, error) {
	switch x := x.(type) {
	case starlark.Tuple:
		return x, nil
	case *starlark.List:
		items := make(starlark.Tuple, x.Len())
		for i := range items {
			items[i] = x.Index(i)
		}
		return items, nil
	}
	if r, ok := x.(*Range); ok && r.n > maxElements {
		return nil, Errorf(MemoryError, "")
	}
	var items starlark.Tuple
	err := Each(x, func(v starlark.Value) error {
		items = append(items, v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return items, nil
}

// Collect is the function [Collect] for those who keep what they collect: it
// accounts the memory.
func (env *Env) Collect(x starlark.Value) ([]starlark.Value, error) {
	if r, ok := x.(*Range); ok && r.n > maxElements {
		return nil, Errorf(MemoryError, "")
	}
	var items []starlark.Value
	t := tally{env: env}
	err := Each(x, func(v starlark.Value) error {
		items = append(items, v)
		return t.add()
	})
	if err != nil {
		t.drop()
		return nil, err
	}
	hold(env, unsafe.SliceData(items), t.charged)
	return items, nil
}

// polled is an iterator that need not run code of the script, such as count():
// it asks the session now and then whether to go on.
type polled struct {
	it  Iterator
	env *Env
	n   int
}

// pollItems is how many items pass between two questions. An item counts as a
// small part of a step.
const (
	pollItems = 1024
	pollSteps = pollItems / 16
)

func (p *polled) Next() (starlark.Value, error) {
	if p.n++; p.n%pollItems == 0 {
		if err := p.env.Spend(pollSteps); err != nil {
			return nil, err
		}
	}
	return p.it.Next()
}

func (p *polled) close() { closeIterator(p.it) }

// closeIterator ends an iterator that holds something.
func closeIterator(it Iterator) {
	if c, ok := it.(interface{ close() }); ok {
		c.close()
	}
}

// listIterator goes by index, so that the list may grow meanwhile.
type listIterator struct {
	list *starlark.List
	i    int
}

func (it *listIterator) Next() (starlark.Value, error) {
	if it.list == nil {
		return nil, nil
	}
	if it.i >= it.list.Len() {
		it.list = nil
		return nil, nil
	}
	it.i++
	return it.list.Index(it.i - 1), nil
}

type tupleIterator struct {
	items starlark.Tuple
}

func (it *tupleIterator) Next() (starlark.Value, error) {
	if len(it.items) == 0 {
		return nil, nil
	}
	v := it.items[0]
	it.items = it.items[1:]
	return v, nil
}

// strIterator gives the characters of a str.
type strIterator struct {
	rest string
}

func (it *strIterator) Next() (starlark.Value, error) {
	if it.rest == "" {
		return nil, nil
	}
	n := runeLen(it.rest)
	v := starlark.String(it.rest[:n])
	it.rest = it.rest[n:]
	return v, nil
}

type bytesIterator struct {
	rest string
}

func (it *bytesIterator) Next() (starlark.Value, error) {
	if it.rest == "" {
		return nil, nil
	}
	v := starlark.MakeInt(int(it.rest[0]))
	it.rest = it.rest[1:]
	return v, nil
}

// dictPart says what iterating over a dict gives.
type dictPart uint8

const (
	dictKeys dictPart = iota
	dictValues
	dictItems
)

// dictIterator gives the keys, values or items of a dict and notices when its
// size changes.
type dictIterator struct {
	dict *starlark.Dict
	part dictPart
	size int
	keys []starlark.Value
}

func newDictIterator(d *starlark.Dict, part dictPart) *dictIterator {
	return &dictIterator{dict: d, part: part, size: d.Len(), keys: d.Keys()}
}

func (it *dictIterator) Next() (starlark.Value, error) {
	if it.dict == nil {
		return nil, nil
	}
	if it.dict.Len() != it.size {
		it.size = -1 // from now on, as in CPython
		return nil, Errorf(RuntimeError, "dictionary changed size during iteration")
	}
	if len(it.keys) == 0 {
		it.dict = nil
		return nil, nil
	}
	k := it.keys[0]
	it.keys = it.keys[1:]
	if it.part == dictKeys {
		return k, nil
	}
	v, found, err := it.dict.Get(k)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, Errorf(RuntimeError, "dictionary keys changed during iteration")
	case it.part == dictItems:
		return starlark.Tuple{k, v}, nil
	}
	return v, nil
}

// nativeIterator is a Starlark iterator, whose failure waits in the session.
type nativeIterator struct {
	it  starlark.Iterator
	env *Env
}

func (it *nativeIterator) Next() (starlark.Value, error) {
	if it.it == nil {
		return nil, nil
	}
	var v starlark.Value
	if it.it.Next(&v) {
		return v, nil
	}
	it.close()
	if it.env != nil && it.env.pending != nil {
		return nil, it.env.takePending()
	}
	return nil, nil
}

func (it *nativeIterator) close() {
	if it.it != nil {
		it.it.Done()
		it.it = nil
	}
}

// Sessioned is implemented by values that know their session; errors that they
// raise through it are then found.
type Sessioned interface {
	PyEnv() *Env
}

func envOfValue(x starlark.Value) *Env {
	if s, ok := x.(Sessioned); ok {
		return s.PyEnv()
	}
	return nil
}
