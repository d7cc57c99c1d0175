package layout

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// compact is storage in the layout message itself.
type compact struct {
	contiguous
	dirty bool
}

var _ Storage = (*compact)(nil)

// maxCompact is the most that a compact dataset holds: a message has less
// than 64 KiB.
const maxCompact = 1<<16 - 1

func openCompact(d Dataset) (*compact, error) {
	c := &compact{contiguous: contiguous{d: d}}
	c.raw = c
	need, err := c.bytes()
	if err != nil {
		return nil, err
	}
	if n := len(d.Layout.Data); n > 0 && uint64(n) < need {
		return nil, codec.Formatf("compact storage has %d bytes, the dataset needs %d", n, need)
	}
	return c, nil
}

// Read implements [Storage].
func (c *compact) Read(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, false)
	if err != nil || q.count == 0 {
		return err
	}
	if len(c.d.Layout.Data) == 0 {
		return q.fillAll()
	}
	return c.transfer(ctx, q)
}

// Write implements [Storage]. The message is stored by Flush.
func (c *compact) Write(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, true)
	if err != nil || q.count == 0 {
		return err
	}
	if err := c.allocate(); err != nil {
		return err
	}
	c.dirty = true
	return c.transfer(ctx, q)
}

// Allocate implements [Storage].
func (c *compact) Allocate(context.Context) error { return c.allocate() }

func (c *compact) allocate() error {
	if len(c.d.Layout.Data) > 0 {
		return nil
	}
	n, err := c.bytes()
	if err != nil || n == 0 {
		return err
	}
	if n > maxCompact {
		return codec.Unsupportedf("compact storage of %d bytes, the most is %d", n, maxCompact)
	}
	c.d.Layout.Data = make([]byte, n)
	c.dirty = true
	if !c.d.fillsStorage() {
		return nil
	}
	value, err := c.d.fillElement()
	if err != nil {
		return err
	}
	repeat(c.d.Layout.Data, value)
	return nil
}

// Flush implements [Storage].
func (c *compact) Flush(context.Context) error {
	if !c.dirty {
		return nil
	}
	c.dirty = false
	return c.d.changed()
}

// Free implements [Storage]: the message holds everything.
func (c *compact) Free(context.Context) error { return nil }

// Size implements [Storage].
func (c *compact) Size(context.Context) (uint64, error) { return uint64(len(c.d.Layout.Data)), nil }

// ReadAt implements raw over the message; addresses count from its data, as
// does the layout's address, which a compact layout has not.
func (c *compact) ReadAt(_ context.Context, p []byte, addr codec.Address) error {
	copy(p, c.d.Layout.Data[addr-c.d.Layout.Address:])
	return nil
}

// WriteAt implements raw.
func (c *compact) WriteAt(_ context.Context, p []byte, addr codec.Address) error {
	copy(c.d.Layout.Data[addr-c.d.Layout.Address:], p)
	return nil
}
