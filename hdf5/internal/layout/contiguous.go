package layout

import (
	"context"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
)

// raw is a range of bytes in one file or in several: what contiguous elements
// lie in. Reads may run in parallel, and so may writes of different ranges.
type raw interface {
	ReadAt(ctx context.Context, p []byte, addr codec.Address) error
	WriteAt(ctx context.Context, p []byte, addr codec.Address) error
}

var _ raw = (*filespace.Space)(nil)

// contiguous is storage in one piece, in row-major order.
type contiguous struct {
	d    Dataset
	raw  raw
	bufs buffers
}

var _ Storage = (*contiguous)(nil)

func openContiguous(d Dataset) (*contiguous, error) {
	c := &contiguous{d: d, raw: d.Space}
	if !d.Layout.Address.Defined() {
		return c, nil
	}
	need, err := c.bytes()
	if err != nil {
		return nil, err
	}
	// Versions 1 and 2 store no size, and old libraries stored too large ones.
	if d.Layout.Version >= 3 && d.Layout.Size < need {
		return nil, codec.Formatf("contiguous storage has %d bytes, the dataset needs %d", d.Layout.Size, need)
	}
	return c, nil
}

// bytes is the size of all elements.
func (c *contiguous) bytes() (uint64, error) {
	n := saturate(c.d.Extent.NumElements(), uint64(c.d.Type.Size))
	if n > 1<<62 {
		return 0, codec.Formatf("%v elements of %d bytes exceed any file", c.d.Extent.Dims, c.d.Type.Size)
	}
	return n, nil
}

// Read implements [Storage].
func (c *contiguous) Read(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, false)
	if err != nil || q.count == 0 {
		return err
	}
	if !c.d.Layout.Address.Defined() {
		return q.fillAll()
	}
	if err := c.inFile(); err != nil {
		return err
	}
	return c.transfer(ctx, q)
}

// inFile checks that the file has all of the storage; external files may lack
// some of theirs.
func (c *contiguous) inFile() error {
	if _, ok := c.raw.(*filespace.Space); !ok {
		return nil
	}
	need, err := c.bytes()
	if err != nil {
		return err
	}
	if addr := c.d.Layout.Address; need > c.d.Space.Rest(addr) {
		return codec.Formatf("%d bytes of elements at %v are not in the file, which ends at %#x", need, addr, uint64(c.d.Space.End()))
	}
	return nil
}

// Write implements [Storage].
func (c *contiguous) Write(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, true)
	if err != nil || q.count == 0 {
		return err
	}
	if !c.d.Layout.Address.Defined() {
		all := q.count >= c.d.Extent.NumElements() && q.file.Kind() != dataspace.KindPoints
		if err := c.allocate(ctx, !all); err != nil {
			return err
		}
	}
	if err := c.inFile(); err != nil {
		return err
	}
	return c.transfer(ctx, q)
}

// parallelBytes is the least that is worth another goroutine.
const parallelBytes = 1 << 20

// transfer moves a request's elements: a regular one in parallel parts, any
// other in its own order.
func (c *contiguous) transfer(ctx context.Context, q *request) error {
	addr := c.d.Layout.Address
	if at, to, ok := q.line(); ok {
		return c.raw.ReadAt(ctx, to, addr+codec.Address(at))
	}
	s := func() *sieve { return &sieve{ctx: ctx, raw: c.raw, q: q, addr: addr, bufs: &c.bufs} }
	a, ok := q.affine()
	if !ok {
		one := s()
		p := q.pairs()
		for fileOff, memOff, n, ok := p.next(); ok; fileOff, memOff, n, ok = p.next() {
			if err := one.add(piece{int(fileOff), int(memOff), int(n)}); err != nil {
				return err
			}
		}
		return one.flush()
	}
	b := a.inBox(make([]uint64, len(q.dims)), q.dims)
	parts := []block{b}
	workers := c.d.workers()
	if n := b.elements() * q.fileSize; n >= 2*parallelBytes && !q.serial && !q.write {
		parts = b.split(min(4*workers, n/parallelBytes))
	}
	return parallel(ctx, workers, len(parts), func(i int) error { return s().region(&parts[i]) })
}

// line returns the bytes of a short read of neighbours into neighbours, and
// where in the storage they begin; false for any other request.
func (q *request) line() (at uint64, to []byte, ok bool) {
	if q.write || q.path != nil || q.count >= 2*parallelBytes/uint64(q.fileSize) {
		return 0, nil, false
	}
	from, _, ok := q.file.Run(q.dims)
	mem, n, ok2 := q.mem.Run(q.mdims)
	if !ok || !ok2 {
		return 0, nil, false
	}
	size := uint64(q.memSize)
	return from * size, q.buf[mem*size : (mem+n)*size], true
}

// Allocate implements [Storage].
func (c *contiguous) Allocate(ctx context.Context) error {
	if c.d.Layout.Address.Defined() {
		return nil
	}
	return c.allocate(ctx, true)
}

// allocate takes file space, and fills it where what is written next does not
// cover all of it.
func (c *contiguous) allocate(ctx context.Context, fill bool) error {
	n, err := c.bytes()
	if err != nil || n == 0 {
		return err
	}
	addr, err := c.d.Space.Alloc(n, codec.KindRaw)
	if err != nil {
		return err
	}
	c.d.Layout.Address, c.d.Layout.Size = addr, n
	if fill {
		if err := c.fill(ctx, n); err != nil {
			return err
		}
	}
	return c.d.changed()
}

// fill writes the fill value over n bytes of storage, which may have been used
// before.
func (c *contiguous) fill(ctx context.Context, n uint64) error {
	value, err := c.d.storedFill()
	if err != nil {
		return err
	}
	if isZero(value) {
		return c.d.Space.Zero(ctx, c.d.Layout.Address, n)
	}
	size := uint64(len(value))
	buf := make([]byte, min(n, max(sieveBytes/size, 1)*size))
	repeat(buf, value)
	for at := uint64(0); at < n; at += uint64(len(buf)) {
		part := buf[:min(uint64(len(buf)), n-at)]
		if err := c.d.Space.WriteAt(ctx, part, c.d.Layout.Address+codec.Address(at)); err != nil {
			return err
		}
	}
	return nil
}

// Resize implements [Storage].
func (c *contiguous) Resize(context.Context, []uint64) error { return errFixed }

var errFixed = fmt.Errorf("only chunked datasets can be resized: %w", dataspace.ErrRange)

// Flush implements [Storage].
func (c *contiguous) Flush(context.Context) error { return nil }

// Free implements [Storage].
func (c *contiguous) Free(context.Context) error {
	l := c.d.Layout
	if !l.Address.Defined() {
		return nil
	}
	n, err := c.Size(context.Background())
	if err != nil {
		return err
	}
	addr := l.Address
	l.Address = codec.Undefined
	if n == 0 {
		return nil
	}
	return c.d.Space.Free(addr, n, codec.KindRaw)
}

// Size implements [Storage].
func (c *contiguous) Size(context.Context) (uint64, error) {
	if !c.d.Layout.Address.Defined() {
		return 0, nil
	}
	if c.d.Layout.Version >= 3 {
		return c.d.Layout.Size, nil
	}
	return c.bytes()
}
