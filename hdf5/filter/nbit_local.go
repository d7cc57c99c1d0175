package filter

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// maxNbitParams is the most parameters that libhdf5 allows.
const maxNbitParams = 4096

// SetLocal implements [Localizer]: the parameters describe the datatype.
func (nbit) SetLocal(_ []uint32, c Creation) ([]uint32, error) {
	n, err := c.elements()
	if err != nil {
		return nil, err
	}
	d := nbitDescription{params: []uint32{0, 1, n}}
	switch c.Type.Class {
	case datatype.Integer, datatype.Float, datatype.Array, datatype.Compound:
		err = d.describe(c.Type)
	}
	if err != nil {
		return nil, err
	}
	if len(d.params) > maxNbitParams {
		return nil, fmt.Errorf("datatype needs %d parameters, the most is %d", len(d.params), maxNbitParams)
	}
	d.params[0] = uint32(len(d.params))
	return d.params, nil
}

// nbitDescription is parameters in the making; the second says whether every
// bit carries a value.
type nbitDescription struct{ params []uint32 }

func (d *nbitDescription) add(v ...int) {
	for _, x := range v {
		d.params = append(d.params, uint32(x))
	}
}

func (d *nbitDescription) describe(t *datatype.Type) error {
	switch t.Class {
	case datatype.Integer, datatype.Float:
		return d.atomic(t)
	case datatype.Array:
		if t.Base.Class == datatype.Vlen || t.Base.Variable {
			return fmt.Errorf("array of variable-length elements is not supported")
		}
		d.add(nbitArray, t.Size)
		return d.describe(t.Base)
	case datatype.Compound:
		d.add(nbitCompound, t.Size, len(t.Members))
		for i, m := range t.Members {
			d.add(m.Offset)
			if m.Type.Class == datatype.Vlen || m.Type.Variable {
				end := t.Size
				if i+1 < len(t.Members) {
					end = t.Members[i+1].Offset
				}
				d.add(nbitNoop, end-m.Offset)
				continue
			}
			if err := d.describe(m.Type); err != nil {
				return err
			}
		}
		return nil
	}
	d.add(nbitNoop, t.Size)
	return nil
}

func (d *nbitDescription) atomic(t *datatype.Type) error {
	order := 0
	switch t.Order {
	case datatype.LittleEndian:
	case datatype.BigEndian:
		order = 1
	default:
		return fmt.Errorf("byte order %v is not supported", t.Order)
	}
	precision, low := t.Precision, t.BitOffset
	if precision == 0 {
		precision = 8 * t.Size
	}
	d.add(nbitAtomic, t.Size, order, precision, low)
	if low != 0 || precision != 8*t.Size {
		d.params[1] = 0
	}
	return nil
}
