package h5py

import (
	"errors"
	"path"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

var (
	copyObject = action{"Unable to synchronously copy object", pyrt.RuntimeError}
	moveLink   = action{"Unable to move link", pyrt.ValueError}
)

// copy is Group.copy: the source is a path or an object, the destination a
// path or a group.
func (g *Group) copy(c *pyrt.Call) (starlark.Value, error) {
	var source, dest, name starlark.Value = nil, nil, starlark.None
	o := &hdf5.CopyOptions{}
	var shallow, soft, external, refs, noAttrs bool
	if err := c.Unpack("source", &source, "dest", &dest, "name?", &name, "shallow?", &shallow, "expand_soft?", &soft,
		"expand_external?", &external, "expand_refs?", &refs, "without_attrs?", &noAttrs); err != nil {
		return nil, err
	}
	o.Shallow, o.ExpandSoft, o.ExpandExternal, o.ExpandReferences, o.WithoutAttributes = shallow, soft, external, refs, noAttrs
	src, err := g.copySource(source, groupOf(dest) != nil && name == starlark.None)
	if err != nil {
		return nil, err
	}
	into, at := g, ""
	switch d := groupOf(dest); {
	case d != nil && name == starlark.None:
		into, at = d, path.Base(src.Name())
	case d != nil:
		into = d
		at, err = linkName(name)
	default:
		if _, ok := dest.(object); ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "Destination must be path or Group object")
		}
		at, err = linkName(dest)
	}
	if err != nil {
		return nil, err
	}
	if isHere(at) {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "%s (no destination name specified)", copyObject.text)
	}
	err = into.core.Copy(g.session.ctx(), src, at, o)
	if errors.Is(err, hdf5.ErrExists) {
		return nil, pyrt.Wrap(pyrt.RuntimeError, copyObject.text+" (destination object already exists)", err)
	}
	return starlark.None, copyObject.wrap(err)
}

// copySource returns the object of a path or value. open says that h5py opens
// it for its name before it copies, which fails with other words.
func (g *Group) copySource(v starlark.Value, open bool) (hdf5.Object, error) {
	if o, ok := v.(object); ok {
		return o.core5(), nil
	}
	name, err := linkName(v)
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "Accessing a group is done with bytes or str, not %s", classText(v))
	}
	o, err := g.core.Open(name)
	var missing *hdf5.NotFoundError
	switch {
	case errors.As(err, &missing) && !open:
		return nil, pyrt.Wrap(pyrt.RuntimeError, copyObject.text+" (object '"+missing.Name+"' doesn't exist)", err)
	case err != nil:
		return nil, g.openError(name, err)
	}
	return o, nil
}

// groupOf returns the group that a value is, a file's root for a file, or nil.
func groupOf(v starlark.Value) *Group {
	switch v := pyrt.Plain(v).(type) {
	case *Group:
		return v
	case *File:
		return &v.Group
	}
	return nil
}

func (g *Group) move(c *pyrt.Call) (starlark.Value, error) {
	var source, dest starlark.Value
	if err := c.Unpack("source", &source, "dest", &dest); err != nil {
		return nil, err
	}
	from, err := linkName(source)
	if err != nil {
		return nil, err
	}
	to, err := linkName(dest)
	if err != nil || from == to {
		return starlark.None, err
	}
	err = g.core.Move(from, to, nil)
	g.session.relinked = g.session.relinked || err == nil
	switch {
	case from == "":
		return nil, pyrt.Errorf(pyrt.ValueError, "No current name specified (no current name specified)")
	case to == "":
		return nil, pyrt.Errorf(pyrt.ValueError, "No destination name specified (no destination name specified)")
	case errors.Is(err, hdf5.ErrExists):
		return nil, pyrt.Wrap(pyrt.ValueError, moveLink.text+" (an object with that name already exists)", err)
	case errors.Is(err, hdf5.ErrNotFound):
		return nil, pyrt.Wrap(pyrt.ValueError, moveLink.text+" (name doesn't exist)", err)
	}
	return starlark.None, moveLink.wrap(err)
}

