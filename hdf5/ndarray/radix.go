package ndarray

import "math"

// This file sorts long lanes of numbers by their digits (least significant
// first), which is stable and takes the same time for every order.

const (
	radixBits  = 11
	radixLeast = 512 // elements for which comparisons are slower
)

// radixKeys returns unsigned numbers that have the order of a lane's elements,
// and how many bits they have; nil for elements without such keys. NaN and NaT
// come last, and both zeros are equal.
func radixKeys(d *DType, lane []byte) (keys []uint64, bits int) {
	switch {
	case d.isTemporal() && d.IsNative():
		return keysOf(lane, func(x int64) uint64 { return uint64(x-1) ^ 1<<63 }), 64
	case d.num() == numBool || d.num() == numU8:
		return keysOf(lane, func(x uint8) uint64 { return uint64(x) }), 8
	case d.num() == numI8:
		return keysOf(lane, func(x int8) uint64 { return uint64(uint8(x) ^ 1<<7) }), 8
	case d.num() == numU16:
		return keysOf(lane, func(x uint16) uint64 { return uint64(x) }), 16
	case d.num() == numI16:
		return keysOf(lane, func(x int16) uint64 { return uint64(uint16(x) ^ 1<<15) }), 16
	case d.num() == numU32:
		return keysOf(lane, func(x uint32) uint64 { return uint64(x) }), 32
	case d.num() == numI32:
		return keysOf(lane, func(x int32) uint64 { return uint64(uint32(x) ^ 1<<31) }), 32
	case d.num() == numU64:
		return keysOf(lane, func(x uint64) uint64 { return x }), 64
	case d.num() == numI64:
		return keysOf(lane, func(x int64) uint64 { return uint64(x) ^ 1<<63 }), 64
	case d.num() == numF32:
		return keysOf(lane, func(x float32) uint64 {
			if x != x {
				return math.MaxUint32
			}
			b := math.Float32bits(x + 0)
			return uint64(b ^ (uint32(int32(b)>>31) | 1<<31))
		}), 32
	case d.num() == numF64:
		return keysOf(lane, func(x float64) uint64 {
			if x != x {
				return math.MaxUint64
			}
			b := math.Float64bits(x + 0)
			return b ^ (uint64(int64(b)>>63) | 1<<63)
		}), 64
	}
	return nil, 0
}

func keysOf[T any](lane []byte, key func(T) uint64) []uint64 {
	s := typed[T](lane)
	keys := make([]uint64, len(s))
	for i, x := range s {
		keys[i] = key(x)
	}
	return keys
}

// radixSort sorts keys of so many bits, and index along with them unless it is
// nil. It returns them, in the slices given or in others.
func radixSort(keys []uint64, bits int, index []int64) ([]uint64, []int64) {
	const size = 1 << radixBits
	counts := make([][size]int, (bits+radixBits-1)/radixBits)
	for _, k := range keys {
		for p := range counts {
			counts[p][k&(size-1)]++
			k >>= radixBits
		}
	}
	keys2, index2 := make([]uint64, len(keys)), make([]int64, len(index))
	for p := range counts {
		shift, count := uint(p*radixBits), &counts[p]
		if count[keys[0]>>shift&(size-1)] == len(keys) { // the digit is the same everywhere
			continue
		}
		at := 0
		for d, n := range count {
			count[d], at = at, at+n
		}
		for i, k := range keys {
			d := k >> shift & (size - 1)
			to := count[d]
			count[d]++
			if keys2[to] = k; index != nil {
				index2[to] = index[i]
			}
		}
		keys, keys2 = keys2, keys
		if index != nil {
			index, index2 = index2, index
		}
	}
	return keys, index
}

// sortFloats sorts numbers without NaN in place, by the order of their bits.
func sortFloats(s []float64) {
	keys := typed[uint64](bytesOf(s))
	for i, b := range keys {
		keys[i] = b ^ (uint64(int64(b)>>63) | 1<<63)
	}
	sorted, _ := radixSort(keys, 64, nil)
	for i, k := range sorted {
		keys[i] = k ^ (uint64(int64(^k)>>63) | 1<<63)
	}
}
