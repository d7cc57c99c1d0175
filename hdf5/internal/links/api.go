package links

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

var errLater = codec.Unsupportedf("not yet")

// Order is an order of iteration.
type Order uint8

// The orders of iteration.
const (
	ByName     Order = iota // bytewise
	ByCreation              // as the links were made; a group that does not track it has none
)

// Store is the links of one group.
type Store interface {
	// Lookup returns the link of that name, false if there is none.
	Lookup(name string) (*format.Link, bool, error)
	// All yields the links in an order. ByCreation on a group that does not
	// track it yields an error.
	All(by Order) iter.Seq2[*format.Link, error]
	// Count returns the number of links.
	Count() (uint64, error)
	// TracksOrder reports whether links have a creation order.
	TracksOrder() bool
}

// Open returns the links of the group whose header is h, for reading. A
// header without any link storage is ErrNotGroup.
func Open(s codec.Space, h *objheader.Header) (Store, error) { return nil, errLater }

// Options are what a new group is made from.
type Options struct {
	Header                   objheader.Options // Version 1: a symbol table group, 2: a compact one
	TrackOrder, IndexOrder   bool              // of links; version 2 only
	MaxCompact, MinDense     uint16            // 0, 0: 8 and 6
	EstEntries, EstNameLen   uint16            // 0, 0: 4 and 8
	LocalHeapSize            uint64            // symbol table groups; 0: from the estimates
	GroupLeafK, GroupInternK int               // the superblock's
}

// Group is a group open for editing. It is a Store.
type Group struct{ Store }

// Create makes an empty group. Address tells where.
func Create(s codec.WritableSpace, o Options) (*Group, error) { return nil, errLater }

// Edit opens a group for editing.
func Edit(s codec.WritableSpace, addr codec.Address, leafK, internalK int) (*Group, error) {
	return nil, errLater
}

// Addr returns the address of the group's object header.
func (g *Group) Addr() codec.Address { return codec.Undefined }

// SymbolTable returns the B-tree and heap of an old-style group, which a
// symbol table entry that points to it caches; false for other groups.
func (g *Group) SymbolTable() (format.SymbolTable, bool) { return format.SymbolTable{}, false }

// Insert adds a link. Its creation order is set if the group tracks it. A link
// of that name that exists is ErrExists.
func (g *Group) Insert(l *format.Link) error { return errLater }

// Delete removes the link of that name and returns it; false if there is none.
func (g *Group) Delete(name string) (*format.Link, bool, error) { return nil, false, errLater }
