package pyrt

import (
	"bytes"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// ByteArray is Python's bytearray: bytes that may change.
type ByteArray struct{ data []byte }

var (
	_ starlark.Sequence  = (*ByteArray)(nil)
	_ starlark.HasSetKey = (*ByteArray)(nil)
	_ BinaryOperator     = (*ByteArray)(nil)
	_ InPlacer           = (*ByteArray)(nil)
	_ Comparer           = (*ByteArray)(nil)
	_ Container          = (*ByteArray)(nil)
	_ KeyDeleter         = (*ByteArray)(nil)
	_ Byter              = (*ByteArray)(nil)
	_ Typed              = (*ByteArray)(nil)
)

// newByteArray is bytearray(source, encoding, errors).
func newByteArray(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	v, err := newBytes(thread, t, args, kwargs)
	if err != nil {
		return nil, err
	}
	return &ByteArray{[]byte(v.(starlark.Bytes))}, nil
}

func (a *ByteArray) String() string {
	text := repr(starlark.Bytes(a.data))
	return "bytearray(" + text + ")"
}

// Type implements starlark.Value.
func (a *ByteArray) Type() string { return "bytearray" }

// Freeze implements starlark.Value.
func (a *ByteArray) Freeze() {}

// Truth implements starlark.Value.
func (a *ByteArray) Truth() starlark.Bool { return len(a.data) > 0 }

// Hash fails: the bytes may change.
func (a *ByteArray) Hash() (uint32, error) {
	return 0, Errorf(TypeError, "unhashable type: 'bytearray'")
}

// PyType implements [Typed].
func (a *ByteArray) PyType() *Type { return ByteArrayType }

// Len implements starlark.Sequence.
func (a *ByteArray) Len() int { return len(a.data) }

// PyBytes implements [Byter]; the bytes are the array's own.
func (a *ByteArray) PyBytes() ([]byte, error) { return a.data, nil }

// PyBuffer returns the bytes themselves, to be written to.
func (a *ByteArray) PyBuffer() ([]byte, error) { return a.data, nil }

// Iterate goes through the bytes as they are at each step.
func (a *ByteArray) Iterate() starlark.Iterator { return &byteArrayLoop{a: a} }

type byteArrayLoop struct {
	a *ByteArray
	i int
}

func (l *byteArrayLoop) Next(p *starlark.Value) bool {
	if l.i >= len(l.a.data) {
		return false
	}
	*p = starlark.MakeInt(int(l.a.data[l.i]))
	l.i++
	return true
}

func (l *byteArrayLoop) Done() {}

// Get is a[k].
func (a *ByteArray) Get(k starlark.Value) (starlark.Value, bool, error) {
	if s, ok := k.(*Slice); ok {
		b, err := sliceBytes(string(a.data), s)
		if err != nil {
			return nil, false, err
		}
		return &ByteArray{[]byte(b.(starlark.Bytes))}, true, nil
	}
	i, err := a.index(k)
	if err != nil {
		return nil, false, err
	}
	return starlark.MakeInt(int(a.data[i])), true, nil
}

func (a *ByteArray) index(k starlark.Value) (int, error) {
	return itemIndex(k, len(a.data), "bytearray indices must be integers or slices, not %s", "bytearray index out of range")
}

// SetKey is a[k] = v.
func (a *ByteArray) SetKey(k, v starlark.Value) error {
	s, ok := k.(*Slice)
	if !ok {
		i, err := a.index(k)
		if err != nil {
			return err
		}
		b, err := byteArrayItem(v)
		if err == nil {
			a.data[i] = b
		}
		return err
	}
	data, err := byteArraySource(v)
	if err != nil {
		return err
	}
	start, stop, step, err := s.Indices(len(a.data))
	if err != nil {
		return err
	}
	if step == 1 {
		a.data = slices.Replace(a.data, start, max(start, stop), data...)
		return nil
	}
	n := SliceLen(start, stop, step)
	if n != len(data) {
		return Errorf(ValueError, "attempt to assign bytes of size %d to extended slice of size %d", len(data), n)
	}
	for i, b := range data {
		a.data[start+i*step] = b
	}
	return nil
}

// DelKey is del a[k].
func (a *ByteArray) DelKey(k starlark.Value) error {
	s, ok := k.(*Slice)
	if !ok {
		i, err := a.index(k)
		if err == nil {
			a.data = slices.Delete(a.data, i, i+1)
		}
		return err
	}
	start, stop, step, err := s.Indices(len(a.data))
	if err != nil {
		return err
	}
	if step < 0 {
		n := SliceLen(start, stop, step)
		start, stop, step = start+(n-1)*step, start+1, -step
	}
	kept := a.data[:0:0]
	for i, b := range a.data {
		if i < start || i >= stop || (i-start)%step != 0 {
			kept = append(kept, b)
		}
	}
	a.data = kept
	return nil
}

// byteArrayItem returns an int as an item.
func byteArrayItem(v starlark.Value) (byte, error) {
	i, err := Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := i.Int64()
	if !ok || n < 0 || n > 255 {
		return 0, Errorf(ValueError, "byte must be in range(0, 256)")
	}
	return byte(n), nil
}

// byteArraySource returns the bytes of a bytes-like object or an iterable.
func byteArraySource(v starlark.Value) ([]byte, error) {
	if b, err := BytesOf(v); err == nil {
		return slices.Clone(b), nil
	}
	if _, ok := v.(starlark.String); ok || !isIterable(v) {
		return nil, Errorf(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
	}
	var data []byte
	for item, err := range All(v) {
		if err != nil {
			return nil, err
		}
		b, err := byteArrayItem(item)
		if err != nil {
			return nil, err
		}
		data = append(data, b)
	}
	return data, nil
}

// PyContains is y in a.
func (a *ByteArray) PyContains(y starlark.Value) (bool, error) {
	if b, ok := y.(*ByteArray); ok {
		return bytes.Contains(a.data, b.data), nil
	}
	return containsBytes(string(a.data), y)
}

// PyCompare compares with bytes-like objects.
func (a *ByteArray) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	b, err := BytesOf(y)
	if _, plain := y.(starlark.Bytes); err != nil || !plain && TypeOf(y) != ByteArrayType && TypeOf(y) != memoryViewType {
		return NotImplemented, nil
	}
	return ordered(op, bytes.Compare(a.data, b)), nil
}

// PyBinary is a + b, a * n and a % args.
func (a *ByteArray) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	x := starlark.Bytes(a.data)
	if op == Add {
		b, err := BytesOf(y)
		switch {
		case err != nil:
			return nil, Errorf(TypeError, "can't concat %s to bytearray", TypeName(y))
		case side == starlark.Right:
			return starlark.Bytes(b) + x, nil
		}
		return &ByteArray{append(slices.Clone(a.data), b...)}, nil
	}
	if op != Mul && (op != Mod || side == starlark.Right) {
		return NotImplemented, nil
	}
	v, err := binaryBuiltin(op, x, y)
	if v == nil {
		return NotImplemented, err
	}
	return &ByteArray{[]byte(v.(starlark.Bytes))}, nil
}

