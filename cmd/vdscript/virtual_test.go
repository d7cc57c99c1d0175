package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// virtualScripts returns the path of a script of testdata/virtual.
func virtualScripts(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "virtual", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// caseOutput splits what a script of cases prints by the cases' names.
func caseOutput(text string) (names []string, of map[string]string) {
	of = make(map[string]string)
	for _, part := range strings.Split("\n"+text, "\n== ")[1:] {
		name, out, _ := strings.Cut(part, "\n")
		names = append(names, name)
		of[name] = strings.TrimSpace(out)
	}
	return names, of
}

// Every behaviour of libhdf5's virtual datasets, by name: a script of cases
// prints under vdscript what it prints under CPython.
func TestVirtual(t *testing.T) {
	path := virtualScripts(t, "all.py")
	got := vdscript(t, t.TempDir(), "--missing=fill", path)
	names, want := caseOutput(hdf5test.Run(t, t.TempDir(), hdf5test.Python(t), path))
	_, ours := caseOutput(got.stdout)
	if got.status != 0 || len(ours) != len(names) {
		t.Errorf("status %d, %d cases of %d\n%s", got.status, len(ours), len(names), got.stderr)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			compareText(t, name, ours[name], want[name])
			if strings.Contains(want[name], "raised ") {
				t.Errorf("the case does not end: %s", want[name])
			}
		})
	}
}

// Where libhdf5 crashes, errs or says nothing, vdscript does what its
// documentation says.
func TestVirtualTraps(t *testing.T) {
	got := vdscript(t, t.TempDir(), "--missing=fill", virtualScripts(t, "traps.py"))
	if got.status != 0 {
		t.Error(got.stderr)
	}
	names, out := caseOutput(got.stdout)
	if len(names) == 0 {
		t.Error("no case")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			if out[name] != "" {
				t.Error(out[name])
			}
		})
	}
}

// prefixes reads a virtual dataset in a prefix of the environment.
const prefixes = `
import os, sys
import h5py
import numpy as np
from h5py import h5d, h5p, h5s

if not os.path.exists("v.h5"):
    for i, d in enumerate(["tmp_vds_env", "property", "second"]):
        os.mkdir(d)
        with h5py.File(d + "/a.h5", "w") as f:
            f["d"] = np.full(3, i, "i4")
    with h5py.File("second/b.h5", "w") as f:
        f["d"] = np.full(3, 7, "i4")
    layout = h5py.VirtualLayout((2, 3), "i4")
    layout[0] = h5py.VirtualSource("a.h5", "d", shape=(3,))
    layout[1] = h5py.VirtualSource("b.h5", "d", shape=(3,))
    with h5py.File("v.h5", "w") as f:
        f.create_virtual_dataset("v", layout, fillvalue=-1)
for prefix in (b"", b"property"):
    p = h5p.create(h5p.DATASET_ACCESS)
    p.set_virtual_prefix(prefix)
    with h5py.File("v.h5", "r") as f:
        d = h5d.open(f.id, b"v", p)
        out = np.zeros((2, 3), "i4")
        d.read(h5s.ALL, h5s.ALL, out)
        print(prefix, out[:, 0].tolist())
`

// The prefix of the environment, a list, comes before the one of the access
// property.
func TestVirtualPrefixOfTheEnvironment(t *testing.T) {
	python, path := hdf5test.Python(t), script(t, prefixes)
	ours, theirs := t.TempDir(), t.TempDir()
	for _, c := range []struct{ test, prefix string }{
		{"prefix_env_unset", ""},
		{"prefix_env_overrides_property", "${ORIGIN}/tmp_vds_env"},
		{"prefix_env_relative", "tmp_vds_env/"},
		{"prefix_env_list", "nowhere:second:tmp_vds_env"},
		{"prefix_env_list_in_order", "tmp_vds_env:second"},
		{"prefix_env_empty_entries", "::second:"},
		{"prefix_env_origin_in_a_list", "${ORIGIN}/second:tmp_vds_env"},
		{"prefix_env_dot", "."},
	} {
		t.Run(c.test, func(t *testing.T) {
			t.Setenv("HDF5_VDS_PREFIX", c.prefix)
			want := hdf5test.Run(t, theirs, python, path)
			got := vdscript(t, ours, "--missing=fill", path)
			compareText(t, c.prefix, got.stdout+got.stderr, want)
		})
	}
}

// h5ls and h5dump show the mappings of our files as those of libhdf5's.
func TestToolsShowMappings(t *testing.T) {
	python := hdf5test.Python(t)
	ours, theirs := t.TempDir(), t.TempDir()
	maker := script(t, makeFiles)
	if r := vdscript(t, ours, maker, "v110"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	hdf5test.Run(t, theirs, python, maker, "v110")
	for _, c := range []struct {
		test, tool string
		args       []string
		shows      string
	}{
		{"h5ls_maps_line", "h5ls", []string{"-v", "-r", "vds.h5"}, "Maps:"},
		{"h5dump_mapping", "h5dump", []string{"-p", "-H", "vds.h5"}, "MAPPING 0 {"},
	} {
		t.Run(c.test, func(t *testing.T) {
			tool := hdf5test.Tool(t, c.tool)
			got, want := hdf5test.Run(t, ours, tool, c.args...), hdf5test.Run(t, theirs, tool, c.args...)
			if !strings.Contains(want, c.shows) {
				t.Errorf("%s does not show %q", c.tool, c.shows)
			}
			compareText(t, c.tool, withoutAddresses(got), withoutAddresses(want))
		})
	}
}

// withoutAddresses drops the lines that say where and when objects were made.
func withoutAddresses(text string) string {
	var out []string
	for _, line := range strings.Split(withoutPlaces(text), "\n") {
		if !strings.Contains(line, "Location:") && !strings.Contains(line, "Modified:") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
