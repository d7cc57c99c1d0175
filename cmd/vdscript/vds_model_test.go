package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// Random virtual datasets (1 to 4 dimensions; strides, blocks and lists;
// overlaps; missing sources; conversion; fill values; unlimited and numbered
// mappings) read as a brute-force model says, whichever of CPython and vdscript
// makes them and whichever reads them; and both write the same bytes.
func TestRandomLayouts(t *testing.T) {
	const batch = "300"
	seeds := 1
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		seeds = 16
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { randomLayouts(t, batch, fmt.Sprint(20261+seed)) })
	}
}

// randomLayouts makes and reads a batch in all four ways.
func randomLayouts(t *testing.T, batch, seed string) {
	path := virtualScripts(t, "random_layouts.py")
	python := hdf5test.Python(t)
	host := map[string]func(dir, what string) string{
		"CPython": func(dir, what string) string { return hdf5test.Run(t, dir, python, path, what, batch, seed) },
		"vdscript": func(dir, what string) string {
			got := vdscript(t, dir, "--missing=fill", path, what, batch, seed)
			if got.status != 0 {
				t.Errorf("%s: %s", what, got.stderr)
			}
			return got.stdout
		},
	}
	var first string
	for _, maker := range []string{"CPython", "vdscript"} {
		dir := t.TempDir()
		host[maker](dir, "make")
		for _, reader := range []string{"CPython", "vdscript"} {
			out := host[reader](dir, "read")
			if first == "" {
				first = out
			}
			if strings.Count(out, "\n") < 100 || strings.Contains(out, "want") {
				t.Errorf("%s reads what %s made:\n%s", reader, maker, out)
			}
			compareText(t, fmt.Sprintf("%s reads what %s made", reader, maker), out, first)
		}
	}
}
