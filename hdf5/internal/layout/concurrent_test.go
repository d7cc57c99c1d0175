package layout

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Readers of one storage share its cache and index.
func TestReadsInParallel(t *testing.T) {
	all, dir := openListed(t, `
a = rng.integers(0, 50, (40, 90)).astype("u2")
put(h5py.File("old.h5", "w", libver="earliest"), "data", a, chunks=(7, 9), compression="gzip")
put(h5py.File("new.h5", "w", libver="latest"), "data", a, chunks=(7, 9), maxshape=(None, 90), compression="lzf")
`)
	ctx := context.Background()
	for _, x := range all {
		space, sb := openSpace(t, filepath.Join(dir, x.File))
		d := openDataset(t, space, sb, x.Addr)
		s, err := Open(d)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, x.Data))
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				rng := rand.New(rand.NewPCG(uint64(g), 1))
				for range 30 {
					start := []uint64{rng.Uint64N(30), rng.Uint64N(70)}
					sel, err := dataspace.NewBox(dataspace.Box{Start: start, Count: []uint64{10, 20}})
					if err != nil {
						t.Error(err)
						return
					}
					got, want := make([]byte, 400), make([]byte, 400)
					if err := s.Read(ctx, sel, []uint64{10, 20}, dataspace.All(), d.Type, got, nil); err != nil {
						t.Error(err)
						return
					}
					if err := dataspace.Copy(want, []uint64{10, 20}, dataspace.All(), data, d.Extent.Dims, sel, 2); err != nil {
						t.Error(err)
					}
					if !bytes.Equal(got, want) {
						t.Errorf("%s: box at %v differs", x.File, start)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}
