package hdf5_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

func TestUserBlockAndOrder(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "f.h5")
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, &hdf5.FileCreate{UserBlock: 1024, TrackOrder: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	for _, name := range []string{"b", "a", "c"} {
		m := numbers(1)
		w.dataset(name, int64LE, dataspace.NewScalar(), &m, nil)
		w.attribute(f.Root(), name, int64LE, dataspace.NewScalar(), m)
	}
	w.check(f.Close())
	// What is written into the user block does not matter to HDF5.
	out, err := os.OpenFile(name, os.O_WRONLY, 0)
	w.check(err)
	_, err = out.Write(bytes.Repeat([]byte("user "), 200))
	w.check(errors.Join(err, out.Close()))
	got := hdf5test.RunPython(t, dir, `import h5py
with h5py.File("f.h5") as f:
    print(f.userblock_size, *f, *f.attrs, f["c"][()])
`)
	if want := "1024 b a c b a c 1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	f, err = hdf5.Open(ctx, name, hdf5.ReadOnly, nil)
	w.check(err)
	defer f.Close()
	if f.UserBlock() != 1024 || f.Superblock() != 0 {
		t.Errorf("got user block %d, superblock %d", f.UserBlock(), f.Superblock())
	}
}

func TestCreationErrors(t *testing.T) {
	m := new(driver.Memory)
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m, High: hdf5.V18})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	root := f.Root()
	if _, err := root.CreateGroup("g/h", nil); err != nil {
		t.Fatal(err)
	}
	dataset := func(path string, space dataspace.Space, o hdf5.DatasetCreate) error {
		_, err := root.CreateDataset(path, int32LE, space, &o)
		return err
	}
	growing := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{4}, MaxDims: []uint64{dataspace.Unlimited}}
	for name, test := range map[string]struct{ err, class error }{
		"name is taken":          {dataset("g", simple(1), hdf5.DatasetCreate{}), hdf5.ErrExists},
		"root's name":            {dataset("/", simple(1), hdf5.DatasetCreate{}), hdf5.ErrExists},
		"no intermediate groups": {dataset("x/y", simple(1), hdf5.DatasetCreate{LinkCreate: hdf5.LinkCreate{NoIntermediate: true}}), hdf5.ErrNotFound},
		"chunks of another rank": {dataset("d", simple(4), hdf5.DatasetCreate{Chunks: []uint64{1, 1}}), hdf5.ErrInvalid},
		"chunk too large":        {dataset("d", simple(4), hdf5.DatasetCreate{Chunks: []uint64{5}}), hdf5.ErrInvalid},
		"chunk of size 0":        {dataset("d", simple(4), hdf5.DatasetCreate{Chunks: []uint64{0}}), hdf5.ErrInvalid},
		"huge chunk":             {dataset("d", simple(1<<40), hdf5.DatasetCreate{Chunks: []uint64{1 << 40}}), hdf5.ErrLimit},
		"filters without chunks": {dataset("d", simple(4), hdf5.DatasetCreate{Filters: []filter.Info{{ID: filter.Deflate}}}), hdf5.ErrInvalid},
		"growing contiguous":     {dataset("d", growing, hdf5.DatasetCreate{}), hdf5.ErrInvalid},
		"large compact":          {dataset("d", simple(1<<20), hdf5.DatasetCreate{Layout: hdf5.Compact}), hdf5.ErrUnsupported},
		"fill value's size":      {dataset("d", simple(4), hdf5.DatasetCreate{Fill: []byte{1}}), hdf5.ErrInvalid},
		"fill value's type": {dataset("d", simple(4), hdf5.DatasetCreate{
			Fill: []byte{1}, FillType: datatype.NewFixedString(1, datatype.NullPad, datatype.ASCII)}), datatype.ErrNoPath},
		"virtual below v110":             {second(root.CreateVirtual("v", &vds.Layout{Dims: []uint64{1}, Type: int32LE}, nil)), hdf5.ErrInvalid},
		"link through a link to nowhere": {root.LinkSoft("soft", "/nowhere", nil), nil},
		"object behind it":               {second(root.Open("soft/x")), hdf5.ErrNotFound},
		"missing object":                 {second(root.Open("nope")), hdf5.ErrNotFound},
		"missing link":                   {root.Delete("nope"), hdf5.ErrNotFound},
		"empty soft link":                {root.LinkSoft("empty", "", nil), hdf5.ErrInvalid},
		"missing attribute":              {second(root.Attributes().Open("nope")), hdf5.ErrNotFound},
	} {
		if !errors.Is(test.err, test.class) {
			t.Errorf("%s: got %v, want %v", name, test.err, test.class)
		}
	}
	if err := dataset("d", simple(4), hdf5.DatasetCreate{}); err != nil {
		t.Fatal(err)
	}
	if _, err := root.Open("d/x"); !errors.Is(err, hdf5.ErrWrongKind) {
		t.Errorf("path through a dataset: got %v", err)
	}
	if _, err := root.OpenGroup("d"); !errors.Is(err, hdf5.ErrWrongKind) {
		t.Errorf("dataset as a group: got %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestLinkCycleEnds(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "f.h5")
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	w.check(f.Root().LinkSoft("a", "b", nil))
	w.check(f.Root().LinkSoft("b", "/a/c", nil))
	w.check(f.Root().LinkExternal("e", "f.h5", "/e", nil))
	w.check(f.Close())
	f, err = hdf5.Open(ctx, name, hdf5.ReadOnly, nil)
	w.check(err)
	defer f.Close()
	for _, path := range []string{"a", "b", "e"} {
		if _, err := f.Root().Open(path); !errors.Is(err, hdf5.ErrTooManyLinks) {
			t.Errorf("%s: got %v, want %v", path, err, hdf5.ErrTooManyLinks)
		}
	}
}

func TestDeleteFreesWhatNothingLeadsTo(t *testing.T) {
	m := new(driver.Memory)
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	values := upTo(10000)
	w.check(f.Flush(ctx))
	empty, _ := m.ReadFile("f")
	for range 5 {
		d := w.dataset("g/d", int64LE, simple(10000), &values, nil)
		w.attribute(d, "a", int64LE, simple(100), values)
		w.check(f.Root().LinkHard("other", d, nil))
		w.check(f.Root().Delete("g"))
		got := upTo(10000)
		clear(got.Bytes)
		w.check(d.Read(ctx, dataspace.All(), got))
		if !bytes.Equal(got.Bytes, values.Bytes) {
			t.Error("a dataset with another name is gone")
		}
		w.check(f.Root().Delete("other"))
		w.check(f.Flush(ctx))
		if err := d.Read(ctx, dataspace.All(), got); !errors.Is(err, hdf5.ErrDeleted) {
			t.Errorf("read of a deleted dataset: got %v", err)
		}
	}
	w.check(f.Close())
	if b, _ := m.ReadFile("f"); len(b) > len(empty)+1024 {
		t.Errorf("file has %d bytes, an empty one %d", len(b), len(empty))
	}
}

func TestExternalRawData(t *testing.T) {
	dir := t.TempDir()
	access := &hdf5.FileAccess{Policy: driver.Policy{ExternalRaw: driver.Allow}}
	f, err := hdf5.Create(ctx, filepath.Join(dir, "f.h5"), hdf5.Truncate, nil, access)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	t.Chdir(dir)
	values := upTo(10)
	w.dataset("d", int64LE, simple(10), &values, &hdf5.DatasetCreate{External: []hdf5.ExternalFile{
		{Name: "one.raw", Offset: 8, Size: 24}, {Name: "two.raw", Size: driver.NoLimit},
	}})
	w.check(f.Close())
	got := hdf5test.RunPython(t, dir, `import h5py
with h5py.File("f.h5") as f:
    print(f["d"].external, f["d"][()])
`)
	if want := "[('one.raw', 8, 24), ('two.raw', 0, 18446744073709551615)] [0 1 2 3 4 5 6 7 8 9]\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	f, err = hdf5.Open(ctx, "f.h5", hdf5.ReadOnly, nil)
	w.check(err)
	defer f.Close()
	d, err := f.Root().OpenDataset("d", nil)
	w.check(err)
	if files := d.External(); len(files) != 2 || files[1].Name != "two.raw" {
		t.Errorf("got %v", files)
	}
	if err := d.Read(ctx, dataspace.All(), values); !errors.Is(err, hdf5.ErrPolicy) {
		t.Errorf("read without the policy's leave: got %v", err)
	}
}
