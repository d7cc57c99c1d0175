package dataspace

// loop is one of a nest of loops: n steps of stride elements.
type loop struct{ n, stride uint64 }

// nest of loops over one side, innermost first, from element base on.
type loops struct {
	base uint64
	list []loop
}

// loopsOf returns the nest that visits a selection in row-major order, if it
// is a product of regular progressions.
func loopsOf(s Selection, dims []uint64) (loops, bool) {
	s, err := s.in(dims)
	if err != nil || s.axes == nil {
		return loops{}, false
	}
	l := loops{list: make([]loop, 0, s.rank+2)}
	weight := uint64(1)
	for d := s.rank - 1; d >= 0; d-- {
		a := &s.axes[d]
		if a.list != nil {
			return loops{}, false
		}
		l.base += a.one.start * weight
		if a.one.contiguous() {
			l.push(a.one.size(), weight)
		} else {
			l.push(a.one.block, weight)
			l.push(a.one.count, weight*a.one.stride)
		}
		weight *= dims[d]
	}
	return l, true
}

// push adds a loop around the others, or lengthens the outermost.
func (l *loops) push(n, stride uint64) {
	if n == 1 {
		return
	}
	if k := len(l.list); k > 0 && l.list[k-1].n*l.list[k-1].stride == stride {
		l.list[k-1].n *= n
		return
	}
	l.list = append(l.list, loop{n, stride})
}

// pairLoop is a loop over both sides; strides are in elements until scaled.
type pairLoop struct{ n, dst, src uint64 }

// pairLoops is a nest over two sides, innermost first.
type pairLoops struct {
	dst, src uint64 // offsets of the first element
	list     []pairLoop
}

// with makes the common nest of two sides of equally many elements.
func (l loops) with(o loops) (pairLoops, bool) {
	p := pairLoops{dst: l.base, src: o.base, list: make([]pairLoop, 0, len(l.list)+len(o.list))}
	var a, b loop
	i, j := 0, 0
	for {
		if a.n <= 1 && i < len(l.list) {
			a = l.list[i]
			i++
		}
		if b.n <= 1 && j < len(o.list) {
			b = o.list[j]
			j++
		}
		if a.n <= 1 || b.n <= 1 {
			return p, a.n <= 1 && b.n <= 1
		}
		n := min(a.n, b.n)
		if a.n%n != 0 || b.n%n != 0 {
			return p, false
		}
		p.push(n, a.stride, b.stride)
		a = loop{a.n / n, a.stride * n}
		b = loop{b.n / n, b.stride * n}
	}
}

func (p *pairLoops) push(n, dst, src uint64) {
	if k := len(p.list); k > 0 {
		if last := &p.list[k-1]; last.n*last.dst == dst && last.n*last.src == src {
			last.n *= n
			return
		}
	}
	p.list = append(p.list, pairLoop{n, dst, src})
}

// copy runs the nest.
func (p pairLoops) copy(dst, src []byte, elemSize int) {
	unit := uint64(elemSize)
	list := p.list
	for i := range list {
		list[i].dst *= unit
		list[i].src *= unit
	}
	dst, src = dst[p.dst*unit:], src[p.src*unit:]
	if len(list) > 0 && list[0].dst == unit && list[0].src == unit {
		unit *= list[0].n // contiguous on both sides: one wider element
		list = list[1:]
	}
	if len(list) == 0 {
		copy(dst[:unit], src[:unit])
		return
	}
	copyNest(dst, src, list, unit)
}

// copyNest runs the outer loops and leaves the innermost one to a kernel.
func copyNest(dst, src []byte, list []pairLoop, unit uint64) {
	outer := list[len(list)-1]
	if len(list) == 1 {
		copyStrided(dst, src, outer, unit)
		return
	}
	for i := range outer.n {
		copyNest(dst[i*outer.dst:], src[i*outer.src:], list[:len(list)-1], unit)
	}
}
