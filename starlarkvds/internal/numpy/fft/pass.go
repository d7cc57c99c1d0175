package fft

// A pass runs one step over all groups: from holds factor sequences of inner
// numbers for each group, to gets the combined ones.
type pass struct {
	*step
	inner, groups int
	forward       bool
	from, to      []complex128
}

// run reports whether the result is in from.
func (p *pass) run() (inPlace bool) {
	switch p.factor {
	case 2, 3, 4, 5, 7, 8, 11:
		var x [11]complex128
		for k := range p.groups {
			for i := range p.inner {
				p.combine(x[:p.factor], i, k)
			}
		}
		return false
	}
	p.general()
	return true
}

// combine is the transform of factor numbers, one of each sequence, and the
// turn by the twiddles.
func (p *pass) combine(x []complex128, i, k int) {
	for j := range x {
		x[j] = p.from[i+p.inner*(j+p.factor*k)]
	}
	switch p.factor {
	case 2:
		x[0], x[1] = x[0]+x[1], x[0]-x[1]
	case 4:
		p.four(x)
	case 8:
		p.eight(x)
	default:
		p.odd(x)
	}
	p.to[i+p.inner*k] = x[0]
	for j := 1; j < p.factor; j++ {
		v := x[j]
		if i > 0 {
			v = twist(v, p.twiddle[(j-1)*(p.inner-1)+i-1], p.forward)
		}
		p.to[i+p.inner*(k+p.groups*j)] = v
	}
}

// quarter turns by a quarter of the circle.
func (p *pass) quarter(a complex128) complex128 {
	if p.forward {
		return complex(imag(a), -real(a))
	}
	return complex(-imag(a), real(a))
}

const halfRoot = 0.707106781186547524400844362104849

// eighth turns by an eighth of the circle.
func (p *pass) eighth(a complex128) complex128 {
	if p.forward {
		return complex(halfRoot*(real(a)+imag(a)), halfRoot*(imag(a)-real(a)))
	}
	return complex(halfRoot*(real(a)-imag(a)), halfRoot*(imag(a)+real(a)))
}

// threeEighths turns by three eighths.
func (p *pass) threeEighths(a complex128) complex128 {
	if p.forward {
		return complex(halfRoot*(imag(a)-real(a)), halfRoot*(-real(a)-imag(a)))
	}
	return complex(halfRoot*(-real(a)-imag(a)), halfRoot*(real(a)-imag(a)))
}

func (p *pass) four(x []complex128) {
	t2, t1 := x[0]+x[2], x[0]-x[2]
	t3, t4 := x[1]+x[3], p.quarter(x[1]-x[3])
	x[0], x[2] = t2+t3, t2-t3
	x[1], x[3] = t1+t4, t1-t4
}

func (p *pass) eight(x []complex128) {
	a1, a5 := x[1]+x[5], x[1]-x[5]
	a3, a7 := x[3]+x[7], p.quarter(x[3]-x[7])
	a1, a3 = a1+a3, p.quarter(a1-a3)
	a5, a7 = p.eighth(a5+a7), p.threeEighths(a5-a7)
	a0, a4 := x[0]+x[4], x[0]-x[4]
	a2, a6 := x[2]+x[6], p.quarter(x[2]-x[6])
	a0, a2 = a0+a2, a0-a2
	a4, a6 = a4+a6, a4-a6
	x[0], x[4] = a0+a1, a0-a1
	x[2], x[6] = a2+a3, a2-a3
	x[1], x[5] = a4+a5, a4-a5
	x[3], x[7] = a6+a7, a6-a7
}

// oddRoots are the cosines and sines of the first half of the roots of one of
// orders 3, 5, 7 and 11.
func oddRoots(order int) [][2]float64 {
	switch order {
	case 3:
		return [][2]float64{{-0.5, 0.86602540378443864676}}
	case 5:
		return [][2]float64{{0.3090169943749474241, 0.95105651629515357212}, {-0.8090169943749474241, 0.58778525229247312917}}
	case 7:
		return [][2]float64{{0.623489801858733530525, 0.7818314824680298087084}, {-0.222520933956314404289, 0.9749279121818236070181},
			{-0.9009688679024191262361, 0.4338837391175581204758}}
	case 11:
		return [][2]float64{{0.8412535328311811688618, 0.5406408174555975821076}, {0.4154150130018864255293, 0.9096319953545183714117},
			{-0.1423148382732851404438, 0.9898214418809327323761}, {-0.6548607339452850640569, 0.755749574354258283774},
			{-0.9594929736144973898904, 0.2817325568414296977114}}
	}
	return nil
}

