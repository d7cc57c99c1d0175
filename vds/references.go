package vds

import (
	"errors"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// ErrForeignReference says that references to objects or regions were to be
// moved between files. Files hold them as addresses: in another file the same
// bytes lead to another object, or to none.
var ErrForeignReference = errors.New("references to objects of another file")

// Neighbour is a Source that knows whether it is in the virtual dataset's own
// file. One that does not say so is taken to be in another.
type Neighbour interface {
	SameFile() bool
}

// referable refuses elements with references that lead into another file.
func referable(s Source, memType *datatype.Type) error {
	if !memType.HasReference() {
		return nil
	}
	if n, ok := s.(Neighbour); ok && n.SameFile() {
		return nil
	}
	return ErrForeignReference
}
