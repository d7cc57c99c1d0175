package h5dump

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// appendType appends the description of a type, whose variable-length parts
// have the sizes that the C library gives them in memory.
func appendType(out []byte, t *datatype.Type) ([]byte, error) {
	return typeText(out, ndarray.MemoryLayout(t))
}

func typeText(out []byte, t *datatype.Type) ([]byte, error) {
	switch t.Class {
	case datatype.Integer, datatype.Bitfield, datatype.Float:
		name, err := numberName(t)
		return appendString(out, name), err
	case datatype.String:
		return stringText(out, t), nil
	case datatype.Opaque:
		return appendString(out, fmt.Sprintf("|V%d", t.Size)), nil
	case datatype.Reference:
		if t.Ref == datatype.RefRegion {
			return append(out, `"regref"`...), nil
		}
		return append(out, `"ref"`...), nil
	case datatype.Compound, datatype.Complex:
		return compoundText(out, t)
	case datatype.Enum:
		return enumText(out, t)
	case datatype.Vlen:
		out, err := typeText(append(out, `{"vlen": `...), t.Base)
		return append(out, '}'), err
	case datatype.Array:
		out, err := typeText(append(out, `{"array": `...), t.Base)
		out = append(out, `, "shape": `...)
		out = appendList(out, len(t.Dims), func(out []byte, i int) []byte { return strconv.AppendInt(out, int64(t.Dims[i]), 10) })
		return append(out, '}'), err
	}
	return out, fmt.Errorf("numpy has no type for %v", t.Class)
}

func stringText(out []byte, t *datatype.Type) []byte {
	switch {
	case !t.Variable:
		return appendString(out, fmt.Sprintf("|S%d", t.Size))
	case t.CharSet == datatype.UTF8:
		return append(out, `{"string": "utf-8", "vlen": true}`...)
	}
	return append(out, `{"string": "ascii", "vlen": true}`...)
}

func compoundText(out []byte, t *datatype.Type) ([]byte, error) {
	if part := complexPart(t); part != nil {
		size, err := partSize(part)
		if err != nil {
			return out, err
		}
		mark, err := orderMark(size, part.Order)
		return appendString(out, fmt.Sprintf("%sc%d", mark, 2*size)), err
	}
	if t.Class == datatype.Complex {
		return out, fmt.Errorf("numpy has no type for %v", t)
	}
	var failed error
	out = appendList(append(out, `{"fields": `...), len(t.Members), func(out []byte, i int) []byte {
		m := t.Members[i]
		out, err := typeText(append(appendString(append(out, '['), m.Name), ", "...), m.Type)
		if err != nil && failed == nil {
			failed = fmt.Errorf("member %q: %w", m.Name, err)
		}
		return append(strconv.AppendInt(append(out, ", "...), int64(m.Offset), 10), ']')
	})
	out = strconv.AppendInt(append(out, `, "itemsize": `...), int64(t.Size), 10)
	return append(out, '}'), failed
}

func enumText(out []byte, t *datatype.Type) ([]byte, error) {
	if t.Size == 1 && isBool(t) {
		return append(out, `"|b1"`...), nil
	}
	out = append(out, `{"enum": {`...)
	for i, name := range t.Names {
		if i > 0 {
			out = append(out, ", "...)
		}
		value := integer(t.Base, t.Values[i*t.Base.Size:(i+1)*t.Base.Size])
		out = append(appendString(out, name), ": "...)
		out = value.Append(out, 10)
	}
	out, err := typeText(append(out, `}, "base": `...), t.Base)
	return append(out, '}'), err
}

// integer returns the value of an integer in either byte order.
func integer(t *datatype.Type, b []byte) *big.Int {
	b = slices.Clone(b)
	if t.Order != datatype.BigEndian {
		slices.Reverse(b)
	}
	v := new(big.Int).SetBytes(b)
	v.Rsh(v, uint(t.BitOffset))
	one := big.NewInt(1)
	v.And(v, new(big.Int).Sub(new(big.Int).Lsh(one, uint(t.Precision)), one))
	if t.Signed && t.Precision > 0 && v.Bit(t.Precision-1) == 1 {
		v.Sub(v, new(big.Int).Lsh(one, uint(t.Precision)))
	}
	return v
}
