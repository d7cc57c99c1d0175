package format

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Dataspace selections (VIII.A): in the mappings of virtual datasets and in
// region references. Every one begins with its type and a version; a version
// with "length" counts the bytes that follow.
//
//	none v1, all v1     reserved 4, length 4
//	points v1           reserved 4, length 4, rank 4, n 4, coordinates 4
//	points v2           width 1, rank 4, n, coordinates
//	hyperslab v1        reserved 4, length 4, rank 4, n 4, first and last corners 4
//	hyperslab v2        flags 1, length 4, rank 4, start stride count block 8
//	hyperslab v3        flags 1, width 1, rank 4, as v2 if regular, else n, corners
//
// Where a width is stored, numbers have as many bytes.

// hyperRegular is the flag of a regular hyperslab in versions 2 and 3.
const hyperRegular = 0x01

// DecodeSelection decodes a selection, consuming no more than it.
func DecodeSelection(r *codec.Reader) (dataspace.Selection, error) {
	d := selectionDecoder{r: r}
	var sel dataspace.Selection
	var err error
	switch kind := d.header(); kind {
	case dataspace.KindNone:
		r.Skip("reserved, length", 8)
		sel = dataspace.None()
	case dataspace.KindAll:
		r.Skip("reserved, length", 8)
		sel = dataspace.All()
	case dataspace.KindPoints:
		sel, err = d.points()
	case dataspace.KindHyperslab:
		sel, err = d.hyperslab()
	}
	if err != nil && r.Err() == nil {
		r.Failf("selection", "%v", err)
	}
	return sel, r.Err()
}

// selectionDecoder decodes one selection.
type selectionDecoder struct {
	r       *codec.Reader
	version uint32
	width   int
	rank    int
	regular bool
}

// header reads the type and version, and for points and hyperslabs all fields
// up to the rank.
func (d *selectionDecoder) header() dataspace.Kind {
	kind := d.r.U32("selection type")
	d.version = d.r.U32("version")
	most := uint32(1)
	switch dataspace.Kind(kind) {
	case dataspace.KindPoints:
		most = 2
	case dataspace.KindHyperslab:
		most = 3
	}
	switch {
	case d.r.Err() != nil:
	case kind > uint32(dataspace.KindAll):
		d.r.Failf("selection type", "got %d, want 0 to 3", kind)
	case d.version == 0 || d.version > most:
		d.r.Fail("version", codec.Unsupportedf("got %d, want 1 to %d", d.version, most))
	}
	switch k := dataspace.Kind(kind); k {
	case dataspace.KindPoints:
		d.prefix(d.version == 1, false)
	case dataspace.KindHyperslab:
		d.prefix(d.version == 1, true)
	}
	return dataspace.Kind(kind)
}

func (d *selectionDecoder) prefix(first, hyperslab bool) {
	r := d.r
	switch {
	case first:
		r.Skip("reserved", 4)
		d.length()
		d.width = 4
	case hyperslab && d.version == 2:
		d.regular = r.Flags("flags", hyperRegular) != 0
		d.length()
		d.width = 8
		if r.Err() == nil && !d.regular {
			r.Failf("flags", "version 2 is not regular")
		}
	default:
		if hyperslab {
			d.regular = r.Flags("flags", hyperRegular) != 0
		}
		d.width = int(r.U8("encode size"))
		if d.width != 2 && d.width != 4 && d.width != 8 {
			r.Failf("encode size", "got %d, want 2, 4 or 8", d.width)
		}
	}
	rank := r.U32("rank")
	if r.Err() == nil && (rank == 0 || rank > dataspace.MaxRank) {
		r.Failf("rank", "got %d, want 1 to %d", rank, dataspace.MaxRank)
	}
	if r.Err() == nil {
		d.rank = int(rank)
	}
}

// length passes over the number of bytes that follow. HDF5 1.10.0 counted the
// rank alone for every regular hyperslab, 4 bytes; since 1.10.1, and here, it is
// 4 and 32 for each dimension. libhdf5 looks at neither.
func (d *selectionDecoder) length() { d.r.Skip("length", 4) }

// extent reads a count or block; all ones of its width are
// dataspace.Unlimited.
func (d *selectionDecoder) extent(label string) uint64 {
	v := d.r.Uint(label, d.width)
	if d.width < 8 && v == 1<<(8*d.width)-1 {
		return dataspace.Unlimited
	}
	return v
}

// count reads the number of points or blocks, each of perItem numbers.
func (d *selectionDecoder) count(label string, perItem int) int {
	n := d.r.Uint(label, d.width)
	return d.r.Count(label, n, perItem*d.width)
}

func (d *selectionDecoder) points() (dataspace.Selection, error) {
	n := d.count("number of points", d.rank)
	coords := make([]uint64, n*d.rank)
	for i := range coords {
		coords[i] = d.r.Uint("coordinate", d.width)
	}
	if d.r.Err() != nil {
		return dataspace.None(), nil
	}
	return dataspace.NewPoints(d.rank, coords)
}

func (d *selectionDecoder) hyperslab() (dataspace.Selection, error) {
	if d.regular {
		var numbers [4][dataspace.MaxRank]uint64
		h := dataspace.Hyperslab{
			Start: numbers[0][:d.rank], Stride: numbers[1][:d.rank], Count: numbers[2][:d.rank], Block: numbers[3][:d.rank],
		}
		for i := range d.rank {
			h.Start[i] = d.r.Uint("start", d.width)
			h.Stride[i] = d.r.Uint("stride", d.width)
			h.Count[i] = d.extent("count")
			h.Block[i] = d.extent("block")
		}
		if d.r.Err() != nil {
			return dataspace.None(), nil
		}
		return dataspace.NewHyperslab(h)
	}
	n := d.count("number of blocks", 2*d.rank)
	boxes := make([]dataspace.Box, n)
	numbers := make([]uint64, 2*n*d.rank)
	for i := range boxes {
		at := numbers[2*i*d.rank:]
		boxes[i] = dataspace.Box{Start: at[:d.rank:d.rank], Count: at[d.rank : 2*d.rank : 2*d.rank]}
		for k := range d.rank {
			boxes[i].Start[k] = d.r.Uint("start", d.width)
		}
		for k := range d.rank {
			last := d.r.Uint("end", d.width)
			if d.r.Err() == nil && (last < boxes[i].Start[k] || last == math.MaxUint64) {
				d.r.Failf("end", "%d is before start %d", last, boxes[i].Start[k])
			}
			boxes[i].Count[k] = last - boxes[i].Start[k] + 1
		}
	}
	if d.r.Err() != nil {
		return dataspace.None(), nil
	}
	return dataspace.NewBoxes(d.rank, boxes)
}

// skipSelection passes over a selection without making it.
func skipSelection(r *codec.Reader) {
	d := selectionDecoder{r: r}
	kind := d.header()
	switch {
	case kind == dataspace.KindNone || kind == dataspace.KindAll:
		r.Skip("reserved, length", 8)
	case kind == dataspace.KindPoints:
		r.Skip("coordinates", d.count("number of points", d.rank)*d.rank*d.width)
	case d.regular:
		r.Skip("hyperslab", 4*d.rank*d.width)
	default:
		r.Skip("blocks", d.count("number of blocks", 2*d.rank)*2*d.rank*d.width)
	}
}
