package numpy

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// BenchmarkNew is what import numpy costs a session.
func BenchmarkNew(b *testing.B) {
	for range b.N {
		New(&pyrt.Env{}, ndarray.Limits{}).Module()
	}
}
