package vds

import (
	"context"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// frames is a stack of n sources of one frame each.
func frames(b *testing.B, n, side uint64) (*Layout, *files) {
	res := &files{sources: make(map[string]Source, n)}
	list := make(List, n)
	for i := range list {
		name := fmt.Sprintf("f%05d.h5", i)
		list[i] = Mapping{Virtual: box(b, uint64(i), 0, 0, 1, side, side), File: name, Dataset: "d", Source: dataspace.All()}
		res.sources[name+":d"] = newMemory(0, side, side)
	}
	return NewLayout([]uint64{n, side, side}, nil, i4, list), res
}

func BenchmarkRead5000Frames(b *testing.B) {
	l, res := frames(b, 5000, 64)
	buf := make([]byte, 5000*64*64*4)
	b.SetBytes(int64(len(buf)))
	for b.Loop() {
		if err := l.Read(context.Background(), res, dataspace.All(), l.Dims, dataspace.All(), i4, buf, nil, DefaultOptions()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadColumnOf5000Frames(b *testing.B) {
	l, res := frames(b, 5000, 64)
	sel := box(b, 0, 3, 3, 5000, 1, 1)
	buf := make([]byte, 5000*4)
	for b.Loop() {
		if err := l.Read(context.Background(), res, sel, []uint64{5000}, dataspace.All(), i4, buf, nil, DefaultOptions()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []uint64{10, 100, 1000, 10000, 100000} {
		list := make(List, n)
		for i := range list {
			list[i] = Mapping{Virtual: box(b, uint64(i), 0, 1, 8), File: "f", Dataset: "d", Source: dataspace.All()}
		}
		l := NewLayout([]uint64{n, 8}, nil, i4, list)
		one := box(b, n/2, 3, 1, 1)
		run := func(sel dataspace.Selection, memDims []uint64) func(*testing.B) {
			return func(b *testing.B) {
				for b.Loop() {
					if _, err := l.Plan(context.Background(), nil, sel, memDims, dataspace.All(), DefaultOptions()); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		b.Run(fmt.Sprintf("first/%d", n), func(b *testing.B) {
			for b.Loop() {
				l.Index = NewIndex(2, list)
				if _, err := l.Plan(context.Background(), nil, one, []uint64{1}, dataspace.All(), DefaultOptions()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("element/%d", n), run(one, []uint64{1}))
		b.Run(fmt.Sprintf("whole/%d", n), run(dataspace.All(), l.Dims))
	}
}
