package format

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// EncodeSelection writes a selection in the version that libhdf5 chooses. A
// selection that no version up to the low bound can say takes the first later
// one that can.
func EncodeSelection(w *codec.Writer, sel dataspace.Selection, low Bound) {
	switch sel.Kind() {
	case dataspace.KindPoints:
		encodePoints(w, sel, low)
	case dataspace.KindHyperslab:
		encodeHyperslab(w, sel, low)
	default: // none, all
		w.U32(uint32(sel.Kind()))
		w.U32(1)
		w.Zero(8)
	}
}

// numberWidth returns the 2, 4 or 8 bytes that hold every number up to n.
func numberWidth(n uint64) int {
	switch {
	case n > math.MaxUint32:
		return 8
	case n > math.MaxUint16:
		return 4
	}
	return 2
}

// withLength writes a length, then what body writes, whose bytes it counts.
func withLength(w *codec.Writer, body func()) {
	at := w.Reserve(4)
	start := w.Len()
	body()
	w.Patch("length", at, uint64(w.Len()-start), 4)
}

func encodePoints(w *codec.Writer, sel dataspace.Selection, low Bound) {
	n, most, rank := uint64(0), uint64(0), sel.Rank()
	for p := range sel.Points() {
		n++
		for _, c := range p {
			most = max(most, c)
		}
	}
	coords := func(width int) {
		w.U32(uint32(rank))
		w.Uint("number of points", n, width)
		for p := range sel.Points() {
			for _, c := range p {
				w.Uint("coordinate", c, width)
			}
		}
	}
	most = max(most, n)
	w.U32(uint32(dataspace.KindPoints))
	if low >= BoundV112 || most > math.MaxUint32 {
		w.U32(2)
		w.U8(uint8(numberWidth(most)))
		coords(numberWidth(most))
		return
	}
	w.U32(1)
	w.Zero(4)
	withLength(w, func() { coords(4) })
}

func encodeHyperslab(w *codec.Writer, sel dataspace.Selection, low Bound) {
	e := hyperEncoder{w: w, sel: sel}
	e.h, e.regular = sel.Regular()
	_, unlimited := sel.Unlimited()
	blocks := uint64(0)
	if !unlimited {
		blocks = sel.NumBoxes()
		box, _ := sel.Bounds(nil)
		for i := range box.Start {
			e.most = max(e.most, box.Start[i]+box.Count[i]-1)
		}
	}
	w.U32(uint32(dataspace.KindHyperslab))
	// Version 1 counts its bytes in 32 bits.
	large := max(blocks, e.most) > math.MaxUint32 || blocks > (math.MaxUint32-8)/uint64(8*sel.Rank())
	switch {
	case low >= BoundV112, large && !e.regular:
		e.version3(blocks, unlimited)
	case unlimited, large, e.regular && blocks >= 4 && low == BoundV110:
		w.U32(2)
		w.U8(hyperRegular)
		withLength(w, func() {
			w.U32(uint32(sel.Rank()))
			e.numbers(8)
		})
	default:
		w.U32(1)
		w.Zero(4)
		withLength(w, func() {
			w.U32(uint32(sel.Rank()))
			e.boxes(blocks, 4)
		})
	}
}

// hyperEncoder encodes one hyperslab.
type hyperEncoder struct {
	w       *codec.Writer
	sel     dataspace.Selection
	h       dataspace.Hyperslab // if regular
	regular bool
	most    uint64 // largest coordinate
}

func (e *hyperEncoder) version3(blocks uint64, unlimited bool) {
	w := e.w
	flags, most := uint8(0), max(e.most, blocks)
	if e.regular {
		flags, most = hyperRegular, e.largest()
	}
	width := numberWidth(most)
	w.U32(3)
	w.U8(flags)
	w.U8(uint8(width))
	w.U32(uint32(e.sel.Rank()))
	if e.regular {
		e.numbers(width)
	} else {
		e.boxes(blocks, width)
	}
}

// largest returns the largest number that a regular hyperslab stores. A count
// or block has room for one more, since all ones are unlimited.
func (e *hyperEncoder) largest() uint64 {
	most := uint64(0)
	for i := range e.h.Start {
		most = max(most, e.h.Start[i], e.h.Stride[i])
		for _, n := range []uint64{e.h.Count[i], e.h.Block[i]} {
			if n != dataspace.Unlimited {
				most = max(most, n+1)
			}
		}
	}
	return most
}

func (e *hyperEncoder) numbers(width int) {
	for i := range e.h.Start {
		e.w.Uint("start", e.h.Start[i], width)
		e.w.Uint("stride", e.h.Stride[i], width)
		e.w.Uint("count", e.h.Count[i], width)
		e.w.Uint("block", e.h.Block[i], width)
	}
}

// boxes writes the number of blocks and their first and last corners.
func (e *hyperEncoder) boxes(blocks uint64, width int) {
	e.w.Uint("number of blocks", blocks, width)
	for b := range e.sel.Boxes() {
		for _, v := range b.Start {
			e.w.Uint("start", v, width)
		}
		for i, v := range b.Start {
			e.w.Uint("end", v+b.Count[i]-1, width)
		}
	}
}
