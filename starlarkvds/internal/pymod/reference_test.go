package pymod_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// runChunks is a Python script that runs each text of a JSON list by itself
// and prints the list of what they print and how they end.
const runChunks = `
import sys, json as _json, io as _io
def run(text):
    out = sys.stdout = _io.StringIO()
    try:
        exec(compile(text, '<chunk>', 'exec'), {'__name__': '__main__', '__builtins__': __builtins__})
    except BaseException as e:
        print(type(e).__name__ + ': ' + str(e))
    sys.stdout = sys.__stdout__
    return out.getvalue()
print(_json.dumps([run(t) for t in _json.load(open(sys.argv[1]))]))
`

// TestReference runs the chunks of testdata/reference, which go through
// Python's language reference, here and in CPython.
func TestReference(t *testing.T) {
	files, err := filepath.Glob("testdata/reference/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no chunks: ", err)
	}
	var chunks, places []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		line := 1
		for _, chunk := range strings.Split(string(data), "\n---\n") {
			chunks = append(chunks, chunk)
			places = append(places, filepath.Base(file)+":"+strconv.Itoa(line))
			line += strings.Count(chunk, "\n") + 2
		}
	}
	input, err := json.Marshal(chunks)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "chunks.json")
	if err := os.WriteFile(list, input, 0o600); err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, t.TempDir(), runChunks, list)), &want); err != nil {
		t.Fatal(err)
	}
	for i, chunk := range chunks {
		s := newSession(t.TempDir())
		err := s.run("<chunk>", chunk+"\n")
		s.env.Close()
		got := s.out.String()
		if e, ok := err.(*pyrt.Error); ok {
			got += e.Class().Name() + ": " + e.Message() + "\n"
		} else if err != nil {
			got += err.Error() + "\n"
		}
		compareLines(t, places[i], got, want[i])
	}
}

// compareLines reports the lines of two texts that differ.
func compareLines(t *testing.T, place, got, want string) {
	t.Helper()
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
			t.Errorf("%s, line %d of the output\n got %s\nwant %s", place, i+1, a, b)
		}
	}
}
