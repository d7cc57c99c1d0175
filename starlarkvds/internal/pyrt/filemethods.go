package pyrt

import (
	"io"
	"os"
	"strings"

	"go.starlark.net/starlark"
)

// This file is open() and the methods of files.

// Open is open(file, mode='r', buffering=-1, encoding=None, errors=None,
// newline=None).
func Open(c *Call) (starlark.Value, error) {
	var file, encoding, errors, newline, buffering, closefd, opener starlark.Value
	mode := "r"
	err := c.unpackC("file", &file, "mode?", &mode, "buffering?", &buffering, "encoding??", &encoding, "errors??", &errors,
		"newline??", &newline, "closefd?", &closefd, "opener??", &opener)
	if err != nil {
		return nil, err
	}
	spec, flag, err := parseMode(mode)
	if err != nil {
		return nil, err
	}
	number, isNumber := file.(starlark.Int)
	name := ""
	if !isNumber {
		if name, err = Path(file); err != nil {
			return nil, err
		}
	}
	if !spec.Text && encoding != nil {
		return nil, Errorf(ValueError, "binary mode doesn't take an encoding argument")
	}
	if encoding != nil {
		spec.Encoding = str(encoding)
	}
	if errors != nil {
		spec.Errors = str(errors)
	}
	spec.Newline, spec.Name = newline, file
	env := c.Env()
	if isNumber {
		n, _ := number.Int64()
		f, err := env.TakeNumber(int(n))
		if err != nil {
			return nil, err
		}
		return NewFileObject(f, spec), nil
	}
	if env.Files == nil {
		return nil, NewErrno(13, "Permission denied", name)
	}
	f, err := env.Files.OpenFile(env.ctx(), name, flag, 0o666)
	if err != nil {
		return nil, OSErrorOf(err, name)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_ = f.Close()
		return nil, NewErrno(21, "Is a directory", name)
	}
	object := NewFileObject(f, spec)
	env.files.add(object, f)
	return object, nil
}

// ParseMode reads a mode as open does, such as "r+b".
func ParseMode(mode string) (FileSpec, error) {
	spec, _, err := parseMode(mode)
	return spec, err
}

// parseMode reads open's mode.
func parseMode(mode string) (FileSpec, int, error) {
	spec := FileSpec{Mode: mode, Text: true}
	flag, seen := 0, ""
	plus := false
	for _, r := range mode {
		if strings.ContainsRune(seen, r) {
			return spec, 0, Errorf(ValueError, "invalid mode: %s", quoteStr(mode))
		}
		seen += string(r)
		switch r {
		case 'r', 'w', 'x', 'a':
		case 'b':
			spec.Text = false
		case 't':
		case '+':
			plus = true
		default:
			return spec, 0, Errorf(ValueError, "invalid mode: %s", quoteStr(mode))
		}
	}
	if strings.Contains(mode, "b") && strings.Contains(mode, "t") {
		return spec, 0, Errorf(ValueError, "can't have text and binary mode at once")
	}
	kinds := strings.Trim(strings.NewReplacer("b", "", "t", "", "+", "").Replace(mode), " ")
	if len(kinds) != 1 {
		return spec, 0, Errorf(ValueError, "must have exactly one of create/read/write/append mode")
	}
	spec.Readable, spec.Writable = kinds == "r" || plus, kinds != "r" || plus
	switch {
	case plus:
		flag = os.O_RDWR
	case kinds != "r":
		flag = os.O_WRONLY
	}
	switch kinds {
	case "w":
		flag |= os.O_CREATE | os.O_TRUNC
	case "x":
		flag |= os.O_CREATE | os.O_EXCL
	case "a":
		flag |= os.O_CREATE | os.O_APPEND
	}
	return spec, flag, nil
}

// Path returns the file name that a str, bytes or path object stands for
// (os.fspath).
func Path(x starlark.Value) (string, error) {
	switch x := x.(type) {
	case starlark.String:
		return string(x), nil
	case starlark.Bytes:
		return string(x), nil
	case *Instance:
		if s, ok := x.base.(starlark.String); ok {
			return string(s), nil
		}
	}
	switch x := x.(type) {
	case PathLike:
		return x.PyFSPath()
	case *Instance:
		if v, ok, err := x.call("__fspath__"); ok || err != nil {
			if err != nil {
				return "", err
			}
			return Path(v)
		}
	}
	return "", Errorf(TypeError, "expected str, bytes or os.PathLike object, not %s", TypeName(x))
}

// PathLike is implemented by values that stand for a file name (__fspath__).
type PathLike interface {
	PyFSPath() (string, error)
}

// OnClose has f called when the session ends, last added first.
func (e *Env) OnClose(f func()) { e.closers = append(e.closers, f) }

