// Package codectest has what the tests of metadata packages share: a file in
// memory, and the loops that damage a block.
package codectest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Space is a file in memory. It allocates at its end and checks that what is
// freed was allocated and is freed once.
type Space struct {
	Bytes []byte // from the base address on
	Width codec.Sizes
	freed map[codec.Address]uint64
}

var _ codec.WritableSpace = (*Space)(nil)

// New returns an empty file of default sizes. Address 0 is taken.
func New() *Space { return &Space{Bytes: make([]byte, 8), Width: codec.DefaultSizes()} }

// Sizes returns Width.
func (s *Space) Sizes() codec.Sizes { return s.Width }

// End returns the address behind the last byte.
func (s *Space) End() codec.Address { return codec.Address(len(s.Bytes)) }

// Rest returns the number of bytes from addr on.
func (s *Space) Rest(addr codec.Address) uint64 { return uint64(s.End() - min(addr, s.End())) }

// ReadBlock returns a copy of n bytes, so that a test sees who changes it.
func (s *Space) ReadBlock(addr codec.Address, n uint64) ([]byte, error) {
	if uint64(addr) > uint64(len(s.Bytes)) || n > uint64(len(s.Bytes))-uint64(addr) {
		return nil, codec.Formatf("%d bytes at %s are outside of the file of %d", n, addr, len(s.Bytes))
	}
	return slices.Clone(s.Bytes[addr : uint64(addr)+n]), nil
}

// WriteBlock copies b to addr, which must be allocated.
func (s *Space) WriteBlock(addr codec.Address, b []byte) error {
	if uint64(addr) > uint64(len(s.Bytes)) || len(b) > len(s.Bytes)-int(addr) {
		return fmt.Errorf("write of %d bytes at %s is outside of the file", len(b), addr)
	}
	for a, n := range s.freed {
		if a < addr+codec.Address(len(b)) && addr < a+codec.Address(n) {
			return fmt.Errorf("write of %d bytes at %s into freed space at %s", len(b), addr, a)
		}
	}
	copy(s.Bytes[addr:], b)
	return nil
}

// Alloc appends n bytes of garbage, aligned to eight.
func (s *Space) Alloc(n uint64, _ codec.Kind) (codec.Address, error) {
	if n == 0 {
		return codec.Undefined, errors.New("allocation of 0 bytes")
	}
	for len(s.Bytes)%8 != 0 {
		s.Bytes = append(s.Bytes, 0)
	}
	addr := s.End()
	s.Bytes = append(s.Bytes, slices.Repeat([]byte{0xa5}, int(n))...)
	return addr, nil
}

// Free notes that a range is free.
func (s *Space) Free(addr codec.Address, n uint64, _ codec.Kind) error {
	if uint64(addr)+n > uint64(len(s.Bytes)) {
		return fmt.Errorf("free of %d bytes at %s is outside of the file", n, addr)
	}
	for a, m := range s.freed {
		if a < addr+codec.Address(n) && addr < a+codec.Address(m) {
			return fmt.Errorf("free of %d bytes at %s: %d bytes at %s are free already", n, addr, m, a)
		}
	}
	if s.freed == nil {
		s.freed = make(map[codec.Address]uint64)
	}
	s.freed[addr] = n
	return nil
}

// Freed returns the number of bytes that were freed.
func (s *Space) Freed() uint64 {
	n := uint64(0)
	for _, m := range s.freed {
		n += m
	}
	return n
}

// Damage calls decode with every truncation of block and with every byte set
// to each of a few values. decode must return; an error must be of one of
// codec's classes. Truncations must be errors unless mayEnd accepts the length.
func Damage(t *testing.T, block []byte, mayEnd func(n int) bool, decode func([]byte) error) {
	t.Helper()
	check := func(what string, err error) {
		t.Helper()
		if err != nil && !errors.Is(err, codec.ErrFormat) && !errors.Is(err, codec.ErrChecksum) && !errors.Is(err, codec.ErrUnsupported) {
			t.Errorf("%s: error without a class: %v", what, err)
		}
	}
	for n := range block {
		err := decode(slices.Clone(block[:n]))
		check(fmt.Sprintf("%d of %d bytes", n, len(block)), err)
		if err == nil && (mayEnd == nil || !mayEnd(n)) {
			t.Errorf("%d of %d bytes: no error", n, len(block))
		}
	}
	for i := range block {
		for _, v := range []byte{0x00, 0x01, 0x7f, 0x80, 0xff, block[i] ^ 0x10} {
			b := slices.Clone(block)
			b[i] = v
			check(fmt.Sprintf("byte %d = %#02x", i, v), decode(b))
		}
	}
}
