package h5dump

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

const (
	// blockBytes is how much of a dataset is in memory at once, if more than
	// one element fits.
	blockBytes = 32 << 20
	// maxElement is the size of the largest elements that are read.
	maxElement = 256 << 20
)

// block is a part of a dataset in memory: elements that follow each other in
// row-major order.
type block struct {
	bytes   []byte
	objects datatype.Objects // variable-length parts
}

// blocks reads a dataset, piece by piece, as elements of a type that memoryType
// made. After an error it ends.
func blocks(ctx context.Context, d *hdf5.Dataset, mem *datatype.Type) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		if mem.Size > maxElement {
			yield(block{}, fmt.Errorf("elements of %d bytes: %w", mem.Size, hdf5.ErrLimit))
			return
		}
		r := reader{ctx: ctx, d: d, mem: mem}
		dims := d.Space().Dims
		for box := range pieces(dims, d.Chunks(), elementsOf(mem)) {
			b, err := r.read(box, blockBytes)
			if !errors.Is(err, errBudget) {
				if !yield(b, err) || err != nil {
					return
				}
				continue
			}
			for one := range within(box) { // long sequences: one at a time
				b, err := r.read(one, maxElement)
				if !yield(b, err) || err != nil {
					return
				}
			}
		}
	}
}

// reader reads pieces of a dataset into one buffer.
type reader struct {
	ctx context.Context
	d   *hdf5.Dataset
	mem *datatype.Type
	buf []byte
}

// read reads a box, whose variable-length parts are at most so many bytes.
func (r *reader) read(box dataspace.Box, most int) (block, error) {
	sel := dataspace.All()
	if len(box.Count) > 0 {
		var err error
		if sel, err = dataspace.NewBox(box); err != nil {
			return block{}, err
		}
	}
	n := r.mem.Size
	for _, c := range box.Count {
		n *= int(c)
	}
	if n > len(r.buf) {
		r.buf = make([]byte, n)
	}
	b := block{bytes: r.buf[:n]}
	clear(b.bytes)
	if r.mem.HasVariable() {
		b.objects = newBudget(most)
	}
	return b, r.d.Read(r.ctx, sel, hdf5.Memory{Type: r.mem, Dims: box.Count, Bytes: b.bytes, Objects: b.objects})
}

// within returns the elements of a box in row-major order.
func within(box dataspace.Box) iter.Seq[dataspace.Box] {
	return func(yield func(dataspace.Box) bool) {
		one := dataspace.Box{Start: make([]uint64, len(box.Start)), Count: make([]uint64, len(box.Start))}
		at := make([]uint64, len(box.Start))
		for more := true; more; more = advance(at, box.Count) {
			for i := range at {
				one.Start[i], one.Count[i] = box.Start[i]+at[i], 1
			}
			if !yield(one) {
				return
			}
		}
	}
}

// elementsOf returns how many elements a block may hold.
func elementsOf(mem *datatype.Type) uint64 {
	n := blockBytes / mem.Size
	if mem.HasVariable() {
		n = min(n, 512)
	}
	return uint64(max(n, 1))
}

// pieces cuts an extent into boxes of at most so many elements that follow each
// other in row-major order, at the borders of chunks where that is possible.
func pieces(dims, chunk []uint64, most uint64) iter.Seq[dataspace.Box] {
	return func(yield func(dataspace.Box) bool) {
		if len(dims) == 0 {
			yield(dataspace.Box{})
			return
		}
		axis, inner := len(dims)-1, uint64(1) // the axis to cut, and the elements of one step along it
		for axis > 0 && inner*dims[axis] <= most && dims[axis] > 0 {
			inner *= dims[axis]
			axis--
		}
		step := max(min(most/inner, dims[axis]), 1)
		if axis < len(chunk) && step > chunk[axis] && chunk[axis] > 0 {
			step -= step % chunk[axis]
		}
		box := dataspace.Box{Start: make([]uint64, len(dims)), Count: make([]uint64, len(dims))}
		for i := range dims {
			switch {
			case dims[i] == 0:
				return
			case i < axis:
				box.Count[i] = 1
			case i > axis:
				box.Count[i] = dims[i]
			}
		}
		for more := true; more; more = advance(box.Start, dims[:axis]) {
			for at := uint64(0); at < dims[axis]; at += box.Count[axis] {
				box.Start[axis], box.Count[axis] = at, min(step, dims[axis]-at)
				if !yield(box) {
					return
				}
			}
		}
	}
}

// advance moves to the next index in row-major order.
func advance(at, dims []uint64) bool {
	for i := len(dims) - 1; i >= 0; i-- {
		if at[i]++; at[i] < dims[i] {
			return true
		}
		at[i] = 0
	}
	return false
}
