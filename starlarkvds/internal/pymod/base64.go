package pymod

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// binasciiError is binascii.Error, which base64 raises too.
var binasciiError = pyrt.NewType(pyrt.TypeSpec{Name: "Error", Module: "binascii", Bases: []*pyrt.Type{pyrt.ValueError}})

// base64Module is base64.
func base64Module(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"b64encode": encode64, "standard_b64encode": encode64, "b64decode": decode64, "standard_b64decode": decode64,
		"urlsafe_b64encode": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := blockOf(c)
			return starlark.Bytes(base64.URLEncoding.EncodeToString(b)), err
		},
		"urlsafe_b64decode": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := textOrBlock(c)
			if err != nil {
				return nil, err
			}
			return decodeLoose(strings.NewReplacer("-", "+", "_", "/").Replace(string(b)))
		},
		"b32encode": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := blockOf(c)
			return starlark.Bytes(base32.StdEncoding.EncodeToString(b)), err
		},
		"b32decode": decode32,
		"b16encode": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := blockOf(c)
			return starlark.Bytes(fmt.Sprintf("%X", b)), err
		},
		"b16decode":   decode16,
		"encodebytes": encodeLines,
		"decodebytes": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := blockOf(c)
			if err != nil {
				return nil, err
			}
			return decodeLoose(string(b))
		},
	})
	return &pyrt.Module{Name: "base64", Doc: "Bytes as ASCII text.", Members: m}
}

// blockOf returns the single argument as bytes.
func blockOf(c *pyrt.Call) ([]byte, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	return pyrt.BytesOf(v)
}

// textOrBlock returns the single argument, bytes or ASCII text.
func textOrBlock(c *pyrt.Call) ([]byte, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	return asciiOrBlock(v)
}

func asciiOrBlock(v starlark.Value) ([]byte, error) {
	if s, ok := v.(starlark.String); ok {
		for i := range len(s) {
			if s[i] >= 0x80 {
				return nil, pyrt.Errorf(pyrt.ValueError, "string argument should contain only ASCII characters")
			}
		}
		return []byte(s), nil
	}
	b, err := pyrt.BytesOf(v)
	if err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "argument should be a bytes-like object or ASCII string, not '%s'", pyrt.TypeName(v))
	}
	return b, nil
}

func encode64(c *pyrt.Call) (starlark.Value, error) {
	var s, alt starlark.Value
	if err := c.Unpack("s", &s, "altchars??", &alt); err != nil {
		return nil, err
	}
	b, err := pyrt.BytesOf(s)
	if err != nil {
		return nil, err
	}
	text := base64.StdEncoding.EncodeToString(b)
	if alt != nil {
		two, err := altChars(alt)
		if err != nil {
			return nil, err
		}
		text = strings.NewReplacer("+", two[:1], "/", two[1:]).Replace(text)
	}
	return starlark.Bytes(text), nil
}

func altChars(v starlark.Value) (string, error) {
	b, err := asciiOrBlock(v)
	if err == nil && len(b) != 2 {
		text, _ := pyrt.Repr(v)
		err = pyrt.NewError(pyrt.AssertionError, starlark.String(text))
	}
	return string(b), err
}

func decode64(c *pyrt.Call) (starlark.Value, error) {
	var s, alt starlark.Value
	validate := false
	if err := c.Unpack("s", &s, "altchars??", &alt, "validate?", &validate); err != nil {
		return nil, err
	}
	b, err := asciiOrBlock(s)
	if err != nil {
		return nil, err
	}
	text := string(b)
	if alt != nil {
		two, err := altChars(alt)
		if err != nil {
			return nil, err
		}
		text = strings.NewReplacer(two[:1], "+", two[1:], "/").Replace(text)
	}
	if validate {
		if i := strings.IndexFunc(text, func(r rune) bool { return !inBase64(r) && r != '=' }); i >= 0 {
			return nil, pyrt.Errorf(binasciiError, "Only base64 data is allowed")
		}
	}
	return decodeLoose(text)
}

func inBase64(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '/'
}

// decodeLoose decodes what stands before the padding and passes over
// characters that are not of the alphabet.
func decodeLoose(text string) (starlark.Value, error) {
	var digits []byte
	pads := 0
	for i := range len(text) {
		switch ch := text[i]; {
		case ch == '=':
			if pads++; len(digits)%4 >= 2 && len(digits)%4+pads >= 4 {
				return decodeDigits(digits)
			}
		case inBase64(rune(ch)):
			digits = append(digits, ch)
			pads = 0
		}
	}
	switch len(digits) % 4 {
	case 0:
		return decodeDigits(digits)
	case 1:
		return nil, pyrt.Errorf(binasciiError, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(digits))
	}
	return nil, pyrt.Errorf(binasciiError, "Incorrect padding")
}

func decodeDigits(digits []byte) (starlark.Value, error) {
	b, err := base64.RawStdEncoding.DecodeString(string(digits))
	if err != nil {
		return nil, pyrt.Wrap(binasciiError, "Incorrect padding", err)
	}
	return starlark.Bytes(b), nil
}

