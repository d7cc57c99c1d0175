package datatype

import "fmt"

// The bytes of a region reference behind the address of its heap collection.
const regionIndexSize = 4

// reference converts references between files, or a file and memory, whose
// addresses have different widths: they are little-endian. References of HDF5
// 1.12 have one size in a file and no form in memory.
func (p *Path) reference() error {
	index := 0
	switch p.src.Ref {
	case RefObject:
	case RefRegion:
		index = regionIndexSize
	default:
		if p.src.Size == p.dst.Size {
			return nil
		}
		return p.none()
	}
	src, dst := p.src.Size-index, p.dst.Size-index
	if src == dst {
		return nil
	}
	if src < 1 || dst < 1 {
		return p.none()
	}
	p.convert = func(to, from []byte, n int) error {
		for ; n > 0; n-- {
			clear(to[:dst])
			for _, b := range from[min(copy(to[:dst], from[:src]), src):src] {
				if b != 0 {
					return fmt.Errorf("%w: address of %d bytes in %d", ErrInvalid, src, dst)
				}
			}
			copy(to[dst:], from[src:src+index])
			to, from = to[dst+index:], from[src+index:]
		}
		return nil
	}
	return nil
}
