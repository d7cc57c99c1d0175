package h5py_test

import (
	_ "embed"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

var update = flag.Bool("update", false, "write the table of docs/h5py.md anew")

// surfaceScript prints the names of h5py that a host has; surface is what it
// prints of h5py itself.
var (
	//go:embed testdata/surface.py
	surfaceScript string
	//go:embed testdata/surface.txt
	surface string
)

// The table of docs/h5py.md tells the truth about every public name of h5py.
// -update writes it.
func TestPageTellsEachName(t *testing.T) {
	lines := slices.Collect(strings.Lines(surface))
	list, err := json.Marshal(lines)
	if err != nil {
		t.Fatal(err)
	}
	call := strings.LastIndex(surfaceScript, "\nmain(")
	absent := strings.Split(strings.TrimSpace(run(t, surfaceScript[:call]+"\nmain("+string(list)+")\n")), "\n")
	if len(absent) != len(lines) {
		t.Fatalf("%d answers to %d lines:\n%s", len(absent), len(lines), strings.Join(absent, "\n"))
	}
	var table strings.Builder
	table.WriteString("| of | here | absent |\n|---|---|---|\n")
	for i, line := range lines {
		owner, names, _ := strings.Cut(strings.TrimSpace(line), ":")
		missing := strings.Fields(absent[i])[1:]
		here := slices.DeleteFunc(strings.Fields(names), func(n string) bool { return slices.Contains(missing, n) })
		table.WriteString("| " + owner + " | " + strings.Join(here, " ") + " | " + strings.Join(missing, " ") + " |\n")
	}
	file := filepath.Join("..", "..", "..", "docs", "h5py.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const head = "| of | here | absent |"
	text, _, ok := strings.Cut(string(page), head)
	if !ok {
		t.Fatalf("%s has no line %q", file, head)
	}
	if *update {
		if err := os.WriteFile(file, []byte(text+table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text+table.String() != string(page) {
		t.Errorf("%s is out of date: run with -update", file)
	}
}

// The names that the table speaks of are those of the h5py at hand.
func TestSurfaceIsH5pys(t *testing.T) {
	if got := hdf5test.RunPython(t, t.TempDir(), surfaceScript); got != surface {
		t.Errorf("h5py's names are\n%s", got)
	}
}
