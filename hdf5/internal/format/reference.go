package format

import (
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Region is what a dataset region reference of the old kind points to in the
// global heap (VIII.B): an object and a selection of its elements.
type Region struct {
	Object    codec.Address
	Selection dataspace.Selection
}

// DecodeRegion decodes a region.
func DecodeRegion(r *codec.Reader) (*Region, error) {
	m := &Region{Object: r.Address("object header address")}
	var err error
	m.Selection, err = DecodeSelection(r)
	return m, err
}

// Encode writes a region.
func (m *Region) Encode(w *codec.Writer, low Bound) {
	w.Address("object header address", m.Object)
	EncodeSelection(w, m.Selection, low)
}

// refExternal is the flag of a reference that names its file.
const refExternal = 0x01

// StdRef is a reference of HDF5 1.12 (VIII.C). Its element in a dataset holds
// the kind, flags, and either the rest itself (an object of the same file) or
// the size and global heap id of the rest.
type StdRef struct {
	Kind      datatype.RefKind
	File      string // of another file's object
	Object    codec.Address
	Rank      int
	Selection dataspace.Selection // RefStdRegion
	Attribute string              // RefStdAttr
}

// stdRefSize returns the bytes of an element: kind, flags, and the size, heap
// address and index of the rest.
func stdRefSize(s codec.Sizes) int { return 1 + 1 + 4 + int(s.Offsets) + 4 }

// DecodeStdRefHead decodes the first two bytes of an element and reports
// whether the rest is in the global heap.
func DecodeStdRefHead(r *codec.Reader) (kind datatype.RefKind, flags uint8, inHeap bool) {
	kind = datatype.RefKind(r.U8("reference type"))
	flags = r.Flags("flags", refExternal)
	if r.Err() == nil && (kind < datatype.RefStdObject || kind > datatype.RefStdAttr) {
		r.Failf("reference type", "got %d, want 2 to 4", kind)
	}
	return kind, flags, kind != datatype.RefStdObject || flags&refExternal != 0
}

// DecodeStdRef decodes what follows the head.
func DecodeStdRef(r *codec.Reader, kind datatype.RefKind, flags uint8) (*StdRef, error) {
	m := &StdRef{Kind: kind}
	width := r.U8("token size")
	if r.Err() == nil && width != r.Sizes().Offsets {
		r.Failf("token size", "got %d, want %d", width, r.Sizes().Offsets)
	}
	m.Object = r.Address("token")
	if flags&refExternal != 0 {
		m.File = string(r.Bytes("file name", int(r.U16("length of file name"))))
	}
	switch kind {
	case datatype.RefStdRegion:
		r.Skip("size of selection", 4)
		m.Rank = int(r.U32("rank"))
		var err error
		if m.Selection, err = DecodeSelection(r); err != nil {
			return m, err
		}
	case datatype.RefStdAttr:
		m.Attribute = string(r.Bytes("attribute name", int(r.U16("length of attribute name"))))
	}
	return m, r.Err()
}
