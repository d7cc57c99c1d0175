package h5dump

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/bits"
	"strconv"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

const (
	// listed is the most elements that are listed.
	listed = 4096
	// hashed is the most elements that are hashed.
	hashed = 1 << 26
)

// shown is a type whose outer arrays are dimensions, as numpy has it.
type shown struct {
	typ  *datatype.Type // of one number
	dims []uint64
	size uint64 // of dims, saturating
}

func flatten(t *datatype.Type, dims []uint64) shown {
	s := shown{typ: t, dims: append([]uint64(nil), dims...), size: 1}
	for s.typ.Class == datatype.Array {
		for _, d := range s.typ.Dims {
			s.dims = append(s.dims, uint64(d))
		}
		s.typ = s.typ.Base
	}
	for _, d := range s.dims {
		if d == 0 {
			return shown{typ: s.typ, dims: s.dims}
		}
	}
	for _, d := range s.dims {
		hi, lo := bits.Mul64(s.size, d)
		if hi != 0 {
			lo = 1<<64 - 1
		}
		s.size = lo
	}
	return s
}

// plain says whether elements are numbers that h5py gives no metadata.
func plain(t *datatype.Type) bool {
	switch t.Class {
	case datatype.Integer, datatype.Bitfield, datatype.Float:
		return true
	case datatype.Enum:
		return isBool(t)
	}
	return complexPart(t) != nil
}

func appendSize(out []byte, n uint64) []byte {
	return append(strconv.AppendUint(append(out, `{"size": `...), n, 10), '}')
}

func appendHash(out, sum []byte) []byte {
	return append(append(append(out, `{"sha256": "`...), hex.EncodeToString(sum)...), `"}`...)
}

// data appends the elements of a dataset.
func (v values) data(ctx context.Context, out []byte, d *hdf5.Dataset) ([]byte, error) {
	space := d.Space()
	if space.Class == dataspace.Null {
		return append(out, "null"...), nil
	}
	if n := space.NumElements(); n > hashed {
		return appendSize(out, n), nil
	}
	mem, err := memoryType(d.Type())
	if err != nil {
		return out, err
	}
	s := flatten(mem, space.Dims)
	switch {
	case s.size > listed && plain(s.typ):
		sum := sha256.New()
		for b, err := range blocks(ctx, d, mem) {
			if err != nil {
				return out, err
			}
			sum.Write(b.bytes)
		}
		return appendHash(out, sum.Sum(nil)), nil
	case s.size > listed:
		return appendSize(out, s.size), check(ctx, d, mem)
	}
	l := &lister{values: v, out: out, shown: s}
	for b, err := range blocks(ctx, d, mem) {
		l.objects = b.objects
		if err == nil {
			err = l.add(b.bytes)
		}
		if err != nil {
			return out, err
		}
	}
	return l.end(), nil
}

// check reads elements that are not shown: those that cannot be read are an
// error all the same.
func check(ctx context.Context, d *hdf5.Dataset, mem *datatype.Type) error {
	for _, err := range blocks(ctx, d, mem) {
		if err != nil {
			return err
		}
	}
	return nil
}

// attribute appends the value of an attribute.
func (v values) attribute(out []byte, a *hdf5.Attribute) ([]byte, error) {
	space := a.Space()
	if space.Class == dataspace.Null {
		return append(out, "null"...), nil
	}
	mem, err := memoryType(a.Type())
	if err != nil {
		return out, err
	}
	n := space.NumElements()
	if n > maxElement/uint64(max(mem.Size, 1)) {
		return out, fmt.Errorf("attribute of %d elements of %d bytes: %w", n, mem.Size, hdf5.ErrLimit)
	}
	buf := make([]byte, int(n)*mem.Size)
	heap := newBudget(maxElement)
	if err := a.Read(hdf5.Memory{Type: mem, Bytes: buf, Objects: heap}); err != nil {
		return out, err
	}
	v.objects = heap
	s := flatten(mem, space.Dims)
	switch {
	case s.size > listed && plain(s.typ):
		sum := sha256.Sum256(buf)
		return appendHash(out, sum[:]), nil
	case s.size > listed:
		return appendSize(out, s.size), nil
	}
	l := &lister{values: v, out: out, shown: s}
	if err := l.add(buf); err != nil {
		return out, err
	}
	return l.end(), nil
}

// lister appends elements in row-major order as lists in lists.
type lister struct {
	values
	shown
	out  []byte
	done uint64
}

// add appends the next elements. A single sequence is an array of its own.
func (l *lister) add(b []byte) error {
	if l.size == 0 {
		return nil
	}
	if len(l.dims) == 0 && l.typ.Class == datatype.Vlen {
		return l.sequence(b)
	}
	for ; len(b) >= l.typ.Size; b = b[l.typ.Size:] {
		l.open()
		var err error
		if l.out, err = l.append(l.out, l.typ, b); err != nil {
			return err
		}
		l.close()
	}
	return nil
}

// sequence appends one sequence, a long one as arrays of its length.
func (l *lister) sequence(b []byte) error {
	seq, n, err := l.objects.Get(b)
	if err != nil {
		return err
	}
	s := flatten(l.typ.Base, []uint64{uint64(n)})
	switch {
	case s.size > listed && plain(s.typ):
		sum := sha256.Sum256(seq[:n*l.typ.Base.Size])
		l.out = appendHash(l.out, sum[:])
	case s.size > listed:
		l.out = appendSize(l.out, s.size)
	default:
		l.out, err = l.append(l.out, l.typ, b)
	}
	return err
}

// open appends what stands before an element: a comma unless it is the first,
// and a bracket for each list that it begins.
func (l *lister) open() {
	if l.done > 0 {
		l.out = append(l.out, ", "...)
	}
	l.out = append(l.out, bytes.Repeat([]byte{'['}, l.borders())...)
	l.done++
}

// close appends a bracket for each list that ends.
func (l *lister) close() { l.out = append(l.out, bytes.Repeat([]byte{']'}, l.borders())...) }

// borders returns how many lists begin or end at the present element.
func (l *lister) borders() int {
	n, size := 0, uint64(1)
	for i := len(l.dims) - 1; i >= 0; i-- {
		if size *= l.dims[i]; l.done%size != 0 {
			break
		}
		n++
	}
	return n
}

// end returns the text. Empty arrays have the lists that are not within an
// empty one.
func (l *lister) end() []byte {
	if l.size == 0 {
		return emptyLists(l.out, l.dims)
	}
	return l.out
}

func emptyLists(out []byte, dims []uint64) []byte {
	if len(dims) == 0 {
		return out
	}
	out = append(out, '[')
	for i := range min(dims[0], listed) {
		if i > 0 {
			out = append(out, ", "...)
		}
		out = emptyLists(out, dims[1:])
	}
	return append(out, ']')
}
