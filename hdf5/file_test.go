package hdf5_test

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

var ctx = context.Background()

//go:embed testdata/write.py
var writeScript string

// described is what testdata/write.py tells of an object.
type described struct {
	Kind  string
	Attrs map[string]struct {
		Shape []uint64
		Value any
	}
	Links    []string
	Shape    []uint64
	MaxShape []*uint64
	Layout   string
	Chunks   []uint64
	Filters  []int
	Storage  uint64
	Offset   *int64
	Data     any
	Fill     string
	Sources  [][2]string
}

func TestReadsWhatH5pyWrites(t *testing.T) {
	dir := t.TempDir()
	out := hdf5test.RunPython(t, dir, writeScript, "earliest.h5", "v110.h5", "latest.h5")
	var files map[string]map[string]described
	if err := json.Unmarshal([]byte(out), &files); err != nil {
		t.Fatal(err)
	}
	for name, objects := range files {
		t.Run(name, func(t *testing.T) {
			f, err := hdf5.Open(ctx, filepath.Join(dir, name), hdf5.ReadOnly, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			for path, want := range objects {
				t.Run(path, func(t *testing.T) {
					obj, err := f.Root().Open(path)
					if err != nil {
						t.Fatal(err)
					}
					compare(t, obj, want)
				})
			}
			walked := 0
			for v := range f.Root().Walk(hdf5.NativeOrder) {
				if v.Err != nil {
					t.Errorf("walk: %s: %v", v.Path, v.Err)
				}
				if v.Object != nil && !v.Again {
					walked++
				}
			}
			if want := len(objects) - 3; walked != want { // soft, external and hard are met again
				t.Errorf("walked over %d objects, want %d", walked, want)
			}
		})
	}
}

func compare(t *testing.T, obj hdf5.Object, want described) {
	for name, w := range want.Attrs {
		a, err := obj.Attributes().Open(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if !slices.Equal(a.Space().Dims, w.Shape) || (a.Space().Class == dataspace.Null) != (w.Shape == nil) {
			t.Errorf("attribute %q: got shape %v, want %v", name, a.Space(), w.Shape)
		}
		if a.Space().Class != dataspace.Null {
			got := values(t, a.Type(), a.Space(), func(m hdf5.Memory) error { return a.Read(m) })
			equal(t, "attribute "+name, got, w.Value)
		}
	}
	if n, err := obj.Attributes().Len(); err != nil || n != len(want.Attrs) {
		t.Errorf("got %d attributes, %v, want %d", n, err, len(want.Attrs))
	}
	switch obj := obj.(type) {
	case *hdf5.Group:
		var names []string
		for link, err := range obj.Links(hdf5.NativeOrder) {
			if err != nil {
				t.Error(err)
			}
			names = append(names, link.Name)
		}
		if want.Kind != "group" || !slices.Equal(names, want.Links) {
			t.Errorf("got group of %q, want %s of %q", names, want.Kind, want.Links)
		}
	case *hdf5.Dataset:
		compareDataset(t, obj, want)
	case *hdf5.NamedType:
		if want.Kind != "datatype" {
			t.Errorf("got a datatype, want a %s", want.Kind)
		}
	}
}

func compareDataset(t *testing.T, d *hdf5.Dataset, want described) {
	if want.Kind != "dataset" || d.Layout().String() != want.Layout {
		t.Errorf("got %v dataset, want %s %s", d.Layout(), want.Layout, want.Kind)
	}
	space := d.Space()
	if !slices.Equal(space.Dims, want.Shape) || (space.Class == dataspace.Null) != (want.Shape == nil) {
		t.Fatalf("got %v, want shape %v", space, want.Shape)
	}
	for i, max := range want.MaxShape {
		got := space.Max(i)
		if max == nil && got != dataspace.Unlimited || max != nil && got != *max {
			t.Errorf("dimension %d: got maximum %d", i, got)
		}
	}
	if !slices.Equal(d.Chunks(), want.Chunks) {
		t.Errorf("got chunks %v, want %v", d.Chunks(), want.Chunks)
	}
	var filters []int
	for _, f := range d.Filters() {
		filters = append(filters, int(f.ID))
	}
	if !slices.Equal(filters, want.Filters) {
		t.Errorf("got filters %v, want %v", filters, want.Filters)
	}
	if n, err := d.StorageSize(); err != nil || n != want.Storage {
		t.Errorf("got %d bytes of storage, %v, want %d", n, err, want.Storage)
	}
	if off, ok := d.Offset(); ok != (want.Offset != nil) || ok && off != *want.Offset {
		t.Errorf("got offset %d, %t", off, ok)
	}
	if fill := d.Fill(); want.Fill != "" {
		if fill.Bytes == nil {
			fill.Bytes = make([]byte, d.Type().Size)
		}
		equal(t, "fill value", hex.EncodeToString(fill.Bytes), want.Fill)
	}
	if want.Sources != nil {
		l, err := d.Virtual()
		if err != nil || l.Mappings.Len() != len(want.Sources) {
			t.Fatalf("got mappings %v, %v", l, err)
		}
		for i, source := range want.Sources {
			m, err := l.Mappings.At(i)
			if err != nil || m.File != source[0] || m.Dataset != source[1] {
				t.Errorf("mapping %d: got %v, %v, want %v", i, m, err, source)
			}
		}
	}
	if space.Class != dataspace.Null {
		got := values(t, d.Type(), space, func(m hdf5.Memory) error { return d.Read(ctx, dataspace.All(), m) })
		equal(t, "data", got, want.Data)
	}
}

// values reads all elements: in hexadecimal as they are in the file, or as a
// list if their length varies.
func values(t *testing.T, typ *datatype.Type, space dataspace.Space, read func(hdf5.Memory) error) any {
	t.Helper()
	heap := datatype.NewHeap()
	mem := hdf5.Memory{Type: typ.WithRefSize(heap.RefSize()), Dims: space.Dims, Objects: heap}
	mem.Bytes = make([]byte, int(space.NumElements())*mem.Type.Size)
	if err := read(mem); err != nil {
		t.Error(err)
	}
	if !typ.HasVariable() {
		return hex.EncodeToString(mem.Bytes)
	}
	list := []any{}
	for b := mem.Bytes; len(b) > 0; b = b[mem.Type.Size:] {
		seq, n, err := heap.Get(b[:mem.Type.Size])
		if err != nil {
			t.Error(err)
		}
		if typ.Class == datatype.String {
			list = append(list, string(seq))
			continue
		}
		ints := []any{}
		for i := range n {
			ints = append(ints, float64(seq[4*i])) // small 32-bit integers
		}
		list = append(list, ints)
	}
	return list
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	g, errG := json.Marshal(got)
	w, errW := json.Marshal(want)
	if errG != nil || errW != nil || !bytes.Equal(g, w) {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

var _ = os.Stdout
var _ = strings.Join
var _ = vds.Mapping{}
