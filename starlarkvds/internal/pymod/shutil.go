package pymod

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// shutilModule is _shutil, the part of shutil that is not in shutil.py.
func shutilModule(*pyrt.Env) *pyrt.Module {
	return &pyrt.Module{Name: "_shutil", Members: funcs(map[string]pyrt.Func{
		"copy_contents": func(c *pyrt.Call) (starlark.Value, error) {
			var src, dst starlark.Value
			if err := c.Positional(2, &src, &dst); err != nil {
				return nil, err
			}
			a, b, err := twoPaths(src, dst)
			if err != nil {
				return nil, err
			}
			if _, err := files(c.Env(), a); err != nil {
				return nil, err
			}
			return starlark.None, copyFile(c.Env(), a, b)
		},
		"rmtree": rmTree,
	})}
}

// copyFile makes a file hold what another holds.
func copyFile(env *pyrt.Env, a, b string) error {
	info, err := env.Files.Stat(a)
	if err != nil {
		return pyrt.OSErrorOf(err, a)
	}
	if info.IsDir() {
		return pyrt.NewErrno(21, "Is a directory", a)
	}
	if other, err := env.Files.Stat(b); err == nil && os.SameFile(info, other) {
		return pyrt.Errorf(pyrt.OSError, "%s and %s are the same file", a, b) // opening b would empty a
	}
	in, err := env.Files.OpenFile(env.Context, a, os.O_RDONLY, 0)
	if err != nil {
		return pyrt.OSErrorOf(err, a)
	}
	defer in.Close()
	out, err := env.Files.OpenFile(env.Context, b, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return pyrt.OSErrorOf(err, b)
	}
	_, err = io.Copy(out, in)
	return pyrt.OSErrorOf(errors.Join(err, out.Close()), b)
}

func rmTree(c *pyrt.Call) (starlark.Value, error) {
	var x, onError starlark.Value
	ignore := false
	if err := c.Unpack("path", &x, "ignore_errors?", &ignore, "onerror??", &onError); err != nil {
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
	info, err := fsys.Lstat(name)
	switch {
	case err == nil && info.Mode()&fs.ModeSymlink != 0:
		err = pyrt.Errorf(pyrt.OSError, "Cannot call rmtree on a symbolic link")
	case err == nil && !info.IsDir():
		err = pyrt.NewErrno(20, "Not a directory", name)
	case err == nil:
		err = removeTree(fsys, name, 0)
	}
	if ignore {
		err = nil
	}
	return starlark.None, pyrt.OSErrorOf(err, name)
}
