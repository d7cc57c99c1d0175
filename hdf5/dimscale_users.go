package hdf5

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// scaleUser is an element of a scale's list of the dimensions that use it.
type scaleUser struct {
	dataset uint64 // address
	dim     int32
}

// scaleUserType is libhdf5's struct of an object reference and an int, padding
// included.
func scaleUserType() *datatype.Type {
	return datatype.NewCompound(16,
		datatype.Member{Name: "dataset", Offset: 0, Type: scaleReference()},
		datatype.Member{Name: "dimension", Offset: 8, Type: datatype.NewInt(4, false, datatype.LittleEndian)})
}

// scaleUsers returns the dimensions that use the scale.
func (d *Dataset) scaleUsers() ([]scaleUser, error) {
	a, err := d.Attributes().Open(attrUsers)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	typ, n := scaleUserType(), a.Space().NumElements()
	if n > uint64(len(a.a.Data)) {
		return nil, d.wrap(fmt.Errorf("%s of %d elements in %d bytes: %w", attrUsers, n, len(a.a.Data), ErrFormat))
	}
	b := make([]byte, int(n)*typ.Size)
	if err := a.Read(Memory{Type: typ, Bytes: b}); err != nil {
		return nil, err
	}
	users := make([]scaleUser, n)
	for i := range users {
		e := b[i*typ.Size:]
		users[i] = scaleUser{binary.LittleEndian.Uint64(e), int32(binary.LittleEndian.Uint32(e[8:]))}
	}
	return users, nil
}

func (d *Dataset) putScaleUsers(users []scaleUser) error {
	typ := scaleUserType()
	b := make([]byte, len(users)*typ.Size)
	for i, u := range users {
		binary.LittleEndian.PutUint64(b[i*typ.Size:], u.dataset)
		binary.LittleEndian.PutUint32(b[i*typ.Size+8:], uint32(u.dim))
	}
	return d.putList(attrUsers, typ, len(users), Memory{Type: typ, Bytes: b})
}

// Label returns the label of a dimension, "" for none.
func (d *Dataset) Label(dim int) (string, error) {
	if err := d.checkDimension(dim); err != nil {
		return "", err
	}
	labels, err := d.labels()
	if err != nil {
		return "", err
	}
	return labels[dim], nil
}

// SetLabel labels a dimension.
func (d *Dataset) SetLabel(dim int, label string) error {
	if err := d.checkDimension(dim); err != nil {
		return err
	}
	labels, err := d.labels()
	if err != nil {
		return err
	}
	labels[dim] = label
	heap := datatype.NewHeap()
	typ := datatype.NewVarString(datatype.ASCII, datatype.HandleSize)
	b := make([]byte, len(labels)*typ.Size)
	for i, text := range labels {
		if err := heap.Put(b[i*typ.Size:(i+1)*typ.Size], []byte(text), len(text)); err != nil {
			return err
		}
	}
	return d.putList(attrLabels, typ, len(labels), Memory{Type: typ, Bytes: b, Objects: heap})
}

// labels returns the label of each dimension.
func (d *Dataset) labels() ([]string, error) {
	labels := make([]string, len(d.array.extent.Dims))
	a, err := d.Attributes().Open(attrLabels)
	if errors.Is(err, ErrNotFound) {
		return labels, nil
	}
	if err != nil {
		return nil, err
	}
	if n := a.Space().NumElements(); n != uint64(len(labels)) {
		return nil, d.wrap(fmt.Errorf("%s of %d dimensions, want %d: %w", attrLabels, n, len(labels), ErrFormat))
	}
	heap := datatype.NewHeap()
	typ := datatype.NewVarString(datatype.ASCII, datatype.HandleSize)
	b := make([]byte, len(labels)*typ.Size)
	if err := a.Read(Memory{Type: typ, Bytes: b, Objects: heap}); err != nil {
		return nil, err
	}
	for i := range labels {
		text, _, err := heap.Get(b[i*typ.Size : (i+1)*typ.Size])
		if err != nil {
			return nil, err
		}
		labels[i] = string(text)
	}
	return labels, nil
}
