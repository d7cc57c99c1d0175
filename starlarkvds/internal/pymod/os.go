package pymod

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// osModule is os: files and folders of the host, and the environment.
func osModule(env *pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"access":            access,
		"chdir":             onFile(func(files pyrt.FS, name string) error { return files.Chdir(name) }),
		"chmod":             chmod,
		"get_terminal_size": terminalSize,
		"cpu_count":         func(c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(runtime.NumCPU()), c.NoArgs() },
		"fspath": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			return likePath(c, p), err
		},
		"fsencode": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			return starlark.Bytes(p), err
		},
		"fsdecode": func(c *pyrt.Call) (starlark.Value, error) {
			p, err := onePath(c)
			return starlark.String(p), err
		},
		"getcwd": func(c *pyrt.Call) (starlark.Value, error) {
			wd, err := workingDirectory(c.Env())
			return starlark.String(wd), err
		},
		"getenv":     getenv,
		"getpid":     number(os.Getpid),
		"getppid":    number(os.Getppid),
		"getuid":     number(os.Getuid),
		"geteuid":    number(os.Geteuid),
		"getgid":     number(os.Getgid),
		"getegid":    number(os.Getegid),
		"getlogin":   login,
		"link":       twoNames(func(files pyrt.FS, a, b string) error { return files.Link(a, b) }),
		"truncate":   truncate,
		"strerror":   strerror,
		"uname":      uname,
		"urandom":    urandom,
		"times":      times,
		"listdir":    listDir,
		"lstat":      statFunc(true),
		"makedirs":   makeDirs,
		"mkdir":      mkdir,
		"readlink":   readLink,
		"remove":     onFile(removeFile),
		"unlink":     onFile(removeFile),
		"rmdir":      onFile(removeDir),
		"removedirs": onFile(removeDirs),
		"rename":     twoNames(pyrt.FS.Rename),
		"replace":    twoNames(pyrt.FS.Rename),
		"scandir":    scanDir,
		"stat":       statFunc(false),
		"symlink":    symlink,
		"utime":      utime,
		"walk":       walk,
	})
	maps.Copy(m, descriptorFuncs())
	m["path"] = pathModule()
	m["environ"] = environ(env)
	m["error"] = pyrt.OSError
	for name, text := range map[string]string{"sep": "/", "curdir": ".", "pardir": "..", "extsep": ".", "pathsep": ":",
		"linesep": "\n", "devnull": "/dev/null", "name": "posix"} {
		m[name] = starlark.String(text)
	}
	m["altsep"] = starlark.None
	for name, n := range map[string]int{"F_OK": 0, "R_OK": 4, "W_OK": 2, "X_OK": 1, "SEEK_SET": 0, "SEEK_CUR": 1, "SEEK_END": 2} {
		m[name] = starlark.MakeInt(n)
	}
	return &pyrt.Module{Name: "os", Doc: "Files, folders and the environment.", Members: m}
}

// environ is a dict of the environment; changes stay in the session.
func environ(env *pyrt.Env) *starlark.Dict {
	d := starlark.NewDict(16)
	if env.Environ != nil {
		for _, kv := range env.Environ() {
			if k, v, ok := strings.Cut(kv, "="); ok {
				_ = d.SetKey(starlark.String(k), starlark.String(v))
			}
		}
	}
	return d
}

func getenv(c *pyrt.Call) (starlark.Value, error) {
	var key string
	var def starlark.Value = starlark.None
	if err := c.Unpack("key", &key, "default?", &def); err != nil {
		return nil, err
	}
	if env := c.Env(); env.Getenv != nil {
		if v, ok := env.Getenv(key); ok {
			return starlark.String(v), nil
		}
	}
	return def, nil
}

// files returns the session's file system.
func files(env *pyrt.Env, name string) (pyrt.FS, error) {
	if env.Files == nil {
		return nil, pyrt.OSErrorOf(fs.ErrPermission, name)
	}
	return env.Files, nil
}

// onFile is a function of one file name without a result.
func onFile(f func(files pyrt.FS, name string) error) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		name, err := onePath(c)
		if err != nil {
			return nil, err
		}
		fsys, err := files(c.Env(), name)
		if err != nil {
			return nil, err
		}
		return starlark.None, pyrt.OSErrorOf(f(fsys, name), name)
	}
}

