package h5py

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has the small modules h5ds and h5z.

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
