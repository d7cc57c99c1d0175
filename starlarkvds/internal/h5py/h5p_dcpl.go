package h5py

import (
	"errors"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// datasetPropMethods are the methods of lists for making datasets that are
// more than a getter or setter.
var datasetPropMethods = map[string]func(*PropID, *pyrt.Call) (starlark.Value, error){
	"set_chunk": (*PropID).setChunk, "set_fill_value": (*PropID).setFill, "get_fill_value": (*PropID).getFill,
	"fill_value_defined": (*PropID).fillDefined,
	"set_deflate":        (*PropID).setDeflate,
	"set_szip":           (*PropID).setSzip,
	"set_scaleoffset":    (*PropID).setScaleOffset,
	"remove_filter":      (*PropID).removeFilter,
	"all_filters_avail":  (*PropID).allFilters,
	"set_shuffle": func(p *PropID, c *pyrt.Call) (starlark.Value, error) {
		return p.addFilter(c, filter.Shuffle, "shuffle", filter.FlagOptional)
	},
	"set_fletcher32": func(p *PropID, c *pyrt.Call) (starlark.Value, error) {
		return p.addFilter(c, filter.Fletcher32, "fletcher32", 0)
	},
	"set_filter": (*PropID).setFilter, "get_nfilters": (*PropID).numFilters, "get_filter": (*PropID).getFilter,
	"get_external_count": (*PropID).externalCount, "get_external": (*PropID).getExternal, "set_external": (*PropID).setExternal,
	"set_virtual": (*PropID).setVirtual, "get_virtual_count": (*PropID).virtualCount,
	"get_virtual_filename": (*PropID).virtualFile, "get_virtual_dsetname": (*PropID).virtualName,
	"get_virtual_vspace":   func(p *PropID, c *pyrt.Call) (starlark.Value, error) { return p.virtualSpace(c, 0) },
	"get_virtual_srcspace": func(p *PropID, c *pyrt.Call) (starlark.Value, error) { return p.virtualSpace(c, 1) },
}

func (p *PropID) setChunk(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("chunksize", &v); err != nil {
		return nil, err
	}
	shape, err := p.session.shapeOf(v)
	if err != nil {
		return nil, err
	}
	p.set("chunk", shapeTuple(shape))
	p.setLayout(2)
	return starlark.None, nil
}

// setLayout sets the layout (H5D_layout_t) and, unless it was set, the time of
// allocation that goes with it.
func (p *PropID) setLayout(layout int) {
	p.set("layout", number(layout))
	if !p.allocSet {
		p.set("alloc_time", number(int(allocTime(layout))))
	}
}

// setAllocTime sets the time of allocation; 0 is that of the layout.
func (p *PropID) setAllocTime(v starlark.Value) {
	p.set("alloc_time", v)
	p.allocSet = p.ints("alloc_time")[0] != 0
	p.setLayout(p.ints("layout")[0])
}

// allocTime is when libhdf5 allocates the elements of a layout.
func allocTime(layout int) hdf5.AllocTime {
	switch layout {
	case 0: // compact
		return hdf5.AllocEarly
	case 1: // contiguous
		return hdf5.AllocLate
	}
	return hdf5.AllocIncremental
}

func (p *PropID) setFill(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	err := c.Unpack("value", &v)
	if err == nil {
		p.fill, err = p.session.np.ToArray(v, nil)
	}
	return starlark.None, err
}

// getFill stores the fill value in an array.
func (p *PropID) getFill(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("value", &v); err != nil {
		return nil, err
	}
	a, err := p.session.np.ToArray(v, nil)
	if err != nil {
		return nil, err
	}
	if p.fill == nil {
		clear(a.Bytes())
		return starlark.None, nil
	}
	fill, err := p.fill.Reshape(nil)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return starlark.None, numpy.PyError(a.Assign(fill, ndarray.CastUnsafe))
}

func (p *PropID) fillDefined(c *pyrt.Call) (starlark.Value, error) {
	switch {
	case p.noFill:
		return number(0), c.NoArgs()
	case p.fill == nil:
		return number(1), c.NoArgs()
	}
	return number(2), c.NoArgs()
}

func (p *PropID) setDeflate(c *pyrt.Call) (starlark.Value, error) {
	level := 5
	if err := c.Unpack("level?", &level); err != nil {
		return nil, err
	}
	p.filters = append(p.filters, filter.Info{ID: filter.Deflate, Name: "deflate", Flags: filter.FlagOptional, Params: []uint32{uint32(level)}})
	return starlark.None, nil
}

func (p *PropID) setSzip(c *pyrt.Call) (starlark.Value, error) {
	mask, pixels := 0, 0
	if err := c.Unpack("options", &mask, "pixels_per_block", &pixels); err != nil {
		return nil, err
	}
	if pixels <= 0 || pixels > 32 || pixels%2 != 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Pixels_per_block is not even, or not between 2 and 32")
	}
	p.filters = append(p.filters, filter.Info{ID: filter.Szip, Name: "szip", Flags: filter.FlagOptional, Params: []uint32{uint32(mask), uint32(pixels)}})
	return starlark.None, nil
}

