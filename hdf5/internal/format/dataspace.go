package format

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Dataspace is the dataspace message (IV.A.2.b), versions 1 and 2.
type Dataspace struct {
	Version uint8
	Space   dataspace.Space
}

// The bits of a dataspace message's flags. Permutation indices (bit 1) were
// never written.
const (
	spaceHasMax         = 0x01
	spaceHasPermutation = 0x02
)

// NewDataspace returns the message that libhdf5 writes: version 1 unless the
// bound allows 2, or the space is null, which version 1 cannot say.
func NewDataspace(s dataspace.Space, low Bound) *Dataspace {
	if low >= BoundV18 || s.Class == dataspace.Null {
		return &Dataspace{Version: 2, Space: s}
	}
	return &Dataspace{Version: 1, Space: s}
}

// Type returns TypeDataspace.
func (*Dataspace) Type() MessageType { return TypeDataspace }

// DecodeDataspace decodes a dataspace message.
func DecodeDataspace(r *codec.Reader) (*Dataspace, error) {
	m := &Dataspace{}
	s := &m.Space
	m.Version = r.Version("version", 1, 2)
	rank := int(r.U8("dimensionality"))
	if rank > dataspace.MaxRank {
		r.Failf("dimensionality", "got %d, want at most %d", rank, dataspace.MaxRank)
	}
	flags := r.Flags("flags", spaceHasMax|spaceHasPermutation)
	if m.Version == 1 {
		if rank > 0 {
			s.Class = dataspace.Simple
		}
		r.Skip("reserved", 5)
	} else {
		s.Class = dataspace.Class(r.U8("type"))
		if r.Err() == nil && (s.Class > dataspace.Null || s.Class != dataspace.Simple && rank != 0) {
			r.Failf("type", "got %s with %d dimensions", s.Class, rank)
		}
	}
	s.Dims = decodeDims(r, "dimension size", rank)
	if flags&spaceHasMax != 0 {
		s.MaxDims = decodeDims(r, "dimension maximum size", rank)
	}
	for i, d := range s.MaxDims {
		if r.Err() == nil && d < s.Dims[i] {
			r.Failf("dimension maximum size", "dimension %d: maximum %d is below size %d", i, d, s.Dims[i])
		}
	}
	return m, r.Err()
}

func decodeDims(r *codec.Reader, label string, rank int) []uint64 {
	if rank == 0 {
		return nil
	}
	dims := make([]uint64, r.Count(label, uint64(rank), int(r.Sizes().Lengths)))
	for i := range dims {
		dims[i] = r.Length(label)
	}
	return dims
}

// Encode writes the message in its Version.
func (m *Dataspace) Encode(w *codec.Writer) {
	s := &m.Space
	w.U8(m.Version)
	w.Uint("dimensionality", uint64(len(s.Dims)), 1)
	var flags uint8
	if len(s.MaxDims) > 0 {
		flags = spaceHasMax
	}
	w.U8(flags)
	if m.Version == 1 {
		if s.Class == dataspace.Null {
			w.Fail("version", codec.Unsupportedf("1 has no null dataspace"))
		}
		w.Zero(5)
	} else {
		w.U8(uint8(s.Class))
	}
	for _, d := range slices.Concat(s.Dims, s.MaxDims) {
		w.Length("dimension size", d)
	}
}
