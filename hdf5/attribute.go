package hdf5

import (
	"context"
	"iter"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Attributes are the attributes of one object.
type Attributes struct{}

// Len returns the number of attributes.
func (a *Attributes) Len() (int, error) { return 0, nil }

// All yields the attributes. They may be changed while they are yielded.
func (a *Attributes) All(order IterOrder) iter.Seq2[*Attribute, error] { return nil }

// Open returns an attribute.
func (a *Attributes) Open(name string) (*Attribute, error) { return nil, nil }

// Has reports whether there is an attribute of that name.
func (a *Attributes) Has(name string) (bool, error) { return false, nil }

// Create makes an attribute whose value is zero until it is written.
func (a *Attributes) Create(name string, typ *datatype.Type, space dataspace.Space) (*Attribute, error) {
	return nil, nil
}

// Put makes an attribute with a value, in place of one of the same name.
// mem.Dims may be nil for the shape of space; mem.Select is not used.
func (a *Attributes) Put(ctx context.Context, name string, typ *datatype.Type, space dataspace.Space, mem Memory) error {
	return nil
}

// Delete removes an attribute.
func (a *Attributes) Delete(name string) error { return nil }

// Rename gives an attribute another name.
func (a *Attributes) Rename(from, to string) error { return nil }

// Attribute is a small named array that describes an object. Its value is as
// it was when the attribute was opened.
type Attribute struct{}

// Name returns the attribute's name.
func (a *Attribute) Name() string { return "" }

// CharSet returns the character set of the name.
func (a *Attribute) CharSet() datatype.CharSet { return datatype.ASCII }

// Type returns the datatype as it is in the file.
func (a *Attribute) Type() *datatype.Type { return nil }

// Space returns the dataspace.
func (a *Attribute) Space() dataspace.Space { return dataspace.Space{} }

// Read converts the whole value to mem's type. mem.Dims and mem.Select are
// not used: elements come in row-major order.
func (a *Attribute) Read(ctx context.Context, mem Memory) error { return nil }

// Write replaces the whole value, converting it from mem's type.
func (a *Attribute) Write(ctx context.Context, mem Memory) error { return nil }
