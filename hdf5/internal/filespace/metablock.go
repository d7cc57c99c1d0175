package filespace

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// allocMeta allocates metadata from the present block, or from a new one when
// that is used up (libhdf5's metadata aggregator).
func (s *Space) allocMeta(n uint64) (uint64, error) {
	if s.meta.Size < n {
		s.endMeta()
		start, err := s.extend(s.conf.MetaBlock, 1)
		if err != nil {
			return 0, err
		}
		s.meta = Section{start, s.conf.MetaBlock}
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
