package pyrt

import (
	"iter"
	"unsafe"

	"go.starlark.net/starlark"
)

// A Generator is what calling a function with yield returns. Its body runs as
// a coroutine on a Starlark thread of its own.
type Generator struct {
	env    *Env
	name   string
	thread *starlark.Thread
	body   starlark.Value
	args   starlark.Tuple

	next    func() (starlark.Value, bool) // nil before the first item
	stop    func()
	sent    starlark.Value // what the waiting yield returns
	thrown  error          // what it raises instead
	result  starlark.Value
	err     error
	done    bool
	running bool
	stopped bool // nobody will take another item
	once    bool // nobody but the function that takes it has it

	handling []*Error // exceptions that the body is handling
	names    []handledName
}

var (
	_ Iterable          = (*Generator)(nil)
	_ starlark.Iterable = (*Generator)(nil)
	_ starlark.HasAttrs = (*Generator)(nil)
	_ Typed             = (*Generator)(nil)
)

// newGenerator is $gen(body, arg, ...).
func newGenerator(c *Call) (starlark.Value, error) {
	name := "generator"
	if fn, ok := c.Args[0].(starlark.Callable); ok {
		if name = functionName(fn); name == "<lambda>" {
			name = "<genexpr>"
		}
	}
	return &Generator{env: c.Env(), name: name, body: c.Args[0], args: c.Args[1:]}, nil
}

// newGeneratorOnce is $genonce(body, arg, ...).
func newGeneratorOnce(c *Call) (starlark.Value, error) {
	g, err := newGenerator(c)
	if err == nil {
		g.(*Generator).once = true
	}
	return g, err
}

// start makes the coroutine.
func (g *Generator) start() {
	g.thread = &starlark.Thread{Name: g.name, Print: nil}
	g.thread.SetLocal(envKey, g.env)
	g.next, g.stop = iter.Pull(func(yield func(starlark.Value) bool) {
		send := &Yielder{yield: func(v starlark.Value) (starlark.Value, error) {
			switch {
			case g.stopped: // it yielded where it should have ended
				return nil, &ended{text: "generator ignored GeneratorExit"}
			case !yield(v):
				g.stopped = true
				return nil, NewError(GeneratorExit)
			}
			if err := g.thrown; err != nil {
				g.thrown = nil
				return nil, err
			}
			return g.sent, nil
		}}
		g.result, g.err = starlark.Call(g.thread, g.body, append(starlark.Tuple{send}, g.args...), nil)
	})
	g.env.closers = append(g.env.closers, g.abandon)
}

// abandon ends a coroutine that nobody will resume.
func (g *Generator) abandon() {
	if g.stop != nil && !g.done && !g.running {
		g.done = true
		outer, names := g.env.handling, g.env.names
		g.env.handling, g.env.names = g.handling, g.names
		g.env.push(g.thread)
		g.stop()
		g.env.pop()
		g.env.handling, g.env.names = outer, names
	}
}

// resume runs the body to its next yield. It returns nil at the end.
func (g *Generator) resume(v starlark.Value, thrown error) (starlark.Value, error) {
	if g.running {
		return nil, Errorf(ValueError, "generator already executing")
	}
	if g.done {
		g.result = nil // it was for those who saw the end
		return nil, thrown
	}
	if err := g.env.checkDepth(g.env.thread()); err != nil {
		return nil, err
	}
	if g.next == nil {
		if thrown != nil {
			g.done = true
			return nil, thrown
		}
		g.start()
	}
	g.sent, g.thrown = v, thrown
	g.running = true
	outer, names := g.env.handling, g.env.names
	g.env.handling, g.env.names = g.handling, g.names
	g.env.push(g.thread)
	item, ok := g.next()
	g.env.pop()
	g.handling, g.env.handling = g.env.handling, outer
	g.names, g.env.names = g.env.names, names
	g.running = false
	if ok {
		return item, nil
	}
	g.done = true
	if exc := g.env.exception(&g.err); exc != nil {
		if exc.IsA(StopIteration) {
			return nil, stopInside(exc)
		}
		exc.again, exc.Stack = exc.Stack, nil // the caller's frames come before the generator's
		return nil, exc
	}
	return nil, g.err
}

// stopInside is what becomes of a StopIteration that leaves a generator.
func stopInside(exc *Error) error {
	e := Errorf(RuntimeError, "generator raised StopIteration")
	e.Cause, e.Context, e.HideContext = exc, exc, true
	return e
}

// Next implements [Iterator].
func (g *Generator) Next() (starlark.Value, error) { return g.resume(starlark.None, nil) }

// PyIter returns the generator itself.
func (g *Generator) PyIter() (Iterator, error) { return keepOpen{g}, nil }

// Iterate implements starlark.Iterable.
func (g *Generator) Iterate() starlark.Iterator { return &loop{it: keepOpen{g}, env: g.env} }

// value is what next, send and throw return: StopIteration at the end.
func (g *Generator) value(v starlark.Value, err error) (starlark.Value, error) {
	if v == nil && err == nil {
		e := NewError(StopIteration)
		if g.result != nil && g.result != starlark.None {
			e.args = starlark.Tuple{g.result}
			g.result = nil
		}
		return nil, e
	}
	return v, err
}

