package hdf5

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"weak"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/hdf5/internal/layout"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
	"github.com/vdscript/vdscript/vds"
)

// array is what all openings of one dataset share: the messages of its object
// header, decoded, and the storage of its elements. The lock of the set
// guards it.
type array struct {
	st   *store
	addr codec.Address
	description
	reads atomic.Pointer[filespace.Reads] // what a source's description was read from, until its form is kept

	storage layout.Storage             // nil for a virtual dataset
	virtual *vds.Layout                // nil for others
	sources recent[sourceKey, *source] // that reads of a virtual dataset have opened
	deleted bool
	prefix  atomic.Pointer[string] // of relative names of raw data files
}

// description is what the messages say.
type description struct {
	extent    dataspace.Space
	typ       *datatype.Type
	committed codec.Address // of the datatype's object header, or undefined
	layout    *format.Layout
	fill      *format.FillValue
	pipeline  *format.Pipeline      // nil without filters
	external  *format.ExternalFiles // nil unless the raw data is in other files
	names     []string              // of the files in external
}

// openDataset makes a Dataset of an object header.
func (o object) openDataset(header *objheader.Header, access DatasetAccess) (*Dataset, error) {
	st := o.file.st
	var a *array
	err := st.retry(func() (err error) {
		if a, err = st.array(header); err == nil {
			return nil
		}
		if fresh, again := objheader.Read(st.space, o.addr); again == nil {
			header = fresh
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	a.setPrefix(access.ExternalPrefix)
	return o.dataset(a, access), nil
}

func (o object) dataset(a *array, access DatasetAccess) *Dataset {
	return &Dataset{object: o, array: a, access: access, report: &vds.Report{}}
}

// array returns the shared state of the dataset with a header: that of another
// opening if there is one.
func (st *store) array(header *objheader.Header) (*array, error) {
	if a := st.openArray(header.Addr); a != nil {
		return a, nil
	}
	about := description{committed: codec.Undefined, fill: noFillMessage()}
	seen := make(map[format.MessageType]bool)
	for _, m := range header.Messages {
		if seen[m.Type] {
			continue // as for libhdf5, the first of a type is the one
		}
		seen[m.Type] = true
		if err := st.describe(&about, m); err != nil {
			return nil, err
		}
	}
	for _, t := range []format.MessageType{format.TypeLayout, format.TypeDatatype, format.TypeDataspace} {
		if !header.Has(t) {
			return nil, codec.At("object header", header.Addr, codec.Formatf("a dataset without a %s message", t))
		}
	}
	return st.newArray(header.Addr, about)
}

// newArray returns the shared state of the dataset with a header at addr.
func (st *store) newArray(addr codec.Address, about description) (*array, error) {
	a := &array{st: st, addr: addr, description: about}
	a.reads.Store(st.noted())
	a.sources.limit = int(min(st.access.Limits.MaxSources, 1<<30))
	if err := a.open(); err != nil {
		return nil, err
	}
	return st.keepArray(a), nil
}

// noFillMessage returns the fill value of a dataset without a message of it.
func noFillMessage() *format.FillValue {
	return &format.FillValue{Undefined: true, FillTime: format.FillIfSet}
}

// openArray returns the state of a dataset that is in use, or nil.
func (st *store) openArray(addr codec.Address) *array {
	st.dataMu.Lock()
	defer st.dataMu.Unlock()
	return st.datasets[addr].Value()
}

// keepArray remembers a for as long as something uses it. If another
// goroutine was faster, its array is the one to use.
func (st *store) keepArray(a *array) *array {
	st.dataMu.Lock()
	defer st.dataMu.Unlock()
	if other := st.datasets[a.addr].Value(); other != nil {
		return other
	}
	if st.datasets == nil {
		st.datasets = make(map[codec.Address]weak.Pointer[array])
	}
	st.datasets[a.addr] = weak.Make(a)
	runtime.AddCleanup(a, st.forgetArray, a.addr)
	return a
}

// forgetArray removes the trace of a dataset that nothing uses any more.
func (st *store) forgetArray(addr codec.Address) {
	st.dataMu.Lock()
	defer st.dataMu.Unlock()
	if st.datasets[addr].Value() == nil {
		delete(st.datasets, addr)
	}
}

// describe decodes a message of a dataset's header if it is about the elements.
func (st *store) describe(a *description, m objheader.Message) error {
	switch m.Type {
	case format.TypeDataspace, format.TypeDatatype, format.TypeFillValue, format.TypeFillValueOld,
		format.TypeLayout, format.TypePipeline, format.TypeExternalFiles:
	default:
		return nil
	}
	rs := st.resolver()
	decoded, err := rs.Decode(m)
	if err != nil {
		return err
	}
	switch d := decoded.(type) {
	case *format.Dataspace:
		a.extent = d.Space
	case *format.Datatype:
		a.typ = d.Datatype
		a.committed = rs.Committed(m)
		return st.checkType(a.typ)
	case *format.FillValue:
		a.fill = d
	case *format.FillValueOld:
		if a.fill.Version == 0 { // no fill value message, which counts more
			a.fill.Value, a.fill.Undefined = d.Value, len(d.Value) == 0
		}
	case *format.Layout:
		a.layout = d
	case *format.Pipeline:
		if len(d.Filters) > 0 {
			a.pipeline = d
		}
	case *format.ExternalFiles:
		return st.describeExternal(a, d)
	}
	return nil
}

// describeExternal reads the names of raw data files from their local heap.
func (st *store) describeExternal(a *description, m *format.ExternalFiles) error {
	local, err := heap.ReadLocal(st.space, m.Heap)
	if err != nil {
		return err
	}
	a.external = m
	for _, f := range m.Files {
		name, err := local.Name(f.NameOffset)
		if err != nil {
			return fmt.Errorf("external file: %w", err)
		}
		a.names = append(a.names, name)
	}
	return nil
}

// open prepares the storage.
func (a *array) open() (err error) {
	if n := len(a.fill.Value); n != 0 && n != a.typ.Size {
		return codec.At("fill value message", a.addr, codec.Formatf("got %d bytes, want %d", n, a.typ.Size))
	}
	if a.layout.Class == format.LayoutVirtual {
		a.virtual, err = a.openVirtual()
		return err
	}
	a.storage, err = layout.Open(layout.Dataset{
		Space:    a.st.space,
		Extent:   a.extent,
		Type:     a.typ,
		Layout:   a.layout,
		Fill:     a.fill,
		Filter:   a.pipeline,
		External: a.external,
		Names:    a.names,
		Open:     a.openExternal,
		Objects:  a.st.objects,
		Registry: a.st.access.Filters,
		Cache:    a.st.chunks,
		Limits:   a.st.access.Limits,
		BTreeK:   int(a.st.super.ChunkK),
		Changed:  a.setLayout,
	})
	return err
}

// setLayout stores a layout message that has changed: the elements have got,
// or lost, their place.
func (a *array) setLayout(m *format.Layout) error {
	e, err := a.st.editHeader(a.addr)
	if err != nil {
		return err
	}
	i := e.Index(format.TypeLayout)
	if i < 0 {
		return codec.At("object header", a.addr, codec.Formatf("a dataset without a data layout message"))
	}
	if err := e.Replace(i, m); err != nil {
		return err
	}
	a.layout = m
	_, err = a.st.commitHeader(e)
	return err
}

// flush writes the elements that the storage holds back.
func (a *array) flush(ctx context.Context) error {
	if a.storage == nil || a.deleted {
		return nil
	}
	return a.storage.Flush(ctx)
}

// openExternal opens a raw data file, if the policy lets data name one.
func (a *array) openExternal(ctx context.Context, name string, writable bool) (driver.File, error) {
	prefix := a.st.access.RawPrefix
	if own := a.prefix.Load(); own != nil && prefix == "" {
		prefix = *own
	}
	if prefix != "" && !filepath.IsAbs(name) {
		dir, _ := a.st.dirs(ctx)
		if rest, ok := strings.CutPrefix(prefix, "${ORIGIN}"); ok {
			prefix = filepath.Join(dir, rest)
		}
		name = filepath.Join(prefix, name)
	}
	return a.st.openRaw(ctx, name, writable)
}

// setPrefix notes the directory of raw data files, unless it is "".
func (a *array) setPrefix(prefix string) {
	if prefix != "" {
		a.prefix.Store(&prefix)
	}
}
