package pymod

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// defaultCacheSize is the maxsize of lru_cache without arguments.
const defaultCacheSize = 128

// lruCache is lru_cache(maxsize=128, typed=False), also as a decorator without
// arguments.
func lruCache(c *pyrt.Call) (starlark.Value, error) {
	var size starlark.Value = starlark.MakeInt(defaultCacheSize)
	typed := false
	if err := c.Unpack("maxsize?", &size, "typed?", &typed); err != nil {
		return nil, err
	}
	if _, ok := size.(starlark.Callable); ok {
		return cached(size, defaultCacheSize, typed), nil
	}
	limit := -1
	if size != starlark.None {
		n, err := pyrt.Int(size)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.TypeError, "Expected first argument to be an integer, a callable, or None")
		}
		limit = max(n, 0)
	}
	return pyrt.NewFunc("decorator", func(c *pyrt.Call) (starlark.Value, error) {
		fn, err := c.One()
		return cached(fn, limit, typed), err
	}), nil
}

// A cache remembers results by arguments; a full one drops the result that was
// asked for longest ago.
type cache struct {
	fn           starlark.Value
	limit        int // -1: none
	typed        bool
	results      *starlark.Dict // of *cacheEntry, by key
	newest       *cacheEntry    // in a ring
	hits, misses int
}

// A cacheEntry is a result in the ring of results, from new to old.
type cacheEntry struct {
	starlark.NoneType // an entry stands in a starlark.Dict
	key, value        starlark.Value
	newer, older      *cacheEntry
}

// cached returns a function that remembers its results.
func cached(fn starlark.Value, limit int, typed bool) starlark.Value {
	m := &cache{fn: fn, limit: limit, typed: typed, results: starlark.NewDict(8)}
	attrs := starlark.StringDict{
		"__wrapped__": orNone(fn),
		"cache_clear": pyrt.NewFunc("cache_clear", func(c *pyrt.Call) (starlark.Value, error) {
			m.newest, m.hits, m.misses = nil, 0, 0
			return starlark.None, m.results.Clear()
		}),
		"cache_info": pyrt.NewFunc("cache_info", func(c *pyrt.Call) (starlark.Value, error) {
			return pyrt.NewNamedTuple("CacheInfo", []string{"hits", "misses", "maxsize", "currsize"},
				starlark.Tuple{starlark.MakeInt(m.hits), starlark.MakeInt(m.misses), m.size(), starlark.MakeInt(m.results.Len())}), nil
		}),
		"cache_parameters": pyrt.NewFunc("cache_parameters", func(c *pyrt.Call) (starlark.Value, error) {
			d := starlark.NewDict(2)
			if err := d.SetKey(starlark.String("maxsize"), m.size()); err != nil {
				return nil, err
			}
			return d, d.SetKey(starlark.String("typed"), starlark.Bool(typed))
		}),
	}
	for _, name := range [...]string{"__name__", "__qualname__", "__doc__", "__module__"} {
		if v, err := pyrt.GetAttr(fn, name); err == nil {
			attrs[name] = v
		}
	}
	return &pyrt.FuncWith{Callable: pyrt.NewFunc("$cached", m.call), Attrs: attrs}
}

// size is maxsize as scripts see it.
func (m *cache) size() starlark.Value {
	if m.limit < 0 {
		return starlark.None
	}
	return starlark.MakeInt(m.limit)
}

func (m *cache) call(c *pyrt.Call) (starlark.Value, error) {
	key := append(starlark.Tuple(nil), c.Args...)
	for _, kw := range c.Kwargs {
		key = append(key, kw)
	}
	if m.typed {
		for _, v := range c.Args {
			key = append(key, pyrt.TypeOf(v))
		}
	}
	k, err := pyrt.Key(key)
	if err != nil {
		return nil, err
	}
	found, ok, err := m.results.Get(k)
	if err != nil {
		return nil, err
	}
	if ok {
		m.hits++
		e := found.(*cacheEntry)
		m.unlink(e)
		m.link(e)
		return e.value, nil
	}
	m.misses++
	v, err := pyrt.CallValue(c.Thread, m.fn, c.Args, c.Kwargs)
	if err != nil || m.limit == 0 {
		return v, err
	}
	if _, ok, err := m.results.Get(k); ok || err != nil {
		return v, err // the call made the same call
	}
	if m.results.Len() == m.limit {
		oldest := m.newest.newer
		m.unlink(oldest)
		if _, _, err := m.results.Delete(oldest.key); err != nil {
			return nil, err
		}
	}
	e := &cacheEntry{key: k, value: v}
	m.link(e)
	return v, m.results.SetKey(k, e)
}

// link makes an entry the newest.
func (m *cache) link(e *cacheEntry) {
	if m.newest == nil {
		e.newer, e.older = e, e
	} else {
		e.older, e.newer = m.newest, m.newest.newer
		e.older.newer, e.newer.older = e, e
	}
	m.newest = e
}

// unlink takes an entry out of the ring.
func (m *cache) unlink(e *cacheEntry) {
	if e.newer == e {
		m.newest = nil
		return
	}
	e.newer.older, e.older.newer = e.older, e.newer
	if m.newest == e {
		m.newest = e.older
	}
}