// Binary implements starlark.HasBinary.
func (a *ByteArray) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(a, token, y, side)
}

// PyInPlace is a += b and a *= n.
func (a *ByteArray) PyInPlace(op Op, y starlark.Value) (starlark.Value, error) {
	v, err := a.PyBinary(op, y, starlark.Left)
	if changed, ok := v.(*ByteArray); ok && (op == Add || op == Mul) {
		a.data = changed.data
		return a, nil
	}
	return v, err
}

// Attr returns a method.
func (a *ByteArray) Attr(name string) (starlark.Value, error) {
	if fn := byteArrayMethod(name); fn != nil {
		return NewMethod("bytearray."+name, a, fn), nil
	}
	return nil, nil
}

// AttrNames lists the methods.
func (a *ByteArray) AttrNames() []string { return methodNames(ByteArrayType) }

// byteArrayMethodNames are the methods that bytes lacks.
var byteArrayMethodNames = []string{"append", "clear", "copy", "extend", "insert", "pop", "remove", "reverse"}

// byteArrayMethod returns a method of bytearray: its own, or that of bytes
// with results that are bytearrays.
func byteArrayMethod(name string) Func {
	if fn := byteArrayChange(name); fn != nil {
		return func(c *Call) (starlark.Value, error) { return fn(c, c.Self.(*ByteArray)) }
	}
	fn := bytesMethod(name)
	if fn == nil {
		return nil
	}
	return func(c *Call) (starlark.Value, error) {
		inner := *c
		inner.Self = starlark.Bytes(c.Self.(*ByteArray).data)
		inner.Name = strings.Replace(c.Name, "bytearray.", "bytes.", 1)
		v, err := fn(&inner)
		return mutableBytes(v), err
	}
}

