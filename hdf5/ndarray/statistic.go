package ndarray

import "slices"

// statistic is the reductions made of others: means, variances, counts, and
// those that ignore NaN.
func statistic(r Reduction, a *Array, opt ReduceOptions) (*Array, error) {
	opt.Out = nil
	switch r {
	case Mean:
		return mean(a, opt)
	case Var, Std:
		v, err := variance(a, opt)
		if err != nil || r == Var {
			return v, err
		}
		return Unary(OpSqrt, v)
	case CountNonzero:
		truth, err := a.AsType(BoolType(), CastUnsafe)
		if err != nil {
			return nil, err
		}
		opt.DType = Int64()
		return ReduceOp(OpAdd, truth, opt)
	case Ptp:
		hi, err := Reduce(Max, a, opt)
		if err != nil {
			return nil, err
		}
		lo, err := Reduce(Min, a, opt)
		if err != nil {
			return nil, err
		}
		return Binary(OpSubtract, hi, lo)
	case Median:
		return median(a, opt)
	}
	return nanReduce(r, a, opt)
}

// countOf is how many elements go into each result, as a Python float.
func countOf(a *Array, opt ReduceOptions) (*Array, error) {
	axes, err := reduceAxes(a, opt.Axes)
	if err != nil {
		return nil, err
	}
	if opt.Where != nil {
		w, err := opt.Where.BroadcastTo(a.shape)
		if err != nil {
			return nil, err
		}
		n, err := ReduceOp(OpAdd, w, ReduceOptions{Axes: axes, KeepDims: opt.KeepDims, DType: Float64()})
		return n, err
	}
	n := 1
	for _, ax := range axes {
		n *= a.shape[ax]
	}
	return WeakFloat(float64(n)), nil
}

func mean(a *Array, opt ReduceOptions) (*Array, error) {
	n, err := countOf(a, opt)
	if err != nil {
		return nil, err
	}
	if all, _ := Reduce(All, n, ReduceOptions{}); all != nil {
		if ok, _ := all.Truth(); !ok {
			a.env.warn("RuntimeWarning", "Mean of empty slice.")
		}
	}
	narrow, whole := false, opt.DType != nil && opt.DType.isInteger()
	if opt.DType == nil {
		switch {
		case a.dtype.kind == Bool || a.dtype.isInteger():
			opt.DType = Float64()
		case a.dtype.kind == Float && a.dtype.size == 2:
			opt.DType, narrow = Float32(), true
		}
	}
	sum, err := ReduceOp(OpAdd, a, opt)
	if err != nil {
		return nil, err
	}
	m, err := Binary(OpDivide, sum, n)
	if err != nil {
		return nil, err
	}
	if narrow {
		return m.AsType(Float16(), CastUnsafe)
	}
	if whole {
		return m.AsType(opt.DType, CastUnsafe)
	}
	if sum.dtype.kind == Float && !m.dtype.Equal(sum.dtype) {
		return m.AsType(canonical(sum.dtype), CastUnsafe)
	}
	return m, nil
}

// variance is the mean of squared differences from the mean, in two passes as
// numpy makes them.
func variance(a *Array, opt ReduceOptions) (*Array, error) {
	n, err := countOf(a, opt)
	if err != nil {
		return nil, err
	}
	if opt.DType == nil && (a.dtype.kind == Bool || a.dtype.isInteger()) {
		opt.DType = Float64()
	}
	keep := opt
	keep.KeepDims = true
	sum, err := ReduceOp(OpAdd, a, keep)
	if err != nil {
		return nil, err
	}
	keepCount, err := countOf(a, keep)
	if err != nil {
		return nil, err
	}
	center, err := Binary(OpDivide, sum, keepCount)
	if err != nil {
		return nil, err
	}
	if sum.dtype.kind == Float && !center.dtype.Equal(sum.dtype) {
		if center, err = center.AsType(sum.dtype, CastUnsafe); err != nil {
			return nil, err
		}
	}
	x, err := Binary(OpSubtract, a, center)
	if err != nil {
		return nil, err
	}
	if x.dtype.kind == Complex {
		x, err = squaredModulus(x)
	} else {
		x, err = Binary(OpMultiply, x, x)
	}
	if err != nil {
		return nil, err
	}
	if opt.DType != nil && opt.DType.kind == Complex {
		opt.DType = nil
	}
	total, err := ReduceOp(OpAdd, x, opt)
	if err != nil {
		return nil, err
	}
	free, err := Binary(OpSubtract, n, WeakFloat(opt.DDof))
	if err != nil {
		return nil, err
	}
	if free, err = Binary(OpMaximum, free, WeakFloat(0)); err != nil {
		return nil, err
	}
	if f, err := free.Scalar(); err == nil {
		v, _ := f.Float64()
		if v <= 0 {
			a.env.warn("RuntimeWarning", "Degrees of freedom <= 0 for slice")
		}
		free = WeakFloat(v)
	}
	return Binary(OpDivide, total, free)
}

// squaredModulus is re*re + im*im.
func squaredModulus(x *Array) (*Array, error) {
	re, err := Binary(OpMultiply, x.Real(), x.Real())
	if err != nil {
		return nil, err
	}
	im, err := Binary(OpMultiply, x.Imag(), x.Imag())
	if err != nil {
		return nil, err
	}
	return Binary(OpAdd, re, im)
}

// Real is a.real: a view of complex numbers, else the array itself.
func (a *Array) Real() *Array {
	if a.dtype.kind != Complex {
		return a
	}
	return a.view(basic(Float, a.dtype.size/2).WithOrder(a.dtype.order), slices.Clone(a.shape), slices.Clone(a.strides), a.off)
}

