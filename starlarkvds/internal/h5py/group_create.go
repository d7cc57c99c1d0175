package h5py

import (
	"errors"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// optionalName reads the name of a new object; None makes one without a name.
func optionalName(v starlark.Value) (string, error) {
	if v == starlark.None {
		return "", nil
	}
	return linkName(v)
}

// emptyName refuses a name that is given and empty, with the words of an
// action.
func (a action) emptyName(v starlark.Value, name string) error {
	if name != "" || v == starlark.None {
		return nil
	}
	return pyrt.Errorf(pyrt.ValueError, "%s (name parameter cannot be an empty string)", a.text)
}

// writable fails for a group of a closed file, with the words of an action.
func (g *Group) writable(a action) error {
	if g.file.core.Closed() {
		return a.wrap(hdf5.ErrClosed)
	}
	return nil
}

func (g *Group) createGroup(c *pyrt.Call) (starlark.Value, error) {
	var name, trackOrder, trackTimes starlark.Value = nil, starlark.None, starlark.False
	if err := c.Unpack("name", &name, "track_order?", &trackOrder, "*", "track_times?", &trackTimes); err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	order := g.session.ordered
	if trackOrder != starlark.None {
		if order, err = pyrt.Truth(trackOrder); err != nil {
			return nil, err
		}
	}
	if err := createGroup.emptyName(name, path); err != nil {
		return nil, err
	}
	if err := g.writable(createGroup); err != nil {
		return nil, err
	}
	made, err := g.core.CreateGroup(path, &hdf5.GroupCreate{TrackOrder: order})
	if err != nil {
		return nil, creationError(createGroup, err)
	}
	return g.session.group(g.file, made), nil
}

// creationError is wrap for making objects, where a path may lead through
// something that is no group.
func creationError(a action, err error) error {
	if errors.Is(err, hdf5.ErrWrongKind) {
		return pyrt.Wrap(a.class, a.text+" (message type not found)", err)
	}
	return a.wrap(err)
}

func (g *Group) requireGroup(c *pyrt.Call) (starlark.Value, error) {
	var name starlark.Value
	if err := c.Unpack("name", &name); err != nil {
		return nil, err
	}
	path, err := pathName(name)
	if err != nil {
		return nil, err
	}
	if ok, err := g.PyContains(name); err != nil {
		return nil, err
	} else if !ok {
		return g.createGroup(&pyrt.Call{Thread: c.Thread, Name: c.Name, Self: g, Args: starlark.Tuple{name}})
	}
	v, err := g.open(path)
	if err != nil {
		return nil, err
	}
	if _, ok := v.(*Group); !ok {
		return nil, incompatible(v)
	}
	return v, nil
}

func incompatible(v starlark.Value) error {
	return pyrt.Errorf(pyrt.TypeError, "Incompatible object (%s) already exists", pyrt.TypeOf(v).Name())
}

func (g *Group) createDataset(c *pyrt.Call) (starlark.Value, error) {
	a := newDatasetArgs()
	var name starlark.Value
	if err := c.Unpack(append([]any{"name", &name}, a.params()...)...); err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	d, err := g.makeDataset(createDataset, path, a)
	if errors.Is(err, hdf5.ErrWrongKind) {
		if at := g.blocking(path); at != nil {
			return nil, incompatible(at)
		}
	}
	return d, err
}

// blocking returns the object along a path that is no group.
func (g *Group) blocking(path string) starlark.Value {
	for i := range len(path) {
		if path[i] != '/' || i == 0 {
			continue
		}
		v, err := g.open(path[:i])
		if err != nil {
			return nil
		}
		if groupOf(v) == nil {
			return v
		}
	}
	return nil
}

// makeDataset makes a dataset and writes its data.
func (g *Group) makeDataset(op action, path string, a *datasetArgs) (starlark.Value, error) {
	plan, err := g.session.planDataset(a)
	if err != nil {
		return nil, err
	}
	if isSet(a.efilePrefix) {
		if plan.options.ExternalPrefix, err = g.session.fileName(a.efilePrefix); err != nil {
			return nil, err
		}
	}
	if err := a.checkCache(); err != nil {
		return nil, err
	}
	if err := g.writable(op); err != nil {
		return nil, err
	}
	core, err := g.core.CreateDataset(path, plan.typ, plan.space, plan.options)
	if err != nil {
		return nil, creationError(op, err)
	}
	d := g.session.dataset(g.file, core)
	if err := d.prefixes(a); err != nil {
		return nil, err
	}
	if plan.data != nil && plan.data.Size() > 0 {
		if err := d.writeArray(selectAll(plan.space.Dims), plan.data, plan.space.Dims); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (g *Group) requireDataset(c *pyrt.Call) (starlark.Value, error) {
	a := newDatasetArgs()
	var name starlark.Value
	var exact bool
	params := append([]any{"name", &name, "shape", &a.shape, "dtype", &a.dtype, "exact?", &exact}, a.params()[4:]...)
	if err := c.Unpack(params...); err != nil {
		return nil, err
	}
	path, err := linkName(name)
	if err != nil {
		return nil, err
	}
	if ok, err := g.PyContains(name); err != nil {
		return nil, err
	} else if !ok {
		return g.makeDataset(createDataset, path, a)
	}
	v, err := g.open(path)
	if err != nil {
		return nil, err
	}
	d, ok := v.(*Dataset)
	if !ok {
		return nil, incompatible(v)
	}
	if isSet(a.efilePrefix) {
		prefix, err := g.session.fileName(a.efilePrefix)
		if err == nil {
			_, err = g.core.OpenDataset(path, &hdf5.DatasetAccess{ExternalPrefix: prefix})
		}
		if err != nil {
			return nil, openObject.wrap(err)
		}
	}
	if err := d.prefixes(a); err != nil {
		return nil, err
	}
	return d, g.session.checkExisting(d, a, exact)
}

// prefixes notes the directories where a dataset's other files are looked for
// and its chunk cache, as Dataset.id.get_access_plist tells.
func (d *Dataset) prefixes(a *datasetArgs) error {
	if list, ok := a.dapl.(*PropID); ok {
		d.access = list
	}
	if isSet(a.slots) || isSet(a.bytes) || isSet(a.w0) {
		d.accessProps().set("chunk_cache", a.cache)
	}
	for name, v := range map[string]starlark.Value{"efile_prefix": a.efilePrefix, "virtual_prefix": a.virtualPrefix} {
		if v == nil || v == starlark.None {
			continue
		}
		dir, err := d.session.fileName(v)
		if err != nil {
			return err
		}
		d.accessProps().set(name, starlark.Bytes(dir))
	}
	return nil
}

// checkExisting compares an existing dataset with what require_dataset wants.
func (s *Session) checkExisting(d *Dataset, a *datasetArgs, exact bool) error {
	want, err := s.shapeOf(a.shape)
	if err != nil {
		return err
	}
	space, err := d.space()
	if err != nil {
		return err
	}
	if !slices.Equal(space.Dims, want) {
		if a.maxShape == starlark.None {
			return pyrt.Errorf(pyrt.TypeError, "Shapes do not match (existing %s vs new %s)", dataspace.Text(space.Dims), dataspace.Text(want))
		}
		have, err := d.maxShape()
		if err != nil {
			return err
		}
		if same, err := pyrt.Equal(have, a.maxShape); err != nil {
			return err
		} else if !same {
			return pyrt.Errorf(pyrt.TypeError, "Max shapes do not match (existing %s vs new %s)", reprOf(have), reprOf(a.maxShape))
		}
	}
	dt, err := s.np.ToDType(a.dtype)
	if err != nil {
		return err
	}
	have, err := d.dtype()
	if err != nil {
		return err
	}
	asked, err := pyrt.Str(a.dtype)
	switch {
	case err != nil:
		return err
	case exact && !dt.Equal(have):
		return pyrt.Errorf(pyrt.TypeError, "Datatypes do not exactly match (existing %s vs new %s)", have.String(), asked)
	case !exact && !ndarray.CanCast(dt, have, ndarray.CastSafe):
		return pyrt.Errorf(pyrt.TypeError, "Datatypes cannot be safely cast (existing %s vs new %s)", have.String(), asked)
	}
	return nil
}

func (g *Group) createVirtual(c *pyrt.Call) (starlark.Value, error) {
	var name, layout, fill starlark.Value = nil, nil, starlark.None
	if err := c.Unpack("name", &name, "layout", &layout, "fillvalue?", &fill); err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	l, ok := pyrt.Plain(layout).(*VirtualLayout)
	if !ok {
		return nil, pyrt.Errorf(pyrt.AttributeError, "'%s' object has no attribute 'make_dataset'", pyrt.TypeName(layout))
	}
	if err := g.writable(createDataset); err != nil {
		return nil, err
	}
	return l.make(g, path, fill)
}

// virtualBuilder is the context manager of build_virtual_dataset: the block
// fills the layout, and leaving it makes the dataset.
type virtualBuilder struct {
	*VirtualLayout
	group *Group
	name  string
	value starlark.Value
}

var _ pyrt.Context = (*virtualBuilder)(nil)

func (g *Group) buildVirtual(c *pyrt.Call) (starlark.Value, error) {
	s := g.session
	l := &VirtualLayout{session: s, maxArg: starlark.None, fill: starlark.None, named: true, fileName: g.file.core.Name(), dcpl: s.newProps("DATASET_CREATE")}
	l.dcpl.setLayout(3)
	var name, shape, fill starlark.Value = nil, nil, starlark.None
	if err := c.Unpack("name", &name, "shape", &shape, "dtype", &l.dtype, "maxshape?", &l.maxArg, "fillvalue?", &fill); err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	if l.shape, err = s.shapeOf(shape); err != nil {
		return nil, err
	}
	if err := l.setMaxShape(); err != nil {
		return nil, err
	}
	return &virtualBuilder{VirtualLayout: l, group: g, name: path, value: fill}, nil
}

// PyEnter returns the layout.
func (b *virtualBuilder) PyEnter() (starlark.Value, error) {
	return b.VirtualLayout, nil
}

// PyExit makes the dataset, unless the block failed.
func (b *virtualBuilder) PyExit(exc *pyrt.Error) (bool, error) {
	if exc != nil {
		return false, nil
	}
	_, err := b.make(b.group, b.name, b.value)
	return false, err
}

// SetKey is group[name] = value: a link, or a dataset of the value.
func (g *Group) SetKey(key, value starlark.Value) error {
	name, err := attributeName(key)
	if err == nil && name == "" {
		err = pyrt.Errorf(pyrt.ValueError, "No name specified (no name specified)")
	}
	if err != nil {
		return err
	}
	switch v := pyrt.Plain(value).(type) {
	case *SoftLink:
		if v.path == "" {
			return pyrt.Errorf(pyrt.OSError, "%s (link_target parameter cannot be an empty string)", softLink.text)
		}
		return softLink.wrap(g.core.LinkSoft(name, v.path, nil))
	case *ExternalLinkValue:
		switch {
		case v.file == "":
			return pyrt.Errorf(pyrt.ValueError, "No file name specified (no file name specified)")
		case v.path == "":
			return pyrt.Errorf(pyrt.ValueError, "No object name specified (no object name specified)")
		}
		return externalLink.wrap(g.core.LinkExternal(name, v.file, v.path, nil))
	case object:
		if v.home().core.Identity() != g.file.core.Identity() {
			return pyrt.Errorf(pyrt.OSError, "Unable to create link (interfile hard links are not allowed)")
		}
		return createLink.wrap(g.core.LinkHard(name, v.core5(), nil))
	}
	if dt, ok := g.session.dtypeValue(value); ok {
		typ, err := dt.HDF5()
		if err != nil {
			return createType.wrap(err)
		}
		_, err = g.core.CreateNamedType(name, typ, nil)
		return createType.wrap(err)
	}
	if _, err := g.core.Link(name); err == nil && g.file.core.Writable() {
		return pyrt.Errorf(pyrt.OSError, "Unable to create link (name already exists)")
	}
	a := newDatasetArgs()
	a.data = value
	_, err = g.makeDataset(assignDataset, name, a)
	if errors.Is(err, hdf5.ErrWrongKind) {
		err = pyrt.Wrap(createLink.class, createLink.text+" (message type not found)", err)
	}
	return err
}

// dtypeValue returns the dtype of a value that is an np.dtype.
func (s *Session) dtypeValue(v starlark.Value) (*ndarray.DType, bool) {
	t, ok := v.(pyrt.Typed)
	if !ok || !isDTypeClass(t.PyType()) {
		return nil, false
	}
	dt, err := s.np.ToDType(v)
	return dt, err == nil
}

func isDTypeClass(t *pyrt.Type) bool {
	return slices.ContainsFunc(t.MRO(), func(m *pyrt.Type) bool { return m.QualName() == "numpy.dtype" })
}
