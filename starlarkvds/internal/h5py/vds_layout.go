package h5py

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// VirtualLayout is a virtual dataset in the making: h5py.VirtualLayout. It may
// make several datasets, and gain mappings between them.
type VirtualLayout struct {
	session  *Session
	shape    []uint64
	maxShape []uint64 // nil: fixed
	dtype    starlark.Value
	maxArg   starlark.Value
	fileName string // of the target, where it is known in advance
	named    bool
	dcpl     *PropID        // holds the mappings
	fill     starlark.Value // given last; stays for later datasets
}

var (
	_ starlark.HasSetKey = (*VirtualLayout)(nil)
	_ starlark.HasAttrs  = (*VirtualLayout)(nil)
	_ pyrt.Typed         = (*VirtualLayout)(nil)
	_ pyrt.Context       = (*VirtualLayout)(nil)
)

// emptyLayout returns a layout without a shape, a type and mappings.
func (s *Session) emptyLayout() *VirtualLayout {
	return &VirtualLayout{session: s, maxArg: starlark.None, fill: starlark.None, dcpl: s.virtualProps()}
}

func (s *Session) newLayout(c *pyrt.Call) (starlark.Value, error) {
	l := s.emptyLayout()
	var shape, fileName starlark.Value = nil, starlark.None
	c.Name = "VirtualLayout.__init__"
	if err := c.Unpack("shape", &shape, "dtype", &l.dtype, "maxshape?", &l.maxArg, "filename?", &fileName); err != nil {
		return nil, err
	}
	var err error
	if l.shape, err = s.shapeOf(shape); err != nil {
		return nil, err
	}
	if err := l.setMaxShape(); err != nil {
		return nil, err
	}
	if fileName != starlark.None {
		l.named = true
		l.fileName, err = s.fileName(fileName)
	}
	return l, err
}

// setMaxShape reads the maxshape argument; an int is that of one axis.
func (l *VirtualLayout) setMaxShape() (err error) {
	if i, ok := asIndex(l.maxArg); ok {
		l.maxArg = starlark.Tuple{i}
	}
	l.maxShape, err = l.session.maxShapeOf(l.maxArg)
	return err
}

// SetKey maps a source: layout[key] = source. What is wrong with a mapping is
// said here, not when the dataset is made. A mask of the whole shape, which
// h5py refuses, becomes hyperslabs.
func (l *VirtualLayout) SetKey(key, value starlark.Value) error {
	part, err := l.session.selectMapping(l.shape, key)
	if err != nil {
		return err
	}
	src, ok := pyrt.Plain(value).(*VirtualSource)
	if !ok {
		return pyrt.Errorf(pyrt.AttributeError, "'%s' object has no attribute 'path'", pyrt.TypeName(value))
	}
	m := vds.Mapping{Virtual: part.sel, File: src.path, Dataset: src.name, Source: src.part.sel}
	m.Virtual, _ = vds.Hyperslabs(m.Virtual)
	m.Source, _ = vds.Hyperslabs(m.Source)
	if l.named && m.File == l.fileName {
		m.File = "."
	}
	if err := l.check(m, part, src); err != nil {
		return err
	}
	l.dcpl.addMapping(m, l.shape, src.full)
	return nil
}

// add is layout.add(mappings), which h5py lacks: it maps many sources, each a
// pair of a key and a source, or none of them if one cannot be.
func (l *VirtualLayout) add(c *pyrt.Call) (starlark.Value, error) {
	var mappings starlark.Value
	if err := c.Unpack("mappings", &mappings); err != nil {
		return nil, err
	}
	pairs, err := pyrt.Collect(mappings)
	if err != nil {
		return nil, err
	}
	before := len(l.dcpl.mappings)
	for i, pair := range pairs {
		items, err := pyrt.Collect(pair)
		if err == nil && len(items) != 2 {
			err = pyrt.Errorf(pyrt.ValueError, "item %d: expected a key and a source, got %d values", i, len(items))
		}
		if err == nil {
			err = l.SetKey(items[0], items[1])
		}
		if err != nil {
			l.dcpl.mappings, l.dcpl.spaces = l.dcpl.mappings[:before], l.dcpl.spaces[:before]
			return nil, err
		}
	}
	return starlark.None, nil
}

// check refuses a mapping that cannot be, with the mapping's number and both
// shapes.
func (l *VirtualLayout) check(m vds.Mapping, part selection, src *VirtualSource) error {
	err := m.Validate(l.shape, src.full)
	var e *vds.MappingError
	if !errors.As(err, &e) {
		return err
	}
	help := fmt.Sprintf(": mapping %d, shape %s, of dataset %q of file %q, shape %s", len(l.dcpl.mappings),
		dataspace.Text(part.shape()), src.name, src.path, dataspace.Text(src.part.shape()))
	if e.Problem == vds.CountMismatch {
		help = fmt.Sprintf(": mapping %d selects %d elements, shape %s, of the layout and %d, shape %s, of the source",
			len(l.dcpl.mappings), part.size(), dataspace.Text(part.shape()), src.part.size(), dataspace.Text(src.part.shape()))
	}
	return mappingException(e, help)
}

// mappingException gives a mapping's error h5py's class and words; help
// follows them.
func mappingException(e *vds.MappingError, help string) error {
	class, what := pyrt.ValueError, "Invalid mapping selections"
	switch e.Problem {
	case vds.BadPattern:
		class, what = pyrt.RuntimeError, "Can't parse source file name"
	case vds.NoPattern, vds.StrayPattern, vds.NotBlocks:
		what = "Invalid mapping entry"
	}
	return pyrt.Wrap(class, what+" ("+e.Text()+")"+help, e)
}

