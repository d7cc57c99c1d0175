package filter

import "math"

// expander is a Filter that knows how long its output can be: what a file
// declares a chunk to hold takes no memory that its stored bytes do not
// justify. The others may make much of nearly nothing.
type expander interface {
	// mostDecoded returns the most bytes that n bytes decode to.
	mostDecoded(n uint64, params []uint32) uint64
}

// Unlimited is what [Pipeline.MostDecoded] returns for a pipeline whose output
// no length bounds.
const Unlimited = math.MaxUint64

// MostDecoded returns the most bytes that a chunk of n stored bytes can decode
// to. Bit i of mask says that filter i was left out.
func (p *Pipeline) MostDecoded(n uint64, mask uint32) uint64 {
	for i := len(p.infos) - 1; i >= 0; i-- {
		if left(mask, i) {
			continue
		}
		f, ok := p.filters[i].(expander)
		if !ok {
			return Unlimited
		}
		if n = f.mostDecoded(n, p.infos[i].Params); n > math.MaxInt64 {
			return Unlimited
		}
	}
	return n
}

// times multiplies without overflow.
func times(n, factor uint64) uint64 {
	if n > math.MaxInt64/factor {
		return Unlimited
	}
	return n * factor
}

// A deflate stream has at least two bits for each 258 bytes.
func (*deflate) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, 1032) }

func (shuffle) mostDecoded(n uint64, _ []uint32) uint64    { return n }
func (fletcher32) mostDecoded(n uint64, _ []uint32) uint64 { return n }

// Three bytes of LZF stand for at most 264.
func (lzf) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, 88) }

// A number takes at least one bit of each element.
func (f nbit) mostDecoded(n uint64, params []uint32) uint64 {
	plan, err := f.plan(params)
	if err != nil || plan == nil {
		return n
	}
	if plan.bits == 0 {
		return Unlimited
	}
	return times(n*8/uint64(plan.bits), uint64(max(plan.size, 1)))
}
