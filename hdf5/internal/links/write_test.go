package links_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// builder writes a whole file of groups and attributes, enough for libhdf5.
type builder struct {
	*codectest.Space
	t     *testing.T
	low   format.Bound
	super format.Superblock
	root  *links.Group
	opts  links.Options
}

func newBuilder(t *testing.T, low format.Bound, o links.Options) *builder {
	b := &builder{Space: codectest.New(), t: t, low: low}
	b.super = format.Superblock{
		Version: format.SuperblockVersion(low), Sizes: codec.DefaultSizes(),
		GroupLeafK: 4, GroupInternalK: 16, ChunkK: 32,
		DriverInfo: codec.Undefined, Extension: codec.Undefined,
		Root: format.SymbolEntry{BTree: codec.Undefined, Heap: codec.Undefined},
	}
	b.Bytes = make([]byte, 96)
	o.GroupLeafK, o.GroupInternalK = 4, 16
	o.Header.Version = format.HeaderVersion(low)
	b.opts = o
	b.root = b.group()
	return b
}

func (b *builder) check(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *builder) group() *links.Group {
	g, err := links.Create(b, b.opts)
	b.check(err)
	return g
}

func (b *builder) finish() []byte {
	st, ok, err := b.root.SymbolTable()
	b.check(err)
	b.super.Root.Header = b.root.Addr()
	if ok {
		b.super.Root.Cache, b.super.Root.BTree, b.super.Root.Heap = format.CacheGroup, st.BTree, st.Heap
	}
	b.super.EOF = b.End()
	w := codec.NewWriter("superblock", b.super.Sizes)
	b.super.Encode(w)
	head, err := w.Block()
	b.check(err)
	copy(b.Bytes, head)
	return b.Bytes
}

// save writes the file and returns its path.
func (b *builder) save(name string) string {
	path := filepath.Join(b.t.TempDir(), name)
	b.check(os.WriteFile(path, b.finish(), 0o600))
	return path
}

func hard(name string, to codec.Address) *format.Link {
	return &format.Link{Name: name, Kind: format.LinkHard, Header: to}
}

// listScript prints the links of the root group with their kinds, and all
// attributes of objects.
const listScript = `
import h5py, json, sys
out = []
for path in sys.argv[1:]:
    links, found = {}, {}
    with h5py.File(path, "r") as f:
        for name in f:
            l = f.get(name, getlink=True)
            links[name] = {"SoftLink": lambda: "soft " + l.path, "ExternalLink": lambda: "external " + l.filename + " " + l.path,
                           "HardLink": lambda: "hard " + str(len(f[name]))}[type(l).__name__]()
            if name not in f: raise SystemExit("lost " + name)
        for k, v in f.attrs.items():
            found[k] = v if isinstance(v, str) else (v.tolist() if hasattr(v, "tolist") else str(v))
        order = list(f)
    out.append({"links": links, "attrs": found, "order": order})
    # libhdf5 can go on editing what it read.
    with h5py.File(path, "r+") as f:
        for i in range(12):
            f["added-%d" % i] = h5py.SoftLink("/x")
            f.attrs["added-%d" % i] = i
        for name in order[::2]: del f[name]
        for name in list(found)[::2]: del f.attrs[name]
    with h5py.File(path, "r") as f:
        if sorted(f) != sorted(order[1::2] + ["added-%d" % i for i in range(12)]): raise SystemExit("links after editing " + path)
        if sorted(f.attrs) != sorted(list(found)[1::2] + ["added-%d" % i for i in range(12)]): raise SystemExit("attributes after editing " + path)
print(json.dumps(out))
`

type listing struct {
	Links map[string]string
	Attrs map[string]any
	Order []string
}

