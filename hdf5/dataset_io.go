package hdf5

import (
	"context"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/vds"
)

// Memory describes elements in the caller's memory.
type Memory struct {
	// Type is the datatype of the elements in Bytes.
	Type *datatype.Type
	// Dims is the shape of the array in Bytes, in C order.
	Dims []uint64
	// Select says which of its elements take part. Nil: all.
	Select *dataspace.Selection
	// Bytes holds the array.
	Bytes []byte
	// Objects holds the variable-length parts of elements. It may be nil for
	// types without any.
	Objects datatype.Objects
}

// transfer is a Memory that has been checked.
type transfer struct {
	dims    []uint64
	sel     dataspace.Selection
	typ     *datatype.Type
	bytes   []byte
	objects datatype.Objects
}

// check makes sure that the memory holds what its shape and selection say, and
// that as many elements are selected there as in the dataset.
func (m Memory) check(space dataspace.Space, sel dataspace.Selection) (transfer, error) {
	t := transfer{m.Dims, dataspace.All(), m.Type, m.Bytes, m.Objects}
	if m.Select != nil {
		t.sel = *m.Select
	}
	if m.Type == nil || m.Type.Size <= 0 {
		return t, fmt.Errorf("memory without a datatype: %w", ErrInvalid)
	}
	if m.Type.HasVariable() && m.Objects == nil {
		return t, fmt.Errorf("memory of a variable-length type without a heap: %w", ErrInvalid)
	}
	extent, err := dataspace.NewSimple(m.Dims, nil)
	if err != nil {
		return t, fmt.Errorf("memory: %w: %w", ErrInvalid, err)
	}
	if n := extent.NumElements(); n > uint64(len(m.Bytes))/uint64(m.Type.Size) {
		return t, fmt.Errorf("memory of %d bytes for %d elements of %d bytes: %w", len(m.Bytes), n, m.Type.Size, ErrInvalid)
	}
	if err := t.sel.Validate(m.Dims); err != nil {
		return t, fmt.Errorf("memory selection: %w: %w", ErrInvalid, err)
	}
	if err := sel.Validate(space.Dims); err != nil {
		return t, fmt.Errorf("file selection: %w: %w", ErrInvalid, err)
	}
	file, mem := sel.NumPoints(space.Dims), t.sel.NumPoints(m.Dims)
	if space.Class == dataspace.Null {
		file = 0
	}
	if file != mem {
		return t, fmt.Errorf("%d elements selected in the file and %d in memory: %w: %w", file, mem, ErrInvalid, dataspace.ErrCount)
	}
	return t, nil
}

// size returns how many bytes the selected elements take in memory.
func (t transfer) size() uint64 {
	n := t.sel.NumPoints(t.dims)
	if n > driver.NoLimit/uint64(t.typ.Size) {
		return driver.NoLimit
	}
	return n * uint64(t.typ.Size)
}

// Read moves the selected elements, in row-major order, to the selected
// elements of mem, converting them to its type.
func (d *Dataset) Read(ctx context.Context, sel dataspace.Selection, mem Memory) error {
	defer d.file.rlock()()
	if err := d.usable(); err != nil {
		return d.wrap(err)
	}
	space, err := d.extent(ctx)
	if err != nil {
		return d.wrap(err)
	}
	t, err := mem.check(space, sel)
	if err == nil {
		err = driver.Check("MaxReadBytes", t.size(), d.file.st.access.Limits.MaxReadBytes)
	}
	if err == nil {
		err = d.file.st.retry(func() error { return d.read(ctx, sel, t) })
	}
	return d.wrap(err)
}

// read reads without a lock.
func (d *Dataset) read(ctx context.Context, sel dataspace.Selection, t transfer) error {
	if d.array.extent.Class == dataspace.Null {
		return nil
	}
	if d.array.virtual == nil {
		return d.array.storage.Read(ctx, sel, t.dims, t.sel, t.typ, t.bytes, t.objects)
	}
	l, err := d.current(ctx)
	if err != nil {
		return err
	}
	return l.Read(ctx, d.resolver(ctx), sel, t.dims, t.sel, t.typ, t.bytes, t.objects, d.options())
}

// Write moves the selected elements of mem, in row-major order, to the
// selected elements of the dataset. Those of a virtual dataset go to its
// sources.
func (d *Dataset) Write(ctx context.Context, sel dataspace.Selection, mem Memory) error {
	defer d.file.lock()()
	err := d.file.canWrite()
	if err == nil {
		err = d.usable()
	}
	if err != nil {
		return d.wrap(err)
	}
	space, err := d.extent(ctx)
	if err != nil {
		return d.wrap(err)
	}
	t, err := mem.check(space, sel)
	if err == nil {
		err = d.write(ctx, sel, t)
	}
	return d.wrap(err)
}

