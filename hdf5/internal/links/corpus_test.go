package links_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

var corpus = flag.String("corpus", "", "folder of HDF5 files to walk; the findings are logged")

// file is an HDF5 file opened for a walk over all of its metadata.
type file struct {
	*codectest.Space
	super *format.Superblock
	rs    objheader.Resolver
}

var errNotHDF5 = errors.New("no superblock")

func openFile(path string) (*file, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return openBytes(b)
}

func openBytes(b []byte) (*file, error) {
	at := 0
	for !bytes.HasPrefix(b[min(at, len(b)):], []byte(format.Signature)) {
		if at = max(2*at, 512); at >= len(b) {
			return nil, errNotHDF5
		}
	}
	super, err := format.DecodeSuperblock(codec.NewReader("superblock", codec.Address(at), b[at:], codec.Sizes{}))
	if err != nil {
		return nil, err
	}
	f := &file{Space: &codectest.Space{Bytes: b[at:], Width: super.Sizes}, super: super}
	f.rs.Space = f.Space
	if super.Version >= 2 && super.Extension.Defined() {
		ext, err := objheader.Read(f, super.Extension)
		if err != nil {
			return nil, err
		}
		if m, ok := ext.Find(format.TypeSharedTable); ok {
			table, err := format.DecodeSharedTable(format.NewReader(m.Type, m.Addr, m.Body, f.Sizes()))
			if err != nil {
				return nil, err
			}
			shared, err := dense.OpenShared(f, table)
			if err != nil {
				return nil, err
			}
			f.rs.Shared = shared
		}
	}
	return f, nil
}

// walker visits every object of a file once and decodes all that it finds.
type walker struct {
	f        *file
	report   func(string, ...any)
	seen     map[codec.Address]bool
	messages int
	objects  int
}

func (w *walker) object(path string, addr codec.Address, depth int) {
	if w.seen[addr] || depth > 200 {
		return
	}
	w.seen[addr] = true
	w.objects++
	h, err := objheader.Read(w.f, addr)
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	for _, m := range h.Messages {
		w.message(path, m)
	}
	w.chunks(path, h)
	w.attributes(path, h)
	if !links.IsGroup(h) {
		return
	}
	st, err := links.Open(w.f, h)
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	w.links(path, st, depth)
}

func (w *walker) message(path string, m objheader.Message) {
	w.messages++
	got, err := w.f.rs.Decode(m)
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	r, _ := w.f.rs.Reader(m)
	body := r.Rest()
	again, err := format.EncodeMessage(got, w.f.Sizes())
	switch {
	case err != nil:
		w.report("%s: encode %s: %v", path, m.Type, err)
	case !bytes.HasPrefix(body, again):
		w.report("%s: %s message differs\n got %x\nwant %x", path, m.Type, again, body)
	case len(bytes.TrimRight(body[len(again):], "\x00")) > 0:
		w.report("%s: %s message has %x left over of %x", path, m.Type, body[len(again):], body)
	}
}

func (w *walker) chunks(path string, h *objheader.Header) {
	m, ok := h.Find(format.TypeLayout)
	if !ok {
		return
	}
	l, err := format.DecodeLayout(format.NewReader(m.Type, m.Addr, m.Body, w.f.Sizes()))
	if err != nil {
		return
	}
	switch {
	case l.Class == format.LayoutVirtual && l.Address.Defined():
		w.virtual(path, l)
	case l.Class == format.LayoutChunked && l.Chunked.Index == format.IndexBTreeV1 && l.Address.Defined():
		t := &btree.ChunkTree{Space: w.f, Root: l.Address, Rank: len(l.Chunked.Dims), K: int(w.f.super.ChunkK)}
		if w.f.super.Version >= 2 {
			t.K = 0
		}
		for c, err := range t.All() {
			if err != nil {
				w.report("%s: chunks: %v", path, err)
				break
			}
			if got, ok, err := t.Lookup(c.Offset); !ok || err != nil || got.Addr != c.Addr {
				w.report("%s: lookup of chunk %v: %v %v %v", path, c.Offset, got, ok, err)
			}
		}
	case l.Class == format.LayoutChunked && l.Chunked.Index == format.IndexBTreeV2 && l.Address.Defined():
		t, err := btree.OpenV2(w.f, l.Address)
		if err != nil {
			w.report("%s: chunks: %v", path, err)
			return
		}
		n := uint64(0)
		for _, err := range t.All() {
			if err != nil {
				w.report("%s: chunks: %v", path, err)
				return
			}
			n++
		}
		if n != t.Len() {
			w.report("%s: chunks: %d records, header has %d", path, n, t.Len())
		}
	}
}

