package main

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// Types, fill values, attributes and names in the script that makes virtual
// datasets again.

// dtypeText writes a datatype as h5py has it.
func dtypeText(t *datatype.Type) (string, error) {
	switch t.Class {
	case datatype.String:
		if !t.Variable && t.CharSet == datatype.ASCII {
			break
		}
		length := ""
		if !t.Variable {
			length = fmt.Sprintf(", %d", t.Size)
		}
		return fmt.Sprintf("h5py.string_dtype(%q%s)", charSetText(t.CharSet), length), nil
	case datatype.Vlen:
		base, err := dtypeText(t.Base)
		return fmt.Sprintf("h5py.vlen_dtype(%s)", base), err
	case datatype.Array:
		base, err := dtypeText(t.Base)
		dims := make([]uint64, len(t.Dims))
		for i, n := range t.Dims {
			dims[i] = uint64(n)
		}
		return fmt.Sprintf("np.dtype((%s, %s))", base, dataspace.Text(dims)), err
	case datatype.Reference:
		if t.Ref == datatype.RefRegion {
			return "h5py.regionref_dtype", nil
		}
		return "h5py.ref_dtype", nil
	case datatype.Enum:
		return enumText(t)
	case datatype.Compound:
		return compoundText(t)
	}
	dt, err := ndarray.FromHDF5(t)
	if err != nil {
		return "", err
	}
	return "np." + dt.Repr(), nil
}

func charSetText(c datatype.CharSet) string {
	if c == datatype.ASCII {
		return "ascii"
	}
	return "utf-8"
}

// enumText writes an enumeration; one that numpy has as bool is that.
func enumText(t *datatype.Type) (string, error) {
	if t.Equal(datatype.NewBool()) {
		return "np.dtype('bool')", nil
	}
	base, err := dtypeText(t.Base)
	if err != nil {
		return "", err
	}
	var members []string
	for i, name := range t.Names {
		value := numberText(t.Base, t.Values[i*t.Base.Size:(i+1)*t.Base.Size])
		members = append(members, stringText(name)+": "+value)
	}
	return fmt.Sprintf("h5py.enum_dtype({%s}, %s)", strings.Join(members, ", "), base), nil
}

// compoundText writes a compound with the places of its members; one that
// numpy has as a complex number is that.
func compoundText(t *datatype.Type) (string, error) {
	if dt, err := ndarray.FromHDF5(t); err == nil && dt.Kind() == 'c' {
		return "np." + dt.Repr(), nil
	}
	memory := ndarray.MemoryLayout(t)
	var names, formats, offsets []string
	for _, m := range memory.Members {
		format, err := dtypeText(m.Type)
		if err != nil {
			return "", err
		}
		names, formats, offsets = append(names, stringText(m.Name)), append(formats, format), append(offsets, fmt.Sprint(m.Offset))
	}
	return fmt.Sprintf(`np.dtype({"names": [%s], "formats": [%s], "offsets": [%s], "itemsize": %d})`,
		strings.Join(names, ", "), strings.Join(formats, ", "), strings.Join(offsets, ", "), memory.Size), nil
}

// numberText writes an integer of up to 8 bytes or a floating-point number of 4
// or 8; "" for what is none.
func numberText(t *datatype.Type, element []byte) string {
	var wide [8]byte
	if t.Size > len(wide) || t.Precision != 8*t.Size {
		return ""
	}
	copy(wide[:], element)
	if t.Order == datatype.BigEndian {
		slices.Reverse(wide[:t.Size])
	}
	n := binary.LittleEndian.Uint64(wide[:])
	switch {
	case t.Class == datatype.Integer && t.Signed:
		shift := 64 - 8*t.Size
		return fmt.Sprint(int64(n<<shift) >> shift)
	case t.Class == datatype.Integer:
		return fmt.Sprint(n)
	case t.Equal(datatype.NewFloat(t.Size, t.Order)) && t.Size == 8:
		return floatText(math.Float64frombits(n), 64)
	case t.Equal(datatype.NewFloat(t.Size, t.Order)) && t.Size == 4:
		return floatText(float64(math.Float32frombits(uint32(n))), 32)
	}
	return ""
}

