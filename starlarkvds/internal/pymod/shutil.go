package pymod

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// shutilModule is shutil.
func shutilModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"copy":        copyTo,
		"copy2":       copyTo,
		"copyfile":    copyTo,
		"copyfileobj": copyObject,
		"copytree":    copyTree,
		"move":        move,
		"rmtree":      rmTree,
		"get_terminal_size": func(c *pyrt.Call) (starlark.Value, error) {
			var fallback starlark.Value = starlark.Tuple{starlark.MakeInt(80), starlark.MakeInt(24)}
			if err := c.Unpack("fallback?", &fallback); err != nil {
				return nil, err
			}
			if size, err := terminalSize(&pyrt.Call{Thread: c.Thread, Name: "get_terminal_size"}); err == nil {
				return size, nil
			}
			values, err := pyrt.Collect(fallback)
			return pyrt.NewNamedTuple("os.terminal_size", []string{"columns", "lines"}, values), err
		},
		"which": func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, nil },
	})
	m["Error"], m["SameFileError"] = pyrt.OSError, pyrt.OSError
	return &pyrt.Module{Name: "shutil", Doc: "Copy, move and remove files and folders.", Members: m}
}

// copyTo copies a file to a file or into a folder (copyfile: to a file).
func copyTo(c *pyrt.Call) (starlark.Value, error) {
	var src, dst starlark.Value
	follow := true
	if err := c.Unpack("src", &src, "dst", &dst, "*", "follow_symlinks?", &follow); err != nil {
		return nil, err
	}
	a, b, err := twoPaths(src, dst)
	if err != nil {
		return nil, err
	}
	env := c.Env()
	fsys, err := files(env, a)
	if err != nil {
		return nil, err
	}
	if info, err := fsys.Stat(b); err == nil && info.IsDir() && c.Name != "copyfile" {
		_, base := splitPath(a)
		b = join(b, base, false)
	}
	return starlark.String(b), copyFile(env, a, b)
}

func copyFile(env *pyrt.Env, a, b string) error {
	info, err := env.Files.Stat(a)
	if err != nil {
		return pyrt.OSErrorOf(err, a)
	}
	if info.IsDir() {
		return pyrt.NewErrno(21, "Is a directory", a)
	}
	in, err := env.Files.OpenFile(env.Context, a, os.O_RDONLY, 0)
	if err != nil {
		return pyrt.OSErrorOf(err, a)
	}
	defer in.Close()
	out, err := env.Files.OpenFile(env.Context, b, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, info.Mode().Perm())
	if err != nil {
		return pyrt.OSErrorOf(err, b)
	}
	_, err = io.Copy(out, in)
	return pyrt.OSErrorOf(errors.Join(err, out.Close()), b)
}

// copyObject is copyfileobj: through the objects' read and write.
func copyObject(c *pyrt.Call) (starlark.Value, error) {
	var src, dst starlark.Value
	length := 64 << 10
	if err := c.Unpack("fsrc", &src, "fdst", &dst, "length?", &length); err != nil {
		return nil, err
	}
	read, err := pyrt.GetAttr(src, "read")
	if err != nil {
		return nil, err
	}
	write, err := pyrt.GetAttr(dst, "write")
	if err != nil {
		return nil, err
	}
	for {
		v, err := pyrt.CallValue(c.Thread, read, starlark.Tuple{starlark.MakeInt(length)}, nil)
		if err != nil {
			return nil, err
		}
		if more, err := pyrt.Truth(v); !more || err != nil {
			return starlark.None, err
		}
		if _, err := pyrt.CallValue(c.Thread, write, starlark.Tuple{v}, nil); err != nil {
			return nil, err
		}
	}
}

func copyTree(c *pyrt.Call) (starlark.Value, error) {
	var src, dst, ignore, function starlark.Value
	symlinks, existOK := false, false
	err := c.Unpack("src", &src, "dst", &dst, "symlinks?", &symlinks, "ignore??", &ignore, "copy_function?", &function, "*", "dirs_exist_ok?", &existOK)
	if err != nil {
		return nil, err
	}
	a, b, err := twoPaths(src, dst)
	if err != nil {
		return nil, err
	}
	if _, err := files(c.Env(), a); err != nil {
		return nil, err
	}
	return starlark.String(b), copyAll(c.Env(), a, b, existOK, 0)
}

// copyAll copies a folder and all below it; links are followed.
func copyAll(env *pyrt.Env, a, b string, existOK bool, depth int) error {
	entries, err := listing(env, a)
	if err != nil {
		return err
	}
	if depth > maxWalkDepth {
		return pyrt.NewErrno(40, "Too many levels of symbolic links", a)
	}
	if err := makeAll(env.Files, b, 0o777, existOK); err != nil {
		return err
	}
	for _, e := range entries {
		from, to := join(a, e.Name(), false), join(b, e.Name(), false)
		info, err := stat(env, from, false)
		if err != nil {
			return err
		}
		if info.IsDir() {
			err = copyAll(env, from, to, existOK, depth+1)
		} else {
			err = copyFile(env, from, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func move(c *pyrt.Call) (starlark.Value, error) {
	var src, dst, function starlark.Value
	if err := c.Unpack("src", &src, "dst", &dst, "copy_function?", &function); err != nil {
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
	if info, err := fsys.Stat(b); err == nil && info.IsDir() {
		_, base := splitPath(a)
		b = join(b, base, false)
		if _, err := fsys.Lstat(b); err == nil {
			return nil, pyrt.Errorf(pyrt.OSError, "Destination path '%s' already exists", b)
		}
	}
	return starlark.String(b), betweenFiles(fsys.Rename(a, b), a, b)
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
