package pymod

import (
	"io"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// ioModule is io: files in memory.
func ioModule(*pyrt.Env) *pyrt.Module {
	m := starlark.StringDict{
		"BytesIO": bytesIOType, "StringIO": stringIOType, "TextIOWrapper": pyrt.TextFileType, "BufferedReader": pyrt.ReaderType,
		"BufferedWriter": pyrt.WriterType,
		"BufferedRandom": pyrt.RandomFileType, "UnsupportedOperation": unsupportedOperation, "DEFAULT_BUFFER_SIZE": starlark.MakeInt(8192),
		"open":     pyrt.NewFunc("open", pyrt.Open),
		"SEEK_SET": starlark.MakeInt(0), "SEEK_CUR": starlark.MakeInt(1), "SEEK_END": starlark.MakeInt(2),
	}
	return &pyrt.Module{Name: "io", Doc: "Files in memory.", Members: m}
}

var (
	unsupportedOperation = pyrt.NewType(pyrt.TypeSpec{Name: "UnsupportedOperation", Module: "io", Bases: []*pyrt.Type{pyrt.OSError, pyrt.ValueError}})

	bytesIOType  = pyrt.NewType(pyrt.TypeSpec{Name: "BytesIO", Module: "_io", New: newBytesIO})
	stringIOType = pyrt.NewType(pyrt.TypeSpec{Name: "StringIO", Module: "_io", New: newStringIO})
)

func newBytesIO(_ *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x starlark.Value
	if err := pyrt.UnpackArgs("BytesIO", args, kwargs, "initial_bytes??", &x); err != nil {
		return nil, err
	}
	s := new(memoryStream)
	if x != nil {
		b, err := pyrt.BytesOf(x)
		if err != nil {
			return nil, err
		}
		s.data = append(s.data, b...)
	}
	return pyrt.NewFileObject(s, pyrt.FileSpec{Type: cls, Mode: "rb+", Readable: true, Writable: true}), nil
}

func newStringIO(_ *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x, newline starlark.Value
	if err := pyrt.UnpackArgs("StringIO", args, kwargs, "initial_value??", &x, "newline?", &newline); err != nil {
		return nil, err
	}
	s := new(memoryStream)
	if x != nil {
		text, ok := x.(starlark.String)
		if !ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "initial_value must be str or None, not %s", pyrt.TypeName(x))
		}
		s.data = []byte(text)
	}
	return pyrt.NewFileObject(s, pyrt.FileSpec{Type: cls, Mode: "r+", Text: true, Readable: true, Writable: true, Newline: starlark.String("\n")}), nil
}

// memoryStream is a file in memory.
type memoryStream struct {
	data []byte
	at   int64
}

// Contents returns what the file holds.
func (m *memoryStream) Contents() []byte { return m.data }

// maxMemoryFile bounds a file in memory.
const maxMemoryFile = 1 << 34

func (m *memoryStream) Read(p []byte) (int, error) {
	if m.at >= int64(len(m.data)) {
		return 0, io.EOF
	}
	n := copy(p, m.data[m.at:])
	m.at += int64(n)
	return n, nil
}

func (m *memoryStream) Write(p []byte) (int, error) {
	if m.at > maxMemoryFile-int64(len(p)) {
		return 0, pyrt.NewErrno(27, "File too large", "")
	}
	if gap := m.at - int64(len(m.data)); gap > 0 {
		m.data = append(m.data, make([]byte, gap)...)
	}
	n := copy(m.data[m.at:], p)
	m.data = append(m.data, p[n:]...)
	m.at += int64(len(p))
	return len(p), nil
}

func (m *memoryStream) Seek(at int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		at += m.at
	case io.SeekEnd:
		at += int64(len(m.data))
	}
	if at < 0 {
		return 0, pyrt.Errorf(pyrt.ValueError, "negative seek value %d", at)
	}
	m.at = at
	return at, nil
}

// Truncate sets the length; it does not lengthen the file.
func (m *memoryStream) Truncate(size int64) error {
	if size >= 0 && size < int64(len(m.data)) {
		m.data = m.data[:size]
	}
	return nil
}
