package heap

import (
	"cmp"
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// GlobalWriter changes the global heap of a file; there is one for each open
// file. Changed collections stay in memory until Flush: until then Get is the
// way to read them. It is safe for concurrent use.
type GlobalWriter struct {
	s    codec.WritableSpace
	mu   sync.Mutex
	open map[codec.Address]*collection
	// roomy are collections where objects may go if they fit, the last one
	// made first; they stay in memory.
	roomy []*collection
	// newest is the collection that was made last, or nil.
	newest *collection
}

// extender is a file that can make a block longer where it is.
type extender interface {
	Extend(addr codec.Address, n, more uint64) bool
}

// Large objects make the newest collection longer, if nothing comes behind it
// in the file, and later collections are made for a whole number of them: each
// would leave much of a new one unused.
const (
	largeObject   = 1 << 10 // bytes
	maxCollection = 1 << 16 // bytes, from which on collections grow no more
)

// maxRoomy is how many collections are tried for an object, as in libhdf5.
const maxRoomy = 16

// NewGlobalWriter returns a GlobalWriter.
func NewGlobalWriter(s codec.WritableSpace) *GlobalWriter {
	return &GlobalWriter{s: s, open: make(map[codec.Address]*collection)}
}

// Get returns the bytes of an object, which must not be changed.
func (w *GlobalWriter) Get(id GlobalID) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := w.collection(id.Collection)
	if err != nil {
		return nil, err
	}
	return c.object(id.Index)
}

func (w *GlobalWriter) collection(addr codec.Address) (*collection, error) {
	if c, ok := w.open[addr]; ok {
		return c, nil
	}
	c, err := readCollection(w.s, addr)
	if err == nil {
		w.open[addr] = c
	}
	return c, err
}

// Put stores a copy of data and returns its place.
func (w *GlobalWriter) Put(data []byte) (GlobalID, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	need := objectSize(w.s.Sizes(), len(data))
	for _, c := range w.roomy {
		if need <= c.free() && len(c.byIndex) < globalMaxIndex {
			return GlobalID{c.addr, c.put(w.s.Sizes(), data)}, nil
		}
	}
	if c := w.newest; c != nil && need >= largeObject && w.stretch(c, need-c.free()) {
		return GlobalID{c.addr, c.put(w.s.Sizes(), data)}, nil
	}
	c, err := w.create(need)
	if err != nil {
		return GlobalID{}, err
	}
	return GlobalID{c.addr, c.put(w.s.Sizes(), data)}, nil
}

// stretch makes a collection longer by more bytes.
func (w *GlobalWriter) stretch(c *collection, more uint64) bool {
	s, ok := w.s.(extender)
	if !ok || c.size+more > maxCollection || !s.Extend(c.addr, c.size, more) {
		return false
	}
	c.size += more
	return true
}

// offer makes a collection the first where objects go, in place of the one
// with the least room.
func (w *GlobalWriter) offer(c *collection) {
	if slices.Contains(w.roomy, c) {
		return
	}
	w.roomy = slices.Insert(w.roomy, 0, c)
	if len(w.roomy) > maxRoomy {
		least := slices.MinFunc(w.roomy[1:], func(a, b *collection) int { return cmp.Compare(a.free(), b.free()) })
		w.withdraw(least)
	}
}

// withdraw lets no more objects go to a collection.
func (w *GlobalWriter) withdraw(c *collection) {
	if i := slices.Index(w.roomy, c); i >= 0 {
		w.roomy = slices.Delete(w.roomy, i, i+1)
	}
}

// create allocates a collection with room for an object of need bytes.
func (w *GlobalWriter) create(need uint64) (*collection, error) {
	prefix := globalPrefixSize(w.s.Sizes())
	size := max(globalMinSize, prefix+need)
	if room := globalMinSize - prefix; w.newest != nil && need >= largeObject && need < room {
		size = prefix + (room+need-1)/need*need // for more of the like
	}
	addr, err := w.s.Alloc(size, codec.KindGlobalHeap)
	if err != nil {
		return nil, err
	}
	c := &collection{addr: addr, size: size, byIndex: make(map[uint32]int), used: prefix, dirty: true}
	w.open[addr] = c
	w.newest = c
	if size > prefix+need {
		w.offer(c)
	}
	return c, nil
}

