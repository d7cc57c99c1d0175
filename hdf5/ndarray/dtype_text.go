package ndarray

import (
	"fmt"
	"strconv"
	"strings"
)

func itoa(i int) string { return strconv.Itoa(i) }

// Str returns the array-protocol text: "<i4", "|b1", "|S10", "<U5", "|V12".
func (d *DType) Str() string {
	n := d.size
	if d.kind == Unicode {
		n /= 4
	}
	if d.kind == Object {
		return "|O"
	}
	s := fmt.Sprintf("%c%c%d", d.order, d.kind, n)
	if d.isTemporal() {
		s += d.unit.suffix()
	}
	return s
}

// Name returns numpy's dtype.name: "int32", "bytes80", "datetime64[ns]".
func (d *DType) Name() string {
	switch d.kind {
	case Bool:
		return "bool"
	case Object:
		return "object"
	case Datetime, Timedelta:
		return kindWord(d.kind) + "64" + d.unit.suffix()
	}
	if d.size == 0 {
		return kindWord(d.kind)
	}
	return kindWord(d.kind) + itoa(8*d.size)
}

func kindWord(k Kind) string {
	switch k {
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Uint:
		return "uint"
	case Float:
		return "float"
	case Complex:
		return "complex"
	case Bytes:
		return "bytes"
	case Unicode:
		return "str"
	case Object:
		return "object"
	case Datetime:
		return "datetime"
	case Timedelta:
		return "timedelta"
	}
	return "void"
}

// ScalarName is the name of numpy's scalar class: "int32", "bool", "str_",
// "bytes_", "void", "datetime64", "object_".
func (d *DType) ScalarName() string {
	switch d.kind {
	case Bytes, Unicode, Object:
		return kindWord(d.kind) + "_"
	case Void:
		return "void"
	case Datetime, Timedelta:
		return kindWord(d.kind) + "64"
	case Float:
		if d.size == 16 {
			return "longdouble"
		}
	}
	return d.Name()
}

// String returns Python's str(dtype).
func (d *DType) String() string {
	switch {
	case d.fields != nil:
		return d.structText(true)
	case d.base != nil:
		return d.subArrayText()
	case d.kind == Bytes || d.kind == Unicode || d.kind == Void || !d.IsNative():
		return d.Str()
	}
	return d.Name()
}

// Repr returns Python's repr(dtype): dtype('int32').
func (d *DType) Repr() string {
	body := d.constructionText(false)
	if d.fields != nil {
		body = d.structText(false)
		if d.align && strings.HasPrefix(body, "[") {
			body += ", align=True"
		}
	}
	return "dtype(" + body + ")"
}

// constructionText is the text from which numpy could make the dtype again;
// short writes "<i4" for 'int32'.
func (d *DType) constructionText(short bool) string {
	switch {
	case d.fields != nil:
		return d.structText(true)
	case d.base != nil:
		return d.subArrayText()
	case d.kind == Bool:
		if short {
			return "'?'"
		}
		return "'bool'"
	case d.kind == Object:
		return "'O'"
	case d.kind == Bytes:
		if d.size == 0 {
			return "'S'"
		}
		return "'S" + itoa(d.size) + "'"
	case d.kind == Unicode:
		if d.size == 0 {
			return "'" + string(d.order) + "U'"
		}
		return "'" + d.Str() + "'"
	case d.kind == Void:
		if d.size == 0 {
			return "'V'"
		}
		return "'V" + itoa(d.size) + "'"
	case d.isTemporal():
		return "'" + d.Str() + "'"
	case d.IsNative() && !d.marked && !short:
		return "'" + d.Name() + "'"
	case d.size == 1:
		return fmt.Sprintf("'%c1'", d.kind)
	}
	return "'" + d.Str() + "'"
}

func (d *DType) subArrayText() string {
	return "(" + d.base.constructionText(true) + ", " + shapeText(d.shape) + ")"
}

// structText writes a structured dtype as a list of fields, or, where fields
// leave gaps or overlap, as a dictionary. includeAlign puts align=True into
// the dictionary form.
func (d *DType) structText(includeAlign bool) string {
	if d.listFormLosesNothing() && !(includeAlign && d.align) {
		parts := make([]string, len(d.fields))
		for i, f := range d.fields {
			if f.Type.base != nil {
				parts[i] = fmt.Sprintf("(%s, %s, %s)", quote(f.Name), f.Type.base.constructionText(true), shapeText(f.Type.shape))
			} else {
				parts[i] = fmt.Sprintf("(%s, %s)", quote(f.Name), f.Type.constructionText(true))
			}
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	var names, formats, offsets []string
	for _, f := range d.fields {
		names = append(names, quote(f.Name))
		formats = append(formats, f.Type.constructionText(true))
		offsets = append(offsets, itoa(f.Offset))
	}
	s := fmt.Sprintf("{'names': [%s], 'formats': [%s], 'offsets': [%s], 'itemsize': %d",
		strings.Join(names, ", "), strings.Join(formats, ", "), strings.Join(offsets, ", "), d.size)
	if d.align {
		s += ", 'aligned': True"
	}
	return s + "}"
}

// listFormLosesNothing reports whether the fields are where PackedStruct
// would put them.
func (d *DType) listFormLosesNothing() bool {
	if len(d.fields) == 0 {
		return d.size == 0
	}
	p, err := PackedStruct(d.fields, d.align)
	return err == nil && p.Equal(d)
}

// quote writes a string as Python's repr does.
func quote(s string) string { return string(appendRepr(nil, s)) }

// appendRepr appends Python's repr of a string: single quotes unless the text
// has one and no double quote, escapes for what is not printable.
func appendRepr(b []byte, s string) []byte {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	b = append(b, q)
	for _, r := range s {
		switch {
		case r == rune(q) || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ' || r == 0x7f || r < 0x100 && !strconv.IsPrint(r):
			b = fmt.Appendf(b, `\x%02x`, r)
		case strconv.IsPrint(r):
			b = append(b, string(r)...)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = fmt.Appendf(b, `\U%08x`, r)
		}
	}
	return append(b, q)
}

// appendBytesRepr appends Python's repr of a bytes value, b prefix included.
func appendBytesRepr(b, s []byte) []byte {
	q := byte('\'')
	if strings.ContainsRune(string(s), '\'') && !strings.ContainsRune(string(s), '"') {
		q = '"'
	}
	b = append(b, 'b', q)
	for _, c := range s {
		switch {
		case c == q || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ' || c >= 0x7f:
			b = fmt.Appendf(b, `\x%02x`, c)
		default:
			b = append(b, c)
		}
	}
	return append(b, q)
}