// odd is the transform of 3, 5, 7 or 11 numbers: sums and differences of the
// pairs that mirror each other, combined with cosines and sines.
func (p *pass) odd(x []complex128) {
	n := len(x)
	roots := p.half
	half := n / 2
	var sum, diff [6]complex128
	first := x[0]
	total := first
	for j := 1; j <= half; j++ {
		sum[j], diff[j] = x[j]+x[n-j], x[j]-x[n-j]
		total += sum[j]
	}
	x[0] = total
	for u := 1; u <= half; u++ {
		a := first
		var re, im float64
		for j := 1; j <= half; j++ {
			m, sign := u*j%n, 1.0
			if m > half {
				m, sign = n-m, -1
			}
			c, s := roots[m-1][0], sign*roots[m-1][1]
			if p.forward {
				s = -s
			}
			a = complex(real(a)+float64(c*real(sum[j])), imag(a)+float64(c*imag(sum[j])))
			re, im = re+float64(s*imag(diff[j])), im+float64(s*real(diff[j]))
		}
		b := complex(-re, im)
		x[u], x[n-u] = a+b, a-b
	}
}

// general is the step of a larger prime, in place of from.
func (p *pass) general() {
	n, half, line := p.factor, (p.factor+1)/2, p.inner*p.groups
	x, y := p.from, p.to // y: sequence by sequence; x: groups of sequences, then sequence by sequence
	in := func(i, j, k int) complex128 { return x[i+p.inner*(j+n*k)] }
	for k := range p.groups {
		for i := range p.inner {
			at := i + p.inner*k
			y[at] = in(i, 0, k)
			for j := 1; j < half; j++ {
				y[at+line*j], y[at+line*(n-j)] = in(i, j, k)+in(i, n-j, k), in(i, j, k)-in(i, n-j, k)
			}
		}
	}
	for at := range line {
		sum := y[at]
		for j := 1; j < half; j++ {
			sum += y[at+line*j]
		}
		x[at] = sum
	}
	for l := 1; l < half; l++ {
		for at := range line {
			x[at+line*l], x[at+line*(n-l)] = p.generalPair(y, at, line, l)
		}
	}
	p.generalTurn(x, line, half)
}

// generalPair is the cosine and the sine part of the l-th result. After the
// first two terms they are added in pairs.
func (p *pass) generalPair(y []complex128, at, line, l int) (even, odd complex128) {
	n, half := p.factor, (p.factor+1)/2
	weight := func(j int) (c, s float64) {
		w := p.roots[l*j%n]
		if p.forward {
			return real(w), -imag(w)
		}
		return real(w), imag(w)
	}
	two := func(j int) (er, ei, or, oi float64) {
		c, s := weight(j)
		c2, s2 := weight(j + 1)
		a, b, u, v := y[at+line*j], y[at+line*(j+1)], y[at+line*(n-j)], y[at+line*(n-j-1)]
		return float64(real(a)*c) + float64(real(b)*c2), float64(imag(a)*c) + float64(imag(b)*c2),
			float64(imag(u)*s) + float64(imag(v)*s2), float64(real(u)*s) + float64(real(v)*s2)
	}
	c, s := weight(1)
	c2, s2 := weight(2)
	a, b, u, v := y[at+line], y[at+2*line], y[at+line*(n-1)], y[at+line*(n-2)]
	er := real(y[at]) + float64(c*real(a)) + float64(c2*real(b))
	ei := imag(y[at]) + float64(c*imag(a)) + float64(c2*imag(b))
	or := -(float64(s*imag(u)) + float64(s2*imag(v)))
	oi := float64(s*real(u)) + float64(s2*real(v))
	j := 3
	for ; j < half-1; j += 2 {
		dr, di, mr, mi := two(j)
		er, ei, or, oi = er+dr, ei+di, or-mr, oi+mi
	}
	for ; j < half; j++ {
		c, s := weight(j)
		a, u := y[at+line*j], y[at+line*(n-j)]
		er, ei = er+float64(real(a)*c), ei+float64(imag(a)*c)
		or, oi = or-float64(imag(u)*s), oi+float64(real(u)*s)
	}
	return complex(er, ei), complex(or, oi)
}

// generalTurn joins the parts and turns them by the twiddles.
func (p *pass) generalTurn(x []complex128, line, half int) {
	for j := 1; j < half; j++ {
		jc := p.factor - j
		for k := range p.groups {
			for i := range p.inner {
				at := i + p.inner*k
				a, b := x[at+line*j]+x[at+line*jc], x[at+line*j]-x[at+line*jc]
				if i > 0 {
					a = twist(a, p.twiddle[(j-1)*(p.inner-1)+i-1], p.forward)
					b = twist(b, p.twiddle[(jc-1)*(p.inner-1)+i-1], p.forward)
				}
				x[at+line*j], x[at+line*jc] = a, b
			}
		}
	}
}
