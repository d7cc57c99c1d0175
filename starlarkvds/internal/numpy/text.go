package numpy

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

const printOptionsSignature = "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, " +
	"formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None"

// textFunctions write arrays and numbers.
var textFunctions = []spec{
	{"set_printoptions", printOptionsSignature, func(c *call) starlark.Value {
		c.Library.print = mergePrintOptions(c)
		return starlark.None
	}},
	{"get_printoptions", "", func(c *call) starlark.Value { return printOptionsDict(c.print) }},
	{"array2string", "a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, " +
		"threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None", func(c *call) starlark.Value {
		opt := mergePrintOptions(c)
		return starlark.String(ndarray.Array2String(c.array("a"), &opt, c.str("separator"), c.str("prefix"), c.str("suffix")))
	}},
	{"array_repr", "arr, max_line_width=None, precision=None, suppress_small=None", func(c *call) starlark.Value {
		opt := mergePrintOptions(c)
		return starlark.String(c.array("arr").Repr(&opt))
	}},
	{"array_str", "a, max_line_width=None, precision=None, suppress_small=None", func(c *call) starlark.Value {
		opt := mergePrintOptions(c)
		return starlark.String(c.array("a").Str(&opt))
	}},
	{"base_repr", "number, base=2, padding=0", func(c *call) starlark.Value {
		n, base := must(pyrt.Index(c.value("number"))).BigInt(), c.int("base")
		if base > 36 {
			throwf(pyrt.ValueError, "Bases greater than 36 not handled in base_repr.")
		} else if base < 2 {
			throwf(pyrt.ValueError, "Bases less than 2 not handled in base_repr.")
		}
		s := strings.ToUpper(new(big.Int).Abs(n).Text(base))
		s = strings.Repeat("0", max(c.int("padding"), 0)) + s
		if n.Sign() < 0 {
			s = "-" + s
		}
		return starlark.String(s)
	}},
	{"binary_repr", "num, width=None", binaryRepr},
	{"format_float_positional", "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, min_digits=None", func(c *call) starlark.Value {
		f, bits := c.float("x"), 64
		if s, ok := c.value("x").(*Scalar); ok && s.s.DType().ItemSize() == 4 {
			bits = 32
		}
		prec := -1
		text := strconv.FormatFloat(f, 'f', prec, bits)
		if p := c.optInt("precision"); p != nil {
			if fixed := strconv.FormatFloat(f, 'f', *p, bits); !c.bool("unique") || len(fixed) < len(text) {
				text = fixed
			}
		}
		return starlark.String(trimFloat(text, c.str("trim")))
	}},
	{"format_float_scientific", "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None", func(c *call) starlark.Value {
		prec := -1
		if p := c.optInt("precision"); p != nil {
			prec = *p
		}
		m, e, _ := strings.Cut(strconv.FormatFloat(c.float("x"), 'e', prec, 64), "e")
		return starlark.String(trimFloat(m, c.str("trim")) + "e" + e)
	}},
}

// trimFloat applies numpy's trim: 'k' keeps, '.' and '0' and '-' drop trailing zeros and perhaps the point.
func trimFloat(s, trim string) string {
	if !strings.Contains(s, ".") && trim != "-" && !strings.ContainsAny(s, "na") {
		s += "."
	}
	switch trim {
	case "0":
		if s = strings.TrimRight(s, "0"); strings.HasSuffix(s, ".") {
			s += "0"
		}
	case ".":
		s = strings.TrimRight(s, "0")
	case "-":
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
	}
	return s
}

func binaryRepr(c *call) starlark.Value {
	n := must(pyrt.Index(c.value("num"))).BigInt()
	width := c.optInt("width")
	if n.Sign() >= 0 || width == nil {
		s := n.Text(2)
		if width != nil && len(s) > *width {
			throwf(pyrt.ValueError, "Insufficient bit width=%d provided for binwidth=%d", *width, len(s))
		} else if width != nil {
			s = strings.Repeat("0", *width-len(s)) + s
		}
		return starlark.String(s)
	}
	need := new(big.Int).Sub(new(big.Int).Neg(n), big.NewInt(1)).BitLen() + 1
	if need > *width {
		throwf(pyrt.ValueError, "Insufficient bit width=%d provided for binwidth=%d", *width, need)
	}
	two := new(big.Int).Lsh(big.NewInt(1), uint(*width))
	return starlark.String(two.Add(two, n).Text(2))
}

