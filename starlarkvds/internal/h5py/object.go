package h5py

import (
	"hash/maphash"
	"path"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// An object is what groups, datasets and named datatypes have in common
// (h5py's HLObject).
type object interface {
	starlark.Value
	core5() hdf5.Object
	home() *File
	instance() *instance
}

// instance is what an object knows as a value of Python's.
type instance struct {
	hashed bool                // its hash was asked for while its file was open: then it is known for good
	fields starlark.StringDict // set by the script
}

// attr returns a member of the object, or else what the script has set.
func (i *instance) attr(name string, member starlark.Value, err error) (starlark.Value, error) {
	if member != nil || err != nil || i.fields == nil {
		return member, err
	}
	return i.fields[name], nil
}

// setField sets an attribute of an object, which must not be a property of its
// class.
func setField[T object](m members[T], x T, name string, v starlark.Value) error {
	if _, ok := m.props[name]; ok {
		return noSetter(x, name)
	}
	own := x.instance()
	if own.fields == nil {
		own.fields = starlark.StringDict{}
	}
	own.fields[name] = v
	return nil
}

func noSetter(x object, name string) error {
	return pyrt.Errorf(pyrt.AttributeError, "property '%s' of '%s' object has no setter", name, x.Type())
}

// hashSeed makes the hashes of objects.
var hashSeed = maphash.MakeSeed()

// sameObject compares two objects as h5py does: they are equal when they are
// the same object of the same file.
func sameObject(op pyrt.Op, x object, y starlark.Value) (starlark.Value, error) {
	if op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	o, ok := y.(object)
	if !ok {
		return pyrt.NotImplemented, nil
	}
	if a, b := x.home().core.Closed(), o.home().core.Closed(); a || b { // what is closed is equal: its identifiers are gone
		return starlark.Bool((a && b) == (op == pyrt.Eq)), nil
	}
	same := x.home().core.Identity() == o.home().core.Identity() && x.core5().Address() == o.core5().Address()
	return starlark.Bool(same == (op == pyrt.Eq)), nil
}

func hashObject(x object) (uint32, error) {
	if own := x.instance(); !x.home().core.Closed() {
		own.hashed = true
	} else if !own.hashed {
		return 0, pyrt.Errorf(pyrt.TypeError, "Objects of class %s cannot be hashed", idOf(x).Type())
	}
	h := maphash.Comparable(hashSeed, x.core5().Address())
	return uint32(h ^ h>>32), nil
}

// objectProps returns the properties that every object has.
func objectProps[T object]() map[string]func(T) (starlark.Value, error) {
	return map[string]func(T) (starlark.Value, error){
		"file": func(x T) (starlark.Value, error) {
			if x.home().core.Closed() {
				return nil, notOfFile()
			}
			return x.home(), nil
		},
		"name": func(x T) (starlark.Value, error) {
			if name := nameOf(x); name != "" {
				return starlark.String(name), nil
			}
			return starlark.None, nil
		},
		"ref":       func(x T) (starlark.Value, error) { return referenceTo(x) },
		"regionref": func(x T) (starlark.Value, error) { return &regionProxy{x}, nil },
		"parent":    func(x T) (starlark.Value, error) { return parent(x) },
		"attrs": func(x T) (starlark.Value, error) {
			f := x.home()
			return &Attributes{session: f.session, file: f, owner: x.core5()}, nil
		},
		"id":  func(x T) (starlark.Value, error) { return idOf(x), nil },
		"_id": func(x T) (starlark.Value, error) { return idOf(x), nil },
	}
}

// notOfFile is what the file of an object of a closed file is.
func notOfFile() error {
	return pyrt.Errorf(pyrt.ValueError, "Not an id of a file object (not an ID of a file object)")
}

// nameOf returns the absolute path of an object, and "" for one without a
// name. A path to an object that was reached through a reference is searched
// for, as libhdf5 does.
func nameOf(x object) string {
	f, o := x.home().core, x.core5()
	if f.Closed() {
		return ""
	}
	if name := o.Name(); name != "" && (!x.home().session.relinked || leadsTo(f, name, o)) {
		return name
	}
	for v := range f.Root().Walk(hdf5.ByName) {
		if v.Object != nil && v.Object.Address() == o.Address() {
			return path.Join("/", v.Path)
		}
	}
	return ""
}

// leadsTo reports whether a path of a file still leads to an object.
func leadsTo(f *hdf5.File, name string, o hdf5.Object) bool {
	at, err := f.Root().Open(name)
	return err == nil && at.Address() == o.Address()
}

// parent returns the group that holds an object.
func parent(x object) (starlark.Value, error) {
	name := nameOf(x)
	if name == "" {
		return nil, pyrt.Errorf(pyrt.ValueError, "Parent of an anonymous object is undefined")
	}
	f := x.home()
	g, err := f.core.Root().OpenGroup(path.Dir(name))
	if err != nil {
		return nil, openObject.wrap(err)
	}
	return f.session.group(f, g), nil
}

// withMembers adds a class's own members to those of all objects.
func withMembers[T object](class string, props map[string]func(T) (starlark.Value, error), methods map[string]func(T, *pyrt.Call) (starlark.Value, error)) members[T] {
	all := objectProps[T]()
	for name, get := range props {
		all[name] = get
	}
	return members[T]{class: class, props: all, methods: methods}
}

// object returns the value of an object that was opened.
func (s *Session) object(f *File, o hdf5.Object) starlark.Value {
	if home := o.File(); home != f.core { // reached through an external link
		f = s.fileOf(home, f)
	}
	switch o := o.(type) {
	case *hdf5.Group:
		return s.group(f, o)
	case *hdf5.Dataset:
		return s.dataset(f, o)
	case *hdf5.NamedType:
		return &Datatype{session: s, file: f, core: o}
	}
	return starlark.None
}

// fileOf returns a File value for a file that an external link opened.
func (s *Session) fileOf(core *hdf5.File, from *File) *File {
	plist := *from.access()
	plist.class.props = withProps(map[string]starlark.Value{}, plist.class.props)
	f := &File{core: core, driver: "sec2", libver: starlark.None, plist: &plist, swmr: from.swmr}
	f.Group = Group{session: s, file: f, core: core.Root()}
	return f
}
