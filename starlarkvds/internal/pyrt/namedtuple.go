package pyrt

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// NamedTuple is a tuple whose items have names: an instance of a class that
// collections.namedtuple made, or what a Go package returns as one.
type NamedTuple struct {
	typ    *Type
	fields []string
	values starlark.Tuple
}

var (
	_ starlark.Indexable = (*NamedTuple)(nil)
	_ starlark.Iterable  = (*NamedTuple)(nil)
	_ starlark.Mapping   = (*NamedTuple)(nil)
	_ starlark.HasAttrs  = (*NamedTuple)(nil)
	_ BinaryOperator     = (*NamedTuple)(nil)
	_ Comparer           = (*NamedTuple)(nil)
	_ Keyer              = (*NamedTuple)(nil)
	_ Typed              = (*NamedTuple)(nil)
)

// NewNamedTuple returns a named tuple of a type with the given name.
func NewNamedTuple(typename string, fields []string, values starlark.Tuple) starlark.Value {
	return &NamedTuple{NamedTupleType(typename, "", fields, nil), fields, values}
}

// NamedTupleOf returns a named tuple of a class that NamedTupleType made with
// the same fields.
func NamedTupleOf(typ *Type, fields []string, values starlark.Tuple) starlark.Value {
	return &NamedTuple{typ, fields, values}
}

// NamedTupleType returns the class of named tuples with some fields; defaults
// are those of the last fields.
func NamedTupleType(name, module string, fields []string, defaults starlark.Tuple) *Type {
	return NewType(TypeSpec{
		Name: name, Module: module, Bases: []*Type{TupleType},
		New: func(_ *starlark.Thread, cls *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			values := make(starlark.Tuple, len(fields))
			pairs := make([]any, 0, 2*len(fields))
			for i, f := range fields {
				if j := i - (len(fields) - len(defaults)); j >= 0 {
					values[i] = defaults[j]
					f += "?"
				}
				pairs = append(pairs, f, &values[i])
			}
			if n := len(args); n > len(fields) {
				return nil, tooMany(name, len(fields), len(defaults), n)
			}
			if err := UnpackArgs(name+".__new__", args, kwargs, pairs...); err != nil {
				return nil, err
			}
			return &NamedTuple{cls, fields, values}, nil
		},
		Members: starlark.StringDict{
			"_fields":         fieldNames(fields),
			"_field_defaults": fieldDefaults(fields, defaults),
			"__doc__":         starlark.String(name + "(" + strings.Join(fields, ", ") + ")"),
			"_make": NewFunc("_make", func(c *Call) (starlark.Value, error) {
				x, err := c.One()
				if err != nil {
					return nil, err
				}
				items, err := Collect(x)
				if err != nil {
					return nil, err
				}
				if len(items) != len(fields) {
					return nil, Errorf(TypeError, "Expected %d arguments, got %d", len(fields), len(items))
				}
				return &NamedTuple{NamedTupleType(name, module, fields, defaults), fields, items}, nil
			}),
		},
	})
}

// tooMany is the TypeError for n arguments of a class with fewer fields; the
// class itself counts as an argument.
func tooMany(name string, fields, defaults, n int) error {
	takes := fmt.Sprint(fields + 1)
	if defaults > 0 {
		takes = fmt.Sprintf("from %d to %d", fields-defaults+1, fields+1)
	}
	return Errorf(TypeError, "%s.__new__() takes %s positional arguments but %d were given", name, takes, n+1)
}

// fieldDefaults is _field_defaults.
func fieldDefaults(fields []string, defaults starlark.Tuple) *starlark.Dict {
	d := starlark.NewDict(len(defaults))
	for i, v := range defaults {
		_ = d.SetKey(starlark.String(fields[len(fields)-len(defaults)+i]), v)
	}
	return d
}

func fieldNames(fields []string) starlark.Tuple {
	names := make(starlark.Tuple, len(fields))
	for i, f := range fields {
		names[i] = starlark.String(f)
	}
	return names
}

