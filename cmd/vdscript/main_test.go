package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// result is what one run of the program gave.
type result struct {
	stdout, stderr string
	status         int
}

// vdscript runs the program in dir.
func vdscript(t *testing.T, dir string, args ...string) result {
	t.Helper()
	t.Chdir(dir)
	var stdout, stderr bytes.Buffer
	status := run(args, environment{
		stdin: io.NopCloser(strings.NewReader("")), stdout: &stdout, stderr: &stderr,
		getenv: os.LookupEnv, environ: os.Environ,
	})
	return result{stdout.String(), stderr.String(), status}
}

// script writes a script to a file of its own and returns its path.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// runBoth runs a script under vdscript in one directory and under CPython in
// another, and fails unless they print the same.
func runBoth(t *testing.T, path string, args ...string) (ours, theirs string) {
	t.Helper()
	ours, theirs = t.TempDir(), t.TempDir()
	got := vdscript(t, ours, append([]string{path}, args...)...)
	if got.status != 0 {
		t.Fatalf("status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	want := hdf5test.Run(t, theirs, hdf5test.Python(t), append([]string{path}, args...)...)
	if got.stdout != want {
		t.Errorf("output differs\n--- vdscript\n%s--- CPython\n%s", got.stdout, want)
	}
	return ours, theirs
}
