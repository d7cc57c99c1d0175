package h5py

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// The mappings of a list for making datasets: PropDCID.set_virtual and what
// reads them back.

// virtualProps returns a list for making a virtual dataset, without mappings.
func (s *Session) virtualProps() *PropID {
	p := s.newProps("DATASET_CREATE")
	p.setLayout(3)
	return p
}

func (p *PropID) setVirtual(c *pyrt.Call) (starlark.Value, error) {
	var vspace, file, name, source starlark.Value
	if err := c.Unpack("vspace", &vspace, "src_file_name", &file, "src_dset_name", &name, "src_space", &source); err != nil {
		return nil, err
	}
	v, ok1 := vspace.(*SpaceID)
	src, ok2 := source.(*SpaceID)
	if !ok1 || !ok2 {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'vspace' has incorrect type (expected h5py.h5s.SpaceID)")
	}
	m := vds.Mapping{Virtual: v.sel, Source: src.sel}
	var err error
	if m.File, err = linkName(file); err != nil {
		return nil, err
	}
	if m.Dataset, err = linkName(name); err != nil {
		return nil, err
	}
	if err := m.Validate(v.dims, src.dims); err != nil {
		if e, ok := errors.AsType[*vds.MappingError](err); ok {
			return nil, mappingException(e, "")
		}
		return nil, err
	}
	p.addMapping(m, v.dims, src.dims)
	return starlark.None, nil
}

// addMapping adds a mapping between selections of the given extents.
func (p *PropID) addMapping(m vds.Mapping, dims, sourceDims []uint64) {
	p.setLayout(3)
	p.mappings = append(p.mappings, m)
	p.spaces = append(p.spaces, [2]*SpaceID{{session: p.session, sel: m.Virtual, dims: dims}, {session: p.session, sel: m.Source, dims: sourceDims}})
}

func (p *PropID) virtualCount(c *pyrt.Call) (starlark.Value, error) {
	if layout := p.ints("layout"); layout[0] != 3 {
		return nil, errNotVirtual()
	}
	return number(len(p.mappings)), c.NoArgs()
}

func errNotVirtual() error {
	return pyrt.Errorf(pyrt.ValueError, "Not a virtual storage layout (not a virtual storage layout)")
}

// checkVirtualAccess refuses values of the properties for reading virtual
// datasets; it knows no others.
func checkVirtualAccess(name string, v starlark.Value) error {
	switch name {
	case "virtual_prefix":
		if _, ok := v.(starlark.Bytes); !ok {
			return pyrt.Errorf(pyrt.TypeError, "expected bytes, %s found", pyrt.TypeName(v))
		}
	case "virtual_view", "virtual_printf_gap":
		i, ok := asIndex(v)
		n, fits := i.Uint64()
		switch {
		case !ok:
			return pyrt.Errorf(pyrt.TypeError, "an integer is required")
		case i.Sign() < 0:
			ctype := map[string]string{"virtual_view": "unsigned int", "virtual_printf_gap": "hsize_t"}[name]
			return pyrt.Errorf(pyrt.OverflowError, "can't convert negative value to %s", ctype)
		case !fits:
			return pyrt.Errorf(pyrt.OverflowError, "Python int too large to convert to C unsigned long")
		case name == "virtual_view" && n > 1:
			return pyrt.Errorf(pyrt.ValueError, "Not a valid bounds option (not a valid bounds option)")
		case n == dataspace.Unlimited:
			return pyrt.Errorf(pyrt.ValueError, "Not a valid printf gap size (not a valid printf gap size)")
		}
	}
	return nil
}

// mappingNumber reads the number of a mapping.
func (p *PropID) mappingNumber(c *pyrt.Call) (int, error) {
	if p.ints("layout")[0] != 3 {
		return 0, errNotVirtual()
	}
	return p.index(c, "index", len(p.mappings), "invalid index (out of range)")
}

func (p *PropID) virtualFile(c *pyrt.Call) (starlark.Value, error) {
	i, err := p.mappingNumber(c)
	if err != nil {
		return nil, err
	}
	return starlark.String(p.mappings[i].File), nil
}

func (p *PropID) virtualName(c *pyrt.Call) (starlark.Value, error) {
	i, err := p.mappingNumber(c)
	if err != nil {
		return nil, err
	}
	return starlark.String(p.mappings[i].Dataset), nil
}

// virtualSpace returns the virtual (0) or the source space (1) of a mapping.
func (p *PropID) virtualSpace(c *pyrt.Call, which int) (starlark.Value, error) {
	i, err := p.mappingNumber(c)
	if err != nil {
		return nil, err
	}
	return p.spaces[i][which], nil
}

// addMappings adds the mappings of a virtual dataset.
func (p *PropID) addMappings(d *Dataset) error {
	layout, err := d.core.Virtual()
	if err != nil {
		return readData.wrap(err)
	}
	for i := range layout.Mappings.Len() {
		m, err := layout.Mappings.At(i)
		if err != nil {
			return readData.wrap(err)
		}
		p.addMapping(m, layout.Dims, d.sourceExtent(i, m))
	}
	return nil
}

// sourceExtent returns the extent of the source space of a mapping.
func (d *Dataset) sourceExtent(i int, m vds.Mapping) []uint64 {
	if i < len(d.sourceDims) {
		return d.sourceDims[i]
	}
	return sourceExtent(m)
}

// sourceExtent returns the extent that a source space has once it was stored,
// which it is without: as in h5py the box around a limited selection.
func sourceExtent(m vds.Mapping) []uint64 {
	if _, open := m.Source.Unlimited(); open {
		return make([]uint64, m.Source.Rank())
	}
	var extent []uint64
	if box, ok := m.Source.Bounds(nil); ok && m.Source.Kind() != dataspace.KindAll {
		for i := range box.Start {
			extent = append(extent, box.Start[i]+box.Count[i])
		}
	}
	return extent
}
