// Package random produces numpy's random streams: for a seed, the same numbers as numpy 2.
//
// A [BitGenerator] makes raw bits: [MT19937] behind the legacy functions of numpy.random and [PCG64] behind
// default_rng, both seeded through [SeedSequence]. A [Stream] draws distributions from one. A legacy stream
// (Legacy true) keeps the algorithms of numpy 1.16: polar Gauss, -log(1-U), masked rejection; a modern one uses
// ziggurat tables and Lemire's rejection.
//
// Values are not safe for concurrent use.
package random

import (
	"crypto/rand"
	"encoding/binary"
)

// BitGenerator is a source of uniform bits with numpy's three ways to draw.
type BitGenerator interface {
	// Name is numpy's class name: "MT19937" or "PCG64".
	Name() string
	Uint32() uint32
	Uint64() uint64
	// Float64 is uniform in [0, 1) with 53 bits.
	Float64() float64
}

// Entropy returns n words from the operating system.
func Entropy(n int) []uint32 {
	b := make([]byte, 4*n)
	rand.Read(b) // never fails since Go 1.24
	words := make([]uint32, n)
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return words
}
