package numpy

import (
	"fmt"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// infoFunctions describe the limits of dtypes.
var infoFunctions = []spec{
	{"iinfo", "int_type", func(c *call) starlark.Value {
		dt := infoType(c, "int_type")
		bits := 8 * dt.ItemSize()
		r := &record{class: "iinfo"}
		switch dt.Kind() {
		case ndarray.Int:
			r.set("min", starlark.MakeInt64(-1<<(bits-1)))
			r.set("max", starlark.MakeInt64(1<<(bits-1)-1))
		case ndarray.Uint:
			r.set("min", starlark.MakeInt(0))
			r.set("max", starlark.MakeUint64(math.MaxUint64>>(64-bits)))
		default:
			throwf(pyrt.ValueError, "Invalid integer data type '%c'.", dt.Kind())
		}
		r.set("bits", starlark.MakeInt(bits))
		r.set("dtype", c.FromDType(dt))
		r.set("kind", starlark.String(string(rune(dt.Kind()))))
		r.repr = fmt.Sprintf("iinfo(min=%s, max=%s, dtype=%s)", r.field("min"), r.field("max"), dt.Name())
		r.str = fmt.Sprintf("Machine parameters for %s\n---------------------------------------------------------------\nmin = %s\nmax = %s\n"+
			"---------------------------------------------------------------\n", dt.Name(), r.field("min"), r.field("max"))
		return r
	}},
	{"finfo", "dtype", func(c *call) starlark.Value {
		dt := infoType(c, "dtype")
		if dt.Kind() == ndarray.Complex {
			dt = must(ndarray.TypeOf(ndarray.Float, dt.ItemSize()/2))
		}
		if dt.Kind() != ndarray.Float {
			throwf(pyrt.ValueError, "data type %s not inexact", dt.Repr())
		}
		return c.finfoRecord(dt)
	}},
}

// infoType reads a dtype, or the dtype of a number.
func infoType(c *call, name string) *ndarray.DType {
	switch v := c.value(name).(type) {
	case starlark.Int, starlark.Float, *Scalar, *Array, pyrt.Complex:
		return must(c.ToArray(v, nil)).DType()
	default:
		return must(c.ToDType(v))
	}
}

// floatLimits are the properties of a binary format.
type floatLimits struct {
	max, tiny, eps, epsneg, smallest, resolution float64
	nmant, iexp, precision, maxexp, minexp       int
}

func (lib *Library) finfo(dt *ndarray.DType) floatLimits {
	f := floatLimits{nmant: 52, iexp: 11, precision: 15, maxexp: 1024, minexp: -1022}
	switch dt.ItemSize() {
	case 2:
		f = floatLimits{nmant: 10, iexp: 5, precision: 3, maxexp: 16, minexp: -14}
	case 4:
		f = floatLimits{nmant: 23, iexp: 8, precision: 6, maxexp: 128, minexp: -126}
	}
	f.eps = math.Ldexp(1, -f.nmant)
	f.epsneg = f.eps / 2
	f.max = math.Ldexp(2-f.eps, f.maxexp-1)
	f.tiny = math.Ldexp(1, f.minexp)
	f.smallest = math.Ldexp(1, f.minexp-f.nmant)
	f.resolution = math.Pow(10, -float64(f.precision))
	return f
}

func (lib *Library) finfoRecord(dt *ndarray.DType) starlark.Value {
	f := lib.finfo(dt)
	r := &record{class: "finfo"}
	for name, v := range map[string]float64{"max": f.max, "min": -f.max, "tiny": f.tiny, "smallest_normal": f.tiny, "eps": f.eps,
		"epsneg": f.epsneg, "smallest_subnormal": f.smallest, "resolution": f.resolution} {
		r.set(name, lib.FromScalar(must(ndarray.NewScalar(lib.nd, dt, v))))
	}
	for name, v := range map[string]int{"bits": 8 * dt.ItemSize(), "nmant": f.nmant, "iexp": f.iexp, "nexp": f.iexp, "precision": f.precision,
		"maxexp": f.maxexp, "minexp": f.minexp, "machep": -f.nmant, "negep": -f.nmant - 1} {
		r.set(name, starlark.MakeInt(v))
	}
	r.set("dtype", lib.FromDType(dt))
	str := func(name string) string { s, _ := pyrt.Str(r.fields[name]); return s }
	r.repr = fmt.Sprintf("finfo(resolution=%s, min=%s, max=%s, dtype=%s)", str("resolution"), str("min"), str("max"), dt.Name())
	line := strings.Repeat("-", 63) + "\n"
	r.str = fmt.Sprintf("Machine parameters for %s\n%sprecision = %3s   resolution = %s\nmachep = %6s   eps =        %s\nnegep =  %6s   epsneg =     %s\n"+
		"minexp = %6s   tiny =       %s\nmaxexp = %6s   max =        %s\nnexp =   %6s   min =        -max\nsmallest_normal = %s   smallest_subnormal = %s\n%s",
		dt.Name(), line, str("precision"), str("resolution"), str("machep"), str("eps"), str("negep"), str("epsneg"),
		str("minexp"), str("tiny"), str("maxexp"), str("max"), str("nexp"), str("smallest_normal"), str("smallest_subnormal"), line)
	return r
}

// A record is an immutable value with named fields and its own text.
type record struct {
	class, repr, str string
	fields           starlark.StringDict
}

var (
	_ starlark.HasAttrs = (*record)(nil)
	_ pyrt.Strer        = (*record)(nil)
)

func (r *record) set(name string, v starlark.Value) {
	if r.fields == nil {
		r.fields = make(starlark.StringDict)
	}
	r.fields[name] = v
}

func (r *record) field(name string) string { return r.fields[name].String() }

// String returns Python's repr.
func (r *record) String() string { return r.repr }

// PyStr implements pyrt.Strer.
func (r *record) PyStr() (string, error) { return r.str, nil }

// Type implements starlark.Value.
func (r *record) Type() string { return "numpy." + r.class }

// Freeze implements starlark.Value.
func (r *record) Freeze() {}

// Truth implements starlark.Value.
func (r *record) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (r *record) Hash() (uint32, error) { return starlark.String(r.repr).Hash() }

// Attr implements starlark.HasAttrs.
func (r *record) Attr(name string) (starlark.Value, error) { return r.fields[name], nil }

// AttrNames lists the fields.
func (r *record) AttrNames() []string { return r.fields.Keys() }
