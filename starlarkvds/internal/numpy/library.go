package numpy

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A Library is the numpy of one session.
type Library struct {
	session *pyrt.Env
	nd      *ndarray.Env
	types   *typeTable
	print   ndarray.PrintOptions
	onError errState
	methods map[string]*function
	yes, no *Scalar // np.True_ and np.False_
	// legacy is the global state behind numpy.random's functions.
	legacy *generator
	module *pyrt.Module
	// scripts are the modules of package stdlib that have been run.
	scripts map[string]*pyrt.Module
	// RefType gives h5py's classes of references, for dtype.metadata; nil without h5py.
	RefType func(ndarray.RefKind) starlark.Value
	// Reference gives h5py's value for an ndarray.Reference or
	// ndarray.RegionReference; the value implements Itemer. nil without h5py.
	Reference func(any) starlark.Value
}

// Itemer is implemented by values that object arrays store as a Go value: h5py's references.
type Itemer interface {
	NumpyItem() any
}

// New returns the numpy of a session. Arrays take memory within limits; warnings go to the session.
func New(session *pyrt.Env, limits ndarray.Limits) *Library {
	lib := &Library{session: session, print: *ndarray.DefaultPrintOptions(), onError: defaultErrState()}
	lib.nd = &ndarray.Env{Limits: limits, Objects: objectOps{lib}, Warn: lib.warn}
	lib.types = newTypeTable(lib)
	lib.yes, lib.no = &Scalar{lib: lib, s: ndarray.BoolValue(true)}, &Scalar{lib: lib, s: ndarray.BoolValue(false)}
	lib.methods, lib.scripts = make(map[string]*function), make(map[string]*pyrt.Module)
	twister := random.NewMT19937(random.NewSeedSequence(nil, nil))
	lib.legacy = newGenerator(lib, &random.Stream{BitGenerator: twister, Legacy: true})
	return lib
}

// Env returns what the library's arrays share, for arrays made elsewhere.
func (lib *Library) Env() *ndarray.Env { return lib.nd }

// FromArray returns an array as a value, 0-d ones too.
func (lib *Library) FromArray(a *ndarray.Array) *Array { return &Array{lib: lib, a: a} }

// FromScalar returns one element as numpy's indexing does: a numpy scalar, or for object elements the object.
func (lib *Library) FromScalar(s ndarray.Scalar) starlark.Value {
	if s.DType().Kind() == ndarray.Object {
		return lib.fromItem(s.Item())
	}
	if s.DType().Kind() == ndarray.Bool {
		return lib.boolean(s)
	}
	return &Scalar{lib: lib, s: s.Tight()}
}

// boolean returns np.True_ or np.False_, of which there is one each.
func (lib *Library) boolean(s ndarray.Scalar) *Scalar {
	if t, _ := s.Truth(); t {
		return lib.yes
	}
	return lib.no
}

// Unbox returns what numpy's functions return for an array: a scalar in place of a 0-d one.
func (lib *Library) Unbox(a *ndarray.Array) starlark.Value {
	if a.NDim() > 0 {
		return lib.FromArray(a)
	}
	return lib.FromScalar(a.Flat(0))
}

// exceptionClass finds the class of ndarray's error kinds.
func exceptionClass(kind string) *pyrt.Type {
	if t, ok := numpyExceptions[kind]; ok {
		return t
	}
	return pyrt.ExceptionNamed(kind)
}

// numpyExceptions are the classes of numpy.exceptions that ndarray's errors name.
var numpyExceptions = map[string]*pyrt.Type{
	"AxisError": pyrt.NewType(pyrt.TypeSpec{Name: "AxisError", Module: "numpy.exceptions",
		Bases: []*pyrt.Type{pyrt.ValueError, pyrt.IndexError}}),
	"DTypePromotionError":         pyrt.NewType(pyrt.TypeSpec{Name: "DTypePromotionError", Module: "numpy.exceptions", Bases: []*pyrt.Type{pyrt.TypeError}}),
	"ComplexWarning":              warningClass("ComplexWarning", "RuntimeWarning"),
	"ModuleDeprecationWarning":    warningClass("ModuleDeprecationWarning", "DeprecationWarning"),
	"RankWarning":                 warningClass("RankWarning", "RuntimeWarning"),
	"TooHardError":                warningClass("TooHardError", "RuntimeError"),
	"VisibleDeprecationWarning":   warningClass("VisibleDeprecationWarning", "UserWarning"),
	"UFuncTypeError":              ufuncError("UFuncTypeError"),
	"_UFuncNoLoopError":           ufuncError("_UFuncNoLoopError"),
	"_UFuncOutputCastingError":    ufuncError("_UFuncOutputCastingError"),
	"_UFuncBinaryResolutionError": ufuncError("_UFuncBinaryResolutionError"),
}

func ufuncError(name string) *pyrt.Type {
	return pyrt.NewType(pyrt.TypeSpec{Name: name, Module: "numpy._core._exceptions", Bases: []*pyrt.Type{pyrt.TypeError}})
}

func warningClass(name, base string) *pyrt.Type {
	return pyrt.NewType(pyrt.TypeSpec{Name: name, Module: "numpy.exceptions", Bases: []*pyrt.Type{pyrt.ExceptionNamed(base)}})
}

// publicExceptions are the members of numpy.exceptions.
func publicExceptions() starlark.StringDict {
	d := make(starlark.StringDict)
	for _, name := range []string{"AxisError", "ComplexWarning", "DTypePromotionError", "ModuleDeprecationWarning", "RankWarning", "TooHardError",
		"VisibleDeprecationWarning"} {
		d[name] = numpyExceptions[name]
	}
	return d
}
