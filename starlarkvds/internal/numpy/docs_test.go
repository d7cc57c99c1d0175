package numpy

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

var update = flag.Bool("update", false, "rewrite docs/numpy.md")

// TestSupportTable keeps docs/numpy.md equal to the tables that make the module.
func TestSupportTable(t *testing.T) {
	path := filepath.Join("..", "..", "..", "docs", "numpy.md")
	want := supportTable()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/numpy.md is stale: run go test ./starlarkvds/internal/numpy -run SupportTable -update")
	}
}

// memberNames are the public members of a module of numpy.
func memberNames(module string) []string {
	return strings.Fields(run("import numpy." + module + "\nprint(' '.join(sorted([n for n in dir(np." + module + ") if n[0] != '_'])))"))
}

// otherMembers are the members of the module that are neither functions nor types of scalars.
var otherMembers = []string{"c_", "e", "euler_gamma", "False_", "inf", "index_exp", "mgrid", "nan", "ndarray", "newaxis", "ogrid", "pi", "r_", "s_", "True_", "dtype",
	"ufunc", "exceptions", "ScalarType", "sctypeDict", "typecodes", "little_endian"}

// supportTable writes every name that scripts can use, from the tables.
func supportTable() string {
	var b strings.Builder
	b.WriteString(`# numpy in vdscript

` + "`import numpy as np`" + ` gives numpy ` + Version + `'s behaviour for the names below: values, dtypes, text of print and repr, exception classes and
messages. Thousands of expressions are compared with numpy itself in the tests (starlarkvds/internal/numpy/testdata/snippets).
Every public name of numpy stands in this file, as one that vdscript has or under "Names that vdscript lacks": those raise an
AttributeError that says so. The file is generated from the module's tables; tests compare it with them and with numpy's own names.

Random numbers have numpy's streams: the same seed gives the same numbers, from the legacy functions (MT19937) and from
` + "`default_rng`" + ` (PCG64).

## Differences
- Sorting is always stable; ` + "`partition`" + ` sorts completely.
- Pickling is refused: ` + "`save`" + ` and ` + "`load`" + ` take every dtype but objects.
- Options of a function that change nothing here (` + "`order='K'`" + `, ` + "`subok`" + `, ` + "`device`" + `, ` + "`like`" + `) are accepted.
- Functions of float64 (exponentials, logarithms, powers, trigonometry) are rounded correctly, as the C library's are in all but a few of a thousand cases. numpy's
  own last place depends on the processor: with AVX-512 up to 5 % of its results of exp, power, arcsin and cosh differ from those without, and from ours.
- float32 results of exp, log, sin and cos are numpy's; of other such functions they are the exact ones, rounded, where numpy's may differ in the last place.
- Exponential, gamma and similar random numbers, which need logarithms and powers, may differ from numpy's in the last place (about one in a thousand), as numpy's own do between platforms.
- ` + "`longdouble`" + ` is x87's 80-bit float, as on x86-64 Linux, on every machine: + - * /, square roots, rounding and comparisons are exact to its last bit; other functions are
  computed in float64. There is no complex256; files with it are read as complex128.
- ` + "`legacy=`" + ` of the print options goes back to 1.21 (scalars without their types, no shapes); ` + "`'1.13'`" + ` writes numbers as 1.21 does.
- ` + "`genfromtxt(usemask=True)`" + ` is refused; words that are no numbers become the filling value.
- Times and object arrays mix by the objects' own operators, where numpy refuses them.
- The results of ` + "`broadcast_arrays`" + ` and of ` + "`einsum('ii->i', a)`" + ` are read-only.
- Underflow is not noticed: ` + "`np.errstate(under=...)`" + ` changes nothing. ` + "`longlong`" + ` and ` + "`ulonglong`" + ` are other names of ` + "`int64`" + ` and ` + "`uint64`" + `.
- ` + "`numpy.fft`" + ` computes complex transforms in numpy's order of operations, to the last bit; transforms of real numbers are made of them and may differ in the last place.
- Factorizations of matrices (` + "`svd`, `eigh`, `lstsq`, `qr`, `cholesky`" + `) are computed by rotations and reflections, not by LAPACK: vectors may have other signs, and the last places differ.
  ` + "`solve` and `inv`" + ` take real matrices, one at a time.
- ` + "`numpy.ma.MaskedArray`" + ` is a class beside arrays, not one of them: numpy's own functions see its data without the mask; use its methods, its operators and the functions of ` + "`numpy.ma`" + `.
- ` + "`type(np.dtype('f8'))`" + ` is ` + "`numpy.dtype`" + ` for every dtype.

## Speed
Large arrays are computed by all processors, in blocks that stay in the cache. On the machine of the tests (two cores, AVX-512) sum, add,
multiply, comparisons and astype on 64 million elements of float64 and float32 take 0.5 to 0.9 times numpy's time, of int32 0.9 to 1.1; every
second element of int32 takes 1.6 times. Where numpy has the vector instructions of the processor, or BLAS, it is far ahead: exponentials and
logarithms 3 to 10 times, sorting 2 to 6 times, products of large matrices 50 times. To measure it on yours:

    go test ./hdf5/ndarray -run XXX -bench Large
    python hdf5/ndarray/testdata/bench.py
    vdscript hdf5/ndarray/testdata/bench.py

An operation on a small array costs 1 to 4 microseconds (` + "`go test ./starlarkvds/internal/numpy -run XXX -bench Loops`" + `).

`)
	section := func(title string, rows []spec) {
		b.WriteString("## " + title + "\n\n| name | parameters |\n|---|---|\n")
		rows = slices.Clone(rows)
		slices.SortFunc(rows, func(x, y spec) int { return strings.Compare(x.name, y.name) })
		for _, r := range rows {
			fmt.Fprintf(&b, "| `%s` | `%s` |\n", r.name, strings.ReplaceAll(strings.TrimPrefix(strings.TrimPrefix(r.sig, "self, "), "self"), "|", "\\|"))
		}
		b.WriteString("\n")
	}
	names := func(title string, list []string) {
		b.WriteString("## " + title + "\n\n`" + strings.Join(list, "` `") + "`\n\n")
	}
	section("Functions", functionSpecs())
	var more []string
	for _, list := range scripted {
		more = append(more, strings.Fields(list)...)
	}
	slices.Sort(more)
	names("Functions written in the language itself", more)
	names("numpy.char", memberNames("char"))
	names("numpy.strings", memberNames("strings"))
	names("numpy.fft", memberNames("fft"))
	names("numpy.ma", memberNames("ma"))
	names("numpy.lib.recfunctions", memberNames("lib.recfunctions"))
	names("Universal functions", slices.Sorted(slices.Values(append(strings.Fields(ufuncNames), slices.Collect(maps.Keys(ufuncAliases))...))))
	b.WriteString("Each has `reduce`, `accumulate`, `outer`, `at`, `nin`, `nout`, and the keywords `out`, `where`, `casting`, `dtype`.\n\n")
	section("Methods of arrays and scalars", slices.Collect(maps.Values(methodRows())))
	names("Attributes of arrays and scalars", sortedKeys(arrayAttrs))
	names("Attributes of dtypes", sortedKeys(dtypeAttrs))
	var types []string
	for _, row := range abstractTypes {
		types = append(types, row[0])
	}
	for _, row := range concreteTypes {
		types = append(types, row.name)
	}
	names("Scalar types", append(types, sortedKeys(typeAliases)...))
	names("Other members", otherMembers)
	section("numpy.linalg", linalgFunctions)
	b.WriteString("And, written in the language itself: `" + strings.Join(strings.Fields(scriptedLinalg+" "+factorizations), "` `") + "`\n\n")
	section("numpy.random: functions and RandomState", slices.Collect(maps.Values(legacyRows())))
	section("numpy.random: Generator", slices.Collect(maps.Values(modernRows())))
	b.WriteString("Also `default_rng`, `Generator`, `RandomState`, `SeedSequence`, `PCG64`, `MT19937`.\n\n")
	section("numpy.testing", testingFunctions)
	b.WriteString("## Names that vdscript lacks\n\n| name | instead |\n|---|---|\n")
	for _, name := range sortedKeys(lacking) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, lacking[name])
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// TestEveryName holds the tables against numpy's own modules: a public name is a member here, or stands among those
// that we lack; and what we list under either is so.
func TestEveryName(t *testing.T) {
	var public map[string][]string
	out := hdf5test.RunPython(t, t.TempDir(), `
import json, warnings
warnings.simplefilter("ignore")
import numpy as np
print(json.dumps({m: [n for n in dir(eval("np" + m)) if n[0] != "_"] for m in ["", ".random", ".linalg", ".char", ".strings"]}))
`)
	if err := json.Unmarshal([]byte(out), &public); err != nil {
		t.Fatal(err)
	}
	for module, names := range public {
		code := "import numpy" + module + "\nfor n in ['" + strings.Join(names, "', '") + "']:\n    if not hasattr(np" + module + ", n):\n        print(n)\n"
		absent := strings.Fields(run(code))
		for _, name := range names {
			full := strings.TrimPrefix(module+"."+name, ".")
			if _, listed := lacking[full]; listed != slices.Contains(absent, name) {
				t.Errorf("numpy.%s: listed as lacking: %v, absent: %v", full, listed, !listed)
			}
		}
	}
	for name := range lacking {
		module, last := "", name
		if i := strings.IndexByte(name, '.'); i >= 0 {
			module, last = "."+name[:i], name[i+1:]
		}
		if !slices.Contains(public[module], last) {
			t.Errorf("numpy has no %s", name)
		}
	}
}

// TestAbsentName checks that the error for a name of numpy's tells it from a mistake.
func TestAbsentName(t *testing.T) {
	for code, want := range map[string]string{
		"np.memmap": "AttributeError: module 'numpy' has no attribute 'memmap' (vdscript's numpy lacks it: use np.load, np.fromfile or an h5py dataset, which reads what is indexed)\n",
		"np.i0":     "AttributeError: module 'numpy' has no attribute 'i0' (vdscript's numpy lacks it: see docs/numpy.md)\n",
		"np.summ":   "AttributeError: module 'numpy' has no attribute 'summ'\n",
	} {
		if got := run(code); got != want {
			t.Errorf("%s: got %s want %s", code, got, want)
		}
	}
}
