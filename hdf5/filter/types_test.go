package filter

import "github.com/vdscript/vdscript/hdf5/datatype"

var int16Type = datatype.NewInt(2, false, datatype.LittleEndian)
