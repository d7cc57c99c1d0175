package pyrt

import (
	"strings"
	"unsafe"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is the values of annotations: list[int] and int | None.

// genericAlias is list[int]: called it makes a list.
type genericAlias struct {
	origin *Type
	args   starlark.Tuple
}

var (
	_ starlark.Callable = (*genericAlias)(nil)
	_ starlark.HasAttrs = (*genericAlias)(nil)
	_ BinaryOperator    = (*genericAlias)(nil)
	_ Comparer          = (*genericAlias)(nil)
)

func newAlias(origin *Type, k starlark.Value) *genericAlias {
	args, ok := k.(starlark.Tuple)
	if !ok {
		args = starlark.Tuple{k}
	}
	return &genericAlias{origin, args}
}

// newGenericAlias is types.GenericAlias(origin, args).
func newGenericAlias(_ *starlark.Thread, _ *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var origin *Type
	var k starlark.Value
	if err := UnpackPositional("GenericAlias", args, kwargs, 2, &origin, &k); err != nil {
		return nil, err
	}
	return newAlias(origin, k), nil
}

// AnnotationName returns a type, or what else stands in an annotation, as reprs
// of annotations show it: "int" for the class.
func AnnotationName(v starlark.Value) string {
	switch v := v.(type) {
	case *Type:
		return v.QualName()
	case starlark.NoneType:
		return "None"
	case *constant:
		if v == Ellipsis {
			return "..."
		}
	case *starlark.List:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = AnnotationName(v.Index(i))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return repr(v)
}

func (a *genericAlias) String() string {
	parts := make([]string, len(a.args))
	for i, v := range a.args {
		parts[i] = AnnotationName(v)
	}
	return a.origin.QualName() + "[" + strings.Join(parts, ", ") + "]"
}

func (a *genericAlias) Type() string          { return "types.GenericAlias" }
func (a *genericAlias) Freeze()               {}
func (a *genericAlias) Truth() starlark.Bool  { return true }
func (a *genericAlias) Hash() (uint32, error) { return starlark.String(a.String()).Hash() }
func (a *genericAlias) Name() string          { return a.origin.Name() }
func (a *genericAlias) PyType() *Type         { return GenericAliasType }

// CallInternal makes an instance of the class.
func (a *genericAlias) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return a.origin.CallInternal(thread, args, kwargs)
}

// Attr returns __origin__ and __args__, else an attribute of the class.
func (a *genericAlias) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__origin__":
		return a.origin, nil
	case "__args__":
		return a.args, nil
	}
	return a.origin.Attr(name)
}

// AttrNames lists the attributes.
func (a *genericAlias) AttrNames() []string {
	return sortedUnique(append(a.origin.AttrNames(), "__args__", "__origin__"))
}

// PyCompare makes aliases of one class and arguments equal.
func (a *genericAlias) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	b, ok := y.(*genericAlias)
	if !ok || op != Eq && op != Ne || a.origin != b.origin {
		return NotImplemented, nil
	}
	return compareBuiltin(op, a.args, b.args, 0)
}

// PyBinary makes a union.
func (a *genericAlias) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op != Or {
		return NotImplemented, nil
	}
	if side == starlark.Right {
		return unionOf(y, a), nil
	}
	return unionOf(a, y), nil
}

// Binary implements starlark.HasBinary.
func (a *genericAlias) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(a, token, y, side)
}

// union is int | None, which isinstance takes.
type union struct{ members starlark.Tuple }

var (
	_ BinaryOperator    = (*union)(nil)
	_ Comparer          = (*union)(nil)
	_ starlark.HasAttrs = (*union)(nil)
)

// unionOf returns x | y without doubles, or NotImplemented.
func unionOf(x, y starlark.Value) starlark.Value {
	u := new(union)
	for _, v := range [...]starlark.Value{x, y} {
		switch v := v.(type) {
		case *union:
			for _, m := range v.members {
				u.add(m)
			}
		case *Type, *genericAlias:
			u.add(v)
		case starlark.NoneType:
			u.add(NoneType)
		default:
			return NotImplemented
		}
	}
	if len(u.members) == 1 {
		return u.members[0]
	}
	return u
}

func (u *union) add(v starlark.Value) {
	for _, m := range u.members {
		if eq, err := Equal(m, v); eq && err == nil {
			return
		}
	}
	u.members = append(u.members, v)
}

func (u *union) String() string {
	parts := make([]string, len(u.members))
	for i, v := range u.members {
		if parts[i] = AnnotationName(v); v == NoneType {
			parts[i] = "None"
		}
	}
	return strings.Join(parts, " | ")
}

func (u *union) Type() string          { return "types.UnionType" }
func (u *union) Freeze()               {}
func (u *union) Truth() starlark.Bool  { return true }
func (u *union) Hash() (uint32, error) { return identityHash(unsafe.Pointer(UnionType)), nil }
func (u *union) PyType() *Type         { return UnionType }

// Attr returns __args__.
func (u *union) Attr(name string) (starlark.Value, error) {
	if name == "__args__" {
		return u.members, nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (u *union) AttrNames() []string { return []string{"__args__"} }

// PyCompare makes unions of the same members equal.
func (u *union) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	v, ok := y.(*union)
	if !ok || op != Eq && op != Ne {
		return NotImplemented, nil
	}
	same := len(u.members) == len(v.members)
	for _, m := range u.members {
		found, err := containsItem(v.members, m)
		if err != nil {
			return nil, err
		}
		same = same && found
	}
	return starlark.Bool(same == (op == Eq)), nil
}

// PyBinary adds a member.
func (u *union) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op != Or {
		return NotImplemented, nil
	}
	if side == starlark.Right {
		return unionOf(y, u), nil
	}
	return unionOf(u, y), nil
}

// Binary implements starlark.HasBinary.
func (u *union) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(u, token, y, side)
}
