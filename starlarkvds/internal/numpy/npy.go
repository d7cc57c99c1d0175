package numpy

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// npyMagic begins a .npy file; version and header length follow.
const npyMagic = "\x93NUMPY"

// encodeNPY writes an array in numpy's format 1.0 (2.0 where the header is longer than 64 KiB).
func encodeNPY(a *ndarray.Array) []byte {
	if hasObjects(a.DType()) {
		throwf(pyrt.ValueError, "Object arrays cannot be saved by vdscript: pickling is not supported")
	}
	fortran := a.IsFortran() && !a.IsContiguous()
	data := a
	if fortran {
		data = must(a.Transpose(nil))
	}
	header := fmt.Sprintf("{'descr': %s, 'fortran_order': %s, 'shape': %s, }", npyDescr(a.DType()), starlark.Bool(fortran), shapeText(a.Shape()))
	if shape := a.Shape(); len(shape) > 0 { // room for the growing axis to take 21 digits in place
		axis := 0
		if fortran {
			axis = len(shape) - 1
		}
		header += strings.Repeat(" ", 21-len(strconv.Itoa(shape[axis])))
	}
	fixed := len(npyMagic) + 2 + 2
	if len(header)+64 > 0xffff {
		fixed += 2
	}
	pad := 64 - (fixed+len(header)+1)%64
	header += strings.Repeat(" ", pad) + "\n"
	var b bytes.Buffer
	b.WriteString(npyMagic)
	if fixed == 10 {
		b.Write([]byte{1, 0})
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))
	} else {
		b.Write([]byte{2, 0})
		b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(header))))
	}
	b.WriteString(header)
	b.Write(must(data.Packed()))
	return b.Bytes()
}

// npyDescr is the header's text of a dtype.
func npyDescr(dt *ndarray.DType) string {
	if !dt.IsStruct() {
		return "'" + dt.Str() + "'"
	}
	rows := (&Library{}).describe(dt)
	return reprOf(starlark.NewList(rows))
}

// decodeNPY reads a .npy file.
func decodeNPY(lib *Library, b []byte) *ndarray.Array {
	if !strings.HasPrefix(string(b), npyMagic) {
		if len(b) == 0 {
			throwf(pyrt.EOFError, "No data left in file")
		}
		throwf(pyrt.ValueError, "This file contains pickled (object) data. If you trust the file you can load it unsafely using the `allow_pickle=` keyword argument or `pickle.load()`.")
	}
	if len(b) < 12 {
		throwf(pyrt.ValueError, "EOF: reading array header length, expected 2 bytes got %d", max(len(b)-8, 0))
	}
	start, n := 10, int(binary.LittleEndian.Uint16(b[8:]))
	if b[6] >= 2 {
		start, n = 12, int(binary.LittleEndian.Uint32(b[8:]))
	}
	if n < 0 || n > len(b)-start {
		throwf(pyrt.ValueError, "EOF: reading array header, expected %d bytes got %d", n, len(b)-start)
	}
	dt, fortran, shape := npyHeader(lib, string(b[start:start+n]))
	a, err := ndarray.FromBytes(lib.nd, dt, shape, b[start+n:])
	if err != nil {
		throwf(pyrt.ValueError, "Failed to read all data for array. Expected %s elements, the file is truncated", shapeText(shape))
	}
	a = must(a.Copy())
	if fortran {
		slices.Reverse(shape)
		a = must(must(a.Reshape(shape)).Transpose(nil))
	}
	return a
}

