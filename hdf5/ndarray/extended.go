package ndarray

import (
	"math"
	"math/big"
	"math/bits"
)

// extended is the 80-bit float of x87 in the 16 bytes that C gives it: numpy's
// longdouble on x86-64, little-endian. The first word is the mantissa with its
// leading one, the low 16 bits of the second are sign and exponent.
//
// Sums, products, quotients and square roots are rounded once, as the
// processor does; other functions are computed in float64.
type extended [2]uint64

const (
	extendedBias = 16383
	extendedTop  = 0x7fff // the exponent of infinities and NaN
	leadingOne   = 1 << 63
)

func (e extended) negative() bool { return e[1]&0x8000 != 0 }
func (e extended) exponent() int  { return int(e[1] & extendedTop) }
func (e extended) isNaN() bool    { return e.exponent() == extendedTop && e[0]<<1 != 0 }
func (e extended) isInf() bool    { return e.exponent() == extendedTop && e[0]<<1 == 0 }
func (e extended) isZero() bool   { return e.exponent() != extendedTop && e[0] == 0 }
func (e extended) isFinite() bool { return e.exponent() != extendedTop }

func (e extended) neg() extended { return extended{e[0], e[1] ^ 0x8000} }
func (e extended) abs() extended { return extended{e[0], e[1] &^ 0x8000} }

// big is the value of a finite number.
func (e extended) big() *big.Float {
	f := new(big.Float).SetPrec(64).SetUint64(e[0])
	f.SetMantExp(f, max(e.exponent(), 1)-extendedBias-63)
	if e.negative() {
		f.Neg(f)
	}
	return f
}

// extendedFromBig rounds to nearest even.
func extendedFromBig(f *big.Float) extended {
	var sign uint64
	if f.Signbit() {
		sign = 0x8000
	}
	if f.Sign() == 0 {
		return extended{0, sign}
	}
	prec := uint(64)
	if exp := f.MantExp(nil) + extendedBias - 1; exp < 1 { // subnormal: fewer bits
		if exp < -63 {
			return extended{0, sign}
		}
		prec = uint(63 + exp)
	}
	r := new(big.Float).SetPrec(max(prec, 1)).Set(f)
	exp := r.MantExp(nil) + extendedBias - 1
	if exp >= extendedTop {
		return extended{leadingOne, sign | extendedTop}
	}
	m := new(big.Float)
	if exp < 1 {
		m.SetMantExp(r, extendedBias+62)
		exp = 0
	} else {
		m.SetMantExp(r, extendedBias+63-exp)
	}
	n, _ := m.Abs(m).Uint64()
	if exp == 0 && n&leadingOne != 0 {
		exp = 1
	}
	return extended{n, sign | uint64(exp)}
}

// extendedOf is a float64, which it holds exactly.
func extendedOf(f float64) extended {
	var sign uint64
	if math.Signbit(f) {
		sign = 0x8000
	}
	switch {
	case f != f:
		return extended{leadingOne | leadingOne>>1, sign | extendedTop}
	case math.IsInf(f, 0):
		return extended{leadingOne, sign | extendedTop}
	case f == 0:
		return extended{0, sign}
	}
	m, exp := math.Frexp(math.Abs(f))
	return extended{uint64(math.Ldexp(m, 53)) << 11, sign | uint64(exp-1+extendedBias)}
}

// extendedOfInt is an integer by magnitude and sign.
func extendedOfInt(n uint64, negative bool) extended {
	var sign uint64
	if negative {
		sign = 0x8000
	}
	if n == 0 {
		return extended{}
	}
	zeros := bits.LeadingZeros64(n)
	return extended{n << zeros, sign | uint64(63-zeros+extendedBias)}
}

// float64 rounds to nearest even.
func (e extended) float64() float64 {
	switch {
	case e.isNaN():
		return math.NaN()
	case e.isInf():
		return math.Inf(1 - 2*int(e[1]>>15&1))
	case e.isZero():
		return math.Copysign(0, 1-2*float64(e[1]>>15&1))
	}
	f, _ := e.big().Float64()
	return f
}

