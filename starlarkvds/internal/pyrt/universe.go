package pyrt

import (
	"go.starlark.net/starlark"
)

// Universe returns the names that are predeclared for lowered scripts: the
// runtime's own, which begin with "$", Python's builtins and its exception
// classes. The host adds names of its own and passes the map to
// [NewModuleBox], which adds the names that belong to one module. The map is
// fresh.
func Universe(*Env) starlark.StringDict {
	d := make(starlark.StringDict, 256)
	for name, apply := range binaryOperators() {
		d[name] = &operator{name, apply}
	}
	for name, apply := range unaryOperators() {
		d[name] = &unaryOperator{name, apply}
	}
	for name, fn := range runtimeFunctions() {
		d[name] = NewFunc(name, fn)
	}
	for name, fn := range builtinFunctions() {
		d[name] = NewFunc(name, fn)
	}
	for _, t := range scriptTypes() {
		d[t.Name()] = t
	}
	for _, t := range exceptionClasses() {
		d[t.Name()] = t
	}
	d["EnvironmentError"], d["IOError"] = OSError, OSError
	d["$Ellipsis"], d["Ellipsis"] = Ellipsis, Ellipsis
	d["NotImplemented"] = NotImplemented
	d["__debug__"] = starlark.True
	return d
}

// IsPredeclared reports whether [Universe] has the name; $m, which the host
// adds, counts.
func IsPredeclared(name string) bool {
	if name == "" {
		return false
	}
	switch name {
	case "$m", "$star", "$display", "$Ellipsis", "Ellipsis", "NotImplemented", "EnvironmentError", "IOError", "__debug__":
		return true
	}
	if name[0] == '$' {
		return runtimeFunctions()[name] != nil || binaryOperators()[name] != nil || unaryOperators()[name] != nil
	}
	if builtinFunctions()[name] != nil {
		return true
	}
	for _, list := range [...][]*Type{scriptTypes(), exceptionClasses()} {
		for _, t := range list {
			if t.Name() == name {
				return true
			}
		}
	}
	return false
}

// scriptTypes are the types that scripts may name without an import.
func scriptTypes() []*Type {
	return []*Type{
		ObjectType, TypeType, IntType, BoolType, FloatType, ComplexType, StrType, BytesType, ByteArrayType, memoryViewType, ListType, TupleType,
		DictType, SetType, FrozenSetType, RangeType, SliceType, EnumerateType, ZipType, MapType, FilterType,
		ReversedType, PropertyType, StaticMethodType, ClassMethodType,
	}
}

// runtimeFunctions are the functions that lowered code calls, by the names of
// dialect/names.go.
func runtimeFunctions() map[string]Func {
	return map[string]Func{
		"$iter":      iter1,
		"$each":      each,
		"$unpack":    unpackValue,
		"$slice":     makeSlice,
		"$cat":       cat,
		"$tuple":     tupleOf,
		"$set":       setOfList,
		"$dict":      dictOfList,
		"$merge":     merge,
		"$kwargs":    keywords,
		"$fstring":   fstring,
		"$imag":      imaginary,
		"$delitem":   delItem,
		"$delattr":   delAttr,
		"$bound":     bound,
		"$assign":    assign,
		"$import":    importModule,
		"$module":    module,
		"$from":      fromModule,
		"$assert":    assertion,
		"$raise":     raise,
		"$try":       tryStatement,
		"$match":     match,
		"$handled":   handled,
		"$annotate":  annotate,
		"$with":      with,
		"$cells":     newCells,
		"$gen":       newGenerator,
		"$genonce":   newGeneratorOnce,
		"$yieldfrom": yieldFrom,
		"$class":     newClass,
	}
}

// builtinFunctions are Python's built-in functions.
func builtinFunctions() map[string]Func {
	return map[string]Func{
		"abs":        abs,
		"all":        quantifier(false),
		"any":        quantifier(true),
		"ascii":      ascii,
		"bin":        inBase('b'),
		"callable":   callable,
		"chr":        chr,
		"delattr":    delAttr,
		"dir":        dir,
		"divmod":     divmod,
		"exit":       exitScript,
		"quit":       exitScript,
		"help":       help,
		"format":     formatBuiltin,
		"getattr":    getAttr,
		"globals":    globals,
		"hasattr":    hasAttr,
		"hash":       hashBuiltin,
		"hex":        inBase('x'),
		"id":         idOf,
		"input":      input,
		"isinstance": isInstance,
		"issubclass": isSubclass,
		"iter":       iterBuiltin,
		"len":        lenOf,
		"max":        extreme(Gt),
		"min":        extreme(Lt),
		"next":       next,
		"oct":        inBase('o'),
		"open":       Open,
		"ord":        ord,
		"pow":        pow,
		"print":      printValues,
		"repr":       reprOf,
		"round":      round,
		"setattr":    setAttr,
		"sorted":     sorted,
		"sum":        sum,
		"super":      newSuper,
		"vars":       vars,
	}
}
