package pymod

import (
	"encoding/binary"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// structModule is _struct, the functions of struct: values as packed bytes.
func structModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"calcsize": func(c *pyrt.Call) (starlark.Value, error) {
			f, _, err := layoutArg(c, 1)
			return starlark.MakeInt(f.size), err
		},
		"pack":        packValues,
		"unpack":      unpackValues,
		"unpack_from": unpackFrom,
	})
	m["error"] = structError
	return &pyrt.Module{Name: "struct", Doc: "Values as packed bytes.", Members: m}
}

var structError = pyrt.NewType(pyrt.TypeSpec{Name: "error", Module: "struct", Bases: []*pyrt.Type{pyrt.Exception}})

// layout is a format as read.
type layout struct {
	order  binary.ByteOrder
	fields []field
	size   int
	values int
}

// field is one item of a format; count is the length of s and p.
type field struct {
	kind   byte
	size   int
	offset int
	count  int
}

// sizes of the standard types; native ones are the same but aligned, with l
// and n of 8 bytes.
func kindSize(kind byte, native bool) (int, bool) {
	switch kind {
	case 'x', 'c', 'b', 'B', '?', 's', 'p':
		return 1, true
	case 'h', 'H', 'e':
		return 2, true
	case 'i', 'I', 'f':
		return 4, true
	case 'l', 'L':
		if native {
			return 8, true
		}
		return 4, true
	case 'q', 'Q', 'd':
		return 8, true
	case 'n', 'N', 'P':
		return 8, native
	}
	return 0, false
}

// maxStruct bounds the size that a format may ask for.
const maxStruct = 1 << 30

func parseLayout(format string) (layout, error) {
	l := layout{order: binary.LittleEndian}
	native := true
	if format != "" && strings.IndexByte("@=<>!", format[0]) >= 0 {
		native = format[0] == '@'
		if format[0] == '>' || format[0] == '!' {
			l.order = binary.BigEndian
		}
		format = format[1:]
	}
	for i := 0; i < len(format); i++ {
		count, digits := 0, i
		for i < len(format) && '0' <= format[i] && format[i] <= '9' {
			if count = 10*count + int(format[i]-'0'); count > maxStruct {
				return l, pyrt.Errorf(structError, "total struct size too long")
			}
			i++
		}
		if digits == i {
			count = 1
		} else if i == len(format) {
			return l, pyrt.Errorf(structError, "repeat count given without format specifier")
		}
		kind := format[i]
		if strings.IndexByte(" \t\n\r\v\f", kind) >= 0 {
			continue
		}
		size, ok := kindSize(kind, native)
		if !ok {
			return l, pyrt.Errorf(structError, "bad char in struct format")
		}
		if native {
			l.size = (l.size + size - 1) / size * size
		}
		switch kind {
		case 's', 'p':
			l.fields = append(l.fields, field{kind, count, l.size, count})
			l.size += count
			l.values++
		case 'x':
			l.size += count
		default:
			if l.size+count*size > maxStruct {
				return l, pyrt.Errorf(structError, "total struct size too long")
			}
			for range count {
				l.fields = append(l.fields, field{kind, size, l.size, 1})
				l.size += size
			}
			l.values += count
		}
		if l.size > maxStruct {
			return l, pyrt.Errorf(structError, "total struct size too long")
		}
	}
	return l, nil
}

// layoutArg reads the format, the first of n arguments or more.
func layoutArg(c *pyrt.Call, n int) (layout, starlark.Tuple, error) {
	if err := c.NoKeywords(); err != nil {
		return layout{}, nil, err
	}
	if len(c.Args) < n {
		return layout{}, nil, pyrt.Errorf(pyrt.TypeError, "%s expected at least %d argument, got %d", c.Name, n, len(c.Args))
	}
	format, ok := c.Args[0].(starlark.String)
	if !ok {
		b, err := pyrt.BytesOf(c.Args[0])
		if err != nil {
			return layout{}, nil, pyrt.Errorf(pyrt.TypeError, "Struct() argument 1 must be a str or bytes object, not %s", pyrt.TypeName(c.Args[0]))
		}
		format = starlark.String(b)
	}
	l, err := parseLayout(string(format))
	return l, c.Args[1:], err
}

