package pymod

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// typingModule is typing: names for annotations, which nothing checks.
func typingModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"cast": func(c *pyrt.Call) (starlark.Value, error) {
			var kind, v starlark.Value
			return v, c.Unpack("typ", &kind, "val", &v)
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
		"Annotated", "Any", "AnyStr", "Callable", "ClassVar", "Collection", "Counter", "DefaultDict", "Deque", "Dict", "Final", "FrozenSet",
		"Generator", "Generic", "Hashable", "IO", "Iterable", "Iterator", "List", "Literal", "Mapping", "MutableMapping", "MutableSequence",
		"NoReturn", "Optional", "OrderedDict", "Self", "Sequence", "Set", "Sized", "SupportsFloat", "SupportsInt", "Text", "Tuple", "Type",
		"TypeAlias", "Union",
	} {
		m[name] = &annotation{name: "typing." + name}
	}
	m["TYPE_CHECKING"] = starlark.False
	return &pyrt.Module{Name: "typing", Doc: "Names for annotations.", Members: m}
}

// annotation is a name of typing, alone or with what stands in brackets.
type annotation struct{ name string }

var (
	_ starlark.Mapping   = (*annotation)(nil)
	_ starlark.HasBinary = (*annotation)(nil)
)

// Get is x[k].
func (a *annotation) Get(k starlark.Value) (starlark.Value, bool, error) {
	items, ok := k.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{k}
	}
	parts := make([]string, len(items))
	for i, v := range items {
		switch v := v.(type) {
		case *pyrt.Type:
			parts[i] = v.QualName()
		case starlark.NoneType:
			parts[i] = "None"
		default:
			text, err := pyrt.Repr(v)
			if err != nil {
				return nil, false, err
			}
			parts[i] = text
		}
	}
	return &annotation{a.name + "[" + strings.Join(parts, ", ") + "]"}, true, nil
}

// Binary makes x | y another annotation.
func (a *annotation) Binary(op syntax.Token, _ starlark.Value, _ starlark.Side) (starlark.Value, error) {
	if op == syntax.PIPE {
		return &annotation{"typing.Union"}, nil
	}
	return nil, nil
}

func (a *annotation) String() string        { return a.name }
func (a *annotation) Type() string          { return "typing" }
func (a *annotation) Freeze()               {}
func (a *annotation) Truth() starlark.Bool  { return true }
func (a *annotation) Hash() (uint32, error) { return starlark.String(a.name).Hash() }
