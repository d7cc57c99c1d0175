package h5py

import (
	"bytes"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// A propClass is a class of property lists: h5py.h5p.FILE_ACCESS and its like.
type propClass struct {
	name string // of the class of its lists: "PropFAID"
	// props are the properties with their values in a new list. A value of
	// several parts is a tuple, which the setter takes as arguments.
	props map[string]starlark.Value
}

func number(n int) starlark.Value { return starlark.MakeInt(n) }

func pair(a, b starlark.Value) starlark.Value { return starlark.Tuple{a, b} }

// objectCreation are the properties of every list for making objects.
func objectCreation() map[string]starlark.Value {
	return map[string]starlark.Value{
		"attr_creation_order": number(0), "obj_track_times": starlark.True, "attr_phase_change": pair(number(8), number(6)),
	}
}

func withProps(base, more map[string]starlark.Value) map[string]starlark.Value {
	for k, v := range more {
		base[k] = v
	}
	return base
}

// chunkCache is the default of the property of that name: slots, bytes, and the
// preference for dropping chunks that were read or written whole.
func chunkCache() starlark.Tuple {
	return starlark.Tuple{number(8191), number(8 << 20), starlark.Float(0.75)}
}

// propClasses are libhdf5's classes with its defaults.
func propClasses() map[string]propClass {
	group := map[string]starlark.Value{
		"link_creation_order": number(0), "link_phase_change": pair(number(8), number(6)), "est_link_info": pair(number(4), number(8)),
		"local_heap_size_hint": number(0),
	}
	return map[string]propClass{
		"OBJECT_CREATE": {"PropOCID", objectCreation()},
		"GROUP_CREATE":  {"PropGCID", withProps(objectCreation(), group)},
		"FILE_CREATE": {"PropFCID", withProps(withProps(objectCreation(), group), map[string]starlark.Value{
			"userblock": number(0), "sizes": pair(number(8), number(8)), "sym_k": pair(number(16), number(4)), "istore_k": number(32),
			"file_space_strategy": starlark.Tuple{number(0), number(0), number(1)}, "file_space_page_size": number(4096),
		})},
		"FILE_ACCESS": {"PropFAID", map[string]starlark.Value{
			"libver_bounds": pair(number(0), number(5)), "alignment": pair(number(1), number(1)), "file_locking": pair(starlark.True, starlark.True),
			"cache":         starlark.Tuple{number(0), number(8191), number(8 << 20), starlark.Float(0.75)},
			"fclose_degree": number(0), "meta_block_size": number(2048), "sieve_buf_size": number(64 << 10), "mdc_config": starlark.None,
			"page_buffer_size": starlark.Tuple{number(0), number(0), number(0)}, "driver": number(0),
		}},
		"DATASET_CREATE": {"PropDCID", withProps(objectCreation(), map[string]starlark.Value{
			"layout": number(1), "chunk": starlark.None, "fill_time": number(2), "alloc_time": number(2),
		})},
		"DATASET_ACCESS": {"PropDAID", map[string]starlark.Value{
			"chunk_cache":  chunkCache(),
			"efile_prefix": starlark.Bytes(""), "virtual_prefix": starlark.Bytes(""), "virtual_view": number(1), "virtual_printf_gap": number(0),
		}},
		"DATASET_XFER": {"PropDXID", map[string]starlark.Value{}},
		"LINK_CREATE":  {"PropLCID", map[string]starlark.Value{"create_intermediate_group": starlark.False, "char_encoding": number(0)}},
		"LINK_ACCESS": {"PropLAID", map[string]starlark.Value{
			"nlinks": number(16), "elink_prefix": starlark.Bytes(""), "elink_acc_flags": number(0xffff), "elink_fapl": starlark.None,
		}},
		"OBJECT_COPY":      {"PropCopyID", map[string]starlark.Value{"copy_object": number(0)}},
		"ATTRIBUTE_CREATE": {"PropACID", map[string]starlark.Value{"char_encoding": number(0)}},
		"DATATYPE_CREATE":  {"PropTCID", objectCreation()},
	}
}

// propModule is h5py.h5p.
func (s *Session) propModule() *pyrt.Module {
	m := lowModule("h5py.h5p", "Property lists.", map[string]int{"CRT_ORDER_TRACKED": 1, "CRT_ORDER_INDEXED": 2},
		map[string]pyrt.Func{"create": s.createProps})
	s.propTypes = make(map[string]*pyrt.Type)
	for name, class := range propClasses() {
		if s.propTypes[class.name] == nil {
			s.propTypes[class.name] = pyrt.NewType(pyrt.TypeSpec{Name: class.name, Module: "h5py.h5p"})
		}
		m.Members[name] = &propClassID{name}
		m.Members[class.name] = s.propTypes[class.name]
	}
	return m
}

// propClassID stands for a class of property lists.
type propClassID struct{ name string }

func (p *propClassID) String() string        { return "<h5py.h5p.PropClassID " + p.name + ">" }
func (p *propClassID) Type() string          { return "PropClassID" }
func (p *propClassID) Freeze()               {}
func (p *propClassID) Truth() starlark.Bool  { return true }
func (p *propClassID) Hash() (uint32, error) { return starlark.String(p.name).Hash() }

// PropID is a property list: h5py's low-level h5p.PropFAID and its like.
type PropID struct {
	session *Session
	class   propClass
	// Of lists for making datasets.
	filters  []filter.Info
	fill     *ndarray.Array
	noFill   bool
	allocSet bool // the time of allocation is not that of the layout
	external []starlark.Tuple
	mappings []vds.Mapping
	spaces   [][2]*SpaceID // of mappings: virtual, source
}

var (
	_ starlark.HasAttrs = (*PropID)(nil)
	_ pyrt.Typed        = (*PropID)(nil)
)

func (s *Session) newProps(class string) *PropID {
	return &PropID{session: s, class: propClasses()[class]}
}

func (s *Session) createProps(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	class, ok := v.(*propClassID)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'cls' has incorrect type (expected h5py.h5p.PropClassID, got %s)", pyrt.TypeName(v))
	}
	return s.newProps(class.name), nil
}

