package hdf5_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// growthScript reads the datasets of a file while they grow, until each has a
// number of rows: an element is 1000 times its row and its column.
const growthScript = `
import h5py, numpy as np, sys, time
path, rows = sys.argv[1], int(sys.argv[2])
with h5py.File(path, "r", swmr=True) as f:
    names, looks, refreshes = list(f), 0, 0
    shapes = {n: f[n].shape for n in names}
    data = {n: f[n] for n in names}
    print("ready", flush=True)
    end = time.time() + 120
    while any(s[0] < rows for s in shapes.values()):
        for n in names:
            d = data[n]
            d.refresh()
            refreshes += 1
            if d.shape == shapes[n]: continue
            if any(a < b for a, b in zip(d.shape, shapes[n])): sys.exit("%s: %r after %r" % (n, d.shape, shapes[n]))
            shapes[n] = d.shape
            looks += 1
            got = d[...]
            want = 1000 * np.arange(got.shape[0]).reshape((-1,) + (1,) * (got.ndim - 1))
            if got.ndim == 2: want = want + np.arange(got.shape[1])
            if (got != want).any(): sys.exit("%s: wrong elements of %r at %r" % (n, got.shape, np.argwhere(got != want)[:5]))
        if time.time() > end: sys.exit("%r in the end" % shapes)
    print(refreshes, "refreshes,", looks, "looks")
`

// growing are the datasets of a file that grows.
var growing = map[string]struct {
	dims, max, chunk []uint64
	options          hdf5.DatasetCreate
}{
	"line":       {[]uint64{0}, []uint64{dataspace.Unlimited}, []uint64{16}, hdf5.DatasetCreate{}},
	"line gzip":  {[]uint64{0}, []uint64{dataspace.Unlimited}, []uint64{7}, hdf5.DatasetCreate{Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}}},
	"rows":       {[]uint64{0, 3}, []uint64{dataspace.Unlimited, 3}, []uint64{5, 2}, hdf5.DatasetCreate{}},
	"rows gzip":  {[]uint64{0, 3}, []uint64{dataspace.Unlimited, 3}, []uint64{5, 3}, hdf5.DatasetCreate{Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}}},
	"both":       {[]uint64{0, 0}, []uint64{dataspace.Unlimited, dataspace.Unlimited}, []uint64{4, 4}, hdf5.DatasetCreate{}},
	"both gzip":  {[]uint64{0, 0}, []uint64{dataspace.Unlimited, dataspace.Unlimited}, []uint64{5, 3}, hdf5.DatasetCreate{Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}}},
	"both tiny":  {[]uint64{0, 0}, []uint64{dataspace.Unlimited, dataspace.Unlimited}, []uint64{1, 2}, hdf5.DatasetCreate{}},
	"both check": {[]uint64{0, 0}, []uint64{dataspace.Unlimited, dataspace.Unlimited}, []uint64{3, 8}, hdf5.DatasetCreate{Filters: []filter.Info{{ID: filter.Fletcher32}}}},
}

// maxColumns bounds the width of those that grow both ways.
const maxColumns = 60

// grow adds a row, and a column to what grows both ways.
func (w fixture) grow(d *hdf5.Dataset, row uint64) {
	w.t.Helper()
	dims := d.Space().Dims
	dims[0] = row + 1
	widens := len(dims) == 2 && d.Space().MaxDims[1] == dataspace.Unlimited && dims[1] < maxColumns
	if widens {
		dims[1]++
	}
	w.check(d.Resize(ctx, dims))
	write := func(start, count []uint64) {
		sel, err := dataspace.NewBox(dataspace.Box{Start: start, Count: count})
		w.check(err)
		m := hdf5.Memory{Type: int64LE, Dims: count}
		for r := range count[0] {
			if len(count) == 1 {
				m.Bytes = binary.LittleEndian.AppendUint64(m.Bytes, 1000*(start[0]+r))
				continue
			}
			for c := range count[1] {
				m.Bytes = binary.LittleEndian.AppendUint64(m.Bytes, 1000*(start[0]+r)+start[1]+c)
			}
		}
		w.check(d.Write(ctx, sel, m))
	}
	if len(dims) == 1 {
		write([]uint64{row}, []uint64{1})
		return
	}
	write([]uint64{row, 0}, []uint64{1, dims[1]})
	if widens && row > 0 {
		write([]uint64{0, dims[1] - 1}, []uint64{row, 1})
	}
}

