package pyrt

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"go.starlark.net/starlark"
)

// This file is the methods of int and float and the reading of floats.

var (
	intMethodNames   = []string{"as_integer_ratio", "bit_count", "bit_length", "conjugate", "from_bytes", "to_bytes"}
	floatMethodNames = []string{"as_integer_ratio", "conjugate", "fromhex", "hex", "is_integer"}
)

func selfInt(c *Call) starlark.Int {
	i, _ := Index(c.Self)
	return i
}

func intMethod(name string) Func {
	switch name {
	case "bit_length":
		return func(c *Call) (starlark.Value, error) {
			return starlark.MakeInt(selfInt(c).BigInt().BitLen()), c.NoArgs()
		}
	case "bit_count":
		return func(c *Call) (starlark.Value, error) {
			n := 0
			for _, w := range selfInt(c).BigInt().Bits() {
				for ; w != 0; w &= w - 1 {
					n++
				}
			}
			return starlark.MakeInt(n), c.NoArgs()
		}
	case "conjugate", "__int__", "__index__", "__trunc__", "__floor__", "__ceil__":
		return func(c *Call) (starlark.Value, error) { return selfInt(c), c.NoArgs() }
	case "as_integer_ratio":
		return func(c *Call) (starlark.Value, error) {
			return starlark.Tuple{selfInt(c), starlark.MakeInt(1)}, c.NoArgs()
		}
	case "to_bytes":
		return intToBytes
	}
	return nil
}

func intToBytes(c *Call) (starlark.Value, error) {
	length, order, signed := 1, "big", false
	if err := c.unpackC("length?", &length, "byteorder?", &order, "*", "signed?", &signed); err != nil {
		return nil, err
	}
	if order != "big" && order != "little" {
		return nil, Errorf(ValueError, "byteorder must be either 'little' or 'big'")
	}
	if length < 0 {
		return nil, Errorf(ValueError, "length argument must be non-negative")
	}
	if err := checkSize(length); err != nil {
		return nil, err
	}
	i := selfInt(c).BigInt()
	if i.Sign() < 0 && !signed {
		return nil, Errorf(OverflowError, "can't convert negative int to unsigned")
	}
	bits := i.BitLen()
	if signed {
		if i.Sign() < 0 {
			bits = new(big.Int).Not(i).BitLen()
		}
		bits++
	}
	if bits > 8*length {
		return nil, Errorf(OverflowError, "int too big to convert")
	}
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, new(big.Int).Lsh(big.NewInt(1), uint(8*length)))
	}
	b := i.FillBytes(make([]byte, length))
	if order == "little" {
		reverseBytes(b)
	}
	return starlark.Bytes(b), nil
}

func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

