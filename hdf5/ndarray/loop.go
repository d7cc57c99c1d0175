package ndarray

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// The element-wise engine. An operation over arrays of one shape walks them in
// C order in blocks. A block of an operand is its own memory where that is
// contiguous, aligned, native and of the kernel's type; otherwise it is
// gathered and converted into a small buffer that stays in the cache. Kernels
// therefore see typed contiguous slices only, and a strided, swapped or mixed
// operand costs one more pass over cached memory.

// kernel computes one block: the lengths of out and in are whole elements.
type kernel func(out []byte, in [][]byte)

// stream is one operand of a loop: an array and the dtype that the kernel
// wants or makes.
type stream struct {
	arr *Array
	as  *DType
}

const (
	blockElements = 4096
	blockBytes    = 1 << 16
	// parallelElements is the size from which a loop is worth goroutines.
	parallelElements = 1 << 18
)

// runLoop fills out from ins, all of the same shape. mask, where not nil, is a
// bool array of that shape: elements of out where it is false stay.
func runLoop(out stream, ins []stream, mask *Array, k kernel) error {
	_, err := runWatched(out, ins, mask, k, watch{})
	return err
}

// runWatched is runLoop with an eye on the results.
func runWatched(out stream, ins []stream, mask *Array, k kernel, w watch) (events, error) {
	n := out.arr.Size()
	if n == 0 {
		return 0, nil
	}
	plain := !out.arr.dtype.hasObjects() && !out.as.hasObjects()
	for _, s := range ins {
		plain = plain && !s.arr.dtype.hasObjects() && !s.as.hasObjects()
	}
	if !plain || n < parallelElements {
		return loopPart(out, ins, mask, k, w, 0, n)
	}
	var seen atomic.Uint32
	err := parallel(n, func(lo, hi int) error {
		e, err := loopPart(out, ins, mask, k, w, lo, hi)
		seen.Or(uint32(e))
		return err
	})
	return events(seen.Load()), err
}

