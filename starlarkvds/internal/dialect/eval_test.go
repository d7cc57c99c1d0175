package dialect_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// TestEval runs the scripts of testdata/eval here and under CPython, and
// compares what they print.
func TestEval(t *testing.T) {
	files, err := filepath.Glob("testdata/eval/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := hdf5test.RunPython(t, t.TempDir(), string(src))
			compare(t, run(t, file, src), want)
		})
	}
}

// run returns what a script prints, and the exception that ended it.
func run(t testing.TB, name string, src []byte) string {
	env := &pyrt.Env{Context: context.Background()}
	var out bytes.Buffer
	env.Stdout, env.Stderr = &out, &out
	env.Import = func(_ *starlark.Thread, name string) (*pyrt.Module, error) { return pymod.Import(env, name) }
	defer env.Close()
	predeclared := pyrt.Universe(env)
	pyrt.NewModuleBox(predeclared)
	predeclared["__name__"] = starlark.String("__main__")
	prog, err := compile(name, src, predeclared)
	if err != nil {
		t.Fatal(err)
	}
	thread := env.NewThread(name)
	_, err = prog.Init(thread, predeclared)
	if err = env.Finish(thread, err); err != nil {
		fmt.Fprintf(&out, "%v\n", err)
		if eval := (*starlark.EvalError)(nil); errors.As(err, &eval) {
			out.WriteString(eval.Backtrace())
		}
	}
	return out.String()
}

// compile parses, lowers and compiles a script.
func compile(name string, src []byte, predeclared starlark.StringDict) (*eval.Program, error) {
	file, err := dialect.Parse(name, src)
	if err != nil {
		return nil, err
	}
	tree, _, err := dialect.Lower(file, dialect.Options{IsPredeclared: predeclared.Has})
	if err != nil {
		return nil, err
	}
	return eval.Compile(tree, predeclared.Has)
}

// compare reports the first line that differs.
func compare(t *testing.T, got, want string) {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Fatalf("line %d:\n got %s\nwant %s", i+1, strings.Join(g[i:min(i+12, len(g))], "\n"), b)
		}
	}
}
