package vds

import (
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// memory is a Source that holds int32s.
type memory struct {
	dims []uint64
	data []byte
}

var i4 = datatype.NewInt(4, true, datatype.LittleEndian)

func (m *memory) Dims() []uint64       { return m.dims }
func (m *memory) Type() *datatype.Type { return i4 }
func (m *memory) Close() error         { return nil }

func (m *memory) Read(_ context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, _ datatype.Objects) error {
	path, err := datatype.NewPath(i4, memType, nil, nil)
	if err != nil {
		return err
	}
	if path.Noop() {
		return dataspace.Copy(buf, memDims, memSel, m.data, m.dims, sel, 4)
	}
	n := sel.NumPoints(m.dims)
	in, out := make([]byte, 4*n), make([]byte, uint64(memType.Size)*n)
	line := []uint64{n}
	if err := dataspace.Copy(in, line, dataspace.All(), m.data, m.dims, sel, 4); err != nil {
		return err
	}
	if err := path.Convert(out, in, int(n)); err != nil {
		return err
	}
	return dataspace.Copy(buf, memDims, memSel, out, line, dataspace.All(), memType.Size)
}

func (m *memory) Write(_ context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, _ datatype.Objects) error {
	return dataspace.Copy(m.data, m.dims, sel, buf, memDims, memSel, 4)
}

// files is a Resolver over sources "file:dataset".
type files struct {
	sources map[string]Source
	opened  atomic.Int64
}

func (f *files) Open(_ context.Context, req Request) (Source, error) {
	f.opened.Add(1)
	if s, ok := f.sources[req.File+":"+req.Dataset]; ok {
		return s, nil
	}
	return nil, fmt.Errorf("open %q: %w", req.File, fs.ErrNotExist)
}

// newMemory makes a source whose elements count up from first.
func newMemory(first int, dims ...uint64) *memory {
	m := &memory{dims: dims}
	n := 1
	for _, d := range dims {
		n *= int(d)
	}
	for i := range n {
		m.data = binary.LittleEndian.AppendUint32(m.data, uint32(first+i))
	}
	return m
}

func (m *memory) at(i int) int32 { return int32(binary.LittleEndian.Uint32(m.data[4*i:])) }

func values(buf []byte) []int32 {
	out := make([]int32, len(buf)/4)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(buf[4*i:]))
	}
	return out
}

func product(dims []uint64) int {
	n := 1
	for _, d := range dims {
		n *= int(d)
	}
	return n
}

func offsets(sel dataspace.Selection, dims []uint64) []int {
	var out []int
	runs := sel.Runs(dims)
	for at, n, ok := runs.Next(); ok; at, n, ok = runs.Next() {
		for i := range n {
			out = append(out, int(at+i))
		}
	}
	return out
}

