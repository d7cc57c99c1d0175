package hdf5

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
	"github.com/vdscript/vdscript/vds"
)

// CreateDataset makes a dataset at a path; "" makes one without a name.
// options may be nil.
func (g *Group) CreateDataset(path string, typ *datatype.Type, space dataspace.Space, options *DatasetCreate) (*Dataset, error) {
	return g.createDataset(path, typ, space, nil, options)
}

// CreateVirtual makes a virtual dataset. layout gives its extent, type and
// mappings; options give its fill value and other properties and may be nil.
func (g *Group) CreateVirtual(path string, layout *vds.Layout, options *DatasetCreate) (*Dataset, error) {
	full := *layout
	if full.Mappings == nil {
		full.Mappings = vds.List(nil)
	}
	space, err := dataspace.NewSimple(layout.Dims, layout.MaxDims)
	if err == nil {
		err = full.Validate()
	}
	if err != nil {
		return nil, fmt.Errorf("create virtual dataset %q: %w", path, err)
	}
	return g.createDataset(path, layout.Type, space, &full, options)
}

func (g *Group) createDataset(path string, typ *datatype.Type, space dataspace.Space, virtual *vds.Layout, options *DatasetCreate) (*Dataset, error) {
	if options == nil {
		options = &DatasetCreate{}
	}
	defer g.file.lock()()
	b := &builder{options: options, space: space, virtual: virtual}
	o, err := g.create(path, &options.LinkCreate, func(st *store) (codec.Address, error) {
		b.st = st
		return b.build(typ)
	})
	var d *Dataset
	if err == nil {
		d, err = o.openDataset(b.header, DatasetAccess{ExternalPrefix: options.ExternalPrefix})
	}
	if err == nil && d.array.storage != nil && d.array.fill.AllocTime == format.AllocEarly {
		o.file.st.changed[d.array] = true
		err = d.array.storage.Allocate(context.Background())
	}
	if err != nil {
		return nil, fmt.Errorf("create dataset %q: %w", path, err)
	}
	return d, nil
}

// builder makes the object header of a dataset.
type builder struct {
	st      *store
	options *DatasetCreate
	space   dataspace.Space
	typ     *datatype.Type // as in the file
	virtual *vds.Layout    // nil for datasets that hold their elements
	filters []filter.Info  // with their parameters

	header *objheader.Header // what was made
}

// low returns the bound for what is written.
func (b *builder) low() format.Bound { return b.st.lowFor(b.options.like) }

// headerRoom is how many bytes of messages a dataset's object header has room
// for (H5D_MINHDR_SIZE).
const headerRoom = 256

// build makes the dataset and returns the address of its object header.
func (b *builder) build(typ *datatype.Type) (codec.Address, error) {
	if err := b.prepare(typ); err != nil {
		return codec.Undefined, err
	}
	class, err := b.class()
	if err != nil {
		return codec.Undefined, err
	}
	fill, err := b.fillValue(class)
	if err != nil {
		return codec.Undefined, err
	}
	if err := b.checkExternal(class); err != nil {
		return codec.Undefined, err
	}
	message, err := b.newLayout(class, fill)
	if err != nil {
		return codec.Undefined, err
	}
	return b.write(fill, message)
}

// write makes the object header. Its messages are in libhdf5's order.
func (b *builder) write(fill *format.FillValue, message *format.Layout) (codec.Address, error) {
	header := b.st.headerOptions(b.options.TrackOrder, b.options.like)
	if header.Room == 0 {
		header.Room = headerRoom
	}
	if b.options.TrackTimes {
		header.Times, header.Now = true, uint32(time.Now().Unix())
	}
	low := b.low()
	messages := []headerMessage{{format.NewDataspace(b.space, low), 0}}
	if b.options.Named == nil {
		messages = append(messages, headerMessage{format.NewDatatype(b.typ, low), format.FlagConstant})
	}
	messages = append(messages, headerMessage{fill, format.FlagConstant})
	if len(fill.Value) > 0 && low < format.BoundV18 {
		messages = append(messages, headerMessage{&format.FillValueOld{Value: fill.Value}, format.FlagConstant})
	}
	if len(b.filters) > 0 {
		messages = append(messages, headerMessage{newPipeline(b.filters, low), format.FlagConstant})
	}
	if len(b.options.External) > 0 {
		files, err := b.external()
		if err != nil {
			return codec.Undefined, err
		}
		messages = append(messages, headerMessage{files, format.FlagConstant})
	}
	messages = append(messages, headerMessage{message, b.layoutFlags(message, fill)})
	if b.options.TrackTimes && header.Version == 1 {
		messages = append(messages, headerMessage{&format.MTime{Seconds: header.Now}, 0})
	}
	e := objheader.Create(b.st.space, header)
	for i, m := range messages {
		if i == 1 && b.options.Named != nil {
			if err := b.shareType(e); err != nil {
				return codec.Undefined, err
			}
		}
		if err := e.Add(m.Message, m.flags); err != nil {
			return codec.Undefined, err
		}
	}
	b.header = e.Header
	return b.st.commitHeader(e)
}

