package dialect_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// cpythonFrames is appended to the script to print the frames of each failure.
const cpythonFrames = `
import traceback
for f in ALL:
    try:
        f()
    except Exception as e:
        print(f.__name__, *["%s:%d" % (s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)[1:]])
`

// TestTracebacks compares the frames of run-time errors, names and lines, with
// those of CPython.
func TestTracebacks(t *testing.T) {
	src, err := os.ReadFile("testdata/tracebacks.py")
	if err != nil {
		t.Fatal(err)
	}
	want := hdf5test.RunPython(t, t.TempDir(), string(src)+cpythonFrames)
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		fn, _, _ := strings.Cut(line, " ")
		if got := fn + frames(t, string(src)+"\n"+fn+"()\n"); got != line {
			t.Errorf(" got %s\nwant %s", got, line)
		}
	}
}

// frames runs a script that fails and lists the frames below the module's.
func frames(t *testing.T, src string) string {
	env := &pyrt.Env{Context: context.Background(), Stdout: io.Discard, Stderr: io.Discard}
	defer env.Close()
	predeclared := pyrt.Universe(env)
	pyrt.NewModuleBox(predeclared)
	predeclared["__name__"] = starlark.String("__main__")
	prog, err := compile("t.py", []byte(src), predeclared)
	if err != nil {
		t.Fatal(err)
	}
	thread := env.NewThread("t.py")
	_, err = prog.Init(thread, predeclared)
	var raised *pyrt.Error
	if !errors.As(env.Finish(thread, err), &raised) {
		return fmt.Sprintf(" no exception in %T %v", err, err)
	}
	text := pyrt.StackTraceback(raised.Stack, func(string) []byte { return []byte(src) })
	var out []string
	for _, m := range frameLine.FindAllStringSubmatch(text, -1)[1:] {
		out = append(out, m[2]+":"+m[1])
	}
	return " " + strings.Join(out, " ")
}

// frameLine matches a call in a traceback's text.
var frameLine = regexp.MustCompile(`File "t.py", line (\d+), in (\S+)`)
