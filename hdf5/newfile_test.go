package hdf5_test

import (
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// NewFile reads what a driver has opened, and owns it.
func TestNewFileReadsADriversFile(t *testing.T) {
	memory := new(driver.Memory)
	made, err := hdf5.Create(ctx, "f.h5", hdf5.Truncate, nil, &hdf5.FileAccess{FS: memory})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := made.Root().CreateGroup("a/b", nil); err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	open := func(mode hdf5.Mode) (*hdf5.File, error) {
		file, err := memory.Open(ctx, "f.h5", driver.ReadOnly)
		if err != nil {
			t.Fatal(err)
		}
		return hdf5.NewFile(ctx, file, mode, &hdf5.FileAccess{FS: memory, Limits: driver.Sandbox()})
	}
	f, err := open(hdf5.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	if g, err := f.Root().OpenGroup("a/b"); err != nil || g.Name() != "/a/b" {
		t.Errorf("got %v, %v", g, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, err := open(hdf5.ReadWrite); !errors.Is(err, hdf5.ErrInvalid) {
		t.Errorf("changing a file that was opened for reading: got %v", err)
	}
}
