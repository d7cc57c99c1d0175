package h5py

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// members are the attributes of one of h5py's classes: properties, which are
// computed when they are asked for, and methods.
type members[T starlark.Value] struct {
	class   string
	props   map[string]func(T) (starlark.Value, error)
	methods map[string]func(T, *pyrt.Call) (starlark.Value, error)
}

// attr returns an attribute of self, or nil for a name that the class lacks.
func (m members[T]) attr(self T, name string) (starlark.Value, error) {
	if get, ok := m.props[name]; ok {
		if err := closedError(self, m.class+"."+name); err != nil {
			return nil, err
		}
		return get(self)
	}
	if fn, ok := m.methods[name]; ok {
		member := m.class + "." + name
		return pyrt.NewMethod(member, self, func(c *pyrt.Call) (starlark.Value, error) {
			if err := closedError(self, member); err != nil {
				return nil, err
			}
			return fn(self, c)
		}), nil
	}
	return nil, nil
}

// names lists the attributes in order.
func (m members[T]) names() []string {
	names := slices.AppendSeq(slices.Collect(maps.Keys(m.props)), maps.Keys(m.methods))
	slices.Sort(names)
	return names
}

// types are the classes, each session's own because they make its values.
type types struct {
	file, group, dataset, datatype, attrs     *pyrt.Type
	layout, source, multiBlock, vdsMap, space *pyrt.Type
	empty, softLink, externalLink, hardLink   *pyrt.Type
	reference, regionReference                *pyrt.Type
	asTypeView, asStrView, fieldsView         *pyrt.Type
	keysView, valuesView, itemsView           *pyrt.Type
	dimensions, dimension                     *pyrt.Type
	fileID, groupID, datasetID, attrID        *pyrt.Type
	objectID, typeID, config                  *pyrt.Type
	filterRef, gzip                           *pyrt.Type
	warning, deprecation, hlObject            *pyrt.Type
	typeClasses                               map[datatype.Class]*pyrt.Type
}

func newTypes(s *Session) types {
	class := func(module, name, doc string, make func(*pyrt.Call) (starlark.Value, error), bases ...*pyrt.Type) *pyrt.Type {
		spec := pyrt.TypeSpec{Name: name, Module: module, Doc: doc, Bases: bases, Short: strings.HasPrefix(module, "h5py._hl."),
			Derivable: make != nil && strings.HasPrefix(module, "h5py._hl.")}
		if make != nil {
			spec.New = func(thread *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
				return make(&pyrt.Call{Thread: thread, Name: name + ".__init__", Args: args, Kwargs: kwargs})
			}
		}
		return pyrt.NewType(spec)
	}
	var t types
	t.hlObject = class("h5py._hl.base", "HLObject", "An object in a file.", nil)
	t.group = class("h5py._hl.group", "Group", "A folder of named objects in a file.", s.newGroup, t.hlObject)
	t.file = pyrt.NewType(pyrt.TypeSpec{Name: "File", Module: "h5py._hl.files", Short: true, Derivable: true, Doc: "An HDF5 file, and its root group.", Bases: []*pyrt.Type{t.group},
		New: func(thread *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return s.newFile(&pyrt.Call{Thread: thread, Name: "File.__init__", Args: args, Kwargs: kwargs})
		},
		Members: starlark.StringDict{"in_memory": pyrt.NewFunc("in_memory", s.inMemory)},
	})
	t.dataset = class("h5py._hl.dataset", "Dataset", "An array in a file.", s.newDataset, t.hlObject)
	t.datatype = class("h5py._hl.datatype", "Datatype", "A datatype stored in a file under a name.", s.newDatatype, t.hlObject)
	t.attrs = class("h5py._hl.attrs", "AttributeManager", "The attributes of an object.", nil)
	t.layout = class("h5py._hl.vds", "VirtualLayout", "A virtual dataset in the making.", s.newLayout)
	t.source = class("h5py._hl.vds", "VirtualSource", "A dataset that a virtual dataset maps.", s.newSource)
	t.multiBlock = class("h5py._selector", "MultiBlockSlice", "Blocks at equal distances along one axis.", s.newMultiBlock)
	t.vdsMap = pyrt.NamedTupleType("VDSmap", "h5py._hl.vds", vdsMapFields, nil)
	t.space = class("h5py.h5s", "SpaceID", "A dataspace with a selection.", nil)
	t.empty = class("h5py._hl.base", "Empty", "A value without elements, of a datatype.", s.newEmpty)
	t.softLink = class("h5py._hl.group", "SoftLink", "A link to a path in the same file.", s.newSoftLink)
	t.externalLink = class("h5py._hl.group", "ExternalLink", "A link to a path in another file.", s.newExternalLink)
	t.hardLink = class("h5py._hl.group", "HardLink", "A link to an object.", s.newHardLink)
	t.reference = class("h5py.h5r", "Reference", "A pointer to an object.", s.newReference)
	t.regionReference = class("h5py.h5r", "RegionReference", "A pointer to a part of a dataset.", s.newRegionReference, t.reference)
	t.dimensions = class("h5py._hl.dims", "DimensionManager", "The dimensions of a dataset.", nil)
	t.dimension = class("h5py._hl.dims", "DimensionProxy", "A dimension of a dataset, with its label and scales.", nil)
	t.objectID = class("h5py._objects", "ObjectID", "An identifier.", s.bareID)
	t.groupID = class("h5py.h5g", "GroupID", "An identifier of a group.", nil, t.objectID)
	t.fileID = class("h5py.h5f", "FileID", "An identifier of a file.", nil, t.groupID)
	t.datasetID = class("h5py.h5d", "DatasetID", "An identifier of a dataset.", nil, t.objectID)
	t.attrID = class("h5py.h5a", "AttrID", "An identifier of an attribute.", nil, t.objectID)
	t.config = class("h5py.h5", "H5PYConfig", "Settings of h5py.", nil)
	t.filterRef = class("h5py._hl.filters", "FilterRefBase", "A filter with its options.", s.newFilterRef)
	t.gzip = class("h5py._hl.filters", "Gzip", "The deflate filter with its level.", s.newGzip, t.filterRef)
	t.typeID, t.typeClasses = newTypeClasses()
	t.warning, t.deprecation = newWarningTypes()
	view := class("h5py._hl.dataset", "AbstractView", "A dataset as another type reads.", nil)
	t.asTypeView = class("h5py._hl.dataset", "AsTypeView", "A dataset converted to another dtype.", nil, view)
	t.asStrView = class("h5py._hl.dataset", "AsStrView", "A dataset of strings, decoded.", nil, view)
	t.fieldsView = class("h5py._hl.dataset", "FieldsView", "Some fields of a dataset of compounds.", nil, view)
	t.keysView = class("h5py._hl.base", "KeysViewHDF5", "The names in a group.", nil)
	t.valuesView = class("h5py._hl.base", "ValuesViewHDF5", "The objects in a group.", nil)
	t.itemsView = class("h5py._hl.base", "ItemsViewHDF5", "The names and objects in a group.", nil)
	return t
}