// set stores a property.
func (p *PropID) set(name string, v starlark.Value) { p.class.props[name] = v }

// ints returns the parts of a property of numbers.
func (p *PropID) ints(name string) []int {
	v := p.class.props[name]
	items, ok := v.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{v}
	}
	out := make([]int, len(items))
	for i, item := range items {
		out[i], _ = starlark.AsInt32(item)
	}
	return out
}

// Attr returns a getter or setter of a property, or another method.
func (p *PropID) Attr(name string) (starlark.Value, error) {
	if p.class.name == "PropDCID" {
		if fn, ok := datasetPropMethods[name]; ok {
			return pyrt.NewMethod("PropDCID."+name, p, func(c *pyrt.Call) (starlark.Value, error) { return fn(p, c) }), nil
		}
	}
	verb, prop, _ := strings.Cut(name, "_")
	if _, known := p.class.props[prop]; known && verb == "get" {
		return pyrt.NewMethod(p.class.name+"."+name, p, func(c *pyrt.Call) (starlark.Value, error) { return p.class.props[prop], c.NoArgs() }), nil
	} else if known && verb == "set" {
		return pyrt.NewMethod(p.class.name+"."+name, p, func(c *pyrt.Call) (starlark.Value, error) { return p.setter(prop, c) }), nil
	}
	switch name {
	case "close":
		return pyrt.NewMethod(p.class.name+".close", p, func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, c.NoArgs() }), nil
	case "equal":
		return pyrt.NewMethod(p.class.name+".equal", p, p.equal), nil
	case "copy":
		return pyrt.NewMethod(p.class.name+".copy", p, func(c *pyrt.Call) (starlark.Value, error) {
			return p.copy(), c.NoArgs()
		}), nil
	}
	return nil, nil
}

func (p *PropID) copy() *PropID {
	other := *p
	other.class.props = withProps(map[string]starlark.Value{}, p.class.props)
	other.filters, other.mappings, other.spaces = slices.Clone(p.filters), slices.Clone(p.mappings), slices.Clone(p.spaces)
	return &other
}

