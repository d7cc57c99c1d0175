package h5py

import (
	"encoding/binary"
	"errors"
	"hash/maphash"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Reference is a pointer to an object, or to a part of a dataset, as elements
// of files hold it: h5py.Reference and h5py.RegionReference. It does not know
// its file: a group of that file looks it up.
type Reference struct {
	session *Session
	object  ndarray.Reference
	region  ndarray.RegionReference
	part    bool // a region reference
}

var (
	_ starlark.HasAttrs = (*Reference)(nil)
	_ pyrt.Typed        = (*Reference)(nil)
	_ numpy.Itemer      = (*Reference)(nil)
)

// reference returns the value for an element of an array.
func (s *Session) reference(item any) starlark.Value {
	switch item := item.(type) {
	case ndarray.Reference:
		return &Reference{session: s, object: item}
	case ndarray.RegionReference:
		return &Reference{session: s, region: item, part: true}
	}
	return starlark.None
}

// referenceType returns h5py's class of a kind of references.
func (s *Session) referenceType(kind ndarray.RefKind) starlark.Value {
	if kind == ndarray.RegionRef {
		return s.types.regionReference
	}
	return s.types.reference
}

func (s *Session) newReference(c *pyrt.Call) (starlark.Value, error) {
	return &Reference{session: s}, nil
}

func (s *Session) newRegionReference(c *pyrt.Call) (starlark.Value, error) {
	return &Reference{session: s, part: true}, nil
}

// NumpyItem returns the element that stands for the reference in an array.
func (r *Reference) NumpyItem() any {
	if r.part {
		return r.region
	}
	return r.object
}

// element returns the reference as it lies in a file, and its type.
func (r *Reference) element() ([]byte, *hdf5Type) {
	if !r.part {
		return binary.LittleEndian.AppendUint64(nil, r.object.Address), datatype.NewReference(datatype.RefObject, 8)
	}
	b := binary.LittleEndian.AppendUint64(nil, r.region.Heap)
	return binary.LittleEndian.AppendUint32(b, r.region.Index), datatype.NewReference(datatype.RefRegion, 12)
}

// target decodes the reference in a file; nil for one that leads nowhere.
func (r *Reference) target(f *File) (*hdf5.Reference, error) {
	if f.core.Closed() {
		return nil, closedGroup()
	}
	b, typ := r.element()
	ref, err := f.core.Reference(typ, b)
	return ref, dereference.wrap(err)
}

var dereference = action{"Unable to synchronously dereference object", pyrt.ValueError}

// dereference returns the object that a reference leads to.
func (f *File) dereference(r *Reference) (hdf5.Object, error) {
	ref, err := r.target(f)
	if err != nil {
		return nil, err
	}
	if ref == nil {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid HDF5 object reference")
	}
	o, err := f.core.Object(ref.Address)
	return o, dereference.wrap(err)
}

// referenceTo returns an object reference.
func referenceTo(x object) (starlark.Value, error) {
	f := x.home()
	if f.core.Closed() {
		return nil, closedFile()
	}
	return &Reference{session: f.session, object: ndarray.Reference{Address: x.core5().Address()}}, nil
}

// Attr returns typecode or typesize.
func (r *Reference) Attr(name string) (starlark.Value, error) {
	b, _ := r.element()
	switch name {
	case "typecode":
		if r.part {
			return starlark.MakeInt(1), nil
		}
		return starlark.MakeInt(0), nil
	case "typesize":
		return starlark.MakeInt(len(b)), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (r *Reference) AttrNames() []string { return []string{"typecode", "typesize"} }

// String returns h5py's repr.
func (r *Reference) String() string {
	null := ""
	switch {
	case r.part && !bool(r.Truth()):
		null = " (null" // h5py lacks the parenthesis
	case !bool(r.Truth()):
		null = " (null)"
	}
	if r.part {
		return "<HDF5 region reference" + null + ">"
	}
	return "<HDF5 object reference" + null + ">"
}

// Type implements starlark.Value.
func (r *Reference) Type() string { return r.PyType().Name() }

// Freeze implements starlark.Value; references are immutable.
func (r *Reference) Freeze() {}

// Truth tells whether the reference leads anywhere.
func (r *Reference) Truth() starlark.Bool {
	return r.object != ndarray.Reference{} || r.region != ndarray.RegionReference{}
}

// Hash implements starlark.Value.
func (r *Reference) Hash() (uint32, error) {
	h := maphash.Comparable(hashSeed, r) // as it is equal: to itself alone
	return uint32(h ^ h>>32), nil
}

// PyType implements pyrt.Typed.
func (r *Reference) PyType() *pyrt.Type {
	if r.part {
		return r.session.types.regionReference
	}
	return r.session.types.reference
}

// regionProxy is obj.regionref: it makes region references and tells of them.
type regionProxy struct{ of object }

var (
	_ starlark.Mapping  = (*regionProxy)(nil)
	_ starlark.HasAttrs = (*regionProxy)(nil)
)

// Get makes a reference to a part of a dataset.
func (p *regionProxy) Get(key starlark.Value) (starlark.Value, bool, error) {
	d, ok := p.of.(*Dataset)
	if !ok {
		return nil, false, pyrt.Errorf(pyrt.TypeError, "Region references can only be made to datasets")
	}
	space, err := d.space()
	if err != nil {
		return nil, false, err
	}
	part := dataspace.All()
	if args := keyArgs(key); space.Class == dataspace.Simple || !isWhole(args) {
		sel, err := d.session.selectArgs(space.Dims, args)
		if err != nil {
			return nil, false, err
		}
		part = sel.sel
	}
	ref, err := d.session.regionReference(d, part)
	return ref, true, err
}

// regionReference makes a reference to a part of a dataset.
func (s *Session) regionReference(d *Dataset, part dataspace.Selection) (starlark.Value, error) {
	b, err := d.core.Region(part)
	if err == nil && len(b) != 12 {
		err = hdf5.ErrUnsupported
	}
	if err != nil {
		return nil, createReference.wrap(err)
	}
	region := ndarray.RegionReference{Heap: binary.LittleEndian.Uint64(b), Index: binary.LittleEndian.Uint32(b[8:])}
	return &Reference{session: s, region: region, part: true}, nil
}

var createReference = action{"Unable to synchronously create reference", pyrt.ValueError}

// region reads the argument of shape and selection: a region reference.
func (p *regionProxy) region(c *pyrt.Call) (*Dataset, *hdf5.Reference, error) {
	v, err := c.One()
	if err != nil {
		return nil, nil, err
	}
	r, ok := v.(*Reference)
	if !ok || !r.part {
		return nil, nil, pyrt.Errorf(pyrt.TypeError, "Argument 'ref' has incorrect type (expected h5py.h5r.RegionReference, got %s)", pyrt.TypeName(v))
	}
	return p.of.home().regionTarget(r)
}

// regionTarget returns the dataset of a region reference and what it selects.
func (f *File) regionTarget(r *Reference) (*Dataset, *hdf5.Reference, error) {
	ref, err := r.target(f)
	if err == nil && ref == nil {
		err = pyrt.Errorf(pyrt.ValueError, "Invalid HDF5 object reference")
	}
	if err != nil {
		return nil, nil, err
	}
	o, err := f.core.Object(ref.Address)
	if err != nil {
		return nil, nil, dereference.wrap(err)
	}
	core, ok := o.(*hdf5.Dataset)
	if !ok {
		return nil, nil, dereference.wrap(errors.New("region reference to something that is no dataset"))
	}
	return f.session.dataset(f, core), ref, nil
}

func (p *regionProxy) shape(c *pyrt.Call) (starlark.Value, error) {
	d, _, err := p.region(c)
	if err != nil {
		return nil, err
	}
	return d.shape()
}

func (p *regionProxy) selection(c *pyrt.Call) (starlark.Value, error) {
	d, ref, err := p.region(c)
	if err != nil {
		return nil, err
	}
	sel := regionSelection(ref.Selection, d.core.Space().Dims)
	if sel.sel.Kind() == dataspace.KindNone {
		return shapeTuple(make([]uint64, len(d.core.Space().Dims))), nil
	}
	return shapeTuple(sel.mshape), nil
}

// regionSelection returns a stored selection as one that reads: with the shape
// of its axes if it is a product of ranges, and else one axis.
func regionSelection(sel dataspace.Selection, dims []uint64) selection {
	shape, regular := sel.Shape(dims)
	if sel.Kind() == dataspace.KindAll || sel.Kind() == dataspace.KindNone {
		shape, regular = dims, true
	}
	if sel.Kind() == dataspace.KindNone {
		shape = []uint64{0}
	}
	if !regular {
		shape = []uint64{sel.NumPoints(dims)}
	}
	return selection{sel: sel, mshape: shape, scalar: make([]bool, len(shape)), fancy: true, points: !regular}
}

// Attr returns shape or selection.
func (p *regionProxy) Attr(name string) (starlark.Value, error) {
	switch name {
	case "shape":
		return pyrt.NewMethod("_RegionProxy.shape", p, p.shape), nil
	case "selection":
		return pyrt.NewMethod("_RegionProxy.selection", p, p.selection), nil
	}
	return nil, nil
}

// AttrNames lists the methods.
func (p *regionProxy) AttrNames() []string   { return []string{"selection", "shape"} }
func (p *regionProxy) String() string        { return "<region references of " + p.of.String() + ">" }
func (p *regionProxy) Type() string          { return "_RegionProxy" }
func (p *regionProxy) Freeze()               {}
func (p *regionProxy) Truth() starlark.Bool  { return true }
func (p *regionProxy) Hash() (uint32, error) { return hashObject(p.of) }
