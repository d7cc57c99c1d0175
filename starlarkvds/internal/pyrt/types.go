package pyrt

import "go.starlark.net/starlark"

// This file declares the types of Python's own values. Their constructors and
// members are found by functions (see constructor), not held in the variables:
// they refer to the types themselves.

// Python's built-in types.
var (
	ObjectType    = rootType("object")
	TypeType      = plainType("type")
	NoneType      = plainType("NoneType")
	IntType       = plainType("int")
	BoolType      = derivedType("bool", IntType)
	FloatType     = plainType("float")
	ComplexType   = plainType("complex")
	StrType       = plainType("str")
	BytesType     = plainType("bytes")
	ByteArrayType = plainType("bytearray")
	ListType      = plainType("list")
	TupleType     = plainType("tuple")
	DictType      = plainType("dict")
	SetType       = plainType("set")
	FrozenSetType = plainType("frozenset")
	RangeType     = plainType("range")
	SliceType     = plainType("slice")
	ModuleType    = plainType("module")
	FunctionType  = plainType("function")
	BuiltinType   = plainType("builtin_function_or_method")

	EnumerateType = plainType("enumerate")
	ZipType       = plainType("zip")
	MapType       = plainType("map")
	FilterType    = plainType("filter")
	ReversedType  = plainType("reversed")
	GeneratorType = plainType("generator")

	PropertyType     = plainType("property")
	StaticMethodType = plainType("staticmethod")
	ClassMethodType  = plainType("classmethod")

	listIteratorType  = plainType("list_iterator")
	tupleIteratorType = plainType("tuple_iterator")
	dictIteratorType  = plainType("dict_keyiterator")
	strIteratorType   = plainType("str_ascii_iterator")
	bytesIteratorType = plainType("bytes_iterator")
	setIteratorType   = plainType("set_iterator")
	rangeIteratorType = plainType("range_iterator")

	ellipsisType       = plainType("ellipsis")
	notImplementedType = plainType("NotImplementedType")
	dictKeysType       = plainType("dict_keys")
	dictValuesType     = plainType("dict_values")
	dictItemsType      = plainType("dict_items")
	methodType         = plainType("method")
	memoryViewType     = plainType("memoryview")

	// MethodType is the type of bound methods; called it makes one.
	MethodType = methodType

	GenericAliasType = NewType(TypeSpec{Name: "GenericAlias", Module: "types", New: newGenericAlias})
	UnionType        = NewType(TypeSpec{Name: "UnionType", Module: "types"})
)

// rootType returns the type that all others derive from.
func rootType(name string) *Type {
	t := &Type{spec: TypeSpec{Name: name}}
	t.mro = []*Type{t}
	return t
}

func plainType(name string) *Type { return derivedType(name, ObjectType) }

// derivedType returns a type of module builtins with one base.
func derivedType(name string, base *Type) *Type {
	t := &Type{spec: TypeSpec{Name: name, Bases: []*Type{base}}}
	t.mro = append([]*Type{t}, base.mro...)
	return t
}

// TypeOf returns type(x). A value of a foreign package that is not [Typed]
// gets a type that has its Starlark type name.
func TypeOf(x starlark.Value) *Type {
	switch x := x.(type) {
	case Typed:
		return x.PyType()
	case starlark.String:
		return StrType
	case starlark.Int:
		return IntType
	case starlark.Float:
		return FloatType
	case starlark.Bool:
		return BoolType
	case starlark.NoneType:
		return NoneType
	case *starlark.List:
		return ListType
	case starlark.Tuple:
		return TupleType
	case *starlark.Dict:
		return DictType
	case *starlark.Set:
		return SetType
	case starlark.Bytes:
		return BytesType
	case *starlark.Function, Compiled:
		return FunctionType
	case *starlark.Builtin:
		return BuiltinType
	}
	return derivedType(x.Type(), ObjectType)
}

// TypeName returns the name that Python's error texts give the type of x.
func TypeName(x starlark.Value) string {
	if t := TypeOf(x); !t.spec.Short && t.env == nil {
		return t.QualName()
	} else {
		return t.spec.Name
	}
}

// IsInstance reports whether x is an instance of t or of a type derived from
// it.
func IsInstance(x starlark.Value, t *Type) bool {
	return t == ObjectType || TypeOf(x).IsSubclass(t)
}
