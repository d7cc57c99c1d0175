package filter

import "math"

// expander is a Filter that knows how long its output can be: what a file
// declares a chunk to hold takes no memory that its stored bytes do not
// justify. All filters of [Standard] are expanders.
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

// LZ4 and BloscLZ: a byte stands for at most 255 of a match's.
func (lz4Filter) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, 255) }

// Zstandard: a block of four bytes holds at most 128 KiB.
const mostZstd = 1 << 15

func (*zstdFilter) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, mostZstd) }

// Blosc has the worst of its codecs in it, which is Zstandard.
func (*blosc) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, mostZstd) }

// A codec's parameter may be overruled by the chunk's, so the worst counts.
func (b *bitshuffle) mostDecoded(n uint64, params []uint32) uint64 {
	if plan, err := b.plan(params); err == nil && plan.codec == 0 {
		return n
	}
	return times(n, mostZstd)
}

// A bzip2 block takes at least 32 bytes and holds at most 900 000, which the
// first of its run length codes makes 52 times longer.
func (bzip) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, 900_000*52/32) }

// A run of zeros takes at least a byte and is at most a segment of 64 blocks of
// 32 samples of four bytes; planes of bytes are samples of one.
func (szip) mostDecoded(n uint64, _ []uint32) uint64 { return times(n, 64*32*4) }

// constant bounds filters that store a chunk of one value in a few bytes: such
// a chunk is believed to be of a usual size, or of one that its length makes
// likely.
func constant(n uint64) uint64 { return max(times(n, 1<<16), 64<<20) }

func (scaleOffset) mostDecoded(n uint64, _ []uint32) uint64 { return constant(n) }
func (*blosc2) mostDecoded(n uint64, _ []uint32) uint64     { return constant(n) }

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
