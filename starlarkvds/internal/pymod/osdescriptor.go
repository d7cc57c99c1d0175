package pymod

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is os.open and the functions of what it returns: files by number.

// flags are os.O_RDONLY and its like, by Linux's numbers.
var openFlags = []struct {
	name   string
	number int
	flag   int
}{
	{"O_RDONLY", 0, os.O_RDONLY}, {"O_WRONLY", 1, os.O_WRONLY}, {"O_RDWR", 2, os.O_RDWR}, {"O_CREAT", 0o100, os.O_CREATE},
	{"O_EXCL", 0o200, os.O_EXCL}, {"O_TRUNC", 0o1000, os.O_TRUNC}, {"O_APPEND", 0o2000, os.O_APPEND}, {"O_SYNC", 0o4010000, os.O_SYNC},
	{"O_CLOEXEC", 0o2000000, 0}, {"O_NOCTTY", 0o400, 0}, {"O_NONBLOCK", 0o4000, 0}, {"O_BINARY", 0, 0},
}

// descriptorFuncs are the members of os that deal with files by number.
func descriptorFuncs() starlark.StringDict {
	m := funcs(map[string]pyrt.Func{
		"open": openDescriptor,
		"close": func(c *pyrt.Call) (starlark.Value, error) {
			n := 0
			if err := c.Positional(1, &n); err != nil {
				return nil, err
			}
			return starlark.None, c.Env().CloseNumber(n)
		},
		"read": func(c *pyrt.Call) (starlark.Value, error) {
			size := 0
			f, err := numbered(c, &size)
			if err != nil {
				return nil, err
			}
			if size < 0 {
				return nil, pyrt.NewErrno(22, "Invalid argument", "")
			}
			b, err := io.ReadAll(io.LimitReader(f, int64(size)))
			return starlark.Bytes(b), pyrt.OSErrorOf(err, "")
		},
		"write": func(c *pyrt.Call) (starlark.Value, error) {
			var x starlark.Value
			f, err := numbered(c, &x)
			if err != nil {
				return nil, err
			}
			b, err := pyrt.BytesOf(x)
			if err != nil {
				return nil, err
			}
			n, err := f.Write([]byte(b))
			return starlark.MakeInt(n), pyrt.OSErrorOf(err, "")
		},
		"lseek": func(c *pyrt.Call) (starlark.Value, error) {
			at, whence := 0, 0
			f, err := numbered(c, &at, &whence)
			if err != nil {
				return nil, err
			}
			n, err := f.Seek(int64(at), whence)
			return starlark.MakeInt64(n), pyrt.OSErrorOf(err, "")
		},
		"ftruncate": func(c *pyrt.Call) (starlark.Value, error) {
			size := 0
			f, err := numbered(c, &size)
			if err != nil {
				return nil, err
			}
			return starlark.None, pyrt.OSErrorOf(f.Truncate(int64(size)), "")
		},
		"fsync":     syncDescriptor,
		"fdatasync": syncDescriptor,
		"fstat": func(c *pyrt.Call) (starlark.Value, error) {
			f, err := numbered(c)
			if err != nil {
				return nil, err
			}
			info, err := f.Stat()
			if err != nil {
				return nil, pyrt.OSErrorOf(err, "")
			}
			return statResult(info), nil
		},
		"fdopen": pyrt.Open,
	})
	for _, f := range openFlags {
		m[f.name] = starlark.MakeInt(f.number)
	}
	return m
}

// openDescriptor is os.open(path, flags, mode=0o777).
func openDescriptor(c *pyrt.Call) (starlark.Value, error) {
	var x, dirFD starlark.Value
	number, mode := 0, 0o777
	if err := c.Unpack("path", &x, "flags", &number, "mode?", &mode, "*", "dir_fd??", &dirFD); err != nil {
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
	flag := 0
	for _, f := range openFlags {
		if f.number&3 != 0 && number&3 == f.number || f.number&3 == 0 && f.number != 0 && number&f.number == f.number {
			flag |= f.flag
		}
	}
	f, err := fsys.OpenFile(env.Context, name, flag, fs.FileMode(mode)&0o777)
	if err != nil {
		return nil, pyrt.OSErrorOf(err, name)
	}
	return starlark.MakeInt(env.Number(f)), nil
}

// numbered returns the file of a call's first argument; rest are the others.
func numbered(c *pyrt.Call, rest ...any) (pyrt.File, error) {
	n := 0
	if err := c.Positional(1+min(len(rest), 1), append([]any{&n}, rest...)...); err != nil {
		return nil, err
	}
	return c.Env().Numbered(n)
}

func syncDescriptor(c *pyrt.Call) (starlark.Value, error) {
	if len(c.Args) == 1 {
		if n, err := pyrt.Int(c.Args[0]); err == nil && n < 0 {
			return starlark.None, nil // what fileno() of a file gives
		}
	}
	f, err := numbered(c)
	if err != nil {
		return nil, err
	}
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return nil, pyrt.OSErrorOf(err, "")
	}
	return starlark.None, nil
}
