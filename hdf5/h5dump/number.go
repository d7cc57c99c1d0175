package h5dump

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// longDouble is the size of numpy's longdouble on x86-64: an 80-bit float in
// 16 bytes.
const longDouble = 16

// floatSize returns the size of numpy's float that holds the exponents and
// mantissas of an HDF5 float: the smallest that is no shorter.
func floatSize(t *datatype.Type) (int, error) {
	if t.Float == nil {
		return 0, fmt.Errorf("float without a layout: %w", datatype.ErrInvalid)
	}
	top := 1<<min(t.Float.ExpSize, 40) - int(t.Float.Bias) - 1
	bottom := 1 - int(t.Float.Bias)
	for _, c := range []struct{ size, mantissa, top, bottom int }{
		{2, 10, 16, -14}, {4, 23, 128, -126}, {8, 52, 1024, -1022}, {longDouble, 64, 16384, -16382},
	} {
		if c.size >= t.Size && t.Float.MantSize <= c.mantissa && top <= c.top && bottom >= c.bottom {
			return c.size, nil
		}
	}
	return 0, fmt.Errorf("%v: no type of numpy has its precision", t)
}

// orderMark returns the sign that begins numpy's type string.
func orderMark(size int, order datatype.Order) (string, error) {
	switch {
	case size == 1, order == datatype.OrderNone:
		return "|", nil
	case order == datatype.LittleEndian:
		return "<", nil
	case order == datatype.BigEndian:
		return ">", nil
	}
	return "", fmt.Errorf("numpy has no %v byte order", order)
}

// numberName returns numpy's type string of an integer, bit field or float.
func numberName(t *datatype.Type) (string, error) {
	letter, size := "u", t.Size
	switch {
	case t.Class == datatype.Float:
		var err error
		if size, err = floatSize(t); err != nil {
			return "", err
		}
		letter = "f"
	case size != 1 && size != 2 && size != 4 && size != 8:
		return "", fmt.Errorf("numpy has no integer of %d bytes", size)
	case t.Class == datatype.Integer && t.Signed:
		letter = "i"
	}
	mark, err := orderMark(size, t.Order)
	return fmt.Sprintf("%s%s%d", mark, letter, size), err
}

// complexPart returns the type of the parts of a complex number: HDF5 2.0's
// class, or h5py's compound of two equal floats r and i. It is nil for others.
func complexPart(t *datatype.Type) *datatype.Type {
	if t.Class == datatype.Complex {
		return t.Base
	}
	if t.Class != datatype.Compound || len(t.Members) != 2 || t.Members[0].Name != "r" || t.Members[1].Name != "i" {
		return nil
	}
	r, i := t.Members[0].Type, t.Members[1].Type
	if r.Class != datatype.Float || i.Class != datatype.Float {
		return nil
	}
	a, errA := numberName(r)
	b, errB := numberName(i)
	if errA != nil || errB != nil || a != b || a[1:] == "f2" {
		return nil
	}
	return r
}

// partSize returns the size of each part of numpy's complex number.
func partSize(part *datatype.Type) (int, error) {
	size, err := floatSize(part)
	if err == nil && size < 4 {
		return 0, fmt.Errorf("numpy has no complex number of %v", part)
	}
	return size, err
}

// isBool says whether an enumeration is h5py's truth value.
func isBool(t *datatype.Type) bool {
	return t.Class == datatype.Enum && t.Equal(datatype.NewEnum(t.Base, []string{"FALSE", "TRUE"}, boolValues(t.Base)))
}

// boolValues returns 0 and 1 as two elements of an integer type.
func boolValues(base *datatype.Type) []byte {
	values := make([]byte, 2*base.Size)
	one := base.Size
	if base.Order == datatype.BigEndian {
		one = 2*base.Size - 1
	}
	values[one] = 1
	return values
}