// mutableBytes returns bytearrays in the place of bytes.
func mutableBytes(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case starlark.Bytes:
		return &ByteArray{[]byte(v)}
	case starlark.Tuple:
		for i := range v {
			v[i] = mutableBytes(v[i])
		}
	case *starlark.List:
		for i := range v.Len() {
			_ = v.SetIndex(i, mutableBytes(v.Index(i)))
		}
	}
	return v
}

func byteArrayChange(name string) func(c *Call, a *ByteArray) (starlark.Value, error) {
	switch name {
	case "append", "remove":
		return func(c *Call, a *ByteArray) (starlark.Value, error) {
			v, err := c.One()
			if err != nil {
				return nil, err
			}
			b, err := byteArrayItem(v)
			if err != nil {
				return nil, err
			}
			if name == "append" {
				a.data = append(a.data, b)
			} else if i := bytes.IndexByte(a.data, b); i < 0 {
				return nil, Errorf(ValueError, "value not found in bytearray")
			} else {
				a.data = slices.Delete(a.data, i, i+1)
			}
			return starlark.None, nil
		}
	case "extend":
		return func(c *Call, a *ByteArray) (starlark.Value, error) {
			v, err := c.One()
			if err != nil {
				return nil, err
			}
			if !isIterable(v) {
				return nil, Errorf(TypeError, "can't extend bytearray with %s", TypeName(v))
			}
			data, err := byteArraySource(v)
			a.data = append(a.data, data...)
			return starlark.None, err
		}
	case "insert":
		return byteArrayInsert
	case "pop":
		return byteArrayPop
	case "clear":
		return func(c *Call, a *ByteArray) (starlark.Value, error) { a.data = nil; return starlark.None, c.NoArgs() }
	case "copy":
		return func(c *Call, a *ByteArray) (starlark.Value, error) {
			return &ByteArray{slices.Clone(a.data)}, c.NoArgs()
		}
	case "reverse":
		return func(c *Call, a *ByteArray) (starlark.Value, error) {
			slices.Reverse(a.data)
			return starlark.None, c.NoArgs()
		}
	}
	return nil
}

func byteArrayInsert(c *Call, a *ByteArray) (starlark.Value, error) {
	var i int
	var v starlark.Value
	if err := c.Positional(2, &i, &v); err != nil {
		return nil, err
	}
	b, err := byteArrayItem(v)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		i += len(a.data)
	}
	a.data = slices.Insert(a.data, min(max(i, 0), len(a.data)), b)
	return starlark.None, nil
}

func byteArrayPop(c *Call, a *ByteArray) (starlark.Value, error) {
	i := -1
	if err := c.Positional(0, &i); err != nil {
		return nil, err
	}
	if len(a.data) == 0 {
		return nil, Errorf(IndexError, "pop from empty bytearray")
	}
	if i < 0 {
		i += len(a.data)
	}
	if i < 0 || i >= len(a.data) {
		return nil, Errorf(IndexError, "pop index out of range")
	}
	b := a.data[i]
	a.data = slices.Delete(a.data, i, i+1)
	return starlark.MakeInt(int(b)), nil
}
