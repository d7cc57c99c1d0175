package pymod

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// tempfileModule is tempfile. Names are drawn anew in each session.
func tempfileModule(env *pyrt.Env) *pyrt.Module {
	t := &temporary{env: env}
	m := funcs(map[string]pyrt.Func{
		"gettempdir":         func(c *pyrt.Call) (starlark.Value, error) { dir, err := t.dir(nil); return starlark.String(dir), err },
		"gettempprefix":      func(c *pyrt.Call) (starlark.Value, error) { return starlark.String("tmp"), c.NoArgs() },
		"mkdtemp":            t.mkdtemp,
		"mkstemp":            t.mkstemp,
		"mktemp":             t.mktemp,
		"TemporaryDirectory": t.directory,
		"NamedTemporaryFile": t.namedFile,
		"TemporaryFile":      t.namedFile,
	})
	m["tempdir"] = starlark.None
	return &pyrt.Module{Name: "tempfile", Doc: "Temporary files and folders.", Members: m}
}

// temporary makes names for a session.
type temporary struct {
	env *pyrt.Env
	rng *rand.Rand
}

// dir returns the folder to make files in.
func (t *temporary) dir(x starlark.Value) (string, error) {
	if x != nil {
		return pyrt.Path(x)
	}
	if t.env.Files == nil {
		return "", pyrt.OSErrorOf(fs.ErrPermission, "")
	}
	return t.env.Files.TempDir(), nil
}

// attempts bounds the search for a free name.
const attempts = 10000

// create tries names until make succeeds with one that was free.
func (t *temporary) create(dir, prefix, suffix string, make func(name string) error) (string, error) {
	if t.rng == nil {
		t.rng = rand.New(rand.NewPCG(t.env.Seed, uint64(now(t.env).UnixNano())^rand.Uint64()))
	}
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
	for range attempts {
		name := []byte(prefix)
		for range 8 {
			name = append(name, letters[t.rng.IntN(len(letters))])
		}
		full := join(dir, string(name)+suffix, false)
		err := make(full)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		return full, pyrt.OSErrorOf(err, full)
	}
	return "", pyrt.NewErrno(17, "No usable temporary file name found", dir)
}

// names reads suffix, prefix and dir.
type names struct {
	suffix, prefix, dir starlark.Value
}

func (n *names) parts(t *temporary) (dir, prefix, suffix string, err error) {
	prefix = "tmp"
	if n.prefix != nil {
		if prefix, err = pyrt.Path(n.prefix); err != nil {
			return "", "", "", err
		}
	}
	if n.suffix != nil {
		if suffix, err = pyrt.Path(n.suffix); err != nil {
			return "", "", "", err
		}
	}
	dir, err = t.dir(n.dir)
	return dir, prefix, suffix, err
}

// makeDir makes a folder with a new name.
func (t *temporary) makeDir(n *names) (string, error) {
	dir, prefix, suffix, err := n.parts(t)
	if err != nil {
		return "", err
	}
	fsys, err := files(t.env, dir)
	if err != nil {
		return "", err
	}
	return t.create(dir, prefix, suffix, func(name string) error { return fsys.Mkdir(name, 0o700) })
}

func (t *temporary) mkdtemp(c *pyrt.Call) (starlark.Value, error) {
	var n names
	if err := c.Unpack("suffix??", &n.suffix, "prefix??", &n.prefix, "dir??", &n.dir); err != nil {
		return nil, err
	}
	dir, err := t.makeDir(&n)
	return starlark.String(dir), err
}

