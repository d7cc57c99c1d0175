package filter

import (
	"fmt"
	"maps"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// ID is a filter's number, as the filter pipeline message stores it. Numbers
// below 256 are HDF5's own, the others are registered with The HDF Group.
type ID uint16

// The filters of [Standard].
const (
	Deflate     ID = 1
	Shuffle     ID = 2
	Fletcher32  ID = 3
	Szip        ID = 4
	NBit        ID = 5
	ScaleOffset ID = 6
	Bzip2       ID = 307
	LZF         ID = 32000
	Blosc       ID = 32001
	LZ4         ID = 32004
	Bitshuffle  ID = 32008
	Zstd        ID = 32015
	Blosc2      ID = 32026
)

// FlagOptional in [Info.Flags] lets a write go on without a filter that is
// absent or that cannot make the chunk smaller; the chunk's mask then says
// that the filter was not applied.
const FlagOptional uint16 = 1

// Info is one filter of a pipeline as the filter pipeline message describes
// it.
type Info struct {
	ID     ID
	Name   string   // what the file calls it; may be empty
	Flags  uint16   // FlagOptional
	Params []uint32 // the filter's client data
}

// Optional reports whether a chunk may be written without the filter.
func (i Info) Optional() bool { return i.Flags&FlagOptional != 0 }

// Filter is one codec. Its methods are safe for concurrent use.
type Filter interface {
	ID() ID
	// Name is what libhdf5 stores in the pipeline message.
	Name() string
	// Decode undoes the filter. The result is in dst's space from its
	// beginning, or src or a part of it where nothing had to move. A result
	// longer than cap(dst) is [ErrTooLong]: Decode never allocates more room
	// for it. dst and src do not overlap.
	Decode(dst, src []byte, params []uint32) ([]byte, error)
	// Encode applies the filter. The result uses dst's space where it is large
	// enough. [ErrIncompressible] says that the filter should be left out for
	// this chunk. dst and src do not overlap.
	Encode(dst, src []byte, params []uint32) ([]byte, error)
}

// MissingError is a filter that a chunk needs and that no registry entry
// serves.
type MissingError struct {
	ID   ID
	Name string // as the file calls it, may be empty
}

func (e *MissingError) Error() string {
	if e.Name == "" {
		return fmt.Sprintf("required filter %d is not registered", e.ID)
	}
	return fmt.Sprintf("required filter '%s' (%d) is not registered", e.Name, e.ID)
}

// Unwrap returns the class of what this library does not know.
func (e *MissingError) Unwrap() error { return codec.ErrUnsupported }

// Registry is an immutable set of filters.
type Registry struct {
	filters map[ID]Filter
}

// NewRegistry returns a registry of the given filters; of two with one number
// the later holds.
func NewRegistry(filters ...Filter) *Registry {
	return (&Registry{}).With(filters...)
}

// Standard returns a registry of all the filters of this package.
func Standard() *Registry {
	return NewRegistry(
		newDeflate(), shuffle{}, fletcher32{}, szip{}, nbit{}, scaleOffset{},
		bzip{}, lzf{}, &blosc{}, lz4Filter{}, &bitshuffle{}, &zstdFilter{}, &blosc2{},
	)
}

// With returns a registry that also has the given filters.
func (r *Registry) With(filters ...Filter) *Registry {
	m := maps.Clone(r.filters)
	if m == nil {
		m = make(map[ID]Filter, len(filters))
	}
	for _, f := range filters {
		m[f.ID()] = f
	}
	return &Registry{m}
}

// Lookup returns the filter with a number.
func (r *Registry) Lookup(id ID) (Filter, bool) {
	f, ok := r.filters[id]
	return f, ok
}