// floatText writes the shortest number that reads back the same, "" for a NaN:
// its bits have a meaning to some.
func floatText(x float64, bits int) string {
	switch {
	case math.IsNaN(x):
		return ""
	case math.IsInf(x, 0):
		return fmt.Sprintf(`float("%v")`, x)
	}
	text := strconv.FormatFloat(x, 'g', -1, bits)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// fillText writes the argument for a fill value that is not zero.
func fillText(v virtualDataset, dtype string) (string, error) {
	fill, t := v.d.Fill(), v.d.Type()
	if !fill.Defined || strings.Trim(string(fill.Bytes), "\x00") == "" {
		return "", nil
	}
	if t.Class == datatype.String && t.Variable {
		heap := datatype.NewHeap()
		m := hdf5.Memory{Type: datatype.NewVarString(t.CharSet, heap.RefSize()), Bytes: make([]byte, heap.RefSize()), Objects: heap}
		if err := v.d.ReadFill(m); err != nil {
			return "", err
		}
		text, _, err := heap.Get(m.Bytes)
		return ", fillvalue=" + bytesText(string(text)), err
	}
	if t.HasVariable() {
		return "", nil // h5py cannot set one
	}
	if text := numberText(t, fill.Bytes); text != "" {
		return ", fillvalue=" + text, nil
	}
	return ", fillvalue=" + arrayText(dtype, nil, fill.Bytes), nil
}

// arrayText writes an array by its bytes.
func arrayText(dtype string, dims []uint64, data []byte) string {
	return fmt.Sprintf(`np.frombuffer(bytes.fromhex("%x"), %s).reshape(%s)`, data, dtype, dataspace.Text(dims))
}

// attributes writes those of a dataset. Of types that refer to other objects
// or are of variable length only strings are written; the script says which
// are left out.
func (s *scriptWriter) attributes(v virtualDataset) error {
	for a, err := range v.d.Attributes().All(hdf5.ByName) {
		if err != nil {
			return err
		}
		value, err := attributeText(a)
		if err != nil {
			return fmt.Errorf("attribute %q: %w", a.Name(), err)
		}
		if value == "" {
			fmt.Fprintf(&s.body, "    # without the attribute %s: %s\n", nameText(a.Name()), a.Type())
			continue
		}
		fmt.Fprintf(&s.body, "    d.attrs.create(%s, %s)\n", nameText(a.Name()), value)
	}
	return nil
}

// attributeText writes the value of an attribute and its type as arguments of
// h5py's create, "" for a value that has no text.
func attributeText(a *hdf5.Attribute) (string, error) {
	t, space := a.Type(), a.Space()
	dtype, err := dtypeText(t)
	if err != nil {
		return "", err
	}
	if space.Class == dataspace.Null {
		return "h5py.Empty(" + dtype + ")", nil
	}
	if t.HasReference() {
		return "", nil
	}
	heap := datatype.NewHeap()
	memory := t
	if t.Class == datatype.String && t.Variable {
		memory = datatype.NewVarString(t.CharSet, heap.RefSize())
	} else if t.HasVariable() {
		return "", nil
	}
	data := make([]byte, space.NumElements()*uint64(memory.Size))
	if err := a.Read(hdf5.Memory{Type: memory, Dims: space.Dims, Bytes: data, Objects: heap}); err != nil {
		return "", err
	}
	text := func(element []byte) string { return numberText(memory, element) }
	if memory != t {
		text = func(element []byte) string {
			bytes, _, _ := heap.Get(element)
			return bytesText(string(bytes))
		}
	}
	var items []string
	for element := range slices.Chunk(data, memory.Size) {
		item := text(element)
		if item == "" {
			return arrayText(dtype, space.Dims, data) + ", dtype=" + dtype, nil
		}
		items = append(items, item)
	}
	if len(space.Dims) == 0 {
		return items[0] + ", dtype=" + dtype, nil
	}
	values := "[" + strings.Join(items, ", ") + "]"
	if memory != t {
		return fmt.Sprintf("np.array(%s, object).reshape(%s), dtype=%s", values, dataspace.Text(space.Dims), dtype), nil
	}
	return fmt.Sprintf("np.array(%s, %s).reshape(%s)", values, dtype, dataspace.Text(space.Dims)), nil
}

// stringText writes a str.
func stringText(s string) string { return strconv.QuoteToASCII(s) }

// bytesText writes a bytes.
func bytesText(s string) string {
	var b strings.Builder
	b.WriteString(`b"`)
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, "\\x%02x", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}

// nameText writes a name: a str, or bytes if it is not UTF-8.
func nameText(s string) string {
	if utf8.ValidString(s) {
		return stringText(s)
	}
	return bytesText(s)
}