// makeFile makes an empty file with a new name.
func (t *temporary) makeFile(n *names) (string, pyrt.File, error) {
	dir, prefix, suffix, err := n.parts(t)
	if err != nil {
		return "", nil, err
	}
	fsys, err := files(t.env, dir)
	if err != nil {
		return "", nil, err
	}
	var f pyrt.File
	name, err := t.create(dir, prefix, suffix, func(name string) (err error) {
		f, err = fsys.OpenFile(t.env.Context, name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		return err
	})
	return name, f, err
}

// mkstemp returns (number, name), the number for os.close and its like.
func (t *temporary) mkstemp(c *pyrt.Call) (starlark.Value, error) {
	var n names
	text := false
	if err := c.Unpack("suffix??", &n.suffix, "prefix??", &n.prefix, "dir??", &n.dir, "text?", &text); err != nil {
		return nil, err
	}
	name, f, err := t.makeFile(&n)
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{starlark.MakeInt(t.env.Number(f)), starlark.String(name)}, nil
}

// mktemp returns a free name without making anything.
func (t *temporary) mktemp(c *pyrt.Call) (starlark.Value, error) {
	var n names
	if err := c.Unpack("suffix??", &n.suffix, "prefix??", &n.prefix, "dir??", &n.dir); err != nil {
		return nil, err
	}
	dir, prefix, suffix, err := n.parts(t)
	if err != nil {
		return nil, err
	}
	name, err := t.create(dir, prefix, suffix, func(name string) error {
		if _, err := stat(t.env, name, true); err == nil {
			return fs.ErrExist
		}
		return nil
	})
	return starlark.String(name), err
}

// directory is TemporaryDirectory: removed with all it holds when the with
// statement, or the session, ends.
func (t *temporary) directory(c *pyrt.Call) (starlark.Value, error) {
	var n names
	ignore := false
	if err := c.Unpack("suffix??", &n.suffix, "prefix??", &n.prefix, "dir??", &n.dir, "ignore_cleanup_errors?", &ignore); err != nil {
		return nil, err
	}
	name, err := t.makeDir(&n)
	if err != nil {
		return nil, err
	}
	cleanup := func() error {
		err := removeTree(t.env.Files, name, 0)
		if absent(err) || ignore {
			return nil
		}
		return pyrt.OSErrorOf(err, name)
	}
	d := &managed{record: record{typ: "TemporaryDirectory", repr: "<TemporaryDirectory '" + name + "'>", path: name}, exit: cleanup}
	d.enter = starlark.String(name)
	d.attrs = funcs(map[string]pyrt.Func{"cleanup": func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, cleanup() }})
	d.attrs["name"] = starlark.String(name)
	t.env.OnClose(func() { _ = cleanup() })
	return d, nil
}

// removeTree removes a folder and all below it; links are not followed.
func removeTree(fsys pyrt.FS, name string, depth int) error {
	info, err := fsys.Lstat(name)
	if err != nil {
		return err
	}
	if info.IsDir() && depth < maxWalkDepth {
		entries, err := fsys.ReadDir(name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := removeTree(fsys, join(name, e.Name(), false), depth+1); err != nil {
				return err
			}
		}
	}
	return fsys.Remove(name)
}

// namedFile is NamedTemporaryFile and TemporaryFile.
func (t *temporary) namedFile(c *pyrt.Call) (starlark.Value, error) {
	var n names
	var buffering, encoding, newline, errs starlark.Value
	mode, remove := "w+b", true
	err := c.Unpack("mode?", &mode, "buffering?", &buffering, "encoding??", &encoding, "newline??", &newline,
		"suffix??", &n.suffix, "prefix??", &n.prefix, "dir??", &n.dir, "delete?", &remove, "*", "errors??", &errs)
	if err != nil {
		return nil, err
	}
	name, f, err := t.makeFile(&n)
	if err != nil {
		return nil, err
	}
	spec, err := pyrt.ParseMode(mode)
	if err != nil {
		return nil, err
	}
	spec.Name, spec.Newline = starlark.String(name), newline
	var s pyrt.Stream = f
	if remove {
		s = &removedFile{f, t.env.Files, name}
	}
	file := pyrt.NewFileObject(s, spec)
	t.env.OnClose(func() { _ = file.Close() })
	return file, nil
}

// removedFile is a file that is removed when it is closed.
type removedFile struct {
	pyrt.File
	files pyrt.FS
	name  string
}

// Close closes and removes the file.
func (f *removedFile) Close() error {
	err := f.File.Close()
	if rerr := f.files.Remove(f.name); rerr != nil && !absent(rerr) {
		err = errors.Join(err, rerr)
	}
	return err
}

// managed is a record that is a context manager.
type managed struct {
	record
	enter starlark.Value
	exit  func() error
}

// PyEnter returns what as binds.
func (m *managed) PyEnter() (starlark.Value, error) { return m.enter, nil }

// PyExit cleans up.
func (m *managed) PyExit(*pyrt.Error) (bool, error) { return false, m.exit() }

// now returns the session's time.
func now(env *pyrt.Env) time.Time {
	if env.Now == nil {
		return time.Unix(0, 0)
	}
	return env.Now()
}
