package ndarray

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// floatFormat is the common format of a column of floats: fixed or with
// exponents, so many characters before and after the point.
type floatFormat struct {
	opt       *PrintOptions
	bits      int // of the float type: what "shortest" means
	sign      byte
	exp       bool
	unique    bool
	precision int // -1: no limit
	minDigits int
	padLeft   int
	padRight  int
	expSize   int
	keepZeros bool
}

// number is a float to print; wide is set for a finite longdouble.
type number struct {
	f    float64
	wide *big.Float
}

func numberOf(s Scalar) number {
	x := number{f: loadFloat(s.data, s.dtype.order)}
	if s.dtype.size == 16 {
		if e := loadExtended(s.data, s.dtype.order); e.isFinite() && !e.isZero() {
			x.wide = e.big()
			if e.exponent() == 0 { // a subnormal has fewer bits
				x.wide.SetPrec(uint(bits.Len64(e[0])))
			}
			if math.IsInf(x.f, 0) || x.f == 0 { // beyond float64: only its size matters
				x.f = math.Copysign(map[bool]float64{true: math.MaxFloat64, false: math.SmallestNonzeroFloat64}[x.f != 0], x.f)
			}
		}
	}
	return x
}

// shortest is the fewest digits that tell the number apart, and its exponent.
func (x number) shortest(bits int) (digits string, exp int) {
	if x.wide == nil {
		return shortest(x.f, bits)
	}
	m, e, _ := strings.Cut(new(big.Float).Abs(x.wide).Text('e', -1), "e")
	exp, _ = strconv.Atoi(e)
	return strings.Replace(m, ".", "", 1), exp
}

// format is the absolute value with prec digits after the point.
func (x number) format(verb byte, prec int) string {
	if x.wide == nil {
		return strconv.FormatFloat(math.Abs(x.f), verb, prec, 64)
	}
	return new(big.Float).Abs(x.wide).Text(verb, prec)
}

// newFloatFormat looks at all values, as numpy does, before it formats one.
func newFloatFormat(data *Array, opt *PrintOptions, sign byte) *floatFormat {
	f := &floatFormat{opt: opt, bits: 8 * data.dtype.size, sign: sign, unique: true, precision: opt.Precision}
	if sign == 0 {
		f.sign = '-'
	}
	if opt.FloatMode == "unique" {
		f.precision = -1
	}
	var finite []number
	negative, negInf := false, false
	size := 0
	for s := range data.All() {
		x := numberOf(s)
		size++
		if isFinite(x.f) {
			finite = append(finite, x)
			negative = negative || math.Signbit(x.f)
		} else if math.IsInf(x.f, -1) {
			negInf = true
		}
	}
	f.exp = f.wantsExponent(finite)
	switch {
	case len(finite) == 0:
	case f.exp:
		f.fitExponent(finite)
	default:
		f.fitFixed(finite)
	}
	if f.sign == ' ' && !negative {
		f.padLeft++
	}
	if size != len(finite) {
		inf := len(opt.InfStr)
		if f.sign != '-' || negInf {
			inf++
		}
		f.padLeft = max(f.padLeft, len(opt.NanStr)-f.padRight-1, inf-f.padRight-1)
	}
	return f
}

// narrow rounds to the format's type: numpy compares within it.
func (f *floatFormat) narrow(x float64) float64 {
	switch f.bits {
	case 16:
		return float64(halfFrom64(x).float32())
	case 32:
		return float64(float32(x))
	}
	return x
}

// wantsExponent is numpy's rule: a large value, a small one, or too wide a
// range.
func (f *floatFormat) wantsExponent(finite []number) bool {
	lo, hi := math.Inf(1), 0.0
	for _, x := range finite {
		if a := math.Abs(x.f); a != 0 {
			lo, hi = min(lo, a), max(hi, a)
		}
	}
	if hi == 0 {
		return false
	}
	cutoff := map[int]float64{16: 1e3, 32: 1e6}[f.bits]
	if cutoff == 0 {
		cutoff = 1e8
	}
	return hi >= cutoff || !f.opt.Suppress && (lo < f.narrow(0.0001) || f.narrow(hi/lo) > 1000)
}

