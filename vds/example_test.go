package vds_test

import (
	"fmt"

	"github.com/vdscript/vdscript/vds"
)

// show prints a layout's extent and mappings.
func show(l *vds.Layout, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("extent", l.Dims)
	for i := range l.Mappings.Len() {
		m, err := l.Mappings.At(i)
		if err != nil {
			fmt.Println(err)
			return
		}
		box, _ := m.Virtual.Bounds(l.Dims)
		fmt.Printf("%d elements from %d: %s of %s\n", m.Virtual.NumPoints(l.Dims), box.Start, m.Dataset, m.File)
	}
}

// Runs of an experiment, each as long as it took, become one long dataset.
func ExampleConcat() {
	show(vds.Concat(0,
		vds.Array{File: "run1.h5", Dataset: "data", Dims: []uint64{100, 64}},
		vds.Array{File: "run2.h5", Dataset: "data", Dims: []uint64{250, 64}},
	))
	_, err := vds.Concat(0,
		vds.Array{File: "run1.h5", Dataset: "data", Dims: []uint64{100, 64}},
		vds.Array{File: "run2.h5", Dataset: "data", Dims: []uint64{100, 32}},
	)
	fmt.Println(err)
	// Output:
	// extent [350 64]
	// 6400 elements from [0 0]: data of run1.h5
	// 16000 elements from [100 0]: data of run2.h5
	// source 1 has shape (100, 32), 3200 elements, want (100, 64), 6400 elements, as source 0
}

// The members of an ensemble become the planes of one dataset.
func ExampleStack() {
	show(vds.Stack(0,
		vds.Array{File: "member1.nc", Dataset: "t2m", Dims: []uint64{180, 360}},
		vds.Array{File: "member2.nc", Dataset: "t2m", Dims: []uint64{180, 360}},
	))
	// Output:
	// extent [2 180 360]
	// 64800 elements from [0 0 0]: t2m of member1.nc
	// 64800 elements from [1 0 0]: t2m of member2.nc
}

// Writers that take frames in turn: frame 5 is the second of the second file.
// The first file has one frame more.
func ExampleInterleave() {
	show(vds.Interleave(0,
		vds.Array{File: "node0.h5", Dataset: "frames", Dims: []uint64{3, 8, 8}},
		vds.Array{File: "node1.h5", Dataset: "frames", Dims: []uint64{2, 8, 8}},
	))
	// Output:
	// extent [5 8 8]
	// 192 elements from [0 0 0]: frames of node0.h5
	// 128 elements from [1 0 0]: frames of node1.h5
}

// Four modules of a detector, of which one is broken.
func ExampleGrid() {
	module := func(n int) *vds.Array {
		return &vds.Array{File: fmt.Sprintf("module%d.h5", n), Dataset: "d", Dims: []uint64{10, 512, 1024}}
	}
	show(vds.Grid(1, 2, [][]*vds.Array{{module(0), module(1)}, {nil, module(3)}}))
	// Output:
	// extent [10 1024 2048]
	// 5242880 elements from [0 0 0]: d of module0.h5
	// 5242880 elements from [0 0 1024]: d of module1.h5
	// 5242880 elements from [0 512 1024]: d of module3.h5
}

// One file for each block of ten frames, as many as there will be.
func ExamplePattern() {
	l, err := vds.Pattern(0, vds.Array{File: "scan_%b.h5", Dataset: "frames", Dims: []uint64{10, 4, 4}})
	fmt.Println(l.Dims, l.Grows(), err)
	// Output:
	// [10 4 4] true <nil>
}
