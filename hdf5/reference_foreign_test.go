package hdf5_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// said is what libhdf5 says of a reference.
type said struct {
	Kind, File, Object, Attribute string
	Elements                      uint64
	Bounds                        [][]uint64
}

// TestReferencesOf112 compares references of HDF5 1.12 with what the library
// that wrote them says.
func TestReferencesOf112(t *testing.T) {
	dir := filepath.Join("..", "testdata", "hdf5", "h5py-3.16")
	b, err := os.ReadFile(filepath.Join(dir, "references.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][]*said
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	f := openFixture(t, filepath.Join(dir, "references.h5"))
	files := map[string]*hdf5.File{
		"references.h5":        f,
		"references-target.h5": openFixture(t, filepath.Join(dir, "references-target.h5")),
	}
	if len(want) != 5 {
		t.Fatalf("%d datasets", len(want))
	}
	for name, list := range want {
		d, err := f.Root().OpenDataset(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		size := d.Type().Size
		mem := hdf5.Memory{Type: d.Type(), Dims: d.Space().Dims, Bytes: make([]byte, len(list)*size)}
		if err := d.Read(ctx, dataspace.All(), mem); err != nil {
			t.Fatal(err)
		}
		for i, want := range list {
			ref, err := f.Reference(d.Type(), mem.Bytes[i*size:])
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if got := say(t, files, ref); !reflect.DeepEqual(got, want) {
				t.Errorf("%s %d: got %+v, want %+v", name, i, got, want)
			}
		}
	}
}

func openFixture(t *testing.T, path string) *hdf5.File {
	t.Helper()
	f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// say describes a reference; where its object is, is found by looking at all.
func say(t *testing.T, files map[string]*hdf5.File, ref *hdf5.Reference) *said {
	t.Helper()
	if ref == nil {
		return nil
	}
	kinds := map[datatype.RefKind]string{datatype.RefStdObject: "object", datatype.RefStdRegion: "region", datatype.RefStdAttr: "attribute"}
	got := &said{Kind: kinds[ref.Kind], File: "references.h5", Attribute: ref.Attribute}
	if ref.Path != "" {
		got.File = ref.Path
	}
	var extent dataspace.Space
	for v := range files[got.File].Root().Walk(hdf5.ByName) {
		if v.Object != nil && v.Object.Address() == ref.Address {
			got.Object = v.Object.Name()
			if d, ok := v.Object.(*hdf5.Dataset); ok {
				extent = d.Space()
			}
		}
	}
	if ref.Kind == datatype.RefStdRegion {
		got.Elements = ref.Selection.NumPoints(extent.Dims)
		box, _ := ref.Selection.Bounds(extent.Dims)
		got.Bounds = [][]uint64{box.Start, nil}
		for i, start := range box.Start {
			got.Bounds[1] = append(got.Bounds[1], start+box.Count[i]-1)
		}
	}
	return got
}

// TestReferencesInSmallFiles reads references of a file whose addresses have
// four bytes as a program has them in memory, with eight.
func TestReferencesInSmallFiles(t *testing.T) {
	f := openFixture(t, filepath.Join("..", "testdata", "hdf5", "h5py-3.16", "structures-sizes4.h5"))
	for name, typ := range map[string]*datatype.Type{
		"types/object": datatype.NewReference(datatype.RefObject, 8), "types/region": datatype.NewReference(datatype.RefRegion, 12),
	} {
		d, err := f.Root().OpenDataset(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d.Type().Size >= typ.Size {
			t.Fatalf("%s: elements of %d bytes", name, d.Type().Size)
		}
		mem := hdf5.Memory{Type: typ, Dims: d.Space().Dims, Bytes: make([]byte, int(d.Space().NumElements())*typ.Size)}
		if err := d.Read(ctx, dataspace.All(), mem); err != nil {
			t.Fatal(err)
		}
		ref, err := f.Reference(typ, mem.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		o, err := f.Object(ref.Address)
		if err != nil || o == nil || ref.Kind == datatype.RefRegion && ref.Selection.NumPoints(nil) == 0 {
			t.Errorf("%s: %+v: %v", name, ref, err)
		}
	}
}
