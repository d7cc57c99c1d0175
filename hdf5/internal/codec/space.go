package codec

import "errors"

// Kind is what a piece of file space is used for, as libhdf5 tells its
// allocators and drivers (H5F_mem_t).
type Kind uint8

// The kinds of file space.
const (
	KindSuperblock Kind = iota + 1
	KindBTree
	KindRaw
	KindGlobalHeap
	KindLocalHeap
	KindObjectHeader
)

// Space is a file as its structures see it while reading. Implementations are
// safe for concurrent use.
type Space interface {
	// Sizes returns the widths of the file's addresses and lengths.
	Sizes() Sizes
	// End returns the first address behind the file.
	End() Address
	// Rest returns how many bytes of the file, or of the member of it that has
	// them, begin at addr: 0 outside.
	Rest(addr Address) uint64
	// ReadBlock returns exactly n bytes at addr. An undefined address or a
	// range outside of the file is an error of class ErrFormat. The caller
	// does not change the result, which may alias a cache.
	ReadBlock(addr Address, n uint64) ([]byte, error)
}

// WritableSpace is a file as its structures see it while editing.
type WritableSpace interface {
	Space
	// WriteBlock sets the bytes at addr; following ReadBlocks return them.
	WriteBlock(addr Address, b []byte) error
	// Alloc returns the address of n > 0 unused bytes.
	Alloc(n uint64, kind Kind) (Address, error)
	// Free gives back what Alloc returned, or a part of it.
	Free(addr Address, n uint64, kind Kind) error
}

// ReadAll reads n bytes at addr of a space and returns a Reader over them
// for the structure name. Err of the Reader tells a failed read.
func ReadAll(s Space, name string, addr Address, n uint64) *Reader {
	r := NewReader(name, addr, nil, s.Sizes())
	block, err := s.ReadBlock(addr, n)
	if err != nil {
		r.Fail("", err)
		return r
	}
	r.block = block
	return r
}

// Rereader is a Space of a file that another program may be changing.
type Rereader interface {
	// Reread is ReadBlock past what is kept, after a while that grows with the
	// number of tries so far. It is false where the file does not change, or
	// after too many tries.
	Reread(addr Address, n uint64, tries int) ([]byte, bool)
}

// ReadSealed is ReadAll of a structure that ends with a checksum, which is
// verified and taken off. A wrong checksum is read again where the file may
// just be changing.
func ReadSealed(s Space, name string, addr Address, n uint64) *Reader {
	r, _ := readSealed(s, name, addr, n)
	return r
}

// ReadWhole returns such a structure with its checksum.
func ReadWhole(s Space, name string, addr Address, n uint64) ([]byte, error) {
	r, block := readSealed(s, name, addr, n)
	return block, r.err
}

func readSealed(s Space, name string, addr Address, n uint64) (*Reader, []byte) {
	r := ReadAll(s, name, addr, n)
	block := r.block
	r.Sealed(len(block))
	again, ok := s.(Rereader)
	for tries := 0; ok && errors.Is(r.err, ErrChecksum); tries++ {
		var b []byte
		if b, ok = again.Reread(addr, n, tries); ok {
			block = b
			r = NewReader(name, addr, block, s.Sizes())
			r.Sealed(len(block))
		}
	}
	return r, block
}
