package layout

import "github.com/vdscript/vdscript/hdf5/dataspace"

// Most requests are regular: in each dimension the dataset's side selects
// elements at equal distances, and the memory's side places them at equal
// distances. Then what a request takes of a chunk is known by arithmetic
// alone, without looking at single elements.

// progression is the selection of one dimension: first, first+step, ...
type progression struct {
	first, step, n uint64
}

// affine is a regular request.
type affine struct {
	file    []progression // for each dimension of the dataset
	memBase int           // element of the buffer that belongs to the first
	mem     []int         // distance in the buffer for each dimension of the dataset
}

// affine returns the regular form of a request, false where it has none.
func (q *request) affine() (*affine, bool) {
	file, ok := progressions(q.file, q.dims)
	if !ok {
		return nil, false
	}
	a := &affine{file: file, mem: make([]int, len(file))}
	runs := q.mem.Runs(q.mdims)
	if off, n, _ := runs.Next(); n == q.count {
		a.memBase = int(off)
		step := 1
		for i := len(file) - 1; i >= 0; i-- {
			a.mem[i] = step
			step *= int(file[i].n)
		}
		return a, true
	}
	mem, ok := progressions(q.mem, q.mdims)
	return a, ok && a.place(mem, q.mdims)
}

// progressions returns a selection's dimensions, false where it is not
// regular enough.
func progressions(sel dataspace.Selection, dims []uint64) ([]progression, bool) {
	out := make([]progression, len(dims))
	if sel.Kind() == dataspace.KindAll {
		for i, d := range dims {
			out[i] = progression{0, 1, d}
		}
		return out, true
	}
	h, ok := sel.Regular()
	if !ok || len(h.Start) != len(dims) {
		return nil, false
	}
	for i := range dims {
		switch {
		case h.Count[i] == 1:
			out[i] = progression{h.Start[i], 1, h.Block[i]}
		case h.Block[i] == 1:
			out[i] = progression{h.Start[i], h.Stride[i], h.Count[i]}
		default:
			return nil, false
		}
	}
	return out, true
}

// place finds the memory's distances: dimensions of more than one element
// must be the same on both sides, in the same order.
func (a *affine) place(mem []progression, mdims []uint64) bool {
	step := make([]int, len(mdims))
	n := 1
	for i := len(mdims) - 1; i >= 0; i-- {
		step[i] = n
		n *= int(mdims[i])
		a.memBase += int(mem[i].first) * step[i]
	}
	k := 0
	for i, f := range a.file {
		if f.n == 1 {
			continue
		}
		for k < len(mem) && mem[k].n == 1 {
			k++
		}
		if k == len(mem) || mem[k].n != f.n {
			return false
		}
		a.mem[i] = int(mem[k].step) * step[k]
		k++
	}
	for ; k < len(mem); k++ {
		if mem[k].n != 1 {
			return false
		}
	}
	return true
}

// within returns the positions [lo, hi) of a progression whose elements are
// in [from, from+size).
func (p progression) within(from, size uint64) (lo, hi uint64) {
	if from > p.first {
		lo = (from - p.first + p.step - 1) / p.step
	}
	end := from + size
	if end < from {
		end = ^uint64(0)
	}
	if end > p.first {
		hi = min((end-p.first-1)/p.step+1, p.n)
	}
	return min(lo, hi), hi
}

// inBox returns the part of the request inside a box of the dataset, with
// file offsets counted in an array of the box's sizes.
func (a *affine) inBox(start, size []uint64) block {
	b := block{memBase: a.memBase, axes: make([]axis, len(start))}
	step := 1
	for i := len(start) - 1; i >= 0; i-- {
		p := a.file[i]
		lo, hi := p.within(start[i], size[i])
		b.fileBase += int(p.first+lo*p.step-start[i]) * step
		b.memBase += int(lo) * a.mem[i]
		b.axes[i] = axis{int(hi - lo), int(p.step) * step, a.mem[i]}
		step *= int(size[i])
	}
	b.axes = merge(b.axes)
	return b
}
