package layout

import (
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// fills reports whether elements that were never written read as the fill
// value; otherwise the reader's buffer is left as it is (H5D__chunk_read).
func (d *Dataset) fills() bool {
	f := d.Fill
	return f == nil || f.FillTime != format.FillNever && !(f.FillTime == format.FillIfSet && f.Undefined)
}

// fillElement is the fill value in the dataset's type.
func (d *Dataset) fillElement() ([]byte, error) {
	size := d.Type.Size
	if d.Fill == nil || len(d.Fill.Value) == 0 {
		return make([]byte, size), nil
	}
	if len(d.Fill.Value) != size {
		return nil, codec.Formatf("fill value has %d bytes, elements have %d", len(d.Fill.Value), size)
	}
	return d.Fill.Value, nil
}

// fillsStorage reports whether new storage is written with the fill value
// (H5D_FILL_TIME_ALLOC, or IFSET with a value that the user gave). Where it is
// not, new space still reads as zeros.
func (d *Dataset) fillsStorage() bool {
	f := d.Fill
	return f != nil && len(f.Value) > 0 && !f.Undefined && f.FillTime != format.FillNever
}

// storedFill is what an element of new storage holds.
func (d *Dataset) storedFill() ([]byte, error) {
	if !d.fillsStorage() {
		return make([]byte, d.Type.Size), nil
	}
	return d.fillElement()
}

// fillAll puts the fill value at every element of a read.
func (q *request) fillAll() error {
	if q.fill == nil {
		return nil
	}
	return dataspace.Fill(q.buf[:int(product(q.mdims))*q.memSize], q.mdims, q.mem, q.fill)
}

// repeat fills dst with copies of value, whose length divides dst's.
func repeat(dst, value []byte) {
	if len(dst) == 0 {
		return
	}
	if isZero(value) {
		clear(dst)
		return
	}
	for n := copy(dst, value); n < len(dst); {
		n += copy(dst[n:], dst[:n])
	}
}

func isZero(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}
