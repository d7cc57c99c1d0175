package format

import (
	"bytes"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// maxFilters is the most filters of a pipeline.
const maxFilters = 32

// firstNamedFilter is the first filter id whose name version 2 stores.
const firstNamedFilter = 256

// FilterOptional is the flag of a filter that may be skipped for a chunk when
// it fails.
const FilterOptional uint16 = 0x0001

// Pipeline is the filter pipeline message (IV.A.2.l), versions 1 and 2: the
// filters in the order in which a chunk passes them when written.
type Pipeline struct {
	Version uint8
	Filters []Filter
}

// Filter is one filter of a Pipeline.
type Filter struct {
	ID     uint16
	Name   string // may be empty; version 2 stores none for ids below 256
	Flags  uint16
	Values []uint32 // "client data"
}

// Type returns TypePipeline.
func (*Pipeline) Type() MessageType { return TypePipeline }

// DecodePipeline decodes a filter pipeline message.
func DecodePipeline(r *codec.Reader) (*Pipeline, error) {
	m := &Pipeline{}
	m.Version = r.Version("version", 1, 2)
	n := int(r.U8("number of filters"))
	if m.Version == 1 {
		r.Skip("reserved", 6)
	}
	if n > maxFilters {
		r.Failf("number of filters", "got %d, want at most %d", n, maxFilters)
	}
	m.Filters = make([]Filter, r.Count("number of filters", uint64(n), 6))
	for i := range m.Filters {
		m.Filters[i].decode(r, m.Version)
	}
	return m, r.Err()
}

func (f *Filter) decode(r *codec.Reader, version uint8) {
	f.ID = r.U16("filter id")
	nameLen := 0
	if version == 1 || f.ID >= firstNamedFilter {
		nameLen = int(r.U16("name length"))
	}
	f.Flags = r.U16("filter flags")
	values := r.U16("number of client data values")
	if version == 1 && nameLen%8 != 0 {
		r.Failf("name length", "%d is not a multiple of eight", nameLen)
	}
	name := r.Bytes("name", nameLen)
	if i := bytes.IndexByte(name, 0); i >= 0 {
		name = name[:i]
	}
	f.Name = string(name)
	f.Values = make([]uint32, r.Count("number of client data values", uint64(values), 4))
	for i := range f.Values {
		f.Values[i] = r.U32("client data")
	}
	if version == 1 && values%2 != 0 {
		r.Skip("padding", 4)
	}
}

// Encode writes the message in its Version.
func (m *Pipeline) Encode(w *codec.Writer) {
	w.U8(m.Version)
	w.Uint("number of filters", uint64(len(m.Filters)), 1)
	if m.Version == 1 {
		w.Zero(6)
	}
	for i := range m.Filters {
		m.Filters[i].encode(w, m.Version)
	}
}

func (f *Filter) encode(w *codec.Writer, version uint8) {
	w.U16(f.ID)
	named := version == 1 || f.ID >= firstNamedFilter
	nameLen := 0
	if named && f.Name != "" {
		nameLen = len(f.Name) + 1
		if version == 1 {
			nameLen = (nameLen + 7) &^ 7
		}
	}
	if named {
		w.Uint("name length", uint64(nameLen), 2)
	}
	w.U16(f.Flags)
	w.Uint("number of client data values", uint64(len(f.Values)), 2)
	if nameLen > 0 {
		w.String(f.Name)
		w.Zero(nameLen - len(f.Name))
	}
	for _, v := range f.Values {
		w.U32(v)
	}
	if version == 1 && len(f.Values)%2 != 0 {
		w.Zero(4)
	}
}
