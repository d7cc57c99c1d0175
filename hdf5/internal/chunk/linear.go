package chunk

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// linear numbers the chunks of a dataset's largest extent in row-major order.
// A single unlimited dimension comes first in that order, wherever it stands
// (H5VM_swizzle_coords).
type linear struct {
	count []uint64 // chunks in each dimension, 0 for the unlimited one
	order []int    // dimensions, slowest first
}

// newLinear counts the chunks of the largest extent. With unlimited, one
// dimension may have no end.
func (b *base) newLinear(unlimited bool) (*linear, error) {
	dims, chunk := b.conf.MaxDims, b.conf.Layout.Chunked.Dims
	if dims == nil {
		dims = b.conf.Dims
	}
	l := &linear{count: make([]uint64, len(dims)), order: make([]int, len(dims))}
	first := -1
	for i, d := range dims {
		if d != dataspace.Unlimited {
			l.count[i] = d / chunk[i]
			if d%chunk[i] != 0 {
				l.count[i]++
			}
			continue
		}
		if !unlimited || first >= 0 {
			return nil, codec.Formatf("chunk index for a dataset with too many unlimited dimensions")
		}
		first = i
	}
	k := 0
	if first >= 0 {
		l.order[0] = first
		k = 1
	}
	for i := range dims {
		if i != first {
			l.order[k] = i
			k++
		}
	}
	return l, nil
}

// total is the number of chunks where no dimension is unlimited.
func (l *linear) total() (uint64, error) {
	n := uint64(1)
	for _, c := range l.count {
		hi, lo := bits.Mul64(n, c)
		if hi != 0 {
			return 0, codec.Formatf("number of chunks exceeds 64 bits")
		}
		n = lo
	}
	return n, nil
}

// index returns a chunk's number, false for one outside of the largest extent.
func (l *linear) index(scaled []uint64) (uint64, bool) {
	var n uint64
	for k, i := range l.order {
		if scaled[i] >= l.count[i] && !(k == 0 && l.count[i] == 0) {
			return 0, false
		}
		hi, lo := bits.Mul64(n, l.count[i])
		sum, carry := bits.Add64(lo, scaled[i], 0)
		if hi != 0 || carry != 0 {
			return 0, false
		}
		n = sum
	}
	return n, true
}

// scaled returns the coordinates of a chunk's number.
func (l *linear) scaled(n uint64) []uint64 {
	out := make([]uint64, len(l.count))
	for k := len(l.order) - 1; k >= 0; k-- {
		i := l.order[k]
		if l.count[i] == 0 { // the unlimited one, slowest of all
			out[i] = n
			break
		}
		out[i] = n % l.count[i]
		n /= l.count[i]
	}
	return out
}
