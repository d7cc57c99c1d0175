package dataspace

import (
	"strconv"
	"strings"
)

// Text writes dimensions, offsets or counts as Python writes a tuple, such as
// (3,) and (4, unlimited).
func Text(dims []uint64) string {
	words := make([]string, len(dims))
	for i, n := range dims {
		if n == Unlimited {
			words[i] = "unlimited"
		} else {
			words[i] = strconv.FormatUint(n, 10)
		}
	}
	if len(words) == 1 {
		return "(" + words[0] + ",)"
	}
	return "(" + strings.Join(words, ", ") + ")"
}
