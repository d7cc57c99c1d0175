package ndarray

import "math"

// spanArithmetic multiplies and divides timedelta64.
func (op Op) spanArithmetic(args []*Array, span *DType, fail error) (*plan, error) {
	first, second := args[0].dtype, args[1].dtype
	both := first.kind == Timedelta && second.kind == Timedelta
	number := second
	if second.kind == Timedelta {
		number = first
	}
	whole := number.isInteger() || number.kind == Bool && op == OpMultiply
	switch {
	case op == OpMultiply && !both && whole:
		return &plan{in: spanPair(first, span, Int64()), out: span, result: span, run: each2(func(a, b int64) int64 {
			if a == NaT && first.kind == Timedelta || b == NaT && first.kind != Timedelta {
				return NaT
			}
			return a * b
		})}, nil
	case op == OpMultiply && !both && number.kind == Float:
		// The product is rounded toward zero.
		return floatSpan(args, span, func(a, b float64) float64 { return a * b }), nil
	case op == OpDivide && !both && first.kind == Timedelta && whole:
		return &plan{in: []*DType{span, Int64()}, out: span, result: span, run: each2(func(a, b int64) int64 {
			if a == NaT || b == 0 {
				return NaT
			}
			return a / b
		})}, nil
	case (op == OpDivide || op == OpFloorDivide) && !both && first.kind == Timedelta && number.kind == Float:
		return floatSpan(args, span, func(a, b float64) float64 { return a / b }), nil
	case op == OpDivide && both:
		return &plan{in: []*DType{span, span}, out: Float64(), result: Float64(), run: each2(func(a, b int64) float64 {
			if a == NaT || b == NaT {
				return math.NaN()
			}
			return float64(a) / float64(b)
		})}, nil
	case op == OpFloorDivide && both:
		return &plan{in: []*DType{span, span}, out: Int64(), result: Int64(), run: each2(func(a, b int64) int64 {
			if a == NaT || b == NaT {
				return 0
			}
			return floorDivInt(a, b)
		})}, nil
	case op == OpFloorDivide && first.kind == Timedelta && whole:
		return &plan{in: []*DType{span, Int64()}, out: span, result: span, run: each2(func(a, b int64) int64 {
			if a == NaT || b == 0 {
				return NaT
			}
			return a / b
		})}, nil
	case op == OpRemainder && both:
		return &plan{in: []*DType{span, span}, out: span, result: span, run: each2(func(a, b int64) int64 {
			if a == NaT || b == NaT || b == 0 {
				return NaT
			}
			return floorModInt(a, b)
		})}, nil
	}
	return nil, fail
}

func spanPair(first, span, number *DType) []*DType {
	if first.kind == Timedelta {
		return []*DType{span, number}
	}
	return []*DType{number, span}
}

// floatSpan computes a span and a float in float64.
func floatSpan(args []*Array, span *DType, f func(a, b float64) float64) *plan {
	return &plan{result: span, each: func(out *Array, args []*Array) error {
		for i := range out.Size() {
			var v [2]float64
			nat := false
			for j, a := range args {
				s := a.Flat(i)
				if s.IsNaT() {
					nat = true
				}
				if s.dtype.kind == Timedelta {
					v[j] = float64(rescale(Timedelta, loadInt(s.data, s.dtype.order), s.dtype.unit, span.unit))
				} else {
					v[j], _ = s.Float64()
				}
			}
			r := f(v[0], v[1])
			n := int64Of(r)
			if nat || math.IsNaN(r) || math.IsInf(r, 0) {
				n = NaT
			}
			if err := out.SetItem(i, n); err != nil {
				return err
			}
		}
		return nil
	}}
}
