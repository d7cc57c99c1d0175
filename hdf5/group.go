package hdf5

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/vds"
)

// Group is a set of named links.
type Group struct{ object }

// IterOrder says in which order links or attributes come.
type IterOrder uint8

const (
	// NativeOrder is the order of creation where it is tracked, else by name:
	// h5py's order.
	NativeOrder IterOrder = iota
	ByName
	ByCreation // fails with [ErrNotFound] where no order is tracked
)

// Len returns the number of links.
func (g *Group) Len() (int, error) { return 0, nil }

// TracksOrder reports whether the group remembers the order of its links.
func (g *Group) TracksOrder() bool { return false }

// Links yields the group's links. The group may be changed while they are
// yielded: the sequence is that of the moment when it began.
func (g *Group) Links(order IterOrder) iter.Seq2[Link, error] { return nil }

// Link returns the link at the end of a path without following it. The links
// on the way are followed.
func (g *Group) Link(path string) (Link, error) { return Link{}, nil }

// Open returns the object at a path: absolute from the file's root, or
// relative to the group. It follows soft and external links.
func (g *Group) Open(path string) (Object, error) { return nil, nil }

// OpenGroup returns the group at a path.
func (g *Group) OpenGroup(path string) (*Group, error) { return nil, nil }

// OpenDataset returns the dataset at a path. access may be nil.
func (g *Group) OpenDataset(path string, access *DatasetAccess) (*Dataset, error) { return nil, nil }

// CreateGroup makes a group at a path; "" makes one without a name. options
// may be nil.
func (g *Group) CreateGroup(path string, options *GroupCreate) (*Group, error) { return nil, nil }

// CreateDataset makes a dataset at a path; "" makes one without a name.
// options may be nil.
func (g *Group) CreateDataset(path string, typ *datatype.Type, space dataspace.Space, options *DatasetCreate) (*Dataset, error) {
	return nil, nil
}

// CreateVirtual makes a virtual dataset. layout gives its extent, type and
// mappings; options give its fill value and other properties and may be nil.
func (g *Group) CreateVirtual(path string, layout *vds.Layout, options *DatasetCreate) (*Dataset, error) {
	return nil, nil
}

// CreateNamedType commits a datatype at a path.
func (g *Group) CreateNamedType(path string, typ *datatype.Type, options *LinkCreate) (*NamedType, error) {
	return nil, nil
}

// LinkHard gives an object of the same file another name. options may be nil,
// here and below.
func (g *Group) LinkHard(path string, target Object, options *LinkCreate) error { return nil }

// LinkSoft makes a soft link to a path, which need not exist.
func (g *Group) LinkSoft(path, target string, options *LinkCreate) error { return nil }

// LinkExternal makes a link to a path in another file, which need not exist.
func (g *Group) LinkExternal(path, file, target string, options *LinkCreate) error { return nil }

// Delete removes the link at the end of a path, and the object that no other
// hard link leads to.
func (g *Group) Delete(path string) error { return nil }

