package chunk

import (
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// blocks keeps blocks of an index whose checksum has been verified, so that
// neighbouring lookups verify them once.
type blocks struct {
	mu   sync.Mutex
	held map[codec.Address][]byte
	size int
}

// maxBlocks bounds the bytes that are kept.
const maxBlocks = 4 << 20

// read returns the n bytes at addr, which end with their checksum. The caller
// must not change them.
func (k *blocks) read(space codec.Space, name string, addr codec.Address, n uint64) ([]byte, error) {
	k.mu.Lock()
	b, ok := k.held[addr]
	k.mu.Unlock()
	if ok && uint64(len(b)) == n {
		return b, nil
	}
	b, err := codec.ReadWhole(space, name, addr, n)
	if err != nil {
		return nil, err
	}
	k.keep(addr, b)
	return b, nil
}

func (k *blocks) keep(addr codec.Address, b []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil || k.size+len(b) > maxBlocks {
		k.held, k.size = make(map[codec.Address][]byte), 0
	}
	k.size += len(b) - len(k.held[addr])
	k.held[addr] = b
}

// maxMade bounds the blocks that are made: an index for more chunks than any
// file has is a mistake, or malice.
const maxMade = 256 << 20

// mayMake refuses a block of n records of some bytes that is too large.
func mayMake(n uint64, bytes int) error {
	if n > maxMade/uint64(bytes) {
		return codec.Unsupportedf("a block of the chunk index for %d records of %d bytes is too large: use larger chunks, or less maxshape", n, bytes)
	}
	return nil
}

// write stores a block, whose last four bytes become its checksum.
func (k *blocks) write(space codec.WritableSpace, addr codec.Address, b []byte) error {
	body := b[:len(b)-4]
	sum := codec.Lookup3(body, 0)
	b[len(b)-4], b[len(b)-3], b[len(b)-2], b[len(b)-1] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
	if err := space.WriteBlock(addr, b); err != nil {
		return err
	}
	k.keep(addr, b)
	return nil
}

// change returns a copy of a block for changing.
func change(b []byte) []byte { return append([]byte(nil), b...) }
