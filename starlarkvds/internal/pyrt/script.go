package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is what an evaluator of lowered code asks of the run-time library
// beside the names of package dialect.

// A ScriptFunction is a function that a script defined, whichever evaluator
// runs it.
type ScriptFunction interface {
	starlark.Callable
	// Doc returns the docstring, or "".
	Doc() string
}

// A Compiled function marks itself as a [ScriptFunction]; starlark.Function
// needs no mark.
type Compiled interface {
	ScriptFunction
	PyFunction()
	QualName() string
}

// annotate is $annotate(f, make).
func annotate(c *Call) (starlark.Value, error) {
	if fn, ok := c.Args[0].(interface{ Annotate(starlark.Value) error }); ok {
		return starlark.None, fn.Annotate(c.Args[1])
	}
	return starlark.None, nil
}

// scriptFunction returns x as a function of a script, or nil.
func scriptFunction(x starlark.Value) ScriptFunction {
	switch x := x.(type) {
	case Compiled:
		return x
	case *starlark.Function:
		return x
	}
	return nil
}

// Pending reports whether an error waits that was raised by [Env.Raise].
func (e *Env) Pending() bool { return e.pending != nil }

// TakePending returns the waiting error, which then waits no more.
func (e *Env) TakePending() error { return e.takePending() }

// CheckDepth returns a RecursionError when the calls of a thread are nested
// too deeply.
func (e *Env) CheckDepth(thread *starlark.Thread) error { return e.checkDepth(thread) }

// CloseIterator ends an iterator before its last item.
func CloseIterator(it Iterator) { closeIterator(it) }

// Identical reports x is y.
func Identical(x, y starlark.Value) bool { return identical(x, y) }

// ArgumentError gives an error of unpacking the arguments of a call the name of
// the function, where CPython does: for **arguments, and for a *argument that
// stands alone.
func ArgumentError(f starlark.Value, err error, alone bool) error {
	e, ok := err.(*Error)
	if !ok || !e.IsA(TypeError) {
		return err
	}
	text := e.Message()
	if alone && strings.HasPrefix(text, "Value after * ") {
		text = "argument" + strings.TrimPrefix(text, "Value")
	} else if !strings.HasPrefix(text, "argument after **") && !strings.HasPrefix(text, "got multiple values for keyword") {
		return err
	}
	return Errorf(TypeError, "%s() %s", calleeName(f), text)
}

// calleeName is a function's name with its module, unless that is builtins.
func calleeName(f starlark.Value) string {
	module, err := GetAttr(f, "__module__")
	name, err2 := GetAttr(f, "__qualname__")
	switch {
	case err2 != nil:
		return TypeName(f) + " object"
	case err != nil || module == starlark.None || str(module) == "builtins":
		return str(name)
	}
	return str(module) + "." + str(name)
}

// A Shape is a target of an assignment as $unpack describes it.
type Shape struct{ shape shape }

// ParseShape reads a shape such as "(x(x*))".
func ParseShape(s string) *Shape {
	sh, _ := parseShape(s)
	return &Shape{sh}
}

// Unpack destructures x: one element for each member of the shape.
func (s *Shape) Unpack(x starlark.Value) (starlark.Tuple, error) { return s.shape.unpack(x) }

// Plain returns the number of members if none is starred or has members of its
// own, else -1.
func (s *Shape) Plain() int {
	if s.shape.star >= 0 || !s.shape.flat() {
		return -1
	}
	return len(s.shape.members)
}

// Plain returns the __init__ of a script's class whose instances are made by
// calling that alone; nil for any other class.
func (t *Type) Plain() ScriptFunction {
	if t.env == nil || t.meta != nil {
		return nil
	}
	for _, m := range t.mro {
		if m.env == nil && m != ObjectType {
			return nil
		}
	}
	if _, found := t.special("__new__"); found {
		return nil
	}
	init, _ := t.special("__init__")
	return scriptFunction(init)
}

// NewInstance returns an instance of a class that is [Type.Plain], before its
// __init__ was called.
func NewInstance(t *Type) *Instance { return &Instance{class: t} }

// Methods are the methods of one name that Python's own types have.
type Methods struct{ list, dict, str, bytes, set, tuple method }

// A method is a function with its name in error texts, such as "dict.get".
type method struct {
	fn   Func
	name string
}

// MethodsOf returns the methods of a name.
func MethodsOf(name string) *Methods {
	of := func(t *Type) method { return method{ownMethod(t, name), t.Name() + "." + name} }
	return &Methods{of(ListType), of(DictType), of(StrType), of(BytesType), of(SetType), of(TupleType)}
}

// Has reports whether x has such a method.
func (m *Methods) Has(x starlark.Value) bool { return m.of(x).fn != nil }

// Call calls the method of x with positional arguments.
func (m *Methods) Call(thread *starlark.Thread, x starlark.Value, args starlark.Tuple) (starlark.Value, error) {
	f := m.of(x)
	return f.fn(&Call{Thread: thread, Name: f.name, Self: x, Args: args})
}

func (m *Methods) of(x starlark.Value) method {
	switch x.(type) {
	case *starlark.List:
		return m.list
	case *starlark.Dict:
		return m.dict
	case starlark.String:
		return m.str
	case starlark.Bytes:
		return m.bytes
	case *starlark.Set:
		return m.set
	case starlark.Tuple:
		return m.tuple
	}
	return method{}
}
