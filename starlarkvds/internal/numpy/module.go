package numpy

import (
	"math"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// version is the numpy whose behaviour this package follows.
const Version = "2.4.0"

// functionSpecs lists the functions of the module numpy.
func functionSpecs() []spec {
	return slices.Concat(createFunctions, shapeFunctions, combineFunctions, reduceFunctions, statisticsFunctions, mathFunctions, productFunctions,
		sortFunctions, logicFunctions, textFunctions, infoFunctions, errFunctions, iterationFunctions, fileFunctions)
}

// Module returns the module numpy of this session.
func (lib *Library) Module() *pyrt.Module {
	if lib.module != nil {
		return lib.module
	}
	m := &pyrt.Module{Name: "numpy", Doc: "numpy's arrays and functions, as far as scripts for HDF5 use them.", Members: lib.members()}
	m.Lazy = func(name string) (starlark.Value, error) {
		v, err := lib.lazyMember(name)
		if v != nil {
			m.Members[name] = v
			return v, nil
		}
		if err == nil {
			err = absent("numpy", name)
		}
		return nil, err
	}
	lib.module = m
	return m
}

// lazyMember makes the members that are written in the language itself.
func (lib *Library) lazyMember(name string) (starlark.Value, error) {
	switch name {
	case "char", "fft", "ma", "strings":
		return lib.scriptedModule("_numpy_"+name, name)
	case "lib":
		m := lib.submodule("lib", nil, nil)
		v, err := lib.scriptedModule("_numpy_recfunctions", "lib.recfunctions")
		if v != nil {
			m.Members["recfunctions"] = v
		}
		return m, err
	}
	return lib.scriptedMember(name)
}

// absent is the error for a name that the module lacks: it tells numpy's names, with what to use instead, from
// others. Dunder names are pyrt's.
func absent(module, name string) error {
	if len(name) > 2 && name[:2] == "__" {
		return nil
	}
	hint, known := lacking[strings.TrimPrefix(module+".", "numpy.")+name]
	switch {
	case hint != "":
		hint = " (vdscript's numpy lacks it: " + hint + ")"
	case known:
		hint = " (vdscript's numpy lacks it: see docs/numpy.md)"
	}
	return pyrt.Errorf(pyrt.AttributeError, "module '%s' has no attribute '%s'%s", module, name, hint)
}

func (lib *Library) members() starlark.StringDict {
	d := starlark.StringDict{
		"pi": starlark.Float(math.Pi), "e": starlark.Float(math.E), "euler_gamma": starlark.Float(0.5772156649015329),
		"nan": starlark.Float(math.NaN()), "inf": starlark.Float(math.Inf(1)), "newaxis": starlark.None,
		"True_": lib.yes, "False_": lib.no, "little_endian": starlark.True,
		"__version__": starlark.String(Version),
		"random":      lib.randomModule(), "linalg": lib.submodule("linalg", linalgFunctions, starlark.StringDict{"LinAlgError": linAlgError}),
		"testing":    lib.submodule("testing", testingFunctions, nil),
		"exceptions": lib.submodule("exceptions", nil, publicExceptions()),
	}
	for _, s := range slices.Concat(functionSpecs(), hiddenFunctions) {
		d[s.name] = newFunction(lib, s)
	}
	for name, f := range lib.ufuncs() {
		d[name] = f
	}
	for name, t := range lib.types.byName {
		d[name] = t
	}
	for name, v := range lib.subscripters() {
		d[name] = v
	}
	byName := starlark.NewDict(len(lib.types.byName))
	for name, t := range lib.types.byName {
		if _, ok := lib.types.dtypes[t]; ok {
			check(byName.SetKey(starlark.String(name), t))
		}
	}
	d["sctypeDict"], d["ScalarType"], d["typecodes"] = byName, lib.types.scalarTypes(), typeCodes()
	return d
}

// submodule makes numpy.<name> from a table of functions and further members.
func (lib *Library) submodule(name string, rows []spec, more starlark.StringDict) *pyrt.Module {
	members := make(starlark.StringDict, len(rows)+len(more))
	for _, s := range rows {
		members[s.name] = newFunction(lib, s)
	}
	for k, v := range more {
		members[k] = v
	}
	full := "numpy." + name
	m := &pyrt.Module{Name: full, Members: members}
	m.Lazy = func(name string) (v starlark.Value, err error) {
		defer catch(&err)
		if full != "numpy.linalg" {
			return nil, absent(full, name)
		}
		for script, names := range map[string]string{"_numpy_linalg": scriptedLinalg, "_numpy_lapack": factorizations} {
			if !slices.Contains(strings.Fields(names), name) {
				continue
			}
			if v := lib.scriptFunction(script, name); v != nil {
				members[name] = v
				return v, nil
			}
		}
		return nil, absent(full, name)
	}
	return m
}

// IsModule reports whether a dotted name is a module of this package.
func IsModule(name string) bool {
	switch name {
	case "numpy", "numpy.random", "numpy.linalg", "numpy.testing", "numpy.exceptions", "numpy.char", "numpy.fft", "numpy.ma", "numpy.strings", "numpy.lib", "numpy.lib.recfunctions":
		return true
	}
	return false
}

// Import returns the module of a dotted name, or nil for one that this package does not have.
func (lib *Library) Import(name string) (*pyrt.Module, error) {
	if name == "numpy" {
		return lib.Module(), nil
	}
	if !IsModule(name) {
		return nil, nil
	}
	m := lib.Module()
	for part := range strings.SplitSeq(strings.TrimPrefix(name, "numpy."), ".") {
		v, err := m.Attr(part)
		if err != nil {
			return nil, err
		}
		m = v.(*pyrt.Module)
	}
	return m, nil
}

// scalarTypes are the classes whose instances are single elements: np.ScalarType.
func (t *typeTable) scalarTypes() starlark.Tuple {
	out := starlark.Tuple{pyrt.IntType, pyrt.FloatType, pyrt.ComplexType, pyrt.BoolType, pyrt.BytesType, pyrt.StrType}
	for _, row := range concreteTypes {
		out = append(out, t.byName[row.name])
	}
	return out
}

// typeCodes are the one-letter codes of dtypes by group: np.typecodes.
func typeCodes() *starlark.Dict {
	d := starlark.NewDict(9)
	for _, row := range [][2]string{
		{"Character", "c"}, {"Integer", "bhilqnp"}, {"UnsignedInteger", "BHILQNP"}, {"Float", "efdg"}, {"Complex", "FDG"},
		{"AllInteger", "bBhHiIlLqQnNpP"}, {"AllFloat", "efdgFDG"}, {"Datetime", "Mm"}, {"All", "?bhilqnpBHILQNPefdgFDGSUVOMm"},
	} {
		check(d.SetKey(starlark.String(row[0]), starlark.String(row[1])))
	}
	return d
}
