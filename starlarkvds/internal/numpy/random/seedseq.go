package random

import "math/big"

const poolSize = 4

// SeedSequence is numpy's SeedSequence: a hash from entropy of any length to any number of seed words.
type SeedSequence struct {
	// Entropy is the run's entropy, least significant word first.
	Entropy []uint32
	// SpawnKey tells children of one sequence apart.
	SpawnKey []uint32
	// Spawned counts the children made so far.
	Spawned uint32
	pool    [poolSize]uint32
}

// NewSeedSequence mixes entropy and spawnKey; nil entropy is taken from the operating system (128 bits).
func NewSeedSequence(entropy, spawnKey []uint32) *SeedSequence {
	if entropy == nil {
		entropy = Entropy(poolSize)
	}
	s := &SeedSequence{Entropy: entropy, SpawnKey: spawnKey}
	words := append([]uint32(nil), entropy...)
	if len(spawnKey) > 0 {
		for len(words) < poolSize {
			words = append(words, 0)
		}
		words = append(words, spawnKey...)
	}
	s.mixEntropy(words)
	return s
}

// Words splits a non-negative integer into 32-bit words, least significant first; zero is one word.
func Words(n *big.Int) []uint32 {
	if n.Sign() == 0 {
		return []uint32{0}
	}
	var words []uint32
	b := n.Bytes()
	for end := len(b); end > 0; end -= 4 {
		var w uint32
		for _, c := range b[max(end-4, 0):end] {
			w = w<<8 | uint32(c)
		}
		words = append(words, w)
	}
	return words
}

func hashmix(value uint32, state *uint32) uint32 {
	value ^= *state
	*state *= 0x931e8875
	value *= *state
	return value ^ value>>16
}

func mix(x, y uint32) uint32 {
	r := 0xca01f9dd*x - 0x4973f715*y
	return r ^ r>>16
}

func (s *SeedSequence) mixEntropy(words []uint32) {
	state := uint32(0x43b0d7e5)
	for i := range s.pool {
		var w uint32
		if i < len(words) {
			w = words[i]
		}
		s.pool[i] = hashmix(w, &state)
	}
	for src := range s.pool {
		for dst := range s.pool {
			if src != dst {
				s.pool[dst] = mix(s.pool[dst], hashmix(s.pool[src], &state))
			}
		}
	}
	for src := poolSize; src < len(words); src++ {
		for dst := range s.pool {
			s.pool[dst] = mix(s.pool[dst], hashmix(words[src], &state))
		}
	}
}

// Uint32s returns n seed words (generate_state with dtype uint32).
func (s *SeedSequence) Uint32s(n int) []uint32 {
	out := make([]uint32, n)
	state := uint32(0x8b51f9dd)
	for i := range out {
		v := s.pool[i%poolSize] ^ state
		state *= 0x58f38ded
		v *= state
		out[i] = v ^ v>>16
	}
	return out
}

// Uint64s returns n seed words (generate_state with dtype uint64).
func (s *SeedSequence) Uint64s(n int) []uint64 {
	half := s.Uint32s(2 * n)
	out := make([]uint64, n)
	for i := range out {
		out[i] = uint64(half[2*i]) | uint64(half[2*i+1])<<32
	}
	return out
}

// Spawn makes n children that are independent of each other and of s.
func (s *SeedSequence) Spawn(n int) []*SeedSequence {
	out := make([]*SeedSequence, n)
	for i := range out {
		key := append(append([]uint32(nil), s.SpawnKey...), s.Spawned)
		out[i] = NewSeedSequence(s.Entropy, key)
		s.Spawned++
	}
	return out
}
