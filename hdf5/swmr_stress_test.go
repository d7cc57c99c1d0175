package hdf5_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// swmrKinds makes libhdf5 append to a dataset of each chunk index that can
// grow, plain and filtered. An element holds 1000 times its row plus its column.
const swmrKinds = `
import h5py, numpy as np, os, sys, time
path, rows = sys.argv[1], int(sys.argv[2])
kinds = {
    "extensible": ((0,), (None,), (5,)), "extensible 2": ((0, 7), (None, 7), (3, 4)),
    "fixed": ((0,), (rows,), (5,)), "fixed 2": ((0, 7), (rows, 7), (3, 4)),
    "tree": ((0, 0), (None, None), (3, 4)),
}
with h5py.File(path + "~", "w", libver="latest") as f:
    ds = []
    for name, (shape, maxshape, chunks) in kinds.items():
        for filters in {}, {"compression": "gzip", "shuffle": True}:
            ds.append(f.create_dataset(name + " filtered" * bool(filters), shape, "i8", chunks=chunks, maxshape=maxshape, **filters))
    f.swmr_mode = True
    os.rename(path + "~", path)
    print("ready", flush=True)
    for i in range(rows):
        for d in ds:
            if len(d.shape) == 1:
                d.resize((i + 1,))
                d[i] = 1000 * i
            elif d.maxshape[1] is None:
                n = min(i + 1, 50)
                d.resize((i + 1, n))
                d[i] = 1000 * i + np.arange(n)
                d[:, n - 1] = 1000 * np.arange(i + 1) + n - 1
            else:
                d.resize((i + 1, 7))
                d[i] = 1000 * i + np.arange(7)
            d.flush()
`

// TestSWMRReaderOfEveryIndex reads datasets while libhdf5 appends to them:
// their lengths never shrink, each element is right, and nothing fails.
// Elements of rows that are announced may still be on their way: libhdf5 shows
// those as fill values too, until a later refresh.
func TestSWMRReaderOfEveryIndex(t *testing.T) {
	rows := 150
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		rows = 1000
	}
	path := filepath.Join(t.TempDir(), "f.h5")
	wait := script(t, swmrKinds, path, fmt.Sprint(rows))
	f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true})
	if err != nil {
		t.Fatal(err)
	}
	var watched []*watch
	for l, err := range f.Root().Links(hdf5.ByName) {
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().OpenDataset(l.Name, nil)
		if err != nil {
			t.Fatal(err)
		}
		watched = append(watched, &watch{name: l.Name, d: d})
	}
	looks, again := 0, 0
	for end, done := time.Now().Add(10*time.Minute), false; !done && time.Now().Before(end); {
		done = true
		for _, w := range watched {
			if err := w.look(rows); err != nil {
				t.Fatalf("%s, look %d: %v", w.name, looks, err)
			}
			looks++
			done = done && w.rows == rows && !w.late
		}
		if looks%100 == 0 {
			// Opening meets a changing file as well.
			g, err := hdf5.Open(ctx, path, hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true})
			if err == nil {
				_, err = g.Root().OpenDataset("tree filtered", nil)
				err = errors.Join(err, g.Close())
			}
			if err != nil {
				t.Fatalf("opening again: %v", err)
			}
			again++
		}
	}
	for _, w := range watched {
		if w.rows != rows || w.late {
			t.Errorf("%s: %d rows in the end, some missing: %v", w.name, w.rows, w.late)
		}
	}
	t.Logf("%d looks, opened %d times", looks, again)
	wait()
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// watch is a dataset that grows.
type watch struct {
	name string
	d    *hdf5.Dataset
	rows int
	late bool // a row that was announced is not there yet
}

// look refreshes the dataset and reads its last rows; all of them in the end.
func (w *watch) look(last int) error {
	if err := w.d.Refresh(ctx); err != nil {
		return fmt.Errorf("refresh: %w", err)
	}
	dims := w.d.Space().Dims
	if int(dims[0]) < w.rows {
		return fmt.Errorf("%d rows after %d", dims[0], w.rows)
	}
	w.rows = int(dims[0])
	from, cols := uint64(max(0, w.rows-20)), uint64(1)
	if w.rows == last {
		from = 0
	}
	box := dataspace.Box{Start: []uint64{from}, Count: []uint64{dims[0] - from}}
	if len(dims) == 2 {
		cols = dims[1]
		box.Start, box.Count = append(box.Start, 0), append(box.Count, cols)
	}
	n := (dims[0] - from) * cols
	if w.late = false; n == 0 {
		return nil
	}
	sel, err := dataspace.NewBox(box)
	if err != nil {
		return err
	}
	m := hdf5.Memory{Type: int64LE, Dims: []uint64{n}, Bytes: make([]byte, 8*n)}
	if err := w.d.Read(ctx, sel, m); err != nil {
		return fmt.Errorf("read of %d rows: %w", dims[0], err)
	}
	for i := range n {
		got, want := binary.LittleEndian.Uint64(m.Bytes[8*i:]), (from+i/cols)*1000+i%cols
		if got == 0 && want != 0 {
			w.late = true
		} else if got != want {
			return fmt.Errorf("%d rows: element %d: got %d, want %d", dims[0], i, got, want)
		}
	}
	return nil
}
