package numpy_test

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds"
)

// audits are the scripts of testdata/audit, which print thousands of results each, and how many random cases they make.
var audits = []struct{ script, count string }{
	{"promote", ""}, {"printing", "150"}, {"files", "60"}, {"longdouble", ""},
}

// TestAudit runs the scripts here and under CPython with numpy. Results that differ have to be listed in
// testdata/audit/known.txt. VDSCRIPT_LONG_TESTS=1 makes more random cases, and VDSCRIPT_SEED others.
func TestAudit(t *testing.T) {
	common, known := readAudit(t, "common.py"), readDifferences(t)
	for _, a := range audits {
		t.Run(a.script, func(t *testing.T) {
			t.Parallel()
			count, seed := a.count, os.Getenv("VDSCRIPT_SEED")
			if os.Getenv("VDSCRIPT_LONG_TESTS") == "1" {
				count = "3000"
			}
			if seed == "" {
				seed = "1"
			}
			code := "import os\nos.environ['SEED'], os.environ['COUNT'] = '" + seed + "', '" + count + "'\n" + common + readAudit(t, a.script+".py")
			want := auditCases(hdf5test.RunPython(t, t.TempDir(), "import warnings\nwarnings.simplefilter('ignore')\n"+code))
			got := auditCases(runHere(t, code))
			differ := 0
			for name, text := range want {
				if got[name] == text || helpful(got[name], text) {
					continue
				}
				if differ++; !known.explain(a.script, name, got[name], text) {
					t.Errorf("%s\n got: %s\nwant: %s", name, got[name], text)
				}
			}
			t.Logf("%d of %d results as numpy's", len(want)-differ, len(want))
			if len(want) < 100 {
				t.Errorf("the script printed %d results", len(want))
			}
		})
	}
}

// A difference is a line of testdata/audit/known.txt: results of a script whose name and numpy's text, as
// "name -> text", the pattern finds. Digits says that only the last places of numbers may differ.
type difference struct {
	script  string
	digits  bool
	pattern *regexp.Regexp
}

type differences []difference

// readDifferences reads lines of the form "script pattern", with "script~" where digits alone differ; lines with # say why.
func readDifferences(t *testing.T) (out differences) {
	t.Helper()
	for line := range strings.Lines(readAudit(t, "known.txt")) {
		script, pattern, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || script == "#" {
			continue
		}
		p, err := regexp.Compile(pattern)
		if err != nil {
			t.Fatal(err)
		}
		script, digits := strings.CutSuffix(script, "~")
		out = append(out, difference{script, digits, p})
	}
	return out
}

func (d differences) explain(script, name, got, want string) bool {
	for _, x := range d {
		if x.script == script && x.pattern.MatchString(name+" -> "+want) && (!x.digits || nearly(got, want)) {
			return true
		}
	}
	return false
}

var number = regexp.MustCompile(`\d+\.?\d*(e[+-]?\d+)?`)

// nearly compares texts whose numbers may differ by a part in a million.
func nearly(got, want string) bool {
	frame := func(s string) string { return strings.Join(strings.Fields(number.ReplaceAllString(s, "#")), "") }
	a, b := number.FindAllString(got, -1), number.FindAllString(want, -1)
	if frame(got) != frame(want) || len(a) != len(b) {
		return false
	}
	for i := range a {
		x, _ := strconv.ParseFloat(a[i], 64)
		y, _ := strconv.ParseFloat(b[i], 64)
		if math.Abs(x-y) > 1e-6*math.Abs(y) {
			return false
		}
	}
	return true
}

// runHere runs a script whose files lie in a folder of its own.
func runHere(t *testing.T, code string) string {
	t.Helper()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var out bytes.Buffer
	host, err := starlarkvds.New(starlarkvds.Config{Stdout: &out, Stderr: new(bytes.Buffer), Files: starlarkvds.Root(root)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := host.Run(context.Background(), "audit", []byte(code)); err != nil {
		t.Errorf("the script ended: %v", err)
	}
	return out.String()
}

func readAudit(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "audit", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// auditCases splits the output of a script by case.
func auditCases(out string) map[string]string {
	cases := make(map[string]string)
	for part := range strings.SplitSeq(out, "\n##") {
		if name, text, ok := strings.Cut(part, " -> "); ok {
			cases[name] = strings.TrimSpace(text)
		}
	}
	return cases
}

var inParentheses = regexp.MustCompile(`^ \([^\n]*\)$`)

// helpful reports whether got is an error's text with more help at its end.
func helpful(got, want string) bool {
	rest, ok := strings.CutPrefix(got, want)
	return ok && strings.HasPrefix(want, "!") && inParentheses.MatchString(rest)
}
