package pyrt_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// cpythonTracebacks runs the chunks of a file as scripts and prints, as one
// list of JSON, what CPython's own hook for uncaught exceptions writes.
const cpythonTracebacks = `
import contextlib, io, json, os, sys
texts = []
for i, src in enumerate(json.loads(CHUNKS)):
    name = os.path.abspath("t%d.py" % i)
    with open(name, "w") as f:
        f.write(src)
    out = io.StringIO()
    with contextlib.redirect_stderr(out), contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compile(src, name, "exec"), {"__name__": "__main__"})
        except BaseException as e:
            e.__traceback__ = e.__traceback__.tb_next
            sys.__excepthook__(type(e), e, e.__traceback__)
    texts.append(out.getvalue().replace(name, "t.py"))
print(json.dumps(texts))
`

// TestTracebackTexts compares the text for uncaught exceptions, carets
// included, with CPython's.
func TestTracebackTexts(t *testing.T) {
	data, err := os.ReadFile("testdata/tracebacks/scripts.txt")
	if err != nil {
		t.Fatal(err)
	}
	chunks := strings.SplitAfter(strings.ReplaceAll(string(data), "---\n", "---"), "---")
	for i, c := range chunks {
		chunks[i] = strings.TrimSuffix(c, "---")
	}
	quoted, err := json.Marshal(chunks)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	out := hdf5test.RunPython(t, t.TempDir(), fmt.Sprintf("CHUNKS = %q\n%s", quoted, cpythonTracebacks))
	if err := json.Unmarshal([]byte(out), &want); err != nil {
		t.Fatal(err)
	}
	for i, src := range chunks {
		if got := tracebackOf(src); got != want[i] {
			t.Errorf("%s%s\ngot:\n%s", src, firstDifference(got, want[i]), got)
		}
	}
}

// tracebackOf runs a script and returns what it ends with.
func tracebackOf(src string) string {
	_, err := newSession().run("t.py", src, false)
	if e, ok := err.(*pyrt.Error); ok {
		return pyrt.Traceback(e, func(string) []byte { return []byte(src) })
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
