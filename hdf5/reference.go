package hdf5

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// Reference is what an element of a reference type points to.
type Reference struct {
	Kind    datatype.RefKind
	Address uint64 // of the object header, for [File.Object]
	// Selection holds the elements that a region reference points to.
	Selection dataspace.Selection
	Attribute string // name of an attribute of the object, or ""
	Path      string // name of another file that holds the object, or ""
}

// Reference decodes an element of a reference type as it lies in the file, or
// in memory with wider addresses. It returns nil for one that points to nothing.
func (f *File) Reference(typ *datatype.Type, element []byte) (*Reference, error) {
	defer f.rlock()()
	if err := f.usable(); err != nil {
		return nil, err
	}
	if typ.Class != datatype.Reference || len(element) < typ.Size {
		return nil, fmt.Errorf("%v of %d bytes as a reference: %w", typ.Class, len(element), ErrInvalid)
	}
	element, err := f.st.storedReference(typ, element[:typ.Size])
	if err != nil {
		return nil, err
	}
	ref, err := f.st.reference(typ.Ref, element)
	if err != nil {
		return nil, fmt.Errorf("file %q: reference: %w", f.name, err)
	}
	return ref, nil
}

// storedReference gives the addresses in a reference the width of the file's.
func (st *store) storedReference(typ *datatype.Type, element []byte) ([]byte, error) {
	stored := datatype.NewReference(typ.Ref, int(st.space.Sizes().Offsets))
	switch typ.Ref {
	case datatype.RefObject:
	case datatype.RefRegion:
		stored.Size += 4 // the index in the heap collection
	default:
		return element, nil
	}
	path, err := datatype.NewPath(typ, stored, nil, nil)
	if err != nil {
		return nil, err
	}
	out := make([]byte, stored.Size)
	return out, path.Convert(out, element, 1)
}

// reference decodes a reference (Spec VIII.B and C).
func (st *store) reference(kind datatype.RefKind, element []byte) (*Reference, error) {
	r := codec.NewReader("reference", codec.Undefined, element, st.space.Sizes())
	switch kind {
	case datatype.RefObject:
		addr := r.Address("address")
		return pointer(&Reference{Kind: kind, Address: uint64(addr)}, addr), r.Err()
	case datatype.RefRegion:
		return st.regionReference(r)
	case datatype.RefStdObject, datatype.RefStdRegion, datatype.RefStdAttr:
		return st.stdReference(r)
	}
	return nil, codec.Unsupportedf("reference kind %d", kind)
}

// pointer returns ref, or nil where the address means nothing.
func pointer(ref *Reference, addr codec.Address) *Reference {
	if addr == 0 || !addr.Defined() {
		return nil
	}
	return ref
}

func (st *store) regionReference(r *codec.Reader) (*Reference, error) {
	id := heap.GlobalID{Collection: r.Address("heap collection"), Index: r.U32("index")}
	if r.Err() != nil || id.Collection == 0 || !id.Collection.Defined() {
		return nil, r.Err()
	}
	block, err := st.objects.read(id)
	if err != nil {
		return nil, err
	}
	region, err := format.DecodeRegion(codec.NewReader("dataset region", id.Collection, block, st.space.Sizes()))
	if err != nil {
		return nil, err
	}
	ref := &Reference{Kind: datatype.RefRegion, Address: uint64(region.Object), Selection: region.Selection}
	return pointer(ref, region.Object), nil
}

// stdReference decodes a reference of HDF5 1.12. The first two bytes say
// whether the rest is in the global heap.
func (st *store) stdReference(r *codec.Reader) (*Reference, error) {
	if allZero(r) {
		return nil, nil
	}
	kind, flags, inHeap := format.DecodeStdRefHead(r)
	if inHeap {
		r.Skip("size", 4)
		id := heap.GlobalID{Collection: r.Address("heap collection"), Index: r.U32("index")}
		if err := r.Err(); err != nil {
			return nil, err
		}
		block, err := st.objects.read(id)
		if err != nil {
			return nil, err
		}
		r = codec.NewReader("reference in heap", id.Collection, block, st.space.Sizes())
	}
	m, err := format.DecodeStdRef(r, kind, flags)
	if err != nil {
		return nil, err
	}
	ref := &Reference{Kind: kind, Address: uint64(m.Object), Selection: m.Selection, Attribute: m.Attribute, Path: m.File}
	return pointer(ref, m.Object), nil
}

// allZero reports an element that was never written. It leaves the reader at
// its start.
func allZero(r *codec.Reader) bool {
	look := *r
	for _, b := range look.Rest() {
		if b != 0 {
			return false
		}
	}
	return true
}
