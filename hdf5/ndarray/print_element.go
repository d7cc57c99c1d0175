package ndarray

import (
	"fmt"
	"math"
	"math/big"
	"strings"
)

// formatFor returns the text of one element among data: widths and precision
// are chosen so that columns line up.
func formatFor(data *Array, opt *PrintOptions) func(Scalar) string {
	d := data.dtype
	if f := opt.Formatter[d.kind]; f != nil {
		return f
	}
	switch d.kind {
	case Bool:
		return boolFormat(data.NDim() > 0)
	case Int, Uint:
		return integerFormat(data, opt.Sign)
	case Float:
		f := newFloatFormat(data, opt, opt.Sign)
		return func(s Scalar) string { return f.text(numberOf(s)) }
	case Complex:
		return complexFormat(data, opt)
	case Bytes, Unicode:
		return func(s Scalar) string { return itemRepr(s) }
	case Datetime, Timedelta:
		return timeFormat(data)
	case Object:
		return func(s Scalar) string { return s.env.objects().Repr(s.Item()) }
	}
	if d.fields != nil {
		return structFormat(data, opt)
	}
	return func(s Scalar) string { return voidText(s.data) }
}

func boolFormat(pad bool) func(Scalar) string {
	return func(s Scalar) string {
		switch {
		case s.data[0] == 0:
			return "False"
		case pad:
			return " True"
		}
		return "True"
	}
}

func integerFormat(data *Array, sign byte) func(Scalar) string {
	width := 0
	for _, r := range []Reduction{Min, Max} {
		if m, err := Reduce(r, data, ReduceOptions{}); err == nil {
			width = max(width, len(signed10(m.Flat(0), sign)))
		}
	}
	return func(s Scalar) string { return fmt.Sprintf("%*s", width, signed10(s, sign)) }
}

func signed10(s Scalar, sign byte) string {
	v, _ := s.Big()
	t := v.String()
	if v.Sign() >= 0 && sign != '-' && sign != 0 {
		t = string(rune(sign)) + t
	}
	return t
}

func complexFormat(data *Array, opt *PrintOptions) func(Scalar) string {
	re := newFloatFormat(data.Real(), opt, opt.Sign)
	im := newFloatFormat(data.Imag(), opt, '+')
	return func(s Scalar) string {
		c := s.Item().(complex128)
		t := im.text(number{f: imag(c)})
		end := len(strings.TrimRight(t, " "))
		return re.text(number{f: real(c)}) + t[:end] + "j" + t[end:]
	}
}

// timeFormat right-aligns times; dates are quoted.
func timeFormat(data *Array) func(Scalar) string {
	text := func(s Scalar) string {
		v := loadInt(s.data, s.dtype.order)
		if s.dtype.kind == Datetime {
			return "'" + datetimeText(v, s.dtype.unit) + "'"
		}
		return fmt.Sprint(v)
	}
	width, nat := 0, false
	var lo, hi *Scalar
	for s := range data.All() {
		if s.IsNaT() {
			nat = true
			continue
		}
		v := loadInt(s.data, s.dtype.order)
		if lo == nil || v < loadInt(lo.data, lo.dtype.order) {
			lo = &s
		}
		if hi == nil || v > loadInt(hi.data, hi.dtype.order) {
			hi = &s
		}
	}
	if lo != nil {
		width = max(len(text(*lo)), len(text(*hi)))
	}
	if nat {
		width = max(width, 5)
	}
	return func(s Scalar) string {
		if s.IsNaT() {
			return fmt.Sprintf("%*s", width, "'NaT'")
		}
		return fmt.Sprintf("%*s", width, text(s))
	}
}

