package links_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
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
		if bytes.Equal(again, b) || bytes.Equal(withOldLengths(again), b) {
			return
		}
	}
	again, _ := format.EncodeVirtualBlock(v, format.BoundV110, w.f.Sizes())
	w.report("%s: mappings differ:\n got %x\nwant %x", path, again, b)
}

// withOldLengths returns mappings as HDF5 1.10.0 wrote them, which made the
// files of tools/testfiles/vds: the length of a regular hyperslab counted its
// rank alone, 4 bytes. From 1.10.1 on it counts the 32 bytes of each dimension
// too. libhdf5 reads both, since it does not look at the length.
func withOldLengths(block []byte) []byte {
	const header = 13 // type 2, version 2, flags and length
	regular := []byte{2, 0, 0, 0, 2, 0, 0, 0, 1}
	old := slices.Clone(block)
	for at := 0; ; at += header {
		i := bytes.Index(old[at:], regular)
		if i < 0 {
			break
		}
		at += i
		rank := binary.LittleEndian.Uint32(old[at+header:])
		if length := old[at+len(regular):]; binary.LittleEndian.Uint32(length) == 4+32*rank {
			binary.LittleEndian.PutUint32(length, 4)
		}
	}
	end := len(old) - 4
	binary.LittleEndian.PutUint32(old[end:], codec.Lookup3(old[:end], 0))
	return old
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

// notWhole are HDF5's test files in which the walk finds something, by the
// pattern of their names, with the reason.
var notWhole = []struct{ pattern, reason string }{
	{"*family*", "part of a family: addresses lead into other parts"},
	{"*multi*", "part of a multi file: addresses lead into other parts"},
	{"tsplit_file-r.h5", "the raw half of a split file"},
	{"aggr.h5", "file space info of 1.10.0, without a page size"},
	{"none.h5", "file space info of 1.10.0, without a page size"},
	{"fsm_aggr_*persist.h5", "file space info of 1.10.0"},
	{"paged_*persist.h5", "file space info of 1.10.0"},
	{"bad_compound.h5", "corrupt on purpose: members outside of their type"},
	{"bad_offset.h5", "corrupt on purpose: names outside of the heap"},
	{"corrupt_stab_msg.h5", "corrupt on purpose: symbol table message"},
	{"corrupted_name_len.h5", "corrupt on purpose: length of an attribute's name"},
	{"*[cC][vV][eE]*", "reproducer of a fault of libhdf5"},
	{"tbogus.h5", "unknown messages that must not be ignored"},
	{"th5s.h5", "33 dimensions"},
	{"h5stat_err_*.h5", "corrupt on purpose: messages"},
	{"h5clear_*.h5", "metadata only in a cache image, or never written"},
	{"tarray4.h5", oldArrays}, {"tarrold.h5", oldArrays}, {"tcompound*.h5", oldArrays}, {"tnestedcomp.h5", oldArrays},
	{"tsaf.h5", oldArrays}, {"tstr.h5", oldArrays},
}

const oldArrays = "array members of datatype version 1, which encode as version 2"

// TestFilesOfLibhdf5AreWhole walks all metadata of HDF5's own test files:
// every link, attribute and index entry is found again by lookup, and every
// message encodes to the bytes that libhdf5 wrote.
func TestFilesOfLibhdf5AreWhole(t *testing.T) {
	root := hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's own test files")
	var files, objects int
	err := filepath.WalkDir(root, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".h5") && !strings.HasSuffix(name, ".hdf5") {
			return err
		}
		files++
		var findings []string
		if f, err := openFile(name); err != nil {
			findings = append(findings, err.Error())
		} else {
			objects += walkFile(f, func(format string, args ...any) {
				findings = append(findings, fmt.Sprintf(format, args...))
			}).objects
		}
		if len(findings) > 0 && !isNotWhole(filepath.Base(name)) {
			t.Errorf("%s: %s", strings.TrimPrefix(name, root), strings.Join(findings[:min(len(findings), 4)], "\n"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 400 || objects < 30000 {
		t.Errorf("walked %d objects of %d files", objects, files)
	}
}

func isNotWhole(base string) bool {
	return slices.ContainsFunc(notWhole, func(n struct{ pattern, reason string }) bool {
		ok, err := path.Match(n.pattern, base)
		return ok && err == nil
	})
}
