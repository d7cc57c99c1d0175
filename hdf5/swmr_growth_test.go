package hdf5_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/driver/drivertest"
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
    end = time.time() + max(120, rows)
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
	n, err := lookAtGrowth(d, rows)
	if err != nil || n != rows {
		t.Fatalf("%s: %d rows, want %d: %v", name, n, rows, err)
	}
}

// turns lets a writer and a reader make their calls to one file system in an
// order that chance decides.
type turns struct {
	mu   sync.Mutex
	cond *sync.Cond
	rng  *rand.Rand
	who  int
	gone [2]bool
}

// plan returns what one of the two, 0 or 1, has done before each call.
func (x *turns) plan(me int) func(driver.Call) driver.Fault {
	return func(driver.Call) driver.Fault {
		x.mu.Lock()
		defer x.mu.Unlock()
		for x.who != me && !x.gone[1-me] {
			x.cond.Wait()
		}
		if x.rng.IntN(3) == 0 {
			x.who = 1 - me
			x.cond.Broadcast()
		}
		return driver.Fault{}
	}
}

// leave lets the other one go on alone.
func (x *turns) leave(me int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.gone[me] = true
	x.cond.Broadcast()
}

// Whatever writes of a flush come between the reads of a reader, it sees whole
// rows and columns.
func TestSWMRInterleaved(t *testing.T) {
	for seed := range uint64(20 / stride(10)) {
		for _, name := range slices.Sorted(maps.Keys(growing)) {
			interleave(t, name, seed)
		}
	}
}

func interleave(t *testing.T, name string, seed uint64) {
	t.Helper()
	const rows = 40
	m := new(driver.Memory)
	x := &turns{rng: rand.New(rand.NewPCG(seed, 5))}
	x.cond = sync.NewCond(&x.mu)
	writing, reading := &driver.Faulty{FS: m}, &driver.Faulty{FS: m}
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: writing, Low: hdf5.V110})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	g := growing[name]
	g.options.Chunks = g.chunk
	values := upTo(500)
	w.dataset("hole", int64LE, simple(500), &values, nil)
	d, err := f.Root().CreateDataset("d", int64LE, dataspace.Space{Class: dataspace.Simple, Dims: g.dims, MaxDims: g.max}, &g.options)
	w.check(err)
	w.check(f.Root().Delete("hole")) // the index of the chunks lies before the object header
	w.check(f.Flush(ctx))
	w.grow(d, 0)
	w.check(f.StartSWMR(ctx))
	r, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: reading, SWMR: true})
	w.check(err)
	e, err := r.Root().OpenDataset("d", nil)
	w.check(err)
	writing.Plan, reading.Plan = x.plan(0), x.plan(1)
	result := make(chan error, 1)
	go func() {
		defer x.leave(1)
		var err error
		for n := uint64(0); n < rows && err == nil; {
			if err = e.Refresh(ctx); err == nil {
				n, err = lookAtGrowth(e, n)
			}
		}
		result <- err
	}()
	for row := uint64(1); row < rows; row++ {
		w.grow(d, row)
		w.check(f.Flush(ctx))
	}
	x.leave(0)
	if err := <-result; err != nil {
		t.Errorf("%s, seed %d: %v", name, seed, err)
	}
	w.check(errors.Join(r.Close(), f.Close()))
}

// lookAtGrowth makes sure that a dataset has at least the rows that it had and
// that its elements are right. It returns its rows.
func lookAtGrowth(d *hdf5.Dataset, had uint64) (uint64, error) {
	dims := d.Space().Dims
	if dims[0] < had {
		return 0, fmt.Errorf("%d rows after %d", dims[0], had)
	}
	n := d.Space().NumElements()
	m := hdf5.Memory{Type: int64LE, Dims: dims, Bytes: make([]byte, 8*n)}
	if err := d.Read(ctx, dataspace.All(), m); err != nil {
		return 0, err
	}
	for i := range n {
		width := n / dims[0]
		if got, want := binary.LittleEndian.Uint64(m.Bytes[8*i:]), 1000*(i/width)+i%width; got != want {
			return 0, fmt.Errorf("shape %d: element %d: got %d, want %d", dims, i, got, want)
		}
	}
	return dims[0], nil
}

// A writer that dies at any write leaves a file that is whole up to its last
// flush or the one under way, once its flags are cleared.
func TestSWMRKilledAtEveryChange(t *testing.T) {
	const rows = 25
	for name, g := range growing {
		r := new(drivertest.Recorder)
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: r, Low: hdf5.V110})
		if err != nil {
			t.Fatal(err)
		}
		w := fixture{t, f.Root()}
		g.options.Chunks = g.chunk
		d, err := f.Root().CreateDataset("d", int64LE, dataspace.Space{Class: dataspace.Simple, Dims: g.dims, MaxDims: g.max}, &g.options)
		w.check(err)
		w.grow(d, 0)
		w.check(f.StartSWMR(ctx))
		r.Mark(1)
		for row := uint64(1); row < rows; row++ {
			w.grow(d, row)
			w.check(f.Flush(ctx))
			r.Mark(int(row) + 1)
		}
		w.check(f.Close())
		for n := r.Len(); r.Marked(n) > 0; n -= stride(3) {
			m := r.Killed(n, 0)
			access := &hdf5.FileAccess{FS: m}
			_, err := hdf5.ClearStatus(ctx, "f", access)
			w.check(err)
			back, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, access)
			w.check(err)
			d, err := back.Root().OpenDataset("d", nil)
			w.check(err)
			if _, err := lookAtGrowth(d, uint64(r.Marked(n))); err != nil {
				t.Errorf("%s: killed at %d of %d: %v", name, n, r.Len(), err)
			}
			w.check(back.Close())
		}
	}
}
