package numpy

import (
	"runtime"
	"sync"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/fft"
)

// hiddenFunctions are what the modules written in the language itself build on.
var hiddenFunctions = []spec{
	{"_fft", "a, forward, scale", transformRows},
}

// transformRows returns the Fourier transforms, times scale, of the rows of an array of complex128.
func transformRows(c *call) starlark.Value {
	a := must(c.array("a").AsType(ndarray.Complex128(), ndarray.CastUnsafe))
	if !a.IsContiguous() {
		a = must(a.Copy())
	}
	data, _ := ndarray.Data[complex128](a)
	n := a.Shape()[a.NDim()-1]
	if n == 0 {
		return c.FromArray(a)
	}
	plan, forward, scale := fft.New(n), c.bool("forward"), c.float("scale")
	rows := len(data) / n
	workers := min(runtime.GOMAXPROCS(0), rows*n/4096+1, rows)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for row := w; row < rows; row += workers {
				plan.Transform(data[row*n:(row+1)*n], forward, scale)
			}
		})
	}
	wait.Wait()
	return c.FromArray(a)
}
