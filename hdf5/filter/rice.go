package filter

// rice decodes the adaptive entropy coder of CCSDS 121.0-B (extended Rice
// coding). Samples come in reference sample intervals of a number of blocks.
// With differences, the first sample of an interval stands as it is and each
// other one as its mapped difference from the one before.
//
// A block begins with the number of its option:
//
//	0          then a bit: 0 a run of blocks of zeros, 1 pairs of samples
//	1 to n-1   each sample's high part in unary, then the low option-1 bits
//	all ones   samples as they are
type rice struct {
	bits      bitReader
	width     uint // bits of a sample
	idBits    uint
	block     int
	blocks    int // in an interval
	different bool
	samples   []uint32 // the current interval
}

// remainder is the zero-run code that means "to the end of the segment of 64
// blocks".
const remainder = 5

func newRice(src []byte, width uint, block, blocks int, different bool) *rice {
	a := &rice{bits: bitReader{src: src}, width: width, block: block, blocks: blocks, different: different, idBits: 3}
	switch {
	case width > 16:
		a.idBits = 5
	case width > 8:
		a.idBits = 4
	}
	return a
}

// interval decodes the next interval of want samples, a number of blocks; the
// last one may be shorter than the others. The result holds until the next
// call.
func (a *rice) interval(want int) ([]uint32, error) {
	a.samples = a.samples[:0]
	for len(a.samples) < want {
		a.decodeBlock()
		if a.bits.over {
			return nil, corrupt("szip: input ends within a block")
		}
		if len(a.samples) > a.blocks*a.block {
			return nil, corrupt("szip: run of zeros exceeds its interval")
		}
	}
	if a.different {
		a.sum()
	}
	return a.samples, nil
}

func (a *rice) decodeBlock() {
	id := a.bits.get(a.idBits)
	ref := 0
	if a.different && len(a.samples) == 0 {
		ref = 1
	}
	switch id {
	case 0:
		pairs := a.bits.get(1) == 1
		a.reference(ref)
		if pairs {
			a.pairs(ref)
		} else {
			a.zeros(ref)
		}
	case 1<<a.idBits - 1:
		for range a.block {
			a.samples = append(a.samples, uint32(a.bits.get(a.width)))
		}
	default:
		a.reference(ref)
		a.split(ref, uint(id-1))
	}
}

// reference reads the first sample of an interval.
func (a *rice) reference(n int) {
	if n > 0 {
		a.samples = append(a.samples, uint32(a.bits.get(a.width)))
	}
}

// split reads samples divided into a unary high part and k low bits.
func (a *rice) split(ref int, k uint) {
	from := len(a.samples)
	for range a.block - ref {
		a.samples = append(a.samples, uint32(a.bits.zeros()<<k))
	}
	for i := range a.samples[from:] {
		a.samples[from+i] += uint32(a.bits.get(k))
	}
}

// zeros reads a run of blocks of zeros.
func (a *rice) zeros(ref int) {
	run := int(min(a.bits.zeros(), 1<<16)) + 1
	switch {
	case run == remainder:
		at := (len(a.samples) - ref) / a.block
		run = min(a.blocks-at, 64-at%64)
	case run > remainder:
		run--
	}
	for range run*a.block - ref {
		if len(a.samples) > a.blocks*a.block {
			return
		}
		a.samples = append(a.samples, 0)
	}
}

// pairs reads two samples per code: of the pairs in the order of their sum,
// then of the second, the code is the number.
func (a *rice) pairs(ref int) {
	for i := ref; i < a.block; i++ {
		m := uint32(min(a.bits.zeros(), 1<<16))
		sum, first := uint32(0), uint32(0)
		for first+sum+1 <= m {
			sum++
			first += sum
		}
		second := m - first
		if i%2 == 0 {
			a.samples = append(a.samples, sum-second)
			i++
		}
		a.samples = append(a.samples, second)
	}
}

// sum turns mapped differences into samples.
func (a *rice) sum() {
	most := uint32(1)<<(a.width-1)<<1 - 1
	middle := most/2 + 1
	x := a.samples[0]
	for i, d := range a.samples[1:] {
		var mask uint32
		if x&middle != 0 {
			mask = most
		}
		if half := d>>1 + d&1; half <= mask^x {
			x += d>>1 ^ ^(d&1 - 1)
		} else {
			x = mask ^ d
		}
		a.samples[1+i] = x
	}
}
