package h5py

import (
	"fmt"
	"path"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Datatype is a datatype that a file stores under a name: h5py.Datatype.
type Datatype struct {
	session *Session
	file    *File
	core    *hdf5.NamedType
	own     instance
}

func (t *Datatype) instance() *instance { return &t.own }

var (
	_ starlark.HasAttrs = (*Datatype)(nil)
	_ pyrt.Comparer     = (*Datatype)(nil)
	_ pyrt.Typed        = (*Datatype)(nil)
	_ object            = (*Datatype)(nil)
)

func (t *Datatype) core5() hdf5.Object { return t.core }
func (t *Datatype) home() *File        { return t.file }

var datatypeMembers = withMembers("Datatype", map[string]func(*Datatype) (starlark.Value, error){
	"dtype": func(t *Datatype) (starlark.Value, error) {
		dt, err := ndarray.FromHDF5(t.core.Type())
		if err != nil {
			return nil, numpy.PyError(err)
		}
		return t.session.np.FromDType(dt), nil
	},
}, nil)

// PyCompare makes types equal that are the same object.
func (t *Datatype) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	return sameObject(op, t, y)
}

// Attr returns an attribute.
func (t *Datatype) Attr(name string) (starlark.Value, error) {
	v, err := datatypeMembers.attr(t, name)
	return t.own.attr(name, v, err)
}

// SetField takes names of the script's.
func (t *Datatype) SetField(name string, v starlark.Value) error {
	return setField(datatypeMembers, t, name, v)
}

// AttrNames lists the attributes.
func (t *Datatype) AttrNames() []string { return datatypeMembers.names() }

// String returns h5py's repr.
func (t *Datatype) String() string {
	if t.file.core.Closed() {
		return "<Closed HDF5 named type>"
	}
	name, dtype := "anonymous", "?"
	if n := t.core.Name(); n != "" {
		name = path.Base(n)
	}
	if dt, err := ndarray.FromHDF5(t.core.Type()); err == nil {
		dtype = dt.Str()
	}
	return fmt.Sprintf("<HDF5 named type \"%s\" (dtype %s)>", name, dtype)
}

// Type implements starlark.Value.
func (t *Datatype) Type() string { return "Datatype" }

// Freeze implements starlark.Value.
func (t *Datatype) Freeze() {}

// Truth tells whether the file is open.
func (t *Datatype) Truth() starlark.Bool { return starlark.Bool(!t.file.core.Closed()) }

// Hash implements starlark.Value.
func (t *Datatype) Hash() (uint32, error) { return hashObject(t) }

// PyType implements pyrt.Typed.
func (t *Datatype) PyType() *pyrt.Type { return t.session.types.datatype }

// newDatatype is h5py.Datatype(identifier): the object of a committed
// datatype, or a datatype to make datasets with.
func (s *Session) newDatatype(c *pyrt.Call) (starlark.Value, error) {
	var bind starlark.Value
	if err := c.Unpack("bind", &bind); err != nil {
		return nil, err
	}
	t, ok := bind.(*TypeID)
	switch {
	case !ok:
		return nil, pyrt.Errorf(pyrt.ValueError, "%s is not a TypeID", reprOf(bind))
	case t.named != nil:
		return t.named, nil
	}
	return t, nil
}

func isNamedType(v starlark.Value) bool {
	_, ok := v.(*Datatype)
	return ok
}

// fileType reads a dtype argument: what elements are in memory, what they are
// in the file, and the named datatype if it is one.
func (s *Session) fileType(v starlark.Value) (*ndarray.DType, *hdf5Type, *hdf5.NamedType, error) {
	if t, ok := v.(*Datatype); ok {
		dt, err := ndarray.FromHDF5(t.core.Type())
		return dt, t.core.Type(), t.core, numpy.PyError(err)
	}
	if t, ok := v.(*TypeID); ok {
		dt, err := ndarray.FromHDF5(t.t)
		return dt, t.t, nil, numpy.PyError(err)
	}
	dt, err := s.np.ToDType(v)
	if err != nil {
		return nil, nil, nil, err
	}
	typ, err := dt.HDF5()
	return dt, typ, nil, numpy.PyError(err)
}

// stringDType returns h5py.string_dtype: variable-length for length 0.
func stringDType(encoding string, length int) *ndarray.DType {
	if length > 0 {
		return ndarray.BytesType(length).WithMeta(&ndarray.Meta{UTF8: encoding == "utf-8"})
	}
	return ndarray.ObjectType().WithMeta(&ndarray.Meta{VlenString: true, UTF8: encoding == "utf-8"})
}

// encodingOf returns the character set of strings, "utf-8" or "ascii", and ""
// for a dtype of anything else.
func encodingOf(dt *ndarray.DType) string {
	meta := dt.Meta()
	switch isText := dt.Kind() == ndarray.Bytes || meta != nil && meta.VlenString; {
	case !isText:
		return ""
	case meta != nil && meta.UTF8:
		return "utf-8"
	}
	return "ascii"
}

