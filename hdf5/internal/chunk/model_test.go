package chunk

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// newSpace returns an empty file in memory.
func newSpace(t testing.TB) *filespace.Space {
	t.Helper()
	f, err := new(driver.Memory).Open(context.Background(), "x", driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	return filespace.New(f, filespace.Config{Sizes: codec.Sizes{Offsets: 8, Lengths: 8}, End: 64}, true)
}

// kinds are datasets of one chunk index each.
func kinds() map[string]Config {
	unlimited := dataspace.Unlimited
	layout := func(version uint8, c format.Chunked) *format.Layout {
		c.ElementSize = 2
		return &format.Layout{Version: version, Class: format.LayoutChunked, Address: codec.Undefined, Chunked: &c}
	}
	ext := format.Chunked{Index: format.IndexExtensible, MaxBits: 32, IndexElements: 4, MinPointers: 4, MinElements: 16, PageBits: 10}
	paged := ext
	paged.PageBits, paged.MinElements, paged.MinPointers, paged.IndexElements = 4, 2, 2, 3
	with := func(c format.Chunked, dims ...uint64) format.Chunked {
		c.Dims = dims
		return c
	}
	return map[string]Config{
		"v1":          {Layout: layout(3, format.Chunked{Dims: []uint64{3, 4}}), Dims: []uint64{90, 80}, MaxDims: []uint64{90, unlimited}, Filtered: true, BTreeK: 4},
		"fixed":       {Layout: layout(4, format.Chunked{Dims: []uint64{3, 4}, Index: format.IndexFixedArray, PageBits: 10}), Dims: []uint64{90, 80}, MaxDims: []uint64{90, 80}},
		"fixed pages": {Layout: layout(4, format.Chunked{Dims: []uint64{3, 4}, Index: format.IndexFixedArray, PageBits: 4}), Dims: []uint64{90, 80}, MaxDims: []uint64{95, 80}, Filtered: true},
		"ext":         {Layout: layout(4, with(ext, 3, 4)), Dims: []uint64{90, 80}, MaxDims: []uint64{unlimited, 80}},
		"ext last":    {Layout: layout(5, with(ext, 3, 4)), Dims: []uint64{90, 80}, MaxDims: []uint64{90, unlimited}, Filtered: true},
		"ext pages":   {Layout: layout(4, with(paged, 3, 4)), Dims: []uint64{90, 80}, MaxDims: []uint64{90, unlimited}, Filtered: true},
		"v2": {Layout: layout(4, format.Chunked{Dims: []uint64{3, 4}, Index: format.IndexBTreeV2, NodeSize: 512, SplitPercent: 100, MergePercent: 40}),
			Dims: []uint64{90, 80}, MaxDims: []uint64{unlimited, unlimited}},
		"v2 filtered": {Layout: layout(5, format.Chunked{Dims: []uint64{3, 4}, Index: format.IndexBTreeV2, NodeSize: 512, SplitPercent: 100, MergePercent: 40}),
			Dims: []uint64{90, 80}, MaxDims: []uint64{unlimited, unlimited}, Filtered: true},
	}
}

// TestIndexesFollowAModel makes random changes to every kind of index, and
// compares what it finds, through the same index and through one that is
// opened anew, with a map.
func TestIndexesFollowAModel(t *testing.T) {
	for name, conf := range kinds() {
		t.Run(name, func(t *testing.T) {
			space := newSpace(t)
			x, err := Open(space, conf)
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(8, 9))
			model := map[string]Chunk{}
			for range 900 {
				at := []uint64{rng.Uint64N(30), rng.Uint64N(20)}
				if rng.IntN(4) == 0 {
					if err := x.Remove(at); err != nil {
						t.Fatal(err)
					}
					delete(model, key(at))
					continue
				}
				c := Chunk{Scaled: at, Addr: codec.Address(100 + rng.Uint64N(1<<20)), Size: 24}
				if conf.Filtered {
					c.Size, c.Mask = rng.Uint64N(60), rng.Uint32N(8)
				}
				if err := x.Insert(c); err != nil {
					t.Fatal(err)
				}
				model[key(at)] = c
			}
			compareIndex(t, x, model)
			again, err := Open(space, conf)
			if err != nil {
				t.Fatal(err)
			}
			compareIndex(t, again, model)
			if err := again.Free(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func compareIndex(t *testing.T, x Index, model map[string]Chunk) {
	t.Helper()
	for i := range uint64(30) {
		for j := range uint64(20) {
			at := []uint64{i, j}
			got, ok, err := x.Lookup(at)
			if err != nil {
				t.Fatal(err)
			}
			want, exists := model[key(at)]
			if ok != exists || ok && !equal(got, want) {
				t.Fatalf("chunk %v: got %v %v, want %v %v", at, got, ok, want, exists)
			}
		}
	}
	lo, hi := []uint64{3, 2}, []uint64{20, 11}
	var got, want []string
	err := x.Each(lo, hi, func(c Chunk) error {
		if !equal(c, model[key(c.Scaled)]) {
			return fmt.Errorf("chunk %v is not that of the model", c)
		}
		got = append(got, key(c.Scaled))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for k, c := range model {
		if within(c.Scaled, lo, hi) {
			want = append(want, k)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("Each yields %d chunks, want %d", len(got), len(want))
	}
}

func equal(a, b Chunk) bool {
	return slices.Equal(a.Scaled, b.Scaled) && a.Addr == b.Addr && a.Size == b.Size && a.Mask == b.Mask
}

// TestTooManyChunks makes the first chunk of datasets that may grow so far
// that their indexes would not fit into memory.
func TestTooManyChunks(t *testing.T) {
	for _, name := range []string{"fixed", "fixed pages"} {
		conf := kinds()[name]
		conf.MaxDims = []uint64{1 << 40, 1 << 20}
		x, err := Open(newSpace(t), conf)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Insert(Chunk{Scaled: []uint64{0, 0}, Addr: 100, Size: 24}); !errors.Is(err, codec.ErrUnsupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
	conf := kinds()["ext"]
	conf.Layout.Chunked.MaxBits = 64
	conf.Dims, conf.MaxDims = []uint64{1 << 62, 80}, []uint64{dataspace.Unlimited, 80}
	x, err := Open(newSpace(t), conf)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Insert(Chunk{Scaled: []uint64{1 << 55, 0}, Addr: 100, Size: 24}); !errors.Is(err, codec.ErrUnsupported) {
		t.Error(err)
	}
}
