//go:build unix

package hdf5_test

import (
	"context"
	"fmt"
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// How many times as long as a plain dataset a virtual one of the same 256 MiB
// takes to be opened and read whole into a new array, by the size of its
// sources: in time ("wall/plain") and in time of all processors ("cpu/plain").
func BenchmarkWholeRead(b *testing.B) {
	const total = 256 << 20
	for _, size := range []uint64{32 << 10, 128 << 10, 512 << 10, 2 << 20} {
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			b.Chdir(b.TempDir())
			n, cols := total/size, size/4
			dims := []uint64{n, 1, cols}
			frameFiles(b, n, 1, cols)
			fileWith(b, "plain.h5", func(g *hdf5.Group) {
				d, err := g.CreateDataset("v", i4, dataspace.Space{Class: dataspace.Simple, Dims: dims}, nil)
				if err == nil {
					err = d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: dims, Bytes: make([]byte, total)})
				}
				if err != nil {
					b.Fatal(err)
				}
			})
			var plain, virtual cost
			for b.Loop() {
				plain.add(func() { readFresh(b, "plain.h5", dims) })
				virtual.add(func() { readFresh(b, "v.h5", dims) })
			}
			b.ReportMetric(virtual.wall.Seconds()/plain.wall.Seconds(), "wall/plain")
			b.ReportMetric(virtual.cpu.Seconds()/plain.cpu.Seconds(), "cpu/plain")
			b.ReportMetric(float64((virtual.cpu-plain.cpu).Microseconds())/float64(n)/float64(b.N), "us-cpu/source")
		})
	}
}

// cost is time, and time of processors.
type cost struct{ wall, cpu time.Duration }

// add adds what a call costs in a process without free memory.
func (c *cost) add(do func()) {
	debug.FreeOSMemory()
	wall, cpu := time.Now(), processors()
	do()
	c.wall += time.Since(wall)
	c.cpu += processors() - cpu
}

// processors returns the time that processors have spent on this process.
func processors() time.Duration {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// readFresh opens a file and reads its dataset "v" into a new array.
func readFresh(b *testing.B, name string, dims []uint64) {
	f, err := hdf5.Open(context.Background(), name, hdf5.ReadOnly, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	if err == nil {
		var array *ndarray.Array // with memory as scripts have it
		if array, err = ndarray.New(nil, ndarray.Int32(), []int{int(dims[0]), int(dims[1]), int(dims[2])}); err == nil {
			err = d.Read(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: dims, Bytes: array.Bytes()})
		}
	}
	if err != nil {
		b.Fatal(err)
	}
}
