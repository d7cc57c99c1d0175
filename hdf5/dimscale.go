package hdf5

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
)

// Dimension scales are datasets that say what the positions along a dimension
// of another dataset mean. The HDF5 Dimension Scale Specification stores them
// in attributes: CLASS and NAME of the scale, REFERENCE_LIST of the scale
// (which datasets use it), DIMENSION_LIST and DIMENSION_LABELS of the dataset.
const (
	attrClass     = "CLASS"
	attrScaleName = "NAME"
	attrUsers     = "REFERENCE_LIST"
	attrScales    = "DIMENSION_LIST"
	attrLabels    = "DIMENSION_LABELS"
	scaleClass    = "DIMENSION_SCALE"
)

// SetScale makes the dataset a dimension scale with a name.
func (d *Dataset) SetScale(name string) error {
	if has, err := d.Attributes().Has(attrScales); err != nil || has {
		return errors.Join(err, d.refuseScale(has, "it has dimension scales itself"))
	}
	if err := d.putText(attrClass, scaleClass); err != nil {
		return err
	}
	return d.putText(attrScaleName, name)
}

// refuseScale returns the error of a dataset that cannot be a scale or have
// one.
func (d *Dataset) refuseScale(yes bool, why string) error {
	if !yes {
		return nil
	}
	return d.wrap(fmt.Errorf("dimension scale: %s: %w", why, ErrInvalid))
}

// IsScale reports whether the dataset is a dimension scale.
func (d *Dataset) IsScale() (bool, error) {
	class, err := d.text(attrClass)
	return class == scaleClass, err
}

// ScaleName returns the name of a dimension scale, "" for none.
func (d *Dataset) ScaleName() (string, error) { return d.text(attrScaleName) }

// putText stores a NUL-terminated string.
func (d *Dataset) putText(name, text string) error {
	typ := datatype.NewFixedString(len(text)+1, datatype.NullTerm, datatype.ASCII)
	return d.Attributes().put(name, typ, nil, dataspace.NewScalar(), Memory{Type: typ, Bytes: append([]byte(text), 0)}, (*attrs.Editor).Set)
}

// text reads a string attribute, "" if there is none or it is no string.
func (d *Dataset) text(name string) (string, error) {
	a, err := d.Attributes().Open(name)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	if err != nil || a.Type().Class != datatype.String || a.Space().NumElements() != 1 {
		return "", err
	}
	heap := datatype.NewHeap()
	typ := datatype.NewVarString(a.Type().CharSet, datatype.HandleSize)
	b := make([]byte, datatype.HandleSize)
	if err := a.Read(Memory{Type: typ, Bytes: b, Objects: heap}); err != nil {
		return "", err
	}
	s, _, err := heap.Get(b)
	return string(s), err
}

// AttachScale attaches a scale to a dimension of the dataset. A dataset that
// is no scale yet becomes one without a name.
func (d *Dataset) AttachScale(scale *Dataset, dim int) error {
	if err := d.checkAttach(scale, dim); err != nil {
		return err
	}
	lists, err := d.scaleLists()
	if err != nil {
		return err
	}
	for _, addr := range lists[dim] {
		if addr == scale.Address() {
			return nil
		}
	}
	if is, err := scale.IsScale(); err != nil {
		return err
	} else if !is {
		if err := scale.putText(attrClass, scaleClass); err != nil {
			return err
		}
	}
	lists[dim] = append(lists[dim], scale.Address())
	if err := d.putScaleLists(lists); err != nil {
		return err
	}
	users, err := scale.scaleUsers()
	if err != nil {
		return err
	}
	return scale.putScaleUsers(append(users, scaleUser{d.Address(), int32(dim)}))
}

// checkAttach refuses what cannot be attached.
func (d *Dataset) checkAttach(scale *Dataset, dim int) error {
	if err := d.checkDimension(dim); err != nil {
		return err
	}
	class, err := d.text(attrClass)
	if err != nil {
		return err
	}
	nested, err := scale.Attributes().Has(attrScales)
	switch {
	case err != nil:
		return err
	case !d.file.Same(scale.file):
		return d.refuseScale(true, "the scale is in another file")
	case d.Address() == scale.Address():
		return d.refuseScale(true, "a dataset cannot be its own scale")
	case class == scaleClass:
		return d.refuseScale(true, "a scale cannot have scales")
	case class == "IMAGE" || class == "PALETTE" || class == "TABLE":
		return d.refuseScale(true, "its class is reserved")
	}
	return scale.refuseScale(nested, "it has dimension scales itself")
}

