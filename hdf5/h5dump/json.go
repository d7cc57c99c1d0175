package h5dump

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/vds"
)

// JSON writes all that is in a file. What cannot be read is part of the text;
// the error is that of w.
func JSON(ctx context.Context, w io.Writer, f *hdf5.File) error {
	index := &names{file: f}
	j := &jsonDump{out: bufio.NewWriter(w), values: values{file: f, names: index}, paths: make(map[uint64]string)}
	j.out.WriteString("{")
	for v := range f.Root().Walk(hdf5.ByName) {
		j.visit(ctx, v)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	j.out.WriteString("}\n")
	return j.out.Flush()
}

// JSONError writes what stands for a file that cannot be read.
func JSONError(w io.Writer, err error) error {
	_, werr := w.Write(append(appendError([]byte("{"), err), "}\n"...))
	return werr
}

// jsonDump is one file on its way to w. The error of out sticks.
type jsonDump struct {
	values
	out     *bufio.Writer
	paths   map[uint64]string // of the objects so far
	entries int
}

// visit writes the entry of a link.
func (j *jsonDump) visit(ctx context.Context, v hdf5.Visit) {
	if j.entries++; j.entries > 1 {
		j.out.WriteByte(',')
	}
	path := absolute("/", v.Path)
	text := append(appendString([]byte{'\n'}, path), ": {"...)
	j.out.Write(append(j.entry(ctx, text, path, v), '}'))
}

func (j *jsonDump) entry(ctx context.Context, out []byte, path string, v hdf5.Visit) []byte {
	switch {
	case v.Object == nil && v.Err != nil:
		return appendError(append(out, `"kind": "unknown", `...), v.Err)
	case v.Object == nil && v.Link.Kind == hdf5.SoftLink:
		return appendString(append(out, `"kind": "softlink", "target": `...), v.Link.Path)
	case v.Object == nil && v.Link.Kind == hdf5.ExternalLink:
		out = appendString(append(out, `"kind": "externallink", "file": `...), v.Link.File)
		return appendString(append(out, `, "target": `...), v.Link.Path)
	case v.Object == nil:
		return appendError(append(out, `"kind": "unknown", `...), fmt.Errorf("%v link", v.Link.Kind))
	case v.Again:
		return appendString(append(out, `"kind": "hardlink", "target": `...), j.paths[v.Object.Address()])
	}
	j.paths[v.Object.Address()] = path
	switch o := v.Object.(type) {
	case *hdf5.Dataset:
		return j.dataset(ctx, append(out, `"kind": "dataset"`...), o)
	case *hdf5.NamedType:
		out = append(out, `"kind": "datatype"`...)
		out = field(out, "dtype", func(out []byte) ([]byte, error) { return appendType(out, o.Type()) })
		return j.attributes(out, o)
	}
	out = j.attributes(append(out, `"kind": "group"`...), v.Object)
	if v.Err != nil { // of the members
		out = appendError(append(out, ", "...), v.Err)
	}
	return out
}

// field appends a member of an object, or its error in place of it.
func field(out []byte, name string, value func([]byte) ([]byte, error)) []byte {
	whole, err := value(append(appendString(append(out, ", "...), name), ": "...))
	if err != nil {
		return appendError(append(out, ", "...), err)
	}
	return whole
}

func appendError(out []byte, err error) []byte {
	return appendString(append(out, `"error": `...), err.Error())
}

// dataset appends the members of a dataset. One error is enough.
func (j *jsonDump) dataset(ctx context.Context, out []byte, d *hdf5.Dataset) []byte {
	space := d.Space()
	typed, typeErr := appendType(append(out, `, "dtype": `...), d.Type())
	if typeErr == nil {
		out = typed
	}
	out = appendShape(append(out, `, "shape": `...), space)
	out = append(out, `, "maxshape": `...)
	if space.Class == dataspace.Null {
		out = append(out, "null"...)
	} else {
		most := make([]uint64, len(space.Dims))
		for i := range most {
			most[i] = space.Max(i)
		}
		out = appendSizes(out, most, dataspace.Unlimited)
	}
	out = appendString(append(out, `, "layout": `...), d.Layout().String())
	out = append(out, `, "chunks": `...)
	if chunks := d.Chunks(); chunks != nil {
		out = appendSizes(out, chunks, 0)
	} else {
		out = append(out, "null"...)
	}
	filters := d.Filters()
	out = appendList(append(out, `, "filters": `...), len(filters), func(out []byte, i int) []byte {
		return strconv.AppendUint(out, uint64(filters[i].ID), 10)
	})
	if d.Layout() == hdf5.Virtual {
		out = field(out, "sources", func(out []byte) ([]byte, error) { return appendSources(out, d) })
	}
	out = j.fill(append(out, `, "fill": `...), d)
	out = j.attributes(out, d)
	if typeErr != nil {
		return appendError(append(out, ", "...), typeErr)
	}
	return field(out, "data", func(out []byte) ([]byte, error) { return j.data(ctx, out, d) })
}

func appendShape(out []byte, space dataspace.Space) []byte {
	if space.Class == dataspace.Null {
		return append(out, "null"...)
	}
	return appendSizes(out, space.Dims, dataspace.Unlimited)
}

// fill appends the fill value of plain numbers, and null for other types.
func (j *jsonDump) fill(out []byte, d *hdf5.Dataset) []byte {
	null := append(out, "null"...)
	mem, err := memoryType(d.Type())
	fill := d.Fill()
	if err != nil || d.Space().Class == dataspace.Null || !plain(mem) || !fill.Defined {
		return null
	}
	value := make([]byte, mem.Size)
	if len(fill.Bytes) > 0 {
		path, err := datatype.NewPath(d.Type(), mem, nil, nil)
		if err != nil || len(fill.Bytes) < d.Type().Size || path.Convert(value, fill.Bytes, 1) != nil {
			return null
		}
	}
	if out, err = j.append(out, mem, value); err != nil {
		return null
	}
	return out
}

// appendSources appends the mappings of a virtual dataset.
func appendSources(out []byte, d *hdf5.Dataset) ([]byte, error) {
	layout, err := d.Virtual()
	if err != nil {
		return out, err
	}
	out = append(out, '[')
	for i := range layout.Mappings.Len() {
		m, err := layout.Mappings.At(i)
		if err != nil {
			return out, err
		}
		if i > 0 {
			out = append(out, ", "...)
		}
		out = appendString(append(out, '['), m.File)
		out = appendString(append(out, ", "...), m.Dataset)
		out = appendPoints(append(out, ", "...), m.Virtual, layout.Dims)
		out = append(appendSource(append(out, ", "...), m, d), ']')
	}
	return append(out, ']'), nil
}

// appendSource appends the number of elements in a source's selection. The
// extent of a source is not stored: all of one counts as 1, as in libhdf5,
// unless it is known as the place of one of a series of sources.
func appendSource(out []byte, m vds.Mapping, d *hdf5.Dataset) []byte {
	if m.Source.Kind() != dataspace.KindAll {
		return appendPoints(out, m.Source, nil)
	}
	if axis, open := m.Virtual.Unlimited(); open {
		dims := d.Space().Dims // which follow the sources that there are
		if first, err := m.Virtual.UnlimitedBlock(0); err == nil && dims[axis] > 0 {
			return appendPoints(out, first, dims)
		}
	}
	return append(out, '1')
}

// appendPoints appends the number of elements in a selection.
func appendPoints(out []byte, sel dataspace.Selection, dims []uint64) []byte {
	if _, open := sel.Unlimited(); open {
		return append(out, "null"...)
	}
	return strconv.AppendUint(out, sel.NumPoints(dims), 10)
}

// attributes appends the attributes of an object.
func (j *jsonDump) attributes(out []byte, o hdf5.Object) []byte {
	out = append(out, `, "attrs": {`...)
	n := 0
	var failed error
	for a, err := range o.Attributes().All(hdf5.ByName) {
		if err != nil {
			failed = err
			break
		}
		if n++; n > 1 {
			out = append(out, ", "...)
		}
		out = append(appendString(out, a.Name()), ": {"...)
		out = append(j.oneAttribute(out, a), '}')
	}
	out = append(out, '}')
	if failed != nil {
		return appendError(append(out, ", "...), failed)
	}
	return out
}

func (j *jsonDump) oneAttribute(out []byte, a *hdf5.Attribute) []byte {
	typed, err := appendType(append(out, `"dtype": `...), a.Type())
	if err != nil {
		return appendError(out, err)
	}
	out = appendShape(append(typed, `, "shape": `...), a.Space())
	return field(out, "value", func(out []byte) ([]byte, error) { return j.attribute(out, a) })
}
