package format

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// TestAllOnesAreUnlimitedInEveryWidth decodes maximum sizes, counts and blocks
// of files whose lengths, or selections whose numbers, have 2, 4 and 8 bytes.
func TestAllOnesAreUnlimitedInEveryWidth(t *testing.T) {
	for _, width := range []uint8{2, 4, 8} {
		sizes := codec.Sizes{Offsets: width, Lengths: width}
		w := codec.NewWriter("dataspace message", sizes)
		w.Uint("", 0x01_01_01, 3) // version, rank, flags
		w.Zero(5)
		w.Uint("size", 7, int(width))
		w.Uint("maximum", ^uint64(0)>>(64-8*width), int(width))
		block, err := w.Block()
		if err != nil {
			t.Fatal(err)
		}
		m, err := DecodeDataspace(codec.NewReader("dataspace message", 0, block, sizes))
		if err != nil || m.Space.MaxDims[0] != dataspace.Unlimited || m.Space.Dims[0] != 7 {
			t.Errorf("lengths of %d bytes: %+v, %v", width, m, err)
		}

		w = codec.NewWriter("selection", sizes)
		w.U32(uint32(dataspace.KindHyperslab))
		w.U32(3)
		w.U8(hyperRegular)
		w.U8(width)
		w.U32(1)
		for _, v := range []uint64{1, 2, ^uint64(0) >> (64 - 8*width), 1} {
			w.Uint("", v, int(width))
		}
		if block, err = w.Block(); err != nil {
			t.Fatal(err)
		}
		sel, err := DecodeSelection(codec.NewReader("selection", 0, block, sizes))
		if axis, ok := sel.Unlimited(); err != nil || !ok || axis != 0 {
			t.Errorf("numbers of %d bytes: %v, %v", width, sel, err)
		}
	}
}