func list(t *testing.T, paths ...string) []listing {
	t.Helper()
	var out []listing
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, t.TempDir(), listScript, paths...)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestGroupsForLibhdf5 makes groups of many links in every storage, deletes
// some, and lets h5py and h5dump read what is left.
func TestGroupsForLibhdf5(t *testing.T) {
	t.Parallel()
	type variant struct {
		name string
		low  format.Bound
		o    links.Options
	}
	variants := []variant{
		{"table.h5", format.BoundEarliest, links.Options{}},
		{"new.h5", format.BoundLatest, links.Options{}},
		{"ordered.h5", format.BoundLatest, links.Options{TrackOrder: true, IndexOrder: true}},
		{"ordered1.h5", format.BoundEarliest, links.Options{TrackOrder: true, IndexOrder: true}},
	}
	var paths []string
	var wants []map[string]string
	var orders [][]string
	for _, n := range []int{3, 10, 200} {
		for _, v := range variants {
			b := newBuilder(t, v.low, v.o)
			want, order := fillGroup(b, n)
			paths = append(paths, b.save(fmt.Sprintf("%d-%s", n, v.name)))
			wants = append(wants, want)
			if !v.o.TrackOrder {
				slices.Sort(order)
			}
			orders = append(orders, order)
			ours(t, b, want)
		}
	}
	for i, got := range list(t, paths...) {
		if fmt.Sprint(got.Links) != fmt.Sprint(wants[i]) {
			t.Errorf("%s:\n got %v\nwant %v", paths[i], got.Links, wants[i])
		}
		if fmt.Sprint(got.Order) != fmt.Sprint(orders[i]) {
			t.Errorf("%s: order\n got %v\nwant %v", paths[i], got.Order, orders[i])
		}
		edited(t, paths[i])
	}
	for _, path := range paths[len(paths)-len(variants):] {
		hdf5test.Run(t, ".", hdf5test.Tool(t, "h5dump"), "-H", path)
	}
}

// edited walks a file that we made and libhdf5 edited.
func edited(t *testing.T, path string) {
	t.Helper()
	f, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	walkFile(f, func(format string, args ...any) { t.Errorf(path+format, args...) })
}

// fillGroup inserts n links of several kinds in no order of their names,
// removes every third, and returns what is left.
func fillGroup(b *builder, n int) (map[string]string, []string) {
	want := make(map[string]string)
	var order []string
	sub := b.group()
	b.check(sub.Insert(hard("x", sub.Addr())))
	for i := range n {
		name := fmt.Sprintf("link-%d%s", i*7919%n, strings.Repeat("n", i%11))
		l, text := hard(name, sub.Addr()), "hard 1"
		switch {
		case i%5 == 3:
			l, text = &format.Link{Name: name, Kind: format.LinkSoft, Soft: "/some/where/" + name}, "soft /some/where/"+name
		case i%5 == 4 && b.low > format.BoundEarliest:
			data, err := format.ExternalLinkData("file.h5", "/"+name)
			b.check(err)
			l, text = &format.Link{Name: name, Kind: format.LinkExternal, Data: data}, "external file.h5 /"+name
		case i%5 == 1 && b.low > format.BoundEarliest:
			name = "ünï-" + name
			l = &format.Link{Name: name, CharSet: datatype.UTF8, Kind: format.LinkHard, Header: sub.Addr()}
		}
		b.check(b.root.Insert(l))
		if err := b.root.Insert(hard(name, sub.Addr())); err != links.ErrExists {
			b.t.Fatalf("second %q: %v", name, err)
		}
		want[name] = text
		order = append(order, name)
	}
	for i, name := range slices.Clone(order) {
		if i%3 != 0 {
			continue
		}
		if _, ok, err := b.root.Delete(name); !ok || err != nil {
			b.t.Fatalf("delete %q: %v %v", name, ok, err)
		}
		if _, ok, err := b.root.Delete(name); ok || err != nil {
			b.t.Fatalf("second delete of %q: %v %v", name, ok, err)
		}
		delete(want, name)
		order = slices.DeleteFunc(order, func(s string) bool { return s == name })
	}
	e, err := objheader.Edit(b, sub.Addr())
	b.check(err)
	b.check(e.SetRefCount(uint32(n + 1)))
	_, err = e.Commit()
	b.check(err)
	return want, order
}

// ours walks a built file with our own reader.
func ours(t *testing.T, b *builder, want map[string]string) {
	t.Helper()
	f, err := openBytes(slices.Clone(b.finish()))
	if err != nil {
		t.Fatal(err)
	}
	walkFile(f, func(format string, args ...any) { t.Errorf(format, args...) })
	h, err := objheader.Read(f, f.super.Root.Header)
	if err != nil {
		t.Fatal(err)
	}
	st, err := links.Open(f, h)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := st.Count(); err != nil || n != uint64(len(want)) {
		t.Errorf("%d links, want %d: %v", n, len(want), err)
	}
}

