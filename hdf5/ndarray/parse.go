package ndarray

import (
	"strconv"
	"strings"
)

// ParseDType reads what np.dtype(str) reads: "<i4", "f8", "int32", "S10",
// ">u2", "float", "(2,3)f4", "i4,f8", "M8[ns]". Anything else is numpy's
// TypeError: data type 'foo' not understood.
func ParseDType(s string) (*DType, error) {
	if len(s) > maxDTypeText {
		return nil, notUnderstood(s)
	}
	if isCommaText(s) {
		return parseComma(s)
	}
	return parseSimple(s)
}

// maxDTypeText bounds the work that a dtype's text can ask for.
const maxDTypeText = 1 << 16

func notUnderstood(s string) *Error {
	return typeError("data type %s not understood", quote(s))
}

// isCommaText reports whether a text is a list of formats, or has a repeat
// count in front: "i4,f8", "(2,3)f4", "3i4".
func isCommaText(s string) bool {
	if s == "" {
		return false
	}
	if s[0] == '(' || isDigit(s[0]) || len(s) > 1 && isDigit(s[1]) && strings.IndexByte("<>=|", s[0]) >= 0 {
		return true
	}
	return strings.Contains(bracketsRemoved(s), ",")
}

func bracketsRemoved(s string) string {
	if i := strings.IndexByte(s, '['); i >= 0 {
		if j := strings.IndexByte(s[i:], ']'); j >= 0 {
			return s[:i] + s[i+j+1:]
		}
	}
	return s
}

// parseComma reads formats separated by commas as fields f0, f1, ... A single
// format without a trailing comma is that dtype alone.
func parseComma(s string) (*DType, error) {
	var fields []Field
	rest := s
	list := false
	for rest != "" {
		t, tail, err := parseFormat(rest, len(fields) == 0)
		if err != nil {
			return nil, err
		}
		fields = append(fields, Field{Name: "f" + itoa(len(fields)), Type: t})
		tail = strings.TrimLeft(tail, " ")
		if tail == "" {
			break
		}
		if tail[0] != ',' {
			return nil, valueError("format number %d of %s is not recognized", len(fields), quote(s))
		}
		list = true
		rest = strings.TrimLeft(tail[1:], " ")
	}
	if len(fields) == 1 && !list {
		return fields[0].Type, nil
	}
	return PackedStruct(fields, false)
}

// parseFormat reads one format with its optional order, shape and order.
func parseFormat(s string, first bool) (*DType, string, error) {
	s = strings.TrimLeft(s, " ")
	order := ""
	take := func() {
		if s != "" && strings.IndexByte("<>=|", s[0]) >= 0 {
			order, s = s[:1], s[1:]
		}
	}
	take()
	var shape []int
	switch {
	case strings.HasPrefix(s, "("):
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return nil, "", notUnderstood(s)
		}
		for part := range strings.SplitSeq(s[1:end], ",") {
			part = strings.TrimSpace(part)
			if part == "" {
				continue
			}
			n, err := strconv.Atoi(part)
			if err != nil || n < 0 {
				return nil, "", notUnderstood(s)
			}
			shape = append(shape, n)
		}
		s = strings.TrimLeft(s[end+1:], " ")
	case s != "" && isDigit(s[0]):
		i := 0
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		n, err := strconv.Atoi(s[:i])
		if err != nil {
			return nil, "", notUnderstood(s)
		}
		shape = []int{n}
		s = s[i:]
	}
	take()
	end := 0
	for end < len(s) && (s[end] == '?' || isDigit(s[end]) || isLetter(s[end])) {
		end++
	}
	if end < len(s) && s[end] == '[' {
		if j := strings.IndexByte(s[end:], ']'); j >= 0 {
			end += j + 1
		}
	}
	t, err := parseSimple(order + s[:end])
	if err != nil {
		return nil, "", err
	}
	if shape != nil {
		if len(shape) > MaxDims {
			return nil, "", valueError("invalid shape in fixed-type tuple: ")
		}
		if t, err = SubArray(t, shape); err != nil {
			return nil, "", err
		}
	}
	return t, s[end:], nil
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// parseSimple reads a single type: a name, a code, or order, code and size.
func parseSimple(s string) (*DType, error) {
	if d := namedType(s); d != nil {
		return d, nil
	}
	order, t := Order('='), s
	if t != "" && strings.IndexByte("<>=|", t[0]) >= 0 {
		order, t = Order(t[0]), t[1:]
	}
	if d := charType(t); d != nil {
		return d.ordered(order), nil
	}
	if name, unit, ok := strings.Cut(t, "["); ok && strings.HasSuffix(unit, "]") {
		kind := Datetime
		switch name {
		case "M8", "M", "datetime64":
		case "m8", "m", "timedelta64":
			kind = Timedelta
		default:
			return nil, notUnderstood(s)
		}
		u, err := ParseUnit(strings.TrimSuffix(unit, "]"))
		if err != nil {
			return nil, err
		}
		return DatetimeType(kind, u).ordered(order), nil
	}
	if d := sizedType(t); d != nil {
		return d.ordered(order), nil
	}
	switch s {
	case "bool8", "int0", "uint0", "void0", "object0", "str0", "bytes0":
		return nil, typeError("Alias %s was removed in NumPy 2.0. Use a name without a digit at the end.", quote(s))
	}
	return nil, notUnderstood(s)
}

