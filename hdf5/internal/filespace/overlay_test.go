package filespace

import (
	"bytes"
	"testing"
)

// What is dropped is neither more nor less than the range, which may be far
// wider than what waits.
func TestDropOfAnyWidth(t *testing.T) {
	const begin, size = 3*pageSize - 10, 2 * pageSize
	data := bytes.Repeat([]byte{7}, size)
	for _, c := range []struct{ at, n, from, to uint64 }{ // what of the data is gone
		{begin + 5, 1, 5, 6},
		{begin + 5, pageSize, 5, 5 + pageSize},
		{0, begin + 3, 0, 3},
		{begin + size - 4, 1 << 60, size - 4, size},
		{0, 1 << 62, 0, size},
		{begin + size, 1 << 60, 0, 0},
	} {
		var o overlay
		o.write(begin, data)
		o.drop(c.at, c.n)
		got := make([]byte, size)
		o.patch(begin, got)
		want := bytes.Clone(data)
		clear(want[c.from:c.to])
		if !bytes.Equal(got, want) {
			t.Errorf("drop(%d, %d): %d bytes left, want %d", c.at, c.n, bytes.Count(got, []byte{7}), bytes.Count(want, []byte{7}))
		}
	}
}
