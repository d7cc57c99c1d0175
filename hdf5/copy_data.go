package hdf5

import (
	"encoding/binary"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Creation returns the options that make a dataset like this one: all but its
// committed datatype and the mappings of a virtual dataset.
func (d *Dataset) Creation() (*DatasetCreate, error) {
	info, err := d.Info()
	if err != nil {
		return nil, err
	}
	fill := d.Fill()
	options := &DatasetCreate{
		Layout: d.Layout(), Chunks: d.Chunks(), Filters: d.Filters(), External: d.External(),
		Fill: fill.Bytes, FillType: d.Type(), FillObjects: d.file.st.objects, NoFill: !fill.Defined,
		FillTime: fill.Time, AllocTime: fill.Alloc,
		TrackTimes: info.ModTime != 0, TrackOrder: info.TracksAttributeOrder,
	}
	if options.Layout == Virtual {
		options.Layout = DefaultLayout
	}
	return options, nil
}

// dataset makes an empty dataset like another.
func (c *copier) dataset(from *Dataset) (*Dataset, error) {
	options, err := from.Creation()
	if err != nil {
		return nil, err
	}
	if options.like, err = c.like(&from.object); err != nil {
		return nil, err
	}
	named, err := from.NamedType()
	if err != nil {
		return nil, err
	}
	if named != nil {
		t, err := c.object(named, 0)
		if err != nil {
			return nil, err
		}
		options.Named = t.(*NamedType)
	}
	root := c.to.Root()
	if from.Layout() == Virtual {
		layout, err := from.Virtual()
		if err != nil {
			return nil, err
		}
		return root.CreateVirtual("", layout, options)
	}
	return root.CreateDataset("", from.Type(), from.array.extent, options)
}

// elements copies what a dataset holds. Elements that were never written are
// not written in the copy either.
func (c *copier) elements(from, to *Dataset) error {
	if from.Layout() == Virtual || from.External() != nil || from.array.extent.Class == dataspace.Null {
		return nil
	}
	typ := from.Type()
	plain := !typ.HasVariable() && !(typ.Class == datatype.Reference && !c.to.Same(from.file)) && from.file.st.objects.RefSize() == c.to.st.objects.RefSize()
	if plain && from.Layout() == Chunked {
		return c.chunks(from, to)
	}
	if n, err := from.StorageSize(); n == 0 || err != nil {
		return err
	}
	return c.blocks(from, to)
}

// chunks copies the stored chunks as they are, filters and all.
func (c *copier) chunks(from, to *Dataset) error {
	if err := from.Flush(c.ctx); err != nil {
		return err
	}
	var offsets [][]uint64
	for chunk, err := range from.EachChunk(c.ctx) {
		if err != nil {
			return err
		}
		offsets = append(offsets, chunk.Offset)
	}
	for _, at := range offsets {
		stored, mask, err := from.ReadChunk(c.ctx, at)
		if err == nil {
			err = to.WriteChunk(c.ctx, at, stored, mask)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// copyBlock is how many bytes of elements are in memory at once.
const copyBlock = 8 << 20

// blocks copies the elements through memory, some rows at a time.
func (c *copier) blocks(from, to *Dataset) error {
	mem := from.Type().WithRefSize(datatype.HandleSize)
	dims := from.array.extent.Dims
	if len(dims) == 0 {
		return c.block(from, to, mem, dataspace.All(), nil)
	}
	row := uint64(mem.Size)
	for _, n := range dims[1:] {
		row *= max(n, 1)
	}
	rows := max(copyBlock/max(row, 1), 1)
	for at := uint64(0); at < dims[0]; at += rows {
		box := dataspace.Box{Start: make([]uint64, len(dims)), Count: append([]uint64(nil), dims...)}
		box.Start[0], box.Count[0] = at, min(rows, dims[0]-at)
		sel, err := dataspace.NewBox(box)
		if err == nil {
			err = c.block(from, to, mem, sel, box.Count)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// block copies the selected elements of one dataset to another. shape is that
// of the selection.
func (c *copier) block(from, to *Dataset, typ *datatype.Type, sel dataspace.Selection, shape []uint64) error {
	n := 1
	for _, d := range shape {
		n *= int(d)
	}
	if n == 0 {
		return nil
	}
	heap := datatype.NewHeap()
	mem := Memory{Type: typ, Dims: shape, Bytes: make([]byte, n*typ.Size), Objects: heap}
	if err := from.Read(c.ctx, sel, mem); err != nil {
		return err
	}
	if !c.to.Same(from.file) {
		if err := c.references(typ, mem.Bytes, from.file); err != nil {
			return err
		}
	}
	return to.Write(c.ctx, sel, mem)
}

// attributes copies the attributes of an object.
func (c *copier) attributes(from, to Object) error {
	for attr, err := range from.Attributes().All(NativeOrder) {
		if err != nil {
			return err
		}
		typ, space := attr.Type().WithRefSize(datatype.HandleSize), attr.Space()
		mem := Memory{Type: typ, Dims: space.Dims, Objects: datatype.NewHeap()}
		if space.Class != dataspace.Null {
			mem.Bytes = make([]byte, len(attr.a.Data)/attr.Type().Size*typ.Size)
			if err := attr.Read(mem); err != nil {
				return err
			}
			if c.options.ExpandReferences || !c.to.Same(from.File()) {
				if err := c.references(typ, mem.Bytes, from.File()); err != nil {
					return err
				}
			}
		}
		if err := to.Attributes().Put(attr.Name(), attr.Type(), space, mem); err != nil {
			return err
		}
	}
	return nil
}

// references makes references in elements lead to the copies of what they led
// to, if that is wanted. Otherwise they are emptied: in another file they would
// lead anywhere. As in libhdf5, references inside of other types stay as they
// are.
func (c *copier) references(typ *datatype.Type, elements []byte, from *File) error {
	if typ.Class != datatype.Reference {
		return nil
	}
	if !c.options.ExpandReferences {
		clear(elements)
		return nil
	}
	for ; len(elements) >= typ.Size; elements = elements[typ.Size:] {
		if err := c.reference(typ, elements[:typ.Size], from); err != nil {
			return err
		}
	}
	return nil
}

// reference replaces one reference by one to the copy of its object.
func (c *copier) reference(typ *datatype.Type, element []byte, from *File) error {
	ref, err := from.Reference(typ, element)
	if ref == nil || err != nil {
		return err
	}
	obj, err := from.Object(ref.Address)
	if err != nil {
		return err
	}
	made, err := c.object(obj, 1)
	if err != nil {
		return err
	}
	c.byRef = append(c.byRef, original{obj.File().st, obj.Address()})
	switch set, isDataset := made.(*Dataset); {
	case typ.Ref == datatype.RefObject && typ.Size == 8:
		binary.LittleEndian.PutUint64(element, made.Address())
		return nil
	case typ.Ref == datatype.RefRegion && isDataset:
		region, err := set.Region(ref.Selection)
		if err == nil && len(region) != len(element) {
			err = ErrUnsupported
		}
		copy(element, region)
		return err
	}
	return ErrUnsupported
}
