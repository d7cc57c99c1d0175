package objheader

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// place finds room for unplaced messages. The chain of continuations is made
// simple first: block i continues in block i+1; a header of another writer
// may branch, which can leave too little room in a block.
func (e *Editor) place() error {
	for i := range e.blocks {
		if i < len(e.blocks)-1 && e.free(i) < 0 {
			e.evict(i)
		}
	}
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == unplaced {
			m.block = e.roomFor(e.used(m))
		}
	}
	missing := 0
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == unplaced {
			missing += e.used(m)
		}
	}
	if missing == 0 {
		return nil
	}
	return e.extend(missing)
}

// roomFor returns a block with n free bytes, or unplaced. The rest must be
// nothing or enough for a NIL message; version 2 allows a gap.
func (e *Editor) roomFor(n int) int {
	for i := range e.blocks {
		if e.free(i) >= n {
			return i
		}
	}
	return unplaced
}

// evict unplaces messages from the end of block i until what it must hold
// fits.
func (e *Editor) evict(i int) (bytes int) {
	for k := len(e.Messages) - 1; k >= 0 && e.free(i) < 0; k-- {
		if m := &e.Messages[k]; m.block == i {
			m.block = unplaced
			bytes += e.used(m)
		}
	}
	return bytes
}

// extend adds a block with room for missing bytes of unplaced messages and
// for those that must leave the last block to make room for a continuation.
func (e *Editor) extend(missing int) error {
	last := len(e.blocks) - 1
	if e.stretch(last, missing) {
		return nil
	}
	e.blocks = append(e.blocks, block{})
	missing += e.evict(last)
	if e.free(last) < 0 {
		return codec.At(structName, e.Addr, codec.Unsupportedf("block of %d bytes has no room for a continuation", e.blocks[last].size))
	}
	// With room for the next continuation nothing has to leave the block then.
	size := uint64(max(missing+e.continuationSize(), minBlock))
	if e.Version >= 2 {
		size += uint64(len(signatureV2Block)) + checksumSize
	}
	addr, err := e.s.Alloc(size, codec.KindObjectHeader)
	if err != nil {
		e.blocks = e.blocks[:last+1]
		return err
	}
	e.blocks[last+1] = block{addr, size}
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == unplaced {
			m.block = last + 1
		}
	}
	return nil
}

// condense gives back the continuation blocks whose messages have room in those
// before them.
func (e *Editor) condense() error {
	for i := len(e.blocks) - 1; i > 0; i-- {
		if !e.vacate(i) {
			continue
		}
		b := e.blocks[i]
		e.blocks = slices.Delete(e.blocks, i, i+1)
		for k := range e.Messages {
			if m := &e.Messages[k]; m.block > i {
				m.block--
			}
		}
		if err := e.s.Free(b.addr, b.size, codec.KindObjectHeader); err != nil {
			return err
		}
	}
	return nil
}

// vacate moves the messages of block i to blocks before it if they have room
// for all of them.
func (e *Editor) vacate(i int) bool {
	free := make([]int, i)
	for j := range free {
		free[j] = e.free(j)
	}
	if i == len(e.blocks)-1 {
		free[i-1] += e.continuationSize() // leads nowhere any more
	}
	to := make(map[int]int) // block by message
	for k := range e.Messages {
		m := &e.Messages[k]
		if m.block != i {
			continue
		}
		j := slices.IndexFunc(free, func(n int) bool { return n >= e.used(m) })
		if j < 0 {
			return false
		}
		free[j] -= e.used(m)
		to[k] = j
	}
	for k, j := range to {
		e.Messages[k].block = j
	}
	return true
}

// extender is a file that can make a block longer where it is.
type extender interface {
	Extend(addr codec.Address, n, more uint64) bool
}

// stretch makes the last block longer for missing bytes of unplaced messages,
// if nothing comes behind it in the file.
func (e *Editor) stretch(last, missing int) bool {
	s, ok := e.s.(extender)
	if !ok {
		return false
	}
	b := &e.blocks[last]
	more := uint64(missing - max(e.free(last), 0))
	if e.Version == 1 {
		more = (more + 7) &^ 7
	}
	if e.Version >= 2 && last == 0 && b.size < 1<<16 && b.size+more >= 1<<8 {
		return false // the width of its size may change
	}
	if !s.Extend(b.addr, b.size, more) {
		return false
	}
	b.size += more
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == unplaced {
			m.block = last
		}
	}
	return true
}
