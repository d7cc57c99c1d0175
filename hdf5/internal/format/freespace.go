package format

import (
	"cmp"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// FreeSpace is the header of a free-space manager (III.H), version 0: which
// sections of the file it has to give away, and where the list of them is.
type FreeSpace struct {
	Client      uint8 // who manages: FreeSpaceOfFile or the fractal heap
	Total       uint64
	Sections    uint64 // in the list and, for a heap, some that are not
	Serialized  uint64 // in the list
	Ghosts      uint64 // not in the list
	AddressBits uint16 // of the space that the sections are in
	MaxSection  uint64 // bytes of the largest section
	List        codec.Address
	ListSize    uint64 // bytes of the list
	ListRoom    uint64 // bytes that were allocated for it
}

// FreeSpaceOfFile is the client id of the managers of the file's space.
const FreeSpaceOfFile = 1

// The classes of sections of the file's space.
const (
	SectionSimple uint8 = 0
	SectionSmall  uint8 = 1 // part of a page
	SectionLarge  uint8 = 2 // pages, or what large blocks left of their last
)

const (
	signatureFreeSpace = "FSHD"
	signatureFreeList  = "FSSE"

	sectionClasses = 3
	shrinkPercent  = 80 // of libhdf5; readers have no use for these
	expandPercent  = 120
)

// FreeSpaceSize returns the bytes of a free-space manager's header.
func FreeSpaceSize(s codec.Sizes) uint64 {
	return 4 + 1 + 1 + 7*uint64(s.Lengths) + 4*2 + uint64(s.Offsets) + 4
}

// DecodeFreeSpace decodes the header of a manager of the file's space, from a
// block whose checksum was verified.
func DecodeFreeSpace(r *codec.Reader) (*FreeSpace, error) {
	m := &FreeSpace{}
	r.Signature(signatureFreeSpace)
	r.Version("version", 0)
	m.Client = r.U8("client id")
	if m.Client != FreeSpaceOfFile {
		r.Failf("client id", "got %d, want %d", m.Client, FreeSpaceOfFile)
	}
	m.Total = r.Length("total space")
	m.Sections = r.Length("sections")
	m.Serialized = r.Length("serialized sections")
	m.Ghosts = r.Length("ghost sections")
	if n := r.U16("section classes"); n > sectionClasses {
		r.Failf("section classes", "got %d, want at most %d", n, sectionClasses)
	}
	r.U16("shrink percent")
	r.U16("expand percent")
	m.AddressBits = r.U16("size of address space")
	if m.AddressBits > 64 {
		r.Failf("size of address space", "got %d bits", m.AddressBits)
	}
	m.MaxSection = r.Length("size of largest section")
	m.List = r.Address("address of sections")
	m.ListSize = r.Length("size of sections used")
	m.ListRoom = r.Length("size of sections allocated")
	return m, r.Err()
}

// Encode writes the header.
func (m *FreeSpace) Encode(w *codec.Writer) {
	w.String(signatureFreeSpace)
	w.U8(0)
	w.U8(m.Client)
	w.Length("total space", m.Total)
	w.Length("sections", m.Sections)
	w.Length("serialized sections", m.Serialized)
	w.Length("ghost sections", m.Ghosts)
	w.U16(sectionClasses)
	w.U16(shrinkPercent)
	w.U16(expandPercent)
	w.U16(m.AddressBits)
	w.Length("size of largest section", m.MaxSection)
	w.Address("address of sections", m.List)
	w.Length("size of sections used", m.ListSize)
	w.Length("size of sections allocated", m.ListRoom)
	w.Checksum()
}

// widths returns the bytes of a number of sections, a size and an address in
// the list.
func (m *FreeSpace) widths() (count, size, addr int) {
	return codec.LimitEncoded(m.Serialized), codec.LimitEncoded(m.MaxSection), (int(m.AddressBits) + 7) / 8
}

// FreeSection is a piece of unused file space.
type FreeSection struct {
	Addr  codec.Address
	Size  uint64
	Class uint8
}

// DecodeFreeSections decodes the list of sections that belongs to m, which
// stands at header, from a block whose checksum was verified.
func (m *FreeSpace) DecodeFreeSections(r *codec.Reader, header codec.Address) ([]FreeSection, error) {
	count, size, addr := m.widths()
	r.Signature(signatureFreeList)
	r.Version("version", 0)
	if at := r.Address("free space manager header address"); r.Err() == nil && at != header {
		r.Failf("free space manager header address", "got %v, want %v", at, header)
	}
	var list []FreeSection
	for uint64(len(list)) < m.Serialized && r.Err() == nil {
		n := r.Count("number of sections", r.Uint("number of sections", count), addr+1)
		bytes := r.Uint("size of sections", size)
		if r.Err() == nil && (n == 0 || uint64(n) > m.Serialized-uint64(len(list)) || bytes == 0 || bytes > m.MaxSection) {
			r.Failf("size of sections", "%d sections of %d bytes", n, bytes)
		}
		for range n {
			if r.Err() != nil {
				break
			}
			s := FreeSection{Addr: codec.Address(r.Uint("section address", addr)), Size: bytes}
			if s.Class = r.U8("section type"); s.Class >= sectionClasses {
				r.Failf("section type", "got %d, want at most %d", s.Class, sectionClasses-1)
			}
			list = append(list, s)
		}
	}
	return list, r.Err()
}

// SetSections sorts a list of sections as libhdf5 stores it, by size and then
// by address, and sets all that m says of it but its address.
func (m *FreeSpace) SetSections(list []FreeSection, s codec.Sizes) {
	slices.SortFunc(list, func(a, b FreeSection) int {
		return cmp.Or(cmp.Compare(a.Size, b.Size), cmp.Compare(a.Addr, b.Addr))
	})
	m.Total, m.Sections, m.Serialized = 0, uint64(len(list)), uint64(len(list))
	count, size, addr := m.widths()
	m.ListSize = 4 + 1 + uint64(s.Offsets) + 4
	for i, l := range list {
		m.Total += l.Size
		if i == 0 || l.Size != list[i-1].Size {
			m.ListSize += uint64(count + size)
		}
		m.ListSize += uint64(addr + 1)
	}
	m.ListRoom = m.ListSize
}

// EncodeFreeSections writes a list that SetSections was given. header is the
// address of m.
func (m *FreeSpace) EncodeFreeSections(w *codec.Writer, header codec.Address, list []FreeSection) {
	count, size, addr := m.widths()
	w.String(signatureFreeList)
	w.U8(0)
	w.Address("free space manager header address", header)
	for i, l := range list {
		if i == 0 || l.Size != list[i-1].Size {
			n := 1
			for i+n < len(list) && list[i+n].Size == l.Size {
				n++
			}
			w.Uint("number of sections", uint64(n), count)
			w.Uint("size of sections", l.Size, size)
		}
		w.Uint("section address", uint64(l.Addr), addr)
		w.U8(l.Class)
	}
	w.Checksum()
}
