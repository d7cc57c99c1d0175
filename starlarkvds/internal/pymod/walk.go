package pymod

import (
	"io/fs"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is os.walk and os.scandir.

// generatorOf is an iterator made of a function, which returns nil at the end.
type generatorOf func() (starlark.Value, error)

func (g generatorOf) Next() (starlark.Value, error) { return g() }

// maxWalkDepth bounds how deep os.walk goes, for trees with a cycle of links.
const maxWalkDepth = 1000

// walk is os.walk(top, topdown=True, onerror=None, followlinks=False). Going
// down, the script may prune the list of folders.
func walk(c *pyrt.Call) (starlark.Value, error) {
	var x, onError starlark.Value
	topDown, follow := true, false
	if err := c.Unpack("top", &x, "topdown?", &topDown, "onerror??", &onError, "followlinks?", &follow); err != nil {
		return nil, err
	}
	top, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	w := &walker{env: c.Env(), topDown: topDown, follow: follow, onError: onError, call: c}
	w.stack = []*walkFrame{{dir: top}}
	return pyrt.NewIterator(c.Thread, pyrt.GeneratorType, generatorOf(w.next)), nil
}

// walkFrame is one folder on the way down.
type walkFrame struct {
	dir         string
	dirs, files *starlark.List // nil before the folder was read
	next        int            // index into dirs
}

type walker struct {
	env             *pyrt.Env
	topDown, follow bool
	onError         starlark.Value
	call            *pyrt.Call
	stack           []*walkFrame
}

func (w *walker) next() (starlark.Value, error) {
	for len(w.stack) > 0 {
		f := w.stack[len(w.stack)-1]
		if f.dirs == nil {
			ok, err := w.read(f)
			if err != nil {
				return nil, err
			}
			if !ok {
				w.stack = w.stack[:len(w.stack)-1]
				continue
			}
			if w.topDown {
				return f.tuple(), nil
			}
		}
		if f.next < f.dirs.Len() && len(w.stack) < maxWalkDepth {
			name, _ := f.dirs.Index(f.next).(starlark.String)
			f.next++
			sub := join(f.dir, string(name), false)
			if info, err := stat(w.env, sub, true); w.follow || err != nil || info.Mode()&fs.ModeSymlink == 0 {
				w.stack = append(w.stack, &walkFrame{dir: sub})
			}
			continue
		}
		w.stack = w.stack[:len(w.stack)-1]
		if !w.topDown {
			return f.tuple(), nil
		}
	}
	return nil, nil
}

func (f *walkFrame) tuple() starlark.Tuple {
	return starlark.Tuple{starlark.String(f.dir), f.dirs, f.files}
}

// read lists a folder; one that cannot be read is told to onerror and skipped.
func (w *walker) read(f *walkFrame) (bool, error) {
	entries, err := listing(w.env, f.dir)
	if err != nil {
		if e, ok := err.(*pyrt.Error); ok && w.onError != nil {
			_, err := pyrt.CallValue(w.call.Thread, w.onError, starlark.Tuple{e}, nil)
			return false, err
		}
		return false, nil
	}
	var dirs, files []string
	for _, e := range entries {
		isDir := e.IsDir()
		if e.Type()&fs.ModeSymlink != 0 {
			info, err := stat(w.env, join(f.dir, e.Name(), false), false)
			isDir = err == nil && info.IsDir()
		}
		if isDir {
			dirs = append(dirs, e.Name())
		} else {
			files = append(files, e.Name())
		}
	}
	f.dirs, f.files = stringList(dirs), stringList(files)
	return true, nil
}

// scanDir is os.scandir: an iterator of os.DirEntry, usable in with.
func scanDir(c *pyrt.Call) (starlark.Value, error) {
	name, err := optionalPath(c)
	if err != nil {
		return nil, err
	}
	entries, err := listing(c.Env(), name)
	if err != nil {
		return nil, err
	}
	env := c.Env()
	it := pyrt.NewIterator(c.Thread, pyrt.NewType(pyrt.TypeSpec{Name: "ScandirIterator", Module: "posix"}), generatorOf(func() (starlark.Value, error) {
		if len(entries) == 0 {
			return nil, nil
		}
		e := entries[0]
		entries = entries[1:]
		return dirEntry(env, name, e), nil
	}))
	return &scanner{IteratorValue: it}, nil
}

// scanner is the iterator that os.scandir returns.
type scanner struct{ *pyrt.IteratorValue }

// PyEnter returns the iterator.
func (s *scanner) PyEnter() (starlark.Value, error) { return s, nil }

// PyExit has nothing to close: the folder was read at once.
func (s *scanner) PyExit(*pyrt.Error) (bool, error) { return false, nil }

// dirEntry is os.DirEntry.
func dirEntry(env *pyrt.Env, dir string, e fs.DirEntry) starlark.Value {
	full := join(dir, e.Name(), false)
	test := func(f func(fs.FileInfo) bool) pyrt.Func {
		return func(c *pyrt.Call) (starlark.Value, error) {
			info, err := stat(env, full, false)
			return starlark.Bool(err == nil && f(info)), nil
		}
	}
	attrs := funcs(map[string]pyrt.Func{
		"is_dir":     test(fs.FileInfo.IsDir),
		"is_file":    test(func(i fs.FileInfo) bool { return i.Mode().IsRegular() }),
		"is_symlink": func(c *pyrt.Call) (starlark.Value, error) { return starlark.Bool(e.Type()&fs.ModeSymlink != 0), nil },
		"stat": func(c *pyrt.Call) (starlark.Value, error) {
			info, err := stat(env, full, false)
			if err != nil {
				return nil, err
			}
			return statResult(info), nil
		},
	})
	attrs["name"], attrs["path"] = starlark.String(e.Name()), starlark.String(full)
	return &record{typ: "DirEntry", repr: "<DirEntry '" + e.Name() + "'>", attrs: attrs, path: full}
}