func (p *PropID) setScaleOffset(c *pyrt.Call) (starlark.Value, error) {
	kind, factor := 0, 0
	if err := c.Unpack("scale_type", &kind, "scale_factor", &factor); err != nil {
		return nil, err
	}
	if factor < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "Scale factor must be >= 0 (scale factor must be >= 0)")
	}
	p.filters = append(p.filters, filter.Info{ID: filter.ScaleOffset, Name: "scaleoffset", Flags: filter.FlagOptional, Params: []uint32{uint32(kind), uint32(factor)}})
	return starlark.None, nil
}

// removeFilter takes a filter out of the pipeline, or all with FILTER_ALL.
func (p *PropID) removeFilter(c *pyrt.Call) (starlark.Value, error) {
	id := 0
	if err := c.Unpack("filter_class", &id); err != nil {
		return nil, err
	}
	n := len(p.filters)
	p.filters = slices.DeleteFunc(slices.Clone(p.filters), func(f filter.Info) bool { return id == 0 || f.ID == filter.ID(id) })
	if id != 0 && n == len(p.filters) {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "Can't delete filter (filter not in pipeline)")
	}
	return starlark.None, nil
}

func (p *PropID) allFilters(c *pyrt.Call) (starlark.Value, error) {
	for _, f := range p.filters {
		if _, ok := filter.Standard().Lookup(f.ID); !ok {
			return starlark.False, c.NoArgs()
		}
	}
	return starlark.True, c.NoArgs()
}

func (p *PropID) addFilter(c *pyrt.Call, id filter.ID, name string, flags uint16) (starlark.Value, error) {
	p.filters = append(p.filters, filter.Info{ID: id, Name: name, Flags: flags})
	return starlark.None, c.NoArgs()
}

func (p *PropID) setFilter(c *pyrt.Call) (starlark.Value, error) {
	var id, flags int
	var values starlark.Value = starlark.Tuple{}
	if err := c.Unpack("filter_code", &id, "flags?", &flags, "values?", &values); err != nil {
		return nil, err
	}
	info := filter.Info{ID: filter.ID(id), Flags: uint16(flags)}
	if f, ok := filter.Standard().Lookup(info.ID); ok {
		info.Name = f.Name()
	}
	if values != starlark.None {
		params, err := p.session.shapeOf(values)
		if err != nil {
			return nil, err
		}
		for _, n := range params {
			info.Params = append(info.Params, uint32(n))
		}
	}
	p.filters = append(p.filters, info)
	return starlark.None, nil
}

func (p *PropID) numFilters(c *pyrt.Call) (starlark.Value, error) {
	return number(len(p.filters)), c.NoArgs()
}

// getFilter returns (number, flags, values, name) of a filter.
func (p *PropID) getFilter(c *pyrt.Call) (starlark.Value, error) {
	i, err := p.index(c, "filter_idx", len(p.filters), "filter number is invalid")
	if err != nil {
		return nil, err
	}
	f := p.filters[i]
	values := make(starlark.Tuple, len(f.Params))
	for j, n := range f.Params {
		values[j] = starlark.MakeUint64(uint64(n))
	}
	return starlark.Tuple{number(int(f.ID)), number(int(f.Flags)), values, starlark.Bytes(f.Name)}, nil
}

// index reads an optional number of an entry.
func (p *PropID) index(c *pyrt.Call, name string, n int, outside string) (int, error) {
	i := 0
	if err := c.Unpack(name+"?", &i); err != nil {
		return 0, err
	}
	if i < 0 || i >= n {
		return 0, pyrt.Errorf(pyrt.ValueError, "Invalid index (out of range) (%s)", outside)
	}
	return i, nil
}

func (p *PropID) externalCount(c *pyrt.Call) (starlark.Value, error) {
	return number(len(p.external)), c.NoArgs()
}

func (p *PropID) getExternal(c *pyrt.Call) (starlark.Value, error) {
	i, err := p.index(c, "idx", len(p.external), "external file index is out of range")
	if err != nil {
		return nil, err
	}
	return p.external[i], nil
}

