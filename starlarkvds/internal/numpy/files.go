package numpy

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// fileFunctions read and write arrays as .npy, .npz, raw and text files. A file is a path or a file object.
var fileFunctions = []spec{
	{"save", "file, arr, allow_pickle=True", func(c *call) starlark.Value {
		c.writeFile(withSuffix(c.value("file"), ".npy"), encodeNPY(c.array("arr")))
		return starlark.None
	}},
	{"savez", "file, *args, allow_pickle=True, **kwds", func(c *call) starlark.Value { return saveZip(c, false) }},
	{"savez_compressed", "file, *args, allow_pickle=True, **kwds", func(c *call) starlark.Value { return saveZip(c, true) }},
	{"load", "file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=10000", func(c *call) starlark.Value {
		b := c.readFile(c.value("file"))
		if strings.HasPrefix(string(b), "PK\x03\x04") || strings.HasPrefix(string(b), "PK\x05\x06") {
			return openZip(c.Library, b)
		}
		return c.FromArray(decodeNPY(c.Library, b))
	}},
	{"fromfile", "file, dtype='float64', count=-1, sep='', offset=0, *, like=None", fromFile},
	{"savetxt", "fname, X, fmt='%.18e', delimiter=' ', newline='\\n', header='', footer='', comments='# ', encoding=None", saveText},
	{"loadtxt", "fname, dtype='float64', comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None", loadText},
	{"fromstring", "string, dtype='float64', count=-1, *, sep, like=None", func(c *call) starlark.Value {
		sep := c.str("sep")
		if sep == "" {
			throwf(pyrt.ValueError, "The binary mode of fromstring is removed, use frombuffer instead")
		}
		return c.FromArray(c.parseWords(splitWords(c.str("string"), sep), c.dtype("dtype"), c.int("count")))
	}},
}

// pathOf returns a str or path-like as a file name.
func pathOf(v starlark.Value) (string, bool) {
	switch v := keyOf(v).(type) {
	case starlark.String:
		return string(v), true
	case starlark.HasAttrs:
		if f, err := v.Attr("__fspath__"); err == nil && f != nil {
			if p, err := starlark.Call(new(starlark.Thread), f, nil, nil); err == nil {
				s, ok := starlark.AsString(p)
				return s, ok
			}
		}
	}
	return "", false
}

func withSuffix(file starlark.Value, suffix string) starlark.Value {
	if p, ok := pathOf(file); ok && !strings.HasSuffix(p, suffix) {
		return starlark.String(p + suffix)
	}
	return file
}

// open opens a path in the session's file system, with Python's OSError.
func (c *call) open(path string, flag int) pyrt.File {
	if c.session.Files == nil {
		throwf(pyrt.PermissionError, "no file system is available to this script")
	}
	ctx := c.session.Context
	if ctx == nil {
		ctx = context.Background()
	}
	f, err := c.session.Files.OpenFile(ctx, path, flag, 0o666)
	if err != nil {
		throw(fileError(err, path))
	}
	return f
}

func fileError(err error, path string) error {
	class, no, text := pyrt.OSError, 5, "Input/output error"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		class, no, text = pyrt.FileNotFoundError, 2, "No such file or directory"
	case errors.Is(err, fs.ErrPermission):
		class, no, text = pyrt.PermissionError, 13, "Permission denied"
	}
	return pyrt.Wrap(class, "", err).With("errno", starlark.MakeInt(no)).With("strerror", starlark.String(text)).With("filename", starlark.String(path))
}

func (c *call) writeFile(file starlark.Value, data []byte) {
	path, ok := pathOf(file)
	if !ok {
		c.writeObject(file, starlark.Bytes(data))
		return
	}
	f := c.open(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	_, err := f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		throw(fileError(err, path))
	}
}

// writeObject calls file.write(data).
func (c *call) writeObject(file, data starlark.Value) {
	write, err := pyrt.GetAttr(file, "write")
	check(err)
	_, err = starlark.Call(c.thread, write, starlark.Tuple{data}, nil)
	check(err)
}

func (c *call) readFile(file starlark.Value) []byte {
	path, ok := pathOf(file)
	if !ok {
		read := must(pyrt.GetAttr(file, "read"))
		switch v := must(starlark.Call(c.thread, read, nil, nil)).(type) {
		case starlark.String:
			return []byte(v)
		default:
			return must(pyrt.BytesOf(v))
		}
	}
	f := c.open(path, os.O_RDONLY)
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		throw(fileError(err, path))
	}
	return b
}

func fromFile(c *call) starlark.Value {
	b, dt := c.readFile(c.value("file")), c.dtype("dtype")
	if sep := c.str("sep"); sep != "" {
		return c.FromArray(c.parseWords(splitWords(string(b), sep), dt, c.int("count")))
	}
	b = b[min(c.int("offset"), len(b)):]
	n := len(b) / max(dt.ItemSize(), 1)
	if count := c.int("count"); count >= 0 {
		n = min(n, count)
	}
	return c.wrap(must(ndarray.FromBytes(c.nd, dt, []int{n}, b[:n*dt.ItemSize()])).Copy())
}

func toFile(c *call) starlark.Value {
	if sep := c.str("sep"); sep != "" {
		var words []string
		for s := range c.nd0().All() {
			words = append(words, must(pyrt.Str(must(pyrt.Binary(pyrt.Mod, c.value("format"), starlark.Tuple{c.itemOf(s)})))))
		}
		c.writeFile(c.value("fid"), []byte(strings.Join(words, sep)))
		return starlark.None
	}
	c.writeFile(c.value("fid"), must(c.nd0().Packed()))
	return starlark.None
}

func splitWords(text, sep string) []string {
	mark := strings.TrimSpace(sep)
	if mark == "" || strings.TrimSpace(text) == "" {
		return strings.Fields(text)
	}
	words := strings.Split(strings.TrimSpace(text), mark)
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	if last := len(words) - 1; words[last] == "" {
		words = words[:last] // a separator may end the text
	}
	return words
}

// parseWords converts text to numbers of a dtype.
func (c *call) parseWords(words []string, dt *ndarray.DType, count int) *ndarray.Array {
	if count >= 0 && count < len(words) {
		words = words[:count]
	}
	a := must(ndarray.New(c.nd, dt, []int{len(words)}))
	for i, w := range words {
		v := any(w)
		if dt.Kind() == ndarray.Bool {
			f, err := strconv.ParseFloat(w, 64)
			if v = f != 0; err != nil {
				v = ""
			}
		}
		if v == "" || a.SetItem(i, v) != nil {
			throwf(pyrt.ValueError, "string or file could not be read to its end due to unmatched data")
		}
	}
	return a
}