func (d *Dataset) checkDimension(dim int) error {
	rank := len(d.array.extent.Dims)
	if dim < 0 || dim >= rank {
		return d.wrap(fmt.Errorf("dimension %d of %d: %w", dim, rank, ErrInvalid))
	}
	return nil
}

// DetachScale takes a scale from a dimension of the dataset.
func (d *Dataset) DetachScale(scale *Dataset, dim int) error {
	if err := d.checkDimension(dim); err != nil {
		return err
	}
	lists, err := d.scaleLists()
	if err != nil {
		return err
	}
	found, empty := false, true
	for i, list := range lists {
		kept := list[:0]
		for _, addr := range list {
			if i == dim && addr == scale.Address() {
				found = true
				continue
			}
			kept = append(kept, addr)
		}
		lists[i] = kept
		empty = empty && len(kept) == 0
	}
	if !found {
		return d.refuseScale(true, "it is not attached")
	}
	if empty {
		err = d.Attributes().Delete(attrScales)
	} else {
		err = d.putScaleLists(lists)
	}
	if err != nil {
		return err
	}
	users, err := scale.scaleUsers()
	if err != nil {
		return err
	}
	var kept []scaleUser
	for _, u := range users {
		if u != (scaleUser{d.Address(), int32(dim)}) {
			kept = append(kept, u)
		}
	}
	if len(kept) == 0 {
		return scale.Attributes().Delete(attrUsers)
	}
	return scale.putScaleUsers(kept)
}

// Scales returns the scales of a dimension in the order in which they were
// attached.
func (d *Dataset) Scales(dim int) ([]*Dataset, error) {
	if err := d.checkDimension(dim); err != nil {
		return nil, err
	}
	lists, err := d.scaleLists()
	if err != nil {
		return nil, err
	}
	var scales []*Dataset
	for _, addr := range lists[dim] {
		o, err := d.file.Object(addr)
		if err != nil {
			return nil, err
		}
		scale, ok := o.(*Dataset)
		if !ok {
			return nil, d.wrap(fmt.Errorf("dimension scale at %#x: %w", addr, ErrWrongKind))
		}
		scales = append(scales, scale)
	}
	return scales, nil
}

// scaleReference is the type of the elements that lead to scales and datasets.
func scaleReference() *datatype.Type { return datatype.NewReference(datatype.RefObject, 8) }

// scaleLists returns the addresses of the scales of each dimension.
func (d *Dataset) scaleLists() ([][]uint64, error) {
	lists := make([][]uint64, len(d.array.extent.Dims))
	a, err := d.Attributes().Open(attrScales)
	if errors.Is(err, ErrNotFound) {
		return lists, nil
	}
	if err != nil {
		return nil, err
	}
	heap := datatype.NewHeap()
	typ := datatype.NewVlen(scaleReference(), datatype.HandleSize)
	b := make([]byte, int(min(a.Space().NumElements(), uint64(len(lists))))*typ.Size)
	if a.Space().NumElements() != uint64(len(lists)) {
		return nil, d.wrap(fmt.Errorf("%s of %d dimensions, want %d: %w", attrScales, a.Space().NumElements(), len(lists), ErrFormat))
	}
	if err := a.Read(Memory{Type: typ, Bytes: b, Objects: heap}); err != nil {
		return nil, err
	}
	for i := range lists {
		refs, n, err := heap.Get(b[i*typ.Size : (i+1)*typ.Size])
		if err != nil {
			return nil, err
		}
		for j := range n {
			lists[i] = append(lists[i], binary.LittleEndian.Uint64(refs[8*j:]))
		}
	}
	return lists, nil
}

func (d *Dataset) putScaleLists(lists [][]uint64) error {
	heap := datatype.NewHeap()
	typ := datatype.NewVlen(scaleReference(), datatype.HandleSize)
	b := make([]byte, len(lists)*typ.Size)
	for i, list := range lists {
		var refs []byte
		for _, addr := range list {
			refs = binary.LittleEndian.AppendUint64(refs, addr)
		}
		if err := heap.Put(b[i*typ.Size:(i+1)*typ.Size], refs, len(list)); err != nil {
			return err
		}
	}
	return d.putList(attrScales, typ, len(lists), Memory{Type: typ, Bytes: b, Objects: heap})
}

func (d *Dataset) putList(name string, typ *datatype.Type, n int, mem Memory) error {
	space, err := dataspace.NewSimple([]uint64{uint64(n)}, nil)
	if err != nil {
		return err
	}
	return d.Attributes().Put(name, typ, space, mem)
}
