package ndarray

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Unit is the unit of datetime64 and timedelta64: Num times Base. The zero
// value is the generic unit.
type Unit struct {
	Base string // "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"; "" generic
	Num  int    // 1 unless written, as in "[25s]"
}

// NaT is the count of a missing datetime64 or timedelta64.
const NaT = math.MinInt64

// unitNames are numpy's units from long to short.
var unitNames = [...]string{"Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"}

// unitSteps are how many of the next shorter unit make one; months have no
// fixed length in weeks.
var unitSteps = [...]int64{12, 0, 7, 24, 60, 60, 1000, 1000, 1000, 1000, 1000, 1000}

func (u Unit) index() int { return slices.Index(unitNames[:], u.Base) }

func (u Unit) suffix() string {
	switch {
	case u.Base == "":
		return ""
	case u.Num > 1:
		return fmt.Sprintf("[%d%s]", u.Num, u.Base)
	}
	return "[" + u.Base + "]"
}

// isoWidth is the room that numpy gives a datetime64 of the unit as text.
func (u Unit) isoWidth() int {
	switch i := u.index(); {
	case i < 0:
		return 28
	case i == 0:
		return 22
	case i == 1:
		return 25
	case i <= 3:
		return 28
	case i <= 6:
		return 29 + 3*(i-3)
	default:
		return 39 + 3*(i-6)
	}
}

// ParseUnit reads the text between the brackets of "M8[25s]".
func ParseUnit(s string) (Unit, error) {
	bad := typeError("Invalid datetime unit in metadata string \"[%s]\"", s)
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	num := 1
	if i > 0 {
		var err error
		if num, err = strconv.Atoi(s[:i]); err != nil || num == 0 || num > math.MaxInt32 {
			return Unit{}, bad
		}
	}
	base, div, divided := strings.Cut(s[i:], "/")
	if s == "" {
		return Unit{}, typeError("Invalid datetime metadata string \"[]\"")
	}
	if base == "" {
		return Unit{}, typeError("Invalid datetime metadata string \"[%s]\" at position %d", s, i+1)
	}
	if base == "μs" {
		base = "us"
	}
	if base == "generic" && i == 0 && !divided {
		return Unit{}, nil
	}
	u := Unit{Base: base, Num: num}
	if u.index() < 0 {
		return Unit{}, bad
	}
	if divided {
		d, err := strconv.Atoi(div)
		if err != nil || d < 1 {
			return Unit{}, bad
		}
		return u.divided(d, s)
	}
	return u, nil
}

// divided is a unit such as [s/1000] in the next units that make it whole.
func (u Unit) divided(d int, text string) (Unit, error) {
	num := int64(u.Num)
	for i := u.index(); ; i++ {
		if num%int64(d) == 0 {
			return Unit{Base: unitNames[i], Num: int(num / int64(d))}, nil
		}
		if i >= len(unitSteps) || unitSteps[i] == 0 || num > math.MaxInt32 {
			return Unit{}, valueError("divisor (%d) is not a multiple of a lower-unit in datetime metadata \"[%s]\"", d, text)
		}
		num *= unitSteps[i]
	}
}

// factor returns how many of unit v one of u is, as a fraction; ok is false
// between months and days, and when it leaves int64.
func (u Unit) factor(v Unit) (num, den int64, ok bool) {
	i, j := u.index(), v.index()
	if i < 0 || j < 0 {
		return 1, 1, u == v || i < 0
	}
	num, den = int64(u.Num), int64(v.Num)
	lo, hi := min(i, j), max(i, j)
	f := int64(1)
	for ; lo < hi; lo++ {
		step := unitSteps[lo]
		if step == 0 || f > math.MaxInt64/step/int64(max(u.Num, v.Num)) {
			return 0, 0, false
		}
		f *= step
	}
	if i < j {
		num *= f
	} else {
		den *= f
	}
	g := gcd(num, den)
	return num / g, den / g, true
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// commonUnit is the longest unit that both divide, as promotion needs it.
func commonUnit(kind Kind, u, v Unit) (Unit, error) {
	if u.Base == "" {
		return v, nil
	}
	if v.Base == "" || u == v {
		return u, nil
	}
	fail := typeError("Cannot get a common metadata divisor for Numpy %s metadata %s and %s because they have incompatible nonlinear base time units.",
		map[Kind]string{Datetime: "datetime", Timedelta: "timedelta"}[kind], u.suffix(), v.suffix())
	i, j := u.index(), v.index()
	if i > j {
		u, v, i, j = v, u, j, i
	}
	num := int64(u.Num)
	for k := i; k < j; k++ {
		step := unitSteps[k]
		if step == 0 {
			if kind == Timedelta {
				return Unit{}, fail
			}
			// Calendar units promote to the shorter unit's own steps.
			return Unit{Base: v.Base, Num: 1}, nil
		}
		num *= step
		if num > math.MaxInt64/100000 {
			return Unit{}, errorf("OverflowError", "Integer overflow while computing the conversion factor between NumPy datetime units %s and %s", u.Base, v.Base)
		}
	}
	return Unit{Base: v.Base, Num: int(gcd(num, int64(v.Num)))}, nil
}
