package pyrt

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
	"unsafe"

	"go.starlark.net/starlark"
)

// A Stream is what a [FileObject] reads and writes: an open [File], or
// something in memory.
type Stream interface {
	io.Reader
	io.Writer
	io.Seeker
}

// FileObject is Python's file: what open() returns, and io.BytesIO,
// io.StringIO and sys.stdout are made of.
type FileObject struct {
	terminal bool
	stream   Stream
	typ      *Type
	name     starlark.Value
	mode     string
	text     bool
	readable bool
	writable bool
	direct   bool
	encoding string
	errors   string
	newline  starlark.Value // None translates line ends, "" keeps them

	in     []byte // read ahead and not given out
	out    []byte // written and not yet passed on
	closed bool

	account *openFiles // of the session; nil for what is no file of its file system
}

// FileSpec describes a file to [NewFileObject].
type FileSpec struct {
	Type               *Type // io.TextIOWrapper and its like; nil for that of the mode
	Name               starlark.Value
	Mode               string
	Text               bool
	Readable, Writable bool
	Encoding, Errors   string         // of text; empty means utf-8 and strict
	Newline            starlark.Value // as open's; nil means None
	Unbuffered         bool           // pass each write on at once
	Terminal           bool           // isatty
}

var (
	_ starlark.HasAttrs = (*FileObject)(nil)
	_ Context           = (*FileObject)(nil)
	_ Iterable          = (*FileObject)(nil)
	_ Typed             = (*FileObject)(nil)
)

// The types of files that open returns.
var (
	TextFileType   = ioType("TextIOWrapper")
	ReaderType     = ioType("BufferedReader")
	WriterType     = ioType("BufferedWriter")
	RandomFileType = ioType("BufferedRandom")
)

func ioType(name string) *Type {
	t := plainType(name)
	t.spec.Module = "_io"
	return t
}

// NewFileObject returns a file over a stream. A stream that is an io.Closer is
// closed with it.
func NewFileObject(s Stream, spec FileSpec) *FileObject {
	f := &FileObject{
		stream: s, typ: spec.Type, name: spec.Name, mode: spec.Mode, text: spec.Text, readable: spec.Readable,
		writable: spec.Writable, direct: spec.Unbuffered, terminal: spec.Terminal, encoding: spec.Encoding, errors: spec.Errors, newline: orNone(spec.Newline),
	}
	if f.typ == nil {
		switch {
		case f.text:
			f.typ = TextFileType
		case f.readable && f.writable:
			f.typ = RandomFileType
		case f.writable:
			f.typ = WriterType
		default:
			f.typ = ReaderType
		}
	}
	return f
}

// String returns Python's repr.
func (f *FileObject) String() string {
	switch {
	case f.name == nil:
		return "<" + f.typ.QualName() + " object at " + address(unsafe.Pointer(f)) + ">"
	case f.text:
		return "<" + f.typ.QualName() + " name=" + repr(f.name) + " mode=" + quoteStr(f.mode) + " encoding=" + quoteStr(f.encodingName()) + ">"
	}
	return "<" + f.typ.QualName() + " name=" + repr(f.name) + ">"
}

func (f *FileObject) encodingName() string {
	if f.encoding == "" {
		return "UTF-8"
	}
	return f.encoding
}

// Type implements starlark.Value.
func (f *FileObject) Type() string { return f.typ.Name() }

// Freeze implements starlark.Value.
func (f *FileObject) Freeze() {}

// Truth implements starlark.Value.
func (f *FileObject) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (f *FileObject) Hash() (uint32, error) { return identityHash(unsafe.Pointer(f)), nil }

// PyType implements [Typed].
func (f *FileObject) PyType() *Type { return f.typ }

// PyEnter returns the file.
func (f *FileObject) PyEnter() (starlark.Value, error) { return f, f.open() }

// PyExit closes the file.
func (f *FileObject) PyExit(*Error) (bool, error) { return false, f.Close() }

// Stream returns what the file reads and writes, with nothing held back.
func (f *FileObject) Stream() (Stream, error) {
	if err := f.open(); err != nil {
		return nil, err
	}
	if err := f.Flush(); err != nil {
		return nil, err
	}
	return f.stream, f.dropReadAhead()
}

// open fails if the file is closed.
func (f *FileObject) open() error {
	if f.closed {
		return Errorf(ValueError, "I/O operation on closed file.")
	}
	return nil
}

// unsupported is io.UnsupportedOperation, which is both OSError and ValueError.
func unsupportedIO(text string) error {
	class := derivedType("UnsupportedOperation", OSError)
	class.spec.Module = "io"
	class.mro = append([]*Type{class, OSError, ValueError}, Exception.mro...)
	return Errorf(class, "%s", text)
}

// Flush passes on what was written.
func (f *FileObject) Flush() error {
	if len(f.out) == 0 {
		return nil
	}
	out := f.out
	f.out = nil
	f.account.hold(f, false)
	_, err := f.stream.Write(out)
	return OSErrorOf(err, "")
}

// Close flushes and closes; a second call does nothing.
func (f *FileObject) Close() error {
	if f.closed {
		return nil
	}
	err := f.Flush()
	f.closed = true
	f.in = nil
	if c, ok := f.stream.(io.Closer); ok {
		err = errors.Join(err, OSErrorOf(c.Close(), ""))
	}
	if err != nil {
		return asError(err)
	}
	return nil
}