func (f *floatFormat) fitExponent(finite []number) {
	trim := byte('.')
	if f.opt.FloatMode == "fixed" {
		trim, f.unique = 'k', false
	}
	frac := 0
	for _, x := range finite {
		s := f.scientific(x, trim)
		mant, exp, _ := strings.Cut(s, "e")
		whole, part, _ := strings.Cut(mant, ".")
		frac = max(frac, len(part))
		f.expSize = max(f.expSize, len(exp)-1)
		f.padLeft = max(f.padLeft, len(whole))
	}
	f.precision, f.minDigits, f.keepZeros = frac, frac, true
	f.padRight = f.expSize + 2 + frac
}

func (f *floatFormat) fitFixed(finite []number) {
	if f.opt.FloatMode == "fixed" {
		f.unique, f.keepZeros = false, true
	}
	for _, x := range finite {
		whole, part, _ := strings.Cut(f.fixed(x), ".")
		f.padLeft, f.padRight = max(f.padLeft, len(whole)), max(f.padRight, len(part))
	}
	if f.opt.FloatMode == "fixed" || f.opt.FloatMode == "maxprec_equal" {
		f.precision, f.minDigits, f.keepZeros = f.padRight, f.padRight, true
	}
}

func (f *floatFormat) signText(x float64) string {
	switch {
	case math.Signbit(x):
		return "-"
	case f.sign == '+':
		return "+"
	}
	return ""
}

// scientific writes d.ddde+xx; trim 'k' keeps zeros up to minDigits.
func (f *floatFormat) scientific(x number, trim byte) string {
	digits, exp := x.shortest(f.bits)
	frac := len(digits) - 1
	want := -1
	switch {
	case !f.unique:
		want = f.precision
	case f.precision >= 0 && frac > f.precision:
		want = f.precision
	case frac < f.minDigits:
		want = f.minDigits
	}
	if want >= 0 {
		s := x.format('e', want)
		m, e, _ := strings.Cut(s, "e")
		digits = strings.Replace(m, ".", "", 1)
		exp, _ = strconv.Atoi(e)
	}
	part := digits[1:]
	if trim != 'k' {
		part = strings.TrimRight(part, "0")
	}
	e := strconv.Itoa(exp)
	es := "+"
	if exp < 0 {
		es, e = "-", e[1:]
	}
	for len(e) < max(2, f.expSize) {
		e = "0" + e
	}
	return f.signText(x.f) + digits[:1] + "." + part + "e" + es + e
}

// fixed writes ddd.ddd with zeros trimmed unless they are kept.
func (f *floatFormat) fixed(x number) string {
	digits, exp := x.shortest(f.bits)
	frac := max(0, len(digits)-1-exp)
	if x.f == 0 {
		frac = 0
	}
	var s string
	switch {
	case !f.unique || f.precision >= 0 && frac > f.precision:
		s = x.format('f', f.precision)
	case frac < f.minDigits:
		s = x.format('f', f.minDigits)
	default:
		s = positional(digits, exp, false)
	}
	if !strings.Contains(s, ".") {
		s += "."
	}
	if !f.keepZeros {
		s = strings.TrimRight(s, "0")
		if strings.HasPrefix(s, ".") {
			s = "0" + s
		}
	}
	return f.signText(x.f) + s
}

// text formats one value with the column's padding.
func (f *floatFormat) text(x number) string {
	if !isFinite(x.f) {
		s := f.opt.NanStr
		if !math.IsNaN(x.f) {
			s = f.opt.InfStr
		}
		switch {
		case math.IsInf(x.f, -1):
			s = "-" + s
		case f.sign == '+':
			s = "+" + s
		}
		return strings.Repeat(" ", max(0, f.padLeft+f.padRight+1-len(s))) + s
	}
	var s string
	if f.exp {
		s = f.scientific(x, 'k')
	} else {
		s = f.fixed(x)
		_, part, _ := strings.Cut(s, ".")
		s += strings.Repeat(" ", max(0, f.padRight-len(part)))
	}
	whole := strings.IndexByte(s, '.')
	return strings.Repeat(" ", max(0, f.padLeft-whole)) + s
}
