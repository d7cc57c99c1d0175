package h5py

import (
	"fmt"
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has the small modules: h5, h5ds, h5z and version.

// hdf5Version is the libhdf5 whose behaviour this module has.
var hdf5Version = [3]int{2, 0, 0}

func versionModule() *pyrt.Module {
	tuple := starlark.Tuple{number(hdf5Version[0]), number(hdf5Version[1]), number(hdf5Version[2])}
	text := fmt.Sprintf("%d.%d.%d", hdf5Version[0], hdf5Version[1], hdf5Version[2])
	return &pyrt.Module{Name: "h5py.version", Doc: "Versions.", Members: starlark.StringDict{
		"version": starlark.String(h5pyVersion), "version_tuple": starlark.Tuple{number(3), number(16), number(0), starlark.String("")},
		"hdf5_version": starlark.String(text), "hdf5_version_tuple": tuple, "hdf5_built_version_tuple": tuple, "api_version": starlark.String("1.8"), "api_version_tuple": starlark.Tuple{number(1), number(8)},
		"info": starlark.String("Summary of the h5py configuration\n---------------------------------\n\nh5py    " + h5pyVersion + "\nHDF5    " + text + "\n"),
	}}
}

// config is what h5py.get_config returns. Its settings are read-only here, but
// for track_order.
type config struct{ s *Session }

var (
	_ starlark.HasSetField = (*config)(nil)
	_ pyrt.Typed           = (*config)(nil)
)

func (s *Session) configModule() *pyrt.Module {
	only := &config{s}
	return &pyrt.Module{Name: "h5py.h5", Doc: "Settings.", Members: starlark.StringDict{
		"H5PYConfig": s.types.config,
		"get_config": pyrt.NewFunc("get_config", func(c *pyrt.Call) (starlark.Value, error) { return only, c.NoArgs() }),
		"get_libversion": pyrt.NewFunc("get_libversion", func(c *pyrt.Call) (starlark.Value, error) {
			return starlark.Tuple{number(hdf5Version[0]), number(hdf5Version[1]), number(hdf5Version[2])}, c.NoArgs()
		}),
	}}
}

var configFields = map[string]starlark.Value{
	"complex_names": starlark.Tuple{starlark.String("r"), starlark.String("i")},
	"bool_names":    starlark.Tuple{starlark.Bytes("FALSE"), starlark.Bytes("TRUE")},
	"track_order":   starlark.False, "mpi": starlark.False, "ros3": starlark.False, "direct_vfd": starlark.False, "threadsafe": starlark.True,
	"default_file_mode": starlark.String("r"), "swmr_min_hdf5_version": starlark.Tuple{number(1), number(9), number(178)},
	"vds_min_hdf5_version": starlark.Tuple{number(1), number(9), number(233)}, "locking": starlark.True,
}

// Attr returns a setting.
func (c *config) Attr(name string) (starlark.Value, error) {
	if name == "track_order" {
		return starlark.Bool(c.s.ordered), nil
	}
	return configFields[name], nil
}

// SetField takes track_order: whether files, groups and datasets that do not
// say remember the order of their links and attributes.
func (c *config) SetField(name string, v starlark.Value) error {
	switch {
	case name == "track_order":
		on, err := pyrt.Truth(v)
		c.s.ordered = on
		return err
	case configFields[name] != nil:
		return pyrt.Errorf(pyrt.AttributeError, "setting '%s' is read-only in vdscript", name)
	}
	return pyrt.Errorf(pyrt.AttributeError, "'H5PYConfig' object has no attribute '%s'", name)
}

// AttrNames lists the settings.
func (c *config) AttrNames() []string { return starlark.StringDict(configFields).Keys() }

func (c *config) String() string        { return "<h5py.h5.H5PYConfig object>" }
func (c *config) Type() string          { return "H5PYConfig" }
func (c *config) Freeze()               {}
func (c *config) Truth() starlark.Bool  { return true }
func (c *config) Hash() (uint32, error) { return 0, nil }
func (c *config) PyType() *pyrt.Type    { return c.s.types.config }

// filterModule is h5py.h5z.
func filterModule() *pyrt.Module {
	return lowModule("h5py.h5z", "Filters.", map[string]int{
		"FILTER_ERROR": -1, "FILTER_NONE": 0, "FILTER_ALL": 0, "FILTER_DEFLATE": 1, "FILTER_SHUFFLE": 2, "FILTER_FLETCHER32": 3, "FILTER_SZIP": 4,
		"FILTER_NBIT": 5, "FILTER_SCALEOFFSET": 6, "FILTER_RESERVED": 256, "FILTER_MAX": 65535, "FILTER_LZF": 32000, "FLAG_DEFMASK": 255,
		"FLAG_MANDATORY": 0, "FLAG_OPTIONAL": 1, "FLAG_INVMASK": 65280, "FLAG_REVERSE": 256, "FLAG_SKIP_EDC": 512, "SO_FLOAT_DSCALE": 0,
		"SO_FLOAT_ESCALE": 1, "SO_INT": 2, "SO_INT_MINBITS_DEFAULT": 0, "FILTER_CONFIG_ENCODE_ENABLED": 1, "FILTER_CONFIG_DECODE_ENABLED": 2,
	}, map[string]pyrt.Func{"get_filter_info": filterInfo, "filter_avail": func(c *pyrt.Call) (starlark.Value, error) {
		id := 0
		if err := c.Unpack("filter_code", &id); err != nil {
			return nil, err
		}
		if id < 0 || id > math.MaxUint16 {
			return nil, pyrt.Errorf(pyrt.ValueError, "Invalid filter identification number (invalid filter identification number)")
		}
		_, ok := filter.Standard().Lookup(filter.ID(id))
		return starlark.Bool(ok), nil
	}})
}

// filterInfo is h5z.get_filter_info: what a filter can do.
func filterInfo(c *pyrt.Call) (starlark.Value, error) {
	id := 0
	if err := c.Unpack("filter_code", &id); err != nil {
		return nil, err
	}
	f, ok := filter.Standard().Lookup(filter.ID(id))
	if !ok || id < 0 || id > math.MaxUint16 {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "Filter info not retrieved (required filter %d is not registered)", id)
	}
	const encode, decode = 1, 2
	if !encodes(f) {
		return number(decode), nil
	}
	return number(encode | decode), nil
}

