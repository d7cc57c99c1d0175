package ndarray

import "math"

// Clip is np.clip(a, lo, hi); either bound may be nil.
func Clip(a, lo, hi *Array) (*Array, error) {
	var err error
	if lo == nil && hi == nil {
		return a.Copy()
	}
	if lo != nil {
		if a, err = Binary(OpMaximum, a, lo); err != nil {
			return nil, err
		}
	}
	if hi != nil {
		return Binary(OpMinimum, a, hi)
	}
	return a, nil
}

// Round is np.round(a, decimals): floats are scaled by a power of ten and
// rounded to even; integers only for negative decimals.
func Round(a *Array, decimals int) (*Array, error) {
	if a.dtype.kind == Bool {
		return a.AsType(Float16(), CastUnsafe)
	}
	if a.dtype.isInteger() && decimals >= 0 {
		return a.Copy()
	}
	if decimals == 0 {
		return Unary(OpRint, a)
	}
	p := WeakFloat(math.Pow(10, math.Abs(float64(decimals))))
	first, second := OpMultiply, OpDivide
	if decimals < 0 {
		first, second = OpDivide, OpMultiply
	}
	x, err := Binary(first, a, p)
	if err != nil {
		return nil, err
	}
	if x, err = Unary(OpRint, x); err != nil {
		return nil, err
	}
	if x, err = Binary(second, x, p); err != nil {
		return nil, err
	}
	if a.dtype.isInteger() {
		return x.AsType(canonical(a.dtype), CastUnsafe)
	}
	return x, nil
}
