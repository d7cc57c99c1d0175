package h5dump

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// values turns elements in memory into JSON.
type values struct {
	file    *hdf5.File
	names   *names
	objects datatype.Objects // variable-length parts
}

// append appends one element of a type that memoryType made.
func (v values) append(out []byte, t *datatype.Type, b []byte) ([]byte, error) {
	if part := complexPart(t); part != nil {
		out = appendFloat(append(out, '['), floatValue(part, b))
		out = appendFloat(append(out, ", "...), floatValue(part, b[part.Size:]))
		return append(out, ']'), nil
	}
	switch t.Class {
	case datatype.Integer, datatype.Bitfield:
		return appendInteger(out, t, b), nil
	case datatype.Float:
		return appendFloat(out, floatValue(t, b)), nil
	case datatype.Enum:
		if isBool(t) {
			return strconv.AppendBool(out, bytes.ContainsFunc(b[:t.Size], func(r rune) bool { return r != 0 })), nil
		}
		return appendInteger(out, t.Base, b), nil
	case datatype.String:
		return v.text(out, t, b)
	case datatype.Opaque:
		return appendBytes(out, b[:t.Size]), nil
	case datatype.Compound:
		return v.list(out, len(t.Members), func(i int) (*datatype.Type, []byte) {
			return t.Members[i].Type, b[t.Members[i].Offset:]
		})
	case datatype.Array:
		return v.array(out, t, t.Dims, b)
	case datatype.Vlen:
		seq, n, err := v.objects.Get(b[:t.Size])
		if err != nil {
			return out, err
		}
		return v.list(out, n, func(i int) (*datatype.Type, []byte) { return t.Base, seq[i*t.Base.Size:] })
	case datatype.Reference:
		return v.reference(out, t, b[:t.Size])
	}
	return out, fmt.Errorf("no text for %v", t.Class)
}

// list appends n elements between brackets.
func (v values) list(out []byte, n int, item func(i int) (*datatype.Type, []byte)) ([]byte, error) {
	out = append(out, '[')
	for i := range n {
		if i > 0 {
			out = append(out, ", "...)
		}
		t, b := item(i)
		var err error
		if out, err = v.append(out, t, b); err != nil {
			return out, err
		}
	}
	return append(out, ']'), nil
}

// array appends the elements of an array type as lists in lists.
func (v values) array(out []byte, t *datatype.Type, dims []int, b []byte) ([]byte, error) {
	if len(dims) == 0 {
		return v.append(out, t.Base, b)
	}
	size := t.Base.Size
	for _, d := range dims[1:] {
		size *= d
	}
	out = append(out, '[')
	for i := range dims[0] {
		if i > 0 {
			out = append(out, ", "...)
		}
		var err error
		if out, err = v.array(out, t, dims[1:], b[i*size:]); err != nil {
			return out, err
		}
	}
	return append(out, ']'), nil
}

// text appends a string: as far as its first zero byte if it is of variable
// length, and without the zeros at its end otherwise.
func (v values) text(out []byte, t *datatype.Type, b []byte) ([]byte, error) {
	if !t.Variable {
		return appendText(out, bytes.TrimRight(b[:t.Size], "\x00")), nil
	}
	seq, _, err := v.objects.Get(b[:t.Size])
	if err != nil {
		return out, err
	}
	seq, _, _ = bytes.Cut(seq, []byte{0})
	return appendText(out, seq), nil
}

// reference appends the path of what a reference points to. One to an
// attribute is an object with its name too; one to another file an object with
// the file's name and the address there.
func (v values) reference(out []byte, t *datatype.Type, b []byte) ([]byte, error) {
	ref, err := v.file.Reference(t, b)
	if err != nil {
		return out, err
	}
	if ref == nil {
		return append(out, "null"...), nil
	}
	if ref.Path != "" {
		out = append(appendString(append(out, `{"file": `...), ref.Path), fmt.Sprintf(`, "address": %d`, ref.Address)...)
	} else {
		if _, err := v.file.Object(ref.Address); err != nil {
			return out, err
		}
		name, ok := v.names.of(ref.Address)
		if !ok {
			return append(out, "null"...), nil
		}
		if ref.Attribute == "" {
			return appendString(out, name), nil
		}
		out = appendString(append(out, `{"object": `...), name)
	}
	if ref.Attribute != "" {
		out = appendString(append(out, `, "attribute": `...), ref.Attribute)
	}
	return append(out, '}'), nil
}

// load returns a little-endian number of at most 8 bytes.
func load(b []byte, size int) uint64 {
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

func appendInteger(out []byte, t *datatype.Type, b []byte) []byte {
	v := load(b, t.Size)
	if t.Class == datatype.Integer && t.Signed {
		shift := 64 - 8*t.Size
		return strconv.AppendInt(out, int64(v<<shift)>>shift, 10)
	}
	return strconv.AppendUint(out, v, 10)
}

// floatValue returns a float as the nearest float64.
func floatValue(t *datatype.Type, b []byte) float64 {
	switch t.Size {
	case 4:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b)))
	case 8:
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	double := datatype.NewFloat(8, datatype.LittleEndian)
	path, err := datatype.NewPath(t, double, nil, nil)
	out := make([]byte, 8)
	if err == nil {
		err = path.Convert(out, b[:t.Size], 1)
	}
	if err != nil {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(out))
}
