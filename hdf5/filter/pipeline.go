package filter

import (
	"fmt"
	"sync"
)

// MaxFilters is the largest number of filters in one pipeline
// (H5Z_MAX_NFILTERS).
const MaxFilters = 32

// Error is a filter's failure on one chunk.
type Error struct {
	ID   ID
	Name string
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("filter %s (%d): %v", e.Name, e.ID, e.Err) }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Pipeline is a sequence of filters that is applied to every chunk of a
// dataset.
type Pipeline struct {
	infos   []Info
	filters []Filter // nil where the registry has none
	scratch sync.Pool
}

// Pipeline joins a pipeline message's filters to their implementations. A
// filter that is missing is reported by the call that needs it: its chunks
// may not exist, or may say that it was left out.
func (r *Registry) Pipeline(infos []Info) *Pipeline {
	p := &Pipeline{infos: infos, filters: make([]Filter, len(infos))}
	p.scratch.New = func() any { return new(scratch) }
	for i, info := range infos {
		p.filters[i] = r.filters[info.ID]
	}
	return p
}

// Infos returns the filters' descriptions, in the order of writing. The
// caller must not change them.
func (p *Pipeline) Infos() []Info { return p.infos }

// Len is the number of filters.
func (p *Pipeline) Len() int { return len(p.infos) }

// Decode runs the pipeline backwards over a stored chunk and puts the result
// into dst, whose length is the declared size of a chunk; any other length of
// the result is an error. Bit i of mask says that filter i was left out when
// the chunk was written. dst and src must not overlap.
func (p *Pipeline) Decode(dst, src []byte, mask uint32) error {
	s := p.scratch.Get().(*scratch)
	defer p.scratch.Put(s)
	cur, first := src, p.first(mask)
	for i := len(p.infos) - 1; i >= first; i-- {
		if left(mask, i) {
			continue
		}
		f, err := p.filter(i)
		if err != nil {
			return err
		}
		out := dst[:0:len(dst)]
		if i > first {
			out = s.room(intermediate(len(dst)))
		}
		res, err := f.Decode(out, cur, p.infos[i].Params)
		if err != nil {
			return p.wrap(i, err)
		}
		if same(res, out) {
			s.swap()
		}
		cur = res
	}
	if len(cur) != len(dst) {
		return corrupt("decoded chunk has %d bytes, want %d", len(cur), len(dst))
	}
	if !same(cur, dst) {
		copy(dst, cur)
	}
	return nil
}

// Encode runs the pipeline over a chunk. It returns the bytes to store, which
// may be src itself or share dst's space, and the mask of optional filters
// that were left out: as in libhdf5, those that are absent or failed for
// whatever reason. dst and src must not overlap.
func (p *Pipeline) Encode(dst, src []byte) (stored []byte, mask uint32, err error) {
	s := p.scratch.Get().(*scratch)
	defer p.scratch.Put(s)
	cur := src
	for i, info := range p.infos {
		f, err := p.filter(i)
		if err != nil {
			if !info.Optional() {
				return nil, 0, err
			}
			mask |= 1 << i
			continue
		}
		out, last := dst[:0], i == len(p.infos)-1
		if !last {
			out = s.a[:0]
		}
		res, err := f.Encode(out, cur, info.Params)
		if err != nil {
			if !info.Optional() {
				return nil, 0, p.wrap(i, err)
			}
			mask |= 1 << i
			continue
		}
		if !last && !same(res, cur) {
			s.a = res[:0]
			s.swap()
		}
		cur = res
	}
	if same(cur, s.b) {
		cur = append(dst[:0], cur...)
	}
	return cur, mask, nil
}

func (p *Pipeline) filter(i int) (Filter, error) {
	if p.filters[i] == nil {
		return nil, &MissingError{p.infos[i].ID, p.infos[i].Name}
	}
	return p.filters[i], nil
}

func (p *Pipeline) wrap(i int, err error) error {
	return &Error{p.infos[i].ID, p.filters[i].Name(), err}
}

// first is the first filter that was applied.
func (p *Pipeline) first(mask uint32) int {
	for i := range p.infos {
		if !left(mask, i) {
			return i
		}
	}
	return len(p.infos)
}

func left(mask uint32, i int) bool { return i < MaxFilters && mask&(1<<i) != 0 }

// intermediate is the room for what lies between two filters of a chunk of n
// bytes. An earlier filter may have made its input longer: a checksum, block
// headers, a codec on incompressible data.
func intermediate(n int) int { return n + n/4 + 4096 }

// same reports whether two slices begin at the same byte.
func same(a, b []byte) bool {
	return cap(a) > 0 && cap(b) > 0 && &a[:1][0] == &b[:1][0]
}

// scratch is two buffers that the filters of a pipeline use in turn.
type scratch struct{ a, b []byte }

func (s *scratch) swap() { s.a, s.b = s.b, s.a }

// room returns an empty slice with room for n bytes.
func (s *scratch) room(n int) []byte {
	if cap(s.a) < n {
		s.a = make([]byte, 0, n)
	}
	return s.a[:0:n]
}
