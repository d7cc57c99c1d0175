package layout

import "unsafe"

// axis is one dimension of a set of element pairs: n steps, each so many
// elements further on either side.
type axis struct {
	n, file, mem int
}

// block is an n-dimensional set of element pairs at regular distances on both
// sides. The element at position p stands at base + the sum of p[i]*step[i].
type block struct {
	fileBase, memBase int
	axes              []axis // slowest first
}

// merge joins dimensions that continue each other on both sides, and drops
// those of one step; axes is overwritten.
func merge(axes []axis) []axis {
	out := axes[:0]
	for _, a := range axes {
		if a.n == 1 {
			continue
		}
		if k := len(out) - 1; k >= 0 && out[k].file == a.n*a.file && out[k].mem == a.n*a.mem {
			out[k] = axis{out[k].n * a.n, a.file, a.mem}
			continue
		}
		out = append(out, a)
	}
	return out
}

// elements is the number of pairs.
func (b *block) elements() int {
	n := 1
	for _, a := range b.axes {
		n *= a.n
	}
	return n
}

// bounds returns the first file offset and one more than the last.
func (b *block) bounds() (lo, hi int) {
	hi = b.fileBase + 1
	for _, a := range b.axes {
		hi += (a.n - 1) * a.file
	}
	return b.fileBase, hi
}

// flat reports whether the pairs are neighbours in the same order on both
// sides.
func (b *block) flat() bool {
	return len(b.axes) == 0 || len(b.axes) == 1 && b.axes[0].file == 1 && b.axes[0].mem == 1
}

func (b *block) dense() bool {
	lo, hi := b.bounds()
	return b.elements() == hi-lo
}

// split divides a block along its slowest dimension into at most n blocks.
func (b *block) split(n int) []block {
	if len(b.axes) == 0 {
		return []block{*b}
	}
	first := b.axes[0]
	n = min(n, first.n)
	parts := make([]block, 0, n)
	for i := range n {
		lo, hi := i*first.n/n, (i+1)*first.n/n
		part := block{b.fileBase + lo*first.file, b.memBase + lo*first.mem, append([]axis(nil), b.axes...)}
		part.axes[0].n = hi - lo
		parts = append(parts, part)
	}
	return parts
}

// each calls f for every longest line of pairs: n pairs from the given places
// with the steps of the last axis.
func (b *block) each(f func(fileOff, memOff int, line axis) error) error {
	line := axis{1, 1, 1}
	outer := b.axes
	if k := len(outer) - 1; k >= 0 {
		line, outer = outer[k], outer[:k]
	}
	var at [maxAxes]int
	fileOff, memOff := b.fileBase, b.memBase
	for {
		if err := f(fileOff, memOff, line); err != nil {
			return err
		}
		k := len(outer) - 1
		for ; k >= 0; k-- {
			a := outer[k]
			fileOff, memOff = fileOff+a.file, memOff+a.mem
			if at[k]++; at[k] < a.n {
				break
			}
			fileOff, memOff = fileOff-a.n*a.file, memOff-a.n*a.mem
			at[k] = 0
		}
		if k < 0 {
			return nil
		}
	}
}

const maxAxes = 33

// moveRegion transfers a region between the caller's buffer and file, which
// holds elements of the dataset's type; its first one has the offset origin.
func (q *request) moveRegion(file []byte, origin int, r region) error {
	return r.each(func(fileOff, memOff int, line axis) error {
		fileOff -= origin
		if line.file == 1 && line.mem == 1 {
			return q.move(file, fileOff, memOff, line.n)
		}
		if q.path == nil {
			q.moveLine(file, fileOff, memOff, line)
			return nil
		}
		for range line.n {
			if err := q.move(file, fileOff, memOff, 1); err != nil {
				return err
			}
			fileOff, memOff = fileOff+line.file, memOff+line.mem
		}
		return nil
	})
}

// moveLine transfers single elements at regular distances without conversion.
func (q *request) moveLine(file []byte, fileOff, memOff int, line axis) {
	size := q.fileSize
	if line.n == 0 {
		return
	}
	dst, src := q.buf[memOff*size:], file[fileOff*size:]
	dstStep, srcStep := line.mem*size, line.file*size
	if q.write {
		dst, src, dstStep, srcStep = src, dst, srcStep, dstStep
	}
	// The last element bounds all others.
	_, _ = dst[(line.n-1)*dstStep+size-1], src[(line.n-1)*srcStep+size-1]
	d, s := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	switch size {
	case 1:
		lineOf[uint8](d, s, line.n, dstStep, srcStep)
	case 2:
		lineOf[[2]byte](d, s, line.n, dstStep, srcStep)
	case 4:
		lineOf[[4]byte](d, s, line.n, dstStep, srcStep)
	case 8:
		lineOf[[8]byte](d, s, line.n, dstStep, srcStep)
	default:
		for i := range line.n {
			copy(dst[i*dstStep:i*dstStep+size], src[i*srcStep:i*srcStep+size])
		}
	}
}

// lineOf copies n values of T, whose alignment is that of bytes, dstStep and
// srcStep bytes apart. The caller has checked that all of them are in bounds.
func lineOf[T any](dst, src unsafe.Pointer, n, dstStep, srcStep int) {
	for i := range n {
		*(*T)(unsafe.Add(dst, i*dstStep)) = *(*T)(unsafe.Add(src, i*srcStep))
	}
}

// fillRegion puts the fill value at the memory side of a region.
func (q *request) fillRegion(r region) {
	if q.fill == nil {
		return
	}
	size := q.memSize
	r.each(func(_, memOff int, line axis) error {
		if line.mem == 1 {
			repeat(q.buf[memOff*size:(memOff+line.n)*size], q.fill)
			return nil
		}
		for i := range line.n {
			copy(q.buf[(memOff+i*line.mem)*size:][:size], q.fill)
		}
		return nil
	})
}
