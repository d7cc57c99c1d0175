package h5py

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// fileModule is h5py.h5f.
func (s *Session) fileModule() *pyrt.Module {
	m := lowModule("h5py.h5f", "Files.", map[string]int{
		"ACC_RDONLY": 0, "ACC_RDWR": 1, "ACC_TRUNC": 2, "ACC_EXCL": 4, "ACC_SWMR_WRITE": 32, "ACC_SWMR_READ": 64, "SCOPE_LOCAL": 0,
		"SCOPE_GLOBAL": 1, "CLOSE_DEFAULT": 0, "CLOSE_WEAK": 1, "CLOSE_SEMI": 2, "CLOSE_STRONG": 3, "OBJ_FILE": 1, "OBJ_DATASET": 2,
		"OBJ_GROUP": 4, "OBJ_DATATYPE": 8, "OBJ_ATTR": 16, "OBJ_ALL": 31, "OBJ_LOCAL": 32, "LIBVER_EARLIEST": 0, "LIBVER_V18": 1,
		"LIBVER_V110": 2, "LIBVER_V112": 3, "LIBVER_V114": 4, "LIBVER_V200": 5, "LIBVER_LATEST": 5, "FSPACE_STRATEGY_FSM_AGGR": 0,
		"FSPACE_STRATEGY_PAGE": 1, "FSPACE_STRATEGY_AGGR": 2, "FSPACE_STRATEGY_NONE": 3,
	}, map[string]pyrt.Func{"create": s.createFileID, "open": s.openFileID, "open_file_image": s.openImage, "is_hdf5": s.isHDF5})
	m.Members["UNLIMITED"] = unlimited
	m.Members["FileID"] = s.types.fileID
	return m
}

// lowLevelArgs returns the arguments of a File for property lists.
func (s *Session) lowLevelArgs(name starlark.Value, mode string, fcpl, fapl starlark.Value) fileArgs {
	a := newFileArgs()
	a.name, a.mode = name, starlark.String(mode)
	if p, ok := fcpl.(*PropID); ok {
		if n := p.class.props["userblock"]; n != number(0) {
			a.userBlock = n
		}
		a.trackOrder = starlark.Bool(p.ints("link_creation_order")[0] != 0)
	}
	if p, ok := fapl.(*PropID); ok {
		v := p.ints("libver_bounds")
		a.libver = starlark.Tuple{starlark.String(hdf5.Version(v[0]).String()), starlark.String(hdf5.Version(v[1]).String())}
		align := p.ints("alignment")
		a.alignThreshold, a.alignInterval = number(align[0]), number(align[1])
		a.plist = p
	}
	return a
}

func (s *Session) createFileID(c *pyrt.Call) (starlark.Value, error) {
	var name, fcpl, fapl starlark.Value = nil, starlark.None, starlark.None
	flags := 2
	if err := c.Unpack("name", &name, "flags?", &flags, "fcpl?", &fcpl, "fapl?", &fapl); err != nil {
		return nil, err
	}
	mode := "w"
	if flags&4 != 0 {
		mode = "w-"
	}
	f, err := s.openFile(s.lowLevelArgs(name, mode, fcpl, fapl))
	if err != nil {
		return nil, err
	}
	return idOf(f), nil
}

func (s *Session) openFileID(c *pyrt.Call) (starlark.Value, error) {
	var name, fapl starlark.Value = nil, starlark.None
	flags := 1
	if err := c.Unpack("name", &name, "flags?", &flags, "fapl?", &fapl); err != nil {
		return nil, err
	}
	mode := "r"
	if flags&1 != 0 {
		mode = "r+"
	}
	f, err := s.openFile(s.lowLevelArgs(name, mode, starlark.None, fapl))
	if err != nil {
		return nil, err
	}
	return idOf(f), nil
}

var fileIDProps = withIDProps(groupIDProps)

// withIDProps returns a copy of the attributes of another class.
func withIDProps(base map[string]func(*objectID) (starlark.Value, error)) map[string]func(*objectID) (starlark.Value, error) {
	out := make(map[string]func(*objectID) (starlark.Value, error))
	for name, get := range base {
		out[name] = get
	}
	return out
}

func (o *objectID) file() *File { return o.of.(*File) }

var fileIDMethods = map[string]func(*objectID, *pyrt.Call) (starlark.Value, error){
	"get_num_objs": groupIDMethods["get_num_objs"],
	"close":        func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return o.file().close(c) },
	"get_access_plist": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		if err := o.file().valid(); err != nil {
			return nil, err
		}
		return o.file().access(), c.NoArgs()
	},
	"get_create_plist": (*objectID).fileCreation,
	"get_filesize":     (*objectID).fileSize,
	"get_freespace":    (*objectID).freeSpace,
	"get_file_image":   (*objectID).fileImage,
	"get_intent": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		return number(int(o.file().core.Mode())), c.NoArgs()
	},
}

