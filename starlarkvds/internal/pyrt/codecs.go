package pyrt

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file is str.encode and bytes.decode.

// Encode returns the bytes of s in an encoding; empty names mean utf-8 and
// strict.
func Encode(s, encoding, errors string) (string, error) {
	switch name := normalEncoding(encoding); name {
	case "utf8":
		if utf8.ValidString(s) || errors == "surrogateescape" || errors == "surrogatepass" {
			return s, nil
		}
		return encodeRunes(s, "utf-8", utf8.MaxRune+1, errors)
	case "ascii":
		return encodeRunes(s, "ascii", 128, errors)
	case "latin1":
		return encodeRunes(s, "latin-1", 256, errors)
	case "utf16", "utf16le", "utf16be":
		return encodeUTF16(s, name), nil
	case "utf32", "utf32le", "utf32be":
		return encodeUTF32(s, name), nil
	}
	return "", Errorf(ExceptionNamed("LookupError"), "unknown encoding: %s", encoding)
}

// normalEncoding returns the one name of an encoding's aliases.
func normalEncoding(name string) string {
	n := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	switch n {
	case "", "utf8", "u8":
		return "utf8"
	case "ascii", "usascii", "646":
		return "ascii"
	case "latin1", "iso88591", "l1", "latin", "cp819", "88591":
		return "latin1"
	}
	return n
}

// encodeRunes writes characters below limit as one byte (all of them for
// utf-8) and asks the error handler for the others.
func encodeRunes(s, name string, limit rune, errors string) (string, error) {
	var b strings.Builder
	at := 0
	for i := 0; i < len(s); at++ {
		r, n := utf8.DecodeRuneInString(s[i:])
		bad := r >= limit || r == utf8.RuneError && n == 1
		switch {
		case !bad && name == "utf-8":
			b.WriteString(s[i : i+n])
		case !bad:
			b.WriteByte(byte(r))
		default:
			if n == 1 {
				r = 0xdc00 + rune(s[i])
			}
			text, ok := replaceUnencodable(r, errors)
			if !ok {
				return "", encodeError(name, s, at, r, limit, errors)
			}
			b.WriteString(text)
		}
		i += n
	}
	return b.String(), nil
}

// replaceUnencodable returns what an error handler puts for a character.
func replaceUnencodable(r rune, errors string) (string, bool) {
	switch errors {
	case "ignore":
		return "", true
	case "replace":
		return "?", true
	case "backslashreplace":
		if r <= 0xff {
			return asciiOf(string(r)), true
		}
		return string(appendUnicodeEscape(nil, r)), true
	case "xmlcharrefreplace":
		return "&#" + starlark.MakeInt(int(r)).String() + ";", true
	case "surrogateescape":
		if 0xdc80 <= r && r <= 0xdcff {
			return string([]byte{byte(r)}), true
		}
	}
	return "", false
}

func encodeError(name, s string, at int, r, limit rune, errors string) error {
	if e := knownHandler(errors); e != nil {
		return e
	}
	shown := asciiOf(string(r))
	reason := "surrogates not allowed"
	if 0xdc80 <= r && r <= 0xdcff {
		shown = string(appendUnicodeEscape(nil, r))
	} else {
		reason = "ordinal not in range(" + starlark.MakeInt(int(limit)).String() + ")"
	}
	e := Errorf(UnicodeEncodeError, "'%s' codec can't encode character '%s' in position %d: %s", name, shown, at, reason)
	return e.With("encoding", starlark.String(name)).With("object", starlark.String(s)).
		With("start", starlark.MakeInt(at)).With("end", starlark.MakeInt(at+1)).With("reason", starlark.String(reason))
}

// knownHandler returns LookupError for an error handler that Python lacks.
func knownHandler(errors string) error {
	switch errors {
	case "", "strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass", "namereplace":
		return nil
	}
	return Errorf(LookupError, "unknown error handler name '%s'", errors)
}

// Decode returns the text of bytes in an encoding; empty names mean utf-8 and
// strict.
func Decode(b []byte, encoding, errors string) (string, error) {
	switch name := normalEncoding(encoding); name {
	case "utf8":
		if utf8.Valid(b) || errors == "surrogateescape" {
			return string(b), nil
		}
		return decodeUTF8(b, errors)
	case "ascii":
		return decodeASCII(b, errors)
	case "latin1":
		var s strings.Builder
		for _, c := range b {
			s.WriteRune(rune(c))
		}
		return s.String(), nil
	case "utf16", "utf16le", "utf16be":
		return decodeUTF16(b, name)
	case "utf32", "utf32le", "utf32be":
		return decodeUTF32(b, name)
	}
	return "", Errorf(LookupError, "unknown encoding: %s", encoding)
}

func decodeUTF8(b []byte, errors string) (string, error) {
	var s strings.Builder
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			var reason string
			n, reason = utf8Fault(b[i:])
			text, ok := replaceUndecodable(b[i:i+n], errors)
			if !ok {
				return "", decodeError("utf-8", b, i, i+n, reason, errors)
			}
			s.WriteString(text)
			i += n
			continue
		}
		s.Write(b[i : i+n])
		i += n
	}
	return s.String(), nil
}

