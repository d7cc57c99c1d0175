package numpy

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tableName is a name of docs/numpy.md with the pattern of the calls that use it.
type tableName struct{ name, pattern string }

// tableNames are the names that docs/numpy.md promises. A function of numpy is used as np.name, a method or an attribute
// as .name behind a value, a function of a submodule behind the submodule's name.
func tableNames() []tableName {
	var out []tableName
	add := func(title, prefix string, names ...string) {
		for _, name := range names {
			out = append(out, tableName{title + name, prefix + regexp.QuoteMeta(name) + `\b`})
		}
	}
	rows := func(title, prefix string, list []spec) {
		for _, r := range list {
			add(title, prefix, r.name)
		}
	}
	const np, value = `\bnp\.`, `[\w\)\]]\.`
	rows("", np, functionSpecs())
	for _, list := range scripted {
		add("", np, strings.Fields(list)...)
	}
	add("", np, strings.Fields(ufuncNames)...)
	add("", np, sortedKeys(ufuncAliases)...)
	for _, row := range abstractTypes {
		add("", np, row[0])
	}
	for _, row := range concreteTypes {
		add("", np, row.name)
	}
	add("", np, sortedKeys(typeAliases)...)
	add("", np, otherMembers...)
	add("char.", np+`char\.`, memberNames("char")...)
	add("strings.", np+`(char|strings)\.`, memberNames("strings")...)
	add("fft.", np+`fft\.`, memberNames("fft")...)
	add("ma.", np+`ma\.`, memberNames("ma")...)
	add("lib.recfunctions.", `\brfn\.`, memberNames("lib.recfunctions")...)
	rows("array.", value, slices.Collect(maps.Values(methodRows())))
	add("array.", value, sortedKeys(arrayAttrs)...)
	add("dtype.", value, sortedKeys(dtypeAttrs)...)
	rows("linalg.", np+`linalg\.`, linalgFunctions)
	add("linalg.", np+`linalg\.`, strings.Fields(scriptedLinalg+" "+factorizations)...)
	rows("random.", np+`random\.`, slices.Collect(maps.Values(legacyRows())))
	rows("random.Generator.", `\bg\.`, slices.Collect(maps.Values(modernRows())))
	rows("testing.", np+`testing\.`, testingFunctions)
	return out
}

// TestEveryNameHasACase demands a snippet for each name of docs/numpy.md, or a script of testdata/audit that uses it.
// [TestSnippets] and TestAudit compare what they print with numpy's output; snippets that begin with "!" do not count.
func TestEveryNameHasACase(t *testing.T) {
	files, err := filepath.Glob("testdata/snippets/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no snippets: %v", err)
	}
	scripts, err := filepath.Glob("testdata/audit/*.py")
	if err != nil {
		t.Fatal(err)
	}
	var cases strings.Builder
	for _, file := range append(files, scripts...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if line[0] != '#' && line[0] != '!' {
				cases.WriteString(line)
			}
		}
	}
	for _, n := range tableNames() {
		if !regexp.MustCompile(n.pattern).MatchString(cases.String()) {
			t.Errorf("%s has no case in testdata/snippets or testdata/audit", n.name)
		}
	}
}
