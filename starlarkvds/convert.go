package starlarkvds

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// FromGo converts a Go value to what a script sees: nil, booleans, numbers,
// strings, []byte, slices and arrays (lists), maps (dicts), functions (as by
// [Func]), pointers to these, and Starlark values as they are.
func FromGo(v any) (starlark.Value, error) {
	switch v := v.(type) {
	case nil:
		return starlark.None, nil
	case starlark.Value:
		return v, nil
	case []byte:
		return starlark.Bytes(v), nil
	case *big.Int:
		return starlark.MakeBigInt(v), nil
	case complex128:
		return pyrt.Complex(v), nil
	}
	return fromReflect(reflect.ValueOf(v))
}

func fromReflect(v reflect.Value) (starlark.Value, error) {
	switch v.Kind() {
	case reflect.Bool:
		return starlark.Bool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return starlark.MakeInt64(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return starlark.MakeUint64(v.Uint()), nil
	case reflect.Float32, reflect.Float64:
		return starlark.Float(v.Float()), nil
	case reflect.String:
		return starlark.String(v.String()), nil
	case reflect.Slice, reflect.Array:
		return listFromGo(v)
	case reflect.Map:
		return dictFromGo(v)
	case reflect.Func:
		return Func("function", "", v.Interface()), nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return starlark.None, nil
		}
		return FromGo(v.Elem().Interface())
	}
	return nil, fmt.Errorf("no script value for a Go %s", v.Type())
}

func listFromGo(v reflect.Value) (starlark.Value, error) {
	items := make([]starlark.Value, v.Len())
	for i := range items {
		item, err := FromGo(v.Index(i).Interface())
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		items[i] = item
	}
	return starlark.NewList(items), nil
}

func dictFromGo(v reflect.Value) (starlark.Value, error) {
	d := starlark.NewDict(v.Len())
	for iter := v.MapRange(); iter.Next(); {
		key, err := FromGo(iter.Key().Interface())
		if err != nil {
			return nil, fmt.Errorf("key: %w", err)
		}
		item, err := FromGo(iter.Value().Interface())
		if err != nil {
			return nil, fmt.Errorf("value of %v: %w", key, err)
		}
		if err := d.SetKey(key, item); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// ToGo stores a script's value in what dst points to: a Starlark type, a Go
// boolean, number, string, []byte, slice, map, or any (which gets nil, bool,
// int64 or *big.Int, float64, string, []byte, []any or map[string]any). A
// value that does not fit is an error that names both.
func ToGo(v starlark.Value, dst any) error {
	p := reflect.ValueOf(dst)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return fmt.Errorf("starlarkvds.ToGo: want a pointer, got %T", dst)
	}
	return toReflect(v, p.Elem())
}

func toReflect(v starlark.Value, dst reflect.Value) error {
	if rv := reflect.ValueOf(v); rv.Type().AssignableTo(dst.Type()) && dst.Type() != reflect.TypeFor[any]() {
		dst.Set(rv)
		return nil
	}
	switch dst.Kind() {
	case reflect.Bool:
		t, err := pyrt.Truth(v)
		dst.SetBool(t)
		return err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i, err := pyrt.Index(v)
		if err != nil {
			return err
		}
		n, ok := i.Int64()
		if !ok || dst.OverflowInt(n) {
			return fmt.Errorf("%v does not fit a Go %s", i, dst.Type())
		}
		dst.SetInt(n)
		return nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		i, err := pyrt.Index(v)
		if err != nil {
			return err
		}
		n, ok := i.Uint64()
		if !ok || dst.OverflowUint(n) {
			return fmt.Errorf("%v does not fit a Go %s", i, dst.Type())
		}
		dst.SetUint(n)
		return nil
	case reflect.Float32, reflect.Float64:
		f, err := pyrt.Float(v)
		dst.SetFloat(f)
		return err
	case reflect.String:
		s, ok := v.(starlark.String)
		if !ok {
			return fmt.Errorf("want a str, got %s", pyrt.TypeName(v))
		}
		dst.SetString(string(s))
		return nil
	case reflect.Slice:
		return sliceToGo(v, dst)
	case reflect.Map:
		return mapToGo(v, dst)
	case reflect.Interface:
		plain, err := plainGo(v)
		if err == nil && plain != nil {
			dst.Set(reflect.ValueOf(plain))
		}
		return err
	}
	return fmt.Errorf("no Go %s for a %s", dst.Type(), pyrt.TypeName(v))
}

func sliceToGo(v starlark.Value, dst reflect.Value) error {
	if dst.Type().Elem().Kind() == reflect.Uint8 {
		b, err := pyrt.BytesOf(v)
		if err == nil {
			dst.SetBytes(append([]byte(nil), b...))
		}
		return err
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return err
	}
	out := reflect.MakeSlice(dst.Type(), len(items), len(items))
	for i, item := range items {
		if err := toReflect(item, out.Index(i)); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
	}
	dst.Set(out)
	return nil
}

func mapToGo(v starlark.Value, dst reflect.Value) error {
	d, ok := v.(*starlark.Dict)
	if !ok {
		return fmt.Errorf("want a dict, got %s", pyrt.TypeName(v))
	}
	out := reflect.MakeMapWithSize(dst.Type(), d.Len())
	for _, item := range d.Items() {
		key, value := reflect.New(dst.Type().Key()).Elem(), reflect.New(dst.Type().Elem()).Elem()
		if err := toReflect(item[0], key); err != nil {
			return fmt.Errorf("key %v: %w", item[0], err)
		}
		if err := toReflect(item[1], value); err != nil {
			return fmt.Errorf("value of %v: %w", item[0], err)
		}
		out.SetMapIndex(key, value)
	}
	dst.Set(out)
	return nil
}

// plainGo returns a value as Go would write it without Starlark.
func plainGo(v starlark.Value) (any, error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return nil, nil
	case starlark.Bool:
		return bool(v), nil
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			return n, nil
		}
		return v.BigInt(), nil
	case starlark.Float:
		return float64(v), nil
	case starlark.String:
		return string(v), nil
	case starlark.Bytes:
		return []byte(v), nil
	case *starlark.Dict:
		var out map[string]any
		return out, ToGo(v, &out)
	case *starlark.List, starlark.Tuple:
		var out []any
		err := ToGo(v, &out)
		return out, err
	case pyrt.Indexer:
		i, err := v.PyIndex()
		if err == nil {
			return plainGo(i)
		}
		if f, ok := v.(pyrt.Floater); ok {
			return f.PyFloat()
		}
		return nil, err
	case pyrt.Floater:
		return v.PyFloat()
	}
	return v, nil
}