// createDatasetLike is create_dataset with the properties of another dataset
// for arguments that are not given.
func (g *Group) createDatasetLike(c *pyrt.Call) (starlark.Value, error) {
	var name, other starlark.Value
	if len(c.Args) > 2 {
		return nil, pyrt.Errorf(pyrt.TypeError, "Group.create_dataset_like() takes 3 positional arguments but %d were given", len(c.Args)+1)
	}
	given := make(map[string]bool)
	var rest []starlark.Tuple
	for _, kw := range c.Kwargs {
		switch key, _ := starlark.AsString(kw[0]); key {
		case "name":
			name = kw[1]
		case "other":
			other = kw[1]
		default:
			given[key], rest = true, append(rest, kw)
		}
	}
	for i, p := range []*starlark.Value{&name, &other} {
		if i < len(c.Args) {
			*p = c.Args[i]
		}
	}
	d, ok := pyrt.Plain(other).(*Dataset)
	if !ok || name == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "create_dataset_like() takes a name and a dataset")
	}
	kwargs, err := d.likeArgs(given)
	if err != nil {
		return nil, err
	}
	return g.createDataset(&pyrt.Call{Thread: c.Thread, Name: "Group.create_dataset", Self: g, Args: starlark.Tuple{name}, Kwargs: append(kwargs, rest...)})
}

// likeArgs returns the arguments of create_dataset that make a dataset like
// this one, but for those that are given.
func (d *Dataset) likeArgs(given map[string]bool) ([]starlark.Tuple, error) {
	var kwargs []starlark.Tuple
	set := func(name string, v starlark.Value) {
		if !given[name] {
			kwargs = append(kwargs, starlark.Tuple{starlark.String(name), v})
		}
	}
	for _, name := range []string{"shape", "dtype", "chunks", "compression", "compression_opts", "scaleoffset", "shuffle", "fletcher32", "fillvalue"} {
		v, err := d.Attr(name)
		if err != nil {
			return nil, err
		}
		set(name, v)
	}
	shape, maxShape := d.core.Space().Dims, d.core.Space().MaxDims
	for i := range shape {
		if maxShape != nil && maxShape[i] != shape[i] {
			v, err := d.maxShape()
			if err != nil {
				return nil, err
			}
			set("maxshape", v)
			break
		}
	}
	options, err := d.core.Creation()
	if err != nil {
		return nil, readData.wrap(err)
	}
	set("track_times", starlark.Bool(options.TrackTimes))
	set("track_order", starlark.Bool(options.TrackOrder))
	return kwargs, nil
}

func (g *Group) visitLinks(c *pyrt.Call) (starlark.Value, error) {
	return g.walkLinks(c, func(path string, _ hdf5.Link) starlark.Tuple { return starlark.Tuple{starlark.String(path)} })
}

func (g *Group) visitItemsLinks(c *pyrt.Call) (starlark.Value, error) {
	return g.walkLinks(c, func(path string, l hdf5.Link) starlark.Tuple {
		return starlark.Tuple{starlark.String(path), g.session.linkValue(l)}
	})
}

// walkLinks calls a function for each link below the group, until it returns
// something other than None.
func (g *Group) walkLinks(c *pyrt.Call, args func(string, hdf5.Link) starlark.Tuple) (starlark.Value, error) {
	var fn starlark.Callable
	if err := c.Unpack("func", &fn); err != nil {
		return nil, err
	}
	for v := range g.core.Walk(hdf5.ByName) {
		if v.Path == "." || v.Link.Name == "" {
			if v.Err != nil {
				return nil, readLinks.wrap(v.Err)
			}
			continue
		}
		result, err := starlark.Call(c.Thread, fn, args(v.Path, v.Link), nil)
		if err != nil || result != starlark.None {
			return result, err
		}
	}
	return starlark.None, nil
}
