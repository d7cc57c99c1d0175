package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// CacheType says what the scratch pad of a symbol table entry holds.
type CacheType uint32

// The cache types.
const (
	CacheNothing CacheType = 0
	CacheGroup   CacheType = 1 // the group's symbol table message
	CacheSoft    CacheType = 2 // a soft link's value
)

// SymbolEntry is a symbol table entry (III.C): one link of an old-style
// group, or the root group of superblock versions 0 and 1.
type SymbolEntry struct {
	NameOffset uint64        // of the link's name in the group's local heap
	Header     codec.Address // object header; undefined for soft links
	Cache      CacheType
	BTree      codec.Address // CacheGroup
	Heap       codec.Address // CacheGroup
	LinkOffset uint32        // CacheSoft: of the value in the local heap
}

// SymbolEntrySize returns the bytes of an entry.
func SymbolEntrySize(s codec.Sizes) int { return int(s.Lengths) + int(s.Offsets) + 4 + 4 + 16 }

// DecodeSymbolEntry decodes an entry.
func DecodeSymbolEntry(r *codec.Reader) SymbolEntry {
	// The specification calls the first field an offset and gives it the
	// width of an address; so does libhdf5, which reads a length there.
	e := SymbolEntry{BTree: codec.Undefined, Heap: codec.Undefined}
	e.NameOffset = r.Length("link name offset")
	e.Header = r.Address("object header address")
	e.Cache = CacheType(r.U32("cache type"))
	r.Skip("reserved", 4)
	scratch := r.Sub("symbol table entry scratch pad", 16)
	switch e.Cache {
	case CacheNothing:
	case CacheGroup:
		e.BTree = scratch.Address("address of B-tree")
		e.Heap = scratch.Address("address of name heap")
	case CacheSoft:
		e.LinkOffset = scratch.U32("offset to link value")
	default:
		r.Failf("cache type", "got %d, want 0 to 2", e.Cache)
	}
	r.Merge(scratch)
	return e
}

// Encode writes the entry.
func (e SymbolEntry) Encode(w *codec.Writer) {
	w.Length("link name offset", e.NameOffset)
	w.Address("object header address", e.Header)
	w.U32(uint32(e.Cache))
	w.Zero(4)
	end := w.Len() + 16
	switch e.Cache {
	case CacheGroup:
		w.Address("address of B-tree", e.BTree)
		w.Address("address of name heap", e.Heap)
	case CacheSoft:
		w.U32(e.LinkOffset)
	}
	w.Zero(max(end-w.Len(), 0))
}
