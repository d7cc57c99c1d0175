package filespace

import (
	"time"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

var _ codec.Rereader = (*Space)(nil)

// The patience with a writer that is just changing what is read: libhdf5's
// number of attempts at metadata in such a file, and the longest pause.
const (
	rereads  = 100
	maxPause = time.Millisecond
)

// Reread reads a block once more from a file that another program writes.
func (s *Space) Reread(addr codec.Address, n uint64, tries int) ([]byte, bool) {
	if !s.conf.Shared || tries >= rereads {
		return nil, false
	}
	time.Sleep(min(maxPause, time.Microsecond<<min(tries, 20)))
	s.forget(uint64(addr), n)
	block, err := s.ReadBlock(addr, n)
	return block, err == nil
}
