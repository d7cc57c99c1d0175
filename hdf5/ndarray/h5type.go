package ndarray

import (
	"slices"
	"sort"
	"strings"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// h5py's mapping between numpy's dtypes and HDF5's datatypes.

// Sizes of variable-length elements: what the C library gives them in memory,
// which h5py's field offsets are made of, and in a file with 8-byte offsets.
const (
	stringMemory = 8  // char *
	vlenMemory   = 16 // hvl_t
	fileRefSize  = 16 // length, heap address, index
	opaqueTag    = "NUMPY:"
)

// FromHDF5 returns the dtype that h5py gives elements of an HDF5 type.
func FromHDF5(t *datatype.Type) (*DType, error) { return fromHDF5(MemoryLayout(t)) }

// MemoryLayout gives variable-length strings and sequences, and references, at
// any depth, the sizes that they have in the C library's memory; members move
// along. The offsets that h5py shows are those of this type.
func MemoryLayout(t *datatype.Type) *datatype.Type {
	if !t.HasVariable() && !t.HasReference() {
		return t
	}
	return t.Resized(func(t *datatype.Type) int {
		switch {
		case t.Class == datatype.String && t.Variable:
			return stringMemory
		case t.Class == datatype.Vlen:
			return vlenMemory
		case t.Class == datatype.Reference && t.Ref == datatype.RefObject:
			return objectRefSize
		case t.Class == datatype.Reference && t.Ref == datatype.RefRegion:
			return regionRefSize
		}
		return t.Size
	})
}

func fromHDF5(t *datatype.Type) (*DType, error) {
	switch t.Class {
	case datatype.Integer:
		return numberDType(map[bool]Kind{true: Int, false: Uint}[t.Signed], t.Size, t.Order)
	case datatype.Bitfield:
		return numberDType(Uint, t.Size, t.Order)
	case datatype.Float:
		return floatDType(t)
	case datatype.Time:
		return nil, typeError("No NumPy equivalent for TypeTimeID exists")
	case datatype.String:
		if t.Variable {
			return ObjectType().WithMeta(&Meta{VlenString: true, UTF8: t.CharSet == datatype.UTF8}), nil
		}
		return BytesType(t.Size).WithMeta(&Meta{UTF8: t.CharSet == datatype.UTF8}), nil
	case datatype.Opaque:
		return opaqueDType(t)
	case datatype.Compound:
		return compoundDType(t)
	case datatype.Reference:
		switch t.Ref {
		case datatype.RefObject:
			return ObjectType().WithMeta(&Meta{Ref: ObjectRef}), nil
		case datatype.RefRegion:
			return ObjectType().WithMeta(&Meta{Ref: RegionRef}), nil
		}
		return nil, typeError("Unknown reference type")
	case datatype.Enum:
		return enumDType(t)
	case datatype.Vlen:
		base, err := fromHDF5(t.Base)
		if err != nil {
			return nil, err
		}
		return ObjectType().WithMeta(&Meta{Vlen: base}), nil
	case datatype.Array:
		base, err := fromHDF5(t.Base)
		if err != nil {
			return nil, err
		}
		return SubArray(base, t.Dims)
	case datatype.Complex:
		part, err := fromHDF5(t.Base)
		if err != nil {
			return nil, err
		}
		if part.kind == Float && part.size >= 4 {
			return basic(Complex, min(2*part.size, 16)).ordered(part.order), nil
		}
	}
	return nil, typeError("No NumPy equivalent for %s exists", t.Class)
}

func numberDType(kind Kind, size int, order datatype.Order) (*DType, error) {
	o := Little
	if order == datatype.BigEndian {
		o = Big
	}
	d, err := TypeOf(kind, size)
	if err != nil {
		return nil, typeError("data type '%c%c%d' not understood", o, kind, size)
	}
	return d.ordered(o), nil
}

// floatDType is the smallest float that holds the type's exponents and
// mantissas; what longdouble does not hold either loses digits in float64.
func floatDType(t *datatype.Type) (*DType, error) {
	size := 8
	if f := t.Float; f != nil {
		top := 1<<min(f.ExpSize, 30) - int(f.Bias) - 1
		for _, c := range []struct{ size, mantissa, top, bottom int }{{2, 10, 16, -14}, {4, 23, 128, -126}, {8, 52, 1024, -1022}, {16, 64, 16384, -16382}} {
			mantissa := c.mantissa
			if f.Norm == datatype.NormImplied && c.size == 16 {
				mantissa--
			}
			if f.MantSize <= mantissa && top <= c.top && 1-int(f.Bias) >= c.bottom && c.size >= t.Size {
				size = c.size
				break
			}
		}
	}
	d, err := numberDType(Float, size, t.Order)
	if err != nil {
		return nil, err
	}
	return d.Marked(), nil // as h5py's are
}

func opaqueDType(t *datatype.Type) (*DType, error) {
	if text, ok := strings.CutPrefix(t.Tag, opaqueTag); ok {
		d, err := ParseDType(text)
		if err != nil {
			return nil, err
		}
		if d.size == t.Size && !d.hasObjects() {
			return d.WithMeta(&Meta{Opaque: true}), nil
		}
	}
	return basic(Void, t.Size), nil
}

// compoundDType is a structure, or a complex number where the members are two
// equal floats r and i.
func compoundDType(t *datatype.Type) (*DType, error) {
	fields := make([]Field, len(t.Members))
	for i, m := range t.Members {
		d, err := fromHDF5(m.Type)
		if err != nil {
			return nil, err
		}
		fields[i] = Field{Name: m.Name, Type: d, Offset: m.Offset}
	}
	if len(fields) == 2 && fields[0].Name == "r" && fields[1].Name == "i" {
		r, i := fields[0].Type, fields[1].Type
		if r.kind == Float && r.size >= 4 && r.Equal(i) {
			return basic(Complex, min(2*r.size, 16)).ordered(r.order), nil
		}
	}
	return Struct(fields, t.Size)
}

// enumDType is bool for the names FALSE and TRUE, else an integer with names.
func enumDType(t *datatype.Type) (*DType, error) {
	d, err := fromHDF5(t.Base)
	if err != nil || !d.isInteger() {
		return d, err
	}
	m := &Meta{EnumNames: slices.Clone(t.Names)}
	for i := range t.Names {
		b := t.Values[i*t.Base.Size : (i+1)*t.Base.Size]
		v := loadInt(b, d.order)
		if d.kind == Uint {
			v = int64(loadBits(b, d.order))
		}
		m.EnumValues = append(m.EnumValues, v)
	}
	if len(t.Names) == 2 {
		f, tr := slices.Index(t.Names, "FALSE"), slices.Index(t.Names, "TRUE")
		if f >= 0 && tr >= 0 && m.EnumValues[f] == 0 && m.EnumValues[tr] == 1 {
			return BoolType(), nil
		}
	}
	return d.WithMeta(m), nil
}

// HDF5 returns the type that h5py creates in a file for elements of d.
func (d *DType) HDF5() (*datatype.Type, error) {
	t, err := d.toHDF5()
	if err != nil {
		return nil, err
	}
	return t.WithRefSize(fileRefSize), nil
}

func (d *DType) h5order() datatype.Order {
	if d.order == Big {
		return datatype.BigEndian
	}
	return datatype.LittleEndian
}

func (d *DType) toHDF5() (*datatype.Type, error) {
	if d.meta != nil && d.meta.Opaque {
		return datatype.NewOpaque(d.size, opaqueTag+d.Str()), nil
	}
	switch d.kind {
	case Bool:
		return datatype.NewBool(), nil
	case Int, Uint:
		return d.integerType(), nil
	case Float:
		if d.size == 16 {
			return datatype.NewLongDouble(d.h5order()), nil
		}
		return datatype.NewFloat(d.size, d.h5order()), nil
	case Complex:
		part := datatype.NewFloat(d.size/2, d.h5order())
		return datatype.NewCompound(d.size, datatype.Member{Name: "r", Type: part},
			datatype.Member{Name: "i", Offset: d.size / 2, Type: part}), nil
	case Bytes:
		if d.size == 0 {
			return nil, valueError("Size must be positive (size must be positive)")
		}
		return datatype.NewFixedString(d.size, datatype.NullPad, d.charSet()), nil
	case Object:
		return d.objectType()
	case Void:
		return d.voidType((*DType).toHDF5)
	}
	return nil, typeError("No conversion path for dtype: %s", d.Repr())
}

func (d *DType) charSet() datatype.CharSet {
	if d.meta != nil && d.meta.UTF8 {
		return datatype.UTF8
	}
	return datatype.ASCII
}

// integerType is an integer, or an enumeration with its names sorted.
func (d *DType) integerType() *datatype.Type {
	base := datatype.NewInt(d.size, d.kind == Int, d.h5order())
	if d.meta == nil || d.meta.EnumNames == nil {
		return base
	}
	at := make([]int, len(d.meta.EnumNames))
	for i := range at {
		at[i] = i
	}
	sort.Slice(at, func(i, j int) bool { return d.meta.EnumNames[at[i]] < d.meta.EnumNames[at[j]] })
	names, values := make([]string, len(at)), make([]byte, d.size*len(at))
	for i, k := range at {
		names[i] = d.meta.EnumNames[k]
		storeBits(values[i*d.size:(i+1)*d.size], d.order, uint64(d.meta.EnumValues[k]))
	}
	return datatype.NewEnum(base, names, values)
}

func (d *DType) objectType() (*datatype.Type, error) {
	switch m := d.meta; {
	case m == nil:
	case m.VlenString:
		return datatype.NewVarString(d.charSet(), stringMemory), nil
	case m.Vlen != nil:
		base, err := m.Vlen.toHDF5()
		if err != nil {
			return nil, err
		}
		return datatype.NewVlen(base, vlenMemory), nil
	case m.Ref == ObjectRef:
		return datatype.NewReference(datatype.RefObject, objectRefSize), nil
	case m.Ref == RegionRef:
		return datatype.NewReference(datatype.RefRegion, regionRefSize), nil
	}
	return nil, typeError("Object dtype %s has no native HDF5 equivalent", d.Repr())
}

// voidType maps sub-arrays, structures and opaque bytes; element maps what is
// inside them.
func (d *DType) voidType(element func(*DType) (*datatype.Type, error)) (*datatype.Type, error) {
	switch {
	case d.base != nil:
		base, err := element(d.base)
		if err != nil {
			return nil, err
		}
		return datatype.NewArray(base, d.shape...), nil
	case d.size == 0:
		return nil, valueError("Size must be positive (size must be positive)")
	case d.fields == nil:
		return datatype.NewOpaque(d.size, ""), nil
	}
	// Members lie where the fields do, or later where earlier ones are longer
	// in HDF5 than in numpy.
	members := make([]datatype.Member, len(d.fields))
	at := make([]int, len(d.fields))
	for i := range at {
		at[i] = i
	}
	sort.SliceStable(at, func(i, j int) bool { return d.fields[at[i]].Offset < d.fields[at[j]].Offset })
	end := 0
	for _, i := range at {
		f := d.fields[i]
		t, err := element(f.Type)
		if err != nil {
			return nil, err
		}
		end = max(end, f.Offset)
		members[i] = datatype.Member{Name: f.Name, Offset: end, Type: t}
		end += t.Size
	}
	return datatype.NewCompound(max(end, d.size), members...), nil
}

// MemoryType returns the type of an array's bytes: variable-length elements
// are 8-byte handles into the array's Objects. References are not handles but
// raw bytes, for which Stage makes room; MemoryType gives an array of them
// their raw types, whose layout may differ from the array's.
func (d *DType) MemoryType() (*datatype.Type, error) {
	switch {
	case d.kind == Void && !(d.meta != nil && d.meta.Opaque):
		return d.voidType((*DType).MemoryType)
	case d.kind == Object && d.meta != nil && d.meta.Vlen != nil:
		base, err := d.meta.Vlen.MemoryType()
		if err != nil {
			return nil, err
		}
		return datatype.NewVlen(base, datatype.HandleSize), nil
	}
	return d.toHDF5()
}
