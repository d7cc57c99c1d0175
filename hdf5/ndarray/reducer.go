package ndarray

import (
	"slices"
)

// reducer folds the axes of one array with a binary kernel.
//
// As numpy's iterator does, it walks the array in memory order: dimensions
// are sorted by stride, and the one with the smallest is the inner loop. When
// that is a folded axis, a run of it is folded into one element (floats are
// summed pairwise); when it is a kept axis, whole rows are combined with the
// row of results.
type reducer struct {
	op   Op
	a    *Array
	plan *plan
	axes []int
}

// rdim is a dimension in memory order.
type rdim struct {
	n, in, out int // length, stride in the source, stride in the result
	fold       bool
}

// castBlock is how many converted elements numpy folds at a time; the order
// of its float sums depends on it.
const castBlock = 8192

// run returns the reduction with shape in the kernel's own type.
func (r *reducer) run(shape []int, initial *Array) (*Array, error) {
	out, err := New(r.a.env, r.plan.out, shape)
	if err != nil || out.Size() == 0 {
		return out, err
	}
	src := r.a
	axes := r.axes
	switch {
	case initial != nil:
		if err := out.Assign(initial, CastUnsafe); err != nil {
			return nil, err
		}
	case hasIdentity(r.op):
		id, err := FromValues(nil, nil, nil, []any{identity(r.op)})
		if err != nil {
			return nil, err
		}
		if err := out.Assign(id, CastUnsafe); err != nil {
			return nil, err
		}
	default:
		// No identity: the first element along every folded axis starts.
		return r.fromFirst(out)
	}
	return out, r.fold(src, axes, out)
}

// fromFirst starts with the first elements and folds what follows. With
// several axes it folds them one after another, which an operation without an
// identity but with a meaning over several axes allows.
func (r *reducer) fromFirst(out *Array) (*Array, error) {
	first := r.a.alias()
	for _, ax := range r.axes {
		first = first.section(ax, 0, 1)
	}
	first, err := first.Reshape(out.shape)
	if err != nil {
		return nil, err
	}
	if err := out.fill(first); err != nil {
		return nil, err
	}
	if len(r.axes) == 1 {
		ax := r.axes[0]
		return out, r.fold(r.a.section(ax, 1, r.a.shape[ax]), r.axes, out)
	}
	// maximum, minimum and the like: folding the first again changes nothing.
	return out, r.fold(r.a, r.axes, out)
}

// fold combines src into out.
func (r *reducer) fold(src *Array, axes []int, out *Array) error {
	if src.Size() == 0 {
		return nil
	}
	dims := memoryOrder(src, out, axes)
	in := r.plan.in[1]
	f := &foldLoop{
		dims: dims, src: src, out: out, off: src.off, in: in,
		kernel: r.plan.run, folder: folderFor(r.op, in, r.plan.run),
		same: sameBytes(src.dtype, in), pairs: pairwiseFor(r.op, in), free: orderFree(r.op, in), half: r.plan.result.num() == numF16, total: folderFor(r.op, in, r.plan.run),
	}
	if sum := wideningSum(r.op, src.dtype, in); sum != nil && dims[len(dims)-1].fold {
		// The inner loop adds narrow integers without converting them first.
		f.folder, f.in, f.same = sum, src.dtype, true
	}
	return f.split(src.Size())
}

