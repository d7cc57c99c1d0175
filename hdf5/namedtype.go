package hdf5

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// NamedType is a datatype that is an object: datasets and attributes can
// share it (a committed datatype).
type NamedType struct {
	object
	typ *datatype.Type
}

// Type returns the datatype.
func (t *NamedType) Type() *datatype.Type { return t.typ }

// openNamedType makes a NamedType of an object header.
func (o object) openNamedType(header *objheader.Header) (*NamedType, error) {
	m, _ := header.Find(format.TypeDatatype)
	decoded, err := o.file.st.resolver().Decode(m)
	if err != nil {
		return nil, err
	}
	typ := decoded.(*format.Datatype).Datatype
	return &NamedType{o, typ}, o.file.st.checkType(typ)
}

// checkType refuses what is most likely damage, as libhdf5 2 does.
func (st *store) checkType(t *datatype.Type) error {
	if sparse := t.Sparse(); sparse != nil && !st.access.Relaxed {
		return codec.Formatf("datatype uses %d bits of %d bytes, most likely damage (relaxed checks read it)", sparse.Precision, sparse.Size)
	}
	return nil
}

// namedType opens the committed datatype at an address, nil if there is none.
func (f *File) namedType(addr codec.Address) (*NamedType, error) {
	if !addr.Defined() {
		return nil, nil
	}
	obj, err := f.object(addr, "")
	if err != nil {
		return nil, err
	}
	t, ok := obj.(*NamedType)
	if !ok {
		return nil, fmt.Errorf("object at %v: %w", addr, ErrWrongKind)
	}
	return t, nil
}

// minRoom is the least room for messages that libhdf5 gives an object header
// (H5O_MIN_SIZE): enough for a continuation.
const minRoom = 24

// CreateNamedType commits a datatype at a path; "" makes one without a name.
// options may be nil.
func (g *Group) CreateNamedType(path string, typ *datatype.Type, options *LinkCreate) (*NamedType, error) {
	return g.createNamedType(path, typ, options, nil)
}

func (g *Group) createNamedType(path string, typ *datatype.Type, options *LinkCreate, like *likeness) (*NamedType, error) {
	defer g.file.lock()()
	var stored *datatype.Type
	o, err := g.create(path, options, func(st *store) (codec.Address, error) {
		stored = typ.WithRefSize(st.objects.RefSize())
		if err := stored.Validate(); err != nil {
			return codec.Undefined, err
		}
		header := st.headerOptions(false, like)
		header.Room = max(header.Room, minRoom)
		e := objheader.Create(st.space, header)
		if err := e.Add(format.NewDatatype(stored, st.lowFor(like)), format.FlagConstant|format.FlagDontShare); err != nil {
			return codec.Undefined, err
		}
		return e.Commit()
	})
	if err != nil {
		return nil, fmt.Errorf("create named datatype %q: %w", path, err)
	}
	return &NamedType{o, stored}, nil
}