// free returns the unused bytes.
func (c *collection) free() uint64 { return c.size - min(c.used, c.size) }

// put appends an object with the lowest free index.
func (c *collection) put(s codec.Sizes, data []byte) uint32 {
	index := uint32(len(c.byIndex) + 1)
	for _, taken := c.byIndex[index]; taken; _, taken = c.byIndex[index] {
		index = index%globalMaxIndex + 1
	}
	c.byIndex[index] = len(c.objects)
	c.objects = append(c.objects, globalObject{index: uint16(index), data: slices.Clone(data)})
	c.used += objectSize(s, len(data))
	c.dirty = true
	return index
}

// Remove frees an object.
func (w *GlobalWriter) Remove(id GlobalID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := w.collection(id.Collection)
	if err != nil {
		return err
	}
	i, ok := c.byIndex[id.Index]
	if !ok {
		return codec.At(globalName, c.addr, codec.Formatf("has no object %d", id.Index))
	}
	c.used -= objectSize(w.s.Sizes(), len(c.objects[i].data))
	c.objects[i] = globalObject{}
	delete(c.byIndex, id.Index)
	c.dirty = true
	if len(c.byIndex) > 0 {
		w.offer(c)
		return nil
	}
	delete(w.open, c.addr)
	w.withdraw(c)
	if w.newest == c {
		w.newest = nil
	}
	return w.s.Free(c.addr, c.size, codec.KindGlobalHeap)
}

// Flush writes changed collections to the space, in the order of their
// addresses, and forgets those without room.
func (w *GlobalWriter) Flush() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	addrs := make([]codec.Address, 0, len(w.open))
	for addr := range w.open {
		addrs = append(addrs, addr)
	}
	slices.Sort(addrs)
	for _, addr := range addrs {
		c := w.open[addr]
		if c.dirty {
			c.compact()
			b, err := c.encode(w.s.Sizes())
			if err != nil {
				return err
			}
			if err := w.s.WriteBlock(addr, b); err != nil {
				return err
			}
			c.dirty = false
		}
		if c != w.newest && !slices.Contains(w.roomy, c) {
			delete(w.open, addr)
		}
	}
	return nil
}

// compact drops the places of removed objects, which have index 0.
func (c *collection) compact() {
	c.objects = slices.DeleteFunc(c.objects, func(o globalObject) bool { return o.index == 0 })
	for i, o := range c.objects {
		c.byIndex[uint32(o.index)] = i
	}
}

// encode returns the bytes of the collection.
func (c *collection) encode(s codec.Sizes) ([]byte, error) {
	w := codec.NewWriter(globalName, s)
	w.String(globalSignature)
	w.U8(1)
	w.Zero(3)
	w.Length("collection size", c.size)
	w.Zero(int(globalPrefixSize(s)) - w.Len())
	object := func(index, refs uint16, size uint64) {
		start := w.Len()
		w.U16(index)
		w.U16(refs)
		w.Zero(4)
		w.Length("object size", size)
		w.Zero(start + int(objectPrefixSize(s)) - w.Len())
	}
	for _, o := range c.objects {
		object(o.index, o.refCount, uint64(len(o.data)))
		w.Bytes(o.data)
		w.Align(8)
	}
	if c.size >= c.used+objectPrefixSize(s) {
		object(0, 0, c.size-c.used)
	}
	// The last object's padding may be missing in a collection of another
	// writer: then the bytes are cut as they were.
	w.Zero(max(int(c.size)-w.Len(), 0))
	b, err := w.Block()
	return b[:c.size], err
}
