package hdf5

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Attribute is a small named array that describes an object. Its value is as
// it was when the attribute was opened; variable-length data can be read until
// the attribute is changed.
type Attribute struct {
	of *object
	a  *attrs.Attribute
}

// Name returns the attribute's name.
func (a *Attribute) Name() string { return a.a.Name }

// CharSet returns the character set of the name.
func (a *Attribute) CharSet() datatype.CharSet { return a.a.CharSet }

// Type returns the datatype as it is in the file.
func (a *Attribute) Type() *datatype.Type { return a.a.Type }

// NamedType returns the committed datatype that the attribute shares, or nil.
func (a *Attribute) NamedType() (*NamedType, error) {
	defer a.of.file.rlock()()
	return a.of.file.namedType(a.a.Committed)
}

// Space returns the dataspace.
func (a *Attribute) Space() dataspace.Space { return a.a.Space }

// Read converts the whole value to mem's type. mem.Dims and mem.Select are
// not used: elements come in row-major order.
func (a *Attribute) Read(mem Memory) error {
	defer a.of.file.rlock()()
	if err := a.of.file.usable(); err != nil {
		return a.wrap(err)
	}
	n, err := elements(a.a.Space, mem)
	if err != nil {
		return a.wrap(err)
	}
	if len(a.a.Data)/a.a.Type.Size < n {
		return a.wrap(codec.Formatf("%d bytes for %d elements of %d bytes", len(a.a.Data), n, a.a.Type.Size))
	}
	if err := a.of.file.st.checkType(a.a.Type); err != nil {
		return a.wrap(err)
	}
	path, err := datatype.NewPath(a.a.Type, mem.Type, a.of.file.st.objects, mem.Objects)
	if err == nil {
		err = path.Convert(mem.Bytes, a.a.Data, n)
	}
	return a.wrap(err)
}

// elements returns the number of elements of an attribute, for which mem must
// have room.
func elements(space dataspace.Space, mem Memory) (int, error) {
	n := space.NumElements()
	if mem.Type == nil || mem.Type.Size <= 0 {
		return 0, fmt.Errorf("memory without a datatype: %w", ErrInvalid)
	}
	if n > uint64(len(mem.Bytes)/mem.Type.Size) {
		return 0, fmt.Errorf("memory of %d bytes for %d elements of %d bytes: %w", len(mem.Bytes), n, mem.Type.Size, ErrInvalid)
	}
	return int(n), nil
}

// Write replaces the whole value, converting it from mem's type. mem.Dims and
// mem.Select are not used.
func (a *Attribute) Write(mem Memory) error {
	defer a.of.file.lock()()
	fresh := *a.a
	err := a.of.putAttribute(&fresh, mem, (*attrs.Editor).Set)
	if err == nil {
		a.a = &fresh
	}
	return a.wrap(err)
}

func (a *Attribute) wrap(err error) error {
	if err == nil {
		return nil
	}
	return a.of.wrap(fmt.Errorf("attribute %q: %w", a.a.Name, err))
}