// npyHeader reads the dictionary of the header, which is a literal that Starlark's parser knows as well.
func npyHeader(lib *Library, text string) (dt *ndarray.DType, fortran bool, shape []int) {
	bad := func() { throwf(pyrt.ValueError, "Cannot parse header: %s", strconv.Quote(text)) }
	expr, err := syntax.ParseExpr("npy", strings.TrimSpace(text), 0)
	if err != nil {
		bad()
	}
	d, ok := literal(expr).(*starlark.Dict)
	if !ok {
		bad()
	}
	descr, order, dims := lookup(d, "descr"), lookup(d, "fortran_order"), lookup(d, "shape")
	if descr == nil || order == nil || dims == nil {
		throwf(pyrt.ValueError, "Header does not contain the correct keys: %v", d.Keys())
	}
	dt = descrType(lib, descr)
	if hasObjects(dt) {
		throwf(pyrt.ValueError, "Object arrays cannot be loaded when allow_pickle=False")
	}
	return dt, bool(order.Truth()), must(ToShape(dims))
}

// descrType reads a header's dtype: as np.dtype does, but unnamed void fields are gaps.
func descrType(lib *Library, descr starlark.Value) *ndarray.DType {
	switch d := descr.(type) {
	case starlark.Tuple:
		if len(d) == 2 {
			return must(ndarray.SubArray(descrType(lib, d[0]), must(ToShape(d[1]))))
		}
	case *starlark.List:
		var fields []ndarray.Field
		end := 0
		for i := range d.Len() {
			row, ok := d.Index(i).(starlark.Tuple)
			if !ok || len(row) < 2 {
				throwf(pyrt.ValueError, "descr is not a valid dtype descriptor: %s", reprOf(descr))
			}
			t := descrType(lib, row[1])
			if len(row) > 2 {
				t = must(ndarray.SubArray(t, must(ToShape(row[2]))))
			}
			name, _ := starlark.AsString(row[0])
			if name != "" || t.Kind() != ndarray.Void || t.IsStruct() {
				fields = append(fields, ndarray.Field{Name: name, Type: t, Offset: end})
			}
			end += t.ItemSize()
		}
		return must(ndarray.Struct(fields, end))
	}
	return must(lib.ToDType(descr))
}

// literal evaluates a tree of constants, or returns nil.
func literal(e syntax.Expr) starlark.Value {
	switch e := e.(type) {
	case *syntax.Literal:
		switch v := e.Value.(type) {
		case string:
			return starlark.String(v)
		case int64:
			return starlark.MakeInt64(v)
		}
	case *syntax.Ident:
		return map[string]starlark.Value{"True": starlark.True, "False": starlark.False, "None": starlark.None}[e.Name]
	case *syntax.ParenExpr:
		return literal(e.X)
	case *syntax.TupleExpr:
		return starlark.Tuple(literals(e.List))
	case *syntax.ListExpr:
		return starlark.NewList(literals(e.List))
	case *syntax.DictExpr:
		d := starlark.NewDict(len(e.List))
		for _, entry := range e.List {
			kv := entry.(*syntax.DictEntry)
			if k, v := literal(kv.Key), literal(kv.Value); k != nil && v != nil {
				check(d.SetKey(k, v))
			}
		}
		return d
	}
	return nil
}

func literals(list []syntax.Expr) []starlark.Value {
	out := make([]starlark.Value, len(list))
	for i, e := range list {
		if out[i] = literal(e); out[i] == nil {
			out[i] = starlark.None
		}
	}
	return out
}

// saveZip is np.savez: one .npy member for each array.
func saveZip(c *call, compressed bool) starlark.Value {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name string, v starlark.Value) {
		h := &zip.FileHeader{Name: name + ".npy", Method: zip.Store}
		if compressed {
			h.Method = zip.Deflate
		}
		m := must(w.CreateHeader(h))
		_, err := m.Write(encodeNPY(must(c.ToArray(v, nil))))
		check(err)
	}
	for i, v := range c.rest {
		add("arr_"+strconv.Itoa(i), v)
	}
	for _, kv := range c.kwrest {
		add(string(kv[0].(starlark.String)), kv[1])
	}
	check(w.Close())
	c.writeFile(withSuffix(c.value("file"), ".npz"), b.Bytes())
	return starlark.None
}

