package hdf5_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// An object that was deleted can be used and linked again until its space may
// hold another one; after that it is an error, and never the other one.
func TestDeletedObjects(t *testing.T) {
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: new(driver.Memory), Low: low})
		if err != nil {
			t.Fatal(err)
		}
		w := fixture{t, f.Root()}
		small := upTo(3)
		d := w.dataset("d", int64LE, simple(3), &small, nil)
		g, err := f.Root().CreateGroup("g", nil)
		w.check(err)
		back, err := f.Root().CreateGroup("back", nil)
		w.check(err)
		w.attribute(g, "a", int64LE, simple(3), small)
		for _, name := range []string{"d", "g", "back"} {
			w.check(f.Root().Delete(name))
		}
		got := numbers(0, 0, 0)
		w.check(d.Read(ctx, dataspace.All(), got))
		if !bytes.Equal(got.Bytes, small.Bytes) {
			t.Errorf("%v: deleted dataset: got %v", low, got.Bytes)
		}
		w.attribute(g, "b", int64LE, simple(3), small)
		w.check(f.Root().LinkHard("again", back, nil))
		for _, name := range []string{"x", "y", "z"} {
			_, err := f.Root().CreateGroup(name, nil)
			w.check(err)
		}
		w.attribute(back, "a", int64LE, simple(3), small)
		_, addErr := g.CreateGroup("in", nil)
		_, lenErr := g.Len()
		_, infoErr := g.Info()
		for i, err := range []error{
			d.Read(ctx, dataspace.All(), got), d.Write(ctx, dataspace.All(), got), g.Attributes().Put("c", int64LE, simple(3), small),
			addErr, lenErr, infoErr, f.Root().LinkHard("never", g, nil),
		} {
			if !errors.Is(err, hdf5.ErrDeleted) {
				t.Errorf("%v: use %d of a deleted object: got %v", low, i, err)
			}
		}
		w.check(f.Close())
	}
}

// Objects that were made without a name and have got none leave nothing.
func TestNamelessObjectsGoWithTheFile(t *testing.T) {
	m := new(driver.Memory)
	size := func(make bool) int {
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m})
		if err != nil {
			t.Fatal(err)
		}
		if make {
			values := upTo(1000)
			d := fixture{t, f.Root()}.dataset("", int64LE, simple(1000), &values, nil)
			fixture{t, f.Root()}.attribute(d, "a", int64LE, simple(1000), values)
		}
		fixture{t, nil}.check(f.Close())
		b, err := m.ReadFile("f")
		fixture{t, nil}.check(err)
		return len(b)
	}
	if with, without := size(true), size(false); with != without {
		t.Errorf("%d bytes with an object that has no name, %d without", with, without)
	}
}
