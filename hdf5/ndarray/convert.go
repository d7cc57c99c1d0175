package ndarray

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// Go values read as Python values: what int(), float(), complex(), bool() and
// str() make of them.

func hexDigits(r rune, digits int) string { return fmt.Sprintf("%0*x", digits, r) }

// goInteger returns the value of any Go integer or bool.
func goInteger(v any) (*big.Int, bool) {
	switch v := v.(type) {
	case bool:
		return big.NewInt(int64(b2u(v))), true
	case int:
		return big.NewInt(int64(v)), true
	case int8:
		return big.NewInt(int64(v)), true
	case int16:
		return big.NewInt(int64(v)), true
	case int32:
		return big.NewInt(int64(v)), true
	case int64:
		return big.NewInt(v), true
	case uint:
		return new(big.Int).SetUint64(uint64(v)), true
	case uint8:
		return big.NewInt(int64(v)), true
	case uint16:
		return big.NewInt(int64(v)), true
	case uint32:
		return big.NewInt(int64(v)), true
	case uint64:
		return new(big.Int).SetUint64(v), true
	case *big.Int:
		return v, true
	}
	return nil, false
}

// reprOf is Python's repr of a value in numpy's conversion errors.
func reprOf(v any) string {
	switch v := v.(type) {
	case npText:
		return v.repr()
	case string:
		return quote(v)
	case []byte:
		return string(appendBytesRepr(nil, v))
	}
	return fmt.Sprint(v)
}

// npText is text that came from an S or U array: numpy's errors show it as
// its scalar.
type npText struct {
	s     string
	bytes bool
}

func (t npText) repr() string {
	if t.bytes {
		return "np.bytes_(" + string(appendBytesRepr(nil, []byte(t.s))) + ")"
	}
	return "np.str_(" + quote(t.s) + ")"
}

// integerOf is int(v).
func integerOf(env *Env, v any) (*big.Int, error) {
	if i, ok := goInteger(v); ok {
		return i, nil
	}
	switch x := v.(type) {
	case float32:
		return integerOf(env, float64(x))
	case float64:
		switch {
		case math.IsNaN(x):
			return nil, valueError("cannot convert float NaN to integer")
		case math.IsInf(x, 0):
			return nil, errorf("OverflowError", "cannot convert float infinity to integer")
		}
		i, _ := big.NewFloat(x).Int(nil)
		return i, nil
	case string:
		return parseInteger(x, v)
	case []byte:
		return parseInteger(string(x), v)
	case npText:
		return parseInteger(x.s, v)
	case nil, complex64, complex128, Tuple:
		return nil, typeError("int() argument must be a string, a bytes-like object or a real number, not '%s'", pythonType(v))
	}
	if item, ok := plainOf(env, v); ok {
		return integerOf(env, item)
	}
	return nil, typeError("int() argument must be a string, a bytes-like object or a real number, not '%s'", pythonType(v))
}

// plainOf returns the number or text that an object stands for; false for one
// that stands for none, as a reference.
func plainOf(env *Env, v any) (any, bool) {
	item, ok := env.objects().Unwrap(v)
	switch item.(type) {
	case string, []byte, npText, float32, float64, complex64, complex128:
		return item, ok
	}
	_, isInt := goInteger(item)
	return item, ok && isInt
}

func parseInteger(s string, v any) (*big.Int, error) {
	t := strings.TrimFunc(s, unicode.IsSpace)
	if ok := validUnderscores(t); ok {
		if i, ok := new(big.Int).SetString(strings.ReplaceAll(t, "_", ""), 10); ok {
			return i, nil
		}
	}
	if t, ok := v.(npText); ok && t.bytes {
		v = []byte(t.s) // int() parses the bytes themselves
	}
	return nil, valueError("invalid literal for int() with base 10: %s", reprOf(v))
}