// fileCreation returns the list by which the file could be made again.
func (o *objectID) fileCreation(c *pyrt.Call) (starlark.Value, error) {
	f := o.file()
	if err := f.valid(); err != nil {
		return nil, err
	}
	p := f.session.newProps("FILE_CREATE")
	p.set("userblock", starlark.MakeUint64(f.core.UserBlock()))
	p.set("obj_track_times", starlark.False)
	space := f.core.Space()
	persist := 0
	if space.Persist {
		persist = 1
	}
	p.set("file_space_strategy", starlark.Tuple{number(int(space.Strategy)), number(persist), starlark.MakeUint64(space.Threshold)})
	p.set("file_space_page_size", starlark.MakeUint64(space.PageSize))
	ordered, err := f.core.Root().TracksOrder()
	if ordered {
		p.set("link_creation_order", number(3))
		p.set("attr_creation_order", number(3))
	}
	return p, errors.Join(c.NoArgs(), readLinks.wrap(err))
}

// freeSpace returns how many bytes of the file are known to be unused.
func (o *objectID) freeSpace(c *pyrt.Call) (starlark.Value, error) {
	f := o.file()
	if err := f.valid(); err != nil {
		return nil, err
	}
	n, err := f.core.Unused()
	return starlark.MakeUint64(n), errors.Join(c.NoArgs(), openFile.wrap(err))
}

// fileImage returns the bytes of a file in memory.
func (o *objectID) fileImage(c *pyrt.Call) (starlark.Value, error) {
	f := o.file()
	if f.image == nil {
		return nil, pyrt.Errorf(pyrt.NotImplementedError, "vdscript gives the image of files in memory only; read %q as bytes instead", f.core.Name())
	}
	if f.core.Mode() == hdf5.ReadWrite {
		if err := f.core.Flush(f.session.ctx()); err != nil {
			return nil, flushFile.wrap(err)
		}
	}
	b, err := f.image.memory.ReadFile(f.image.name)
	return starlark.Bytes(b), openFile.wrap(err)
}

func (o *objectID) fileSize(c *pyrt.Call) (starlark.Value, error) {
	f := o.file()
	if err := f.core.Flush(f.session.ctx()); f.core.Mode() == hdf5.ReadWrite && err != nil {
		return nil, flushFile.wrap(err)
	}
	info, err := f.session.cfg.FS.Stat(f.session.ctx(), f.core.Name())
	return starlark.MakeInt64(info.Size), openFile.wrapOpen(err, f.core.Name(), "r")
}

// access returns the list by which the file was opened.
func (f *File) access() *PropID {
	if f.plist == nil {
		f.plist = f.session.newProps("FILE_ACCESS")
		low, high := f.core.Bounds()
		f.plist.set("libver_bounds", pair(number(int(low)), number(int(high))))
	}
	return f.plist
}

// groupModule is h5py.h5g.
func (s *Session) groupModule() *pyrt.Module {
	m := lowModule("h5py.h5g", "Groups.", map[string]int{"CRT_ORDER_TRACKED": 1, "UNKNOWN": -1, "LINK": 3, "GROUP": 0, "DATASET": 1,
		"TYPE": 2, "LINK_ERROR": -1, "LINK_HARD": 0, "LINK_SOFT": 1}, map[string]pyrt.Func{
		"get_objinfo": s.objectInfo, "open": s.openGroupID, "create": s.createGroupID, "iterate": s.iterateLinks,
	})
	m.Members["GroupID"] = s.types.groupID
	return m
}

// objectInfo is h5g.get_objinfo: what an object is, and when it changed.
func (s *Session) objectInfo(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, follow starlark.Value = nil, starlark.String("."), nil
	if err := c.Unpack("obj", &loc, "name?", &name, "follow_link?", &follow); err != nil {
		return nil, err
	}
	var o hdf5.Object
	switch v := loc.(type) {
	case *objectID:
		o = v.of.core5()
	case *TypeID:
		if v.named != nil {
			o = v.named.core
		}
	}
	if o == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'obj' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(loc))
	}
	path, err := linkName(name)
	if err != nil {
		return nil, err
	}
	if g, ok := o.(*hdf5.Group); ok && path != "." {
		if o, err = g.Open(path); err != nil {
			return nil, openObject.wrap(err)
		}
	}
	info, err := o.Info()
	if err != nil {
		return nil, openObject.wrap(err)
	}
	kind := 0
	switch o.(type) {
	case *hdf5.Dataset:
		kind = 1
	case *hdf5.NamedType:
		kind = 2
	}
	return pyrt.NewNamedTuple("GroupStat", []string{"fileno", "objno", "nlink", "type", "mtime", "linklen"}, starlark.Tuple{
		number(0), starlark.MakeUint64(o.Address()), starlark.MakeUint64(uint64(info.References)), number(kind), starlark.MakeInt64(info.ModTime), number(0)}), nil
}

// newGroup is h5py.Group(identifier).
func (s *Session) newGroup(c *pyrt.Call) (starlark.Value, error) {
	var bind starlark.Value
	if err := c.Unpack("bind", &bind); err != nil {
		return nil, err
	}
	if id, ok := bind.(*objectID); ok {
		if g := groupOf(id.of); g != nil {
			return g, nil
		}
	}
	return nil, pyrt.Errorf(pyrt.ValueError, "%s is not a GroupID", reprOf(bind))
}