// Func makes a Go function callable from scripts. Its parameters are converted
// by [ToGo]; a first parameter of type context.Context gets the session's
// context. It returns nothing, a value, an error, or a value and an error. fn
// of another kind panics: it is a mistake in the host.
func Func(name, doc string, fn any) starlark.Callable {
	f := reflect.ValueOf(fn)
	if f.Kind() != reflect.Func {
		panic(fmt.Sprintf("starlarkvds.Func(%q): want a function, got %T", name, fn))
	}
	return pyrt.NewFunc(name, func(c *pyrt.Call) (starlark.Value, error) {
		in, err := goArgs(c, f.Type())
		if err != nil {
			return nil, err
		}
		return goResult(f.Call(in))
	})
}

var contextType = reflect.TypeFor[context.Context]()

// goArgs converts the arguments of a call to those of a Go function.
func goArgs(c *pyrt.Call, t reflect.Type) ([]reflect.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	var in []reflect.Value
	if t.NumIn() > 0 && t.In(0) == contextType {
		ctx := c.Env().Context
		if ctx == nil {
			ctx = context.Background()
		}
		in = append(in, reflect.ValueOf(ctx))
	}
	fixed := t.NumIn() - len(in)
	if t.IsVariadic() {
		fixed--
	}
	if len(c.Args) < fixed || len(c.Args) > fixed && !t.IsVariadic() {
		return nil, pyrt.Errorf(pyrt.TypeError, "%s() takes %d positional arguments but %d were given", c.Name, fixed, len(c.Args))
	}
	skip := len(in)
	for i, arg := range c.Args {
		pt := t.In(min(i+skip, t.NumIn()-1))
		if t.IsVariadic() && i >= fixed {
			pt = pt.Elem()
		}
		v := reflect.New(pt).Elem()
		if err := toReflect(arg, v); err != nil {
			return nil, pyrt.Errorf(pyrt.TypeError, "%s() argument %d: %w", c.Name, i+1, err)
		}
		in = append(in, v)
	}
	return in, nil
}

// goResult converts what a Go function returned.
func goResult(out []reflect.Value) (starlark.Value, error) {
	if n := len(out); n > 0 && out[n-1].Type() == reflect.TypeFor[error]() {
		if err, _ := out[n-1].Interface().(error); err != nil {
			return nil, err
		}
		out = out[:n-1]
	}
	if len(out) == 0 {
		return starlark.None, nil
	}
	return FromGo(out[0].Interface())
}
