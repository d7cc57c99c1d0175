package attrs

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

var errLater = codec.Unsupportedf("not yet")

// Attribute is a decoded attribute.
type Attribute struct {
	Name    string
	CharSet datatype.CharSet
	Type    *datatype.Type
	// Committed is the object header of a committed Type, else undefined.
	Committed codec.Address
	Space     dataspace.Space
	Data      []byte // elements in Type, read-only; empty for a null space
	Order     uint16 // creation order, if the object tracks it
}

// Store is the attributes of one object.
type Store struct{}

// Open returns the attributes of the object whose header is h.
func Open(rs objheader.Resolver, h *objheader.Header) (*Store, error) { return nil, errLater }

// Lookup returns the attribute of that name, false if there is none.
func (st *Store) Lookup(name string) (*Attribute, bool, error) { return nil, false, errLater }

// All yields the attributes: by name, or in creation order. An object that does
// not track creation order yields them in the order they are stored.
func (st *Store) All(byCreation bool) iter.Seq2[*Attribute, error] { return nil }

// Count returns the number of attributes.
func (st *Store) Count() (uint64, error) { return 0, errLater }

// Set adds an attribute to the object under edit, or replaces the one of its
// name. The caller commits the editor.
func Set(s codec.WritableSpace, e *objheader.Editor, a *Attribute) error { return errLater }

// Delete removes an attribute and reports whether there was one. The caller
// commits the editor.
func Delete(s codec.WritableSpace, e *objheader.Editor, name string) (bool, error) {
	return false, errLater
}
