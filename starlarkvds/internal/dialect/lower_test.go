package dialect

import (
	"errors"
	"os"
	"strings"
	"testing"

	"go.starlark.net/starlark"
)

// TestLowerCorpus lowers and compiles the files that TestAgainstCPython
// parses.
func TestLowerCorpus(t *testing.T) {
	python := os.Getenv("VDSCRIPT_PYTHON312")
	if python == "" {
		t.Skip("VDSCRIPT_PYTHON312 names no interpreter")
	}
	refused, compiled := map[string]int{}, 0
	for _, file := range pythonFiles(t, python) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := Parse(file, src)
		if err != nil {
			continue
		}
		for _, opts := range []Options{{}, {Chunk: true, Display: true}} {
			lowered, _, err := Lower(tree, opts)
			var list ErrorList
			if errors.As(err, &list) {
				refused[list[0].Msg]++
				continue
			}
			if _, err := starlark.FileProgram(lowered, func(string) bool { return true }); err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			compiled++
		}
	}
	t.Logf("%d compiled", compiled)
	for _, msg := range sortedKeys(refused) {
		if strings.Contains(msg, "supported") || refused[msg] > 3 {
			t.Logf("%6d %s", refused[msg], msg)
		}
	}
}
