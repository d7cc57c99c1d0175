package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// chunkIterator yields for each chunk that meets a region the slices of the
// part of the region in it: what Dataset.iter_chunks returns.
type chunkIterator struct {
	chunk, start, stop []int
	next               []int // number of the next chunk along each axis; nil at the end
}

var _ pyrt.Iterable = (*chunkIterator)(nil)

func (d *Dataset) iterChunks(c *pyrt.Call) (starlark.Value, error) {
	var sel starlark.Value = starlark.None
	if err := c.Unpack("sel?", &sel); err != nil {
		return nil, err
	}
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	chunk := ints(d.core.Chunks())
	if len(chunk) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "Chunked dataset required")
	}
	it := &chunkIterator{chunk: chunk, start: make([]int, len(chunk)), stop: ints(space.Dims), next: make([]int, len(chunk))}
	if sel != starlark.None {
		if err := it.region(sel); err != nil {
			return nil, err
		}
	}
	for i, n := range ints(space.Dims) {
		if it.start[i] < 0 || it.stop[i] > n || it.stop[i] <= it.start[i] {
			return nil, pyrt.Errorf(pyrt.ValueError, "Invalid selection - selection region must be within dataset space")
		}
		it.next[i] = it.start[i] / chunk[i]
	}
	return it, nil
}

// region reads a selection: slices and integers, one for each axis.
func (it *chunkIterator) region(sel starlark.Value) error {
	items := starlark.Tuple{sel}
	_, isSlice := sel.(*pyrt.Slice)
	if _, isInt := asIndex(sel); !isSlice && !isInt {
		var err error
		if items, err = pyrt.Collect(sel); err != nil {
			return err
		}
	}
	if len(items) != len(it.chunk) {
		return pyrt.Errorf(pyrt.ValueError, "Invalid selection - selection region must have same rank as dataset")
	}
	for i, item := range items {
		if s, ok := item.(*pyrt.Slice); ok {
			for _, bound := range []struct {
				v   starlark.Value
				dst *int
			}{{s.Start, &it.start[i]}, {s.Stop, &it.stop[i]}} {
				if bound.v == nil || bound.v == starlark.None {
					continue
				}
				n, err := pyrt.Int(bound.v)
				if err != nil {
					return err
				}
				if n != 0 { // h5py takes a bound of 0 as absent
					*bound.dst = n
				}
			}
			continue
		}
		n, err := pyrt.Int(item)
		if err != nil {
			return pyrt.Errorf(pyrt.AssertionError, "%s: Selection object must be a slice or integer", reprOf(item))
		}
		it.start[i], it.stop[i] = n, n+1
	}
	return nil
}

// PyIter returns the iterator itself.
func (it *chunkIterator) PyIter() (pyrt.Iterator, error) { return it, nil }

// Next returns the slices of the next chunk.
func (it *chunkIterator) Next() (starlark.Value, error) {
	if it.next == nil {
		return nil, nil
	}
	out := make(starlark.Tuple, len(it.chunk))
	for i, n := range it.next {
		start, stop := max(n*it.chunk[i], it.start[i]), min((n+1)*it.chunk[i], it.stop[i])
		out[i] = &pyrt.Slice{Start: number(start), Stop: number(stop), Step: number(1)}
	}
	for i := len(it.next) - 1; ; i-- {
		if i < 0 {
			it.next = nil
			return out, nil
		}
		if it.next[i]++; it.next[i]*it.chunk[i] < it.stop[i] {
			return out, nil
		}
		it.next[i] = it.start[i] / it.chunk[i]
	}
}

func (it *chunkIterator) String() string        { return "<h5py._hl.dataset.ChunkIterator object>" }
func (it *chunkIterator) Type() string          { return "ChunkIterator" }
func (it *chunkIterator) Freeze()               {}
func (it *chunkIterator) Truth() starlark.Bool  { return true }
func (it *chunkIterator) Hash() (uint32, error) { return 0, nil }
