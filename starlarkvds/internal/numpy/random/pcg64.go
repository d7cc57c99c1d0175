package random

import "math/bits"

// PCG64 is O'Neill's 128-bit congruential generator with the XSL-RR output, numpy's default.
type PCG64 struct {
	hi, lo       uint64 // state
	incHi, incLo uint64
	// Uint32 hands out the low half of a word and keeps the high half here.
	kept    uint32
	hasKept bool
}

// NewPCG64 seeds as numpy.random.PCG64(SeedSequence) does.
func NewPCG64(s *SeedSequence) *PCG64 {
	w := s.Uint64s(4)
	p := &PCG64{incHi: w[2]<<1 | w[3]>>63, incLo: w[3]<<1 | 1}
	p.step()
	var carry uint64
	p.lo, carry = bits.Add64(p.lo, w[1], 0)
	p.hi, _ = bits.Add64(p.hi, w[0], carry)
	p.step()
	return p
}

func (p *PCG64) step() {
	const multHi, multLo = 2549297995355413924, 4865540595714422341
	hi, lo := bits.Mul64(p.lo, multLo)
	hi += p.hi*multLo + p.lo*multHi
	var carry uint64
	p.lo, carry = bits.Add64(lo, p.incLo, 0)
	p.hi, _ = bits.Add64(hi, p.incHi, carry)
}

// Name implements BitGenerator.
func (p *PCG64) Name() string { return "PCG64" }

// Uint64 implements BitGenerator.
func (p *PCG64) Uint64() uint64 {
	p.step()
	return bits.RotateLeft64(p.hi^p.lo, -int(p.hi>>58))
}

// Uint32 implements BitGenerator.
func (p *PCG64) Uint32() uint32 {
	if p.hasKept {
		p.hasKept = false
		return p.kept
	}
	w := p.Uint64()
	p.hasKept, p.kept = true, uint32(w>>32)
	return uint32(w)
}

// Float64 implements BitGenerator.
func (p *PCG64) Float64() float64 { return float64(p.Uint64()>>11) * (1.0 / 9007199254740992) }
