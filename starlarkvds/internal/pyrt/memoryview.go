package pyrt

import (
	"bytes"
	"encoding/hex"
	"unsafe"

	"go.starlark.net/starlark"
)

// memoryView is Python's memoryview of bytes, of a bytearray, whose items it
// changes, or of a copy of what an array holds. Items are single bytes.
type memoryView struct {
	of    starlark.Value
	array *ByteArray // nil: the bytes are those of data, and stay
	data  []byte
	start int
	n     int
	step  int
}

var (
	_ starlark.Sequence  = (*memoryView)(nil)
	_ starlark.HasSetKey = (*memoryView)(nil)
	_ starlark.HasAttrs  = (*memoryView)(nil)
	_ Comparer           = (*memoryView)(nil)
	_ Context            = (*memoryView)(nil)
	_ Byter              = (*memoryView)(nil)
	_ Typed              = (*memoryView)(nil)
)

// newMemoryView is memoryview(object).
func newMemoryView(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	var x starlark.Value
	if err := c.unpackC("object", &x); err != nil {
		return nil, err
	}
	x = Plain(x)
	switch x := x.(type) {
	case *ByteArray:
		return &memoryView{of: x, array: x, n: len(x.data), step: 1}, nil
	case *memoryView:
		m := *x
		return &m, nil
	}
	b, err := BytesOf(x)
	if err != nil {
		return nil, Errorf(TypeError, "memoryview: a bytes-like object is required, not '%s'", TypeName(x))
	}
	return &memoryView{of: x, data: b, n: len(b), step: 1}, nil
}

// at returns the address of item i; a bytearray that shrank has none.
func (m *memoryView) at(i int) (*byte, error) {
	data := m.data
	if m.array != nil {
		data = m.array.data
	}
	i = m.start + i*m.step
	if i < 0 || i >= len(data) {
		return nil, Errorf(BufferError, "the bytearray under the memoryview was made shorter")
	}
	return &data[i], nil
}

// PyBytes returns a copy of the bytes.
func (m *memoryView) PyBytes() ([]byte, error) {
	out := make([]byte, m.n)
	for i := range out {
		p, err := m.at(i)
		if err != nil {
			return nil, err
		}
		out[i] = *p
	}
	return out, nil
}

func (m *memoryView) String() string       { return "<memory at " + address(unsafe.Pointer(m)) + ">" }
func (m *memoryView) Type() string         { return "memoryview" }
func (m *memoryView) Freeze()              {}
func (m *memoryView) Truth() starlark.Bool { return m.n > 0 }
func (m *memoryView) PyType() *Type        { return memoryViewType }
func (m *memoryView) Len() int             { return m.n }

// Hash is that of the bytes, unless they may change.
func (m *memoryView) Hash() (uint32, error) {
	if m.array != nil {
		return 0, Errorf(ValueError, "cannot hash writable memoryview object")
	}
	b, err := m.PyBytes()
	if err != nil {
		return 0, err
	}
	return starlark.Bytes(b).Hash()
}

// Iterate goes through the bytes as they are now.
func (m *memoryView) Iterate() starlark.Iterator {
	b, _ := m.PyBytes()
	return (&ByteArray{b}).Iterate()
}

// Get is m[k]: an int, or for a slice another view.
func (m *memoryView) Get(k starlark.Value) (starlark.Value, bool, error) {
	if s, ok := k.(*Slice); ok {
		start, stop, step, err := s.Indices(m.n)
		if err != nil {
			return nil, false, err
		}
		v := *m
		v.start, v.step, v.n = m.start+start*m.step, m.step*step, SliceLen(start, stop, step)
		return &v, true, nil
	}
	p, err := m.item(k)
	if err != nil {
		return nil, false, err
	}
	return starlark.MakeInt(int(*p)), true, nil
}

func (m *memoryView) item(k starlark.Value) (*byte, error) {
	i, err := itemIndex(k, m.n, "memoryview: invalid slice key", "index out of bounds on dimension 1")
	if err != nil {
		return nil, err
	}
	return m.at(i)
}

// SetKey is m[k] = v, where the bytes belong to a bytearray.
func (m *memoryView) SetKey(k, v starlark.Value) error {
	if m.array == nil {
		return Errorf(TypeError, "cannot modify read-only memory")
	}
	if s, ok := k.(*Slice); ok {
		part, _, err := m.Get(s)
		if err != nil {
			return err
		}
		return part.(*memoryView).fill(v)
	}
	p, err := m.item(k)
	if err != nil {
		return err
	}
	i, err := Index(v)
	if err != nil {
		return Errorf(TypeError, "memoryview: invalid type for format 'B'")
	}
	n, ok := i.Int64()
	if !ok || n < 0 || n > 255 {
		return Errorf(ValueError, "memoryview: invalid value for format 'B'")
	}
	*p = byte(n)
	return nil
}

