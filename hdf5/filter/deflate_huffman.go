package filter

import (
	"cmp"
	"slices"
)

// huffman is a code: the length and, bits reversed, the code of each symbol.
type huffman struct {
	bits  []uint8
	codes []uint16
}

// newHuffman returns the best code for the numbers of times that symbols occur
// in which no code is longer than limit. At least two symbols have one.
func newHuffman(times []int, limit int) huffman {
	h := huffman{make([]uint8, len(times)), make([]uint16, len(times))}
	var used []int
	for s, n := range times {
		if n > 0 {
			used = append(used, s)
		}
	}
	for s := 0; len(used) < 2; s++ {
		if !slices.Contains(used, s) {
			used = append(used, s)
		}
	}
	slices.SortFunc(used, func(a, b int) int { return cmp.Or(cmp.Compare(times[a], times[b]), cmp.Compare(a, b)) })
	counts := codeLengths(used, times, limit)
	// The rarest symbols have the longest codes.
	at := 0
	for n := limit; n > 0; n-- {
		for range counts[n] {
			h.bits[used[at]] = uint8(n)
			at++
		}
	}
	h.assign(counts)
	return h
}

// codeLengths returns how many codes of each length the best code has for
// symbols from rare to common.
func codeLengths(used, times []int, limit int) []int {
	// Two queues, both in order: symbols, and the trees made of them.
	n := len(used)
	parent := make([]int, 2*n-1)
	weight := make([]int, 0, 2*n-1)
	for _, s := range used {
		weight = append(weight, times[s])
	}
	leaf, tree := 0, n
	next := func() int {
		if leaf < n && (tree >= len(weight) || weight[leaf] <= weight[tree]) {
			leaf++
			return leaf - 1
		}
		tree++
		return tree - 1
	}
	for len(weight) < 2*n-1 {
		a := next()
		b := next()
		parent[a], parent[b] = len(weight), len(weight)
		weight = append(weight, weight[a]+weight[b])
	}
	depth := make([]int, 2*n-1)
	counts := make([]int, limit+1)
	for i := 2*n - 3; i >= 0; i-- {
		depth[i] = depth[parent[i]] + 1
		if i < n {
			counts[min(depth[i], limit)]++
		}
	}
	// Codes that were cut to the limit take more than there is: a code above
	// goes down one level and lets a cut one be its brother.
	total := 0
	for d := 1; d <= limit; d++ {
		total += counts[d] << (limit - d)
	}
	for ; total > 1<<limit; total-- {
		counts[limit]--
		for d := limit - 1; ; d-- {
			if counts[d] > 0 {
				counts[d]--
				counts[d+1] += 2
				break
			}
		}
	}
	return counts
}

// assign gives the codes of their lengths to symbols, in order (RFC 1951
// 3.2.2).
func (h *huffman) assign(counts []int) {
	next := make([]int, len(counts)+1)
	for d := 1; d < len(counts); d++ {
		next[d+1] = (next[d] + counts[d]) << 1
	}
	for s, n := range h.bits {
		if n == 0 {
			continue
		}
		code := next[n]
		next[n]++
		r := 0
		for range n {
			r = r<<1 | code&1
			code >>= 1
		}
		h.codes[s] = uint16(r)
	}
}

// cost returns the bits that symbols take which occur so many times.
func (h *huffman) cost(times []int) int {
	n := 0
	for s, k := range times {
		n += k * int(h.bits[s])
	}
	return n
}