// structFormat writes elements as tuples, each field in its own column format.
func structFormat(data *Array, opt *PrintOptions) func(Scalar) string {
	d := data.dtype
	formats := make([]func(Scalar) string, len(d.fields))
	for i, f := range d.fields {
		col, err := data.Field(f.Name)
		if err != nil {
			continue
		}
		formats[i] = formatFor(col, opt)
		if f.Type.base != nil {
			formats[i] = subArrayFormat(formats[i], opt)
		}
	}
	return func(s Scalar) string {
		parts := make([]string, len(d.fields))
		for i, f := range d.fields {
			parts[i] = formats[i](s.field(f))
		}
		if len(parts) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
}

// field is one field of a structured scalar.
func (s Scalar) field(f Field) Scalar {
	return Scalar{dtype: f.Type, data: s.data[f.Offset : f.Offset+f.Type.size], objs: s.objs, env: s.env}
}

// Field returns the field of a structured scalar called name.
func (s Scalar) Field(name string) (Scalar, error) {
	f, ok := s.dtype.Field(name)
	if !ok {
		return Scalar{}, valueError("no field of name %s", name)
	}
	return s.field(f), nil
}

func subArrayFormat(format func(Scalar) string, opt *PrintOptions) func(Scalar) string {
	return func(s Scalar) string {
		a, ok := s.Item().(*Array)
		if !ok {
			return ""
		}
		cut := a.Size() > opt.Threshold
		var nest func(axis, off int) string
		nest = func(axis, off int) string {
			if axis == a.NDim() {
				return format(a.scalarAt(off))
			}
			var parts []string
			n := a.shape[axis]
			for i := range n {
				if cut && n > 2*opt.EdgeItems && i >= opt.EdgeItems && i < n-opt.EdgeItems {
					if i == opt.EdgeItems {
						parts = append(parts, "...")
					}
					continue
				}
				parts = append(parts, nest(axis+1, off+i*a.strides[axis]))
			}
			return "[" + strings.Join(parts, ", ") + "]"
		}
		return nest(0, a.off)
	}
}

// voidText is the text of opaque bytes: every one as \x..
func voidText(b []byte) string {
	var s strings.Builder
	s.WriteString("b'")
	for _, c := range b {
		fmt.Fprintf(&s, `\x%02X`, c)
	}
	return s.String() + "'"
}

// itemRepr is repr(scalar.item()).
func itemRepr(s Scalar) string {
	switch v := s.Item().(type) {
	case string:
		return quote(v)
	case []byte:
		return string(appendBytesRepr(nil, v))
	default:
		return fmt.Sprint(v)
	}
}

// Str is Python's str(scalar): 0.1, True, abc.
func (s Scalar) Str() string { return s.text(nil) }

func (s Scalar) text(opt *PrintOptions) string {
	switch s.dtype.kind {
	case Float:
		return numberOf(s).text(8 * s.dtype.size)
	case Complex:
		return complexText(s.Item().(complex128), 4*s.dtype.size)
	case Bytes:
		return string(appendBytesRepr(nil, s.Item().([]byte)))
	case Datetime:
		return datetimeText(s.Item().(int64), s.dtype.unit)
	case Timedelta:
		return spanText(s.dtype.unit, s.Item().(int64))
	case Object:
		return s.env.objects().Str(s.Item())
	case Void:
		switch {
		case s.dtype.fields != nil:
			return s.structText(opt)
		case s.dtype.base != nil:
			return s.Item().(*Array).Str(opt)
		}
		return voidText(s.data)
	}
	t, _ := textOf(s.env, s.Item())
	return t
}

// structText writes a structured scalar: floats in full.
func (s Scalar) structText(opt *PrintOptions) string {
	o := *opt.orDefault()
	forms := map[Kind]func(Scalar) string{Float: func(f Scalar) string { return f.Str() }}
	for k, f := range o.Formatter {
		forms[k] = f
	}
	o.Formatter = forms
	return structFormat(s.Array(), &o)(s)
}

// LegacyRepr is repr(scalar) as it was before numpy 2: without the type.
func (s Scalar) LegacyRepr() string {
	switch s.dtype.kind {
	case Bytes, Unicode:
		return itemRepr(s)
	case Datetime, Timedelta:
		return timeRepr(s, "numpy."+s.dtype.ScalarName())
	case Void:
		if s.dtype.fields == nil {
			return s.Repr()
		}
	}
	return s.Str()
}

// Repr is Python's repr(scalar): np.float64(0.1), np.True_, np.str_('abc').
func (s Scalar) Repr() string {
	name := "np." + s.dtype.ScalarName()
	switch s.dtype.kind {
	case Bool:
		if s.data[0] != 0 {
			return "np.True_"
		}
		return "np.False_"
	case Complex:
		t := s.Str()
		if strings.HasPrefix(t, "(") {
			t = t[1 : len(t)-1]
		}
		return name + "(" + t + ")"
	case Bytes, Unicode:
		return name + "(" + itemRepr(s) + ")"
	case Object:
		return s.env.objects().Repr(s.Item())
	case Datetime, Timedelta:
		return timeRepr(s, name)
	case Float:
		if s.dtype.size == 16 {
			return name + "('" + s.Str() + "')"
		}
	case Void:
		if s.dtype.fields != nil {
			return "np.void(" + s.Str() + ", dtype=" + s.dtype.String() + ")"
		}
		if s.dtype.base != nil {
			return s.Item().(*Array).Repr(nil)
		}
	}
	return name + "(" + s.Str() + ")"
}

func timeRepr(s Scalar, name string) string {
	unit := strings.Trim(s.dtype.unit.suffix(), "[]")
	v := s.Item().(int64)
	body := fmt.Sprint(v)
	if v == NaT {
		body = "'NaT'"
	} else if s.dtype.kind == Datetime {
		body = "'" + datetimeText(v, s.dtype.unit) + "'"
		if s.dtype.unit.Num <= 1 {
			unit = ""
		}
	}
	if v == NaT && unit == "" && s.dtype.kind == Datetime {
		unit = "generic"
	}
	if unit == "" {
		return name + "(" + body + ")"
	}
	return name + "(" + body + ",'" + unit + "')"
}

// spanText is str(timedelta64): a count and the unit in words.
func spanText(u Unit, v int64) string {
	if v == NaT {
		return "NaT"
	}
	words := [...]string{"years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds",
		"microseconds", "nanoseconds", "picoseconds", "femtoseconds", "attoseconds"}
	if u.Base == "" {
		return fmt.Sprintf("%d generic time units", v)
	}
	n := new(big.Int).Mul(big.NewInt(v), big.NewInt(int64(max(u.Num, 1))))
	return n.String() + " " + words[u.index()]
}

func isFinite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }
