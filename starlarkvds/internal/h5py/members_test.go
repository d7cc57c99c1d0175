package h5py_test

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds"
)

//go:embed testdata/members.py
var oracle string

//go:embed testdata/members.txt
var members string

// prelude is what each line of members.txt finds: a file, a chunked dataset
// and a group with an attribute.
const prelude = `import h5py
import numpy as np
f = h5py.File('x.h5', 'w')
d = f.create_dataset('d', data=np.arange(12.0).reshape(3, 4), chunks=(2, 2), maxshape=(8, 4))
g = f.create_group('g')
g.attrs['a'] = 1
`

var assignment = regexp.MustCompile(`^[\w.]+(\[[^\]]*\])? = `)

// program turns a line of the table into a script: what follows the last
// semicolon is printed as its repr.
func program(line string) string {
	parts := strings.Split(line, "; ")
	last := parts[len(parts)-1]
	if !assignment.MatchString(last) && !strings.HasPrefix(last, "del ") {
		parts[len(parts)-1] = "print(repr((" + last + ")))"
	}
	return prelude + strings.Join(parts, "\n") + "\n"
}

// run returns what a script prints, with the exception that ends it.
func run(t *testing.T, src string) string {
	t.Helper()
	return runIn(t, t.TempDir(), src)
}

// runIn is run in a folder.
func runIn(t *testing.T, dir, src string) string {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var out bytes.Buffer
	host, err := starlarkvds.New(starlarkvds.Config{Stdout: &out, Files: starlarkvds.Root(root)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = host.Run(context.Background(), "s", []byte(src)); err != nil {
		var e *starlarkvds.Error
		if !errors.As(err, &e) {
			return out.String() + "Go error: " + err.Error() + "\n"
		}
		return out.String() + e.Error() + "\n"
	}
	return out.String()
}

// addresses are what differs from run to run.
var addresses = regexp.MustCompile(`0x[0-9a-f]+|at \d+>`)

// same reports whether an output is h5py's; an exception may say more after
// h5py's words.
func same(got, want string) bool {
	got, want = addresses.ReplaceAllString(got, "@"), addresses.ReplaceAllString(want, "@")
	return got == want || regexp.MustCompile(`^\w+(Error|Exception): `).MatchString(want) && strings.HasPrefix(got, strings.TrimSuffix(want, "\n"))
}

func TestMembersAgreeWithH5py(t *testing.T) {
	var lines, programs []string
	for line := range strings.Lines(members) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines, programs = append(lines, line), append(programs, program(line))
		}
	}
	list, err := json.Marshal(programs)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "programs.json")
	if err := os.WriteFile(name, list, 0o600); err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, dir, oracle, name)), &want); err != nil {
		t.Fatal(err)
	}
	for i, line := range lines {
		if got := run(t, programs[i]); !same(got, want[i]) {
			t.Errorf("%s\n got: %s\nwant: %s", line, strings.TrimSpace(got), strings.TrimSpace(want[i]))
		}
	}
}