// fill copies bytes of the same length into the view.
func (m *memoryView) fill(v starlark.Value) error {
	b, err := BytesOf(v)
	if err != nil {
		return err
	}
	if len(b) != m.n {
		return Errorf(ValueError, "memoryview assignment: lvalue and rvalue have different structures")
	}
	b = bytes.Clone(b)
	for i := range b {
		p, err := m.at(i)
		if err != nil {
			return err
		}
		*p = b[i]
	}
	return nil
}

// PyCompare makes views equal to bytes-like objects with the same bytes.
func (m *memoryView) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	b, err := BytesOf(y)
	if err != nil || op != Eq && op != Ne {
		return NotImplemented, nil
	}
	own, err := m.PyBytes()
	return starlark.Bool(bytes.Equal(own, b) == (op == Eq)), err
}

// PyEnter and PyExit let with release the view.
func (m *memoryView) PyEnter() (starlark.Value, error) { return m, nil }

// PyExit implements [Context].
func (m *memoryView) PyExit(*Error) (bool, error) { return false, nil }

// Attr returns a data attribute.
func (m *memoryView) Attr(name string) (starlark.Value, error) {
	switch name {
	case "nbytes":
		return starlark.MakeInt(m.n), nil
	case "itemsize", "ndim":
		return starlark.MakeInt(1), nil
	case "format":
		return starlark.String("B"), nil
	case "shape":
		return starlark.Tuple{starlark.MakeInt(m.n)}, nil
	case "strides":
		return starlark.Tuple{starlark.MakeInt(m.step)}, nil
	case "readonly":
		return starlark.Bool(m.array == nil), nil
	case "contiguous", "c_contiguous", "f_contiguous":
		return starlark.Bool(m.step == 1), nil
	case "obj":
		return m.of, nil
	}
	if fn := memoryViewMethod(name); fn != nil {
		return NewMethod("memoryview."+name, m, fn), nil
	}
	return nil, nil
}

// AttrNames lists the data attributes.
func (m *memoryView) AttrNames() []string {
	return []string{"c_contiguous", "contiguous", "f_contiguous", "format", "itemsize", "nbytes", "ndim", "obj", "readonly", "shape", "strides"}
}

var memoryViewMethodNames = []string{"cast", "hex", "release", "tobytes", "tolist", "toreadonly"}

// memoryViewMethod returns a method of memoryview.
func memoryViewMethod(name string) Func {
	var fn func(c *Call, m *memoryView, b []byte) (starlark.Value, error)
	switch name {
	case "tobytes":
		fn = func(c *Call, _ *memoryView, b []byte) (starlark.Value, error) { return starlark.Bytes(b), nil }
	case "hex":
		fn = func(c *Call, _ *memoryView, b []byte) (starlark.Value, error) {
			return starlark.String(hex.EncodeToString(b)), c.NoArgs()
		}
	case "tolist":
		fn = func(c *Call, _ *memoryView, b []byte) (starlark.Value, error) {
			items, err := Collect(starlark.Bytes(b))
			return starlark.NewList(items), err
		}
	case "toreadonly":
		fn = func(c *Call, m *memoryView, b []byte) (starlark.Value, error) {
			return &memoryView{of: m.of, data: b, n: len(b), step: 1}, c.NoArgs()
		}
	case "release":
		fn = func(c *Call, _ *memoryView, _ []byte) (starlark.Value, error) { return starlark.None, c.NoArgs() }
	case "cast":
		fn = castView
	default:
		return nil
	}
	return func(c *Call) (starlark.Value, error) {
		m := c.Self.(*memoryView)
		b, err := m.PyBytes()
		if err != nil {
			return nil, err
		}
		return fn(c, m, b)
	}
}

// castView is cast(format): only bytes are supported.
func castView(c *Call, m *memoryView, _ []byte) (starlark.Value, error) {
	var format string
	var shape starlark.Value
	if err := c.Unpack("format", &format, "shape?", &shape); err != nil {
		return nil, err
	}
	if format != "B" && format != "b" && format != "c" || shape != nil {
		return nil, Errorf(NotImplementedError, "memoryview.cast to %s is not supported: use numpy.frombuffer", repr(starlark.String(format)))
	}
	return m, nil
}
