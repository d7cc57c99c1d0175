package pymod

import (
	"io"
	"math"
	"os"
	"runtime"

	"go.starlark.net/starlark"
	"golang.org/x/term"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// sysModule is sys.
func sysModule(env *pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"exit":                   exit,
		"getrecursionlimit":      func(c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(1000), c.NoArgs() },
		"setrecursionlimit":      func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, nil },
		"getsizeof":              func(c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(64), nil },
		"getdefaultencoding":     func(c *pyrt.Call) (starlark.Value, error) { return starlark.String("utf-8"), c.NoArgs() },
		"getfilesystemencoding":  func(c *pyrt.Call) (starlark.Value, error) { return starlark.String("utf-8"), c.NoArgs() },
		"exc_info":               excInfo,
		"intern":                 func(c *pyrt.Call) (starlark.Value, error) { return c.One() },
		"set_int_max_str_digits": func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, nil },
	})
	args := make([]starlark.Value, len(env.Args))
	for i, a := range env.Args {
		args[i] = starlark.String(a)
	}
	m["argv"] = starlark.NewList(args)
	m["stdout"] = standardStream("<stdout>", "w", env.Stdout, nil)
	m["stderr"] = standardStream("<stderr>", "w", env.Stderr, nil)
	m["stdin"] = standardStream("<stdin>", "r", nil, env.Stdin)
	m["__stdout__"], m["__stderr__"], m["__stdin__"] = m["stdout"], m["stderr"], m["stdin"]
	m["path"] = stringList([]string{""})
	m["modules"] = starlark.NewDict(0)
	for name, text := range map[string]string{"platform": pyrt.PythonPlatform, "byteorder": "little", "executable": "vdscript", "prefix": "/usr",
		"version": pyrt.PythonBanner, "copyright": ""} {
		m[name] = starlark.String(text)
	}
	m["_goarch"] = starlark.String(runtime.GOARCH)
	m["warnoptions"], m["flags"] = starlark.NewList(nil), pyrt.NewNamedTuple("sys.flags", []string{"debug", "optimize", "verbose"},
		starlark.Tuple{starlark.MakeInt(0), starlark.MakeInt(0), starlark.MakeInt(0)})
	m["maxsize"] = starlark.MakeInt64(math.MaxInt64)
	m["maxunicode"] = starlark.MakeInt(0x10ffff)
	m["hexversion"] = starlark.MakeInt(pyrt.PythonMajor<<24 | pyrt.PythonMinor<<16 | pyrt.PythonMicro<<8 | 0xf0)
	m["version_info"] = pyrt.NewNamedTuple("sys.version_info", []string{"major", "minor", "micro", "releaselevel", "serial"}, starlark.Tuple{
		starlark.MakeInt(pyrt.PythonMajor), starlark.MakeInt(pyrt.PythonMinor), starlark.MakeInt(pyrt.PythonMicro), starlark.String("final"), starlark.MakeInt(0)})
	m["float_info"] = pyrt.NewNamedTuple("sys.float_info",
		[]string{"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"},
		starlark.Tuple{starlark.Float(math.MaxFloat64), starlark.MakeInt(1024), starlark.MakeInt(308), starlark.Float(0x1p-1022), starlark.MakeInt(-1021),
			starlark.MakeInt(-307), starlark.MakeInt(15), starlark.MakeInt(53), starlark.Float(0x1p-52), starlark.MakeInt(2), starlark.MakeInt(1)})
	return &pyrt.Module{Name: "sys", Doc: "Arguments, standard streams and facts about the interpreter.", Members: m}
}

// exit raises SystemExit.
func exit(c *pyrt.Call) (starlark.Value, error) {
	var status starlark.Value
	if err := c.Positional(0, &status); err != nil {
		return nil, err
	}
	return nil, pyrt.NewError(pyrt.SystemExit, c.Args...)
}

// excInfo is sys.exc_info: the exception being handled.
func excInfo(c *pyrt.Call) (starlark.Value, error) {
	if e := c.Env().Handling(); e != nil {
		return starlark.Tuple{e.Class(), e, e.TraceValue()}, nil
	}
	return starlark.Tuple{starlark.None, starlark.None, starlark.None}, nil
}

// standardStream is sys.stdout and its like: written at once, so that print
// and writes stay in order.
func standardStream(name, mode string, w io.Writer, r io.Reader) *pyrt.FileObject {
	return pyrt.NewFileObject(hostStream{w, r}, pyrt.FileSpec{
		Name: starlark.String(name), Mode: mode, Text: true, Readable: mode == "r", Writable: mode == "w", Unbuffered: true,
		Terminal: isTerminal(w) || isTerminal(r),
	})
}

// isTerminal reports whether a stream of the host is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && f != (*os.File)(nil) && term.IsTerminal(int(f.Fd()))
}

// terminalSize is os.get_terminal_size(fd=1).
func terminalSize(c *pyrt.Call) (starlark.Value, error) {
	fd := 1
	if err := c.Positional(0, &fd); err != nil {
		return nil, err
	}
	env := c.Env()
	stream := any(env.Stdout)
	if fd == 2 {
		stream = env.Stderr
	}
	if !isTerminal(stream) {
		return nil, pyrt.NewErrno(25, "Inappropriate ioctl for device", "")
	}
	columns, lines, err := term.GetSize(int(stream.(interface{ Fd() uintptr }).Fd()))
	if err != nil {
		return nil, pyrt.OSErrorOf(err, "")
	}
	return pyrt.NewNamedTuple("os.terminal_size", []string{"columns", "lines"}, starlark.Tuple{starlark.MakeInt(columns), starlark.MakeInt(lines)}), nil
}

// hostStream is a reader or writer of the host; a nil one is empty or discards.
type hostStream struct {
	w io.Writer
	r io.Reader
}

func (s hostStream) Write(p []byte) (int, error) {
	if s.w == nil {
		return len(p), nil
	}
	return s.w.Write(p)
}

func (s hostStream) Read(p []byte) (int, error) {
	if s.r == nil {
		return 0, io.EOF
	}
	return s.r.Read(p[:1]) // so that nothing is taken from input()
}

func (s hostStream) Seek(int64, int) (int64, error) {
	return 0, pyrt.NewErrno(29, "Illegal seek", "")
}