// removeFile removes what is no folder.
func removeFile(files pyrt.FS, name string) error {
	info, err := files.Lstat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return pyrt.NewErrno(21, "Is a directory", name)
	}
	return files.Remove(name)
}

// removeDir removes an empty folder.
func removeDir(files pyrt.FS, name string) error {
	info, err := files.Lstat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return pyrt.NewErrno(20, "Not a directory", name)
	}
	return files.Remove(name)
}

// removeDirs removes a folder and those above it that are then empty.
func removeDirs(files pyrt.FS, name string) error {
	if err := removeDir(files, name); err != nil {
		return err
	}
	for {
		dir, _ := splitPath(strings.TrimRight(name, "/"))
		if dir == "" || dir == name || removeDir(files, dir) != nil {
			return nil
		}
		name = dir
	}
}

func mkdir(c *pyrt.Call) (starlark.Value, error) {
	var x, dirFD starlark.Value
	mode := 0o777
	if err := c.Unpack("path", &x, "mode?", &mode, "*", "dir_fd??", &dirFD); err != nil {
		return nil, err
	}
	name, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	fsys, err := files(c.Env(), name)
	if err != nil {
		return nil, err
	}
	return starlark.None, pyrt.OSErrorOf(fsys.Mkdir(name, fs.FileMode(mode)), name)
}

func makeDirs(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	mode, existOK := 0o777, false
	if err := c.Unpack("name", &x, "mode?", &mode, "exist_ok?", &existOK); err != nil {
		return nil, err
	}
	name, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	fsys, err := files(c.Env(), name)
	if err != nil {
		return nil, err
	}
	return starlark.None, makeAll(fsys, name, fs.FileMode(mode), existOK)
}

// makeAll makes a folder and those above it.
func makeAll(fsys pyrt.FS, name string, mode fs.FileMode, existOK bool) error {
	head, tail := splitPath(name)
	if tail == "" {
		head, tail = splitPath(head)
	}
	if head != "" && tail != "" {
		if _, err := fsys.Stat(head); absent(err) {
			if err := makeAll(fsys, head, 0o777, true); err != nil {
				return err
			}
		}
		if tail == "." {
			return nil
		}
	}
	err := fsys.Mkdir(name, mode)
	if err != nil && existOK {
		if info, serr := fsys.Stat(name); serr == nil && info.IsDir() {
			return nil
		}
	}
	return pyrt.OSErrorOf(err, name)
}

// listing returns the entries of a folder, sorted by name.
func listing(env *pyrt.Env, name string) ([]fs.DirEntry, error) {
	fsys, err := files(env, name)
	if err != nil {
		return nil, err
	}
	entries, err := fsys.ReadDir(name)
	if err != nil {
		return nil, pyrt.OSErrorOf(err, name)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// optionalPath returns a path argument that defaults to ".".
func optionalPath(c *pyrt.Call) (string, error) {
	var x starlark.Value
	if err := c.Unpack("path??", &x); err != nil {
		return "", err
	}
	if x == nil {
		return ".", nil
	}
	return pyrt.Path(x)
}

func listDir(c *pyrt.Call) (starlark.Value, error) {
	name, err := optionalPath(c)
	if err != nil {
		return nil, err
	}
	entries, err := listing(c.Env(), name)
	if err != nil {
		return nil, err
	}
	items := make([]starlark.Value, len(entries))
	for i, e := range entries {
		items[i] = likePath(c, e.Name())
	}
	return starlark.NewList(items), nil
}

// twoNames is a function of two file names without a result.
func twoNames(f func(files pyrt.FS, a, b string) error) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var src, dst starlark.Value
		if err := c.Unpack("src", &src, "dst", &dst); err != nil {
			return nil, err
		}
		a, b, err := twoPaths(src, dst)
		if err != nil {
			return nil, err
		}
		fsys, err := files(c.Env(), a)
		if err != nil {
			return nil, err
		}
		return starlark.None, betweenFiles(f(fsys, a, b), a, b)
	}
}

// betweenFiles is OSErrorOf for an operation on two files.
func betweenFiles(err error, a, b string) error {
	err = pyrt.OSErrorOf(err, a)
	var e *pyrt.Error
	if errors.As(err, &e) {
		e.With("filename2", starlark.String(b))
	}
	return err
}

