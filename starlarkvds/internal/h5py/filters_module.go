package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// filterRef is a filter with its options as one value, for the compression
// argument: h5py.filters.FilterRefBase and what is derived from it.
type filterRef struct {
	class   *pyrt.Type
	id      starlark.Value
	options starlark.Value
}

var (
	_ starlark.HasAttrs        = (*filterRef)(nil)
	_ starlark.IterableMapping = (*filterRef)(nil)
	_ pyrt.Comparer            = (*filterRef)(nil)
)

// filtersModule is h5py.filters. Options of create_dataset are read
// elsewhere; here is what scripts use of their own.
func (s *Session) filtersModule() *pyrt.Module {
	names := func(ids ...filter.ID) starlark.Value {
		var out starlark.Tuple
		for _, id := range ids {
			if _, ok := filter.Standard().Lookup(id); ok {
				out = append(out, starlark.String(filterName(id)))
			}
		}
		return out
	}
	all := names(filter.Deflate, filter.Szip, filter.LZF, filter.Shuffle, filter.Fletcher32, filter.ScaleOffset)
	m := &pyrt.Module{Name: "h5py._hl.filters", Doc: "Filters of chunked datasets.", Members: starlark.StringDict{
		"encode": all, "decode": all, "FilterRefBase": s.types.filterRef, "Gzip": s.types.gzip, "DEFAULT_GZIP": number(4), "DEFAULT_SZIP": pair(starlark.String("nn"), number(8)),
		"CHUNK_BASE": number(chunkBase), "CHUNK_MIN": number(chunkMin), "CHUNK_MAX": number(chunkMax),
		"guess_chunk": pyrt.NewFunc("guess_chunk", s.guessChunkArgs), "get_filter_name": pyrt.NewFunc("get_filter_name", filterNameOf),
	}}
	return m
}

// guessChunkArgs is filters.guess_chunk.
func (s *Session) guessChunkArgs(c *pyrt.Call) (starlark.Value, error) {
	var shape, maxShape starlark.Value
	size := 0
	if err := c.Unpack("shape", &shape, "maxshape", &maxShape, "typesize", &size); err != nil {
		return nil, err
	}
	dims, err := s.shapeOf(shape)
	if err != nil {
		return nil, err
	}
	return shapeTuple(guessChunk(dims, size)), nil
}

// filterNameOf is filters.get_filter_name.
func filterNameOf(c *pyrt.Call) (starlark.Value, error) {
	code := 0
	if err := c.Unpack("code", &code); err != nil {
		return nil, err
	}
	return starlark.String(filterName(filter.ID(code))), nil
}

// newFilterRef is filters.FilterRefBase(), which classes derive from that have
// a filter_id and set filter_options.
func (s *Session) newFilterRef(c *pyrt.Call) (starlark.Value, error) {
	return &filterRef{s.types.filterRef, starlark.None, starlark.Tuple{}}, c.Unpack()
}

// filterOf returns the filter that an argument of create_dataset refers to, nil
// for an argument of another kind.
func (s *Session) filterOf(v starlark.Value) (*filterRef, error) {
	if r, ok := v.(*filterRef); ok {
		return r, nil
	}
	if !pyrt.IsInstance(v, s.types.filterRef) {
		return nil, nil
	}
	id, err := pyrt.GetAttr(v, "filter_id")
	if err != nil {
		return nil, err
	}
	options, err := pyrt.GetAttr(v, "filter_options")
	if err != nil {
		return nil, err
	}
	items, err := pyrt.Collect(options)
	return &filterRef{s.types.filterRef, id, items}, err
}

// newGzip is filters.Gzip(level=4).
func (s *Session) newGzip(c *pyrt.Call) (starlark.Value, error) {
	var level starlark.Value = number(4)
	if err := c.Unpack("level?", &level); err != nil {
		return nil, err
	}
	return &filterRef{s.types.gzip, number(int(filter.Deflate)), starlark.Tuple{level}}, nil
}

// legacyLevels are the numbers that compression takes for levels of gzip;
// scripts may clear them.
func (s *Session) legacyLevels() starlark.StringDict {
	return starlark.StringDict{"_LEGACY_GZIP_COMPRESSION_VALS": starlark.Tuple{number(0), number(1), number(2), number(3), number(4),
		number(5), number(6), number(7), number(8), number(9)}}
}

// Attr returns filter_id or filter_options.
func (r *filterRef) Attr(name string) (starlark.Value, error) {
	switch name {
	case "filter_id":
		return r.id, nil
	case "filter_options":
		return r.options, nil
	}
	return nil, nil
}

// The methods of starlark.IterableMapping: create_dataset(**filter) gives the
// arguments compression and compression_opts.

// Get returns an argument.
func (r *filterRef) Get(key starlark.Value) (starlark.Value, bool, error) {
	switch name, _ := starlark.AsString(key); name {
	case "compression":
		return r.id, true, nil
	case "compression_opts":
		return r.options, true, nil
	}
	return nil, false, nil
}

// Items returns the arguments.
func (r *filterRef) Items() []starlark.Tuple {
	return []starlark.Tuple{{starlark.String("compression"), r.id}, {starlark.String("compression_opts"), r.options}}
}

// Iterate yields the names of the arguments.
func (r *filterRef) Iterate() starlark.Iterator {
	return starlark.Tuple{starlark.String("compression"), starlark.String("compression_opts")}.Iterate()
}

// AttrNames lists the attributes.
func (r *filterRef) AttrNames() []string { return []string{"filter_id", "filter_options"} }

// PyCompare makes references to the same filter with the same options equal.
func (r *filterRef) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*filterRef)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	same, err := pyrt.Equal(starlark.Tuple{r.id, r.options}, starlark.Tuple{o.id, o.options})
	return starlark.Bool(same == (op == pyrt.Eq)), err
}

func (r *filterRef) String() string        { return r.class.Name() + "(" + r.options.String() + ")" }
func (r *filterRef) Type() string          { return r.class.Name() }
func (r *filterRef) Freeze()               {}
func (r *filterRef) Truth() starlark.Bool  { return true }
func (r *filterRef) Hash() (uint32, error) { return starlark.Tuple{r.id, r.options}.Hash() }
func (r *filterRef) PyType() *pyrt.Type    { return r.class }