// Tuple returns the values.
func (t *NamedTuple) Tuple() starlark.Tuple { return t.values }

// Attr returns a field or a method.
func (t *NamedTuple) Attr(name string) (starlark.Value, error) {
	if i := slices.Index(t.fields, name); i >= 0 {
		return t.values[i], nil
	}
	switch name {
	case "_fields":
		return fieldNames(t.fields), nil
	case "__match_args__":
		return fieldNames(t.fields), nil
	case "_asdict":
		return NewMethod(name, t, func(c *Call) (starlark.Value, error) {
			d := starlark.NewDict(len(t.fields))
			for i, f := range t.fields {
				_ = d.SetKey(starlark.String(f), t.values[i])
			}
			return d, c.NoArgs()
		}), nil
	case "_replace":
		return NewMethod(name, t, t.replace), nil
	case "count", "index":
		return NewMethod("tuple."+name, t.values, sequenceMethod(name)), nil
	}
	return nil, nil
}

func (t *NamedTuple) replace(c *Call) (starlark.Value, error) {
	values := slices.Clone(t.values)
	for _, kw := range c.Kwargs {
		name := string(kw[0].(starlark.String))
		i := slices.Index(t.fields, name)
		if i < 0 {
			return nil, Errorf(ValueError, "Got unexpected field names: ['%s']", name)
		}
		values[i] = kw[1]
	}
	return &NamedTuple{t.typ, t.fields, values}, nil
}

// AttrNames lists the fields and methods.
func (t *NamedTuple) AttrNames() []string {
	return append(slices.Clone(t.fields), "_asdict", "_fields", "_replace", "count", "index")
}

// String returns Python's repr, such as Point(x=1, y=2).
func (t *NamedTuple) String() string { return repr(t) }

func (t *NamedTuple) writeRepr(w *reprWriter) error {
	w.buf.WriteString(t.typ.Name())
	w.buf.WriteByte('(')
	for i, v := range t.values {
		w.comma(i)
		w.buf.WriteString(t.fields[i] + "=")
		if err := w.write(v); err != nil {
			return err
		}
	}
	w.buf.WriteByte(')')
	return nil
}

// Get is t[k].
func (t *NamedTuple) Get(k starlark.Value) (starlark.Value, bool, error) {
	v, err := GetItem(t.values, k)
	return v, err == nil, err
}

// PyBinary is + and * of the plain tuples.
func (t *NamedTuple) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if n, ok := y.(*NamedTuple); ok {
		y = n.values
	}
	if side == starlark.Left {
		return Binary(op, t.values, y)
	}
	return Binary(op, y, t.values)
}

// Binary implements starlark.HasBinary.
func (t *NamedTuple) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(t, token, y, side)
}

// PyCompare compares as the plain tuples.
func (t *NamedTuple) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	if n, ok := y.(*NamedTuple); ok {
		y = n.values
	}
	return Compare(op, t.values, y)
}

// PyKey is the plain tuple.
func (t *NamedTuple) PyKey() starlark.Value { return t.values }

// Index implements starlark.Indexable.
func (t *NamedTuple) Index(i int) starlark.Value { return t.values[i] }

// Len implements starlark.Sequence.
func (t *NamedTuple) Len() int { return len(t.values) }

// Iterate implements starlark.Iterable.
func (t *NamedTuple) Iterate() starlark.Iterator { return t.values.Iterate() }

// Type implements starlark.Value.
func (t *NamedTuple) Type() string { return t.typ.Name() }

// Freeze implements starlark.Value.
func (t *NamedTuple) Freeze() { t.values.Freeze() }

// Truth implements starlark.Value.
func (t *NamedTuple) Truth() starlark.Bool { return len(t.values) > 0 }

// Hash implements starlark.Value.
func (t *NamedTuple) Hash() (uint32, error) { return t.values.Hash() }

// PyType implements [Typed].
func (t *NamedTuple) PyType() *Type { return t.typ }
