package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// ExternalFiles is the external data files message (IV.A.2.h), version 1:
// the raw files in which a contiguous dataset lies, one after the other.
type ExternalFiles struct {
	Allocated uint16        // slots that the message has room for, at least len(Files)
	Heap      codec.Address // local heap with the file names
	Files     []ExternalFile
}

// ExternalFile is one slot of ExternalFiles.
type ExternalFile struct {
	NameOffset uint64 // of the name in the local heap
	Offset     uint64 // first byte in the file
	Size       uint64 // bytes used; ^uint64(0) = unlimited
}

// Type returns TypeExternalFiles.
func (*ExternalFiles) Type() MessageType { return TypeExternalFiles }

// DecodeExternalFiles decodes an external data files message.
func DecodeExternalFiles(r *codec.Reader) (*ExternalFiles, error) {
	m := &ExternalFiles{}
	r.Version("version", 1)
	r.Skip("reserved", 3)
	m.Allocated = r.U16("allocated slots")
	used := r.U16("used slots")
	if used > m.Allocated {
		r.Failf("used slots", "%d of %d", used, m.Allocated)
	}
	m.Heap = r.Address("heap address")
	m.Files = make([]ExternalFile, r.Count("used slots", uint64(used), 3*int(r.Sizes().Lengths)))
	for i := range m.Files {
		f := &m.Files[i]
		f.NameOffset = r.Length("name offset")
		f.Offset = r.Length("offset in external data file")
		f.Size = r.Length("data size in external file")
	}
	return m, r.Err()
}

// Encode writes the message. Slots beyond the used ones are not written, as
// libhdf5 does not.
func (m *ExternalFiles) Encode(w *codec.Writer) {
	w.U8(1)
	w.Zero(3)
	w.U16(m.Allocated)
	w.Uint("used slots", uint64(len(m.Files)), 2)
	w.Address("heap address", m.Heap)
	for _, f := range m.Files {
		w.Length("name offset", f.NameOffset)
		w.Length("offset in external data file", f.Offset)
		w.Length("data size in external file", f.Size)
	}
}
