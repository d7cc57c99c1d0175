package numpy

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// scripted are the functions of numpy that are written in the language itself, by the module of package stdlib that
// holds them. A script that uses none of them does not load it.
var scripted = map[string]string{
	"_numpy_genfromtxt": "genfromtxt",
	"_numpy_index": "diag_indices diag_indices_from fill_diagonal mask_indices put_along_axis tril_indices tril_indices_from " +
		"triu_indices triu_indices_from",
	"_numpy_more": "apply_over_axes astype bartlett blackman broadcast cumulative_prod cumulative_sum datetime_as_string ediff1d frompyfunc gradient hamming " +
		"hanning histogram2d histogramdd matvec packbits piecewise polyval real_if_close require sort_complex trim_zeros typename unpackbits unwrap vander " +
		"vecdot vecmat",
	"_numpy_order": "nanmedian nanpercentile nanquantile percentile quantile",
	"_numpy_pad":   "pad",
	"_numpy_poly":  "poly1d polyadd polyder polydiv polyfit polyint polymul polysub",
	"_numpy_set":   "intersect1d setdiff1d unique_all unique_counts unique_inverse",
}

// scriptedLinalg are those of numpy.linalg, and factorizations those of them that take matrices apart.
const (
	scriptedLinalg = "cross diagonal matmul matrix_norm matrix_power matrix_transpose multi_dot outer slogdet tensordot trace vecdot vector_norm"
	factorizations = "cholesky cond eigh eigvalsh lstsq matrix_rank pinv qr svd svdvals"
)

// script returns a module of package stdlib, which runs once in a session; nil where the host has none.
func (lib *Library) script(module string) *pyrt.Module {
	if m, ok := lib.scripts[module]; ok || lib.session.Import == nil {
		return m
	}
	m, err := lib.session.Import(lib.session.Thread(), module)
	check(err)
	lib.scripts[module] = m
	return m
}

// scriptedMember is a function of numpy that is written in the language itself, nil for other names.
func (lib *Library) scriptedMember(name string) (v starlark.Value, err error) {
	defer catch(&err)
	for module, names := range scripted {
		if slices.Contains(strings.Fields(names), name) {
			return lib.scriptFunction(module, name), nil
		}
	}
	return nil, nil
}

func (lib *Library) scriptFunction(module, name string) starlark.Value {
	m := lib.script(module)
	if m == nil {
		return nil
	}
	return m.Members[name]
}

// scriptedModule is a module of numpy that is written in the language itself: what its __all__ names.
func (lib *Library) scriptedModule(module, name string) (v starlark.Value, err error) {
	defer catch(&err)
	m := lib.script(module)
	if m == nil {
		return nil, nil
	}
	members := make(starlark.StringDict)
	for _, item := range must(pyrt.Collect(m.Members["__all__"])) {
		s, _ := starlark.AsString(item)
		members[s] = m.Members[s]
	}
	full := "numpy." + name
	return &pyrt.Module{Name: full, Doc: m.Doc, Members: members, Lazy: func(name string) (starlark.Value, error) { return nil, absent(full, name) }}, nil
}

// viaScript answers a call with the function of the same name, or another, that is written in the language.
func (c *call) viaScript(module, name string) starlark.Value {
	f := c.scriptFunction(module, name)
	if f == nil {
		throwf(pyrt.NotImplementedError, "%s with these arguments needs the modules of the host", c.sig.name)
	}
	var args starlark.Tuple
	var kwargs []starlark.Tuple
	for i, p := range c.sig.params {
		if v := c.vals[i]; v != nil && p.required {
			args = append(args, v)
		} else if v != nil {
			kwargs = append(kwargs, starlark.Tuple{starlark.String(p.name), v})
		}
	}
	return must(starlark.Call(c.thread, f, args, kwargs))
}