// pick returns the compound dtype of some fields, packed, in the given order.
func pick(dt *ndarray.DType, names []string) (*ndarray.DType, error) {
	fields := make([]ndarray.Field, len(names))
	for i, name := range names {
		f, ok := dt.Field(name)
		if !ok {
			return nil, pyrt.Errorf(pyrt.ValueError, "Field %s does not appear in this type.", name)
		}
		fields[i] = f
	}
	return ndarray.PackedStruct(fields, false)
}

// typeFunctions are the functions of h5py's module about datatypes.
func (s *Session) typeFunctions() map[string]pyrt.Func {
	return map[string]pyrt.Func{
		"string_dtype":       s.makeString,
		"enum_dtype":         s.makeEnum,
		"vlen_dtype":         s.makeVlen,
		"check_string_dtype": s.checkString,
		"check_enum_dtype":   s.checkEnum,
		"check_vlen_dtype":   s.checkVlen,
		"opaque_dtype":       s.makeOpaque,
		"check_opaque_dtype": s.checkOpaque,
		"check_ref_dtype":    s.checkRef,

		"complex_compat_dtype": s.complexCompat,
		"check_complex_dtype":  s.checkComplex,
		"special_dtype":        s.specialDType,
		"check_dtype":          s.checkDType,
	}
}

func (s *Session) makeString(c *pyrt.Call) (starlark.Value, error) {
	encoding, length := "utf-8", starlark.Value(starlark.None)
	if err := c.Unpack("encoding?", &encoding, "length?", &length); err != nil {
		return nil, err
	}
	if encoding != "utf-8" && encoding != "ascii" {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid encoding (%s); 'utf-8' or 'ascii' allowed", reprOf(starlark.String(encoding)))
	}
	n := 0
	if length != starlark.None {
		var err error
		if n, err = pyrt.Int(length); err != nil || n < 1 {
			return nil, pyrt.Errorf(pyrt.TypeError, "length must be integer or None (got %s)", reprOf(length))
		}
	}
	return s.np.FromDType(stringDType(encoding, n)), nil
}

func (s *Session) makeEnum(c *pyrt.Call) (starlark.Value, error) {
	var values *starlark.Dict
	var base starlark.Value = starlark.String("u1")
	if err := c.Unpack("values_dict", &values, "basetype?", &base); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(base)
	if err != nil {
		return nil, err
	}
	if dt.Kind() != ndarray.Int && dt.Kind() != ndarray.Uint {
		return nil, pyrt.Errorf(pyrt.TypeError, "Only integer types can be used as enums")
	}
	meta := &ndarray.Meta{}
	for _, item := range values.Items() {
		name, ok := starlark.AsString(item[0])
		n, isInt := asIndex(item[1])
		v, fits := n.Int64()
		if !ok || !isInt || !fits {
			return nil, pyrt.Errorf(pyrt.TypeError, "an enum maps names to integers, not %s to %s", reprOf(item[0]), reprOf(item[1]))
		}
		meta.EnumNames, meta.EnumValues = append(meta.EnumNames, name), append(meta.EnumValues, v)
	}
	return s.np.FromDType(dt.WithMeta(meta)), nil
}

func (s *Session) makeVlen(c *pyrt.Call) (starlark.Value, error) {
	var base starlark.Value
	if err := c.Unpack("basetype", &base); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(base)
	if err != nil {
		return nil, err
	}
	if dt.Kind() == ndarray.Unicode && dt.ItemSize() == 0 {
		return s.np.FromDType(stringDType("utf-8", 0)), nil
	}
	if dt.Kind() == ndarray.Bytes && dt.ItemSize() == 0 {
		return s.np.FromDType(stringDType("ascii", 0)), nil
	}
	return s.np.FromDType(ndarray.ObjectType().WithMeta(&ndarray.Meta{Vlen: dt})), nil
}

// checked reads the argument of a check function.
func (s *Session) checked(c *pyrt.Call) (*ndarray.DType, error) {
	var v starlark.Value
	if err := c.Unpack("dt", &v); err != nil {
		return nil, err
	}
	return s.np.ToDType(v)
}

func (s *Session) checkString(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.checked(c)
	if err != nil {
		return nil, err
	}
	encoding, length := encodingOf(dt), starlark.Value(starlark.None)
	if dt.Kind() == ndarray.Bytes {
		length = starlark.MakeInt(dt.ItemSize())
	}
	if encoding == "" {
		return starlark.None, nil
	}
	return pyrt.NewNamedTuple("string_info", []string{"encoding", "length"}, starlark.Tuple{starlark.String(encoding), length}), nil
}

func (s *Session) checkEnum(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.checked(c)
	if err != nil || dt.Meta() == nil || dt.Meta().EnumNames == nil {
		return starlark.None, err
	}
	names, values := dt.Meta().EnumNames, dt.Meta().EnumValues
	out := starlark.NewDict(len(names))
	for i, name := range names {
		if err := out.SetKey(starlark.String(name), starlark.MakeInt64(values[i])); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Session) checkVlen(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.checked(c)
	switch {
	case err != nil || dt.Meta() == nil:
		return starlark.None, err
	case dt.Meta().VlenString && dt.Meta().UTF8:
		return pyrt.StrType, nil
	case dt.Meta().VlenString:
		return pyrt.BytesType, nil
	case dt.Meta().Vlen == nil:
		return starlark.None, nil
	}
	return s.np.FromDType(dt.Meta().Vlen), nil
}