// Attr returns the methods and attributes of a file.
func (f *FileObject) Attr(name string) (starlark.Value, error) {
	switch name {
	case "name":
		if f.name == nil {
			return nil, nil
		}
		return f.name, nil
	case "mode":
		return starlark.String(f.mode), nil
	case "closed":
		return starlark.Bool(f.closed), nil
	case "encoding":
		if f.text {
			return starlark.String(f.encodingName()), nil
		}
		return nil, nil
	case "buffer":
		if !f.text {
			return nil, nil
		}
		return NewFileObject(bufferStream{f}, FileSpec{Name: f.name, Mode: f.mode, Readable: f.readable, Writable: f.writable}), nil
	}
	if fn := f.method(name); fn != nil {
		return NewMethod(f.typ.Name()+"."+name, f, fn), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (f *FileObject) AttrNames() []string {
	return []string{"close", "closed", "flush", "isatty", "mode", "name", "read", "readable", "readline", "readlines",
		"seek", "seekable", "tell", "truncate", "writable", "write", "writelines"}
}

func (f *FileObject) method(name string) Func {
	switch name {
	case "read":
		return f.readMethod
	case "readline":
		return func(c *Call) (starlark.Value, error) {
			n := -1
			if err := c.Positional(0, &n); err != nil {
				return nil, err
			}
			return f.line(n)
		}
	case "readlines":
		return func(c *Call) (starlark.Value, error) {
			items, err := Collect(f)
			return starlark.NewList(items), err
		}
	case "write":
		return func(c *Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			n, err := f.writeValue(x)
			return starlark.MakeInt(n), err
		}
	case "writelines":
		return f.writeLines
	case "close":
		return func(c *Call) (starlark.Value, error) { return starlark.None, f.Close() }
	case "flush":
		return func(c *Call) (starlark.Value, error) {
			if err := f.open(); err != nil {
				return nil, err
			}
			return starlark.None, f.Flush()
		}
	case "seek":
		return f.seek
	case "tell":
		return f.tell
	case "truncate":
		return f.truncate
	case "getvalue", "getbuffer":
		m, ok := f.stream.(interface{ Contents() []byte })
		if !ok {
			return nil
		}
		return func(c *Call) (starlark.Value, error) {
			if err := f.open(); err != nil {
				return nil, err
			}
			if err := f.Flush(); err != nil {
				return nil, err
			}
			if f.text {
				return starlark.String(m.Contents()), c.NoArgs()
			}
			return starlark.Bytes(m.Contents()), c.NoArgs()
		}
	case "readable", "writable", "seekable", "isatty":
		answers := map[string]bool{"readable": f.readable, "writable": f.writable, "seekable": f.mode != "", "isatty": f.terminal}
		return func(c *Call) (starlark.Value, error) { return starlark.Bool(answers[name]), c.NoArgs() }
	case "__enter__":
		return func(c *Call) (starlark.Value, error) { return f.PyEnter() }
	case "__exit__":
		return func(c *Call) (starlark.Value, error) { return starlark.False, f.Close() }
	}
	return nil
}

func (f *FileObject) readMethod(c *Call) (starlark.Value, error) {
	var size starlark.Value = starlark.None
	if err := c.Positional(0, &size); err != nil {
		return nil, err
	}
	n := -1
	if size != starlark.None {
		i, err := Int(size)
		if err != nil {
			return nil, err
		}
		n = i
	}
	return f.read(n)
}

func (f *FileObject) writeLines(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	for v, err := range All(x) {
		if err != nil {
			return nil, err
		}
		if _, err := f.writeValue(v); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

func (f *FileObject) seek(c *Call) (starlark.Value, error) {
	var at int64
	whence := 0
	if err := c.Positional(1, &at, &whence); err != nil {
		return nil, err
	}
	if err := f.open(); err != nil {
		return nil, err
	}
	if f.text && whence != 0 && at != 0 {
		return nil, unsupportedIO("can't do nonzero cur-relative seeks")
	}
	if whence == 0 && at < 0 {
		return nil, Errorf(ValueError, "negative seek value %d", at)
	}
	if err := f.Flush(); err != nil {
		return nil, err
	}
	if err := f.dropReadAhead(); err != nil {
		return nil, err
	}
	n, err := f.stream.Seek(at, whence)
	return starlark.MakeInt64(n), OSErrorOf(err, "")
}

// position returns where the next byte is read or written.
func (f *FileObject) position() (int64, error) {
	if err := f.open(); err != nil {
		return 0, err
	}
	n, err := f.stream.Seek(0, io.SeekCurrent)
	return n - int64(len(f.in)) + int64(len(f.out)), OSErrorOf(err, "")
}

func (f *FileObject) tell(c *Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	n, err := f.position()
	return starlark.MakeInt64(n), err
}

func (f *FileObject) truncate(c *Call) (starlark.Value, error) {
	var size starlark.Value = starlark.None
	if err := c.Positional(0, &size); err != nil {
		return nil, err
	}
	n, err := f.position()
	if err != nil {
		return nil, err
	}
	if size != starlark.None {
		i, err := Int(size)
		if err != nil {
			return nil, err
		}
		n = int64(i)
	}
	if err := f.Flush(); err != nil {
		return nil, err
	}
	t, ok := f.stream.(interface{ Truncate(int64) error })
	if !ok || !f.writable {
		return nil, unsupportedIO("truncate")
	}
	return starlark.MakeInt64(n), OSErrorOf(t.Truncate(n), "")
}

// bufferStream is the bytes below a text file, as sys.stdout.buffer is.
type bufferStream struct{ f *FileObject }

func (b bufferStream) Read(p []byte) (int, error) { return b.f.stream.Read(p) }

func (b bufferStream) Write(p []byte) (int, error) {
	if err := b.f.Flush(); err != nil {
		return 0, err
	}
	return b.f.stream.Write(p)
}

func (b bufferStream) Seek(at int64, whence int) (int64, error) { return b.f.stream.Seek(at, whence) }