func intFromBytes(c *Call) (starlark.Value, error) {
	var x starlark.Value
	order, signed := "big", false
	if err := c.unpackC("bytes", &x, "byteorder?", &order, "*", "signed?", &signed); err != nil {
		return nil, err
	}
	if order != "big" && order != "little" {
		return nil, Errorf(ValueError, "byteorder must be either 'little' or 'big'")
	}
	v, err := newBytes(c.Thread, BytesType, starlark.Tuple{x}, nil)
	if err != nil {
		return nil, err
	}
	b := []byte(v.(starlark.Bytes))
	if order == "little" {
		reverseBytes(b)
	}
	i := new(big.Int).SetBytes(b)
	if signed && len(b) > 0 && b[0] >= 0x80 {
		i.Sub(i, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	return starlark.MakeBigInt(i), nil
}

func floatMethod(name string) Func {
	switch name {
	case "is_integer":
		return func(c *Call) (starlark.Value, error) {
			f := selfFloat(c)
			return starlark.Bool(f == math.Floor(f) && !math.IsInf(f, 0)), c.NoArgs()
		}
	case "conjugate", "__float__":
		return func(c *Call) (starlark.Value, error) { return starlark.Float(selfFloat(c)), c.NoArgs() }
	case "hex":
		return func(c *Call) (starlark.Value, error) { return starlark.String(hexFloat(selfFloat(c))), c.NoArgs() }
	case "as_integer_ratio":
		return floatRatio
	}
	return nil
}

func selfFloat(c *Call) float64 { return float64(c.Self.(starlark.Float)) }

func floatRatio(c *Call) (starlark.Value, error) {
	f := selfFloat(c)
	switch {
	case math.IsNaN(f):
		return nil, Errorf(ValueError, "cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return nil, Errorf(OverflowError, "cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return starlark.Tuple{starlark.MakeBigInt(r.Num()), starlark.MakeBigInt(r.Denom())}, c.NoArgs()
}

// hexFloat is float.hex.
func hexFloat(f float64) string {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return formatFloat(f)
	case f == 0:
		if math.Signbit(f) {
			return "-0x0.0p+0"
		}
		return "0x0.0p+0"
	}
	bits := math.Float64bits(f)
	exp := int(bits>>52&0x7ff) - 1023
	lead := "1"
	if exp == -1023 {
		lead, exp = "0", -1022
	}
	sign := ""
	if f < 0 {
		sign = "-"
	}
	digits := strconv.FormatUint(1<<52|bits&(1<<52-1), 16)[1:]
	return sign + "0x" + lead + "." + digits + "p" + signedInt(exp)
}

func signedInt(n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	return "+" + strconv.Itoa(n)
}

func floatFromHex(c *Call) (starlark.Value, error) {
	var text string
	if err := c.Positional(1, &text); err != nil {
		return nil, err
	}
	s := strings.ToLower(strings.TrimFunc(text, isSpace))
	body := strings.TrimLeft(s, "+-")
	switch body {
	case "inf", "infinity", "nan":
		f, _ := strconv.ParseFloat(s, 64)
		return starlark.Float(f), nil
	}
	if !strings.HasPrefix(body, "0x") {
		s = s[:len(s)-len(body)] + "0x" + body
	}
	if !strings.Contains(s, "p") {
		s += "p0"
	}
	f, err := strconv.ParseFloat(s, 64)
	if math.IsInf(f, 0) {
		return nil, Errorf(OverflowError, "hexadecimal value too large to represent as a float")
	}
	if err != nil {
		return nil, Errorf(ValueError, "invalid hexadecimal floating-point string")
	}
	return starlark.Float(f), nil
}

// parseFloat reads float(text); shown is what the error text shows.
func parseFloat(text string, shown starlark.Value) (starlark.Value, error) {
	s, ok := cutUnderscores(asciiDigits(strings.TrimFunc(text, isSpace)))
	lower := strings.ToLower(s)
	if !ok || strings.ContainsAny(lower, "xp_") {
		return nil, Errorf(ValueError, "could not convert string to float: %s", repr(shown))
	}
	if lower == "+nan" || lower == "-nan" {
		lower = "nan"
	}
	f, err := strconv.ParseFloat(lower, 64)
	if err != nil && !math.IsInf(f, 0) {
		return nil, Errorf(ValueError, "could not convert string to float: %s", repr(shown))
	}
	return starlark.Float(f), nil
}

// digitOf returns the ASCII digit of a decimal digit in any script.
func digitOf(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return '0' + (r-zero)%10
}

// complexLiteral writes the text of a complex number as Go reads it.
func complexLiteral(s string) string {
	s = strings.TrimFunc(s, isSpace)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimFunc(s[1:len(s)-1], isSpace)
	}
	if n := len(s) - 1; n >= 0 && (s[n] == 'j' || s[n] == 'J') {
		s = s[:n]
		if s == "" || s[len(s)-1] == '+' || s[len(s)-1] == '-' {
			s += "1"
		}
		return s + "i"
	}
	if strings.ContainsAny(s, "iI") && !strings.Contains(strings.ToLower(s), "inf") {
		return "?"
	}
	return s
}
