package chunk

import (
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// key is a chunk's place as a key of maps.
func key(scaled []uint64) string {
	b := make([]byte, 0, 64)
	for _, s := range scaled {
		b = binary.LittleEndian.AppendUint64(b, s)
	}
	return string(b)
}

// narrow checks a stored size for a field of 32 bits.
func narrow(size uint64) (uint32, error) {
	if size > math.MaxUint32 {
		return 0, codec.Unsupportedf("stored chunk of %d bytes: version 1 B-trees hold 32 bits", size)
	}
	return uint32(size), nil
}

// record is how the indexes of layout version 4 and 5 store a chunk: its
// address, and for filtered datasets its size and filter mask (appendix C).
type record struct {
	sizes    codec.Sizes
	filtered bool
	width    int    // bytes of the size field
	bytes    uint64 // of an unfiltered chunk
}

// newRecord returns the form for a dataset. The size has one byte more than a
// chunk without filters needs, as filters may make it longer (H5Dfarray.c);
// in layout version 5 it has that of a length.
func (b *base) newRecord() record {
	r := record{sizes: b.space.Sizes(), filtered: b.conf.Filtered, bytes: b.bytes}
	if r.filtered {
		r.width = min(1+(bits.Len64(max(b.bytes, 1))-1+8)/8, 8)
		if b.conf.Layout.Version >= 5 {
			r.width = int(r.sizes.Lengths)
		}
	}
	return r
}

// size is the length of a record without coordinates.
func (r *record) size() int {
	n := int(r.sizes.Offsets)
	if r.filtered {
		n += r.width + 4
	}
	return n
}

// resize sets the width of the size field from a record's length as the file
// has it.
func (r *record) resize(n int) error {
	if r.filtered {
		r.width = n - int(r.sizes.Offsets) - 4
		if r.width < 1 || r.width > 8 {
			return codec.Formatf("record of %d bytes for a filtered chunk", n)
		}
	}
	if n != r.size() {
		return codec.Formatf("record has %d bytes, want %d", n, r.size())
	}
	return nil
}

// decode reads a record; a chunk that does not exist has no address.
func (r *record) decode(b []byte) (Chunk, bool, error) {
	in := codec.NewReader("chunk record", codec.Undefined, b, r.sizes)
	c := Chunk{Addr: in.Address("address"), Size: r.bytes}
	if r.filtered {
		c.Size = in.Uint("chunk size", r.width)
		c.Mask = in.U32("filter mask")
	}
	return c, c.Addr.Defined(), in.Err()
}

// encode writes a record.
func (r *record) encode(w *codec.Writer, c Chunk) {
	w.Address("address", c.Addr)
	if r.filtered {
		w.Uint("chunk size", c.Size, r.width)
		w.U32(c.Mask)
	}
}

// bytesOf returns the encoded record.
func (r *record) bytesOf(c Chunk) ([]byte, error) {
	w := codec.NewWriter("chunk record", r.sizes)
	r.encode(w, c)
	return w.Block()
}

// none is the record of a chunk that does not exist.
func none() Chunk { return Chunk{Addr: codec.Undefined} }

// client is the number of the record's form in array headers.
func (r *record) client() uint8 {
	if r.filtered {
		return 1
	}
	return 0
}

// setSingle keeps a single chunk's size in the layout message.
func setSingle(l *format.Chunked, filtered bool, c Chunk) {
	if filtered {
		l.Flags |= format.ChunkSingleFiltered
		l.FilteredSize, l.FilterMask = c.Size, c.Mask
	}
}