// utf8Fault returns how many bytes are no UTF-8, and why, in CPython's words.
func utf8Fault(b []byte) (int, string) {
	c := b[0]
	want := 0
	switch {
	case 0xc2 <= c && c <= 0xdf:
		want = 1
	case 0xe0 <= c && c <= 0xef:
		want = 2
	case 0xf0 <= c && c <= 0xf4:
		want = 3
	default:
		return 1, "invalid start byte"
	}
	for i := 1; i <= want; i++ {
		if i >= len(b) {
			return i, "unexpected end of data"
		}
		lo, hi := byte(0x80), byte(0xbf)
		if i == 1 {
			switch c {
			case 0xe0:
				lo = 0xa0
			case 0xed:
				hi = 0x9f
			case 0xf0:
				lo = 0x90
			case 0xf4:
				hi = 0x8f
			}
		}
		if b[i] < lo || b[i] > hi {
			return i, "invalid continuation byte"
		}
	}
	return 1, "invalid start byte"
}

func decodeASCII(b []byte, errors string) (string, error) {
	var s strings.Builder
	for i, c := range b {
		if c < utf8.RuneSelf {
			s.WriteByte(c)
			continue
		}
		text, ok := replaceUndecodable(b[i:i+1], errors)
		if !ok {
			return "", decodeError("ascii", b, i, i+1, "ordinal not in range(128)", errors)
		}
		s.WriteString(text)
	}
	return s.String(), nil
}

// replaceUndecodable returns what an error handler puts for bytes.
func replaceUndecodable(b []byte, errors string) (string, bool) {
	switch errors {
	case "ignore":
		return "", true
	case "replace":
		return "\ufffd", true
	case "surrogateescape":
		return string(b), true
	case "backslashreplace":
		var s []byte
		for _, c := range b {
			s = append(s, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		}
		return string(s), true
	}
	return "", false
}

func decodeError(name string, b []byte, start, end int, reason, errors string) error {
	if e := knownHandler(errors); e != nil {
		return e
	}
	var e *Error
	if end == start+1 {
		e = Errorf(UnicodeDecodeError, "'%s' codec can't decode byte 0x%02x in position %d: %s", name, b[start], start, reason)
	} else {
		e = Errorf(UnicodeDecodeError, "'%s' codec can't decode bytes in position %d-%d: %s", name, start, end-1, reason)
	}
	return e.With("encoding", starlark.String(name)).With("object", starlark.Bytes(b)).
		With("start", starlark.MakeInt(start)).With("end", starlark.MakeInt(end)).With("reason", starlark.String(reason))
}

func encodeUTF16(s, name string) string {
	units := utf16.Encode([]rune(s))
	var b []byte
	if name == "utf16" {
		b = append(b, 0xff, 0xfe)
	}
	for _, u := range units {
		if name == "utf16be" {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func decodeUTF16(b []byte, name string) (string, error) {
	big := name == "utf16be"
	if name == "utf16" && len(b) >= 2 {
		switch {
		case b[0] == 0xff && b[1] == 0xfe:
			b = b[2:]
		case b[0] == 0xfe && b[1] == 0xff:
			b, big = b[2:], true
		}
	}
	if len(b)%2 != 0 {
		return "", decodeError("utf-16", b, len(b)-1, len(b), "truncated data", "")
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		lo, hi := b[2*i], b[2*i+1]
		if big {
			lo, hi = hi, lo
		}
		units[i] = uint16(lo) | uint16(hi)<<8
	}
	return string(utf16.Decode(units)), nil
}

func encodeUTF32(s, name string) string {
	var b []byte
	if name == "utf32" {
		b = append(b, 0xff, 0xfe, 0, 0)
	}
	for _, r := range s {
		if name == "utf32be" {
			b = append(b, byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
		}
	}
	return string(b)
}

func decodeUTF32(b []byte, name string) (string, error) {
	if name == "utf32" && len(b) >= 4 && b[0] == 0xff && b[1] == 0xfe {
		b = b[4:]
	}
	if len(b)%4 != 0 {
		return "", decodeError("utf-32", b, len(b)&^3, len(b), "truncated data", "")
	}
	var s strings.Builder
	for i := 0; i < len(b); i += 4 {
		r := rune(b[i]) | rune(b[i+1])<<8 | rune(b[i+2])<<16 | rune(b[i+3])<<24
		if name == "utf32be" {
			r = rune(b[i+3]) | rune(b[i+2])<<8 | rune(b[i+1])<<16 | rune(b[i])<<24
		}
		if r < 0 || r > utf8.MaxRune {
			return "", decodeError("utf-32", b, i, i+4, "code point not in range(0x110000)", "")
		}
		s.WriteRune(r)
	}
	return s.String(), nil
}
