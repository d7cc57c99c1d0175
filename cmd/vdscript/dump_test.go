package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fixture returns the path of a committed file.
func fixture(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(projectRoot(t), "testdata", "hdf5", "h5py-3.16", name)
}

func TestDumpAndLs(t *testing.T) {
	file := fixture(t, "structures-v110.h5")
	for _, test := range []struct {
		args   []string
		status int
		stdout string // part of it
		stderr string
	}{
		{[]string{"ls", file + "/few"}, 0, "├── härd      = /\n└── soft      → /somewhere\n", ""},
		{[]string{"ls", "--depth", "1", file}, 0, "43 members\n", ""},
		{[]string{"ls", "--sources=-1", file + "/virtual"}, 0, "/contiguous[0:2, 0:3]      at [1:4:2, 0:3]\n", ""},
		{[]string{"dump", file + "/growing2"}, 0, "    shape       (5, 10) up to (unlimited, unlimited)\n", ""},
		{[]string{"dump", "--missing=fill", file + "/virtual"}, 0, "    layout      virtual\n", ""},
		{[]string{"dump", file + "/virtual"}, 0, "    layout      virtual\n", "vdscript: warning: "},
		{[]string{"dump", file + "/nothing"}, 1, "", `object "nothing" not found`},
		{[]string{"dump", file + "/types/UNIX_D32LE"}, 1, "error: No NumPy equivalent", "1 parts cannot be read"},
		{[]string{"dump", "absent.h5"}, 1, "", "absent.h5"},
		{[]string{"dump", "--json", "absent.h5"}, 1, `{"error": "open`, "absent.h5"},
		{[]string{"dump", "--json", file + "/few"}, 1, "", "whole file"},
		{[]string{"dump"}, 2, "", "file[/path]"},
		{[]string{"ls", "--help"}, 0, "Examples:", ""},
	} {
		r := vdscript(t, t.TempDir(), test.args...)
		if r.status != test.status || !strings.Contains(r.stdout, test.stdout) || !strings.Contains(r.stderr, test.stderr) {
			t.Errorf("%v: status %d, want %d\n%s%s", test.args, r.status, test.status, r.stdout, r.stderr)
		}
	}
}

func TestDumpJSON(t *testing.T) {
	r := vdscript(t, t.TempDir(), "dump", "--json", fixture(t, "structures-v110.h5"))
	var objects map[string]map[string]any
	if err := json.Unmarshal([]byte(r.stdout), &objects); err != nil || r.status != 0 {
		t.Fatalf("status %d: %v\n%s", r.status, err, r.stderr)
	}
	if got := objects["/few/soft"]["target"]; got != "/somewhere" {
		t.Errorf("target of /few/soft: got %v", got)
	}
}

func TestSplitTarget(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "sub", "f.h5")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ target, file, path string }{
		{file, file, "/"},
		{file + "/a/b", file, "/a/b"},
		{file + "/", file, "/"},
		{filepath.Join(dir, "none.h5") + "/a", filepath.Join(dir, "none.h5") + "/a", "/"},
	} {
		if name, path := splitTarget(test.target); name != test.file || path != test.path {
			t.Errorf("%s: got %s and %s", test.target, name, path)
		}
	}
}
