package layout

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
)

const smallFiles = `
a = rng.integers(0, 50, (40, 30)).astype("u2")
for name, kw in {"v1": dict(), "v1z": dict(compression="gzip"), "fixed": dict(), "fixedz": dict(compression="lzf"), "ext": dict(maxshape=(None, 30)),
                 "extz": dict(maxshape=(None, 30), compression="gzip"), "tree": dict(maxshape=(None, None)), "treez": dict(maxshape=(None, None), fletcher32=True)}.items():
    put(h5py.File(name + ".h5", "w", libver="earliest" if name[:2] == "v1" else "v110"), "data", a, chunks=(3, 4), **kw)
`

// TestDamagedFilesEndWell reads datasets of files with changed bytes.
func TestDamagedFilesEndWell(t *testing.T) {
	all, dir := openListed(t, smallFiles)
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(2, 3))
	for _, x := range all {
		good, err := os.ReadFile(filepath.Join(dir, x.File))
		if err != nil {
			t.Fatal(err)
		}
		space, sb := openSpace(t, filepath.Join(dir, x.File))
		d := openDataset(t, space, sb, x.Addr)
		buf := make([]byte, int(product(d.Extent.Dims))*d.Type.Size)
		for range 150 {
			bad := append([]byte(nil), good...)
			for range 1 + rng.IntN(3) {
				bad[rng.IntN(len(bad))] ^= byte(1 << rng.IntN(8))
			}
			if rng.IntN(4) == 0 {
				bad = bad[:rng.IntN(len(bad))]
			}
			d := d
			d.Space = memorySpace(t, bad, d.Space)
			begin := time.Now()
			if s, err := Open(d); err == nil {
				s.Read(ctx, dataspace.All(), d.Extent.Dims, dataspace.All(), d.Type, buf, nil)
				s.Size(ctx)
			}
			if took := time.Since(begin); took > 2*time.Second {
				t.Fatalf("%s: took %v", x.File, took)
			}
		}
	}
}

// memorySpace returns bytes as a file, with the widths and the end of another.
func memorySpace(t *testing.T, b []byte, like *filespace.Space) *filespace.Space {
	t.Helper()
	ctx := context.Background()
	m := new(driver.Memory)
	f, err := m.Open(ctx, "x", driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.(driver.Writable).WriteAt(ctx, b, 0); err != nil {
		t.Fatal(err)
	}
	return filespace.New(f, filespace.Config{Sizes: like.Sizes(), End: like.End()}, false)
}

// An extent of 2^126 elements costs nothing where nobody wrote.
func TestHugeExtents(t *testing.T) {
	all, dir := openListed(t, `
f = h5py.File("huge.h5", "w", libver="latest")
for i, kw in enumerate((dict(chunks=(8, 8)), dict(chunks=(8, 8), maxshape=(None, 2**63)), dict(chunks=(8, 8), maxshape=(None, None)), dict(chunks=(8, 8), compression="gzip", maxshape=(None, None)))):
    d = f.create_dataset("d%d" % i, (2**40, 2**22) if i == 0 else (2**62, 2**62), "u1", fillvalue=3, **kw)
    made.append((f.filename, "d%d" % i, d))
`+noData)
	ctx := context.Background()
	space, sb := openSpace(t, filepath.Join(dir, "huge.h5"))
	for _, x := range all {
		d := openDataset(t, space, sb, x.Addr)
		s, err := Open(d)
		if err != nil {
			t.Fatalf("%s: %v", x.Name, err)
		}
		sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{5, 6}, Count: []uint64{4, 4}})
		if err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 16)
		if err := s.Read(ctx, sel, []uint64{4, 4}, dataspace.All(), d.Type, buf, nil); err != nil {
			t.Fatalf("%s: %v", x.Name, err)
		}
		for _, b := range buf {
			if b != 3 {
				t.Fatalf("%s: got %v, want the fill value", x.Name, buf)
			}
		}
		if err := s.Read(ctx, dataspace.All(), d.Extent.Dims, dataspace.All(), d.Type, buf, nil); err == nil {
			t.Fatalf("%s: all elements fit 16 bytes", x.Name)
		}
	}
}

// noData makes the listing without elements.
const noData = `
class Nothing:
    def tofile(self, name): open(name, "w")
made = [(a, b, type("D", (), {"id": d.id, "file": d.file, "__getitem__": lambda self, k: Nothing()})()) for a, b, d in made]
`