func packValues(c *pyrt.Call) (starlark.Value, error) {
	l, args, err := layoutArg(c, 1)
	if err != nil {
		return nil, err
	}
	if len(args) != l.values {
		return nil, pyrt.Errorf(structError, "pack expected %d items for packing (got %d)", l.values, len(args))
	}
	out := make([]byte, l.size)
	for i, f := range l.fields {
		if err := l.put(out[f.offset:f.offset+f.size], f, args[i]); err != nil {
			return nil, err
		}
	}
	return starlark.Bytes(out), nil
}

// put writes one value.
func (l *layout) put(p []byte, f field, v starlark.Value) error {
	switch f.kind {
	case 's', 'p', 'c':
		b, err := pyrt.BytesOf(v)
		if err != nil || f.kind == 'c' && len(b) != 1 {
			if f.kind == 'c' {
				return pyrt.Errorf(structError, "char format requires a bytes object of length 1")
			}
			return pyrt.Errorf(structError, "argument for '%c' must be a bytes object", f.kind)
		}
		if f.kind == 'p' && f.size > 0 {
			n := min(len(b), f.size-1, 255)
			p[0] = byte(n)
			p, b = p[1:], b[:n]
		}
		copy(p, b)
		return nil
	case '?':
		t, err := pyrt.Truth(v)
		if t {
			p[0] = 1
		}
		return err
	case 'f', 'd', 'e':
		x, err := pyrt.Float(v)
		if err != nil {
			return pyrt.Errorf(structError, "required argument is not a float")
		}
		return l.putFloat(p, f.kind, x)
	}
	i, err := pyrt.Index(v)
	if err != nil {
		return pyrt.Errorf(structError, "required argument is not an integer")
	}
	return l.putInt(p, f, i)
}

func (l *layout) putFloat(p []byte, kind byte, x float64) error {
	switch kind {
	case 'd':
		l.order.PutUint64(p, math.Float64bits(x))
	case 'f':
		if y := float32(x); math.IsInf(float64(y), 0) && !math.IsInf(x, 0) {
			return pyrt.Errorf(pyrt.OverflowError, "float too large to pack with f format")
		}
		l.order.PutUint32(p, math.Float32bits(float32(x)))
	case 'e':
		h, ok := halfBits(x)
		if !ok {
			return pyrt.Errorf(pyrt.OverflowError, "float too large to pack with e format")
		}
		l.order.PutUint16(p, h)
	}
	return nil
}

// halfBits rounds to a 16-bit float, half to even; false when it overflows.
func halfBits(x float64) (uint16, bool) {
	sign := uint16(math.Float64bits(x) >> 48 & 0x8000)
	a := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return sign | 0x7e00, true
	case math.IsInf(x, 0):
		return sign | 0x7c00, true
	case a == 0:
		return sign, true
	}
	_, e := math.Frexp(a)
	e = max(e-1, -14) // of the leading bit; subnormals share the least
	n := math.RoundToEven(math.Ldexp(a, 10-e))
	if n >= 2048 {
		n, e = 1024, e+1
	}
	if e > 15 {
		return 0, false
	}
	if n < 1024 {
		return sign | uint16(n), true
	}
	return sign | uint16(e+15)<<10 | uint16(n)&0x3ff, true
}

func halfValue(h uint16) float64 {
	e, n := int(h>>10&0x1f), float64(h&0x3ff)
	var x float64
	switch e {
	case 0:
		x = math.Ldexp(n, -24)
	case 31:
		x = math.Inf(1)
		if n != 0 {
			x = math.NaN()
		}
	default:
		x = math.Ldexp(n+1024, e-25)
	}
	if h&0x8000 != 0 {
		x = -x
	}
	return x
}

