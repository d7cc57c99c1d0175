package layout

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// listing is the beginning of scripts that make files: put(f, name, ...) makes
// a dataset, and done() writes its object header's address and its elements
// where openListed finds them.
const listing = `
import h5py, hdf5plugin, json, sys, numpy as np
rng = np.random.default_rng(5)
made = []
def keep_partial(p, libver):
    # H5Pset_chunk_opts(H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS), which h5py does not have
    import ctypes, glob, os
    lib = glob.glob(os.path.join(os.path.dirname(h5py.__file__), "..", "h5py.libs", "libhdf5-*.so*"))
    if lib and libver != "earliest":
        assert ctypes.CDLL(lib[0]).H5Pset_chunk_opts(ctypes.c_int64(p.id), ctypes.c_uint(2)) >= 0
def put(f, name, data, fill=None, **kw):
    kw.setdefault("shape", data.shape)
    d = f.create_dataset(name, dtype=kw.pop("dtype", data.dtype), fillvalue=fill, **kw)
    d[...] = data
    return note(f, d, name)
def note(f, d, name):
    made.append((f.filename, name, d))
    return d
def done():
    out = []
    files = {}
    for i, (file, name, d) in enumerate(made):
        d[...].tofile("data%d" % i)
        files[file] = d.file
        out.append(dict(File=file, Name=name, Addr=int(h5py.h5o.get_info(d.id).addr), Data="data%d" % i))
    for f in files.values():
        f.close()
    json.dump(out, open("listing.json", "w"))
`

// listed is a dataset that a script made.
type listed struct {
	File, Name, Data string
	Addr             uint64
}

// openListed runs a script and returns what it made and the directory.
func openListed(t testing.TB, script string) ([]listed, string) {
	t.Helper()
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, listing+script+"\ndone()\n")
	b, err := os.ReadFile(filepath.Join(dir, "listing.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []listed
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out, dir
}

// openSpace opens a file for reading.
func openSpace(t testing.TB, path string) (*filespace.Space, *format.Superblock) {
	t.Helper()
	f, err := driver.OS().Open(context.Background(), path, driver.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	head := make([]byte, 96)
	if err := f.ReadAt(context.Background(), head, 0); err != nil {
		t.Fatal(err)
	}
	sb, err := format.DecodeSuperblock(codec.NewReader("superblock", 0, head, codec.Sizes{}))
	if err != nil {
		t.Fatal(err)
	}
	return filespace.New(f, filespace.Config{Sizes: sb.Sizes, Base: int64(sb.Base), End: sb.EOF}, false), sb
}

// openDataset reads what an object header says of a dataset.
func openDataset(t testing.TB, space *filespace.Space, sb *format.Superblock, addr uint64) Dataset {
	t.Helper()
	h, err := objheader.Read(space, codec.Address(addr))
	if err != nil {
		t.Fatal(err)
	}
	d := Dataset{Space: space, BTreeK: int(sb.ChunkK), Cache: chunk.NewCache(8 << 20)}
	for _, m := range h.Messages {
		v, err := format.Decode(m.Type, codec.NewReader("message", m.Addr, m.Body, space.Sizes()))
		if err != nil {
			t.Fatal(err)
		}
		switch v := v.(type) {
		case *format.Dataspace:
			d.Extent = v.Space
		case *format.Datatype:
			d.Type = v.Datatype
		case *format.Layout:
			d.Layout = v
		case *format.FillValue:
			d.Fill = v
		case *format.Pipeline:
			d.Filter = v
		}
	}
	return d
}

// randomSelection returns a selection of an extent, of all kinds.
func randomSelection(t testing.TB, rng *rand.Rand, dims []uint64) dataspace.Selection {
	t.Helper()
	var sel dataspace.Selection
	var err error
	rank := len(dims)
	switch kind := rng.IntN(5); kind {
	case 0:
		return dataspace.All()
	case 1, 2: // a box, a hyperslab with strides
		h := dataspace.Hyperslab{}
		for _, d := range dims {
			start := rng.Uint64N(d)
			stride, block := uint64(1), uint64(1)
			if kind == 2 {
				stride = 1 + rng.Uint64N(5)
				block = 1 + rng.Uint64N(stride)
			}
			count := 1 + rng.Uint64N((d-start+stride-1)/stride)
			for start+(count-1)*stride+block > d {
				if block > 1 {
					block--
				} else {
					count--
				}
			}
			h.Start, h.Stride = append(h.Start, start), append(h.Stride, stride)
			h.Count, h.Block = append(h.Count, count), append(h.Block, block)
		}
		sel, err = dataspace.NewHyperslab(h)
	case 3: // points
		var coords []uint64
		for range 1 + rng.IntN(40) {
			for _, d := range dims {
				coords = append(coords, rng.Uint64N(d))
			}
		}
		sel, err = dataspace.NewPoints(rank, coords)
	case 4: // lists of indices in some dimensions
		axes := make([][]dataspace.Range, rank)
		for i, d := range dims {
			for x := uint64(0); x < d; x++ {
				if rng.IntN(3) == 0 || x == d-1 && len(axes[i]) == 0 {
					axes[i] = append(axes[i], dataspace.Range{Start: x, Stop: x + 1})
				}
			}
		}
		sel, err = dataspace.NewProduct(axes)
	}
	if err != nil {
		t.Fatal(err)
	}
	return sel
}