// flushSize is how much is kept before it is passed on.
const flushSize = 64 << 10

// Write takes bytes as they are.
func (f *FileObject) Write(b []byte) error {
	if err := f.open(); err != nil {
		return err
	}
	if !f.writable {
		return unsupportedIO("not writable")
	}
	if err := f.dropReadAhead(); err != nil {
		return err
	}
	if len(f.out) == 0 {
		f.account.hold(f, true)
	}
	f.out = append(f.out, b...)
	if f.direct || len(f.out) >= flushSize {
		return f.Flush()
	}
	return nil
}

// dropReadAhead puts the stream where the script thinks it is.
func (f *FileObject) dropReadAhead() error {
	if len(f.in) == 0 {
		return nil
	}
	n := len(f.in)
	f.in = nil
	_, err := f.stream.Seek(-int64(n), io.SeekCurrent)
	return OSErrorOf(err, "")
}

// fill reads more; it returns false at the end.
func (f *FileObject) fill() (bool, error) {
	buf := make([]byte, 32<<10)
	n, err := f.stream.Read(buf)
	f.in = append(f.in, buf[:n]...)
	if err == io.EOF {
		return n > 0, nil
	}
	return n > 0 || err == nil, OSErrorOf(err, "")
}

func (f *FileObject) checkRead() error {
	if f.closed && !f.text && f.name != nil {
		return Errorf(ValueError, "read of closed file")
	}
	if err := f.open(); err != nil {
		return err
	}
	if !f.readable {
		return unsupportedIO("not readable")
	}
	return f.Flush()
}

// read returns up to n bytes or characters; all for a negative n.
func (f *FileObject) read(n int) (starlark.Value, error) {
	if err := f.checkRead(); err != nil {
		return nil, err
	}
	for n < 0 || f.available() < n {
		more, err := f.fill()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	size := len(f.in)
	if n >= 0 && !f.text {
		size = min(n, size)
	}
	if n >= 0 && f.text {
		size = 0
		for range n {
			if size >= len(f.in) {
				break
			}
			_, w := utf8.DecodeRune(f.in[size:])
			size += w
		}
	}
	return f.take(size)
}

// available counts what has been read ahead.
func (f *FileObject) available() int {
	if f.text {
		return utf8.RuneCount(f.in)
	}
	return len(f.in)
}

// take gives out bytes that were read ahead.
func (f *FileObject) take(n int) (starlark.Value, error) {
	b := f.in[:n:n]
	f.in = f.in[n:]
	if !f.text {
		return starlark.Bytes(b), nil
	}
	s, err := Decode(b, f.encoding, f.errors)
	if err == nil && f.newline == starlark.None && strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return starlark.String(s), err
}

// line returns the next line with its end; empty at the end of the file.
func (f *FileObject) line(limit int) (starlark.Value, error) {
	if err := f.checkRead(); err != nil {
		return nil, err
	}
	for {
		if n := f.lineEnd(); n > 0 {
			if limit >= 0 {
				return f.take(min(n, limit))
			}
			return f.take(n)
		}
		if limit >= 0 && len(f.in) >= limit {
			return f.take(limit)
		}
		more, err := f.fill()
		if err != nil {
			return nil, err
		}
		if !more {
			return f.take(len(f.in))
		}
	}
}

// lineEnd returns the length of the first line that was read ahead, with its
// end; 0 if the end is not there yet. Where line ends are translated, a lone
// carriage return is one.
func (f *FileObject) lineEnd() int {
	text := unsafeString(f.in)
	if !f.text || f.newline == starlark.String("\n") {
		return strings.IndexByte(text, '\n') + 1
	}
	i := strings.IndexAny(text, "\r\n")
	switch {
	case i < 0:
		return 0
	case text[i] == '\n':
		return i + 1
	case i+1 < len(text) && text[i+1] == '\n':
		return i + 2
	case i+1 < len(text):
		return i + 1
	}
	return 0 // the next byte decides
}

func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// PyIter goes through the lines.
func (f *FileObject) PyIter() (Iterator, error) {
	return funcIterator(func() (starlark.Value, error) {
		v, err := f.line(-1)
		if err != nil || !bool(v.Truth()) {
			return nil, err
		}
		return v, nil
	}), f.open()
}

// writeValue is file.write(x).
func (f *FileObject) writeValue(x starlark.Value) (int, error) {
	if f.closed && !f.text && f.name != nil {
		return 0, Errorf(ValueError, "write to closed file")
	}
	if err := f.open(); err != nil {
		return 0, err
	}
	if !f.text {
		b, err := BytesOf(x)
		if err != nil {
			return 0, err
		}
		return len(b), f.Write(b)
	}
	s, ok := x.(starlark.String)
	if !ok {
		return 0, Errorf(TypeError, "write() argument must be str, not %s", TypeName(x))
	}
	b, err := Encode(string(s), f.encoding, f.errors)
	if err != nil {
		return 0, err
	}
	if nl, ok := f.newline.(starlark.String); ok && nl != "" && nl != "\n" {
		b = strings.ReplaceAll(b, "\n", string(nl))
	}
	return utf8.RuneCountInString(string(s)), f.Write([]byte(b))
}
