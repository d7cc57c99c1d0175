package links_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

const fixtures = "../../../testdata/hdf5/h5py-3.16/structures-*.h5"

func eachFixture(t testing.TB, f func(name string, f *file)) {
	t.Helper()
	paths, err := filepath.Glob(fixtures)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, path := range paths {
		file, err := openFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "structures-"), ".h5"), file)
	}
}

// TestFixtures decodes all that libhdf5 wrote, finds every link, attribute and
// chunk by its name or place, and encodes every message to the same bytes.
func TestFixtures(t *testing.T) {
	eachFixture(t, func(name string, f *file) {
		w := walkFile(f, func(format string, args ...any) { t.Errorf(name+format, args...) })
		if w.objects < 2 || name != "paged" && w.objects < 50 {
			t.Errorf("%s: %d objects", name, w.objects)
		}
	})
}

// TestVersions compares the versions that we choose with those that libhdf5
// chose for the same low bound.
func TestVersions(t *testing.T) {
	lows := map[string]format.Bound{
		"earliest": format.BoundEarliest, "v108": format.BoundV18, "v110": format.BoundV110,
		"v112": format.BoundV112, "v200": format.BoundV200,
	}
	eachFixture(t, func(name string, f *file) {
		low, ok := lows[name]
		if !ok {
			return
		}
		if got := format.SuperblockVersion(low); got != f.super.Version {
			t.Errorf("%s: superblock version %d, want %d", name, got, f.super.Version)
		}
		w := &walker{f: f, report: func(string, ...any) {}, seen: make(map[codec.Address]bool)}
		w.object("", f.super.Root.Header, 0)
		for addr := range w.seen {
			h, err := objheader.Read(f, addr)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range h.Messages {
				msg, err := f.rs.Decode(m)
				if err != nil {
					t.Fatal(err)
				}
				checkVersion(t, name, f, low, h, msg)
			}
		}
	})
}

func checkVersion(t *testing.T, name string, f *file, low format.Bound, h *objheader.Header, msg format.Message) {
	t.Helper()
	var got, want uint8
	switch m := msg.(type) {
	case *format.Dataspace:
		got, want = format.NewDataspace(m.Space, low).Version, m.Version
	case *format.Datatype:
		got, want = format.NewDatatype(m.Datatype, low).Version, m.Version
	case *format.FillValue:
		got, want = format.FillValueVersion(low), m.Version
	case *format.Pipeline:
		got, want = format.PipelineVersion(low), m.Version
	case *format.Layout:
		got, want = format.LayoutVersion(low, m.Class), m.Version
		if !h.Has(format.TypePipeline) {
			got = min(got, 4)
		}
		if m.Class == format.LayoutVirtual {
			checkMappings(t, name, f, low, m)
		}
	case *format.Attribute:
		shared := m.Flags&format.AttributeSharedType != 0
		got, want = format.AttributeVersion(low, shared, datatype.CharSet(m.CharSet)), m.Version
	}
	if got != want {
		t.Errorf("%s: %s message version %d, want %d: %+v", name, msg.Type(), got, want, msg)
	}
}

func checkMappings(t *testing.T, name string, f *file, low format.Bound, m *format.Layout) {
	t.Helper()
	want, err := heap.ReadGlobal(f, heap.GlobalID{Collection: m.Address, Index: m.HeapIndex})
	if err != nil {
		t.Fatal(err)
	}
	v, err := format.OpenVirtualBlock(want, f.Sizes())
	if err != nil {
		t.Fatal(err)
	}
	got, err := format.EncodeVirtualBlock(v, low, f.Sizes())
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s: mappings: %v\n got %x\nwant %x", name, err, got, want)
	}
}
