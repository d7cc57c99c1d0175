package pyrt

import (
	"errors"

	"go.starlark.net/starlark"
)

// This file runs generators without a coroutine, for what takes all of their
// items: the body is called, and each yield calls the one who takes them. What
// the script can observe is the same, at a fraction of the cost.

// Each calls f with the items of x in turn and returns its first error. It is
// for callers that want every item.
func Each(x starlark.Value, f func(starlark.Value) error) error {
	if g, ok := x.(*Generator); ok && g.Fresh() {
		return g.drain(f)
	}
	for v, err := range All(x) {
		if err == nil {
			err = f(v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// errEnough ends a generator that nobody else has.
var errEnough = errors.New("enough")

// eachUntil calls f with the items of x until it returns true. It ends a
// generator expression that stands alone as the argument, and leaves any other
// iterator where it is.
func eachUntil(x starlark.Value, f func(starlark.Value) (bool, error)) error {
	if g, ok := x.(*Generator); ok && g.once && g.Fresh() {
		err := g.drain(func(v starlark.Value) error {
			enough, err := f(v)
			if enough && err == nil {
				return errEnough
			}
			return err
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	}
	for v, err := range All(x) {
		enough := false
		if err == nil {
			enough, err = f(v)
		}
		if enough || err != nil {
			return err
		}
	}
	return nil
}

// Fresh reports whether the body has not begun.
func (g *Generator) Fresh() bool { return g.next == nil && !g.done && !g.running }

// drain runs the whole body. An error of f ends it as close() does.
func (g *Generator) drain(f func(starlark.Value) error) error {
	env, thread := g.env, g.env.thread()
	if err := env.checkDepth(thread); err != nil {
		return err
	}
	outer := env.handling
	var failed error
	send := &Yielder{yield: func(v starlark.Value) (starlark.Value, error) {
		if failed != nil {
			return nil, NewError(GeneratorExit)
		}
		inner := env.handling
		env.handling = outer
		failed = f(v)
		env.handling = inner
		switch {
		case failed == nil:
			return starlark.None, nil
		case isFatal(failed):
			return nil, failed
		}
		return nil, NewError(GeneratorExit)
	}}
	env.handling = nil
	g.running = true
	result, err := starlark.Call(thread, g.body, append(starlark.Tuple{send}, g.args...), nil)
	g.running, g.done = false, true
	env.handling = outer
	if failed != nil {
		return failed
	}
	g.result = result
	exc := env.exception(&err)
	if exc != nil && exc.IsA(StopIteration) {
		return stopInside(exc)
	}
	return err
}

// A Yielder is what the body of a generator calls to yield a value.
type Yielder struct {
	anyValue
	yield func(starlark.Value) (starlark.Value, error)
}

var _ starlark.Callable = (*Yielder)(nil)

// Yield gives a value to the one who takes the items, and returns what the
// yield expression is.
func (y *Yielder) Yield(v starlark.Value) (starlark.Value, error) { return y.yield(v) }

// Name hides the call from tracebacks.
func (y *Yielder) Name() string { return "$yield" }

// CallInternal implements starlark.Callable.
func (y *Yielder) CallInternal(_ *starlark.Thread, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	return y.yield(args[0])
}

// first is next() of a generator that is not used after it.
func (g *Generator) first() (starlark.Value, error) {
	var item starlark.Value
	err := eachUntil(g, func(v starlark.Value) (bool, error) {
		item = v
		return true, nil
	})
	return g.value(item, err)
}
