package ndarray

import "math"

// funcAnswer computes the named expressions of testdata/oracle.py.
func funcAnswer(name string) (any, error) {
	must := func(a *Array, err error) *Array {
		if err != nil {
			panic(err)
		}
		return a
	}
	arange := func(n int64, shape ...int) *Array {
		a := must(Arange(nil, IntValue(0), IntValue(n), IntValue(1), nil))
		return must(a.Reshape(shape))
	}
	list := func(v ...any) *Array { return must(FromValues(nil, nil, []int{len(v)}, v)) }
	x, a := arange(6, 2, 3), arange(24, 2, 3, 4)
	row := must(x.pick(IntKey(0)))
	cut := must(x.pick(SliceKey{}, SliceKey{Stop: ptrInt(2)}))
	zero, one, last := 0, 1, -1
	flip := func(axes []int) (*Array, error) { return Flip(x, axes) }
	switch name {
	case "concat0":
		return Concatenate([]*Array{x, must(x.To(Float32()))}, &zero, nil)
	case "concat1":
		return Concatenate([]*Array{x, must(x.pick(SliceKey{}, SliceKey{Stop: ptrInt(1)}))}, &one, nil)
	case "concatN":
		return Concatenate([]*Array{x, row}, nil, nil)
	case "concatbad":
		return Concatenate([]*Array{x, cut}, &zero, nil)
	case "stack0":
		return Stack([]*Array{x, x}, 0)
	case "stack2":
		return Stack([]*Array{x, x}, -1)
	case "hstack":
		return HStack([]*Array{x, x})
	case "vstack":
		return VStack([]*Array{x, row})
	case "dstack":
		return DStack([]*Array{x, x})
	case "repeat":
		return Repeat(x, list(2), &one)
	case "repeatv":
		return Repeat(x, list(1, 2), &zero)
	case "repeatN":
		return Repeat(x, list(3), nil)
	case "tile":
		return Tile(x, []int{2, 1, 2})
	case "tile1":
		return Tile(x, []int{2})
	case "flip":
		return flip(nil)
	case "flip1":
		return flip([]int{1})
	case "roll":
		return Roll(x, []int{2}, nil)
	case "roll1":
		return Roll(x, []int{-1}, []int{1})
	case "roll2":
		return Roll(x, []int{1, 2}, []int{0, 1})
	case "diff":
		return Diff(x, 1, -1)
	case "diff0":
		return Diff(x, 1, 0)
	case "diff2":
		return Diff(x, 2, -1)
	case "take":
		return Take(x, list(0, 5), nil, "raise")
	case "take1":
		return Take(x, must(list(0, 2).Reshape([]int{1, 2})), &one, "raise")
	case "takewrap":
		return Take(x, list(7, -8), nil, "wrap")
	case "takeclip":
		return Take(x, list(7, -8), nil, "clip")
	case "moveaxis":
		return a.MoveAxis([]int{0}, []int{-1})
	case "moveaxis2":
		return a.MoveAxis([]int{0, 1}, []int{-1, 0})
	case "swap":
		return a.SwapAxes(0, 2)
	case "squeeze":
		return must(x.Reshape([]int{1, 2, 1, 3})).Squeeze(nil)
	case "expand":
		return x.ExpandDims([]int{0, 3})
	case "diag":
		return x.Diagonal(0, 0, 1)
	case "diag1":
		return x.Diagonal(1, 0, 1)
	case "diagm":
		return x.Diagonal(-1, 0, 1)
	case "bcast":
		return row.BroadcastTo([]int{2, 2, 3})
	case "bcastbad":
		return x.BroadcastTo([]int{2, 4})
	case "resize":
		return Resize(x, []int{3, 3})
	case "eye":
		return Eye(nil, 2, 3, 1, Float64())
	case "matmul":
		return MatMul(x, must(x.Transpose(nil)))
	case "matmulv":
		return MatMul(x, arange(3, 3))
	case "vmatmul":
		return MatMul(arange(2, 2), x)
	case "dotvv":
		return MatMul(must(arange(3, 3).To(Float64())), arange(3, 3))
	case "matmul3":
		return MatMul(a, arange(8, 4, 2))
	case "dot3":
		return Dot(a, arange(24, 2, 4, 3))
	case "outer":
		return Outer(OpAdd, x, arange(2, 2))
	case "where":
		return Where(must(Binary(OpGreater, x, WeakInt(2))), x, WeakFloat(-1.5))
	case "clip":
		return Clip(x, WeakInt(1), WeakInt(4))
	case "round":
		return Round(list(0.5, 1.5, 2.675, -1.25), 2)
	case "roundi":
		return Round(list(15, 25, 149), -1)
	case "unique":
		u, err := Unique(list(3, 1, 2, 3, 1))
		return u.Values, err
	case "sort":
		return Sort(must(list(3.0, math.NaN(), 1, 2, -1, 0).Reshape([]int{2, 3})), &last)
	case "sort0":
		return Sort(must(list(3, 5, 1, 2, -1, 7).Reshape([]int{2, 3})), &zero)
	case "argsort":
		return ArgSort(list(3, 1, 2, 1), &last)
	case "ssl", "ssr":
		return SearchSorted(list(1, 2, 2, 3), list(0, 2, 2.5, 9), name == "ssr")
	case "nonzero":
		nz, err := NonZero(must(Binary(OpRemainder, x, WeakInt(2))))
		if err != nil {
			return nil, err
		}
		return Stack(nz, 0)
	case "arange":
		return Arange(nil, IntValue(0), IntValue(1), FloatValue(0.1), nil)
	case "arangei":
		return Arange(nil, IntValue(10), IntValue(0), IntValue(-3), nil)
	case "arangef4":
		return Arange(nil, IntValue(0), IntValue(2), FloatValue(0.3), Float32())
	case "linspace", "linspacen":
		n := map[string]int{"linspace": 7, "linspacen": 5}[name]
		r, _, err := Linspace(nil, WeakInt(0), WeakInt(1), n, name == "linspace", nil)
		return r, err
	case "linspacei":
		r, _, err := Linspace(nil, WeakInt(0), WeakInt(10), 4, true, Int64())
		return r, err
	case "splitbad":
		_, err := Split(x, 2, 1)
		return nil, err
	case "sorts":
		return Sort(list("b", "a", "ab"), &last)
	case "sortt":
		d, _ := ParseDType("M8[Y]")
		return Sort(must(FromValues(nil, d, []int{3}, []any{"NaT", "2020", "1999"})), &last)
	case "sortc":
		return Sort(list(1i, 1, 0, complex(0, math.NaN())), &last)
	case "view":
		return x.ViewAs(Int32())
	case "viewbad":
		return must(x.pick(SliceKey{}, SliceKey{Step: ptrInt(2)})).ViewAs(Int32())
	case "byteswap":
		return x.ByteSwap(false)
	case "f16sum":
		return Reduce(Sum, must(arange(2000, 2000).To(Float16())), ReduceOptions{})
	case "cumprod":
		return Accumulate(OpMultiply, must(must(Arange(nil, IntValue(1), IntValue(6), IntValue(1), nil)).To(Int8())), nil, nil)
	}
	panic("no function " + name)
}

func (a *Array) pick(keys ...Key) (*Array, error) {
	r, _, err := a.Index(keys...)
	return r, err
}