// TestConvertForLibhdf5 gives an old-style group a link that it cannot hold.
func TestConvertForLibhdf5(t *testing.T) {
	t.Parallel()
	b := newBuilder(t, format.BoundEarliest, links.Options{})
	for i := range 20 {
		b.check(b.root.Insert(&format.Link{Name: fmt.Sprint("s", i), Kind: format.LinkSoft, Soft: "/x"}))
	}
	data, err := format.ExternalLinkData("f.h5", "/y")
	b.check(err)
	b.check(b.root.Insert(&format.Link{Name: "ext", Kind: format.LinkExternal, Data: data}))
	if _, ok, err := b.root.SymbolTable(); ok || err != nil {
		t.Errorf("still an old-style group: %v", err)
	}
	got := list(t, b.save("converted.h5"))[0]
	if len(got.Links) != 21 || got.Links["ext"] != "external f.h5 /y" || got.Links["s19"] != "soft /x" {
		t.Errorf("got %v", got.Links)
	}
}

// TestAttributesForLibhdf5 sets, replaces, renames and deletes attributes in
// headers of both versions.
func TestAttributesForLibhdf5(t *testing.T) {
	t.Parallel()
	var paths []string
	var wants []map[string]any
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundLatest} {
		for _, n := range []int{9, 40} {
			for _, track := range []bool{false, true} {
				if track && low == format.BoundEarliest {
					continue
				}
				o := links.Options{Header: objheader.Options{TrackAttrOrder: track, IndexAttrOrder: track}}
				b := newBuilder(t, low, o)
				wants = append(wants, fillAttributes(b, n))
				ours(t, b, nil)
				paths = append(paths, b.save(fmt.Sprintf("%s-%d-%v.h5", low, n, track)))
			}
		}
	}
	for i, got := range list(t, paths...) {
		if fmt.Sprint(got.Attrs) != fmt.Sprint(wants[i]) {
			t.Errorf("%s:\n got %v\nwant %v", paths[i], got.Attrs, wants[i])
		}
		edited(t, paths[i])
	}
	hdf5test.Run(t, ".", hdf5test.Tool(t, "h5dump"), "-A", paths[len(paths)-1])
}

func fillAttributes(b *builder, n int) map[string]any {
	want := make(map[string]any)
	edit := func(f func(*attrs.Editor)) {
		e, err := objheader.Edit(b, b.root.Addr())
		b.check(err)
		ed, err := attrs.Edit(objheader.Resolver{Space: b}, b, b.low, e)
		b.check(err)
		f(ed)
		_, err = e.Commit()
		b.check(err)
	}
	ints := func(name string, v ...byte) *attrs.Attribute {
		space, err := dataspace.NewSimple([]uint64{uint64(len(v))}, nil)
		b.check(err)
		return &attrs.Attribute{
			Name: name, Type: datatype.NewInt(1, false, datatype.LittleEndian), Space: space, Data: v,
			Committed: codec.Undefined,
		}
	}
	for i := range n {
		name := fmt.Sprint("attribute ", i)
		edit(func(ed *attrs.Editor) { b.check(ed.Set(ints(name, byte(i), 2, 3))) })
		want[name] = []any{float64(byte(i)), 2.0, 3.0}
		if i%4 == 1 { // another size
			edit(func(ed *attrs.Editor) { b.check(ed.Set(ints(name, make([]byte, 40+i)...))) })
			want[name] = slices.Repeat([]any{0.0}, 40+i)
		}
		if i%5 == 2 {
			edit(func(ed *attrs.Editor) {
				if ok, err := ed.Delete(name); !ok || err != nil {
					b.t.Fatalf("delete %q: %v %v", name, ok, err)
				}
			})
			delete(want, name)
		}
		if i%7 == 3 && want[name] != nil {
			edit(func(ed *attrs.Editor) {
				if ok, err := ed.Rename(name, "new "+name); !ok || err != nil {
					b.t.Fatalf("rename %q: %v %v", name, ok, err)
				}
			})
			want["new "+name] = want[name]
			delete(want, name)
		}
	}
	if b.low > format.BoundEarliest {
		edit(func(ed *attrs.Editor) { b.check(ed.Set(ints("large", make([]byte, 70000)...))) })
		want["large"] = slices.Repeat([]any{0.0}, 70000)
	}
	return want
}
