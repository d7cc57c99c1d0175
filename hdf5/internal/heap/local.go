package heap

import (
	"bytes"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

const (
	localName      = "local heap"
	localSignature = "HEAP"
	localNoFree    = 1 // offset of the free list's end
)

// Local is a local heap (III.D): the names of an old-style group or of
// external files, as NUL-terminated strings in one data segment.
type Local struct {
	addr, dataAddr codec.Address
	data           []byte
	freeHead       uint64
	sizes          codec.Sizes

	// Only while editing.
	free    []span // sorted by offset
	old     []piece
	changed span // bytes of data to write, from off to off+size
	dirty   bool
}

// span is an unused part of a data segment.
type span struct{ off, size uint64 }

// piece is file space that a grown heap left.
type piece struct {
	addr codec.Address
	size uint64
}

func localPrefixSize(s codec.Sizes) uint64 {
	return uint64(8 + 2*int(s.Lengths) + int(s.Offsets))
}

// ReadLocal reads the local heap at addr. Its free list does not matter for
// reading and is not looked at.
func ReadLocal(s codec.Space, addr codec.Address) (*Local, error) {
	r := codec.ReadAll(s, localName, addr, localPrefixSize(s.Sizes()))
	h := &Local{addr: addr, sizes: s.Sizes()}
	r.Signature(localSignature)
	r.Version("version", 0)
	r.Skip("reserved", 3)
	size := r.Length("data segment size")
	h.freeHead = r.Length("offset to head of free-list")
	h.dataAddr = r.Address("address of data segment")
	if r.Err() != nil || size == 0 {
		return h, r.Err()
	}
	data, err := s.ReadBlock(h.dataAddr, size)
	if err != nil {
		return nil, codec.At(localName+" data segment", h.dataAddr, err)
	}
	h.data = data
	return h, nil
}

// Name returns the NUL-terminated string at off of the data segment.
func (h *Local) Name(off uint64) (string, error) {
	if off >= uint64(len(h.data)) {
		return "", codec.At(localName, h.addr, codec.Formatf("offset %d is beyond the %d bytes of data", off, len(h.data)))
	}
	b := h.data[off:]
	n := bytes.IndexByte(b, 0)
	if n < 0 {
		return "", codec.At(localName, h.addr, codec.Formatf("string at offset %d has no terminating NUL", off))
	}
	return string(b[:n]), nil
}

// Addr returns the address of the heap.
func (h *Local) Addr() codec.Address { return h.addr }

// NewLocal allocates a heap with at least size bytes of data. The empty string
// is at offset 0.
func NewLocal(s codec.WritableSpace, size uint64) (*Local, error) {
	h := &Local{sizes: s.Sizes(), freeHead: localNoFree}
	size = max(align8(size), align8(1)+h.minFree())
	addr, err := s.Alloc(localPrefixSize(s.Sizes())+size, codec.KindLocalHeap)
	if err != nil {
		return nil, err
	}
	h.addr, h.dataAddr = addr, addr+codec.Address(localPrefixSize(s.Sizes()))
	h.data = make([]byte, size)
	h.free = []span{{8, size - 8}}
	h.change(0, size)
	return h, h.Write(s)
}

func align8(n uint64) uint64 { return (n + 7) &^ 7 }

// minFree is the size of a free block's own fields: smaller ones are lost.
func (h *Local) minFree() uint64 { return align8(2 * uint64(h.sizes.Lengths)) }

// EditLocal reads the local heap at addr for changing.
func EditLocal(s codec.WritableSpace, addr codec.Address) (*Local, error) {
	h, err := ReadLocal(s, addr)
	if err != nil {
		return nil, err
	}
	h.data = slices.Clone(h.data)
	return h, h.readFree()
}

func (h *Local) readFree() error {
	width := int(h.sizes.Lengths)
	for off := h.freeHead; off != localNoFree; {
		r := codec.NewReader("local heap free list", h.dataAddr, h.data, h.sizes)
		if off > uint64(len(h.data)) || len(h.free) > len(h.data)/(2*width) {
			return codec.At("local heap free list", h.dataAddr, codec.Formatf("offset %d of %d bytes of data", off, len(h.data)))
		}
		r.Skip("", int(off))
		next := r.Length("offset of next free block")
		size := r.Length("size of free block")
		if r.Err() == nil && (size > uint64(len(h.data))-off || size < uint64(2*width)) {
			r.Failf("size of free block", "%d at offset %d of %d", size, off, len(h.data))
		}
		if err := r.Err(); err != nil {
			return err
		}
		h.free = append(h.free, span{off, size})
		off = next
	}
	slices.SortFunc(h.free, func(a, b span) int {
		switch {
		case a.off < b.off:
			return -1
		case a.off > b.off:
			return 1
		}
		return 0
	})
	for i := 1; i < len(h.free); i++ {
		if h.free[i-1].off+h.free[i-1].size > h.free[i].off {
			return codec.At("local heap free list", h.dataAddr, codec.Formatf("blocks at %d and %d overlap", h.free[i-1].off, h.free[i].off))
		}
	}
	return nil
}

// Insert stores a string and returns its offset. The heap is written by Write.
func (h *Local) Insert(s codec.WritableSpace, name string) (uint64, error) {
	need := align8(uint64(len(name)) + 1)
	i := slices.IndexFunc(h.free, func(f span) bool {
		return f.size == need || f.size >= need+h.minFree()
	})
	if i < 0 {
		var err error
		if i, err = h.grow(s, need); err != nil {
			return 0, err
		}
	}
	off := h.free[i].off
	if h.free[i].size < need+h.minFree() {
		h.free = slices.Delete(h.free, i, i+1)
	} else {
		h.free[i].off += need
		h.free[i].size -= need
	}
	clear(h.data[off : off+need])
	copy(h.data[off:], name)
	h.change(off, need)
	return off, nil
}

// change notes that n bytes at off of the data are to be written.
func (h *Local) change(off, n uint64) {
	if h.changed.size == 0 {
		h.changed = span{off, n}
	} else {
		end := max(h.changed.off+h.changed.size, off+n)
		h.changed.off = min(h.changed.off, off)
		h.changed.size = end - h.changed.off
	}
	h.dirty = true
}

// grow doubles the data segment, as libhdf5 does, or more if need asks for it,
// and returns the free block at its end.
func (h *Local) grow(s codec.WritableSpace, need uint64) (int, error) {
	size := uint64(len(h.data))
	bigger := max(2*size, align8(size+max(need, h.minFree())))
	addr, err := s.Alloc(bigger, codec.KindLocalHeap)
	if err != nil {
		return 0, err
	}
	if size > 0 {
		h.old = append(h.old, piece{h.dataAddr, size})
	}
	h.dataAddr = addr
	h.data = append(h.data, make([]byte, bigger-size)...)
	h.change(0, bigger)
	if n := len(h.free); n > 0 && h.free[n-1].off+h.free[n-1].size == size {
		h.free[n-1].size += bigger - size
	} else {
		h.free = append(h.free, span{size, bigger - size})
	}
	return len(h.free) - 1, nil
}

// Remove frees the string at off.
func (h *Local) Remove(off uint64) error {
	name, err := h.Name(off)
	if err != nil {
		return err
	}
	f := span{off, min(align8(uint64(len(name))+1), uint64(len(h.data))-off)}
	i, _ := slices.BinarySearchFunc(h.free, f.off, func(s span, off uint64) int {
		if s.off < off {
			return -1
		}
		return 1
	})
	if i < len(h.free) && f.off+f.size == h.free[i].off {
		f.size += h.free[i].size
		h.free = slices.Delete(h.free, i, i+1)
	}
	clear(h.data[off : f.off+f.size])
	h.change(off, f.off+f.size-off)
	if i > 0 && h.free[i-1].off+h.free[i-1].size == f.off {
		h.free[i-1].size += f.size
		return nil
	}
	if f.size >= h.minFree() {
		h.free = slices.Insert(h.free, i, f)
	}
	return nil
}

// Write writes the heap if it changed: first the data, then what points to it.
func (h *Local) Write(s codec.WritableSpace) error {
	if !h.dirty {
		return nil
	}
	h.freeHead = localNoFree
	if len(h.free) > 0 {
		h.freeHead = h.free[0].off
	}
	for i, f := range h.free {
		next := uint64(localNoFree)
		if i+1 < len(h.free) {
			next = h.free[i+1].off
		}
		w := codec.NewWriter("local heap free list", h.sizes)
		w.Length("offset of next free block", next)
		w.Length("size of free block", f.size)
		b, err := w.Block()
		if err != nil {
			return err
		}
		if at := h.data[f.off:]; !bytes.HasPrefix(at, b) {
			copy(at, b)
			h.change(f.off, uint64(len(b)))
		}
	}
	c := h.changed
	if err := s.WriteBlock(h.dataAddr+codec.Address(c.off), h.data[c.off:c.off+c.size]); err != nil {
		return err
	}
	if err := h.writePrefix(s); err != nil {
		return err
	}
	for _, p := range h.old {
		if err := s.Free(p.addr, p.size, codec.KindLocalHeap); err != nil {
			return err
		}
	}
	h.old, h.changed, h.dirty = nil, span{}, false
	return nil
}

func (h *Local) writePrefix(s codec.WritableSpace) error {
	w := codec.NewWriter(localName, h.sizes)
	w.String(localSignature)
	w.Zero(4)
	w.Length("data segment size", uint64(len(h.data)))
	w.Length("offset to head of free-list", h.freeHead)
	w.Address("address of data segment", h.dataAddr)
	b, err := w.Block()
	if err != nil {
		return err
	}
	return s.WriteBlock(h.addr, b)
}

// Free gives back the heap's space.
func (h *Local) Free(s codec.WritableSpace) error {
	if err := s.Free(h.dataAddr, uint64(len(h.data)), codec.KindLocalHeap); err != nil {
		return err
	}
	return s.Free(h.addr, localPrefixSize(h.sizes), codec.KindLocalHeap)
}
