package filespace

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// In a large file metadata that lies between raw data keeps the file long when
// the raw data goes. So there it is allocated from blocks, of which each may
// leave a part unused; in a small file that part would matter.
const (
	largeFile   = 64 << 10 // bytes
	inLargeFile = 2 << 10  // bytes of a block, as libhdf5 has by default
)

// metaBlock returns the size of the blocks that smaller metadata is allocated
// from now, 0 for none.
func (s *Space) metaBlock() uint64 {
	if s.conf.MetaBlock == 0 && s.end >= largeFile {
		return inLargeFile
	}
	return s.conf.MetaBlock
}

// allocMeta allocates metadata from the present block, or from a new one when
// that is used up (libhdf5's metadata aggregator).
func (s *Space) allocMeta(n, block uint64) (uint64, error) {
	if s.meta.Size < n {
		s.endMeta()
		start, err := s.extend(block, 1)
		if err != nil {
			return 0, err
		}
		s.meta = Section{start, block}
	}
	addr := s.meta.Addr
	s.meta = Section{addr + n, s.meta.Size - n}
	return addr, nil
}

// endMeta gives back the rest of the block that metadata is allocated from.
func (s *Space) endMeta() {
	if s.meta.Size > 0 {
		s.free.add(s.meta.Addr, s.meta.Size, codec.KindObjectHeader)
	}
	s.meta = Section{}
}
