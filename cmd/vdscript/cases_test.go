package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// runCases runs each script of sys.argv[1:] in a folder of its own, named like
// it, and keeps there what it prints.
const runCases = `
import contextlib, os, runpy, sys, warnings
import numpy
warnings.simplefilter("ignore")
for path in sys.argv[1:]:
    sys.argv = [path]
    name = os.path.basename(path)
    os.mkdir(name)
    os.chdir(name)
    with open("stdout", "w", encoding="utf-8") as out, contextlib.redirect_stdout(out), numpy.printoptions():
        runpy.run_path(path, run_name="__main__")
    os.chdir("..")
`

// Scripts as people of several fields write them print what testdata keeps;
// where CPython is at hand, that is compared with what it prints now.
func TestScriptsOfManyFields(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(projectRoot(t), "testdata", "scripts", "cases", "*.py"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scripts: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			want, err := os.ReadFile(file + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			got := vdscript(t, t.TempDir(), file)
			if got.status != 0 || got.stdout != string(want) {
				t.Errorf("status %d\n%s\n--- want\n%s--- got\n%s", got.status, got.stderr, want, got.stdout)
			}
		})
	}
	t.Run("CPython", func(t *testing.T) {
		dir := t.TempDir()
		hdf5test.RunPython(t, dir, runCases, files...)
		for _, file := range files {
			text, err := os.ReadFile(filepath.Join(dir, filepath.Base(file), "stdout"))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file+".txt", text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, _ := os.ReadFile(file + ".txt"); string(want) != string(text) {
				t.Errorf("%s: CPython prints\n%s", filepath.Base(file), text)
			}
		}
	})
}
