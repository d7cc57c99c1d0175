package numpy

import (
	"fmt"
	"math"
	"math/big"
	"slices"
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
	{"format_float_positional", "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, min_digits=None", formatPositional},
	{"format_float_scientific", "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None", formatScientific},
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

// legacyMode reads legacy=: False, or the version to print like.
func legacyMode(v starlark.Value) int {
	if v == starlark.False {
		return 0
	}
	text, _ := starlark.AsString(v)
	var major, minor int
	if _, err := fmt.Sscanf(text, "%d.%d", &major, &minor); err != nil || !slices.Contains([]string{"1.13", "1.21", "1.25", "2.1", "2.2"}, text) {
		throwf(pyrt.ValueError, "legacy printing option can currently only be '1.13', '1.21', '1.25', '2.1', '2.2' or `False`")
	}
	return 100*major + minor
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
	if c.has("legacy") && c.given("legacy") {
		p.Legacy = legacyMode(c.value("legacy"))
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
	if p.Legacy != 0 {
		set("legacy", starlark.String(fmt.Sprintf("%d.%d", p.Legacy/100, p.Legacy%100)))
	}
	set("override_repr", starlark.None)
	return d
}
