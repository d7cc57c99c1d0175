package h5py

import (
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// typeModule is h5py.h5t.
func (s *Session) typeModule() *pyrt.Module {
	m := lowModule("h5py.h5t", "Datatypes.", map[string]int{
		"NO_CLASS": -1, "INTEGER": 0, "FLOAT": 1, "TIME": 2, "STRING": 3, "BITFIELD": 4, "OPAQUE": 5, "COMPOUND": 6, "REFERENCE": 7,
		"ENUM": 8, "VLEN": 9, "ARRAY": 10, "COMPLEX": 11, "SGN_NONE": 0, "SGN_2": 1, "ORDER_LE": 0, "ORDER_BE": 1, "ORDER_VAX": 2,
		"ORDER_NONE": 4, "ORDER_NATIVE": 0, "STR_NULLTERM": 0, "STR_NULLPAD": 1, "STR_SPACEPAD": 2, "CSET_ASCII": 0, "CSET_UTF8": 1,
		"NORM_IMPLIED": 0, "NORM_MSBSET": 1, "NORM_NONE": 2, "PAD_ZERO": 0, "PAD_ONE": 1, "PAD_BACKGROUND": 2,
	}, map[string]pyrt.Func{"create": s.createTypeID, "py_create": s.pyCreate})
	for name, fn := range s.typeFunctions() {
		m.Members[name] = pyrt.NewFunc(name, fn)
	}
	for name, dt := range s.referenceDTypes() {
		m.Members[name] = dt
	}
	for name, t := range predefinedTypes() {
		m.Members[name] = &TypeID{session: s, t: t, fixed: true}
	}
	m.Members["VARIABLE"] = unlimited
	m.Members["TypeID"] = s.types.typeID
	for class, t := range s.types.typeClasses {
		m.Members[typeClassNames[class]] = t
	}
	return m
}

// predefinedTypes are the datatypes that have names.
func predefinedTypes() map[string]*hdf5Type {
	out := map[string]*hdf5Type{
		"C_S1":                  datatype.NewFixedString(1, datatype.NullTerm, datatype.ASCII),
		"FORTRAN_S1":            datatype.NewFixedString(1, datatype.SpacePad, datatype.ASCII),
		"STD_REF_OBJ":           datatype.NewReference(datatype.RefObject, 8),
		"STD_REF_DSETREG":       datatype.NewReference(datatype.RefRegion, 12),
		"NATIVE_FLOAT16":        datatype.NewFloat(2, datatype.LittleEndian),
		"NATIVE_FLOAT":          datatype.NewFloat(4, datatype.LittleEndian),
		"NATIVE_DOUBLE":         datatype.NewFloat(8, datatype.LittleEndian),
		"NATIVE_LDOUBLE":        datatype.NewLongDouble(datatype.LittleEndian),
		"LDOUBLE_LE":            datatype.NewLongDouble(datatype.LittleEndian),
		"LDOUBLE_BE":            datatype.NewLongDouble(datatype.BigEndian),
		"PYTHON_OBJECT":         datatype.NewOpaque(8, "PYTHON:OBJECT"),
		"NATIVE_FLOAT_COMPLEX":  datatype.NewComplex(datatype.NewFloat(4, datatype.LittleEndian)),
		"NATIVE_DOUBLE_COMPLEX": datatype.NewComplex(datatype.NewFloat(8, datatype.LittleEndian)),
	}
	for suffix, order := range map[string]datatype.Order{"LE": datatype.LittleEndian, "BE": datatype.BigEndian} {
		for _, bits := range []int{8, 16, 32, 64} {
			out[fmt.Sprintf("STD_I%d%s", bits, suffix)] = datatype.NewInt(bits/8, true, order)
			out[fmt.Sprintf("STD_U%d%s", bits, suffix)] = datatype.NewInt(bits/8, false, order)
			out[fmt.Sprintf("STD_B%d%s", bits, suffix)] = datatype.NewBitfield(bits/8, order)
			if order == datatype.LittleEndian {
				out[fmt.Sprintf("NATIVE_INT%d", bits)] = datatype.NewInt(bits/8, true, order)
				out[fmt.Sprintf("NATIVE_UINT%d", bits)] = datatype.NewInt(bits/8, false, order)
				out[fmt.Sprintf("NATIVE_B%d", bits)] = datatype.NewBitfield(bits/8, order)
			}
		}
		for _, bits := range []int{16, 32, 64} {
			float := datatype.NewFloat(bits/8, order)
			out[fmt.Sprintf("IEEE_F%d%s", bits, suffix)] = float
			out[fmt.Sprintf("COMPLEX_IEEE_F%d%s", bits, suffix)] = datatype.NewComplex(float)
		}
	}
	return out
}

// createTypeID makes an empty compound or opaque type.
func (s *Session) createTypeID(c *pyrt.Call) (starlark.Value, error) {
	var class, size int
	if err := c.Unpack("classtype", &class, "size", &size); err != nil {
		return nil, err
	}
	if size < 1 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to create datatype (size must be positive)")
	}
	switch datatype.Class(class) {
	case datatype.Compound:
		return s.typeID(datatype.NewCompound(size)), nil
	case datatype.Opaque:
		return s.typeID(datatype.NewOpaque(size, "")), nil
	}
	return nil, pyrt.Errorf(pyrt.ValueError, "Class must be COMPOUND or OPAQUE.")
}

// pyCreate returns the datatype of a dtype. Without logical it is that of the
// bytes in memory, which know no enumerations and no variable-length data.
func (s *Session) pyCreate(c *pyrt.Call) (starlark.Value, error) {
	var dtype starlark.Value
	var logical, aligned bool
	if err := c.Unpack("dtype_in", &dtype, "logical?", &logical, "aligned?", &aligned); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(dtype)
	if err != nil {
		return nil, err
	}
	if !logical {
		if dt.Kind() == ndarray.Object {
			return s.typeID(predefinedTypes()["PYTHON_OBJECT"]), nil
		}
		if m := dt.Meta(); m != nil && m.EnumNames != nil {
			dt = dt.WithMeta(nil)
		}
	}
	t, err := dt.HDF5()
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return s.typeID(t), nil
}
