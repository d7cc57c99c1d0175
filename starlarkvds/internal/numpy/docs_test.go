package numpy

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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

// supportTable writes every name that scripts can use, from the tables.
func supportTable() string {
	var b strings.Builder
	b.WriteString(`# numpy in vdscript

` + "`import numpy as np`" + ` gives numpy ` + version + `'s behaviour for the names below: values, dtypes, text of print and repr, exception classes and
messages. A thousand expressions are compared with numpy itself in the tests (starlarkvds/internal/numpy/testdata/snippets).
A name that is not here raises AttributeError, as an unknown name does in numpy. This file is generated from the module's tables
and checked by a test.

Random numbers have numpy's streams: the same seed gives the same numbers, from the legacy functions (MT19937) and from
` + "`default_rng`" + ` (PCG64).

## Differences
- Sorting is always stable; ` + "`partition`" + ` sorts completely.
- ` + "`ndenumerate`" + ` and ` + "`ndindex`" + ` return lists.
- Pickling is refused: ` + "`save`" + ` and ` + "`load`" + ` take every dtype but objects.
- Options of a function that change nothing here (` + "`order='K'`" + `, ` + "`subok`" + `, ` + "`device`" + `, ` + "`like`" + `) are accepted.
- Normal, exponential and similar random numbers may differ from numpy's in the last place (about one in a thousand), as numpy's own do between platforms.

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
	names("Other members", []string{"c_", "e", "euler_gamma", "False_", "inf", "index_exp", "mgrid", "nan", "ndarray", "newaxis", "ogrid", "pi", "r_", "s_", "True_", "dtype", "ufunc", "exceptions"})
	section("numpy.linalg", linalgFunctions)
	section("numpy.random: functions and RandomState", slices.Collect(maps.Values(legacyRows())))
	section("numpy.random: Generator", slices.Collect(maps.Values(modernRows())))
	b.WriteString("Also `default_rng`, `Generator`, `RandomState`, `SeedSequence`, `PCG64`, `MT19937`.\n\n")
	section("numpy.testing", testingFunctions)
	return strings.TrimRight(b.String(), "\n") + "\n"
}