// validUnderscores reports whether underscores stand between digits only.
func validUnderscores(s string) bool {
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !isDigit(s[i-1]) || !isDigit(s[i+1])) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// floatOf is float(v); None is NaN, as numpy has it.
func floatOf(env *Env, v any) (float64, error) {
	switch x := v.(type) {
	case nil:
		return math.NaN(), nil
	case float64:
		return x, nil
	case float32:
		return float64(x), nil
	case string:
		return parseFloat(x, v)
	case []byte:
		return parseFloat(string(x), v)
	case npText:
		return parseFloat(x.s, v)
	case complex64, complex128, Tuple:
		return 0, typeError("float() argument must be a string or a real number, not '%s'", pythonType(v))
	}
	if i, ok := goInteger(v); ok {
		f, _ := new(big.Float).SetInt(i).Float64()
		if math.IsInf(f, 0) {
			return 0, errorf("OverflowError", "int too large to convert to float")
		}
		return f, nil
	}
	if item, ok := plainOf(env, v); ok {
		return floatOf(env, item)
	}
	return 0, typeError("float() argument must be a string or a real number, not '%s'", pythonType(v))
}

func parseFloat(s string, v any) (float64, error) {
	if f, ok := pythonFloat(strings.TrimFunc(s, unicode.IsSpace)); ok {
		return f, nil
	}
	return 0, valueError("could not convert string to float: %s", reprOf(v))
}

// pythonFloat reads what Python's float() reads: no hexadecimal, underscores
// between digits only.
func pythonFloat(s string) (float64, bool) {
	if strings.ContainsAny(s, "xXpP") || !validUnderscores(s) {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if ne, ok := err.(*strconv.NumError); ok && ne.Err == strconv.ErrRange {
		return f, true
	}
	return f, err == nil
}

// complexOf is complex(v).
func complexOf(env *Env, v any) (complex128, error) {
	switch x := v.(type) {
	case complex128:
		return x, nil
	case complex64:
		return complex128(x), nil
	case string:
		return parseComplex(x)
	case []byte:
		return parseComplex(string(x))
	case npText:
		if x.bytes {
			if err := checkUTF8(x.s); err != nil {
				return 0, err
			}
		}
		return parseComplex(x.s)
	}
	f, err := floatOf(env, v)
	if v == nil {
		return complex(f, f), err
	}
	return complex(f, 0), err
}

func parseComplex(s string) (complex128, error) {
	s = strings.TrimFunc(s, unicode.IsSpace)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimFunc(s[1:len(s)-1], unicode.IsSpace)
	}
	malformed := valueError("complex() arg is a malformed string")
	if !strings.HasSuffix(s, "j") && !strings.HasSuffix(s, "J") {
		f, ok := pythonFloat(s)
		if !ok {
			return 0, malformed
		}
		return complex(f, 0), nil
	}
	s = s[:len(s)-1]
	cut := 0
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '+' || s[i] == '-') && s[i-1] != 'e' && s[i-1] != 'E' {
			cut = i
			break
		}
	}
	re, im := 0.0, 1.0
	ok := true
	if cut > 0 {
		if re, ok = pythonFloat(s[:cut]); !ok {
			return 0, malformed
		}
	}
	switch t := s[cut:]; t {
	case "", "+":
	case "-":
		im = -1
	default:
		im, ok = pythonFloat(t)
	}
	if !ok {
		return 0, malformed
	}
	return complex(re, im), nil
}

// truthOf is bool(v).
func truthOf(env *Env, v any) (bool, error) {
	switch x := v.(type) {
	case nil:
		return false, nil
	case string:
		return x != "", nil
	case npText:
		return x.s != "", nil
	case []byte:
		return len(x) > 0, nil
	case float64:
		return x != 0, nil
	case float32:
		return x != 0, nil
	case complex128:
		return x != 0, nil
	case Tuple:
		return len(x) > 0, nil
	}
	if i, ok := goInteger(v); ok {
		return i.Sign() != 0, nil
	}
	return env.objects().Truth(v)
}

