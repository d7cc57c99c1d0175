package ndarray

import "fmt"

// Unit is the unit of datetime64 and timedelta64: Num times Base. The zero
// value is the generic unit.
type Unit struct {
	Base string // "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"; "" generic
	Num  int    // 1 unless written, as in "[25s]"
}

func (u Unit) suffix() string {
	switch {
	case u.Base == "":
		return ""
	case u.Num > 1:
		return fmt.Sprintf("[%d%s]", u.Num, u.Base)
	}
	return "[" + u.Base + "]"
}