// scaleModule is h5py.h5ds: dimension scales.
func (s *Session) scaleModule() *pyrt.Module {
	m := lowModule("h5py.h5ds", "Dimension scales.", nil, map[string]pyrt.Func{"iterate": s.iterateScales})
	for name, fn := range map[string]struct {
		params string // d: dataset, s: scale, i: dimension, t: text, optional
		call   func(d, scale *hdf5.Dataset, i int, text string) (starlark.Value, error)
	}{
		"set_scale": {"dt", func(d, _ *hdf5.Dataset, _ int, t string) (starlark.Value, error) { return starlark.None, d.SetScale(t) }},
		"is_scale": {"d", func(d, _ *hdf5.Dataset, _ int, _ string) (starlark.Value, error) {
			is, err := d.IsScale()
			return starlark.Bool(is), err
		}},
		"get_scale_name": {"d", func(d, _ *hdf5.Dataset, _ int, _ string) (starlark.Value, error) {
			n, err := d.ScaleName()
			return starlark.Bytes(n), err
		}},
		"attach_scale": {"dsi", func(d, sc *hdf5.Dataset, i int, _ string) (starlark.Value, error) {
			return starlark.None, d.AttachScale(sc, i)
		}},
		"detach_scale": {"dsi", func(d, sc *hdf5.Dataset, i int, _ string) (starlark.Value, error) {
			return starlark.None, d.DetachScale(sc, i)
		}},
		"is_attached": {"dsi", func(d, sc *hdf5.Dataset, i int, _ string) (starlark.Value, error) {
			scales, err := d.Scales(i)
			found := false
			for _, x := range scales {
				found = found || x.Address() == sc.Address()
			}
			return starlark.Bool(found), err
		}},
		"get_num_scales": {"di", func(d, _ *hdf5.Dataset, i int, _ string) (starlark.Value, error) {
			l, err := d.Scales(i)
			return number(len(l)), err
		}},
		"set_label": {"dit", func(d, _ *hdf5.Dataset, i int, t string) (starlark.Value, error) {
			return starlark.None, d.SetLabel(i, t)
		}},
		"get_label": {"di", func(d, _ *hdf5.Dataset, i int, _ string) (starlark.Value, error) {
			l, err := d.Label(i)
			return starlark.Bytes(l), err
		}},
	} {
		m.Members[name] = pyrt.NewFunc(name, func(c *pyrt.Call) (starlark.Value, error) {
			d, scale, i, text, err := scaleArgs(c, fn.params)
			if err != nil {
				return nil, err
			}
			v, err := fn.call(d, scale, i, text)
			return v, scaleError("H5DS"+name, err)
		})
	}
	return m
}

// scaleArgs reads the arguments of a function of h5ds.
func scaleArgs(c *pyrt.Call, params string) (d, scale *hdf5.Dataset, i int, text string, err error) {
	var dv, sv, tv starlark.Value = nil, nil, starlark.String("")
	var pairs []any
	for _, p := range params {
		switch p {
		case 'd':
			pairs = append(pairs, "dset", &dv)
		case 's':
			pairs = append(pairs, "dscale", &sv)
		case 'i':
			pairs = append(pairs, "idx", &i)
		case 't':
			pairs = append(pairs, "dimname?", &tv)
		}
	}
	if err = c.Unpack(pairs...); err != nil {
		return
	}
	x, err := datasetOf(dv)
	if err != nil {
		return
	}
	d = x.core
	if sv != nil {
		if x, err = datasetOf(sv); err != nil {
			return
		}
		scale = x.core
	}
	text, err = linkName(tv)
	return
}

// iterateScales calls a function with the identifier of each scale of a
// dimension until it returns something other than None.
func (s *Session) iterateScales(c *pyrt.Call) (starlark.Value, error) {
	var dset, fn starlark.Value
	dim, start := 0, 0
	if err := c.Unpack("dset", &dset, "dim", &dim, "func", &fn, "startidx?", &start); err != nil {
		return nil, err
	}
	d, err := datasetOf(dset)
	if err != nil {
		return nil, err
	}
	scales, err := d.core.Scales(dim)
	if err == nil && start >= len(scales) {
		err = hdf5.ErrInvalid
	}
	if err != nil {
		return nil, scaleError("H5DSiterate_scales", err)
	}
	for _, scale := range scales[start:] {
		v, err := pyrt.CallValue(c.Thread, fn, starlark.Tuple{idOf(s.dataset(d.file, scale))}, nil)
		if err != nil || v != starlark.None {
			return v, err
		}
	}
	return starlark.None, nil
}