func twoPaths(x, y starlark.Value) (a, b string, err error) {
	if a, err = pyrt.Path(x); err != nil {
		return "", "", err
	}
	b, err = pyrt.Path(y)
	return a, b, err
}

func symlink(c *pyrt.Call) (starlark.Value, error) {
	var src, dst, isDir starlark.Value
	if err := c.Unpack("src", &src, "dst", &dst, "target_is_directory?", &isDir); err != nil {
		return nil, err
	}
	a, b, err := twoPaths(src, dst)
	if err != nil {
		return nil, err
	}
	fsys, err := files(c.Env(), b)
	if err != nil {
		return nil, err
	}
	return starlark.None, betweenFiles(fsys.Symlink(a, b), a, b)
}

func readLink(c *pyrt.Call) (starlark.Value, error) {
	name, err := onePath(c)
	if err != nil {
		return nil, err
	}
	fsys, err := files(c.Env(), name)
	if err != nil {
		return nil, err
	}
	target, err := fsys.Readlink(name)
	return likePath(c, target), pyrt.OSErrorOf(err, name)
}

func chmod(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	var mode int
	if err := c.Unpack("path", &x, "mode", &mode); err != nil {
		return nil, err
	}
	name, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	fsys, err := files(c.Env(), name)
	if err != nil {
		return nil, err
	}
	return starlark.None, pyrt.OSErrorOf(fsys.Chmod(name, fs.FileMode(mode)), name)
}

func utime(c *pyrt.Call) (starlark.Value, error) {
	var x, times starlark.Value
	if err := c.Unpack("path", &x, "times??", &times); err != nil {
		return nil, err
	}
	name, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	env := c.Env()
	fsys, err := files(env, name)
	if err != nil {
		return nil, err
	}
	at, mt := now(env), now(env)
	if times != nil {
		pair, err := pyrt.Collect(times)
		if err != nil || len(pair) != 2 {
			return nil, pyrt.Errorf(pyrt.TypeError, "utime: 'times' must be either a tuple of two ints or None")
		}
		var secs [2]float64
		for i, v := range pair {
			if secs[i], err = pyrt.Float(v); err != nil {
				return nil, err
			}
		}
		at, mt = fromSeconds(secs[0]), fromSeconds(secs[1])
	}
	return starlark.None, pyrt.OSErrorOf(fsys.Chtimes(name, at, mt), name)
}

// access tries to open the file for what is asked.
func access(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	var mode int
	if err := c.Unpack("path", &x, "mode", &mode); err != nil {
		return nil, err
	}
	name, err := pyrt.Path(x)
	if err != nil {
		return nil, err
	}
	env := c.Env()
	info, err := stat(env, name, false)
	if err != nil {
		return starlark.False, nil
	}
	perm := info.Mode().Perm()
	ok := mode&1 == 0 || perm&0o111 != 0
	if info.IsDir() {
		return starlark.Bool(ok && (mode&2 == 0 || perm&0o222 != 0)), nil
	}
	for bit, flag := range map[int]int{4: os.O_RDONLY, 2: os.O_WRONLY} {
		if ok && mode&bit != 0 {
			f, err := env.Files.OpenFile(env.Context, name, flag, 0)
			if ok = err == nil; ok {
				_ = f.Close()
			}
		}
	}
	return starlark.Bool(ok), nil
}

// fromSeconds returns the time of a number of seconds since the epoch.
func fromSeconds(s float64) time.Time { return time.Unix(0, int64(s*1e9)) }

// statFunc is os.stat and os.lstat.
func statFunc(link bool) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		name, err := onePath(c)
		if err != nil {
			return nil, err
		}
		info, err := stat(c.Env(), name, link)
		if err != nil {
			return nil, err
		}
		return statResult(info), nil
	}
}

// unixMode returns the mode as st_mode has it.
func unixMode(m fs.FileMode) int {
	mode := int(m.Perm())
	switch {
	case m.IsDir():
		mode |= 0o040000
	case m&fs.ModeSymlink != 0:
		mode |= 0o120000
	case m.IsRegular():
		mode |= 0o100000
	}
	return mode
}
