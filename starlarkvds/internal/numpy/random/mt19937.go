package random

const (
	mtLen   = 624
	mtShift = 397
)

// MT19937 is the Mersenne Twister.
type MT19937 struct {
	Key [mtLen]uint32
	// Pos is the next word of Key to be tempered; 624 asks for a new block.
	Pos int
}

// NewMT19937 seeds as numpy.random.MT19937(SeedSequence) does.
func NewMT19937(s *SeedSequence) *MT19937 {
	m := new(MT19937)
	copy(m.Key[:], s.Uint32s(mtLen))
	m.Key[0] = 0x80000000
	m.Pos = mtLen - 1
	return m
}

// SeedLegacy seeds as RandomState(seed) and numpy.random.seed(seed) do for one integer below 2**32.
func (m *MT19937) SeedLegacy(seed uint32) {
	for i := range m.Key {
		m.Key[i] = seed
		seed = 1812433253*(seed^seed>>30) + uint32(i) + 1
	}
	m.Pos = mtLen
}

// SeedArray seeds as RandomState(array) does; key must not be empty.
func (m *MT19937) SeedArray(key []uint32) {
	m.SeedLegacy(19650218)
	mt := &m.Key
	i, j := 1, 0
	next := func() {
		if i++; i >= mtLen {
			mt[0] = mt[mtLen-1]
			i = 1
		}
	}
	for range max(mtLen, len(key)) {
		mt[i] = (mt[i] ^ (mt[i-1]^mt[i-1]>>30)*1664525) + key[j] + uint32(j)
		next()
		if j++; j >= len(key) {
			j = 0
		}
	}
	for range mtLen - 1 {
		mt[i] = (mt[i] ^ (mt[i-1]^mt[i-1]>>30)*1566083941) - uint32(i)
		next()
	}
	mt[0] = 0x80000000
}

// Name implements BitGenerator.
func (m *MT19937) Name() string { return "MT19937" }

func (m *MT19937) block() {
	mt := &m.Key
	for i := range mt {
		y := mt[i]&0x80000000 | mt[(i+1)%mtLen]&0x7fffffff
		mt[i] = mt[(i+mtShift)%mtLen] ^ y>>1 ^ -(y&1)&0x9908b0df
	}
	m.Pos = 0
}

// Uint32 implements BitGenerator.
func (m *MT19937) Uint32() uint32 {
	if m.Pos >= mtLen {
		m.block()
	}
	y := m.Key[m.Pos]
	m.Pos++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// Uint64 implements BitGenerator: the first word drawn is the high one.
func (m *MT19937) Uint64() uint64 {
	hi := uint64(m.Uint32())
	return hi<<32 | uint64(m.Uint32())
}

// Float64 implements BitGenerator.
func (m *MT19937) Float64() float64 {
	a, b := m.Uint32()>>5, m.Uint32()>>6
	return (float64(a)*67108864 + float64(b)) / 9007199254740992
}
