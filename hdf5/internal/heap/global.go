package heap

import (
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

const (
	globalName      = "global heap collection"
	globalSignature = "GCOL"
	// globalMinSize is the size of a new collection, unless its first object
	// needs more.
	globalMinSize = 4096
	// globalMaxIndex is the highest index of an object.
	globalMaxIndex = 1<<16 - 1
)

// GlobalID names an object in a global heap.
type GlobalID struct {
	Collection codec.Address
	Index      uint32
}

// collection is a global heap collection (III.E) in memory.
type collection struct {
	addr    codec.Address
	size    uint64         // in the file
	raw     []byte         // as it was read; objects alias it
	objects []globalObject // in file order
	byIndex map[uint32]int
	used    uint64 // prefix and objects
	dirty   bool
}

type globalObject struct {
	index    uint16
	refCount uint16
	data     []byte
}

func globalPrefixSize(s codec.Sizes) uint64 { return align8(8 + uint64(s.Lengths)) }
func objectPrefixSize(s codec.Sizes) uint64 { return align8(8 + uint64(s.Lengths)) }

func objectSize(s codec.Sizes, n int) uint64 { return objectPrefixSize(s) + align8(uint64(n)) }

// readCollection reads the collection at addr.
func readCollection(s codec.Space, addr codec.Address) (*collection, error) {
	r := codec.ReadAll(s, globalName, addr, globalPrefixSize(s.Sizes()))
	r.Signature(globalSignature)
	r.Version("version", 1)
	r.Skip("reserved", 3)
	size := r.Length("collection size")
	if r.Err() == nil && size < globalPrefixSize(s.Sizes()) {
		r.Failf("collection size", "got %d", size)
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	raw, err := s.ReadBlock(addr, size)
	if err != nil {
		return nil, codec.At(globalName, addr, err)
	}
	r = codec.NewReader(globalName, addr, raw, s.Sizes())
	r.Skip("prefix", int(globalPrefixSize(s.Sizes())))
	c := &collection{addr: addr, size: size, raw: raw, byIndex: make(map[uint32]int)}
	for r.Len() >= int(objectPrefixSize(s.Sizes())) && c.readObject(r) {
	}
	c.used = globalPrefixSize(s.Sizes())
	for _, o := range c.objects {
		c.used += objectSize(s.Sizes(), len(o.data))
	}
	return c, r.Err()
}

// readObject reads one object. Object 0 is the free space, which is the last:
// it returns false.
func (c *collection) readObject(r *codec.Reader) bool {
	start := r.Offset()
	o := globalObject{index: r.U16("heap object index"), refCount: r.U16("reference count")}
	r.Skip("reserved", 4)
	size := r.Length("object size")
	r.Skip("padding", start+int(objectPrefixSize(r.Sizes()))-r.Offset())
	if o.index == 0 {
		return false
	}
	o.data = r.Bytes("object data", r.Count("object size", size, 1))
	// The last object's padding may be missing.
	r.Skip("padding", min(int(-size&7), r.Len()))
	if _, ok := c.byIndex[uint32(o.index)]; ok {
		r.Failf("heap object index", "%d occurs twice", o.index)
	}
	if r.Err() != nil {
		return false
	}
	c.byIndex[uint32(o.index)] = len(c.objects)
	c.objects = append(c.objects, o)
	return true
}

func (c *collection) object(index uint32) ([]byte, error) {
	i, ok := c.byIndex[index]
	if !ok {
		return nil, codec.At(globalName, c.addr, codec.Formatf("has no object %d", index))
	}
	return c.objects[i].data, nil
}

// ReadGlobal returns the bytes of one object of a global heap. Who reads many
// uses a Global.
func ReadGlobal(s codec.Space, id GlobalID) ([]byte, error) {
	c, err := readCollection(s, id.Collection)
	if err != nil {
		return nil, err
	}
	return c.object(id.Index)
}

// Global reads objects of a file's global heap and keeps the collections it
// read last. It is safe for concurrent use.
type Global struct {
	s     codec.Space
	mu    sync.Mutex
	cache []*collection // most recently used last
	bytes uint64
}

// globalCacheBytes bounds what a Global keeps.
const globalCacheBytes = 16 << 20

// NewGlobal returns a Global over s.
func NewGlobal(s codec.Space) *Global { return &Global{s: s} }

// Get returns the bytes of an object, which must not be changed.
func (g *Global) Get(id GlobalID) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, err := g.collection(id.Collection)
	if err != nil {
		return nil, err
	}
	return c.object(id.Index)
}

// Collection returns the bytes of a whole collection, which must not be
// changed. As long as the file has the same, its objects are the same.
func (g *Global) Collection(addr codec.Address) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, err := g.collection(addr)
	if err != nil {
		return nil, err
	}
	return c.raw, nil
}

func (g *Global) collection(addr codec.Address) (*collection, error) {
	for i := len(g.cache) - 1; i >= 0; i-- {
		if c := g.cache[i]; c.addr == addr {
			if i != len(g.cache)-1 {
				g.cache = append(slices.Delete(g.cache, i, i+1), c)
			}
			return c, nil
		}
	}
	c, err := readCollection(g.s, addr)
	if err != nil {
		return nil, err
	}
	g.cache = append(g.cache, c)
	g.bytes += c.size
	for g.bytes > globalCacheBytes && len(g.cache) > 1 {
		g.bytes -= g.cache[0].size
		g.cache = slices.Delete(g.cache, 0, 1)
	}
	return c, nil
}