// hyperslab makes a random regular selection.
func hyperslab(t testing.TB, r *rand.Rand, dims []uint64) dataspace.Selection {
	rank := len(dims)
	h := dataspace.Hyperslab{Start: make([]uint64, rank), Stride: make([]uint64, rank), Count: make([]uint64, rank), Block: make([]uint64, rank)}
	for d, n := range dims {
		h.Start[d] = r.Uint64N(n)
		left := n - h.Start[d]
		h.Block[d] = 1 + r.Uint64N(min(left, 3))
		h.Stride[d] = h.Block[d] + r.Uint64N(3)
		h.Count[d] = 1 + r.Uint64N((left-h.Block[d])/h.Stride[d]+1)
	}
	s, err := dataspace.NewHyperslab(h)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sourceFor makes a source and a selection of as many elements as shape has.
func sourceFor(t testing.TB, r *rand.Rand, shape []uint64, first int) (*memory, dataspace.Selection) {
	switch r.IntN(4) {
	case 0:
		return newMemory(first, shape...), dataspace.All()
	case 1: // one line
		n := uint64(product(shape))
		lo := r.Uint64N(3)
		s, err := dataspace.NewBox(dataspace.Box{Start: []uint64{lo}, Count: []uint64{n}})
		if err != nil {
			t.Fatal(err)
		}
		return newMemory(first, n+lo+r.Uint64N(2)), s
	}
	h := dataspace.Hyperslab{}
	var dims []uint64
	for _, n := range shape {
		start, stride := r.Uint64N(3), 1+r.Uint64N(3)
		h.Start, h.Stride, h.Count = append(h.Start, start), append(h.Stride, stride), append(h.Count, n)
		dims = append(dims, start+(n-1)*stride+1+r.Uint64N(2))
	}
	s, err := dataspace.NewHyperslab(h)
	if err != nil {
		t.Fatal(err)
	}
	return newMemory(first, dims...), s
}

func request(t testing.TB, r *rand.Rand, dims []uint64) dataspace.Selection {
	switch r.IntN(4) {
	case 0:
		return dataspace.All()
	case 1:
		var coords []uint64
		for range 1 + r.IntN(12) {
			for _, n := range dims {
				coords = append(coords, r.Uint64N(n))
			}
		}
		s, err := dataspace.NewPoints(len(dims), coords)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return hyperslab(t, r, dims)
}

const fillValue = -7

func fillBytes() []byte {
	fill := int32(fillValue)
	return binary.LittleEndian.AppendUint32(nil, uint32(fill))
}

// TestRandomLayoutsReadAsTheModel reads random requests of random layouts and
// compares each element with the last existing mapping that holds it.
func TestRandomLayoutsReadAsTheModel(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 2))
		rank := 1 + r.IntN(4)
		dims := make([]uint64, rank)
		for d := range dims {
			dims[d] = 1 + r.Uint64N(uint64([]int{40, 12, 7, 5}[rank-1]))
		}
		model := make([]int32, product(dims))
		for i := range model {
			model[i] = fillValue
		}
		res := &files{sources: make(map[string]Source)}
		var list List
		for i := range r.IntN(6) {
			virtual := hyperslab(t, r, dims)
			shape, _ := virtual.Shape(dims)
			src, sel := sourceFor(t, r, shape, 1000*(i+1))
			m := Mapping{Virtual: virtual, File: fmt.Sprintf("%d.h5", i), Dataset: "d", Source: sel}
			list = append(list, m)
			if r.IntN(5) == 0 {
				continue // missing: what lies below shows
			}
			small := src
			if sel.Kind() != dataspace.KindAll && r.IntN(5) == 0 { // smaller than the mapping
				small = newMemory(1000*(i+1), src.dims...)
				small.dims = slices.Clone(src.dims)
				d := r.IntN(len(small.dims))
				small.dims[d] = 1 + r.Uint64N(small.dims[d])
				small = newMemory(1000*(i+1), small.dims...)
			}
			res.sources[m.File+":d"] = small
			from := offsets(sel, src.dims)
			for k, o := range offsets(virtual, dims) {
				at, inside, rest := 0, true, from[k]
				coord := make([]uint64, len(src.dims))
				for d := len(src.dims) - 1; d >= 0; d-- {
					coord[d] = uint64(rest) % src.dims[d]
					rest /= int(src.dims[d])
				}
				for d, x := range coord {
					inside = inside && x < small.dims[d]
					at = at*int(small.dims[d]) + int(x)
				}
				if inside {
					model[o] = small.at(at)
				}
			}
		}
		l := NewLayout(dims, nil, i4, list)
		l.Fill = fillBytes()
		if r.IntN(2) == 0 {
			l.Index = nil
		}
		for range 3 {
			sel := request(t, r, dims)
			want := offsets(sel, dims)
			memDims := []uint64{uint64(len(want))}
			buf := make([]byte, 4*len(want))
			opts := DefaultOptions()
			opts.Workers = 1 + r.IntN(3)
			opts.Report = &Report{}
			if err := l.Read(context.Background(), res, sel, memDims, dataspace.All(), i4, buf, nil, opts); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for k, v := range values(buf) {
				if v != model[want[k]] {
					t.Fatalf("seed %d: dims %d, %d mappings, element %d of the request (offset %d): got %d, want %d",
						seed, dims, len(list), k, want[k], v, model[want[k]])
				}
			}
		}
	}
}

