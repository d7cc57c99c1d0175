package hdf5_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// world is a random virtual dataset with its sources in files of a memory file
// system, and the values that the rules give its elements.
type world struct {
	t       *testing.T
	r       *rand.Rand
	fs      *driver.Memory
	dims    []uint64 // when it is made
	extent  []uint64 // when it is read
	least   uint64   // of dimension 0: what limited mappings need
	reach   uint64   // of dimension 0: how far unlimited mappings go
	gap     uint64   // missing blocks that do not end a series
	grows   bool
	list    vds.List
	changes []func() // each puts one mapping's values into the model
	model   []float64
}

// limit is larger than any extent.
const limit, blank = 64, 111

// thousands of random virtual datasets (1 to 4 dimensions; strides, blocks and
// lists of boxes; overlaps; missing sources; unlimited and numbered mappings;
// chunks and filters; conversion) read in random parts as a brute-force model
// says.
func TestVirtualRandomWorlds(t *testing.T) {
	for seed := range uint64(1000) {
		w := &world{t: t, r: rand.New(rand.NewPCG(seed, 7)), fs: &driver.Memory{}}
		w.make()
		w.check(seed)
		if t.Failed() {
			return
		}
	}
}

func (w *world) make() {
	rank := 1 + w.r.IntN(4)
	w.gap = w.r.Uint64N(3)
	for range rank {
		w.dims = append(w.dims, 1+w.r.Uint64N([]uint64{20, 9, 6, 4}[rank-1]))
	}
	for i := range w.r.IntN(6) {
		switch w.r.IntN(5) {
		case 0:
			w.unlimited(i)
		case 1:
			w.numbered(i)
		default:
			w.fixed(i)
		}
	}
	w.extent = slices.Clone(w.dims)
	var maxDims []uint64
	if w.grows {
		w.extent[0] = max(w.reach, w.least)
		maxDims = slices.Clone(w.dims)
		maxDims[0] = dataspace.Unlimited
	}
	types := []*datatype.Type{i4, datatype.NewInt(2, true, datatype.BigEndian), datatype.NewInt(1, false, datatype.LittleEndian), int64LE}
	typ := types[w.r.IntN(len(types))]
	fill := make([]byte, typ.Size)
	if typ.Order == datatype.BigEndian {
		fill[typ.Size-1] = blank
	} else {
		fill[0] = blank
	}
	w.file("v.h5", func(g *hdf5.Group) error {
		_, err := g.CreateVirtual("v", &vds.Layout{Dims: w.dims, MaxDims: maxDims, Type: typ, Mappings: w.list}, &hdf5.DatasetCreate{Fill: fill})
		return err
	})
	w.model = slices.Repeat([]float64{blank}, int(dataspace.All().NumPoints(w.extent)))
	for _, change := range w.changes {
		change()
	}
}

