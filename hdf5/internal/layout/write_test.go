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
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// emptyDatasets makes datasets of every kind without elements.
const emptyDatasets = `
import h5py, hdf5plugin, json, numpy as np
out = []
def early(f, name, shape, dtype, chunk):
    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    p.set_chunk(chunk)
    p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    return h5py.Dataset(h5py.h5d.create(f.id, name.encode(), h5py.h5t.py_create(np.dtype(dtype)), h5py.h5s.create_simple(shape), p))
for libver in ("earliest", "v110", "latest"):
    f = h5py.File(libver + ".h5", "w", libver=(libver, "latest"))
    for i, (shape, chunk) in enumerate([((60, 50), (7, 9)), ((5000,), (3,)), ((4, 30, 22), (3, 8, 5)), ((33,), (33,))]):
        t = ("u2", "i4", "f8", "u1")[i]
        grow, all = (None,) + shape[1:], (None,) * len(shape)
        for name, kw in {
            "contiguous": {}, "contiguous filled": dict(fillvalue=3),
            "chunked": dict(chunks=chunk), "chunked filled": dict(chunks=chunk, fillvalue=5),
            "gzip": dict(chunks=chunk, compression="gzip", shuffle=True),
            "lzf": dict(chunks=chunk, compression="lzf", shuffle=True, fletcher32=True),
            "growing": dict(chunks=chunk, maxshape=grow), "growing gzip": dict(chunks=chunk, maxshape=grow, compression="gzip"),
            "growing last": dict(chunks=chunk, maxshape=shape[:-1] + (None,), fillvalue=4),
            "all": dict(chunks=chunk, maxshape=all), "all gzip": dict(chunks=chunk, maxshape=all, compression="gzip", fillvalue=6),
            "one": dict(chunks=shape), "one gzip": dict(chunks=shape, compression="gzip"),
        }.items():
            f.create_dataset("%d %s" % (i, name), shape, t, **kw)
        early(f, "%d early" % i, shape, t, chunk)
    for name in f:
        out.append(dict(File=f.filename, Name=name, Addr=int(h5py.h5o.get_info(f[name].id).addr), Data="data%d" % len(out)))
    f.close()
json.dump(out, open("listing.json", "w"))
`

const compareDatasets = `
import h5py, hdf5plugin, json, numpy as np
bad = []
for x in json.load(open("listing.json")):
    with h5py.File(x["File"], "r") as f:
        d = f[x["Name"]]
        want = np.fromfile(x["Data"], d.dtype)
        try:
            got = d[...].ravel()
            if got.tobytes() != want.tobytes():
                bad.append("%s %s: %d of %d differ" % (x["File"], x["Name"], (got != want).sum(), got.size))
        except Exception as e:
            bad.append("%s %s: %s" % (x["File"], x["Name"], e))
print("\n".join(bad[:20]), end="")
`

// openWritable opens a file for changing; flush brings it up to date.
func openWritable(t *testing.T, path string) (space *filespace.Space, sb *format.Superblock, flush func()) {
	t.Helper()
	ctx := context.Background()
	f, err := driver.OS().Open(ctx, path, driver.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	head := make([]byte, 96)
	if err := f.ReadAt(ctx, head, 0); err != nil {
		t.Fatal(err)
	}
	sb, err = format.DecodeSuperblock(codec.NewReader("superblock", 0, head, codec.Sizes{}))
	if err != nil {
		t.Fatal(err)
	}
	space = filespace.New(f, filespace.Config{Sizes: sb.Sizes, Base: int64(sb.Base), End: sb.EOF}, true)
	return space, sb, func() {
		err := space.Flush(ctx, func(end codec.Address) ([]byte, error) {
			sb.EOF = end
			w := codec.NewWriter("superblock", sb.Sizes)
			sb.Encode(w)
			return w.Block()
		})
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

// editable lets a dataset change its layout message.
func editable(t *testing.T, d *Dataset, addr uint64) {
	d.Changed = func(l *format.Layout) error {
		e, err := objheader.Edit(d.Space, codec.Address(addr))
		if err != nil {
			return err
		}
		if err := e.Replace(e.Index(format.TypeLayout), l); err != nil {
			return err
		}
		_, err = e.Commit()
		return err
	}
}

func TestLibhdf5ReadsWhatIsWritten(t *testing.T) {
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, emptyDatasets)
	b, err := os.ReadFile(filepath.Join(dir, "listing.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []listed
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	for lo := 0; lo < len(all); {
		hi := lo
		for hi < len(all) && all[hi].File == all[lo].File {
			hi++
		}
		space, sb, flush := openWritable(t, filepath.Join(dir, all[lo].File))
		for _, x := range all[lo:hi] {
			d := openDataset(t, space, sb, x.Addr)
			editable(t, &d, x.Addr)
			model := writeRandomly(t, x.Name, d)
			if err := os.WriteFile(filepath.Join(dir, x.Data), model, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		flush()
		lo = hi
	}
	if out := hdf5test.RunPython(t, dir, compareDatasets); out != "" {
		t.Fatalf("libhdf5 reads other elements:\n%s", out)
	}
}

// writeRandomly writes random selections of a dataset and returns all its
// elements, which must be those that our own reads find on the way.
func writeRandomly(t *testing.T, name string, d Dataset) []byte {
	t.Helper()
	ctx := context.Background()
	s, err := Open(d)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	dims := d.Extent.Dims
	model := make([]byte, int(product(dims))*d.Type.Size)
	if err := s.Read(ctx, dataspace.All(), dims, dataspace.All(), d.Type, model, nil); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range 6 {
		sel := randomSelection(t, rng, dims)
		n := sel.NumPoints(dims)
		buf := make([]byte, int(n)*d.Type.Size)
		for j := range buf {
			buf[j] = byte(rng.IntN(7))
		}
		if err := s.Write(ctx, sel, []uint64{n}, dataspace.All(), d.Type, buf, nil); err != nil {
			t.Fatalf("%s: write %d: %v", name, i, err)
		}
		if err := dataspace.Copy(model, dims, sel, buf, []uint64{n}, dataspace.All(), d.Type.Size); err != nil {
			t.Fatal(err)
		}
		if i == 3 {
			if err := s.Flush(ctx); err != nil {
				t.Fatalf("%s: flush: %v", name, err)
			}
		}
		got := make([]byte, len(model))
		if err := s.Read(ctx, dataspace.All(), dims, dataspace.All(), d.Type, got, nil); err != nil {
			t.Fatalf("%s: read after write %d: %v", name, i, err)
		}
		if k := differ(got, model); k >= 0 {
			t.Fatalf("%s: after write %d (%s) element %d differs", name, i, describe(sel), k/d.Type.Size)
		}
	}
	if err := s.Flush(ctx); err != nil {
		t.Fatalf("%s: flush: %v", name, err)
	}
	return model
}