func box(t testing.TB, startCount ...uint64) dataspace.Selection {
	t.Helper()
	n := len(startCount) / 2
	s, err := dataspace.NewBox(dataspace.Box{Start: startCount[:n], Count: startCount[n:]})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func slab(t testing.TB, h dataspace.Hyperslab) dataspace.Selection {
	t.Helper()
	s, err := dataspace.NewHyperslab(h)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readAll(t testing.TB, l *Layout, res Resolver, opts Options) []int32 {
	t.Helper()
	buf := make([]byte, 4*product(l.Dims))
	if err := l.Read(context.Background(), res, dataspace.All(), l.Dims, dataspace.All(), i4, buf, nil, opts); err != nil {
		t.Fatal(err)
	}
	return values(buf)
}

func TestWriteThroughReachesTheSources(t *testing.T) {
	a, b := newMemory(0, 4), newMemory(100, 4)
	res := &files{sources: map[string]Source{"a:d": a, "b:d": b}}
	l := NewLayout([]uint64{8}, nil, i4, List{
		{Virtual: box(t, 0, 4), File: "a", Dataset: "d", Source: dataspace.All()},
		{Virtual: box(t, 4, 3), File: "b", Dataset: "d", Source: box(t, 1, 3)},
	})
	buf := newMemory(50, 3).data
	sel := box(t, 3, 3)
	opts := DefaultOptions()
	if err := l.Write(context.Background(), res, sel, []uint64{3}, dataspace.All(), i4, buf, nil, opts); err != nil {
		t.Fatal(err)
	}
	if a.at(3) != 50 || b.at(1) != 51 || b.at(2) != 52 || b.at(0) != 100 || b.at(3) != 103 {
		t.Errorf("got %v, %v", values(a.data), values(b.data))
	}
	err := l.Write(context.Background(), res, dataspace.All(), []uint64{8}, dataspace.All(), i4, newMemory(0, 8).data, nil, opts)
	if err == nil || !strings.Contains(err.Error(), ErrUnmapped.Error()) {
		t.Errorf("write of an unmapped element: %v", err)
	}
	delete(res.sources, "b:d")
	err = l.Write(context.Background(), res, sel, []uint64{3}, dataspace.All(), i4, newMemory(70, 3).data, nil, opts)
	if err == nil || !strings.Contains(err.Error(), ErrUnmapped.Error()) || a.at(3) != 50 {
		t.Errorf("write to a missing source: %v, %d", err, a.at(3))
	}
}

func TestMissingPolicies(t *testing.T) {
	small := newMemory(0, 2)
	res := &files{sources: map[string]Source{"small:d": small}}
	l := NewLayout([]uint64{6}, nil, i4, List{
		{Virtual: box(t, 0, 3), File: "none", Dataset: "d", Source: dataspace.All()},
		{Virtual: box(t, 3, 3), File: "small", Dataset: "d", Source: box(t, 0, 3)},
	})
	l.Fill = fillBytes()
	var told []string
	opts := DefaultOptions()
	opts.Workers, opts.Report = 1, &Report{}
	opts.Warn = func(e *SourceError) { told = append(told, e.File+" "+e.Reason.String()) }
	want := []int32{-7, -7, -7, 0, 1, -7}
	for range 2 { // the second read tells nothing new
		if got := readAll(t, l, res, opts); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	if fmt.Sprint(told) != "[none file not found small smaller than the mapping]" {
		t.Errorf("told %q", told)
	}
	told, opts.Report, opts.Missing = nil, &Report{}, MissingFill
	readAll(t, l, res, opts)
	if fmt.Sprint(told) != "[small smaller than the mapping]" || len(opts.Report.Findings()) != 2 {
		t.Errorf("told %q, found %v", told, opts.Report.Findings())
	}
	opts.Missing = MissingError
	err := l.Read(context.Background(), res, dataspace.All(), l.Dims, dataspace.All(), i4, make([]byte, 24), nil, opts)
	if ReasonOf(err) != ReasonNotFound {
		t.Errorf("got %v", err)
	}
}
