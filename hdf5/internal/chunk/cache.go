package chunk

import (
	"container/list"
	"sync"
)

// Cache holds decoded chunks of any number of datasets up to a number of
// bytes; those unused for longest go first. Calls may run in parallel, and a
// chunk that several of them want is decoded once.
type Cache struct {
	mu      sync.Mutex
	limit   int64
	size    int64
	recent  list.List // of *entry, most recent first
	owners  uint64
	entries map[cacheKey]*entry
}

type cacheKey struct {
	owner uint64
	place string // scaled coordinates
}

// entry is a chunk that is there, or whose loading is under way.
type entry struct {
	key   cacheKey
	ready chan struct{} // closed when data or err is set
	data  []byte
	err   error
	place *list.Element // nil while loading
}

// NewCache returns a cache of at most limit bytes.
func NewCache(limit int64) *Cache {
	return &Cache{limit: limit}
}

// Owner returns a view for one dataset. A nil cache has views that hold
// nothing.
func (c *Cache) Owner() *Owner {
	if c == nil {
		return &Owner{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.owners++
	return &Owner{cache: c, id: c.owners}
}

// Owner is the part of a Cache that belongs to one dataset.
type Owner struct {
	cache *Cache
	id    uint64
}

// Fits reports whether a chunk of n bytes is worth keeping: it must leave room
// for others.
func (o *Owner) Fits(n uint64) bool {
	return o.cache != nil && n <= uint64(o.cache.limit)/2
}

// Get returns the chunk at a place if it is there. The bytes must not be
// changed.
func (o *Owner) Get(place string) ([]byte, bool) {
	c := o.cache
	if c == nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.entries[cacheKey{o.id, place}]
	if e == nil || e.place == nil {
		return nil, false
	}
	c.recent.MoveToFront(e.place)
	return e.data, true
}

// Load returns the chunk at a place, and calls load to make it where it is
// not there; a second caller waits for the first one's result. An error is not
// kept. The bytes must not be changed.
func (o *Owner) Load(place string, load func() ([]byte, error)) ([]byte, error) {
	c := o.cache
	if c == nil {
		return load()
	}
	key := cacheKey{o.id, place}
	c.mu.Lock()
	if e := c.entries[key]; e != nil {
		if e.place != nil {
			c.recent.MoveToFront(e.place)
		}
		c.mu.Unlock()
		<-e.ready
		return e.data, e.err
	}
	e := &entry{key: key, ready: make(chan struct{})}
	c.enter(e)
	c.mu.Unlock()

	e.data, e.err = load()
	c.mu.Lock()
	if c.entries[key] == e {
		if e.err != nil {
			delete(c.entries, key)
		} else {
			c.keep(e)
		}
	}
	c.mu.Unlock()
	close(e.ready)
	return e.data, e.err
}

// enter makes an entry to be found. The caller holds mu.
func (c *Cache) enter(e *entry) {
	if c.entries == nil {
		c.entries = make(map[cacheKey]*entry)
	}
	c.entries[e.key] = e
}

// Put replaces the chunk at a place; the cache owns data from then on.
func (o *Owner) Put(place string, data []byte) {
	c := o.cache
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(c.entries[cacheKey{o.id, place}])
	e := &entry{key: cacheKey{o.id, place}, ready: make(chan struct{}), data: data}
	close(e.ready)
	c.enter(e)
	c.keep(e)
}

// Drop forgets the chunk at a place.
func (o *Owner) Drop(place string) {
	c := o.cache
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(c.entries[cacheKey{o.id, place}])
}

// Clear forgets all chunks of the dataset.
func (o *Owner) Clear() {
	c := o.cache
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, e := range c.entries {
		if key.owner == o.id {
			c.drop(e)
		}
	}
}

// keep counts an entry that has its data and makes room for it.
func (c *Cache) keep(e *entry) {
	e.place = c.recent.PushFront(e)
	c.size += int64(len(e.data))
	for c.size > c.limit {
		c.drop(c.recent.Back().Value.(*entry))
	}
}

func (c *Cache) drop(e *entry) {
	if e == nil {
		return
	}
	if e.place != nil {
		c.recent.Remove(e.place)
		c.size -= int64(len(e.data))
	}
	delete(c.entries, e.key)
}
