package hdf5

import "github.com/vdscript/vdscript/hdf5/datatype"

// NamedType is a datatype that is an object: datasets and attributes can
// share it (a committed datatype).
type NamedType struct{ object }

// Type returns the datatype.
func (t *NamedType) Type() *datatype.Type { return nil }
