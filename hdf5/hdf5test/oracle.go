// Package hdf5test finds the foreign programs that tests compare with:
// CPython with h5py, and HDF5's command line tools.
//
// On a user's machine a test whose oracle is absent skips and says which one;
// where the environment variable CI is set it fails, so that a gate never
// passes by skipping.
package hdf5test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// PythonEnv names the environment variable that chooses the CPython with
// h5py, numpy and hdf5plugin. Without it python3 from PATH is asked.
const PythonEnv = "VDSCRIPT_PYTHON"

var findPython = sync.OnceValues(func() (string, error) {
	python := os.Getenv(PythonEnv)
	if python == "" {
		python = "python3"
	}
	path, err := exec.LookPath(python)
	if err != nil {
		return "", err
	}
	return path, exec.Command(path, "-c", "import h5py, numpy, hdf5plugin").Run()
})

// Python returns the path of a CPython that imports h5py, numpy and
// hdf5plugin, or ends the test.
func Python(t testing.TB) string {
	t.Helper()
	path, err := findPython()
	if err != nil {
		absent(t, "CPython with h5py, numpy and hdf5plugin (set "+PythonEnv+")")
	}
	return path
}

// Tool returns the path of one of HDF5's command line tools, such as
// "h5dump", or ends the test.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		absent(t, name+" (Debian's package hdf5-tools)")
	}
	return path
}

// RunPython runs a script in dir with sys.argv[1:] = args and returns its
// standard output. A non-zero exit fails the test with standard error.
func RunPython(t testing.TB, dir, script string, args ...string) string {
	t.Helper()
	python := Python(t)
	file := filepath.Join(t.TempDir(), "script.py")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	return Run(t, dir, python, append([]string{file}, args...)...)
}

// Run runs a command in dir and returns its standard output. A non-zero exit
// fails the test with standard error.
func Run(t testing.TB, dir, command string, args ...string) string {
	t.Helper()
	cmd := exec.Command(command, args...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", filepath.Base(command), err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.String()
}

func absent(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("oracle is absent: %s", what)
	}
	t.Skipf("oracle is absent: %s", what)
}

// Source returns the folder of a foreign source tree whose files tests read,
// named by an environment variable, or ends the test.
func Source(t testing.TB, env, what string) string {
	t.Helper()
	dir := os.Getenv(env)
	if dir == "" {
		absent(t, what+" (set "+env+")")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}
