package dialect_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// A languageCase is a script for a row of docs/language.md. want is "" where
// CPython prints the same, and else what is printed here alone; elsewhere names
// the test that holds what a script cannot show.
type languageCase struct{ row, src, want, elsewhere string }

// TestLanguageTable holds every row of the tables about syntax and differences in
// docs/language.md to scripts in testdata/language.txt: what is "as Python"
// prints what CPython prints, and a difference is one.
func TestLanguageTable(t *testing.T) {
	rows := languageRows(t)
	cases := languageCases(t)
	covered := map[string]bool{}
	for _, c := range cases {
		found := false
		for _, row := range rows {
			if strings.HasPrefix(row, c.row) {
				found, covered[row] = true, true
			}
		}
		if !found {
			t.Errorf("no row begins with %q", c.row)
		}
	}
	for _, row := range rows {
		if !covered[row] {
			t.Errorf("testdata/language.txt has no case of the row %q", row)
		}
	}
	python, tests := cpythonResults(t, cases), testNames(t)
	for i, c := range cases {
		if c.elsewhere != "" {
			if !tests[c.elsewhere] {
				t.Errorf("%s: there is no %s", c.row, c.elsewhere)
			}
			continue
		}
		got := strings.TrimSpace(run(t, "case.py", []byte(c.src)))
		switch {
		case c.want == "" && got != python[i]:
			t.Errorf("%s: got\n%s\nwant CPython's\n%s", c.row, got, python[i])
		case c.want != "" && got != c.want:
			t.Errorf("%s: got\n%s\nwant\n%s", c.row, got, c.want)
		case c.want != "" && got == python[i]:
			t.Errorf("%s: CPython prints the same:\n%s", c.row, got)
		}
	}
}

// testNames lists the tests of the host, the packages below it and the command.
func testNames(t *testing.T) map[string]bool {
	names := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	for _, root := range []string{"../..", "../../../cmd"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			src, err := os.ReadFile(path)
			for _, m := range declared.FindAllSubmatch(src, -1) {
				names[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// languageRows returns the first cells of the tables before "Names".
func languageRows(t *testing.T) []string {
	doc, err := os.ReadFile("../../../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(doc), "### go.starlark.net's own tests")
	var rows []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		row, _, _ := strings.Cut(line[2:], " | ")
		switch row {
		case "construct", "difference", "Starlark":
		default:
			rows = append(rows, row)
		}
	}
	return rows
}

// languageCases reads testdata/language.txt: "== row", the script, and perhaps
// "-- here" with what is printed, or "-- see TestName".
func languageCases(t *testing.T) []languageCase {
	text, err := os.ReadFile("testdata/language.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []languageCase
	for _, part := range strings.Split("\n"+string(text), "\n== ")[1:] {
		row, body, _ := strings.Cut(part, "\n")
		c := languageCase{row: row}
		var see string
		if c.src, c.want, _ = strings.Cut(body, "-- here\n"); c.want == "" {
			_, see, _ = strings.Cut(body, "-- see ")
			c.elsewhere = strings.TrimSpace(see)
		}
		c.want = strings.TrimSpace(c.want)
		cases = append(cases, c)
	}
	return cases
}

// cpythonResults runs the scripts in one CPython.
func cpythonResults(t *testing.T, cases []languageCase) []string {
	var scripts []string
	for _, c := range cases {
		scripts = append(scripts, c.src)
	}
	list, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/cases.json", list, 0o600); err != nil {
		t.Fatal(err)
	}
	out := hdf5test.RunPython(t, dir, `
import contextlib, io, json
results = []
for src in json.load(open("cases.json")):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(src, "case.py", "exec"), {"__name__": "__main__"})
        except BaseException as e:
            print(type(e).__name__, e)
    results.append(out.getvalue().strip())
print(json.dumps(results))
`)
	var results []string
	if err := json.Unmarshal([]byte(out), &results); err != nil {
		t.Fatal(err)
	}
	return results
}