// parallel splits [0, n) over the processors when it is long enough and
// returns the first part's error that is not nil.
func parallel(n int, f func(lo, hi int) error) error {
	procs := runtime.GOMAXPROCS(0)
	if n < parallelElements || procs == 1 {
		return f(0, n)
	}
	// Several parts for each processor: one that is slowed down by a
	// neighbour does not make the others wait for it.
	part := max((n/(procs*4)+blockElements-1)/blockElements, 16) * blockElements
	parts := (n + part - 1) / part
	errs := make([]error, parts)
	next := make(chan int, parts)
	for i := range parts {
		next <- i
	}
	close(next)
	var wg sync.WaitGroup
	for range min(procs, parts) {
		wg.Go(func() {
			for i := range next {
				errs[i] = f(i*part, min(n, (i+1)*part))
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// port is a stream within one goroutine.
type port struct {
	*cursor
	direct bool // blocks may be the array's own memory
	fixed  bool // one element repeated: block is filled once
	filled int
	cast   castFunc
	raw    []byte // gathered elements, when cast is not nil
	block  []byte
	size   int // of an element of the kernel's type
}

func newPort(s stream, lo, step int, output bool) (*port, error) {
	p := &port{cursor: newCursor(s.arr), size: s.as.size}
	p.fixed = p.constant() && !output
	p.seek(lo)
	if !sameBytes(s.arr.dtype, s.as) {
		var err error
		if output {
			p.cast, err = newCast(s.as, s.arr.dtype, s.arr, s.arr)
		} else {
			p.cast, err = newCast(s.arr.dtype, s.as, s.arr, s.arr)
		}
		if err != nil {
			return nil, err
		}
		p.raw = makeAligned(step * s.arr.dtype.size)
	}
	p.direct = p.cast == nil && !p.fixed && p.aligned(s.as.alignment())
	return p, nil
}

// sameBytes reports whether elements of a can be handed to a kernel of b.
func sameBytes(a, b *DType) bool { return a.Equal(b) && !a.hasObjects() }

// limit lowers m to what the port can hand over at once.
func (p *port) limit(m, step int) int {
	if p.direct && p.run() >= min(step, m) {
		return min(m, p.run())
	}
	return min(m, step)
}

func (p *port) buffer(step int) []byte {
	if p.block == nil {
		p.block = makeAligned(step * p.size)
	}
	return p.block
}

// load returns the next m elements in the kernel's type.
func (p *port) load(m, step int) ([]byte, error) {
	if p.direct && p.run() >= m {
		return p.cursor.direct(m), nil
	}
	b := p.buffer(step)[:m*p.size]
	if p.fixed && p.filled >= m {
		return b, nil
	}
	p.filled = m
	if p.cast == nil {
		p.gather(b, m)
		return b, nil
	}
	n := m
	if p.fixed {
		n = 1
	}
	raw := p.raw[:n*p.cursor.size]
	if p.run() >= n && p.aligned(p.cursor.size) {
		raw = p.cursor.direct(n)
	} else {
		p.gather(raw, n)
	}
	if err := p.cast(b[:n*p.size], raw, n); err != nil {
		return nil, err
	}
	for filled := n; filled < m; filled *= 2 {
		copy(b[filled*p.size:], b[:filled*p.size])
	}
	return b, nil
}

func loopPart(out stream, ins []stream, mask *Array, k kernel, w watch, lo, hi int) (events, error) {
	step := blockElements
	for i := range len(ins) + 1 {
		s := out
		if i > 0 {
			s = ins[i-1]
		}
		step = min(step, max(1, blockBytes/max(1, s.arr.dtype.size, s.as.size)))
	}
	step = min(step, hi-lo)
	dst, err := newPort(out, lo, step, true)
	if err != nil {
		return 0, err
	}
	ports := make([]*port, len(ins))
	for i, s := range ins {
		if ports[i], err = newPort(s, lo, step, false); err != nil {
			return 0, err
		}
	}
	l := &loop{out: out.arr, dst: dst, ports: ports, kernel: k, watch: w, blocks: make([][]byte, len(ins)), step: step}
	if mask != nil {
		err = l.masked(mask, lo, hi)
	} else {
		err = l.plain(lo, hi)
	}
	return l.seen, err
}

// loop is a part of an operation in one goroutine.
type loop struct {
	out    *Array
	dst    *port
	ports  []*port
	blocks [][]byte // what the ports loaded
	kernel kernel
	step   int // elements of a block that must be copied
	watch  watch
	seen   events
	saved  []byte // inputs that the output overwrites, for the watch
}

func (l *loop) plain(lo, hi int) error {
	for lo < hi {
		most := hi - lo
		if l.watch.active {
			most = min(most, l.step) // results are inspected while they are in the cache
		}
		m := l.dst.limit(most, l.step)
		for _, p := range l.ports {
			if !p.fixed || hi-lo > l.step {
				m = p.limit(m, l.step)
			}
		}
		if err := l.load(m); err != nil {
			return err
		}
		if err := l.store(m); err != nil {
			return err
		}
		lo += m
	}
	return nil
}

func (l *loop) load(m int) (err error) {
	for i, p := range l.ports {
		if l.blocks[i], err = p.load(m, l.step); err != nil {
			return err
		}
	}
	return nil
}

// compute runs the kernel on the loaded blocks and inspects the results.
func (l *loop) compute(b, keep []byte) {
	if !l.watch.active {
		l.kernel(b, l.blocks)
		return
	}
	for i, in := range l.blocks {
		if unsafe.SliceData(in) == unsafe.SliceData(b) {
			l.saved = append(l.saved[:0], in...)
			l.blocks[i] = l.saved
		}
	}
	l.kernel(b, l.blocks)
	l.seen |= l.watch.look(b, l.blocks, keep)
}

// store computes m elements into the output.
func (l *loop) store(m int) error {
	p := l.dst
	if p.direct && p.run() >= m {
		l.compute(p.cursor.direct(m), nil)
		return nil
	}
	b := p.buffer(l.step)[:m*p.size]
	l.compute(b, nil)
	if p.cast == nil {
		p.scatter(b, m)
		return nil
	}
	raw := p.raw[:m*p.cursor.size]
	if err := p.cast(raw, b, m); err != nil {
		return err
	}
	p.replace(l.out, raw, m)
	return nil
}

// replace scatters elements; object handles that they displace are freed.
func (p *port) replace(a *Array, raw []byte, m int) {
	if a.dtype.hasObjects() {
		old := make([]byte, len(raw))
		p.cursor.clone().gather(old, m)
		a.buf.objs.releaseAll(a.dtype, old)
	}
	p.scatter(raw, m)
}

// masked computes whole blocks and keeps the elements that the mask selects.
func (l *loop) masked(mask *Array, lo, hi int) error {
	mp, err := newPort(stream{mask, BoolType()}, lo, l.step, false)
	if err != nil {
		return err
	}
	dst, size := l.dst, l.out.dtype.size
	for lo < hi {
		m := min(l.step, hi-lo)
		if err := l.load(m); err != nil {
			return err
		}
		keep, err := mp.load(m, l.step)
		if err != nil {
			return err
		}
		b := dst.buffer(l.step)[:m*dst.size]
		l.compute(b, keep)
		if dst.cast != nil {
			raw := dst.raw[:m*size]
			if err := dst.cast(raw, b, m); err != nil {
				return err
			}
			b = raw
		}
		for i := range m {
			if keep[i] != 0 {
				dst.replace(l.out, b[i*size:(i+1)*size], 1)
			} else {
				dst.advance(1)
			}
		}
		lo += m
	}
	return nil
}

// parallelRows splits n independent pieces of work, each long, over the
// processors.
func parallelRows(n int, f func(lo, hi int) error) error {
	procs := min(runtime.GOMAXPROCS(0), n)
	errs := make([]error, procs)
	var wg sync.WaitGroup
	for p := range procs {
		wg.Go(func() { errs[p] = f(p*n/procs, (p+1)*n/procs) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
