package filespace

import (
	"container/list"
	"sync"
)

// Cache keeps pages of the metadata of any number of files, up to a number of
// bytes; those unused for longest go first. It is safe for concurrent use.
type Cache struct {
	mu     sync.Mutex
	limit  int // pages
	files  uint64
	recent list.List // of *cached, most recent first
	pages  map[cacheKey]*list.Element
}

type cacheKey struct{ file, number uint64 }

type cached struct {
	cacheKey
	data []byte // pageSize bytes, or fewer at the end of the file; never changed
}

// maxCached is the largest read in pages that goes through the cache.
const maxCached = 4

// NewCache returns a cache of at most limit bytes.
func NewCache(limit int) *Cache {
	return &Cache{limit: max(1, limit/pageSize), pages: make(map[cacheKey]*list.Element)}
}

// file returns a number for a file that no other has.
func (c *Cache) file() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files++
	return c.files
}

// page returns a page, or nil.
func (c *Cache) page(key cacheKey) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.pages[key]
	if e == nil {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cached).data
}

// keep adds a page.
func (c *Cache) keep(key cacheKey, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.pages[key]; e != nil {
		c.drop(e)
	}
	c.pages[key] = c.recent.PushFront(&cached{key, data})
	for c.recent.Len() > c.limit {
		c.drop(c.recent.Back())
	}
}

// forget drops the pages of a range: the file has changed there.
func (c *Cache) forget(file, addr, n uint64) {
	if n == 0 {
		return
	}
	first, last := addr/pageSize, (addr+n-1)/pageSize
	c.mu.Lock()
	defer c.mu.Unlock()
	if last-first > uint64(len(c.pages)) {
		for key, e := range c.pages {
			if key.file == file && key.number >= first && key.number <= last {
				c.drop(e)
			}
		}
		return
	}
	for number := first; number <= last; number++ {
		if e := c.pages[cacheKey{file, number}]; e != nil {
			c.drop(e)
		}
	}
}

// drop removes a page. The caller holds mu.
func (c *Cache) drop(e *list.Element) {
	delete(c.pages, e.Value.(*cached).cacheKey)
	c.recent.Remove(e)
}
