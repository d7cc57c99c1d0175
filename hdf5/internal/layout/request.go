package layout

import (
	"fmt"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// request is one checked Read or Write: pairs of elements, one in the dataset
// and one in the caller's buffer.
type request struct {
	file  dataspace.Selection
	dims  []uint64 // of the dataset
	mem   dataspace.Selection
	mdims []uint64 // of the buffer
	buf   []byte
	count uint64 // elements
	write bool

	fileSize, memSize int            // bytes of an element on both sides
	path              *datatype.Path // nil where no byte changes
	keeps             bool           // elements that are written keep members that those of the caller lack
	serial            bool           // variable-length data: one goroutine at a time
	fill              []byte         // element of the memory's type, nil: leave missing elements alone
}

// request checks the arguments of a Read or Write of a dataset of the given
// sizes.
func (d *Dataset) request(file dataspace.Selection, mdims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects, write bool) (*request, error) {
	dims := d.Extent.Dims
	if d.Extent.Class == dataspace.Null {
		dims = []uint64{0}
	}
	if err := file.Validate(dims); err != nil {
		return nil, fmt.Errorf("dataset selection: %w", err)
	}
	if err := mem.Validate(mdims); err != nil {
		return nil, fmt.Errorf("memory selection: %w", err)
	}
	q := &request{
		file: file, dims: dims, mem: mem, mdims: mdims, buf: buf, write: write,
		count: file.NumPoints(dims), fileSize: d.Type.Size, memSize: typ.Size,
	}
	if n := mem.NumPoints(mdims); n != q.count {
		return nil, fmt.Errorf("%w: %d in the dataset, %d in memory", dataspace.ErrCount, q.count, n)
	}
	if q.count == 0 {
		return q, nil
	}
	if err := driver.Check("MaxReadBytes", saturate(q.count, uint64(q.memSize)), d.Limits.WithDefaults().MaxReadBytes); err != nil {
		return nil, err
	}
	if need := saturate(product(mdims), uint64(q.memSize)); uint64(len(buf)) < need {
		return nil, fmt.Errorf("buffer has %d bytes, its shape %v wants %d", len(buf), mdims, need)
	}
	return q, q.conversion(d, typ, heap)
}

// conversion finds the path between the types of the two sides.
func (q *request) conversion(d *Dataset, typ *datatype.Type, heap datatype.Objects) error {
	from, to, fromObjs, toObjs := d.Type, typ, d.Objects, heap
	if q.write {
		from, to, fromObjs, toObjs = typ, d.Type, heap, d.Objects
	}
	if typ == d.Type && !typ.HasVariable() {
		return q.fillOf(d)
	}
	path, err := datatype.NewPath(from, to, fromObjs, toObjs)
	if err != nil {
		return err
	}
	q.keeps = q.write && d.Type.Keeps(typ)
	q.serial = d.Type.HasVariable() || typ.HasVariable()
	if !path.Noop() {
		q.path = path
	}
	return q.fillOf(d)
}

// fillOf sets the fill value of a read.
func (q *request) fillOf(d *Dataset) error {
	if q.write || !d.fills() {
		return nil
	}
	value, err := d.fillElement()
	if err != nil {
		return err
	}
	q.fill = value
	if q.path != nil {
		q.fill = make([]byte, q.memSize)
		return q.path.Convert(q.fill, value, 1)
	}
	return nil
}

// product multiplies sizes, saturating.
func product(dims []uint64) uint64 {
	n := uint64(1)
	for _, d := range dims {
		if d == 0 {
			return 0
		}
		n = saturate(n, d)
	}
	return n
}

func saturate(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	if hi != 0 {
		return ^uint64(0)
	}
	return lo
}

// move transfers n elements that are neighbours on both sides. file holds
// elements of the dataset's type, and offsets count elements.
func (q *request) move(file []byte, fileOff, memOff, n int) error {
	f := file[fileOff*q.fileSize : (fileOff+n)*q.fileSize]
	m := q.buf[memOff*q.memSize : (memOff+n)*q.memSize]
	switch {
	case q.path == nil && q.write:
		copy(f, m)
	case q.path == nil:
		copy(m, f)
	case q.write:
		return q.path.Convert(f, m, n)
	default:
		return q.path.Convert(m, f, n)
	}
	return nil
}
