package heap

import (
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// blockCacheBytes bounds what a Fractal keeps: names come in the order of
// their hashes, which visits the blocks at random.
const blockCacheBytes = 8 << 20

// blockCache keeps the blocks of one heap that were read last, checked and
// without their filters. It is safe for concurrent use.
type blockCache struct {
	mu       sync.Mutex
	direct   map[codec.Address][]byte
	indirect map[codec.Address]*indirect
	order    []codec.Address // of direct blocks, oldest first
	bytes    int
}

func (c *blockCache) getDirect(addr codec.Address) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.direct[addr]
}

func (c *blockCache) putDirect(addr codec.Address, block []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.direct == nil {
		c.direct = make(map[codec.Address][]byte)
	}
	if _, ok := c.direct[addr]; !ok {
		c.order = append(c.order, addr)
	}
	c.bytes += len(block) - len(c.direct[addr])
	c.direct[addr] = block
	for c.bytes > blockCacheBytes && len(c.order) > 1 {
		c.bytes -= len(c.direct[c.order[0]])
		delete(c.direct, c.order[0])
		c.order = c.order[1:]
	}
}

// dropDirect forgets a direct block that is given back.
func (c *blockCache) dropDirect(addr codec.Address) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.direct[addr]; ok {
		c.bytes -= len(b)
		delete(c.direct, addr)
		c.order = slices.DeleteFunc(c.order, func(a codec.Address) bool { return a == addr })
	}
}

// getIndirect returns a block that is read-only.
func (c *blockCache) getIndirect(addr codec.Address) *indirect {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.indirect[addr]
}

func (c *blockCache) putIndirect(b *indirect) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.indirect == nil || len(c.indirect) >= blockCacheBytes>>12 {
		c.indirect = make(map[codec.Address]*indirect)
	}
	c.indirect[b.addr] = b
}

// dropIndirect forgets an indirect block that changes.
func (c *blockCache) dropIndirect(addr codec.Address) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.indirect, addr)
}
