package h5dump

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Text writes an object and all below it for people to read: what each is,
// its attributes, and its elements as numpy shows them, which for large arrays
// is their edges. Objects that cannot be read are part of the text and are
// counted in failed.
func Text(ctx context.Context, w io.Writer, root hdf5.Object) (failed int, err error) {
	file := root.File()
	t := &textDump{ctx: ctx, w: w, arrays: newArrays(file, &names{file: file}), paths: make(map[uint64]string)}
	name := root.Name()
	if name == "" {
		name = "/"
	}
	g, ok := root.(*hdf5.Group)
	if !ok {
		t.object(name, root)
		return t.failed, t.err
	}
	for v := range g.Walk(hdf5.ByName) {
		t.visit(absolute(name, v.Path), v)
		if t.err != nil || ctx.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return t.failed, ctx.Err()
	}
	return t.failed, t.err
}

// textDump is one object on its way to w. The first error of w sticks.
type textDump struct {
	ctx context.Context
	w   io.Writer
	arrays
	paths  map[uint64]string // of the objects so far
	failed int
	err    error
}

func (t *textDump) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

// fail tells why something cannot be read.
func (t *textDump) fail(label string, err error) {
	t.failed++
	t.line(label, "error: "+err.Error())
}

// line writes a property, later lines of it below the first.
func (t *textDump) line(label, text string) {
	indent := strings.Repeat(" ", 16)
	t.printf("    %-12s%s\n", label, strings.ReplaceAll(printableLines(text), "\n", "\n"+indent))
}

// heading writes the line that a paragraph begins with.
func (t *textDump) heading(format string, args ...any) {
	t.printf("%s\n", printable(fmt.Sprintf(format, args...)))
}

// visit writes the paragraph of a link.
func (t *textDump) visit(path string, v hdf5.Visit) {
	switch {
	case v.Object == nil && v.Err != nil:
		t.heading("%s", path)
		t.fail("", v.Err)
	case v.Object == nil && v.Link.Kind == hdf5.ExternalLink:
		t.heading("%s  external link to %s in %s", path, v.Link.Path, v.Link.File)
	case v.Object == nil && v.Link.Kind == hdf5.SoftLink:
		t.heading("%s  soft link to %s", path, v.Link.Path)
	case v.Object == nil:
		t.heading("%s  %v link", path, v.Link.Kind)
	case v.Again:
		t.heading("%s  same object as %s", path, t.paths[v.Object.Address()])
	default:
		t.paths[v.Object.Address()] = path
		t.object(path, v.Object)
		if v.Err != nil {
			t.fail("members", v.Err)
		}
	}
}

// object writes the paragraph of an object.
func (t *textDump) object(path string, o hdf5.Object) {
	switch o := o.(type) {
	case *hdf5.Group:
		t.heading("%s  group", path)
		t.attributes(o)
	case *hdf5.NamedType:
		t.heading("%s  datatype", path)
		t.line("type", typeLines(o.Type()))
		t.attributes(o)
	case *hdf5.Dataset:
		t.heading("%s  dataset", path)
		t.dataset(o)
	}
}

// typeLines describes a type: in a few words, and as HDF5 calls it.
func typeLines(t *datatype.Type) string {
	return printable(typeWords(t)) + "\n" + printable(t.String())
}

func (t *textDump) dataset(d *hdf5.Dataset) {
	space := d.Space()
	t.line("shape", extentWords(space))
	t.line("type", typeLines(d.Type()))
	t.line("layout", layoutWords(d))
	if filters := d.Filters(); len(filters) > 0 {
		t.line("filters", filterWords(filters, true))
	}
	t.storage(d)
	t.fill(d)
	t.attributes(d)
	text, err := t.arrays.dataset(t.ctx, d)
	if err != nil {
		t.fail("data", err)
		return
	}
	if space.Class != dataspace.Null {
		t.line("data", text)
	}
}

// storage tells where the elements are.
func (t *textDump) storage(d *hdf5.Dataset) {
	for _, file := range d.External() {
		t.line("raw data", fmt.Sprintf("%s, from byte %d", printable(file.Name), file.Offset))
	}
	if d.Layout() == hdf5.Virtual {
		t.sources(d)
		return
	}
	n, err := d.StorageSize()
	if err != nil {
		t.fail("storage", err)
		return
	}
	words := bytesWords(n)
	if at, ok := d.Offset(); ok {
		words += fmt.Sprintf(" at byte %d", uint64(at)) // of a multi-file: up to 1<<64
	}
	t.line("storage", words)
}

// sources lists the mappings of a virtual dataset.
func (t *textDump) sources(d *hdf5.Dataset) {
	layout, err := d.Virtual()
	if err != nil {
		t.fail("sources", err)
		return
	}
	label := "sources"
	for i := range layout.Mappings.Len() {
		m, err := layout.Mappings.At(i)
		if err != nil {
			t.fail(label, err)
			return
		}
		t.line(label, fmt.Sprintf("%s from %s %s%s", selectionWords(m.Virtual), printable(m.File), printable(m.Dataset), selectionWords(m.Source)))
		label = ""
	}
}

// fill shows a fill value that is not zero.
func (t *textDump) fill(d *hdf5.Dataset) {
	fill := d.Fill()
	if len(fill.Bytes) == 0 || d.Type().HasVariable() {
		return
	}
	text, err := t.one(d.Type(), fill.Bytes)
	if err != nil {
		t.fail("fill value", err)
		return
	}
	t.line("fill value", text)
}

func (t *textDump) attributes(o hdf5.Object) {
	for a, err := range o.Attributes().All(hdf5.ByName) {
		if err != nil {
			t.fail("attributes", err)
			return
		}
		text, err := t.attribute(a)
		if err != nil {
			t.failed++
			text = "error: " + err.Error()
		}
		head := printable(a.Name()) + ": " + printable(attributeWords(a))
		text = strings.ReplaceAll(printableLines(text), "\n", "\n"+strings.Repeat(" ", len("    @  = ")+width(head)))
		t.printf("    @ %s = %s\n", head, text)
	}
}

// attributeWords describes the type of an attribute, and the shape of one that
// is an array.
func attributeWords(a *hdf5.Attribute) string {
	words := typeWords(a.Type())
	if space := a.Space(); space.Class == dataspace.Simple {
		words += " " + shapeWords(space)
	}
	return words
}
