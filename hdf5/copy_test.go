package hdf5_test

import (
	_ "embed"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

//go:embed testdata/copy.py
var copyScript string

func TestCopyAndMoveAsH5pyReadsThem(t *testing.T) {
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		t.Run(low.String(), func(t *testing.T) {
			dir := t.TempDir()
			hdf5test.RunPython(t, dir, copyScript, "make", "a.h5")
			a, err := hdf5.Open(ctx, filepath.Join(dir, "a.h5"), hdf5.ReadOnly, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			b, err := hdf5.Create(ctx, filepath.Join(dir, "b.h5"), hdf5.Truncate, nil, &hdf5.FileAccess{Low: low})
			if err != nil {
				t.Fatal(err)
			}
			from, err := a.Root().Open("g")
			if err != nil {
				t.Fatal(err)
			}
			if err := b.Root().Copy(ctx, from, "to/copy", &hdf5.CopyOptions{ExpandReferences: true}); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Root().CreateGroup("to/old/inner/x", nil); err != nil {
				t.Fatal(err)
			}
			if err := b.Root().Move("to/old", "moved", nil); err != nil {
				t.Fatal(err)
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			if out := hdf5test.RunPython(t, dir, copyScript, "check", "a.h5", "b.h5"); strings.TrimSpace(out) != "ok" {
				t.Error(out)
			}
		})
	}
}

func TestCopyIntoItselfAndErrors(t *testing.T) {
	f, err := hdf5.Create(ctx, "x.h5", hdf5.Exclusive, nil, &hdf5.FileAccess{FS: &driver.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	root := f.Root()
	g, err := root.CreateGroup("a/b", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.CreateDataset("d", datatype.NewInt(4, true, datatype.LittleEndian), dataspace.NewScalar(), nil); err != nil {
		t.Fatal(err)
	}
	if err := g.LinkHard("loop", g, nil); err != nil {
		t.Fatal(err)
	}
	if err := root.Copy(ctx, root, "a/whole", nil); err != nil {
		t.Fatal(err)
	}
	loop, err := root.Open("a/whole/a/b/loop/loop")
	if err != nil {
		t.Fatal(err)
	}
	inner, err := root.Open("a/whole/a/b")
	if err != nil || inner.Address() != loop.Address() {
		t.Errorf("a link to a group above leads to %v, want its copy %v: %v", loop.Address(), inner.Address(), err)
	}
	if _, err := root.Open("a/whole/a/whole"); !errors.Is(err, hdf5.ErrNotFound) {
		t.Errorf("the copy holds itself: %v", err)
	}
	if err := root.Copy(ctx, g, "a/b", nil); !errors.Is(err, hdf5.ErrExists) {
		t.Errorf("copy over an object: %v, want ErrExists", err)
	}
	if err := root.Copy(ctx, root, "s", &hdf5.CopyOptions{Shallow: true}); err != nil {
		t.Fatal(err)
	}
	if s, err := root.OpenGroup("s/a"); err != nil {
		t.Error(err)
	} else if n, err := s.Len(); n != 0 || err != nil {
		t.Errorf("shallow copy: %d members in a group below, want none: %v", n, err)
	}
	for _, c := range []struct {
		from, to string
		want     error
	}{{"none", "x", hdf5.ErrNotFound}, {"a", "s", hdf5.ErrExists}, {"a/none", "x", hdf5.ErrNotFound}} {
		if err := root.Move(c.from, c.to, nil); !errors.Is(err, c.want) {
			t.Errorf("Move(%q, %q): %v, want %v", c.from, c.to, err, c.want)
		}
	}
	if _, err := root.Open("a/b/d"); err != nil {
		t.Errorf("a failed move lost an object: %v", err)
	}
}
