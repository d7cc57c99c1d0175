package pymod_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// folder is a file system whose working directory is a test's folder.
type folder struct{ wd string }

func (f *folder) at(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(f.wd, name)
}

// shown puts the name as the script wrote it into an error.
func shown(err error, name string) error {
	if e, ok := err.(*fs.PathError); ok {
		return &fs.PathError{Op: e.Op, Path: name, Err: e.Err}
	}
	return err
}

func (f *folder) OpenFile(_ context.Context, name string, flag int, perm fs.FileMode) (pyrt.File, error) {
	file, err := os.OpenFile(f.at(name), flag, perm)
	if err != nil {
		return nil, shown(err, name)
	}
	return file, nil
}
func (f *folder) Stat(name string) (fs.FileInfo, error)      { return os.Stat(f.at(name)) }
func (f *folder) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(f.at(name)) }
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(f.at(name)) }
func (f *folder) Mkdir(name string, perm fs.FileMode) error  { return os.Mkdir(f.at(name), perm) }
func (f *folder) Remove(name string) error                   { return os.Remove(f.at(name)) }
func (f *folder) Rename(old, new string) error               { return os.Rename(f.at(old), f.at(new)) }
func (f *folder) Link(old, new string) error                 { return os.Link(f.at(old), f.at(new)) }
func (f *folder) Symlink(old, new string) error              { return os.Symlink(old, f.at(new)) }
func (f *folder) Readlink(name string) (string, error)       { return os.Readlink(f.at(name)) }
func (f *folder) Chmod(name string, perm fs.FileMode) error  { return os.Chmod(f.at(name), perm) }
func (f *folder) Chtimes(name string, atime, mtime time.Time) error {
	return os.Chtimes(f.at(name), atime, mtime)
}
func (f *folder) Getwd() (string, error) { return f.wd, nil }
func (f *folder) Chdir(name string) error {
	f.wd = filepath.Clean(f.at(name))
	return nil
}
func (f *folder) TempDir() string { return os.TempDir() }

// session is a session whose scripts work in a folder.
type session struct {
	env   *pyrt.Env
	out   bytes.Buffer
	names starlark.StringDict
	steps uint64 // at most, for each run; 0 is any number
}

func newSession(dir string) *session {
	s := new(session)
	s.env = &pyrt.Env{Context: context.Background(), Stdout: &s.out, Now: time.Now, Args: []string{"script.py"}}
	s.env.Files = s.env.SettledFS(&folder{dir})
	s.env.Import = func(_ *starlark.Thread, name string) (*pyrt.Module, error) { return pymod.Import(s.env, name) }
	s.names = pyrt.Universe(s.env)
	s.names["__name__"] = starlark.String("__main__")
	pyrt.NewModuleBox(s.names)
	return s
}

func (s *session) run(name, src string) error {
	f, err := dialect.Parse(name, []byte(src))
	if err != nil {
		return err
	}
	tree, _, err := dialect.Lower(f, dialect.Options{Chunk: true, IsPredeclared: s.names.Has})
	if err != nil {
		return err
	}
	prog, err := eval.Compile(tree, s.names.Has)
	if err != nil {
		return err
	}
	s.env.Texts = func(string) []byte { return []byte(src) }
	thread := s.env.NewThread(name)
	if s.steps > 0 {
		s.env.MaxSteps = s.env.Steps + s.steps
	}
	_, err = prog.Init(thread, s.names)
	return s.env.Finish(thread, err)
}

// imports are the modules that the table of expressions uses.
const imports = "import os, os.path, math, json, itertools, functools, collections, string, io, struct, re\n"

const evaluate = `
import json as _json, sys
` + imports + `
def show(e):
    try:
        return repr(eval(e))
    except BaseException as x:
        return type(x).__name__ + ': ' + str(x)
texts = [show(e) for e in _json.load(open(sys.argv[1]))]
print(_json.dumps(texts))
`

// TestExpressions compares a table of calls with CPython.
func TestExpressions(t *testing.T) {
	data, err := os.ReadFile("testdata/exprs.txt")
	if err != nil {
		t.Fatal(err)
	}
	exprs := strings.Split(strings.TrimSpace(string(data)), "\n")
	input, err := json.Marshal(exprs)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "exprs.json")
	if err := os.WriteFile(file, input, 0o600); err != nil {
		t.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, t.TempDir(), evaluate, file)), &want); err != nil {
		t.Fatal(err)
	}
	s := newSession(t.TempDir())
	if err := s.run("<imports>", imports); err != nil {
		t.Fatal(err)
	}
	for i, expr := range exprs {
		got := ""
		if err := s.run("<expr>", "result = repr("+expr+"\n)"); err != nil {
			if e, ok := err.(*pyrt.Error); ok {
				got = e.Class().Name() + ": " + e.Message()
			} else {
				got = err.Error()
			}
		} else {
			v, _ := s.names["$m"].(*pyrt.Box).Attr("result")
			got = string(v.(starlark.String))
		}
		if got != want[i] {
			t.Errorf("%s\n got %s\nwant %s", expr, got, want[i])
		}
	}
}

// TestScripts runs testdata/*.py here and in CPython, each in a folder of its
// own, and compares what they print and how they end.
func TestScripts(t *testing.T) {
	python := hdf5test.Python(t)
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts: ", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := newSession(t.TempDir())
			err = s.run(filepath.Base(file), string(src))
			s.env.Close()
			got := s.out.String()
			if err != nil {
				got += err.Error() + "\n"
			}
			path, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(python, path)
			cmd.Dir = t.TempDir()
			out, err := cmd.Output()
			want := string(out)
			if e, ok := err.(*exec.ExitError); ok && len(e.Stderr) > 0 {
				lines := strings.Split(strings.TrimSpace(string(e.Stderr)), "\n")
				want += lines[len(lines)-1] + "\n"
			} else if ok {
				want += "SystemExit: 3\n"
			}
			g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
			for i := range min(len(g), len(w)) {
				if g[i] != w[i] {
					t.Errorf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
				}
			}
			if len(g) != len(w) {
				t.Errorf("%d lines, want %d: %s", len(g), len(w), strings.Join(g[min(len(g), len(w)):], "\n"))
			}
		})
	}
}
