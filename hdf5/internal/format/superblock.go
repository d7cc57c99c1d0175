package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// Signature starts every superblock. It stands at offset 0, 512, 1024, 2048
// and so on of the file.
const Signature = "\x89HDF\r\n\x1a\n"

// MaxSuperblockSize is enough bytes for every superblock whose addresses have
// at most 32 bytes.
const MaxSuperblockSize = 256

// The file consistency flags. They mean something in superblock version 3;
// old libraries set the first two in version 0.
const (
	StatusWriteOpen uint8 = 0x01 // open for writing
	StatusOK        uint8 = 0x02 // the file is consistent
	StatusSWMR      uint8 = 0x04 // open for single-writer, multiple-reader writing

	statusAll = StatusWriteOpen | StatusOK | StatusSWMR
)

// Defaults for the B-tree parameters.
const (
	DefaultGroupLeafK     = 4
	DefaultGroupInternalK = 16
	DefaultChunkK         = 32
)

// Superblock is the superblock (II.A), versions 0 to 3. Addresses but Base
// are relative to Base.
type Superblock struct {
	Version uint8
	Sizes   codec.Sizes
	Status  uint8

	// Versions 0 and 1. Later versions have them in the superblock extension
	// if they differ from the defaults, which decoding sets.
	GroupLeafK, GroupInternalK uint16
	ChunkK                     uint16 // version 0 does not store it
	DriverInfo                 codec.Address
	Root                       SymbolEntry // version 0 and 1: the whole; later only Header

	Base      uint64        // of the file's addresses
	Extension codec.Address // object header; versions 0 and 1: file free space, always undefined
	EOF       codec.Address // first address behind the file
}

// DecodeSuperblock decodes the superblock at the start of the Reader's block,
// which may be longer. The Reader's Sizes do not matter.
func DecodeSuperblock(r *codec.Reader) (*Superblock, error) {
	sb := &Superblock{
		GroupLeafK: DefaultGroupLeafK, GroupInternalK: DefaultGroupInternalK, ChunkK: DefaultChunkK,
		DriverInfo: codec.Undefined,
	}
	r.Signature(Signature)
	sb.Version = r.Version("version", 0, 1, 2, 3)
	if sb.Version <= 1 {
		sb.decode0(r)
	} else {
		sb.decode2(r)
	}
	return sb, r.Err()
}

func (sb *Superblock) decodeSizes(r *codec.Reader) {
	sb.Sizes.Offsets = r.U8("size of offsets")
	sb.Sizes.Lengths = r.U8("size of lengths")
	switch {
	case r.Err() != nil:
	case !codec.ValidWidth(sb.Sizes.Offsets):
		r.Failf("size of offsets", "got %d, want 2, 4, 8, 16 or 32", sb.Sizes.Offsets)
	case !codec.ValidWidth(sb.Sizes.Lengths):
		r.Failf("size of lengths", "got %d, want 2, 4, 8, 16 or 32", sb.Sizes.Lengths)
	}
	r.SetSizes(sb.Sizes)
}

func (sb *Superblock) decode0(r *codec.Reader) {
	r.Version("free space version", 0)
	r.Version("root group symbol table version", 0)
	r.Skip("reserved", 1)
	r.Version("shared header message version", 0)
	sb.decodeSizes(r)
	r.Skip("reserved", 1)
	sb.GroupLeafK = r.U16("group leaf node K")
	sb.GroupInternalK = r.U16("group internal node K")
	if r.Err() == nil && (sb.GroupLeafK == 0 || sb.GroupInternalK == 0) {
		r.Failf("group node K", "got %d and %d, want above 0", sb.GroupLeafK, sb.GroupInternalK)
	}
	status := r.U32("file consistency flags")
	if status&^uint32(statusAll) != 0 {
		r.Failf("file consistency flags", "got %#x", status)
	}
	sb.Status = uint8(status)
	if sb.Version == 1 {
		sb.ChunkK = r.U16("indexed storage internal node K")
		r.Skip("reserved", 2)
		if r.Err() == nil && sb.ChunkK == 0 {
			r.Failf("indexed storage internal node K", "got 0")
		}
	}
	sb.Base = uint64(r.Address("base address"))
	sb.Extension = r.Address("address of file free space info")
	sb.EOF = r.Address("end of file address")
	sb.DriverInfo = r.Address("driver information block address")
	sb.Root = DecodeSymbolEntry(r)
}

func (sb *Superblock) decode2(r *codec.Reader) {
	sb.decodeSizes(r)
	r.Sealed(r.Offset() + 1 + 4*int(sb.Sizes.Offsets) + 4)
	sb.Status = r.Flags("file consistency flags", statusAll)
	sb.Base = uint64(r.Address("base address"))
	sb.Extension = r.Address("superblock extension address")
	sb.EOF = r.Address("end of file address")
	sb.Root = SymbolEntry{Header: r.Address("root group object header address"), BTree: codec.Undefined, Heap: codec.Undefined}
}

// Encode writes the superblock into a Writer that has its Sizes.
func (sb *Superblock) Encode(w *codec.Writer) {
	w.String(Signature)
	w.U8(sb.Version)
	if sb.Version >= 2 {
		w.U8(sb.Sizes.Offsets)
		w.U8(sb.Sizes.Lengths)
		w.U8(sb.Status)
		w.Address("base address", codec.Address(sb.Base))
		w.Address("superblock extension address", sb.Extension)
		w.Address("end of file address", sb.EOF)
		w.Address("root group object header address", sb.Root.Header)
		w.Checksum()
		return
	}
	w.Zero(4) // versions of free space, root group, reserved, shared messages
	w.U8(sb.Sizes.Offsets)
	w.U8(sb.Sizes.Lengths)
	w.Zero(1)
	w.U16(sb.GroupLeafK)
	w.U16(sb.GroupInternalK)
	w.U32(uint32(sb.Status))
	if sb.Version == 1 {
		w.U16(sb.ChunkK)
		w.Zero(2)
	}
	w.Address("base address", codec.Address(sb.Base))
	w.Address("address of file free space info", sb.Extension)
	w.Address("end of file address", sb.EOF)
	w.Address("driver information block address", sb.DriverInfo)
	sb.Root.Encode(w)
}

// DriverInfoBlock is the driver information block (II.B) of superblock
// versions 0 and 1.
type DriverInfoBlock struct {
	Driver string // eight characters, such as "NCSAfami"
	Info   []byte
}

// DriverInfoPrefixSize is the size of the part that tells the whole size.
const DriverInfoPrefixSize = 16

// DecodeDriverInfoPrefix returns the number of bytes that follow the prefix.
func DecodeDriverInfoPrefix(r *codec.Reader) (uint32, error) {
	r.Version("version", 0)
	r.Skip("reserved", 3)
	n := r.U32("driver information size")
	r.Skip("driver identification", 8)
	return n, r.Err()
}

// DecodeDriverInfoBlock decodes a driver information block.
func DecodeDriverInfoBlock(r *codec.Reader) (*DriverInfoBlock, error) {
	b := &DriverInfoBlock{}
	r.Version("version", 0)
	r.Skip("reserved", 3)
	n := r.U32("driver information size")
	b.Driver = string(r.Bytes("driver identification", 8))
	b.Info = r.Bytes("driver information", r.Count("driver information size", uint64(n), 1))
	return b, r.Err()
}
