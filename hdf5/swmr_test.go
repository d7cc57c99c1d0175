package hdf5_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// swmrScript reads a file while it grows, or makes one grow. Each row holds its
// number.
const swmrScript = `
import h5py, numpy as np, sys, time
what, path, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
if what == "write":
    with h5py.File(path, "w", libver="latest") as f:
        d = f.create_dataset("d", shape=(0, 3), maxshape=(None, 3), chunks=(8, 3), dtype="i8", compression="gzip")
        f.swmr_mode = True
        print("ready", flush=True)
        for i in range(rows):
            d.resize(i + 1, axis=0)
            d[i] = i
            d.flush()
            time.sleep(0.001)
    sys.exit()
with h5py.File(path, "r", swmr=True) as f:
    print("ready", flush=True)
    d, n, looks, end = f["d"], 0, 0, time.time() + 30
    while n < rows:
        d.refresh()
        if len(d) < n: sys.exit("%d rows after %d" % (len(d), n))
        if len(d) > n: looks += 1
        n = len(d)
        got = d[...]
        if (got != np.arange(n)[:, None]).any(): sys.exit("wrong rows of %d: %r" % (n, np.nonzero(got[:, 0] != np.arange(n))))
        if time.time() > end: sys.exit("%d rows in the end" % n)
    print("looks", looks)
`

// other starts swmrScript and waits until it is ready.
func other(t *testing.T, args ...string) (wait func()) {
	t.Helper()
	return script(t, swmrScript, args...)
}

// script starts a script and waits until it says that it is ready.
func script(t *testing.T, text string, args ...string) (wait func()) {
	t.Helper()
	cmd := exec.Command(hdf5test.Python(t), append([]string{"-c", text}, args...)...)
	out, err := cmd.StdoutPipe()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err = errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatalf("%v: %s", cmd.Wait(), stderr.String())
	}
	return func() {
		t.Helper()
		for lines.Scan() {
			t.Log(lines.Text())
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, stderr.String())
		}
	}
}

func appendRow(d *hdf5.Dataset, i int) error {
	if err := d.Resize(ctx, []uint64{uint64(i + 1), 3}); err != nil {
		return err
	}
	sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{uint64(i), 0}, Count: []uint64{1, 3}})
	if err != nil {
		return err
	}
	return d.Write(ctx, sel, numbers(i, i, i))
}

// libhdf5 reads a dataset while it grows.
func TestSWMRWriter(t *testing.T) {
	const rows = 400
	path := filepath.Join(t.TempDir(), "f.h5")
	f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Low: hdf5.V110})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	d, err := f.Root().CreateDataset("d", int64LE, dataspace.Space{Class: dataspace.Simple, Dims: []uint64{0, 3}, MaxDims: []uint64{dataspace.Unlimited, 3}},
		&hdf5.DatasetCreate{Chunks: []uint64{8, 3}, Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}})
	w.check(err)
	w.check(f.StartSWMR(ctx))
	if err := f.StartSWMR(ctx); !errors.Is(err, hdf5.ErrInvalid) {
		t.Errorf("second start: got %v", err)
	}
	wait := other(t, "read", path, "400")
	for i := range rows {
		w.check(appendRow(d, i))
		w.check(f.Flush(ctx))
		time.Sleep(time.Millisecond)
	}
	wait()
	w.check(f.Close())
	g, err := hdf5.Open(ctx, path, hdf5.ReadWrite, nil)
	w.check(err)
	w.check(g.Close())
}

// A dataset that libhdf5 makes grow is read.
func TestSWMRReader(t *testing.T) {
	const rows = 300
	path := filepath.Join(t.TempDir(), "f.h5")
	wait := other(t, "write", path, "300")
	if _, err := hdf5.Open(ctx, path, hdf5.ReadOnly, nil); !errors.Is(err, hdf5.ErrNotClosed) {
		t.Errorf("ordinary opening: got %v", err)
	}
	f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	d, err := f.Root().OpenDataset("d", nil)
	w.check(err)
	for end, n := time.Now().Add(30*time.Second), 0; n < rows && time.Now().Before(end); {
		w.check(d.Refresh(ctx))
		got := d.Space().Dims[0]
		if int(got) < n {
			t.Fatalf("%d rows after %d", got, n)
		}
		n = int(got)
		m := hdf5.Memory{Type: int64LE, Dims: d.Space().Dims, Bytes: make([]byte, 24*n)}
		w.check(d.Read(ctx, dataspace.All(), m))
		for i := range 3 * n {
			if v := binary.LittleEndian.Uint64(m.Bytes[8*i:]); v != uint64(i/3) {
				t.Fatalf("%d rows: row %d: got %d", n, i/3, v)
			}
		}
	}
	wait()
	w.check(f.Close())
}