func (w *walker) virtual(path string, l *format.Layout) {
	b, err := heap.ReadGlobal(w.f, heap.GlobalID{Collection: l.Address, Index: l.HeapIndex})
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	v, err := format.OpenVirtualBlock(b, w.f.Sizes())
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	// A damaged selection may be one of more blocks than anyone can list.
	for i := range v.Len() {
		m, err := v.At(i)
		if err != nil {
			w.report("%s: mapping %d: %v", path, i, err)
			return
		}
		if m.Source.NumBoxes() > 1<<16 || m.Virtual.NumBoxes() > 1<<16 {
			return
		}
	}
	for _, low := range []format.Bound{format.BoundEarliest, format.BoundV110, format.BoundV112, format.BoundV200} {
		again, err := format.EncodeVirtualBlock(v, low, w.f.Sizes())
		if err != nil {
			w.report("%s: encode mappings: %v", path, err)
		}
		if bytes.Equal(again, b) {
			return
		}
	}
	again, _ := format.EncodeVirtualBlock(v, format.BoundV110, w.f.Sizes())
	w.report("%s: mappings differ:\n got %x\nwant %x", path, again, b)
}

func (w *walker) attributes(path string, h *objheader.Header) {
	st, err := attrs.Open(w.f.rs, h)
	if err != nil {
		w.report("%s: %v", path, err)
		return
	}
	n := uint64(0)
	for a, err := range st.All(true) {
		n++
		if err != nil {
			w.report("%s: attribute: %v", path, err)
			continue
		}
		if b, ok, err := st.Lookup(a.Name); err != nil || !ok || !bytes.Equal(a.Data, b.Data) {
			w.report("%s: lookup of attribute %q: %v %v", path, a.Name, ok, err)
		}
	}
	if c, err := st.Count(); err != nil || c != n {
		w.report("%s: %d attributes, want %d: %v", path, n, c, err)
	}
}

func (w *walker) links(path string, st links.Store, depth int) {
	n := uint64(0)
	for l, err := range st.All(links.ByName) {
		if err != nil {
			w.report("%s: links: %v", path, err)
			return
		}
		n++
		if got, ok, err := st.Lookup(l.Name); err != nil || !ok || got.Header != l.Header || got.Soft != l.Soft {
			w.report("%s: lookup of link %q: %v %v", path, l.Name, ok, err)
		}
		if l.Kind == format.LinkExternal {
			if _, _, err := l.External(); err != nil {
				w.report("%s: %v", path, err)
			}
		}
		if l.Kind == format.LinkHard {
			w.object(path+"/"+l.Name, l.Header, depth+1)
		}
	}
	if c, err := st.Count(); err != nil || c != n {
		w.report("%s: %d links, want %d: %v", path, n, c, err)
	}
	if st.TracksOrder() {
		m := uint64(0)
		for _, err := range st.All(links.ByCreation) {
			if err != nil {
				w.report("%s: links by creation order: %v", path, err)
				return
			}
			m++
		}
		if m != n {
			w.report("%s: %d links by creation order, %d by name", path, m, n)
		}
	}
}

func walkFile(f *file, report func(string, ...any)) *walker {
	w := &walker{f: f, report: report, seen: make(map[codec.Address]bool)}
	w.object("", f.super.Root.Header, 0)
	if f.super.Version >= 2 && f.super.Extension.Defined() {
		w.object("extension", f.super.Extension, 0)
	}
	return w
}

// TestCorpus walks all HDF5 files of a folder and logs what it finds: not all
// of HDF5's test files are good.
func TestCorpus(t *testing.T) {
	if *corpus == "" {
		t.Skip("no -corpus")
	}
	var files, objects, messages int
	err := filepath.WalkDir(*corpus, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".h5") && !strings.HasSuffix(path, ".hdf5") {
			return err
		}
		files++
		rel := strings.TrimPrefix(path, *corpus)
		f, err := openFile(path)
		if err != nil {
			t.Logf("%s: %v", rel, err)
			return nil
		}
		found := 0
		w := walkFile(f, func(format string, args ...any) {
			if found++; found <= 4 {
				t.Logf("%s: %s", rel, fmt.Sprintf(format, args...))
			}
		})
		objects += w.objects
		messages += w.messages
		return nil
	})
	t.Logf("%d files, %d objects, %d messages", files, objects, messages)
	if err != nil {
		t.Fatal(err)
	}
}
