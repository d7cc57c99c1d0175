package numpy_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds"
)

// audits are the scripts of testdata/audit, which print thousands of results each, and how many of a hundred results
// may differ from numpy's: mostly texts of errors for kinds that no script mixes, and last digits. What is worth knowing
// stands in docs/numpy.md under Differences.
var audits = []struct {
	script, count string
	share         float64
}{
	{"promote", "", 4.4},
	{"printing", "250", 6},
	{"files", "60", 4.4},
	{"longdouble", "", 0.1},
}

// TestAudit runs the scripts here and under CPython with numpy. VDSCRIPT_LONG_TESTS=1 makes more random cases, and
// VDSCRIPT_SEED others.
func TestAudit(t *testing.T) {
	common := readAudit(t, "common")
	for _, a := range audits {
		t.Run(a.script, func(t *testing.T) {
			count, seed := a.count, os.Getenv("VDSCRIPT_SEED")
			if os.Getenv("VDSCRIPT_LONG_TESTS") == "1" {
				count = "3000"
			}
			if seed == "" {
				seed = "1"
			}
			code := "import os\nos.environ['SEED'], os.environ['COUNT'] = '" + seed + "', '" + count + "'\n" + common + readAudit(t, a.script)
			want := auditCases(hdf5test.RunPython(t, t.TempDir(), "import warnings\nwarnings.simplefilter('ignore')\n"+code))
			got := auditCases(runHere(t, code))
			bad := 0
			for name, text := range want {
				if got[name] == text || helpful(got[name], text) {
					continue
				}
				if bad++; bad <= 5 || testing.Verbose() {
					t.Logf("%s\n got: %s\nwant: %s", name, got[name], text)
				}
			}
			t.Logf("%d of %d results as numpy's", len(want)-bad, len(want))
			if limit := a.share / 100 * float64(len(want)); float64(bad) > limit || len(want) < 100 {
				t.Errorf("%d of %d results differ, more than %.1f %%", bad, len(want), a.share)
			}
		})
	}
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
	text, err := os.ReadFile(filepath.Join("testdata", "audit", name+".py"))
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