func (l *layout) putInt(p []byte, f field, i starlark.Int) error {
	bits := 8 * f.size
	signed := strings.IndexByte("bhilqn", f.kind) >= 0
	n, ok := i.Int64()
	u, uok := i.Uint64()
	if signed {
		ok = ok && n>>(bits-1) == n>>63
		u = uint64(n)
	} else {
		ok = uok && (bits == 64 || u>>bits == 0)
	}
	if !ok {
		return intRange(f.kind, bits, signed)
	}
	var word [8]byte
	if l.order == binary.ByteOrder(binary.BigEndian) {
		binary.BigEndian.PutUint64(word[:], u)
		copy(p, word[8-f.size:])
	} else {
		binary.LittleEndian.PutUint64(word[:], u)
		copy(p, word[:f.size])
	}
	return nil
}

// intRange returns CPython's error for an int that does not fit.
func intRange(kind byte, bits int, signed bool) error {
	switch kind {
	case 'b':
		return pyrt.Errorf(structError, "byte format requires -128 <= number <= 127")
	case 'B':
		return pyrt.Errorf(structError, "ubyte format requires 0 <= number <= 255")
	case 'h':
		return pyrt.Errorf(structError, "short format requires (-0x7fff - 1) <= number <= 0x7fff")
	case 'H':
		return pyrt.Errorf(structError, "ushort format requires 0 <= number <= 0xffff")
	}
	if signed {
		return pyrt.Errorf(structError, "'%c' format requires %d <= number <= %d", kind, int64(-1)<<(bits-1), int64(1)<<(bits-1)-1)
	}
	return pyrt.Errorf(structError, "'%c' format requires 0 <= number <= %d", kind, ^uint64(0)>>(64-bits))
}

func unpackValues(c *pyrt.Call) (starlark.Value, error) {
	l, args, err := layoutArg(c, 2)
	if err != nil {
		return nil, err
	}
	b, err := pyrt.BytesOf(args[0])
	if err != nil {
		return nil, err
	}
	if len(b) != l.size {
		return nil, pyrt.Errorf(structError, "unpack requires a buffer of %d bytes", l.size)
	}
	return l.read(b), nil
}

func unpackFrom(c *pyrt.Call) (starlark.Value, error) {
	var format, buffer starlark.Value
	offset := 0
	if err := c.Unpack("format", &format, "buffer", &buffer, "offset?", &offset); err != nil {
		return nil, err
	}
	l, _, err := layoutArg(&pyrt.Call{Name: c.Name, Args: starlark.Tuple{format}}, 1)
	if err != nil {
		return nil, err
	}
	b, err := pyrt.BytesOf(buffer)
	if err != nil {
		return nil, err
	}
	if offset < 0 {
		offset += len(b)
	}
	if offset < 0 || len(b)-offset < l.size {
		return nil, pyrt.Errorf(structError, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)",
			l.size+max(offset, 0), l.size, offset, len(b))
	}
	return l.read(b[offset : offset+l.size]), nil
}

// read returns the values of packed bytes.
func (l *layout) read(b []byte) starlark.Tuple {
	out := make(starlark.Tuple, len(l.fields))
	for i, f := range l.fields {
		out[i] = l.get(b[f.offset:f.offset+f.size], f)
	}
	return out
}

func (l *layout) get(p []byte, f field) starlark.Value {
	switch f.kind {
	case 's', 'c':
		return starlark.Bytes(p)
	case 'p':
		if len(p) == 0 {
			return starlark.Bytes("")
		}
		return starlark.Bytes(p[1 : 1+min(int(p[0]), len(p)-1)])
	case '?':
		return starlark.Bool(p[0] != 0)
	case 'd':
		return starlark.Float(math.Float64frombits(l.order.Uint64(p)))
	case 'f':
		return starlark.Float(math.Float32frombits(l.order.Uint32(p)))
	case 'e':
		return starlark.Float(halfValue(l.order.Uint16(p)))
	}
	var word [8]byte
	if l.order == binary.ByteOrder(binary.BigEndian) {
		copy(word[8-f.size:], p)
	} else {
		for i, c := range p {
			word[7-i] = c
		}
	}
	u := binary.BigEndian.Uint64(word[:])
	if strings.IndexByte("bhilqn", f.kind) >= 0 {
		shift := 64 - 8*f.size
		return starlark.MakeInt64(int64(u<<shift) >> shift)
	}
	return starlark.MakeUint64(u)
}
