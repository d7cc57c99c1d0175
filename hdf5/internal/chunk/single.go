package chunk

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// single is a dataset of one chunk: the layout message holds its address, and
// its size and mask if it is filtered.
type single struct{ base }

func (x *single) chunk() (Chunk, bool) {
	l := x.conf.Layout
	c := Chunk{Scaled: make([]uint64, len(l.Chunked.Dims)), Addr: l.Address, Size: x.bytes}
	if x.conf.Filtered {
		c.Size, c.Mask = l.Chunked.FilteredSize, l.Chunked.FilterMask
	}
	return c, l.Address.Defined()
}

func (x *single) Lookup(scaled []uint64) (Chunk, bool, error) {
	for _, s := range scaled {
		if s != 0 {
			return Chunk{}, false, nil
		}
	}
	c, ok := x.chunk()
	return c, ok, nil
}

func (x *single) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if c, ok := x.chunk(); ok && within(c.Scaled, lo, hi) {
		return yield(c)
	}
	return nil
}

func (x *single) Insert(c Chunk) error {
	x.conf.Layout.Address = c.Addr
	setSingle(x.conf.Layout.Chunked, x.conf.Filtered, c)
	return nil
}

func (x *single) Remove([]uint64) error {
	x.conf.Layout.Address = codec.Undefined
	return nil
}

func (x *single) Free() error { return nil }
