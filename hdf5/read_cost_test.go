package hdf5_test

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
)

// countingFS counts the bytes that are read of its files.
type countingFS struct {
	driver.FS
	read atomic.Int64
}

func (c *countingFS) Open(ctx context.Context, name string, mode driver.Mode) (driver.File, error) {
	f, err := c.FS.Open(ctx, name, mode)
	return countingFile{f, c}, err
}

type countingFile struct {
	driver.File
	fs *countingFS
}

func (c countingFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	c.fs.read.Add(int64(len(p)))
	return c.File.ReadAt(ctx, p, off)
}

// costs returns a file in memory with a contiguous and two chunked datasets of
// 1000 rows of 1000 numbers, and what counts the bytes read of it.
func costs(t *testing.T, access *hdf5.FileAccess) (*countingFS, *hdf5.File) {
	t.Helper()
	m := new(driver.Memory)
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Fatal(err)
	}
	values := make([]byte, 8e6)
	for i := range 1000 * 1000 {
		binary.LittleEndian.PutUint64(values[8*i:], uint64(i))
	}
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{1000, 1000}}
	for name, how := range map[string]*hdf5.DatasetCreate{
		"contiguous": {}, "chunked": {Chunks: []uint64{100, 100}},
		"foreign": {Chunks: []uint64{100, 100}, Filters: []filter.Info{{ID: 401}}},
	} {
		if name == "foreign" {
			access := &hdf5.FileAccess{FS: m, Filters: filter.Standard().With(inverter{})}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			if f, err = hdf5.Open(ctx, "f", hdf5.ReadWrite, access); err != nil {
				t.Fatal(err)
			}
		}
		d, err := f.Root().CreateDataset(name, int64LE, space, how)
		if err == nil {
			err = d.Write(ctx, dataspace.All(), hdf5.Memory{Type: int64LE, Dims: space.Dims, Bytes: values})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	fs := &countingFS{FS: m}
	access.FS = fs
	if f, err = hdf5.Open(ctx, "f", hdf5.ReadOnly, access); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return fs, f
}

// inverter is a filter of a host: it inverts the bits.
type inverter struct{}

func (inverter) ID() filter.ID { return 401 }
func (inverter) Name() string  { return "inverter" }
func (inverter) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	if len(src) > cap(dst) {
		return nil, filter.ErrTooLong
	}
	dst = dst[:len(src)]
	for i, b := range src {
		dst[i] = ^b
	}
	return dst, nil
}
func (v inverter) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	return v.Decode(make([]byte, 0, len(src)), src, params)
}

// part reads a box and checks it, and returns how many bytes of the file that
// took.
func part(t *testing.T, fs *countingFS, d *hdf5.Dataset, start, count []uint64) int64 {
	t.Helper()
	sel, err := dataspace.NewBox(dataspace.Box{Start: start, Count: count})
	if err != nil {
		t.Fatal(err)
	}
	m := hdf5.Memory{Type: int64LE, Dims: count, Bytes: make([]byte, 8*count[0]*count[1])}
	before := fs.read.Load()
	if err := d.Read(ctx, sel, m); err != nil {
		t.Fatal(err)
	}
	for i := range count[0] * count[1] {
		if got, want := binary.LittleEndian.Uint64(m.Bytes[8*i:]), (start[0]+i/count[1])*1000+start[1]+i%count[1]; got != want {
			t.Fatalf("element %d: got %d, want %d", i, got, want)
		}
	}
	return fs.read.Load() - before
}

// TestReadsTouchTheirBytesAlone reads parts of datasets: of the file's 24 MB
// only what the parts touch, and of chunks that are kept nothing.
func TestReadsTouchTheirBytesAlone(t *testing.T) {
	const metadata = 1 << 16 // indexes and headers on the way
	fs, f := costs(t, &hdf5.FileAccess{ChunkCacheBytes: 500 << 10, Filters: filter.Standard().With(inverter{})})
	if n := fs.read.Load(); n > metadata {
		t.Errorf("opening read %d bytes", n)
	}
	open := func(name string) *hdf5.Dataset {
		d, err := f.Root().OpenDataset(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := open("contiguous")
	if n := part(t, fs, d, []uint64{7, 20}, []uint64{1, 50}); n > 400+metadata {
		t.Errorf("50 elements of a row read %d bytes", n)
	}
	if n := part(t, fs, d, []uint64{100, 0}, []uint64{10, 1000}); n < 80000 || n > 80000+metadata {
		t.Errorf("10 rows read %d bytes", n)
	}
	d = open("chunked")
	one := int64(80000) // a chunk
	if n := part(t, fs, d, []uint64{150, 250}, []uint64{20, 20}); n > one+metadata {
		t.Errorf("part of a chunk read %d bytes", n)
	}
	if n := part(t, fs, d, []uint64{190, 290}, []uint64{20, 20}); n > 4*one+metadata {
		t.Errorf("part of four chunks read %d bytes", n)
	}
	d = open("foreign")
	if n := part(t, fs, d, []uint64{150, 250}, []uint64{20, 20}); n < one || n > one+metadata {
		t.Errorf("part of a filtered chunk read %d bytes", n)
	}
	if n := part(t, fs, d, []uint64{150, 250}, []uint64{20, 20}); n != 0 {
		t.Errorf("a chunk that is kept: read %d bytes", n)
	}
	// Six chunks fit: those of a row push out what was kept.
	part(t, fs, d, []uint64{950, 0}, []uint64{5, 1000})
	if n := part(t, fs, d, []uint64{150, 250}, []uint64{20, 20}); n == 0 {
		t.Error("the cache keeps more than its limit")
	}
}

// TestFilterOfHost reads chunks with a filter that the host brings; without it
// the error says which filter of which dataset is missing.
func TestFilterOfHost(t *testing.T) {
	fs, f := costs(t, &hdf5.FileAccess{Filters: filter.Standard().With(inverter{})})
	d, err := f.Root().OpenDataset("foreign", nil)
	if err != nil {
		t.Fatal(err)
	}
	part(t, fs, d, []uint64{190, 290}, []uint64{20, 20})

	_, f = costs(t, &hdf5.FileAccess{})
	if d, err = f.Root().OpenDataset("foreign", nil); err != nil {
		t.Fatal(err)
	}
	err = d.Read(ctx, dataspace.All(), hdf5.Memory{Type: int64LE, Dims: d.Space().Dims, Bytes: make([]byte, 8e6)})
	var missing *filter.MissingError
	if !errors.As(err, &missing) || missing.ID != 401 || !errors.Is(err, hdf5.ErrUnsupported) {
		t.Fatalf("got %v", err)
	}
	for _, word := range []string{"401", "/foreign"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}
