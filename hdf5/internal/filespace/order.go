package filespace

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Order makes flushes fit for a file that others read at the same time: blocks
// of metadata are written one by one, each by one call, in an order in which a
// reader that finds an address finds what is there: what was allocated since
// the last flush, which nothing in the file points to; then what was there
// before; of that object headers last, so that a dataset has its new elements
// before it has its new extent. Space that is given back is not used again: a
// reader may still look at it. Order is called after a flush.
func (s *Space) Order() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocks = make(map[uint64]uint64)
	clear(s.free.lists[:])
}

// Published reports whether readers may be looking at the block at addr now,
// so that it must not be changed in steps or in what follows from others.
func (s *Space) Published(addr codec.Address) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.blocks != nil && !s.fresh.touches(uint64(addr), 1)
}

// waitingBlock is a block of metadata for an ordered flush.
type waitingBlock struct {
	addr uint64
	data []byte
	turn int
}

// waitingBlocks returns the blocks in the order in which they are written. The
// caller holds mu.
func (s *Space) waitingBlocks() []waitingBlock {
	var blocks []waitingBlock
	for addr, n := range s.blocks {
		b := waitingBlock{addr: addr, data: make([]byte, n), turn: 1}
		if !s.pages.covers(addr, b.data) {
			continue // its elements were written over it since
		}
		switch {
		case s.fresh.touches(addr, 1):
			b.turn = 0
		case bytes.HasPrefix(b.data, []byte("OHDR")), bytes.HasPrefix(b.data, []byte("OCHK")):
			b.turn = 2
		}
		blocks = append(blocks, b)
	}
	// What a block points to was mostly made after it and lies higher.
	slices.SortFunc(blocks, func(a, b waitingBlock) int { return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(b.addr, a.addr)) })
	return blocks
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
	// The end of the file comes first: who opens it after a writer's death
	// finds what the blocks written by then lead to.
	head, err := superblock(codec.Address(s.end))
	if err != nil {
		return err
	}
	if err := write(0, head); err != nil {
		return fmt.Errorf("superblock: %w", err)
	}
	for _, b := range s.waitingBlocks() {
		if err := write(b.addr, b.data); err != nil {
			return err
		}
	}
	clear(s.blocks)
	s.fresh = sectionList{}
	s.pages = overlay{}
	return nil
}
