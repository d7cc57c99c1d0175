package h5dump

import (
	"math"
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString appends a JSON string. Bytes that are not UTF-8 become lone
// surrogates U+DC80 to U+DCFF, as Python's surrogateescape makes them.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			out = appendEscape(out, 0xdc00+uint16(s[i]))
		case r == '"' || r == '\\':
			out = append(out, '\\', s[i])
		case r == '\n':
			out = append(out, `\n`...)
		case r < ' ' || r == 0x7f:
			out = appendEscape(out, uint16(r))
		default:
			out = append(out, s[i:i+n]...)
		}
		i += n
	}
	return append(out, '"')
}

func appendEscape(out []byte, unit uint16) []byte {
	return append(out, '\\', 'u', hexDigits[unit>>12], hexDigits[unit>>8&15], hexDigits[unit>>4&15], hexDigits[unit&15])
}

// appendText appends bytes that should be text.
func appendText(out, b []byte) []byte {
	if utf8.Valid(b) {
		return appendString(out, string(b))
	}
	return appendBytes(out, b)
}

// appendBytes appends {"bytes": hex}.
func appendBytes(out, b []byte) []byte {
	out = append(out, `{"bytes": "`...)
	for _, x := range b {
		out = append(out, hexDigits[x>>4], hexDigits[x&15])
	}
	return append(out, `"}`...)
}

// appendFloat appends a number, or the name of one that JSON lacks.
func appendFloat(out []byte, x float64) []byte {
	switch {
	case math.IsNaN(x):
		return append(out, `"nan"`...)
	case math.IsInf(x, 1):
		return append(out, `"inf"`...)
	case math.IsInf(x, -1):
		return append(out, `"-inf"`...)
	case x == math.Trunc(x) && math.Abs(x) < 1e16:
		return append(strconv.AppendFloat(out, x, 'f', -1, 64), ".0"...)
	}
	return strconv.AppendFloat(out, x, 'g', -1, 64)
}

// appendList appends n items between brackets.
func appendList(out []byte, n int, item func([]byte, int) []byte) []byte {
	out = append(out, '[')
	for i := range n {
		if i > 0 {
			out = append(out, ", "...)
		}
		out = item(out, i)
	}
	return append(out, ']')
}

// appendSizes appends dimensions, null for those equal to unlimited.
func appendSizes(out []byte, sizes []uint64, unlimited uint64) []byte {
	return appendList(out, len(sizes), func(out []byte, i int) []byte {
		if sizes[i] == unlimited {
			return append(out, "null"...)
		}
		return strconv.AppendUint(out, sizes[i], 10)
	})
}
