package numpy

import (
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// This file is format_float_positional and format_float_scientific.

// floatBits are the value of x and the width that its shortest text is for.
func (c *call) floatBits() (f float64, bits int) {
	f, bits = c.float("x"), 64
	if s, ok := c.value("x").(*Scalar); ok && s.s.DType().Kind() == ndarray.Float && s.s.DType().ItemSize() == 4 {
		bits = 32
	}
	return f, bits
}

// formatPositional rounds the shortest digits where precision asks for fewer, and pads where options ask for more.
func formatPositional(c *call) starlark.Value {
	f, bits := c.floatBits()
	text := strconv.FormatFloat(f, 'f', -1, bits)
	if f-f != 0 {
		return notFinite(c, f)
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if !c.bool("unique") {
		_, fraction, _ = strings.Cut(strconv.FormatFloat(f, 'f', 1100, 64), ".")
		fraction = strings.TrimRight(fraction, "0")
	}
	if p := c.optInt("precision"); p != nil {
		keep := *p
		if !c.bool("fractional") {
			keep -= significant(whole, fraction)
		}
		if keep < 0 {
			whole, fraction = roundWhole(f, len(strings.TrimPrefix(whole, "-"))+keep), ""
			keep = 0
		}
		if len(fraction) > keep {
			whole, fraction, _ = strings.Cut(strconv.FormatFloat(f, 'f', keep, 64), ".")
		} else if !c.bool("unique") {
			fraction += strings.Repeat("0", keep-len(fraction))
		}
	}
	least := 0
	if p := c.optInt("precision"); p != nil && !c.bool("unique") && c.bool("fractional") && c.str("trim") == "k" {
		least = *p
	}
	if m := c.optInt("min_digits"); m != nil && c.str("trim") == "k" {
		least = *m
		if !c.bool("fractional") {
			least -= significant(whole, fraction)
		}
	}
	fraction = trimFraction(fraction, c.str("trim"), least)
	return starlark.String(padNumber(c, whole+fraction))
}

// notFinite is nan or inf with the sign, which has no padding.
func notFinite(c *call, f float64) starlark.Value {
	text := strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(f, 'f', -1, 64)), "+")
	if c.bool("sign") && f > 0 {
		text = "+" + text
	}
	return starlark.String(text)
}

// roundWhole rounds a number to its first digits before the point.
func roundWhole(f float64, digits int) string {
	g, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'e', max(digits-1, 0), 64), 64)
	return strconv.FormatFloat(g, 'f', 0, 64)
}

// significant is how many of a number's significant digits stand before the point; fewer than none where zeros follow it.
func significant(whole, fraction string) int {
	if digits := strings.TrimLeft(strings.TrimPrefix(whole, "-"), "0"); digits != "" {
		return len(digits)
	}
	return len(strings.TrimLeft(fraction, "0")) - len(fraction)
}

// trimFraction applies numpy's trim to the digits after the point: 'k' keeps them, '.' drops zeros, '0' leaves one,
// '-' drops the point too. At least least digits stay.
func trimFraction(digits, trim string, least int) string {
	digits += strings.Repeat("0", max(least-len(digits), 0))
	if trim != "k" {
		keep := min(max(least, 0), len(digits))
		digits = digits[:keep] + strings.TrimRight(digits[keep:], "0")
	}
	switch {
	case digits == "" && trim == "0":
		return ".0"
	case digits == "" && trim == "-":
		return ""
	}
	return "." + digits
}

// padNumber adds a sign, and spaces so that the point stands where pad_left and pad_right say.
func padNumber(c *call, text string) string {
	if c.bool("sign") && !strings.HasPrefix(text, "-") {
		text = "+" + text
	}
	whole, fraction, point := strings.Cut(text, ".")
	if p := c.optInt("pad_left"); p != nil {
		text = strings.Repeat(" ", max(*p-len(whole), 0)) + text
	}
	if c.has("pad_right") {
		if p := c.optInt("pad_right"); p != nil {
			if !point { // the point's place
				text += " "
			}
			text += strings.Repeat(" ", max(*p-len(fraction), 0))
		}
	}
	return text
}

// formatScientific is the same with an exponent.
func formatScientific(c *call) starlark.Value {
	f, bits := c.floatBits()
	text := strconv.FormatFloat(f, 'e', -1, bits)
	if f-f != 0 {
		return notFinite(c, f)
	}
	m, e, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(m, ".")
	if !c.bool("unique") {
		m, e, _ = strings.Cut(strconv.FormatFloat(f, 'e', 1100, 64), "e")
		_, fraction, _ = strings.Cut(m, ".")
		fraction = strings.TrimRight(fraction, "0")
	}
	least := 0
	if p := c.optInt("precision"); p != nil {
		if len(fraction) > *p {
			m, e, _ = strings.Cut(strconv.FormatFloat(f, 'e', *p, 64), "e")
			whole, fraction, _ = strings.Cut(m, ".")
		}
		if !c.bool("unique") && c.str("trim") == "k" {
			least = *p
		}
	}
	if m := c.optInt("min_digits"); m != nil && c.str("trim") == "k" {
		least = *m
	}
	fraction = trimFraction(fraction, c.str("trim"), least)
	if d := c.optInt("exp_digits"); d != nil {
		digits := strings.TrimLeft(e[1:], "0")
		e = e[:1] + strings.Repeat("0", max(*d-len(digits), 0)) + digits
	}
	return starlark.String(padNumber(c, whole+fraction) + "e" + e)
}