func (w *world) file(name string, fill func(g *hdf5.Group) error) {
	w.t.Helper()
	low := []hdf5.Version{hdf5.Earliest, hdf5.V110, hdf5.V112, hdf5.V200}[w.r.IntN(4)]
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, &hdf5.FileAccess{FS: w.fs, Low: low})
	if err == nil {
		err = fill(f.Root())
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// source makes a dataset "d" of small numbers in a file and returns them.
func (w *world) source(name string, dims []uint64) []float64 {
	data := make([]float64, dataspace.All().NumPoints(dims))
	for i := range data {
		data[i] = float64(w.r.IntN(100))
	}
	options := &hdf5.DatasetCreate{}
	if kind := w.r.IntN(3); kind > 0 && len(data) > 0 {
		for _, n := range dims {
			options.Chunks = append(options.Chunks, 1+w.r.Uint64N(n))
		}
		if kind > 1 {
			options.Filters = []filter.Info{{ID: filter.Shuffle}, {ID: filter.Deflate, Params: []uint32{1}}}
		}
	}
	types := []*datatype.Type{i4, int64LE, datatype.NewInt(1, true, datatype.LittleEndian), datatype.NewInt(2, false, datatype.BigEndian), float64LE}
	w.file(name, func(g *hdf5.Group) error {
		d, err := g.CreateDataset("d", types[w.r.IntN(len(types))], dataspace.Space{Class: dataspace.Simple, Dims: dims}, options)
		if err != nil {
			return err
		}
		return d.Write(ctx, dataspace.All(), hdf5.Memory{Type: float64LE, Dims: dims, Bytes: floats(data)})
	})
	return data
}

func floats(values []float64) (out []byte) {
	for _, v := range values {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	return out
}

// slab makes a random regular selection within dims.
func (w *world) slab(dims []uint64) dataspace.Hyperslab {
	var h dataspace.Hyperslab
	for _, n := range dims {
		start := w.r.Uint64N(n)
		block := 1 + w.r.Uint64N(min(n-start, 3))
		stride := block + w.r.Uint64N(3)
		h.Start, h.Block, h.Stride = append(h.Start, start), append(h.Block, block), append(h.Stride, stride)
		h.Count = append(h.Count, 1+w.r.Uint64N((n-start-block)/stride+1))
	}
	return h
}

func (w *world) hyperslab(h dataspace.Hyperslab) dataspace.Selection {
	w.t.Helper()
	s, err := dataspace.NewHyperslab(h)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// boxes is a selection of rows that no hyperslab is: of each row of dimension 0
// a stretch of the last dimension, or nothing.
func (w *world) boxes(dims []uint64) (dataspace.Selection, bool) {
	var list []dataspace.Box
	last := len(dims) - 1
	for row := range dims[0] {
		if w.r.IntN(3) == 0 || last == 0 && row%2 == 1 {
			continue
		}
		b := dataspace.Box{Start: make([]uint64, len(dims)), Count: slices.Clone(dims)}
		if last > 0 {
			b.Start[last] = w.r.Uint64N(dims[last])
			b.Count[last] = 1 + w.r.Uint64N(dims[last]-b.Start[last])
		}
		b.Start[0], b.Count[0] = row, 1
		list = append(list, b)
	}
	if len(list) == 0 {
		return dataspace.None(), false
	}
	s, err := dataspace.NewBoxes(len(dims), list)
	if err != nil {
		w.t.Fatal(err)
	}
	return s, true
}

// fixed adds a limited mapping of a line, or of a part of one.
func (w *world) fixed(i int) {
	virtual := w.hyperslab(w.slab(w.dims))
	if w.r.IntN(3) == 0 {
		if s, ok := w.boxes(w.dims); ok {
			virtual = s
		}
	}
	places := members(virtual, w.dims)
	n, skip, step := uint64(len(places)), w.r.Uint64N(3), 1+w.r.Uint64N(3)
	source := w.hyperslab(dataspace.Hyperslab{Start: []uint64{skip}, Stride: []uint64{step}, Count: []uint64{n}})
	name := fmt.Sprintf("fixed%d.h5", i)
	w.list = append(w.list, vds.Mapping{Virtual: virtual, File: name, Dataset: "d", Source: source})
	box, _ := virtual.Bounds(w.dims)
	w.least = max(w.least, box.Start[0]+box.Count[0])
	if w.r.IntN(5) == 0 {
		return // missing
	}
	data := w.source(name, []uint64{skip + (n-1)*step + 1 + w.r.Uint64N(2)})
	w.changes = append(w.changes, func() {
		for k, place := range members(virtual, w.extent) {
			w.model[place] = data[skip+uint64(k)*step]
		}
	})
}

// unlimited adds a mapping whose slices along dimension 0 have no end.
func (w *world) unlimited(i int) {
	h := w.slab(w.dims)
	h.Block[0], h.Count[0] = 1, dataspace.Unlimited
	shape := []uint64{dataspace.Unlimited}
	for d := 1; d < len(w.dims); d++ {
		shape = append(shape, h.Count[d]*h.Block[d])
	}
	skip := w.r.Uint64N(2)
	from := dataspace.Hyperslab{Start: make([]uint64, len(shape)), Count: shape}
	from.Start[0] = skip
	name := fmt.Sprintf("unlimited%d.h5", i)
	w.list = append(w.list, vds.Mapping{Virtual: w.hyperslab(h), File: name, Dataset: "d", Source: w.hyperslab(from)})
	w.grows = true
	if w.r.IntN(5) == 0 {
		return
	}
	slices0 := 1 + w.r.Uint64N(6)
	dims := slices.Clone(shape)
	dims[0] = skip + slices0
	data := w.source(name, dims)
	w.reach = max(w.reach, h.Start[0]+(slices0-1)*h.Stride[0]+1)
	width := dataspace.All().NumPoints(dims[1:])
	w.changes = append(w.changes, func() {
		h.Count[0] = slices0
		for k, place := range members(w.hyperslab(h), w.extent) {
			w.model[place] = data[skip*width+uint64(k)]
		}
	})
}

// numbered adds a mapping of blocks along dimension 0 that are sources of
// their own.
func (w *world) numbered(i int) {
	h := w.slab(w.dims)
	h.Count[0] = dataspace.Unlimited
	shape := []uint64{h.Block[0]}
	for d := 1; d < len(w.dims); d++ {
		shape = append(shape, h.Count[d]*h.Block[d])
	}
	w.list = append(w.list, vds.Mapping{Virtual: w.hyperslab(h), File: fmt.Sprintf("numbered%d_%%b.h5", i), Dataset: "d", Source: dataspace.All()})
	w.grows = true
	misses := uint64(0) // since the last block that is there
	for n := range uint64(6) {
		if w.r.IntN(4) == 0 {
			misses++
			continue
		}
		data := w.source(fmt.Sprintf("numbered%d_%d.h5", i, n), shape)
		block := dataspace.Hyperslab{Start: slices.Clone(h.Start), Stride: h.Stride, Count: slices.Clone(h.Count), Block: h.Block}
		block.Start[0], block.Count[0] = h.Start[0]+n*h.Stride[0], 1
		if misses > w.gap {
			continue // behind the end of the series
		}
		misses = 0
		w.reach = max(w.reach, block.Start[0]+h.Block[0])
		w.changes = append(w.changes, func() { w.put(block, data) })
	}
}

// put places what of a block is within the extent.
func (w *world) put(block dataspace.Hyperslab, data []float64) {
	whole := slices.Clone(w.extent)
	whole[0] = limit
	size := dataspace.All().NumPoints(w.extent)
	for k, place := range members(w.hyperslab(block), whole) {
		if uint64(place) < size {
			w.model[place] = data[k]
		}
	}
}

// members returns the places in dims, in row-major order, that a selection has.
func members(s dataspace.Selection, dims []uint64) (places []int) {
	coord := make([]uint64, len(dims))
	for i := range dataspace.All().NumPoints(dims) {
		rest := i
		for d := len(dims) - 1; d >= 0; d-- {
			coord[d], rest = rest%dims[d], rest/dims[d]
		}
		if s.Contains(coord) {
			places = append(places, int(i))
		}
	}
	return places
}

// check reads the dataset whole and in random parts.
func (w *world) check(seed uint64) {
	f, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{FS: w.fs, Missing: vds.MissingFill})
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", &hdf5.DatasetAccess{PrintfGap: w.gap})
	if err != nil {
		w.t.Fatal(err)
	}
	if dims := d.Space().Dims; !slices.Equal(dims, w.extent) {
		w.t.Errorf("seed %d: extent %d, want %d", seed, dims, w.extent)
		return
	}
	if len(w.model) == 0 {
		return
	}
	for range 4 {
		sel, places := w.request()
		m := hdf5.Memory{Type: float64LE, Dims: []uint64{uint64(len(places))}, Bytes: make([]byte, 8*len(places))}
		if err := d.Read(ctx, sel, m); err != nil {
			w.t.Errorf("seed %d: %v", seed, err)
			return
		}
		for k, place := range places {
			if got := math.Float64frombits(binary.LittleEndian.Uint64(m.Bytes[8*k:])); got != w.model[place] {
				w.t.Errorf("seed %d: extent %d, %d mappings, element %d (place %d): got %v, want %v", seed, w.extent, len(w.list), k, place, got, w.model[place])
				return
			}
		}
	}
}

// request makes a random selection and the places of its elements.
func (w *world) request() (dataspace.Selection, []int) {
	switch w.r.IntN(4) {
	case 0:
		return dataspace.All(), members(dataspace.All(), w.extent)
	case 1:
		var coords []uint64
		var places []int
		for range 1 + w.r.IntN(9) {
			place := 0
			for _, n := range w.extent {
				x := w.r.Uint64N(n)
				coords, place = append(coords, x), place*int(n)+int(x)
			}
			places = append(places, place)
		}
		s, err := dataspace.NewPoints(len(w.extent), coords)
		if err != nil {
			w.t.Fatal(err)
		}
		return s, places
	case 2:
		if s, ok := w.boxes(w.extent); ok {
			return s, members(s, w.extent)
		}
	}
	s := w.hyperslab(w.slab(w.extent))
	return s, members(s, w.extent)
}
