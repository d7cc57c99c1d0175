package chunk

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// implicit has no structure: all chunks of the largest extent follow each
// other at the layout's address, without filters.
type implicit struct {
	base
	grid  *linear
	total uint64 // bytes of all chunks
}

var _ Allocator = (*implicit)(nil)

func newImplicit(b base) (*implicit, error) {
	if b.conf.Filtered {
		return nil, codec.Formatf("implicit chunk index of a filtered dataset")
	}
	grid, err := b.newLinear(false)
	if err != nil {
		return nil, err
	}
	n, err := grid.total()
	if err != nil {
		return nil, err
	}
	hi, total := bits.Mul64(n, b.bytes)
	if hi != 0 {
		return nil, codec.Formatf("%d chunks of %d bytes exceed any file", n, b.bytes)
	}
	return &implicit{b, grid, total}, nil
}

func (x *implicit) Lookup(scaled []uint64) (Chunk, bool, error) {
	n, ok := x.grid.index(scaled)
	if !ok || !x.exists() {
		return Chunk{}, false, nil
	}
	return Chunk{Scaled: scaled, Addr: x.conf.Layout.Address + codec.Address(n*x.bytes), Size: x.bytes}, true, nil
}

func (x *implicit) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if !x.exists() {
		return nil
	}
	if x.total > x.space.Rest(x.conf.Layout.Address) {
		return codec.Formatf("%d bytes of chunks at %v are not in the file", x.total, x.conf.Layout.Address)
	}
	for n := range x.total / x.bytes {
		c := Chunk{Scaled: x.grid.scaled(n), Addr: x.conf.Layout.Address + codec.Address(n*x.bytes), Size: x.bytes}
		if within(c.Scaled, lo, hi) {
			if err := yield(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Allocate implements [Allocator].
func (x *implicit) Allocate() error {
	if x.exists() || x.total == 0 {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	x.conf.Layout.Address, err = w.Alloc(x.total, codec.KindRaw)
	return err
}

var errImplicit = codec.Unsupportedf("chunks of an implicit index have a fixed place")

func (x *implicit) Insert(Chunk) error    { return errImplicit }
func (x *implicit) Remove([]uint64) error { return errImplicit }
func (x *implicit) Free() error           { return nil }
