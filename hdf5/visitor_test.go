package hdf5_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

const (
	stackRows  = 6
	stackWidth = 400 // more than a writer holds back
)

// stackOf makes v.h5, a virtual dataset of rows that are a source each, read by
// one goroutine: row i is i everywhere, but row 4, which is another dataset, 104.
func stackOf(t *testing.T, fsys driver.FS) {
	t.Helper()
	stackFile(t, fsys, "v.h5", func(g *hdf5.Group) error {
		var list vds.List
		for i := range stackRows {
			list = append(list, vds.Mapping{
				Virtual: rows(t, uint64(i), 1, stackWidth), File: fmt.Sprintf("s%d.h5", i), Dataset: "d", Source: dataspace.All(),
			})
		}
		list[4].Dataset = "e"
		fill := binary.LittleEndian.AppendUint32(nil, ^uint32(0))
		_, err := g.CreateVirtual("v", &vds.Layout{Dims: []uint64{stackRows, stackWidth}, Type: i4, Mappings: list}, &hdf5.DatasetCreate{Fill: fill})
		return err
	})
	for i := range stackRows {
		stackSource(t, fsys, fmt.Sprintf("s%d.h5", i), i4, int32(i))
	}
}

func stackFile(t *testing.T, fsys driver.FS, name string, fill func(g *hdf5.Group) error) {
	t.Helper()
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, &hdf5.FileAccess{FS: fsys})
	if err == nil {
		err = errors.Join(fill(f.Root()), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

func stackSource(t *testing.T, fsys driver.FS, name string, typ *datatype.Type, value int32) {
	t.Helper()
	stackFile(t, fsys, name, func(g *hdf5.Group) error {
		for i, name := range []string{"d", "e"} {
			d, err := g.CreateDataset(name, typ, dataspace.Space{Class: dataspace.Simple, Dims: []uint64{stackWidth}}, nil)
			if err == nil {
				err = d.Write(ctx, dataspace.All(), stackRow(value+100*int32(i)))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// stackRow is memory with a row of one value.
func stackRow(value int32) hdf5.Memory {
	row := make([]byte, 0, 4*stackWidth)
	for range stackWidth {
		row = binary.LittleEndian.AppendUint32(row, uint32(value))
	}
	return hdf5.Memory{Type: i4, Dims: []uint64{stackWidth}, Bytes: row}
}

// readStack reads all rows and returns the value of each, and what was missing
// up to now.
func readStack(t *testing.T, d *hdf5.Dataset) (values []int32, missing string) {
	t.Helper()
	buf := make([]byte, 4*stackRows*stackWidth)
	if err := d.Read(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: []uint64{stackRows, stackWidth}, Bytes: buf}); err != nil {
		t.Fatal(err)
	}
	for i := range stackRows {
		row := buf[4*i*stackWidth : 4*(i+1)*stackWidth]
		for k := 4; k < len(row); k += 4 {
			if !slices.Equal(row[k:k+4], row[:4]) {
				t.Fatalf("row %d is not of one value", i)
			}
		}
		values = append(values, int32(binary.LittleEndian.Uint32(row)))
	}
	for _, e := range d.Missing() {
		missing += fmt.Sprintf("%s: %v\n", e.File, e.Reason)
	}
	return values, missing
}

// What happens between two reads to a source that both read in passing, as there
// are more than files stay open, is seen by the second.
func TestSourcesThatAreReadInPassing(t *testing.T) {
	const file = "s3.h5"
	for name, c := range map[string]struct {
		change  func(t *testing.T)
		want    int32
		missing string
	}{
		"as it was":      {func(*testing.T) {}, 3, ""},
		"other elements": {func(t *testing.T) { stackSource(t, nil, file, i4, 33) }, 33, ""},
		"other type": {func(t *testing.T) {
			stackSource(t, nil, file, datatype.NewInt(2, true, datatype.BigEndian), 34)
		}, 34, ""},
		"gone": {func(t *testing.T) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}, -1, "s3.h5: file not found\n"},
		"cut off": {func(t *testing.T) {
			if err := os.Truncate(file, 2500); err != nil {
				t.Fatal(err)
			}
		}, -1, "s3.h5: not an HDF5 file\n"},
		"locked": {func(t *testing.T) {
			f, err := hdf5.Open(ctx, file, hdf5.ReadWrite, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { f.Close() })
		}, -1, "s3.h5: file is locked\n"},
		"a link to a file with a journal": {func(t *testing.T) { deadWriter(t, file, "elsewhere.h5") }, 3, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			stackOf(t, nil)
			access := &hdf5.FileAccess{Missing: vds.MissingFill, Limits: driver.Limits{MaxOpenFiles: stackRows - 1, MaxParallel: 1}}
			f, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, access)
			if err != nil {
				t.Fatal(err)
			}
			d, err := f.Root().OpenDataset("v", nil)
			if err != nil {
				t.Fatal(err)
			}
			want := []int32{0, 1, 2, 3, 104, 5}
			if got, missing := readStack(t, d); !slices.Equal(got, want) || missing != "" {
				t.Errorf("at first: got %d, %s", got, missing)
			}
			c.change(t)
			want[3] = c.want
			if got, missing := readStack(t, d); !slices.Equal(got, want) || missing != c.missing {
				t.Errorf("got %d, %q, want %d, %q", got, missing, want, c.missing)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// deadWriter makes name a symbolic link to a file that a writer was changing
// when it died: its last flush is in a journal beside it.
func deadWriter(t *testing.T, name, target string) {
	t.Helper()
	f, err := hdf5.Open(ctx, name, hdf5.ReadWrite, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := errors.Join(f.Close(), os.Remove(name), os.Symlink(target, name)); err != nil {
			t.Fatal(err)
		}
	}()
	d, err := f.Root().OpenDataset("d", nil)
	if err == nil {
		err = d.Write(context.Background(), dataspace.All(), stackRow(77))
	}
	for _, suffix := range []string{"", "-journal"} {
		var b []byte
		if err == nil {
			b, err = os.ReadFile(name + suffix)
		}
		if err == nil {
			err = os.WriteFile(target+suffix, b, 0o666)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(target); err != nil || !strings.Contains(string(b), "\x4d\x00\x00\x00\x4d\x00\x00\x00") {
		t.Fatalf("the file was not changed: %v", err)
	}
}

// The limit on the source files of a virtual dataset counts those that are read
// in passing too.
func TestLimitOnSources(t *testing.T) {
	var fs driver.Memory
	stackOf(t, &fs)
	access := &hdf5.FileAccess{FS: &fs, Missing: vds.MissingError, Limits: driver.Limits{MaxSources: stackRows - 1, MaxOpenFiles: 1}}
	f, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, access)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	var limit *driver.LimitError
	mem := hdf5.Memory{Type: i4, Dims: []uint64{stackRows, stackWidth}, Bytes: make([]byte, 4*stackRows*stackWidth)}
	if err := d.Read(ctx, dataspace.All(), mem); !errors.As(err, &limit) || limit.Limit != "MaxSources" {
		t.Errorf("got %v, want the limit", err)
	}
}

// A source that the program itself is writing shows what was written up to now,
// flushed or not.
func TestSourceThatIsWrittenMeanwhile(t *testing.T) {
	var fs driver.Memory
	stackOf(t, &fs)
	access := &hdf5.FileAccess{FS: &fs, Files: hdf5.NewFiles(0), Locking: driver.NoLocking, Limits: driver.Limits{MaxOpenFiles: 1}}
	writer, err := hdf5.Open(ctx, "s3.h5", hdf5.ReadWrite, access)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	source, err := writer.Root().OpenDataset("d", nil)
	if err == nil {
		first, _ := dataspace.NewBox(dataspace.Box{Start: []uint64{0}, Count: []uint64{1}})
		err = source.Write(ctx, first, hdf5.Memory{Type: i4, Dims: []uint64{1}, Bytes: []byte{99, 0, 0, 0}})
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, access)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	buf := make([]byte, 4*stackRows*stackWidth)
	if err == nil {
		err = d.Read(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: []uint64{stackRows, stackWidth}, Bytes: buf})
	}
	if got := buf[4*3*stackWidth]; err != nil || got != 99 {
		t.Errorf("got %d, %v, want 99", got, err)
	}
}
