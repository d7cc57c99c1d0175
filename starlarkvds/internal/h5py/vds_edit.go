package h5py

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// appendVirtual is vds.append(dataset, source, axis=0): the dataset grows
// along an axis by the source, whose other axes must fit.
func (s *Session) appendVirtual(c *pyrt.Call) (starlark.Value, error) {
	var v, from starlark.Value
	axis := 0
	if err := c.Unpack("dataset", &v, "source", &from, "axis?", &axis); err != nil {
		return nil, err
	}
	d, err := virtualArg(v)
	if err != nil {
		return nil, err
	}
	src, ok := pyrt.Plain(from).(*VirtualSource)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "expected a VirtualSource, got %s", pyrt.TypeName(from))
	}
	layout, err := d.core.Virtual()
	if err != nil {
		return nil, err
	}
	dims, shape := slices.Clone(layout.Dims), src.part.shape()
	if axis < -len(dims) || axis >= len(dims) {
		return nil, pyrt.Errorf(pyrt.ValueError, "axis %d is out of bounds for a dataset of %d dimensions", axis, len(dims))
	}
	if axis < 0 {
		axis += len(dims)
	}
	if len(shape) == len(dims)-1 { // one slice
		shape = slices.Insert(slices.Clone(shape), axis, 1)
	}
	want := slices.Clone(dims)
	if len(shape) == len(dims) {
		want[axis] = shape[axis]
	}
	if !slices.Equal(shape, want) {
		return nil, pyrt.Errorf(pyrt.ValueError, "cannot append a source of shape %s to a dataset of shape %s along axis %d",
			dataspace.Text(src.part.shape()), dataspace.Text(dims), axis)
	}
	start := make([]uint64, len(dims))
	start[axis] = dims[axis]
	virtual, err := dataspace.NewBox(dataspace.Box{Start: start, Count: shape})
	if err != nil {
		return nil, err
	}
	dims[axis] += shape[axis]
	list, err := mappingList(layout)
	if err != nil {
		return nil, err
	}
	for i, m := range list {
		if d, ok := m.Virtual.Unlimited(); ok && d == axis {
			return nil, pyrt.Errorf(pyrt.ValueError, "mapping %d, of dataset %q of file %q, has no end along axis %d: the dataset grows with its sources",
				i, m.Dataset, m.File, axis)
		}
	}
	m := vds.Mapping{Virtual: virtual, File: src.path, Dataset: src.name, Source: src.part.sel}
	if m.File == d.file.core.Name() {
		m.File = "."
	}
	return starlark.None, s.setMappings(d, dims, append(list, m))
}

// remapVirtual is vds.remap(dataset, old, new): file names that are old, or
// lie in a directory old, get new in its place. It returns how many changed.
// Names are meant literally, unless "%b" stands in the old one.
func (s *Session) remapVirtual(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	var old, to string
	if err := c.Unpack("dataset", &v, "old", &old, "new", &to); err != nil {
		return nil, err
	}
	if old == "" {
		return nil, pyrt.Errorf(pyrt.ValueError, "the old name is empty")
	}
	if !strings.Contains(old, "%b") {
		old, to = literal(old), literal(to)
	}
	return s.renameSources(v, func(_ *Dataset, name string) (string, error) {
		if rest, ok := strings.CutPrefix(name, old); ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(old, "/")) {
			return to + rest, nil
		}
		return name, nil
	})
}

// literal writes a name as mappings store it, where "%b" is a block's number.
func literal(name string) string { return strings.ReplaceAll(name, "%", "%%") }

// relocateVirtual is vds.relocate(dataset, directory): every source file is
// looked for in one directory. It returns how many names changed. Files of one
// name in different directories cannot both be there.
func (s *Session) relocateVirtual(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	var dir string
	if err := c.Unpack("dataset", &v, "directory", &dir); err != nil {
		return nil, err
	}
	before := make(map[string]string)
	return s.renameSources(v, func(_ *Dataset, name string) (string, error) {
		to := filepath.ToSlash(filepath.Join(literal(dir), filepath.Base(name)))
		if other, ok := before[to]; ok && other != name {
			return "", pyrt.Errorf(pyrt.ValueError, "the sources %q and %q would both be %q", other, name, to)
		}
		before[to] = name
		return to, nil
	})
}

// makeRelative is vds.make_relative(dataset): absolute names become relative
// to the dataset's file. It returns how many changed.
func (s *Session) makeRelative(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("dataset", &v); err != nil {
		return nil, err
	}
	return s.renameSources(v, func(d *Dataset, name string) (string, error) {
		home, err := filepath.Abs(d.file.core.Name())
		if err != nil || !filepath.IsAbs(name) {
			return name, nil
		}
		if rel, err := filepath.Rel(literal(filepath.Dir(home)), name); err == nil {
			return filepath.ToSlash(rel), nil
		}
		return name, nil
	})
}

// renameSources gives the source files of a virtual dataset other names, in
// place. "." stays: it is the dataset's own file.
func (s *Session) renameSources(v starlark.Value, rename func(d *Dataset, name string) (string, error)) (starlark.Value, error) {
	d, err := virtualArg(v)
	if err != nil {
		return nil, err
	}
	layout, err := d.core.Virtual()
	if err != nil {
		return nil, err
	}
	list, err := mappingList(layout)
	if err != nil {
		return nil, err
	}
	changed := 0
	for i := range list {
		if list[i].File == "." {
			continue
		}
		name, err := rename(d, list[i].File)
		if err != nil {
			return nil, err
		}
		if name != list[i].File {
			list[i].File = name
			changed++
		}
	}
	if changed > 0 {
		err = s.setMappings(d, layout.Dims, list)
	}
	return starlark.MakeInt(changed), err
}

// mappingList decodes all mappings.
func mappingList(l *vds.Layout) (vds.List, error) {
	list := make(vds.List, l.Mappings.Len())
	for i := range list {
		m, err := l.Mappings.At(i)
		if err != nil {
			return nil, pyrt.Wrap(pyrt.OSError, err.Error(), err)
		}
		list[i] = m
	}
	return list, nil
}

func (s *Session) setMappings(d *Dataset, dims []uint64, list vds.List) error {
	err := d.core.SetVirtual(s.ctx(), dims, list)
	var bad *vds.MappingError
	if errors.As(err, &bad) {
		return mappingException(bad, "")
	}
	if err != nil {
		return pyrt.Wrap(pyrt.OSError, err.Error(), err)
	}
	return nil
}
