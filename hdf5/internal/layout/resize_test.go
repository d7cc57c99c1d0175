package layout

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

const growing = `
a = rng.integers(0, 50, (40, 30)).astype("u2")
for libver in ("earliest", "v110", "latest"):
    f = h5py.File(libver + ".h5", "w", libver=libver)
    for i, most in enumerate(((None, 30), (40, None), (None, None), (90, 80))):
        put(f, "plain %d" % i, a, chunks=(7, 4), maxshape=most, fill=3)
        put(f, "gzip %d" % i, a, chunks=(7, 4), maxshape=most, compression="gzip")
    p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    p.set_chunk((7, 4))
    p.set_deflate(5)
    keep_partial(p, libver)
    d = h5py.Dataset(h5py.h5d.create(f.id, b"edges", h5py.h5t.STD_U16LE, h5py.h5s.create_simple((40, 30), (h5py.h5s.UNLIMITED,) * 2), p))
    d[...] = a
    note(f, d, "edges")
`

// TestLibhdf5ReadsResizedDatasets shrinks and grows, as h5py's resize does: what
// comes back has the fill value.
func TestLibhdf5ReadsResizedDatasets(t *testing.T) {
	all, dir := openListed(t, growing)
	ctx := context.Background()
	for lo := 0; lo < len(all); {
		hi := lo
		for hi < len(all) && all[hi].File == all[lo].File {
			hi++
		}
		space, sb, flush := openWritable(t, filepath.Join(dir, all[lo].File))
		for _, x := range all[lo:hi] {
			d := openDataset(t, space, sb, x.Addr)
			editable(t, &d, x.Addr)
			s, err := Open(d)
			if err != nil {
				t.Fatal(err)
			}
			was := make([]byte, 40*30*2)
			if err := s.Read(ctx, dataspace.All(), d.Extent.Dims, dataspace.All(), d.Type, was, nil); err != nil {
				t.Fatal(err)
			}
			small, large := []uint64{24, 17}, make([]uint64, 2)
			for i, most := range d.Extent.MaxDims {
				large[i] = min(most, uint64(60+5*i))
			}
			for _, dims := range [][]uint64{small, large} {
				if err := s.Resize(ctx, dims); err != nil {
					t.Fatalf("%s: %v", x.Name, err)
				}
			}
			if err := s.Flush(ctx); err != nil {
				t.Fatal(err)
			}
			d.Extent.Dims = large
			storeExtent(t, d, x.Addr)
			if err := os.WriteFile(filepath.Join(dir, x.Data), resized(t, d, was, small, large), 0o600); err != nil {
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

// resized is what a dataset of 40 x 30 holds after it was small and is large.
func resized(t *testing.T, d Dataset, was []byte, small, large []uint64) []byte {
	t.Helper()
	out := make([]byte, product(large)*2)
	fill, err := d.fillElement()
	if err != nil {
		t.Fatal(err)
	}
	repeat(out, fill)
	sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{0, 0}, Count: small})
	if err != nil {
		t.Fatal(err)
	}
	if err := dataspace.Copy(out, large, sel, was, []uint64{40, 30}, sel, 2); err != nil {
		t.Fatal(err)
	}
	return out
}

func storeExtent(t *testing.T, d Dataset, addr uint64) {
	t.Helper()
	e, err := objheader.Edit(d.Space, codec.Address(addr))
	if err != nil {
		t.Fatal(err)
	}
	i := e.Index(format.TypeDataspace)
	m, err := format.DecodeDataspace(codec.NewReader("dataspace", 0, e.Messages[i].Body, d.Space.Sizes()))
	if err != nil {
		t.Fatal(err)
	}
	m.Space = d.Extent
	if err := e.Replace(i, m); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Commit(); err != nil {
		t.Fatal(err)
	}
}

// Conversion happens run by run, on every layout and for any selection.
func TestReadsConvert(t *testing.T) {
	all, dir := openListed(t, `
a = rng.integers(0, 50, (40, 30)).astype(">i2")
f = h5py.File("x.h5", "w", libver="latest")
put(f, "contiguous", a)
put(f, "chunked", a, chunks=(7, 4))
put(f, "gzip", a, chunks=(7, 4), compression="gzip")
d = f.create_dataset("nothing", (40, 30), ">i2", fillvalue=259)
note(f, d, "nothing")
`)
	ctx := context.Background()
	wide := datatype.NewInt(4, true, datatype.LittleEndian)
	for _, x := range all {
		space, sb := openSpace(t, filepath.Join(dir, x.File))
		d := openDataset(t, space, sb, x.Addr)
		s, err := Open(d)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(dir, x.Data))
		if err != nil {
			t.Fatal(err)
		}
		sel, err := dataspace.NewHyperslab(dataspace.Hyperslab{Start: []uint64{1, 2}, Stride: []uint64{3, 2}, Count: []uint64{12, 13}, Block: []uint64{1, 1}})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 12*13*4)
		if err := s.Read(ctx, sel, []uint64{12, 13}, dataspace.All(), wide, got, nil); err != nil {
			t.Fatal(err)
		}
		for i := range 12 {
			for j := range 13 {
				at := 2 * ((1+3*i)*30 + 2 + 2*j)
				want := int(raw[at])<<8 | int(raw[at+1])
				o := 4 * (i*13 + j)
				if v := int(got[o]) | int(got[o+1])<<8 | int(got[o+2])<<16; v != want {
					t.Fatalf("%s: element %d,%d: got %d, want %d", x.Name, i, j, v, want)
				}
			}
		}
	}
}

func TestExternalFiles(t *testing.T) {
	all, dir := openListed(t, `
a = np.arange(700, dtype="i4")
f = h5py.File("x.h5", "w")
d = f.create_dataset("data", (700,), "i4", external=[("one.raw", 40, 1200), ("two.raw", 0, 800), ("three.raw", 16, h5py.h5f.UNLIMITED)])
d[...] = a
note(f, d, "data")
`)
	space, sb := openSpace(t, filepath.Join(dir, "x.h5"))
	d := openDataset(t, space, sb, all[0].Addr)
	h, err := objheader.Read(space, codec.Address(all[0].Addr))
	if err != nil {
		t.Fatal(err)
	}
	m, _ := h.Find(format.TypeExternalFiles)
	if d.External, err = format.DecodeExternalFiles(codec.NewReader("external files", 0, m.Body, space.Sizes())); err != nil {
		t.Fatal(err)
	}
	d.Names = []string{"one.raw", "two.raw", "three.raw"}
	d.Open = func(ctx context.Context, name string, _ bool) (driver.File, error) {
		return driver.OS().Open(ctx, filepath.Join(dir, name), driver.ReadOnly)
	}
	s, err := Open(d)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, all[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	checkReads(t, d, s, want)
}