// mergePrintOptions applies a call's keywords to the session's settings.
func mergePrintOptions(c *call) ndarray.PrintOptions {
	p := c.print
	set := func(names string, dst *int) {
		for _, name := range strings.Fields(names) {
			if c.has(name) && c.given(name) {
				*dst = c.int(name)
			}
		}
	}
	set("precision", &p.Precision)
	set("edgeitems", &p.EdgeItems)
	set("linewidth max_line_width", &p.LineWidth)
	if c.has("threshold") && c.given("threshold") {
		p.Threshold = threshold(c)
	}
	for _, name := range []string{"suppress", "suppress_small"} {
		if c.has(name) && c.given(name) {
			p.Suppress = c.bool(name)
		}
	}
	text := func(name string, dst *string) {
		if c.has(name) && c.given(name) {
			*dst = c.str(name)
		}
	}
	text("nanstr", &p.NanStr)
	text("infstr", &p.InfStr)
	text("floatmode", &p.FloatMode)
	if c.has("sign") && c.given("sign") {
		s := c.str("sign")
		if s != "-" && s != "+" && s != " " {
			throwf(pyrt.ValueError, "sign option must be one of ' ', '+', or '-'")
		}
		p.Sign = s[0]
	}
	switch p.FloatMode {
	case "maxprec", "fixed", "unique", "maxprec_equal":
	default:
		throwf(pyrt.ValueError, "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"")
	}
	if c.has("formatter") && c.given("formatter") {
		p.Formatter = c.formatters()
	}
	return p
}

// threshold reads a count that may be sys.maxsize or inf.
func threshold(c *call) int {
	if f, ok := c.value("threshold").(starlark.Float); ok {
		if math.IsNaN(float64(f)) {
			throwf(pyrt.ValueError, "threshold must be non-NAN, try sys.maxsize for untruncated representation")
		}
		return int(math.Min(float64(f), math.MaxInt32))
	}
	return clampInt(must(pyrt.Index(c.value("threshold"))))
}

// formatters reads numpy's formatter dictionary into one function for each kind.
func (c *call) formatters() map[ndarray.Kind]func(ndarray.Scalar) string {
	d, ok := c.value("formatter").(*starlark.Dict)
	if !ok {
		throwf(pyrt.TypeError, "formatter must be a dict")
	}
	kinds := map[string]string{"bool": "b", "int": "iu", "int_kind": "iu", "float": "f", "float_kind": "f", "complexfloat": "c",
		"complex_kind": "c", "datetime": "M", "timedelta": "m", "numpystr": "SU", "str_kind": "SU", "void": "V", "object": "O",
		"all": "biufcMmSUVO"}
	out := make(map[ndarray.Kind]func(ndarray.Scalar) string)
	lib, thread := c.Library, c.thread
	for _, item := range d.Items() {
		key, _ := starlark.AsString(item[0])
		fn := item[1]
		for _, k := range kinds[key] {
			out[ndarray.Kind(k)] = func(s ndarray.Scalar) string {
				v, err := starlark.Call(thread, fn, starlark.Tuple{lib.FromScalar(s)}, nil)
				if err != nil {
					lib.session.Raise(err)
					return "?"
				}
				text, _ := pyrt.Str(v)
				return text
			}
		}
	}
	return out
}

func printOptionsDict(p ndarray.PrintOptions) *starlark.Dict {
	d := starlark.NewDict(10)
	set := func(key string, v starlark.Value) { check(d.SetKey(starlark.String(key), v)) }
	set("edgeitems", starlark.MakeInt(p.EdgeItems))
	set("threshold", starlark.MakeInt(p.Threshold))
	set("floatmode", starlark.String(p.FloatMode))
	set("precision", starlark.MakeInt(p.Precision))
	set("suppress", starlark.Bool(p.Suppress))
	set("linewidth", starlark.MakeInt(p.LineWidth))
	set("nanstr", starlark.String(p.NanStr))
	set("infstr", starlark.String(p.InfStr))
	set("sign", starlark.String(string(rune(p.Sign))))
	set("formatter", starlark.None)
	set("legacy", starlark.False)
	set("override_repr", starlark.None)
	return d
}