// make creates the dataset in a group.
func (l *VirtualLayout) make(g *Group, name string, fill starlark.Value) (*Dataset, error) {
	mappings, err := l.mappingsFor(g.file.core.Name())
	if err != nil {
		return nil, err
	}
	if fill != starlark.None {
		l.fill = fill
	}
	dt, typ, named, err := l.session.fileType(l.dtype)
	if err != nil {
		return nil, err
	}
	options := &hdf5.DatasetCreate{Named: named}
	if l.fill != starlark.None {
		if err = l.session.setFillValue(options, l.fill, dt); err != nil {
			return nil, err
		}
	}
	if l.maxShape != nil {
		if _, err := dataspace.NewSimple(l.shape, l.maxShape); err != nil {
			return nil, pyrt.Wrap(pyrt.ValueError, "Maxdims is smaller than dims (maxdims is smaller than dims)", err)
		}
	}
	layout := &vds.Layout{Dims: l.shape, MaxDims: l.maxShape, Type: typ, Mappings: vds.List(mappings)}
	d, err := g.core.CreateVirtual(name, layout, options)
	if err != nil {
		return nil, creationError(createDataset, err)
	}
	made := l.session.dataset(g.file, d)
	for _, spaces := range l.dcpl.spaces {
		made.sourceDims = append(made.sourceDims, spaces[1].dims)
	}
	return made, nil
}

// mappingsFor returns the mappings for a target file: sources in that file are
// named ".", so that it can be renamed.
func (l *VirtualLayout) mappingsFor(target string) ([]vds.Mapping, error) {
	if l.named {
		if target != l.fileName {
			return nil, pyrt.Errorf(pyrt.Exception, "b%s != %s", quote(target), quote(l.fileName))
		}
		return l.dcpl.mappings, nil
	}
	out := slices.Clone(l.dcpl.mappings)
	for i := range out {
		if out[i].File == target {
			out[i].File = "."
		}
	}
	return out, nil
}

func quote(s string) string { return "'" + s + "'" }

// shapeOf reads a shape argument: an int or a sequence of ints.
func (s *Session) shapeOf(v starlark.Value) ([]uint64, error) {
	if i, ok := asIndex(v); ok {
		v = starlark.Tuple{i}
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, err
	}
	out := make([]uint64, len(items))
	for i, item := range items {
		n, err := pyrt.Index(item)
		if err != nil {
			return nil, notASize(i, item)
		}
		if n.Sign() < 0 {
			return nil, pyrt.Errorf(pyrt.OverflowError, "can't convert negative value to hsize_t")
		}
		u, ok := n.Uint64()
		if !ok {
			return nil, pyrt.Errorf(pyrt.OverflowError, "int too big to convert")
		}
		out[i] = u
	}
	return out, nil
}

// maxShapeOf reads a maxshape argument, where None is an axis without limit;
// None as a whole is nil.
func (s *Session) maxShapeOf(v starlark.Value) ([]uint64, error) {
	if v == starlark.None {
		return nil, nil
	}
	if i, ok := asIndex(v); ok {
		v = starlark.Tuple{i}
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "'maxshape' argument must be None or a sequence object")
	}
	items = slices.Clone(items) // those of a tuple are the caller's
	for i, item := range items {
		if item == starlark.None {
			items[i] = unlimited
		}
	}
	return s.shapeOf(items)
}

// PyEnter and PyExit make a layout the context manager of
// build_virtual_dataset; see buildVirtual.
func (l *VirtualLayout) PyEnter() (starlark.Value, error) { return l, nil }

// PyExit does nothing: a layout alone holds nothing open.
func (l *VirtualLayout) PyExit(*pyrt.Error) (bool, error) { return false, nil }

// Attr returns an attribute.
func (l *VirtualLayout) Attr(name string) (starlark.Value, error) {
	switch name {
	case "shape":
		return shapeTuple(l.shape), nil
	case "dtype":
		return l.dtype, nil
	case "maxshape":
		return l.maxArg, nil
	case "dcpl":
		return l.dcpl, nil
	case "add":
		return pyrt.NewMethod("VirtualLayout.add", l, l.add), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (l *VirtualLayout) AttrNames() []string {
	return []string{"add", "dcpl", "dtype", "maxshape", "shape"}
}

// Get refuses: a layout holds no data.
func (l *VirtualLayout) Get(starlark.Value) (starlark.Value, bool, error) {
	return nil, false, pyrt.Errorf(pyrt.TypeError, "'VirtualLayout' object is not subscriptable")
}

// String returns a repr that tells how far the layout has come.
func (l *VirtualLayout) String() string {
	return fmt.Sprintf("<VirtualLayout: shape %s, %d mappings>", dataspace.Text(l.shape), len(l.dcpl.mappings))
}

// Type implements starlark.Value.
func (l *VirtualLayout) Type() string { return "VirtualLayout" }

// Freeze implements starlark.Value.
func (l *VirtualLayout) Freeze() {}

// Truth implements starlark.Value.
func (l *VirtualLayout) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (l *VirtualLayout) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'VirtualLayout'")
}

// PyType implements pyrt.Typed.
func (l *VirtualLayout) PyType() *pyrt.Type { return l.session.types.layout }