// memoryOrder sorts and merges the dimensions.
func memoryOrder(src, out *Array, axes []int) []rdim {
	var dims []rdim
	k := 0
	for i, n := range src.shape {
		d := rdim{n: n, in: src.strides[i], fold: slices.Contains(axes, i)}
		if !d.fold {
			d.out = out.strides[k]
			k++
		}
		if n == 1 {
			continue
		}
		dims = append(dims, d)
	}
	slices.SortStableFunc(dims, func(a, b rdim) int { return abs(b.in) - abs(a.in) })
	merged := dims[:0:0]
	for _, d := range dims {
		if n := len(merged); n > 0 {
			p := &merged[n-1]
			if p.fold == d.fold && p.in == d.n*d.in && p.out == d.n*d.out {
				*p = rdim{p.n * d.n, d.in, d.out, d.fold}
				continue
			}
		}
		merged = append(merged, d)
	}
	if len(merged) == 0 {
		merged = []rdim{{n: 1, in: src.dtype.size, fold: true}}
	}
	return merged
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// foldLoop is a reduction made ready to run.
type foldLoop struct {
	dims     []rdim
	src, out *Array
	off      int
	in       *DType
	kernel   kernel
	folder   folder
	same     bool
	pairs    pairSum // nil unless a float sum
	free     bool    // the order of folding does not matter
	total    folder  // combines results of parts
	half     bool    // results are float16: round after each step
}

// split shares a kept dimension between goroutines where that pays; a lone
// folded run is shared by foldRun.
func (f *foldLoop) split(size int) error {
	for i, d := range f.dims {
		if d.fold || d.n < 2 {
			continue
		}
		if size < parallelElements {
			break
		}
		each := max(1, size/d.n)
		// parallel counts elements; cut at whole steps of this dimension.
		return parallel(size, func(lo, hi int) error {
			a, b := (lo+each-1)/each, (hi+each-1)/each
			if hi >= size {
				b = d.n
			}
			if a >= b {
				return nil
			}
			part := *f
			part.dims = slices.Clone(f.dims)
			part.dims[i].n = b - a
			return part.walk(f.off+a*d.in, f.out.off+a*d.out)
		})
	}
	return f.walk(f.off, f.out.off)
}

// walk runs the inner loop at every place of the outer dimensions.
func (f *foldLoop) walk(src, out int) error {
	split := len(f.dims) - 1
	for split > 0 && f.dims[split].fold && f.dims[split-1].fold && f.dims[len(f.dims)-1].n < castBlock {
		split--
	}
	outer := f.dims[:split]
	var w func(src, out int) error
	var err error
	if group := f.dims[split:]; len(group) > 1 {
		w, err = f.groupWorker(group)
	} else {
		w, err = f.worker(group[0])
	}
	if err != nil {
		return err
	}
	idx := make([]int, len(outer))
	for {
		if err := w(src, out); err != nil {
			return err
		}
		d := len(outer) - 1
		for ; d >= 0; d-- {
			idx[d]++
			src, out = src+outer[d].in, out+outer[d].out
			if idx[d] < outer[d].n {
				break
			}
			src, out = src-outer[d].n*outer[d].in, out-outer[d].n*outer[d].out
			idx[d] = 0
		}
		if d < 0 {
			return nil
		}
	}
}

// worker returns the inner loop over one dimension: a run folded into one
// element, or a row combined with the row of results.
func (f *foldLoop) worker(inner rdim) (func(src, out int) error, error) {
	load, err := f.loader(inner)
	if err != nil {
		return nil, err
	}
	acc, dst, size := f.out.dtype.size, f.out.buf.bytes, f.in.size
	if inner.fold {
		return func(src, out int) error {
			err := f.foldRun(dst[out:out+acc], src, inner.n, load)
			f.round(dst[out : out+acc])
			return err
		}, nil
	}
	temp := make([]byte, castBlock*acc)
	return func(src, out int) error {
		for lo := 0; lo < inner.n; lo += castBlock {
			m := min(castBlock, inner.n-lo)
			block, err := load(src, lo, m)
			if err != nil {
				return err
			}
			o := out + lo*inner.out
			if inner.out == acc {
				row := dst[o : o+m*acc]
				f.kernel(row, [][]byte{row, block[:m*size]})
				f.round(row)
				continue
			}
			row := temp[:m*acc]
			copyStrided(row, dst, 0, acc, o, inner.out, acc, m)
			f.kernel(row, [][]byte{row, block[:m*size]})
			f.round(row)
			copyStrided(dst, row, o, inner.out, 0, acc, acc, m)
		}
		return nil
	}, nil
}

// groupWorker folds several dimensions that do not merge. As many whole rows
// as numpy's buffer holds are gathered and folded at once.
func (f *foldLoop) groupWorker(group []rdim) (func(src, out int) error, error) {
	c := &cursor{data: f.src.buf.bytes, size: f.src.dtype.size, idx: make([]int, len(group))}
	total := 1
	for _, d := range group {
		c.shape, c.strides = append(c.shape, d.n), append(c.strides, d.in)
		total *= d.n
	}
	whole := 1
	for i := len(group) - 1; i >= 0 && whole*group[i].n <= castBlock; i-- {
		whole *= group[i].n
	}
	step := castBlock / whole * whole
	raw := makeAligned(step * c.size)
	block := raw
	var cast castFunc
	if !f.same {
		var err error
		if cast, err = newCast(f.src.dtype, f.in, f.src, f.out); err != nil {
			return nil, err
		}
		block = makeAligned(step * f.in.size)
	}
	acc, dst := f.out.dtype.size, f.out.buf.bytes
	return func(src, out int) error {
		clear(c.idx)
		c.off = src
		for lo := 0; lo < total; lo += step {
			m := min(step, total-lo)
			c.gather(raw[:m*c.size], m)
			if cast != nil {
				if err := cast(block[:m*f.in.size], raw[:m*c.size], m); err != nil {
					return err
				}
			}
			f.folder(dst[out:out+acc], block[:m*f.in.size])
			f.round(dst[out : out+acc])
		}
		return nil
	}, nil
}

// round makes float32 results what float16 can hold.
func (f *foldLoop) round(b []byte) {
	if !f.half {
		return
	}
	s := typed[float32](b)
	for i, x := range s {
		s[i] = halfFrom32(x).float32()
	}
}

// loadFunc returns m elements from the lo-th on of the run at src, in the
// kernel's type. The result is valid until the next call.
type loadFunc func(src, lo, m int) ([]byte, error)

func (f *foldLoop) loader(inner rdim) (loadFunc, error) {
	size := f.src.dtype.size
	data := f.src.buf.bytes
	if f.same && inner.in == size && newCursor(f.src).aligned(f.in.alignment()) {
		return func(src, lo, m int) ([]byte, error) {
			return data[src+lo*size : src+(lo+m)*size], nil
		}, nil
	}
	raw := makeAligned(castBlock * size)
	gather := func(src, lo, m int) []byte {
		copyStrided(raw, data, 0, size, src+lo*inner.in, inner.in, size, m)
		return raw[:m*size]
	}
	if f.same {
		return func(src, lo, m int) ([]byte, error) { return gather(src, lo, m), nil }, nil
	}
	cast, err := newCast(f.src.dtype, f.in, f.src, f.out)
	if err != nil {
		return nil, err
	}
	block := makeAligned(castBlock * f.in.size)
	return func(src, lo, m int) ([]byte, error) {
		b := raw
		if inner.in == size {
			b = data[src+lo*size : src+(lo+m)*size]
		} else {
			b = gather(src, lo, m)
		}
		return block[:m*f.in.size], cast(block[:m*f.in.size], b, m)
	}, nil
}

// foldRun folds n elements into acc.
func (f *foldLoop) foldRun(acc []byte, src, n int, load loadFunc) error {
	if f.pairs != nil && (f.same || f.src.dtype.kind == Float && f.src.dtype.size == 2 && f.src.dtype.IsNative()) {
		return f.pairs(acc, n, func() (func(lo, m int) ([]byte, error), error) {
			own, err := f.loader(f.dims[len(f.dims)-1])
			return func(lo, m int) ([]byte, error) { return own(src, lo, m) }, err
		}, func(lo, m int) ([]byte, error) { return load(src, lo, m) })
	}
	if n >= 2*parallelElements && f.free {
		return f.foldParallel(acc, src, n)
	}
	for lo := 0; lo < n; lo += castBlock {
		m := min(castBlock, n-lo)
		b, err := load(src, lo, m)
		if err != nil {
			return err
		}
		f.folder(acc, b)
	}
	return nil
}

// foldParallel folds parts of a run apart and combines them; acc takes part
// once, so each part starts from its own first block.
func (f *foldLoop) foldParallel(acc []byte, src, n int) error {
	inner := f.dims[len(f.dims)-1]
	size := len(acc)
	const part = 1 << 16
	parts := make([]byte, (n+part-1)/part*size)
	err := parallel(n, func(lo, hi int) error {
		load, err := f.loader(inner)
		if err != nil {
			return err
		}
		wide := f.in.size != size
		// A part belongs to the goroutine in whose range it begins.
		for p := (lo + part - 1) / part; p*part < hi; p++ {
			one := parts[p*size : (p+1)*size]
			end := min(n, (p+1)*part)
			for at, started := p*part, false; at < end; at += castBlock {
				b, err := load(src, at, min(castBlock, end-at))
				if err != nil {
					return err
				}
				if !started && !wide {
					copy(one, b[:size])
					b = b[size:]
				}
				started = true
				f.folder(one, b)
			}
		}
		return nil
	})
	if err == nil {
		f.total(acc, parts)
	}
	return err
}
