package hdf5_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// example returns the bytes of a small file with one of most things.
func example(t testing.TB, low hdf5.Version) []byte {
	t.Helper()
	m := new(driver.Memory)
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m, Low: low})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	w.datasets()
	w.links()
	w.virtual()
	text := w.words("some text")
	w.attribute(f.Root(), "text", text.Type, dataspace.NewScalar(), text)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := m.ReadFile("f")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	good := example(t, hdf5.Latest)
	marked := bytes.Clone(good)
	marked[11] = 1 // consistency flags of the superblock, whose checksum is now wrong
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, test := range []struct {
		name  string
		class error
	}{
		{filepath.Join(dir, "missing.h5"), fs.ErrNotExist},
		{dir, hdf5.ErrNotRegular},
		{write("text.h5", []byte("this is no HDF5 file\n")), hdf5.ErrNotHDF5},
		{write("empty.h5", nil), hdf5.ErrNotHDF5},
		{write("short.h5", good[:len(good)-1]), hdf5.ErrTruncated},
		{write("tiny.h5", good[:20]), hdf5.ErrFormat},
		{write("flags.h5", marked), hdf5.ErrChecksum},
	} {
		for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite} {
			f, err := hdf5.Open(ctx, test.name, mode, nil)
			if !errors.Is(err, test.class) {
				t.Errorf("%s: got %v, want %v", filepath.Base(test.name), err, test.class)
			}
			if err == nil {
				f.Close()
			}
		}
	}
	if _, err := hdf5.Create(ctx, dir, hdf5.Truncate, nil, nil); !errors.Is(err, hdf5.ErrNotRegular) {
		t.Errorf("create over a directory: got %v", err)
	}
	if _, err := hdf5.Create(ctx, filepath.Join(dir, "text.h5"), hdf5.Exclusive, nil, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("exclusive create over a file: got %v", err)
	}
	if _, err := hdf5.Create(ctx, filepath.Join(dir, "no", "f.h5"), hdf5.Truncate, nil, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("create in a missing directory: got %v", err)
	}
}

// readAll opens everything in a file and reads what is not too large.
func readAll(f *hdf5.File) {
	for v := range f.Root().Walk(hdf5.NativeOrder) {
		if v.Object == nil {
			continue
		}
		for a, err := range v.Object.Attributes().All(hdf5.NativeOrder) {
			if err != nil {
				break
			}
			if n := a.Space().NumElements(); n < 1000 && !a.Type().HasVariable() {
				_ = a.Read(hdf5.Memory{Type: a.Type(), Bytes: make([]byte, int(n)*a.Type().Size)})
			}
		}
		if d, ok := v.Object.(*hdf5.Dataset); ok {
			space := d.Space()
			if n := space.NumElements(); n < 1<<20 && d.Type().Size < 100 && !d.Type().HasVariable() {
				_ = d.Read(ctx, dataspace.All(), hdf5.Memory{Type: d.Type(), Dims: space.Dims, Bytes: make([]byte, int(n)*d.Type().Size)})
			}
		}
	}
}

// Whatever is cut off or changed, reading ends, with or without an error.
func TestDamagedFilesEnd(t *testing.T) {
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		good := example(t, low)
		for i := 0; i < len(good); i += 43 {
			bad := bytes.Clone(good)
			bad[i] ^= 0xff
			openBytes(bad)
			openBytes(good[:i])
		}
	}
}

func openBytes(b []byte) {
	m := new(driver.Memory)
	m.WriteFile("f", b)
	access := &hdf5.FileAccess{FS: m, Missing: vds.MissingFill, Limits: driver.Limits{MaxReadBytes: 1 << 24, MaxChunkBytes: 1 << 24}}
	if f, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, access); err == nil {
		readAll(f)
		f.Close()
	}
}

func FuzzOpen(f *testing.F) {
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		f.Add(example(f, low))
	}
	f.Fuzz(func(t *testing.T, b []byte) { openBytes(b) })
}