// textOf is str(v); bytes must be ASCII.
func textOf(env *Env, v any) (string, error) {
	switch x := v.(type) {
	case string:
		return x, nil
	case npText:
		return x.s, nil
	case []byte:
		return decodeASCII(x)
	case nil:
		return "None", nil
	case bool:
		if x {
			return "True", nil
		}
		return "False", nil
	case float64:
		return floatText(x, 64), nil
	case float32:
		return floatText(float64(x), 32), nil
	case complex128:
		return complexText(x, 64), nil
	}
	if i, ok := goInteger(v); ok {
		return i.String(), nil
	}
	return env.objects().Str(v), nil
}

// floatText is the text of a float scalar: shortest digits, an exponent below
// 1e-4 and from 1e16 on (1e6 for float32, 1e3 for float16).
func floatText(f float64, bits int) string { return number{f: f}.text(bits) }

func (x number) text(bits int) string {
	f := x.f
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	digits, exp := x.shortest(bits)
	if limit := map[int]int{16: 3, 32: 6, 64: 16, 128: 16}[bits]; f != 0 && (exp < -4 || exp >= limit) {
		return signOf(f) + scientific(digits, exp)
	}
	return signOf(f) + positional(digits, exp, true)
}

func signOf(f float64) string {
	if math.Signbit(f) {
		return "-"
	}
	return ""
}

// scientific writes d.ddde+xx without trailing zeros.
func scientific(digits string, exp int) string {
	s := digits[:1]
	if len(digits) > 1 {
		s += "." + digits[1:]
	}
	return fmt.Sprintf("%se%+03d", s, exp)
}

// positional writes digits with the point after exp+1 of them; point keeps
// ".0" on whole numbers.
func positional(digits string, exp int, point bool) string {
	switch {
	case exp < 0:
		return "0." + strings.Repeat("0", -exp-1) + digits
	case len(digits) > exp+1:
		return digits[:exp+1] + "." + digits[exp+1:]
	}
	s := digits + strings.Repeat("0", exp+1-len(digits))
	if point {
		s += ".0"
	}
	return s
}

// shortest returns the fewest digits that name f among the floats of a width
// (16, 32 or 64 bits), and the decimal exponent of the first. The sign is
// dropped; zero is "0", 0.
func shortest(f float64, bits int) (digits string, exp int) {
	if f == 0 {
		return "0", 0
	}
	f = math.Abs(f)
	if bits == 16 {
		return shortestHalf(f)
	}
	s := strconv.FormatFloat(f, 'e', -1, bits)
	m, e, _ := strings.Cut(s, "e")
	exp, _ = strconv.Atoi(e)
	return strings.Replace(m, ".", "", 1), exp
}

// shortestHalf tries ever more digits: a float16 needs five at most.
func shortestHalf(f float64) (string, int) {
	want := halfFrom64(f)
	for n := 0; ; n++ {
		s := strconv.FormatFloat(f, 'e', n, 64)
		g, _ := strconv.ParseFloat(s, 64)
		if n > 16 || halfFrom64(g) == want {
			m, e, _ := strings.Cut(s, "e")
			exp, _ := strconv.Atoi(e)
			m = strings.TrimRight(strings.Replace(m, ".", "", 1), "0")
			return m, exp
		}
	}
}

// complexText is str(complex): 1j without a real part, else (1+2j).
func complexText(c complex128, bits int) string {
	re, im := real(c), imag(c)
	is := trimPoint(floatText(im, bits))
	if re == 0 && !math.Signbit(re) {
		return is + "j"
	}
	if !strings.HasPrefix(is, "-") {
		is = "+" + is
	}
	return "(" + trimPoint(floatText(re, bits)) + is + "j)"
}

func trimPoint(s string) string { return strings.TrimSuffix(s, ".0") }