// ordered applies a byte-order character; '=' and '|' are native.
func (d *DType) ordered(o Order) *DType {
	if o == '=' || o == NotOrdered || d.order == NotOrdered {
		return d
	}
	return d.WithOrder(o)
}

// sizedType reads a kind letter and a size.
func sizedType(t string) *DType {
	if len(t) < 2 || !isDigit(t[1]) {
		return nil
	}
	n, err := strconv.Atoi(t[1:])
	if err != nil {
		return nil
	}
	kind := Kind(t[0])
	switch kind {
	case 'a':
		kind = Bytes
	case Unicode:
		if n > maxItemBytes/4 {
			return nil
		}
		n *= 4
	case Datetime, Timedelta:
		if n != 8 {
			return nil
		}
	case Object:
		if n != 4 && n != 8 {
			return nil
		}
		n = 8
	}
	d, err := TypeOf(kind, n)
	if err != nil {
		return nil
	}
	return d
}

// charType reads the one-letter codes of C types.
func charType(t string) *DType {
	if len(t) != 1 {
		return nil
	}
	switch t[0] {
	case '?':
		return BoolType()
	case 'b':
		return Int8()
	case 'B':
		return Uint8()
	case 'h':
		return Int16()
	case 'H':
		return Uint16()
	case 'i':
		return Int32()
	case 'I':
		return Uint32()
	case 'l', 'q', 'p', 'n':
		return Int64()
	case 'L', 'Q', 'P', 'N':
		return Uint64()
	case 'e':
		return Float16()
	case 'f':
		return Float32()
	case 'd':
		return Float64()
	case 'g':
		return LongDouble()
	case 'F':
		return Complex64()
	case 'D':
		return Complex128()
	case 'c':
		return BytesType(1)
	case 'S', 'a':
		return BytesType(0)
	case 'U':
		return UnicodeType(0)
	case 'V':
		return basic(Void, 0)
	case 'O':
		return ObjectType()
	case 'M', 'm':
		return DatetimeType(Kind(t[0]), Unit{})
	}
	return nil
}

// namedType reads numpy's and Python's type names.
func namedType(s string) *DType {
	switch s {
	case "bool", "bool_":
		return BoolType()
	case "int8", "byte":
		return Int8()
	case "uint8", "ubyte":
		return Uint8()
	case "int16", "short":
		return Int16()
	case "uint16", "ushort":
		return Uint16()
	case "int32", "intc":
		return Int32()
	case "uint32", "uintc":
		return Uint32()
	case "int64", "int", "int_", "intp", "long", "longlong":
		return Int64()
	case "uint64", "uint", "uintp", "ulong", "ulonglong":
		return Uint64()
	case "float16", "half":
		return Float16()
	case "float32", "single":
		return Float32()
	case "float64", "float", "double":
		return Float64()
	case "float128", "longdouble":
		return LongDouble()
	case "complex64", "csingle":
		return Complex64()
	case "complex128", "complex", "cdouble":
		return Complex128()
	case "object", "object_":
		return ObjectType()
	case "bytes", "bytes_":
		return BytesType(0)
	case "str", "str_", "unicode":
		return UnicodeType(0)
	case "void":
		return basic(Void, 0)
	case "datetime64":
		return DatetimeType(Datetime, Unit{})
	case "timedelta64":
		return DatetimeType(Timedelta, Unit{})
	}
	return nil
}
