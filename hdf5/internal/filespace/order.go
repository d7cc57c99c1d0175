package filespace

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Order makes flushes fit for a file that others read at the same time: blocks
// of metadata are written one by one, each by one call, from the highest
// address to the lowest. What a block points to was made after it and lies
// higher, so a reader that finds an address finds what is there. Space that is
// given back is not used again: a reader may still look at it. It is called
// after a flush.
func (s *Space) Order() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocks = make(map[uint64]uint64)
	clear(s.free.lists[:])
}

// flushOrdered is flush for such a file. The caller holds mu.
func (s *Space) flushOrdered(ctx context.Context, write func(uint64, []byte) error, superblock func(codec.Address) ([]byte, error)) error {
	want := s.conf.Base + int64(s.end)
	size, err := s.file.Size()
	if err == nil && size < want {
		err = s.out.Truncate(ctx, want)
	}
	if err != nil {
		return err
	}
	addrs := slices.Sorted(maps.Keys(s.blocks))
	slices.Reverse(addrs)
	for _, addr := range addrs {
		b := make([]byte, s.blocks[addr])
		if !s.pages.covers(addr, b) {
			continue // its elements were written over it since
		}
		if err := write(addr, b); err != nil {
			return err
		}
	}
	clear(s.blocks)
	s.pages = overlay{}
	head, err := superblock(codec.Address(s.end))
	if err != nil {
		return err
	}
	if err := write(0, head); err != nil {
		return fmt.Errorf("superblock: %w", err)
	}
	return nil
}
