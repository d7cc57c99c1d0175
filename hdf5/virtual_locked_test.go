package hdf5_test

import (
	"bufio"
	"errors"
	"os/exec"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

// holdSource has the file of a source open for writing while its standard
// input is.
const holdSource = `
import h5py, sys
with h5py.File("s.h5", "r+") as f:
    print("open", flush=True)
    sys.stdin.readline()
`

// A source that another program writes is a reason of its own, which is told,
// and its data is there when that program is done; libhdf5 reads fill values
// and says nothing.
func TestVirtualLockedSource(t *testing.T) {
	t.Run("other_process_holds_write_lock", otherProcessHoldsWriteLock)
}

func otherProcessHoldsWriteLock(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "s.h5", func(g *hdf5.Group) { putInts(t, g, "d", 3, 2, 2) })
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		putVirtual(t, g, "v", []uint64{2, 2}, vds.Mapping{Virtual: dataspace.All(), File: "s.h5", Dataset: "d", Source: dataspace.All()})
	})
	cmd := exec.Command(hdf5test.Python(t), "-c", holdSource)
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	bufio.NewScanner(out).Scan()
	var told []vds.Reason
	access := &hdf5.FileAccess{Missing: vds.MissingFill, OnMissing: func(_ string, e *vds.SourceError) { told = append(told, e.Reason) }}
	got, reasons, err := readVirtual(t, "v.h5", "v", access)
	want := []vds.Reason{vds.ReasonLocked}
	if err != nil || !slices.Equal(got, []int64{-1, -1, -1, -1}) || !slices.Equal(reasons, want) || !slices.Equal(told, want) {
		t.Errorf("got %d, %v, told %v, %v; want fill values and %v", got, reasons, told, err, want)
	}
	if _, _, err := readVirtual(t, "v.h5", "v", &hdf5.FileAccess{Missing: vds.MissingError}); vds.ReasonOf(err) != vds.ReasonLocked {
		t.Errorf("with MissingError: %v", err)
	}
	if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
		t.Fatal(err)
	}
	if got, reasons, err := readVirtual(t, "v.h5", "v", nil); err != nil || len(reasons) > 0 || !slices.Equal(got, []int64{3, 4, 5, 6}) {
		t.Errorf("after the writer: got %d, %v, %v", got, reasons, err)
	}
}