// Attr returns send, throw, close and their like.
func (g *Generator) Attr(name string) (starlark.Value, error) {
	var fn Func
	switch name {
	case "__next__":
		fn = func(c *Call) (starlark.Value, error) { return g.value(g.Next()) }
	case "__iter__":
		fn = func(c *Call) (starlark.Value, error) { return g, nil }
	case "send":
		fn = g.send
	case "throw":
		fn = g.throw
	case "close":
		fn = func(c *Call) (starlark.Value, error) { return starlark.None, g.Close() }
	case "__name__":
		return starlark.String(g.name), nil
	case "gi_running":
		return starlark.Bool(g.running), nil
	default:
		return nil, nil
	}
	return NewMethod("generator."+name, g, fn), nil
}

// AttrNames lists the attributes.
func (g *Generator) AttrNames() []string {
	return []string{"__iter__", "__name__", "__next__", "close", "gi_running", "send", "throw"}
}

func (g *Generator) send(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	if g.next == nil && !g.done && v != starlark.None {
		return nil, Errorf(TypeError, "can't send non-None value to a just-started generator")
	}
	return g.value(g.resume(v, nil))
}

func (g *Generator) throw(c *Call) (starlark.Value, error) {
	var x, v, tb starlark.Value
	if err := c.Positional(1, &x, &v, &tb); err != nil {
		return nil, err
	}
	if t, ok := x.(*Type); ok && v != nil && v != starlark.None {
		e, err := CallValue(c.Thread, t, starlark.Tuple{v}, nil)
		if err != nil {
			return nil, err
		}
		x = e
	}
	e, err := toException(c.Thread, x, "exceptions must be classes or instances deriving from BaseException, not "+TypeName(x))
	if err != nil {
		return nil, err
	}
	return g.value(g.resume(nil, e))
}

// Close is close(): it raises GeneratorExit at the waiting yield.
func (g *Generator) Close() error {
	if g.next == nil || g.done {
		g.done = true
		return nil
	}
	v, err := g.resume(nil, NewError(GeneratorExit))
	if v != nil {
		return Errorf(RuntimeError, "generator ignored GeneratorExit")
	}
	if _, ok := g.env.catchIf(err, GeneratorExit); ok {
		return nil
	}
	return err
}

// yieldFrom is $yieldfrom(yield, x).
func yieldFrom(c *Call) (starlark.Value, error) {
	yield, x := c.Args[0], c.Args[1]
	g, ok := x.(*Generator)
	if !ok {
		return yieldFromIterator(c, yield, x)
	}
	v, err := g.Next()
	for v != nil && err == nil {
		var got starlark.Value
		got, err = starlark.Call(c.Thread, yield, starlark.Tuple{v}, nil)
		switch exc := c.Env().exception(&err); {
		case err == nil:
			v, err = g.resume(got, nil)
		case exc != nil && exc.IsA(GeneratorExit):
			if cerr := g.Close(); cerr != nil {
				return nil, cerr
			}
			return nil, err
		case exc != nil:
			v, err = g.resume(nil, exc)
		}
	}
	if err != nil {
		return nil, err
	}
	if g.result != nil {
		return g.result, nil
	}
	return starlark.None, nil
}

// yieldFromIterator is yieldFrom for what is no generator: values that are sent
// and exceptions that are thrown go to the methods of that name, if there are
// any.
func yieldFromIterator(c *Call, yield, x starlark.Value) (starlark.Value, error) {
	env := c.Env()
	it, err := iterValue(x)
	if err != nil {
		return nil, err
	}
	call := func(name string, args ...starlark.Value) (starlark.Value, error) {
		method, err := GetAttr(it, name)
		if err != nil {
			return nil, err
		}
		return CallValue(c.Thread, method, args, nil)
	}
	has := func(name string) bool {
		_, err := GetAttr(it, name)
		return err == nil
	}
	v, err := nextOf(it)
	for err == nil {
		var got starlark.Value
		got, err = starlark.Call(c.Thread, yield, starlark.Tuple{v}, nil)
		exc := env.exception(&err)
		switch {
		case err == nil && got == starlark.None:
			v, err = nextOf(it)
		case err == nil:
			v, err = call("send", got)
		case exc != nil && exc.IsA(GeneratorExit) && has("close"):
			if _, cerr := call("close"); cerr != nil {
				return nil, cerr
			}
			return nil, err
		case exc != nil && !exc.IsA(GeneratorExit) && has("throw"):
			v, err = call("throw", exc)
		default:
			return nil, err
		}
	}
	end, ok := env.catchIf(err, StopIteration)
	switch {
	case !ok:
		return nil, err
	case len(end.args) > 0:
		return end.args[0], nil
	}
	return starlark.None, nil
}

// String returns Python's repr.
func (g *Generator) String() string {
	return "<generator object " + g.name + " at " + address(unsafe.Pointer(g)) + ">"
}

// Type implements starlark.Value.
func (g *Generator) Type() string { return "generator" }

// Freeze implements starlark.Value.
func (g *Generator) Freeze() {}

// Truth implements starlark.Value.
func (g *Generator) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (g *Generator) Hash() (uint32, error) { return identityHash(unsafe.Pointer(g)), nil }

// PyType implements [Typed].
func (g *Generator) PyType() *Type { return GeneratorType }
