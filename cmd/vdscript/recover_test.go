package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
)

func TestRecover(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "f.h5")
	access := &hdf5.FileAccess{Low: hdf5.Latest, Locking: driver.NoLocking}
	f, err := hdf5.Create(t.Context(), name, hdf5.Truncate, nil, access)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if r := vdscript(t, dir, "recover", "f.h5"); r.stdout != "f.h5: nothing to do\n" || r.status != 0 {
		t.Errorf("whole file: got %+v", r)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// Copy a file and its journal while it is open: what a killed writer leaves.
	f, err = hdf5.Open(t.Context(), name, hdf5.ReadWrite, access)
	if err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-journal"} {
		b, err := os.ReadFile(name + suffix)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "left.h5"+suffix), b, 0o600)
		}
		if err == nil && suffix == "" {
			err = os.WriteFile(filepath.Join(dir, "flags.h5"), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if r := vdscript(t, dir, "recover", "left.h5"); r.stdout != "left.h5: taken back to its last flush\n" || r.status != 0 {
		t.Errorf("left file: got %+v", r)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "left.h5")); err != nil || string(b) != string(whole) {
		t.Errorf("recovered file differs, %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "left.h5-journal")); !os.IsNotExist(err) {
		t.Errorf("journal: %v", err)
	}
	// Flags without a journal are another program's.
	if _, err := hdf5.Open(t.Context(), filepath.Join(dir, "flags.h5"), hdf5.ReadOnly, nil); !errors.Is(err, hdf5.ErrNotClosed) {
		t.Errorf("flags: got %v", err)
	}
	if r := vdscript(t, dir, "recover", "--clear", "flags.h5"); r.stdout != "flags.h5: flags cleared\n" || r.status != 0 {
		t.Errorf("clear: got %+v", r)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "flags.h5")); err != nil || string(b) != string(whole) {
		t.Errorf("cleared file differs, %v", err)
	}
	if r := vdscript(t, dir, "recover", "none.h5"); r.status != 1 {
		t.Errorf("no file: got %+v", r)
	}
}
