package numpy

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// oracle runs each snippet under CPython and numpy and prints the outputs as JSON.
const oracle = `
import sys, io, json, contextlib, warnings
warnings.simplefilter("ignore")
import numpy as np
out = []
defaults, errors = np.get_printoptions(), np.geterr()
for code in json.load(open(sys.argv[1])):
    buf = io.StringIO()
    np.set_printoptions(**{k: v for k, v in defaults.items() if k != "override_repr"})
    np.seterr(**errors)
    with contextlib.redirect_stdout(buf):
        try:
            exec(compile(code, "s", "exec"), {"np": np})
        except BaseException as e:
            print(type(e).__qualname__ + ": " + str(e))
    out.append(buf.getvalue())
json.dump(out, sys.stdout)
`

var assignment = regexp.MustCompile(`^[\w.]+(\[[^\]]*\])? = `)

// script turns a line of a table into a program: what follows the last semicolon is printed as its repr.
func script(line string) string {
	setup, last := "", line
	if i := strings.LastIndex(line, "; "); i >= 0 {
		setup, last = line[:i]+"\n", line[i+2:]
	}
	for _, word := range []string{"print(", "if ", "np.set_printoptions("} {
		if strings.HasPrefix(last, word) {
			return setup + last
		}
	}
	if assignment.MatchString(last) {
		return setup + last
	}
	return setup + "print(repr(" + last + "))"
}

// run evaluates a program with a fresh library and returns its output, with the exception if there is one.
func run(code string) string {
	var out bytes.Buffer
	env := &pyrt.Env{Stdout: &out}
	thread := env.NewThread("test")
	err := execute(env, thread, code)
	if err = env.Finish(thread, err); err != nil {
		var e *pyrt.Error
		if errors.As(err, &e) {
			return out.String() + e.Class().Name() + ": " + e.Message() + "\n"
		}
		return out.String() + "Go error: " + err.Error() + "\n"
	}
	return out.String()
}

func execute(env *pyrt.Env, thread *starlark.Thread, code string) error {
	predeclared := pyrt.Universe(env)
	lib := New(env, ndarray.Limits{})
	env.Import = func(_ *starlark.Thread, name string) (*pyrt.Module, error) {
		if IsModule(name) {
			return lib.Import(name)
		}
		return pymod.Import(env, name)
	}
	predeclared["np"] = lib.Module()
	return executeWith(env, thread, code, predeclared)
}

func executeWith(env *pyrt.Env, thread *starlark.Thread, code string, predeclared starlark.StringDict) error {
	f, err := dialect.Parse("s", []byte(code))
	if err != nil {
		return err
	}
	pyrt.NewModuleBox(predeclared)
	tree, _, err := dialect.Lower(f, dialect.Options{IsPredeclared: predeclared.Has})
	if err != nil {
		return err
	}
	prog, err := eval.Compile(tree, predeclared.Has)
	if err != nil {
		return err
	}
	_, err = prog.Init(thread, predeclared)
	return err
}

// TestSnippets compares every line of testdata/snippets with numpy's own answer. A line that
// begins with "!" is one that we answer otherwise; the reason stands above it.
func TestSnippets(t *testing.T) {
	files, err := filepath.Glob("testdata/snippets/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no snippets: %v", err)
	}
	var lines, codes []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				lines = append(lines, filepath.Base(file)+": "+line)
				codes = append(codes, script(strings.TrimPrefix(line, "!")))
			}
		}
	}
	want := askNumpy(t, codes)
	bad := 0
	deviates := func(i int) bool { return strings.Contains(lines[i], ": !") }
	for i, code := range codes {
		got := run(code)
		if agrees := same(got, want[i]); agrees && deviates(i) {
			t.Logf("%s: agrees with numpy now", lines[i])
		} else if !agrees && !deviates(i) {
			bad++
			t.Errorf("%s\n got: %swant: %s", lines[i], got, want[i])
		}
	}
	t.Logf("%d of %d snippets as numpy", len(codes)-bad, len(codes))
}

func askNumpy(t *testing.T, codes []string) []string {
	t.Helper()
	input, err := json.Marshal(codes)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "codes.json"), input, 0o600); err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, dir, oracle, "codes.json")), &want); err != nil {
		t.Fatal(err)
	}
	return want
}

// same compares outputs; to an exception's text more help may be added in parentheses at the end.
func same(got, want string) bool {
	if got == want {
		return true
	}
	if got, ok := strings.CutSuffix(got, ")\n"); ok {
		if i := strings.LastIndex(got, " ("); i >= 0 {
			return got[:i]+"\n" == want
		}
	}
	return false
}