// write writes without a lock.
func (d *Dataset) write(ctx context.Context, sel dataspace.Selection, t transfer) error {
	if err := d.file.canWrite(); err != nil {
		return err
	}
	if d.array.extent.Class == dataspace.Null {
		return nil
	}
	if d.array.virtual == nil {
		return d.array.overwrite(ctx, sel, t)
	}
	l, err := d.current(ctx)
	if err != nil {
		return err
	}
	sources := d.resolver(ctx)
	sources.mode = ReadWrite
	return l.Write(ctx, sources, sel, t.dims, t.sel, t.typ, t.bytes, t.objects, d.options())
}

// extent returns the present dataspace: that of a virtual dataset follows its
// sources where they may grow.
func (d *Dataset) extent(ctx context.Context) (dataspace.Space, error) {
	space := d.array.extent
	if d.array.virtual == nil || !d.array.virtual.Grows() {
		return space, nil
	}
	dims, err := d.array.virtual.Extent(ctx, d.resolver(ctx), d.options())
	if err != nil {
		return space, err
	}
	space.Dims = dims
	return space, nil
}

// current returns the mappings of a virtual dataset of its present extent.
func (d *Dataset) current(ctx context.Context) (*vds.Layout, error) {
	return d.array.virtual.Current(ctx, d.resolver(ctx), d.options())
}

// Resize changes the dimensions within the maximum dimensions. The dataset is
// chunked, or virtual.
func (d *Dataset) Resize(ctx context.Context, dims []uint64) error {
	defer d.file.lock()()
	err := d.file.canWrite()
	if err == nil {
		err = d.usable()
	}
	if err == nil {
		err = d.resize(ctx, dims)
	}
	if err != nil {
		return d.wrap(fmt.Errorf("resize to %d: %w", dims, err))
	}
	return nil
}

func (d *Dataset) resize(ctx context.Context, dims []uint64) error {
	a := d.array
	if a.layout.Class != format.LayoutChunked && a.layout.Class != format.LayoutVirtual {
		return fmt.Errorf("%v layout: %w", a.layout.Class, ErrInvalid)
	}
	if len(dims) != len(a.extent.Dims) {
		return fmt.Errorf("got %d dimensions, want %d: %w", len(dims), len(a.extent.Dims), ErrInvalid)
	}
	for i, n := range dims {
		if n > a.extent.Max(i) {
			return fmt.Errorf("dimension %d: got %d, want at most %d: %w", i, n, a.extent.Max(i), ErrInvalid)
		}
	}
	space := a.extent
	space.Dims = slices.Clone(dims)
	if space.MaxDims == nil {
		space.MaxDims = a.extent.Dims
	}
	if a.storage != nil {
		d.file.st.changed[a] = true
		if err := a.storage.Resize(ctx, space.Dims); err != nil {
			return err
		}
	}
	e, err := a.st.editHeader(a.addr)
	if err != nil {
		return err
	}
	m := format.NewDataspace(space, a.st.low())
	if err := e.Replace(e.Index(format.TypeDataspace), m); err != nil {
		return err
	}
	if _, err := a.st.commitHeader(e); err != nil {
		return err
	}
	a.extent = space
	if a.virtual != nil {
		a.virtual = a.virtual.WithDims(space.Dims)
	}
	return nil
}

// Refresh reads the dataset's metadata again: another program may have changed
// it (single writer, multiple readers).
func (d *Dataset) Refresh(ctx context.Context) error {
	defer d.file.lock()()
	if err := d.usable(); err != nil || d.file.st.writable {
		return d.wrap(err)
	}
	st := d.file.st
	st.space.Invalidate()
	st.set.links.Add(1)
	st.dataMu.Lock()
	delete(st.datasets, d.addr)
	st.dataMu.Unlock()
	if d.array.virtual != nil {
		for source := range st.reach(ReadOnly) {
			source.forget()
		}
	}
	return d.wrap(st.retry(func() error {
		header, err := d.header()
		if err != nil {
			return err
		}
		fresh, err := st.array(header)
		if err == nil {
			d.array = fresh
		}
		return err
	}))
}

// forget drops what is kept of a file that others may have changed.
func (st *store) forget() {
	if st.writable {
		return
	}
	st.space.Invalidate()
	st.noted()
	st.form = nil
	st.dataMu.Lock()
	clear(st.datasets)
	st.dataMu.Unlock()
}