// Imag is a.imag: a view of complex numbers, else read-only zeros.
func (a *Array) Imag() *Array {
	if a.dtype.kind == Complex {
		v := a.Real()
		v.off += a.dtype.size / 2
		return v
	}
	zero := &Array{dtype: a.dtype, buf: &buffer{bytes: makeAligned(max(a.dtype.size, 8)), objs: &objectHeap{}}, env: a.env}
	v, err := zero.BroadcastTo(a.shape)
	if err != nil {
		return zero
	}
	return v
}

// median sorts each lane; the mean of the two middle elements where there is
// no middle one.
func median(a *Array, opt ReduceOptions) (*Array, error) {
	axes, err := reduceAxes(a, opt.Axes)
	if err != nil {
		return nil, err
	}
	lanes, n, err := a.lanes(axes)
	if err != nil {
		return nil, err
	}
	last := -1
	sorted, err := Sort(lanes, &last)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return mean(a, opt)
	}
	mid := sorted.section(sorted.NDim()-1, (n-1)/2, n/2+1)
	m, err := mean(mid, ReduceOptions{Axes: []int{-1}})
	if err != nil {
		return nil, err
	}
	if k := a.dtype.kind; k == Float || k == Complex {
		// A NaN sorts last and makes the median NaN.
		end, err := sorted.section(sorted.NDim()-1, n-1, n).Squeeze([]int{-1})
		if err != nil {
			return nil, err
		}
		nan, err := Unary(OpIsNaN, end)
		if err != nil {
			return nil, err
		}
		if m, err = Where(nan, end, m); err != nil {
			return nil, err
		}
	}
	return finishReduce(m, a, axes, opt)
}

// lanes is a with the axes joined into one at the end; n is its length.
func (a *Array) lanes(axes []int) (*Array, int, error) {
	last := make([]int, len(axes))
	n := 1
	for i, ax := range axes {
		last[i] = a.NDim() - len(axes) + i
		n *= a.shape[ax]
	}
	order := slices.Clone(axes)
	slices.Sort(order)
	moved, err := a.MoveAxis(order, last)
	if err != nil {
		return nil, 0, err
	}
	joined, err := moved.Reshape(append(keptShape(a.shape, axes, false), n))
	return joined, n, err
}

// nanReduce replaces NaN by the identity, or counts without it.
func nanReduce(r Reduction, a *Array, opt ReduceOptions) (*Array, error) {
	plainOf := map[Reduction]Reduction{NanSum: Sum, NanProd: Prod, NanMin: Min, NanMax: Max, NanMean: Mean, NanVar: Var, NanStd: Std}
	plain := plainOf[r]
	if a.dtype.kind != Float && a.dtype.kind != Complex {
		return Reduce(plain, a, opt)
	}
	nan, err := Unary(OpIsNaN, a)
	if err != nil {
		return nil, err
	}
	good, err := Unary(OpLogicalNot, nan)
	if err != nil {
		return nil, err
	}
	switch r {
	case NanMin, NanMax:
		op := OpFmin
		if r == NanMax {
			op = OpFmax
		}
		if a.Size() == 0 {
			return Reduce(plain, a, opt)
		}
		return ReduceOp(op, a, opt)
	case NanMean:
		return nanMean(a, good, opt)
	case NanVar, NanStd:
		opt.Where = good
		v, err := maskedVariance(a, good, opt)
		if err != nil || r == NanVar {
			return v, err
		}
		return Unary(OpSqrt, v)
	}
	fill := WeakFloat(0)
	if r == NanProd {
		fill = WeakFloat(1)
	}
	filled, err := Where(good, a, fill)
	if err != nil {
		return nil, err
	}
	return Reduce(plain, filled, opt)
}

// nanMean divides the sum without NaN by the count without NaN.
func nanMean(a, good *Array, opt ReduceOptions) (*Array, error) {
	filled, err := Where(good, a, WeakFloat(0))
	if err != nil {
		return nil, err
	}
	sum, err := ReduceOp(OpAdd, filled, opt)
	if err != nil {
		return nil, err
	}
	opt.DType = Int64()
	n, err := ReduceOp(OpAdd, good, opt)
	if err != nil {
		return nil, err
	}
	if all, err := Reduce(All, n, ReduceOptions{}); err == nil {
		if ok, _ := all.Truth(); !ok {
			a.env.warn("RuntimeWarning", "Mean of empty slice")
		}
	}
	m, err := Binary(OpDivide, sum, n)
	if err != nil {
		return nil, err
	}
	return m.To(sum.dtype)
}

// maskedVariance counts the good elements only.
func maskedVariance(a, good *Array, opt ReduceOptions) (*Array, error) {
	keep := ReduceOptions{Axes: opt.Axes, KeepDims: true, Where: good}
	center, err := mean(a, keep)
	if err != nil {
		return nil, err
	}
	x, err := Binary(OpSubtract, a, center)
	if err != nil {
		return nil, err
	}
	if x.dtype.kind == Complex {
		x, err = squaredModulus(x)
	} else {
		x, err = Binary(OpMultiply, x, x)
	}
	if err != nil {
		return nil, err
	}
	total, err := ReduceOp(OpAdd, x, ReduceOptions{Axes: opt.Axes, KeepDims: opt.KeepDims, Where: good})
	if err != nil {
		return nil, err
	}
	n, err := countOf(a, opt)
	if err != nil {
		return nil, err
	}
	free, err := Binary(OpSubtract, n, WeakFloat(opt.DDof))
	if err != nil {
		return nil, err
	}
	v, err := Binary(OpDivide, total, free)
	if err != nil {
		return nil, err
	}
	return v.AsType(canonical(total.dtype), CastUnsafe)
}
