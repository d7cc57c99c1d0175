package pymod

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// typingModule is _typing, the names of typing that are no classes: names for annotations, which nothing checks.
func typingModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"cast": func(c *pyrt.Call) (starlark.Value, error) {
			var kind, v starlark.Value
			return v, c.Unpack("typ", &kind, "val", &v)
		},
		"ParamSpec": func(c *pyrt.Call) (starlark.Value, error) {
			name, err := c.One()
			return &annotation{name: "~" + pyrt.AnnotationName(name)}, err
		},
		"TypeVar": func(c *pyrt.Call) (starlark.Value, error) {
			if len(c.Args) == 0 {
				return nil, pyrt.Errorf(pyrt.TypeError, "TypeVar() missing required argument 'name' (pos 1)")
			}
			name, err := pyrt.Str(c.Args[0])
			return &annotation{name: "~" + name}, err
		},
		"NewType": func(c *pyrt.Call) (starlark.Value, error) {
			var name, kind starlark.Value
			return kind, c.Unpack("name", &name, "tp", &kind)
		},
		"no_type_check": func(c *pyrt.Call) (starlark.Value, error) { return c.One() },
		"overload":      func(c *pyrt.Call) (starlark.Value, error) { return c.One() },
		"final":         func(c *pyrt.Call) (starlark.Value, error) { return c.One() },
	})
	for _, name := range []string{
		"AbstractSet", "Annotated", "Any", "AnyStr", "BinaryIO", "Callable", "ChainMap", "ClassVar", "Collection", "Concatenate", "Container", "ContextManager", "Counter", "DefaultDict", "Deque", "Dict", "Final", "FrozenSet",
		"Generator", "Hashable", "IO", "ItemsView", "Iterable", "Iterator", "KeysView", "List", "Literal", "LiteralString", "Mapping", "Match",
		"MutableMapping", "MutableSequence", "MutableSet", "Never", "NoReturn", "NotRequired", "Optional", "OrderedDict", "Pattern", "Required",
		"Reversible", "Self", "Sequence", "Set", "Sized", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
		"SupportsInt", "SupportsRound", "Text", "TextIO", "Tuple", "Type", "TypeAlias", "TypeGuard", "Union", "Unpack", "ValuesView",
	} {
		m[name] = &annotation{name: "typing." + name}
	}
	m["TYPE_CHECKING"] = starlark.False
	return &pyrt.Module{Name: "typing", Doc: "Names for annotations.", Members: m}
}

// annotation is a name of typing, alone or with what stands in brackets.
type annotation struct {
	name string
	args starlark.Tuple
}

var (
	_ starlark.Mapping   = (*annotation)(nil)
	_ starlark.HasBinary = (*annotation)(nil)
	_ starlark.HasAttrs  = (*annotation)(nil)
	_ pyrt.Comparer      = (*annotation)(nil)
)

// Get is x[k].
func (a *annotation) Get(k starlark.Value) (starlark.Value, bool, error) {
	items, ok := k.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{k}
	}
	parts := make([]string, len(items))
	for i, v := range items {
		parts[i] = pyrt.AnnotationName(v)
	}
	return a.of(parts, items), true, nil
}

// Binary makes x | y another annotation.
func (a *annotation) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op == syntax.PIPE {
		parts := []string{pyrt.AnnotationName(a), pyrt.AnnotationName(y)}
		args := starlark.Tuple{a, y}
		if side == starlark.Right {
			parts[0], parts[1], args = parts[1], parts[0], starlark.Tuple{y, a}
		}
		return (&annotation{name: "typing.Union"}).of(parts, args), nil
	}
	return nil, nil
}

// of is the annotation with arguments. A union with None is optional.
func (a *annotation) of(parts []string, args starlark.Tuple) *annotation {
	name := a.name
	if name == "typing.Union" && len(parts) == 2 && (parts[0] == "None" || parts[1] == "None") {
		name = "typing.Optional"
		if parts[0] == "None" {
			parts = parts[1:]
		}
		parts = parts[:1]
	}
	return &annotation{name + "[" + strings.Join(parts, ", ") + "]", args}
}

// Attr returns __args__ and __origin__.
func (a *annotation) Attr(name string) (starlark.Value, error) {
	switch {
	case name == "__args__" && a.args != nil:
		return a.args, nil
	case name == "__origin__" && a.args != nil:
		base, _, _ := strings.Cut(a.name, "[")
		if t := origin(base); t != nil {
			return t, nil
		}
		return &annotation{name: base}, nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (a *annotation) AttrNames() []string { return []string{"__args__", "__origin__"} }

// origin is the class that a name of typing stands for, or nil.
func origin(name string) *pyrt.Type {
	switch name {
	case "typing.List":
		return pyrt.ListType
	case "typing.Dict":
		return pyrt.DictType
	case "typing.Tuple":
		return pyrt.TupleType
	case "typing.Set":
		return pyrt.SetType
	case "typing.FrozenSet":
		return pyrt.FrozenSetType
	case "typing.Type":
		return pyrt.TypeType
	}
	return nil
}

// PyCompare makes annotations of the same text equal.
func (a *annotation) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	b, ok := y.(*annotation)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	return starlark.Bool((a.name == b.name) == (op == pyrt.Eq)), nil
}

func (a *annotation) String() string        { return a.name }
func (a *annotation) Type() string          { return "typing" }
func (a *annotation) Freeze()               {}
func (a *annotation) Truth() starlark.Bool  { return true }
func (a *annotation) Hash() (uint32, error) { return starlark.String(a.name).Hash() }