// equal is equal(plist): whether two lists say the same.
func (p *PropID) equal(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	o, ok := v.(*PropID)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'plist' has incorrect type (expected h5py.h5p.PropID, got %s)", pyrt.TypeName(v))
	}
	same := p.class.name == o.class.name && p.noFill == o.noFill && slices.EqualFunc(p.filters, o.filters, sameFilter) &&
		slices.EqualFunc(p.mappings, o.mappings, vds.Mapping.Equal) && slices.EqualFunc(p.external, o.external, sameValue[starlark.Tuple])
	if (p.fill == nil) != (o.fill == nil) || p.fill != nil && (!p.fill.DType().Equal(o.fill.DType()) || !bytes.Equal(p.fill.Bytes(), o.fill.Bytes())) {
		same = false
	}
	for name, v := range p.class.props {
		same = same && sameValue(v, o.class.props[name])
	}
	return starlark.Bool(same), nil
}

func sameFilter(a, b filter.Info) bool {
	return a.ID == b.ID && a.Flags == b.Flags && slices.Equal(a.Params, b.Params)
}

func sameValue[V starlark.Value](a, b V) bool {
	same, err := starlark.Equal(a, b)
	return err == nil && same
}

// setter is set_x: one argument, or as many as the property has parts.
func (p *PropID) setter(name string, c *pyrt.Call) (starlark.Value, error) {
	args := slices.Clone(c.Args)
	for _, kw := range c.Kwargs {
		args = append(args, kw[1])
	}
	want := 1
	parts, isTuple := p.class.props[name].(starlark.Tuple)
	if isTuple && name != "chunk" {
		want = len(parts)
	}
	if len(args) < 1 || len(args) > want {
		return nil, pyrt.Errorf(pyrt.TypeError, "set_%s() takes exactly %d positional argument (%d given)", name, want, len(args))
	}
	if want == 1 {
		if name == "layout" {
			p.mappings, p.spaces = nil, nil
		}
		if err := checkVirtualAccess(name, args[0]); err != nil {
			return nil, err
		}
		switch layout, err := pyrt.Int(args[0]); {
		case name == "alloc_time":
			p.setAllocTime(args[0])
		case name == "layout" && err == nil:
			p.setLayout(layout)
		default:
			p.set(name, args[0])
		}
		return starlark.None, nil
	}
	next := slices.Clone(parts)
	copy(next, args)
	if name == "attr_phase_change" || name == "link_phase_change" {
		if err := checkPhase(next); err != nil {
			return nil, err
		}
	}
	p.set(name, next)
	return starlark.None, nil
}

// checkPhase refuses bounds between compact and dense storage that cannot be.
func checkPhase(v starlark.Tuple) error {
	most, err := pyrt.Int(v[0])
	if err != nil {
		return err
	}
	least, err := pyrt.Int(v[1])
	switch {
	case err != nil:
		return err
	case most < least:
		return pyrt.Errorf(pyrt.ValueError, "Unable to set attribute phase change values (max compact value must be >= min dense value)")
	case most > 65535:
		return pyrt.Errorf(pyrt.ValueError, "Unable to set attribute phase change values (max compact value must be < 65536)")
	}
	return nil
}

// AttrNames lists the methods.
func (p *PropID) AttrNames() []string {
	names := []string{"close", "copy"}
	for prop := range p.class.props {
		names = append(names, "get_"+prop, "set_"+prop)
	}
	if p.class.name == "PropDCID" {
		for name := range datasetPropMethods {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// String returns a repr.
func (p *PropID) String() string { return "<h5py.h5p." + p.class.name + " object>" }

// Type implements starlark.Value.
func (p *PropID) Type() string { return p.class.name }

// Freeze implements starlark.Value.
func (p *PropID) Freeze() {}

// Truth implements starlark.Value.
func (p *PropID) Truth() starlark.Bool { return true }

// PyType implements pyrt.Typed.
func (p *PropID) PyType() *pyrt.Type { return p.session.propTypes[p.class.name] }

// Hash implements starlark.Value.
func (p *PropID) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", p.class.name)
}
