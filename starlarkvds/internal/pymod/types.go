package pymod

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// typesModule is the module types: classes that have no name of their own
// among the builtins.
func typesModule() *pyrt.Module {
	var namespaceType *pyrt.Type
	namespaceType = pyrt.NewType(pyrt.TypeSpec{
		Name: "SimpleNamespace", Module: "types", Short: true, Doc: "A bag of attributes.",
		New: func(_ *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			if len(args) > 0 {
				return nil, pyrt.Errorf(pyrt.TypeError, "no positional arguments expected")
			}
			ns := &namespace{typ: cls, vars: starlark.NewDict(len(kwargs))}
			for _, kw := range kwargs {
				if err := ns.vars.SetKey(kw[0], kw[1]); err != nil {
					return nil, err
				}
			}
			return ns, nil
		},
	})
	return &pyrt.Module{Name: "types", Doc: "Names of built-in types.", Members: starlark.StringDict{
		"SimpleNamespace":     namespaceType,
		"FunctionType":        pyrt.FunctionType,
		"LambdaType":          pyrt.FunctionType,
		"BuiltinFunctionType": pyrt.BuiltinType,
		"GeneratorType":       pyrt.GeneratorType,
		"ModuleType":          pyrt.ModuleType,
		"NoneType":            pyrt.NoneType,
		"EllipsisType":        pyrt.TypeOf(pyrt.Ellipsis),
		"NotImplementedType":  pyrt.TypeOf(pyrt.NotImplemented),
		"BuiltinMethodType":   pyrt.BuiltinType,
		"MethodType":          pyrt.MethodType,
		"GenericAlias":        pyrt.GenericAliasType,
		"UnionType":           pyrt.UnionType,
		"MappingProxyType":    pyrt.DictType,
		"new_class":           pyrt.NewFunc("new_class", newClass),
		"coroutine":           pyrt.NewFunc("coroutine", func(c *pyrt.Call) (starlark.Value, error) { return c.One() }),
	}}
}

// newClass is types.new_class(name, bases=(), kwds=None, exec_body=None).
func newClass(c *pyrt.Call) (starlark.Value, error) {
	var name starlark.Value
	var bases, kwds, body starlark.Value = starlark.Tuple{}, nil, nil
	if err := c.Unpack("name", &name, "bases?", &bases, "kwds??", &kwds, "exec_body??", &body); err != nil {
		return nil, err
	}
	members := starlark.NewDict(4)
	if body != nil {
		if _, err := pyrt.CallValue(c.Thread, body, starlark.Tuple{members}, nil); err != nil {
			return nil, err
		}
	}
	return pyrt.CallValue(c.Thread, pyrt.TypeType, starlark.Tuple{name, bases, members}, nil)
}

// namespace is a types.SimpleNamespace: its attributes are what was set.
type namespace struct {
	typ  *pyrt.Type
	vars *starlark.Dict
}

var (
	_ starlark.HasSetField = (*namespace)(nil)
	_ pyrt.FieldDeleter    = (*namespace)(nil)
	_ pyrt.Comparer        = (*namespace)(nil)
	_ pyrt.Reprer          = (*namespace)(nil)
	_ pyrt.Typed           = (*namespace)(nil)
)

// Attr returns an attribute that was set, or __dict__.
func (n *namespace) Attr(name string) (starlark.Value, error) {
	if name == "__dict__" {
		return n.vars, nil
	}
	v, found, err := n.vars.Get(starlark.String(name))
	if !found || err != nil {
		return nil, err
	}
	return v, nil
}

// AttrNames lists the attributes.
func (n *namespace) AttrNames() []string {
	names := make([]string, 0, n.vars.Len())
	for _, k := range n.vars.Keys() {
		names = append(names, string(k.(starlark.String)))
	}
	return names
}

// SetField sets an attribute.
func (n *namespace) SetField(name string, v starlark.Value) error {
	return n.vars.SetKey(starlark.String(name), v)
}

// DelField removes an attribute.
func (n *namespace) DelField(name string) error {
	_, found, err := n.vars.Delete(starlark.String(name))
	if err == nil && !found {
		err = pyrt.Errorf(pyrt.AttributeError, "%s", name)
	}
	return err
}

// PyCompare makes namespaces equal whose attributes are.
func (n *namespace) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*namespace)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	return pyrt.Compare(op, n.vars, o.vars)
}

// PyRepr returns namespace(a=1, ...).
func (n *namespace) PyRepr() (string, error) {
	parts := make([]string, 0, n.vars.Len())
	for _, item := range n.vars.Items() {
		text, err := pyrt.Repr(item[1])
		if err != nil {
			return "", err
		}
		parts = append(parts, string(item[0].(starlark.String))+"="+text)
	}
	name := n.typ.Name()
	if name == "SimpleNamespace" {
		name = "namespace"
	}
	return name + "(" + strings.Join(parts, ", ") + ")", nil
}

func (n *namespace) String() string {
	text, err := n.PyRepr()
	if err != nil {
		return "namespace(...)"
	}
	return text
}

func (n *namespace) Type() string         { return n.typ.Name() }
func (n *namespace) Freeze()              { n.vars.Freeze() }
func (n *namespace) Truth() starlark.Bool { return true }
func (n *namespace) PyType() *pyrt.Type   { return n.typ }

// Hash fails as Python's does: namespaces are compared by value.
func (n *namespace) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", n.typ.Name())
}
