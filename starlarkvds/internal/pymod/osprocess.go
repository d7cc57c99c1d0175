package pymod

import (
	"crypto/rand"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"
	"unicode"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is what os tells of the process and the system.

// number is a function without arguments that returns an int.
func number(f func() int) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(f()), c.NoArgs() }
}

// login is os.getlogin: the user's name in the environment.
func login(c *pyrt.Call) (starlark.Value, error) {
	if env := c.Env(); env.Getenv != nil {
		for _, key := range []string{"LOGNAME", "USER", "USERNAME"} {
			if v, ok := env.Getenv(key); ok && v != "" {
				return starlark.String(v), c.NoArgs()
			}
		}
	}
	return nil, pyrt.NewErrno(6, "No such device or address", "")
}

// truncate is os.truncate(path, length).
func truncate(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	size := 0
	if err := c.Unpack("path", &x, "length", &size); err != nil {
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
	f, err := fsys.OpenFile(c.Env().Context, name, os.O_WRONLY, 0)
	if err != nil {
		return nil, pyrt.OSErrorOf(err, name)
	}
	err = f.Truncate(int64(size))
	if closed := f.Close(); err == nil {
		err = closed
	}
	return starlark.None, pyrt.OSErrorOf(err, name)
}

// strerror is os.strerror(code).
func strerror(c *pyrt.Call) (starlark.Value, error) {
	n := 0
	if err := c.Positional(1, &n); err != nil {
		return nil, err
	}
	text := []rune(syscall.Errno(n).Error())
	if strings.HasPrefix(string(text), "errno ") {
		return starlark.String("Unknown error " + string(text[len("errno "):])), nil
	}
	text[0] = unicode.ToUpper(text[0])
	return starlark.String(text), nil
}

// uname is os.uname: what Go tells of the system.
func uname(c *pyrt.Call) (starlark.Value, error) {
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	machine := runtime.GOARCH
	switch machine {
	case "amd64":
		machine = "x86_64"
	case "arm64":
		machine = "aarch64"
	}
	system := strings.ToUpper(runtime.GOOS[:1]) + runtime.GOOS[1:]
	return pyrt.NewNamedTuple("posix.uname_result", []string{"sysname", "nodename", "release", "version", "machine"},
		starlark.Tuple{starlark.String(system), starlark.String(host), starlark.String(""), starlark.String(""), starlark.String(machine)}), c.NoArgs()
}

// urandom is os.urandom(size).
func urandom(c *pyrt.Call) (starlark.Value, error) {
	n := 0
	if err := c.Positional(1, &n); err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "negative argument not allowed")
	}
	if err := c.Env().Spend(n >> 10); err != nil {
		return nil, err
	}
	if n > 1<<30 {
		return nil, pyrt.Errorf(pyrt.MemoryError, "")
	}
	b := make([]byte, n)
	_, err := rand.Read(b)
	return starlark.Bytes(b), err
}

// times is os.times: the time that passed stands for the time of processors.
func times(c *pyrt.Call) (starlark.Value, error) {
	t := starlark.Float(float64(now(c.Env()).UnixNano()%int64(time.Hour)) / 1e9)
	zero := starlark.Float(0)
	return pyrt.NewNamedTuple("posix.times_result", []string{"user", "system", "children_user", "children_system", "elapsed"},
		starlark.Tuple{t, zero, zero, zero, t}), c.NoArgs()
}