func (p *PropID) setExternal(c *pyrt.Call) (starlark.Value, error) {
	var name, offset, size starlark.Value
	if err := c.Unpack("name", &name, "offset", &offset, "size", &size); err != nil {
		return nil, err
	}
	text, err := linkName(name)
	if err == nil {
		p.external = append(p.external, starlark.Tuple{starlark.Bytes(text), offset, size})
	}
	return starlark.None, err
}

// options returns what the list says of a new dataset.
func (p *PropID) options() (*hdf5.DatasetCreate, error) {
	o := &hdf5.DatasetCreate{Filters: p.filters, NoFill: p.noFill}
	o.FillTime = hdf5.FillTime(p.ints("fill_time")[0] + 1)
	if p.allocSet {
		o.AllocTime = hdf5.AllocTime(p.ints("alloc_time")[0])
	}
	o.TrackOrder = p.ints("attr_creation_order")[0] != 0
	o.TrackTimes = p.class.props["obj_track_times"] == starlark.True
	if chunk, ok := p.class.props["chunk"].(starlark.Tuple); ok {
		shape, err := p.session.shapeOf(chunk)
		if err != nil {
			return nil, err
		}
		o.Chunks = shape
	} else if p.ints("layout")[0] == 0 {
		o.Layout = hdf5.Compact
	}
	if p.fill != nil {
		if err := p.session.setFillValue(o, p.session.np.FromArray(p.fill), p.fill.DType()); err != nil {
			return nil, err
		}
	}
	for _, e := range p.external {
		name, _ := linkName(e[0])
		file := hdf5.ExternalFile{Name: name}
		offset, err := pyrt.Int(e[1])
		if err != nil {
			return nil, err
		}
		size, err := pyrt.Index(e[2])
		if err != nil {
			return nil, err
		}
		file.Offset = int64(offset)
		file.Size, _ = size.Uint64()
		o.External = append(o.External, file)
	}
	return o, nil
}

// datasetProps returns the list that describes an existing dataset.
func (d *Dataset) datasetProps() (*PropID, error) {
	o, err := d.core.Creation()
	if err != nil {
		return nil, readData.wrap(err)
	}
	p := d.session.newProps("DATASET_CREATE")
	p.filters, p.noFill = o.Filters, o.NoFill
	layouts := map[hdf5.Layout]int{hdf5.Compact: 0, hdf5.Contiguous: 1, hdf5.Chunked: 2, hdf5.Virtual: 3}
	p.setLayout(layouts[d.core.Layout()])
	if o.Chunks != nil {
		p.set("chunk", shapeTuple(o.Chunks))
	}
	p.set("fill_time", number(int(o.FillTime)-1))
	if o.AllocTime != allocTime(p.ints("layout")[0]) {
		p.setAllocTime(number(int(o.AllocTime)))
	}
	p.set("obj_track_times", starlark.Bool(o.TrackTimes))
	if o.TrackOrder {
		p.set("attr_creation_order", number(3))
	}
	for _, e := range o.External {
		p.external = append(p.external, starlark.Tuple{starlark.Bytes(e.Name), starlark.MakeInt64(e.Offset), starlark.MakeUint64(e.Size)})
	}
	if len(o.Fill) > 0 {
		v, err := d.fillValue()
		if err == nil {
			p.fill, err = d.session.np.ToArray(v, nil)
		}
		if err != nil {
			return nil, err
		}
	}
	if d.core.Layout() == hdf5.Virtual {
		err = p.addMappings(d)
	}
	return p, err
}

// createWith makes a dataset as a property list says.
func (g *Group) createWith(path string, typ *hdf5Type, space dataspace.Space, p *PropID) (*Dataset, error) {
	if p.allocSet && p.ints("layout")[0] == 0 && p.ints("alloc_time")[0] != int(hdf5.AllocEarly) {
		return nil, createDataset.wrap(errors.New("compact dataset must have early space allocation"))
	}
	options, err := p.options()
	if err != nil {
		return nil, err
	}
	var core *hdf5.Dataset
	if p.ints("layout")[0] == 3 {
		layout := &vds.Layout{Dims: space.Dims, MaxDims: space.MaxDims, Type: typ, Mappings: vds.List(p.mappings)}
		core, err = g.core.CreateVirtual(path, layout, options)
	} else {
		core, err = g.core.CreateDataset(path, typ, space, options)
	}
	if err != nil {
		return nil, creationError(createDataset, err)
	}
	return g.session.dataset(g.file, core), nil
}