// layoutFlags returns the flags of the layout message: it is constant where all
// space is allocated from the start.
func (b *builder) layoutFlags(m *format.Layout, fill *format.FillValue) uint8 {
	if fill.AllocTime == format.AllocEarly && m.Class != format.LayoutCompact && len(b.filters) == 0 && b.space.NumElements() > 0 {
		return format.FlagConstant
	}
	return 0
}

type headerMessage struct {
	format.Message
	flags uint8
}

// prepare checks the options and completes what they leave open.
func (b *builder) prepare(typ *datatype.Type) error {
	if typ == nil {
		return fmt.Errorf("no datatype: %w", ErrInvalid)
	}
	b.typ = typ.WithRefSize(b.st.objects.RefSize())
	if err := b.typ.Validate(); err != nil {
		return err
	}
	if err := b.space.Validate(); err != nil {
		return err
	}
	if b.space.Class == dataspace.Simple && b.space.MaxDims == nil {
		b.space.MaxDims = slices.Clone(b.space.Dims) // libhdf5 always stores them
	}
	if n := b.options.Named; n != nil && !n.file.Same(&File{st: b.st}) {
		return fmt.Errorf("committed datatype is in file %q: %w", n.file.name, ErrInvalid)
	}
	return nil
}

// shareType makes the dataset use a committed datatype.
func (b *builder) shareType(e *objheader.Editor) error {
	if err := b.st.addLink(b.options.Named.addr); err != nil {
		return err
	}
	return e.AddShared(format.TypeDatatype, format.NewCommitted(b.options.Named.addr), format.FlagConstant)
}

// fillValue returns the fill value message.
func (b *builder) fillValue(class format.LayoutClass) (*format.FillValue, error) {
	o := b.options
	m := &format.FillValue{
		Version:   format.FillValueVersion(b.low()),
		AllocTime: format.AllocTime(o.AllocTime),
		FillTime:  format.FillIfSet,
		Undefined: o.NoFill,
	}
	if o.FillTime != DefaultFillTime {
		m.FillTime = format.FillTime(o.FillTime - 1)
	}
	if b.typ.HasVariable() {
		// References must never be read before they are written.
		if o.FillTime == FillNever {
			return nil, fmt.Errorf("variable-length elements that are never filled: %w", ErrInvalid)
		}
		if o.Fill == nil && m.FillTime == format.FillIfSet {
			m.FillTime = format.FillOnAlloc
		}
	}
	switch {
	case o.AllocTime == DefaultAllocTime:
		m.AllocTime = defaultAllocTime(class)
	case class == format.LayoutCompact && o.AllocTime != AllocEarly:
		return nil, fmt.Errorf("compact dataset must have early space allocation: %w", ErrInvalid)
	}
	if o.Fill == nil || o.NoFill {
		return m, nil
	}
	from := o.FillType
	if from == nil {
		from = b.typ
	}
	if len(o.Fill) != from.Size {
		return nil, fmt.Errorf("fill value: got %d bytes, want %d: %w", len(o.Fill), from.Size, ErrInvalid)
	}
	path, err := datatype.NewPath(from, b.typ, o.FillObjects, b.st.objects)
	if err != nil {
		return nil, fmt.Errorf("fill value: %w", err)
	}
	m.Value = make([]byte, b.typ.Size)
	if err := path.Convert(m.Value, o.Fill, 1); err != nil {
		return nil, fmt.Errorf("fill value: %w", err)
	}
	return m, nil
}

// defaultAllocTime returns libhdf5's choice for a layout.
func defaultAllocTime(class format.LayoutClass) format.AllocTime {
	switch class {
	case format.LayoutCompact:
		return format.AllocEarly
	case format.LayoutContiguous:
		return format.AllocLate
	}
	return format.AllocIncremental
}

// newPipeline returns the filter pipeline message. Its version 1 stores the
// names of HDF5's own filters too.
func newPipeline(filters []filter.Info, low format.Bound) *format.Pipeline {
	m := &format.Pipeline{Version: format.PipelineVersion(low)}
	for _, f := range filters {
		m.Filters = append(m.Filters, format.Filter{ID: uint16(f.ID), Name: f.Name, Flags: f.Flags, Values: f.Params})
	}
	return m
}
