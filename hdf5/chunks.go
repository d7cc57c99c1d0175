package hdf5

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/layout"
)

// Chunk is one stored chunk of a chunked dataset.
type Chunk struct {
	Offset []uint64 // of its first element
	// Address is where in the file, user block included, its bytes begin.
	Address int64
	Size    uint64 // bytes in the file
	Mask    uint32 // bit i: filter i was not applied
}

// chunked returns the storage of a chunked dataset.
func (d *Dataset) chunked() (*layout.Chunked, error) {
	if err := d.usable(); err != nil {
		return nil, err
	}
	c, ok := d.array.storage.(*layout.Chunked)
	if !ok {
		return nil, fmt.Errorf("not a chunked dataset: %w", ErrWrongKind)
	}
	return c, nil
}

// errStop ends an iteration early.
var errStop = errors.New("stop")

// EachChunk yields the chunks that are in the file, in the order of the index.
// Chunks that wait for a flush are not there yet. The file must not be changed
// meanwhile. After an error it ends.
func (d *Dataset) EachChunk(ctx context.Context) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		defer d.file.rlock()()
		c, err := d.chunked()
		if err == nil {
			shape, base := d.array.layout.Chunked.Dims, d.file.st.super.Base
			err = c.Each(ctx, func(k chunk.Chunk) error {
				info := Chunk{Offset: make([]uint64, len(shape)), Address: int64(base) + int64(k.Addr), Size: k.Size, Mask: k.Mask}
				for i, n := range shape {
					info.Offset[i] = k.Scaled[i] * n
				}
				if !yield(info, nil) {
					return errStop
				}
				return nil
			})
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(Chunk{}, d.wrap(err))
		}
	}
}

// ReadChunk returns the bytes of a chunk as they are stored, filters and all,
// and the mask of the filters that were not applied. offset is that of its
// first element. A chunk that was never written is [ErrNotFound].
func (d *Dataset) ReadChunk(ctx context.Context, offset []uint64) (stored []byte, mask uint32, err error) {
	defer d.file.lock()() // chunks that wait for a flush are written first
	c, err := d.chunked()
	if err != nil {
		return nil, 0, d.wrap(err)
	}
	stored, mask, ok, err := c.ReadRaw(ctx, offset)
	if err == nil && !ok {
		err = fmt.Errorf("chunk at %d: %w", offset, ErrNotFound)
	}
	return stored, mask, d.wrap(err)
}

// WriteChunk stores the bytes of a chunk that the caller has filtered.
func (d *Dataset) WriteChunk(ctx context.Context, offset []uint64, stored []byte, mask uint32) error {
	defer d.file.lock()()
	err := d.file.canWrite()
	var c *layout.Chunked
	if err == nil {
		c, err = d.chunked()
	}
	if err == nil {
		d.file.st.changed[d.array] = true
		err = c.WriteRaw(ctx, offset, stored, mask)
	}
	return d.wrap(err)
}

// Flush writes the chunks that wait for a flush.
func (d *Dataset) Flush(ctx context.Context) error {
	if d.file.Mode() == ReadOnly {
		return nil
	}
	defer d.file.lock()()
	c, err := d.chunked()
	if err == nil {
		err = c.Flush(ctx)
	}
	return d.wrap(err)
}
