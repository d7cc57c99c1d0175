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

// BenchmarkLoops runs 100 000 iterations of what scripts do to single elements and small arrays.
func BenchmarkLoops(b *testing.B) {
	for name, body := range map[string]string{
		"get": "x = a[i % 100]", "set": "a[i % 100] = i", "scalar": "s = s + 1.5", "compare": "a[3] == i", "row": "m[i % 10]",
		"add": "a + 1", "plus": "a + a", "zeros": "np.zeros(3)", "call": "np.add(a, 1)", "attr": "a.shape", "method": "a.sum()", "tuple": "m[i % 10, 3]", "slice": "m[1:3, ::2]",
	} {
		code := "def f():\n  a = np.arange(100)\n  m = np.zeros((10, 10))\n  s = np.float64(0)\n  for i in range(100000):\n    " + body + "\nf()"
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if out := run(code); out != "" {
					b.Fatal(out)
				}
			}
		})
	}
}
