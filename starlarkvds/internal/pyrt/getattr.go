package pyrt

import (
	"sort"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file is x.name, with the methods that Python's own types have.

// GetAttr returns x.name.
func GetAttr(x starlark.Value, name string) (starlark.Value, error) {
	v, err := findAttr(x, name)
	if err == nil && v == nil {
		err = noAttr(x, name)
	}
	return v, err
}

// findAttr returns x.name, or nil if there is none.
func findAttr(x starlark.Value, name string) (starlark.Value, error) {
	switch x := x.(type) {
	case *starlark.List, *starlark.Dict, *starlark.Set, starlark.String, starlark.Bytes: // their Starlark methods differ
	case starlark.HasAttrs:
		v, err := x.Attr(name)
		if _, missing := err.(starlark.NoSuchAttrError); missing {
			break
		}
		if v != nil || err != nil {
			return v, err
		}
	}
	t := TypeOf(x)
	for _, m := range t.mro {
		if fn := methodOf(m, name); fn != nil {
			return NewMethod(m.Name()+"."+name, x, fn), nil
		}
		if v, ok := m.spec.Members[name]; ok {
			return bindMember(x, t, v)
		}
	}
	if v := builtinStatic(t, name); v != nil {
		return v, nil
	}
	if fn := hostMethod(x, name); fn != nil {
		return NewMethod(t.Name()+"."+name, x, fn), nil
	}
	return commonAttr(x, t, name)
}

// commonAttr returns the attributes that every value has, those of functions
// and of numbers; nil for any other name.
func commonAttr(x starlark.Value, t *Type, name string) (starlark.Value, error) {
	switch name {
	case "__class__":
		return t, nil
	case "__doc__":
		return docOf(x), nil
	}
	if fn := scriptFunction(x); fn != nil {
		switch name {
		case "__name__", "__qualname__":
			return starlark.String(functionName(fn)), nil
		case "__module__":
			return starlark.String("__main__"), nil
		}
		return nil, nil
	}
	switch x := x.(type) {
	case *starlark.Builtin:
		switch name {
		case "__name__", "__qualname__":
			return starlark.String(x.Name()), nil
		case "__self__":
			return orNone(x.Receiver()), nil
		}
	case starlark.Int, starlark.Bool, starlark.Float:
		return numberAttr(x, name)
	}
	return nil, nil
}

// functionName returns the name that a script gave a function.
func functionName(fn starlark.Callable) string { return FunctionName(fn.Name()) }

// FunctionName returns a script's name for a lowered function.
func FunctionName(lowered string) string {
	name, _, _ := dialect.FrameName(lowered)
	return name
}

// qualName returns __qualname__ of a function.
func qualName(fn starlark.Callable) string {
	if q, ok := fn.(Compiled); ok {
		return q.QualName()
	}
	return functionName(fn)
}

// numberAttr returns the data attributes of a number.
func numberAttr(x starlark.Value, name string) (starlark.Value, error) {
	zero, one := starlark.Value(starlark.MakeInt(0)), starlark.Value(starlark.MakeInt(1))
	if b, ok := x.(starlark.Bool); ok {
		x = boolInt(b)
	}
	_, isFloat := x.(starlark.Float)
	switch {
	case name == "real":
		return x, nil
	case name == "imag" && isFloat:
		return starlark.Float(0), nil
	case name == "imag":
		return zero, nil
	case name == "numerator" && !isFloat:
		return x, nil
	case name == "denominator" && !isFloat:
		return one, nil
	}
	return nil, nil
}

// docOf returns the help text of a value.
func docOf(x starlark.Value) starlark.Value {
	doc := ""
	if fn := scriptFunction(x); fn != nil {
		doc = fn.Doc()
	} else {
		doc = TypeOf(x).Doc()
	}
	if doc == "" {
		return starlark.None
	}
	return starlark.String(doc)
}

// noAttr returns the AttributeError for x.name, with a near name.
func noAttr(x starlark.Value, name string) *Error {
	return Errorf(AttributeError, "'%s' object has no attribute '%s'", TypeName(x), name)
}

// SetAttr is x.name = v.
func SetAttr(x starlark.Value, name string, v starlark.Value) error {
	if f, ok := x.(starlark.HasSetField); ok {
		err := f.SetField(name, v)
		if _, missing := err.(starlark.NoSuchAttrError); !missing {
			return err
		}
	}
	if t, ok := x.(*Type); ok {
		return Errorf(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, t.Name())
	}
	if found, _ := findAttr(x, name); found != nil {
		return Errorf(AttributeError, "'%s' object attribute '%s' is read-only", TypeOf(x).Name(), name)
	}
	return noAttr(x, name)
}

// DelAttr is del x.name.
func DelAttr(x starlark.Value, name string) error {
	if d, ok := x.(FieldDeleter); ok {
		return d.DelField(name)
	}
	return noAttr(x, name)
}

// Dir returns the names of the attributes of x, sorted.
func Dir(x starlark.Value) []string {
	var names []string
	if h, ok := x.(starlark.HasAttrs); ok {
		names = append(names, h.AttrNames()...)
	}
	for _, m := range TypeOf(x).mro {
		names = append(names, methodNames(m)...)
		for k := range m.spec.Members {
			names = append(names, k)
		}
	}
	sort.Strings(names)
	return sortedUnique(names)
}

// bindMember turns what a type holds under a name into what an instance shows:
// a function becomes a bound method, a property its value.
func bindMember(self starlark.Value, t *Type, v starlark.Value) (starlark.Value, error) {
	if fn := scriptFunction(v); fn != nil {
		return &boundMethod{self: self, fn: fn}, nil
	}
	switch v := v.(type) {
	case descriptor:
		return v.bind(self, t)
	case *Instance:
		if v.has("__get__") {
			w, _, err := v.call("__get__", self, t)
			return w, err
		}
	}
	return v, nil
}

// descriptor is implemented by property, staticmethod and classmethod.
type descriptor interface {
	bind(self starlark.Value, t *Type) (starlark.Value, error)
}
