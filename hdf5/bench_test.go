package hdf5_test

import (
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// BenchmarkManyDatasets makes 2000 small datasets with an attribute each in 50
// groups.
func BenchmarkManyDatasets(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: new(driver.Memory), Low: hdf5.Latest})
		if err != nil {
			b.Fatal(err)
		}
		for i := range 2000 {
			d, err := f.Root().CreateDataset(fmt.Sprintf("g%02d/d%04d", i%50, i), int64LE, simple(16), nil)
			if err == nil {
				err = d.Write(ctx, dataspace.All(), upTo(16))
			}
			if err == nil {
				err = d.Attributes().Put("n", int64LE, dataspace.NewScalar(), numbers(i))
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