// An npzFile is what np.load returns for an archive: a read-only mapping of arrays, usable in a with statement.
type npzFile struct {
	scope
	lib     *Library
	members map[string]*zip.File
	names   []string
}

var (
	_ starlark.IterableMapping = (*npzFile)(nil)
	_ starlark.HasAttrs        = (*npzFile)(nil)
	_ pyrt.Lener               = (*npzFile)(nil)
	_ pyrt.Container           = (*npzFile)(nil)
)

func openZip(lib *Library, b []byte) starlark.Value {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		throwf(pyrt.ValueError, "File is not a zip file")
	}
	f := &npzFile{scope: scope{name: "numpy.lib.npyio.NpzFile"}, lib: lib, members: make(map[string]*zip.File)}
	for _, m := range r.File {
		name := strings.TrimSuffix(m.Name, ".npy")
		f.names, f.members[name] = append(f.names, name), m
	}
	return f
}

// String returns Python's repr.
func (f *npzFile) String() string {
	return "NpzFile 'object' with keys: " + strings.Join(f.names, ", ")
}

// PyEnter implements pyrt.Context.
func (f *npzFile) PyEnter() (starlark.Value, error) { return f, nil }

// PyExit implements pyrt.Context.
func (f *npzFile) PyExit(*pyrt.Error) (bool, error) { return false, nil }

// PyLen implements pyrt.Lener.
func (f *npzFile) PyLen() (int, error) { return len(f.names), nil }

// PyContains implements pyrt.Container.
func (f *npzFile) PyContains(y starlark.Value) (bool, error) {
	name, _ := starlark.AsString(y)
	return f.members[strings.TrimSuffix(name, ".npy")] != nil, nil
}

// Get implements starlark.Mapping.
func (f *npzFile) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	defer catch(&err)
	name, _ := starlark.AsString(key)
	m := f.members[strings.TrimSuffix(name, ".npy")]
	if m == nil {
		throwf(pyrt.KeyError, "%s is not a file in the archive", name)
	}
	r := must(m.Open())
	defer r.Close()
	// A member may claim any size: read no more than the archive can hold at deflate's best ratio.
	const ratio = 1100
	b := must(io.ReadAll(io.LimitReader(r, int64(m.CompressedSize64)*ratio+1<<16)))
	return f.lib.FromArray(decodeNPY(f.lib, b)), true, nil
}

// Iterate implements starlark.Iterable.
func (f *npzFile) Iterate() starlark.Iterator { return f.list().Iterate() }

func (f *npzFile) list() *starlark.List {
	names := make([]starlark.Value, len(f.names))
	for i, n := range f.names {
		names[i] = starlark.String(n)
	}
	return starlark.NewList(names)
}

// Items implements starlark.IterableMapping.
func (f *npzFile) Items() []starlark.Tuple {
	var out []starlark.Tuple
	for _, n := range f.names {
		if v, _, err := f.Get(starlark.String(n)); err == nil {
			out = append(out, starlark.Tuple{starlark.String(n), v})
		}
	}
	return out
}

// Attr implements starlark.HasAttrs.
func (f *npzFile) Attr(name string) (starlark.Value, error) {
	row := func(impl func(c *call) starlark.Value) (starlark.Value, error) {
		return newFunction(f.lib, spec{name, "", impl}), nil
	}
	switch name {
	case "files":
		return f.list(), nil
	case "keys":
		return row(func(*call) starlark.Value { return f.list() })
	case "values", "items":
		return row(func(*call) starlark.Value {
			out := starlark.NewList(nil)
			for _, kv := range f.Items() {
				var v starlark.Value = kv
				if name == "values" {
					v = kv[1]
				}
				check(out.Append(v))
			}
			return out
		})
	case "close":
		return row(func(*call) starlark.Value { return starlark.None })
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (f *npzFile) AttrNames() []string { return []string{"close", "files", "items", "keys", "values"} }