// int64 truncates; what does not fit is the least integer, as on x86.
func (e extended) int64() int64 {
	if !e.isFinite() || e.exponent() > extendedBias+62 {
		return math.MinInt64
	}
	n, _ := e.big().Int64()
	return n
}

func (e extended) uint64() uint64 {
	if e.isFinite() && !e.negative() && e.exponent() == extendedBias+63 {
		n, _ := e.big().Uint64()
		return n
	}
	if !e.negative() && e.exponent() > extendedBias+63 {
		return 0
	}
	return uint64(e.int64())
}

// compare orders two numbers that are not NaN.
func (e extended) compare(f extended) int { return e.ordered().Cmp(f.ordered()) }

// ordered is big for infinities too.
func (e extended) ordered() *big.Float {
	if e.isInf() {
		return new(big.Float).SetInf(e.negative())
	}
	return e.big()
}

// sentinel stands in for a number where the other operand is zero, infinite or
// NaN and so decides.
func (e extended) sentinel() float64 {
	if !e.isFinite() || e.isZero() {
		return e.float64()
	}
	return math.Copysign(1, 1-2*float64(e[1]>>15&1))
}

// extendedOp2 is an operation of two ordinary numbers, with special for the
// rest.
func extendedOp2(op func(z, x, y *big.Float) *big.Float, special func(x, y float64) float64, sum int) func(a, b extended) extended {
	return func(a, b extended) extended {
		switch odd := a.isZero() || b.isZero() || !a.isFinite() || !b.isFinite(); {
		case odd && sum != 0 && a.isZero() && b.isFinite() && !b.isZero():
			if sum < 0 {
				return b.neg()
			}
			return b
		case odd && sum != 0 && b.isZero() && a.isFinite() && !a.isZero():
			return a
		case odd:
			return extendedOf(special(a.sentinel(), b.sentinel()))
		}
		z := op(new(big.Float).SetPrec(64), a.big(), b.big())
		if z.Sign() == 0 {
			return extended{}
		}
		return extendedFromBig(z)
	}
}

var (
	extendedAdd = extendedOp2((*big.Float).Add, func(x, y float64) float64 { return x + y }, 1)
	extendedSub = extendedOp2((*big.Float).Sub, func(x, y float64) float64 { return x - y }, -1)
	extendedMul = extendedOp2((*big.Float).Mul, func(x, y float64) float64 { return x * y }, 0)
	extendedDiv = extendedOp2((*big.Float).Quo, func(x, y float64) float64 { return x / y }, 0)
)

func (e extended) sqrt() extended {
	if e.negative() && !e.isZero() {
		return extendedOf(math.NaN())
	}
	if !e.isFinite() || e.isZero() {
		return extendedOf(math.Sqrt(e.float64()))
	}
	return extendedFromBig(new(big.Float).SetPrec(64).Sqrt(e.big()))
}

// whole rounds to an integer: down, up, to zero or to nearest even.
func (e extended) whole(op Op) extended {
	if !e.isFinite() || e.exponent() >= extendedBias+63 || e.isZero() {
		return e
	}
	f := e.big()
	i, exact := f.Int(nil)
	if exact != big.Exact {
		rest := new(big.Float).Sub(f, new(big.Float).SetInt(i))
		rest.Abs(rest)
		half := rest.Cmp(big.NewFloat(0.5))
		away := op == OpFloor && e.negative() || op == OpCeil && !e.negative() || op == OpRint && (half > 0 || half == 0 && i.Bit(0) == 1)
		if away {
			i.Add(i, big.NewInt(1-2*int64(e[1]>>15&1)))
		}
	}
	out := extendedFromBig(new(big.Float).SetInt(i))
	return extended{out[0], out[1]&^0x8000 | e[1]&0x8000}
}

// Whole truncates a finite longdouble to an integer; ok is false for others.
func (s Scalar) Whole() (n *big.Int, ok bool) {
	if s.dtype.kind != Float || s.dtype.size != 16 {
		return nil, false
	}
	e := loadExtended(s.data, s.dtype.order)
	if !e.isFinite() {
		return nil, false
	}
	n, _ = e.big().Int(nil)
	return n, true
}