func decode32(c *pyrt.Call) (starlark.Value, error) {
	var s, map01 starlark.Value
	fold := false
	if err := c.Unpack("s", &s, "casefold?", &fold, "map01??", &map01); err != nil {
		return nil, err
	}
	b, err := asciiOrBlock(s)
	if err != nil {
		return nil, err
	}
	if len(b)%8 != 0 {
		return nil, pyrt.Errorf(binasciiError, "Incorrect padding")
	}
	text := string(b)
	if fold {
		text = strings.ToUpper(text)
	}
	out, err := base32.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, pyrt.Wrap(binasciiError, "Non-base32 digit found", err)
	}
	return starlark.Bytes(out), nil
}

func decode16(c *pyrt.Call) (starlark.Value, error) {
	var s starlark.Value
	fold := false
	if err := c.Unpack("s", &s, "casefold?", &fold); err != nil {
		return nil, err
	}
	b, err := asciiOrBlock(s)
	if err != nil {
		return nil, err
	}
	text := string(b)
	if !fold && strings.ContainsAny(text, "abcdef") {
		return nil, pyrt.Errorf(binasciiError, "Non-base16 digit found")
	}
	out, err := hex.DecodeString(text)
	if err != nil {
		return nil, pyrt.Wrap(binasciiError, "Non-base16 digit found", err)
	}
	return starlark.Bytes(out), nil
}

// encodeLines is base64.encodebytes: lines of 76 characters.
func encodeLines(c *pyrt.Call) (starlark.Value, error) {
	b, err := blockOf(c)
	var out strings.Builder
	for len(b) > 0 {
		n := min(len(b), 57)
		out.WriteString(base64.StdEncoding.EncodeToString(b[:n]) + "\n")
		b = b[n:]
	}
	return starlark.Bytes(out.String()), err
}

// binasciiModule is binascii.
func binasciiModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"hexlify": hexlify, "b2a_hex": hexlify, "unhexlify": unhexlify, "a2b_hex": unhexlify,
		"crc32": checksum(0, func(sum uint32, b []byte) uint32 { return crc32.Update(sum, crc32.IEEETable, b) }),
		"b2a_base64": func(c *pyrt.Call) (starlark.Value, error) {
			var b []byte
			newline := true
			if err := c.Unpack("data", &b, "/", "*", "newline?", &newline); err != nil {
				return nil, err
			}
			text := base64.StdEncoding.EncodeToString(b)
			if newline {
				text += "\n"
			}
			return starlark.Bytes(text), nil
		},
		"a2b_base64": func(c *pyrt.Call) (starlark.Value, error) {
			b, err := textOrBlock(c)
			if err != nil {
				return nil, err
			}
			return decodeLoose(string(b))
		},
	})
	m["Error"] = binasciiError
	m["Incomplete"] = pyrt.NewType(pyrt.TypeSpec{Name: "Incomplete", Module: "binascii", Bases: []*pyrt.Type{pyrt.Exception}})
	return &pyrt.Module{Name: "binascii", Doc: "Bytes as hexadecimal and base64 text.", Members: m}
}

func hexlify(c *pyrt.Call) (starlark.Value, error) {
	var data []byte
	var sep starlark.Value
	every := 1
	if err := c.Unpack("data", &data, "sep?", &sep, "bytes_per_sep?", &every); err != nil {
		return nil, err
	}
	text := hex.EncodeToString(data)
	if sep == nil || every == 0 || len(data) == 0 {
		return starlark.Bytes(text), nil
	}
	between, err := asciiOrBlock(sep)
	if err != nil {
		return nil, err
	}
	if len(between) != 1 {
		return nil, pyrt.Errorf(pyrt.ValueError, "sep must be length 1.")
	}
	var parts []string
	if every < 0 { // groups are counted from the left
		for ; len(text) > -2*every; text = text[-2*every:] {
			parts = append(parts, text[:-2*every])
		}
	} else if first := len(text) % (2 * every); true {
		if first > 0 {
			parts = append(parts, text[:first])
		}
		for text = text[first:]; len(text) > 2*every; text = text[2*every:] {
			parts = append(parts, text[:2*every])
		}
	}
	if text != "" {
		parts = append(parts, text)
	}
	return starlark.Bytes(strings.Join(parts, string(between))), nil
}

func unhexlify(c *pyrt.Call) (starlark.Value, error) {
	b, err := textOrBlock(c)
	if err != nil {
		return nil, err
	}
	if len(b)%2 != 0 {
		return nil, pyrt.Errorf(binasciiError, "Odd-length string")
	}
	out, err := hex.DecodeString(string(b))
	if err != nil {
		return nil, pyrt.Wrap(binasciiError, "Non-hexadecimal digit found", err)
	}
	return starlark.Bytes(out), nil
}

// checksum is a function of bytes and of the sum so far, start by default.
func checksum(start uint32, update func(sum uint32, b []byte) uint32) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var b []byte
		var so starlark.Value
		if err := c.Positional(1, &b, &so); err != nil {
			return nil, err
		}
		sum := start
		if so != nil {
			n, err := integer(so)
			if err != nil {
				return nil, err
			}
			sum = uint32(n.Uint64())
			if n.Sign() < 0 {
				sum = uint32(n.Int64())
			}
		}
		return starlark.MakeUint64(uint64(update(sum, b))), nil
	}
}