// Datasets with every chunk index grow while libhdf5 and another opening of
// ours read them: no look shows anything but whole rows and columns. Space
// that was freed before lies in the file in all places.
func TestSWMRGrowth(t *testing.T) {
	rows := uint64(120)
	if stride(2) == 1 {
		rows = 3000
	}
	path := filepath.Join(t.TempDir(), "f.h5")
	f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Low: hdf5.V110})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	values := upTo(50)
	for i := range 40 {
		w.dataset(fmt.Sprint("x", i), int64LE, simple(50), &values, nil)
	}
	for i := range 20 {
		w.check(f.Root().Delete(fmt.Sprint("x", 2*i)))
	}
	for name, g := range growing {
		g.options.Chunks = g.chunk
		_, err := f.Root().CreateDataset(name, int64LE, dataspace.Space{Class: dataspace.Simple, Dims: g.dims, MaxDims: g.max}, &g.options)
		w.check(err)
	}
	datasets := make(map[string]*hdf5.Dataset)
	for name := range growing {
		if datasets[name], err = f.Root().OpenDataset(name, nil); err != nil {
			t.Fatal(err)
		}
		w.grow(datasets[name], 0)
	}
	for i := range 20 {
		w.check(f.Root().Delete(fmt.Sprint("x", 2*i+1)))
	}
	w.check(f.StartSWMR(ctx))

	reader := exec.Command(hdf5test.Python(t), "-c", growthScript, path, strconv.Itoa(int(rows)))
	out, err := reader.StdoutPipe()
	var stderr bytes.Buffer
	reader.Stderr = &stderr
	w.check(errors.Join(err, reader.Start()))
	lines := bufio.NewScanner(out)
	lines.Scan()
	ours, err := hdf5.Open(ctx, path, hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true})
	w.check(err)
	for row := uint64(1); row < rows; row++ {
		for _, d := range datasets {
			w.grow(d, row)
		}
		w.check(f.Flush(ctx))
		if row%10 == 0 {
			for name := range growing {
				checkGrowth(t, ours, name, row+1)
			}
		}
	}
	for lines.Scan() {
		t.Log(lines.Text())
	}
	if err := reader.Wait(); err != nil {
		t.Errorf("h5py: %v: %s", err, stderr.String())
	}
	w.check(errors.Join(ours.Close(), f.Close()))
}

// checkGrowth looks at a dataset that another opening has made grow.
func checkGrowth(t *testing.T, f *hdf5.File, name string, rows uint64) {
	t.Helper()
	w := fixture{t, f.Root()}
	d, err := f.Root().OpenDataset(name, nil)
	w.check(err)
	w.check(d.Refresh(ctx))
	dims := d.Space().Dims
	if dims[0] != rows {
		t.Fatalf("%s: %d rows, want %d", name, dims[0], rows)
	}
	m := hdf5.Memory{Type: int64LE, Dims: dims, Bytes: make([]byte, 8*d.Space().NumElements())}
	w.check(d.Read(ctx, dataspace.All(), m))
	width := d.Space().NumElements() / dims[0]
	for i := range d.Space().NumElements() {
		if got, want := binary.LittleEndian.Uint64(m.Bytes[8*i:]), 1000*(i/width)+i%width; got != want {
			t.Fatalf("%s of %d: element %d: got %d, want %d", name, dims, i, got, want)
		}
	}
}
