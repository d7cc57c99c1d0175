package format

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// A list of mappings is passed over once when it is opened, to find where its
// entries begin, and once more when the boxes around them are wanted. Both
// look at no more than they need and make nothing; what they cannot make sense
// of is left to the decoder, which says what is wrong with it.

// selections returns where the source selection of entry i begins within b,
// the block from that entry on, and false if its names are not sound.
func (v *VirtualBlock) selections(b []byte, i int) (int, bool) {
	at, flags := 0, uint8(0)
	if v.version == 1 {
		if len(b) == 0 || b[0]&^(mappingSharedFile|mappingSharedDataset|mappingSameFile) != 0 {
			return 0, false
		}
		at, flags = 1, b[0]
	}
	ok := true
	if flags&mappingSameFile == 0 {
		at, ok = v.afterName(b, at, flags&mappingSharedFile != 0, i)
	}
	if ok {
		at, ok = v.afterName(b, at, flags&mappingSharedDataset != 0, i)
	}
	return at, ok
}

// afterName returns where a name of entry i ends.
func (v *VirtualBlock) afterName(b []byte, at int, shared bool, i int) (int, bool) {
	if !shared {
		n := bytes.IndexByte(b[at:], 0)
		return at + n + 1, n >= 0
	}
	width := int(v.sizes.Lengths)
	switch width {
	case 2, 4, 8:
		return at + width, len(b) >= at+width && number(b[at:], width) < uint64(i)
	}
	return 0, false
}

// entrySize returns the number of bytes of entry i, which b begins with, and
// where in them its virtual selection begins; ok is false if it is not sound.
func (v *VirtualBlock) entrySize(b []byte, i int) (size, virtual int, ok bool) {
	at, ok := v.selections(b, i)
	if !ok {
		return 0, 0, false
	}
	var f selectionForm
	if !f.read(b[at:]) {
		return 0, 0, false
	}
	virtual = at + f.size
	ok = f.read(b[virtual:])
	v.endless = v.endless || f.endless()
	return virtual + f.size, virtual, ok
}

// endless says whether a hyperslab has a dimension without an end.
func (f *selectionForm) endless() bool {
	if !f.regular {
		return false
	}
	unlimited := uint64(math.MaxUint64) >> (64 - 8*f.width)
	for at := 2 * f.width; at < len(f.numbers); at += 4 * f.width {
		if number(f.numbers[at:], f.width) == unlimited || number(f.numbers[at+f.width:], f.width) == unlimited {
			return true
		}
	}
	return false
}

// Bounds sets the box around the virtual selection of mapping i, and returns
// false if only the decoder can tell it.
func (v *VirtualBlock) Bounds(i int, lo, hi []uint64) bool {
	at := v.virtuals[i]
	var f selectionForm
	return at > 0 && f.read(v.block[at:]) && f.hull(lo, hi)
}

// selectionForm is what the first fields of a selection say.
type selectionForm struct {
	kind    dataspace.Kind
	size    int // of the whole selection in bytes; 0: not sound
	rank    int
	width   int    // of the numbers
	numbers []byte // of a hyperslab: starts, strides, counts, blocks or corners
	regular bool
}

// read reads the first fields of the selection at the start of b, and returns
// false if they are not sound.
func (f *selectionForm) read(b []byte) bool {
	f.size, f.numbers, f.regular = 0, nil, false
	if len(b) < 16 {
		return false
	}
	kind, version := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	f.kind = dataspace.Kind(kind)
	if kind == uint32(dataspace.KindNone) || kind == uint32(dataspace.KindAll) {
		if version == 1 {
			f.size = 16
		}
		return version == 1
	}
	if kind != uint32(dataspace.KindHyperslab) || len(b) < 24 {
		return false
	}
	var rank uint32
	var first int // offset of the numbers
	blocks := uint64(1)
	switch {
	case version == 1:
		rank, first, f.width = binary.LittleEndian.Uint32(b[16:]), 24, 4
		blocks = uint64(binary.LittleEndian.Uint32(b[20:]))
	case version == 2 && b[8] == hyperRegular:
		rank, first, f.width, f.regular = binary.LittleEndian.Uint32(b[13:]), 17, 8, true
	case version == 3 && b[8]&^hyperRegular == 0 && (b[9] == 2 || b[9] == 4 || b[9] == 8):
		rank, first, f.width, f.regular = binary.LittleEndian.Uint32(b[10:]), 14, int(b[9]), b[8] != 0
		if !f.regular {
			blocks, first = number(b[first:], f.width), first+f.width
		}
	}
	if rank == 0 || rank > dataspace.MaxRank {
		return false
	}
	f.rank = int(rank)
	perBlock := uint64(2 * f.rank * f.width)
	if f.regular {
		perBlock *= 2
	}
	if room := uint64(len(b) - first); blocks > room || blocks*perBlock > room { // no product of both overflows
		return false
	}
	f.size = first + int(blocks*perBlock)
	f.numbers = b[first:f.size]
	return true
}

// number reads a number of 2, 4 or 8 bytes.
func number(b []byte, width int) uint64 {
	switch width {
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

// hull sets the bounds of a hyperslab, and returns false if it has no end or
// is not sound.
func (f *selectionForm) hull(lo, hi []uint64) bool {
	if f.kind != dataspace.KindHyperslab || f.rank != len(lo) || len(f.numbers) == 0 {
		return false
	}
	if f.regular {
		return f.regularHull(lo, hi)
	}
	for d := range lo {
		lo[d], hi[d] = math.MaxUint64, 0
	}
	step := f.rank * f.width
	for at := 0; at < len(f.numbers); at += 2 * step {
		for d := range lo {
			start, end := number(f.numbers[at+d*f.width:], f.width), number(f.numbers[at+step+d*f.width:], f.width)
			if end < start || end == math.MaxUint64 {
				return false
			}
			lo[d], hi[d] = min(lo[d], start), max(hi[d], end+1)
		}
	}
	return true
}

func (f *selectionForm) regularHull(lo, hi []uint64) bool {
	endless := uint64(math.MaxUint64) >> (64 - 8*f.width)
	for d := range lo {
		at := f.numbers[4*d*f.width:]
		start, stride := number(at, f.width), number(at[f.width:], f.width)
		count, block := number(at[2*f.width:], f.width), number(at[3*f.width:], f.width)
		if count == 0 || block == 0 || count == endless || block == endless {
			return false
		}
		over, span := bits.Mul64(count-1, stride)
		last, carry := bits.Add64(span, block, 0)
		stop, carry2 := bits.Add64(start, last, 0)
		if over|carry|carry2 != 0 {
			return false
		}
		lo[d], hi[d] = start, stop
	}
	return true
}
