// Package ndarray is numpy's array in Go: n-dimensional, typed, strided, with
// numpy 2's rules for indexing, broadcasting, promotion (NEP 50), casting,
// reduction and text.
//
// A DType says what an element is, an Array is a strided view of a buffer of
// elements, a Scalar is one element. Functions that make an array take an Env,
// which carries the memory budget and the meaning of object elements; results
// of operations inherit the Env of their operands. A nil Env is valid: no
// budget, Go values as objects.
//
//	a, _ := ndarray.Arange(nil, ndarray.IntValue(0), ndarray.IntValue(6), ndarray.IntValue(1), nil)
//	a, _ = a.Reshape([]int{2, 3})
//	s, _ := ndarray.Reduce(ndarray.Sum, a, ndarray.ReduceOptions{Axes: []int{0}})
//	fmt.Println(s.Str(nil)) // [3 5 7]
//
// Python's own numbers enter through WeakInt, WeakFloat and WeakComplex: 0-d
// arrays whose dtype gives way to the other operand's.
//
// Every failure is an *Error that names Python's exception class and carries
// numpy's text.
//
// DTypes are immutable and Scalars are values. Arrays may be read from several
// goroutines at once as long as none writes to the same buffer.
package ndarray
