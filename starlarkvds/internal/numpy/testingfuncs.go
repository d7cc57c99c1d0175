package numpy

import (
	"fmt"
	"math"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// testingFunctions are the members of numpy.testing that scripts assert with.
var testingFunctions = []spec{
	{"assert_array_equal", "actual, desired, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		return c.assertArrays("actual", "desired", "Arrays are not equal", c.equalElements)
	}},
	{"assert_equal", "actual, desired, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		c.assertEqual(c.value("actual"), c.value("desired"), c.str("err_msg"))
		return starlark.None
	}},
	{"assert_allclose", "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		header := fmt.Sprintf("Not equal to tolerance rtol=%g, atol=%g", c.float("rtol"), c.float("atol"))
		return c.assertArrays("actual", "desired", header, func(a, b *ndarray.Array) *ndarray.Array {
			return closeTo(c, a, b, c.operand("rtol"), c.operand("atol"), c.bool("equal_nan"))
		})
	}},
	{"assert_almost_equal", "actual, desired, decimal=7, err_msg='', verbose=True", almostEqual},
	{"assert_array_almost_equal", "actual, desired, decimal=6, err_msg='', verbose=True", almostEqual},
	{"assert_array_less", "x, y, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		return c.assertArrays("x", "y", "Arrays are not strictly ordered `x < y`", func(a, b *ndarray.Array) *ndarray.Array { return ap("less", a, b) })
	}},
	{"assert_", "val, msg=''", func(c *call) starlark.Value {
		if !c.bool("val") {
			throw(pyrt.NewError(pyrt.AssertionError, c.value("msg")))
		}
		return starlark.None
	}},
	{"assert_raises", "exception_class, callable=None, *args, **kwargs", assertRaises},
}

// equalElements is a == b where NaN equals NaN.
func (c *call) equalElements(a, b *ndarray.Array) *ndarray.Array {
	return equalArrays(c.Library, a, b, true)
}

// assertArrays asserts that a relation holds for all elements of two arrays of one shape; a 0-d one fits every shape.
func (c *call) assertArrays(x, y, header string, holds func(a, b *ndarray.Array) *ndarray.Array) starlark.Value {
	names := [2]string{"ACTUAL", "DESIRED"}
	if x == "x" {
		names = [2]string{"x", "y"}
	}
	c.assertHolds(c.array(x), c.array(y), header, c.str("err_msg"), names, holds)
	return starlark.None
}

func (c *call) assertHolds(a, b *ndarray.Array, header, errMsg string, names [2]string, holds func(a, b *ndarray.Array) *ndarray.Array) {
	strict := c.has("strict") && c.bool("strict")
	if !sameShape(a, b) && (strict || a.NDim() > 0 && b.NDim() > 0) {
		c.fail(a, b, header, errMsg+fmt.Sprintf("\n(shapes %s, %s mismatch)", shapeText(a.Shape()), shapeText(b.Shape())), names)
	}
	if strict && !a.DType().Equal(b.DType()) {
		c.fail(a, b, header, errMsg+fmt.Sprintf("\n(dtypes %s, %s mismatch)", a.DType(), b.DType()), names)
	}
	if hasNaN(a) && hasNaN(b) && names[0] != "x" && !allTrue(ap("equal", ap("isnan", a), ap("isnan", b))) {
		c.fail(a, b, header, errMsg+"\nnan location mismatch:", names)
	}
	ok := holds(a, b)
	if allTrue(ok) {
		return
	}
	bad := ap("logical_not", ok)
	n, _ := reduceTo(ndarray.CountNonzero, bad, nil, false).Flat(0).Int64()
	remarks := fmt.Sprintf("\nMismatched elements: %d / %d (%.3g%%)", n, ok.Size(), 100*float64(n)/float64(ok.Size()))
	c.fail(a, b, header, errMsg+remarks+c.places(a, b, bad, names)+c.differences(a, b, bad), names)
}

// places lists the first five elements that differ.
func (c *call) places(a, b, bad *ndarray.Array, names [2]string) string {
	if bad.NDim() == 0 {
		return ""
	}
	a, b = must(a.BroadcastTo(bad.Shape())), must(b.BroadcastTo(bad.Shape()))
	where := nonZero(bad)
	n := where[0].Size()
	title := "First 5 mismatches are at indices:"
	switch {
	case n == 1:
		title = "Mismatch at index:"
	case n <= 5:
		title = "Mismatch at indices:"
	}
	text := "\n" + title
	for k := range min(n, 5) {
		idx := make([]int, len(where))
		for d, w := range where {
			i, _ := w.Flat(k).Int64()
			idx[d] = int(i)
		}
		at := strings.Join(strings.Fields(fmt.Sprint(idx)), ", ")
		text += fmt.Sprintf("\n %s: %s (%s), %s (%s)", at, a.At(idx...).Str(), names[0], b.At(idx...).Str(), names[1])
	}
	return text
}

// differences tells the largest absolute and relative difference of numbers.
func (c *call) differences(a, b, bad *ndarray.Array) string {
	if !a.DType().IsNumeric() || !b.DType().IsNumeric() || a.DType().Kind() == ndarray.Bool || b.DType().Kind() == ndarray.Bool {
		return ""
	}
	quiet := c.onError
	c.Library.onError = ignoreAll()
	defer func() { c.Library.onError = quiet }()
	diff := ap("absolute", ap("subtract", a, b))
	if a.DType().Kind() == ndarray.Uint {
		diff = ap("minimum", diff, ap("absolute", ap("subtract", b, a)))
	}
	only := func(v, mask *ndarray.Array) *ndarray.Array {
		return part(must(v.BroadcastTo(mask.Shape())), ndarray.ArrayKey{Array: mask})
	}
	text := func(v *ndarray.Array) string { return ndarray.Array2String(v, &c.print, " ", "", "") }
	most := text(reduceTo(ndarray.Max, only(diff, bad), nil, false))
	relative := "inf"
	if divisible := ap("logical_and", bad, ap("not_equal", b, ndarray.WeakInt(0))); must(reduceTo(ndarray.Any, divisible, nil, false).Flat(0).Truth()) {
		relative = text(reduceTo(ndarray.Max, ap("true_divide", only(diff, divisible), ap("absolute", only(b, divisible))), nil, false))
	}
	return "\nMax absolute difference among violations: " + most + "\nMax relative difference among violations: " + relative
}

func (c *call) fail(a, b *ndarray.Array, header, errMsg string, names [2]string) {
	throwf(pyrt.AssertionError, "%s", c.report(header, errMsg, names, a.Repr(&c.print), b.Repr(&c.print)))
}

// report puts an assertion's message together as numpy does; long texts lose all but three lines.
func (c *call) report(header, errMsg string, names [2]string, reprs ...string) string {
	msg := "\n" + header
	switch {
	case errMsg == "":
	case !strings.Contains(errMsg, "\n") && len(errMsg) < 79-len(header):
		msg += " " + errMsg
	default:
		msg += "\n" + errMsg
	}
	if !c.bool("verbose") {
		return msg
	}
	for i, r := range reprs {
		if lines := strings.Split(r, "\n"); len(lines) > 4 {
			r = strings.Join(lines[:3], "\n") + "..."
		}
		msg += "\n " + names[i] + ": " + r
	}
	return msg
}

// assertEqual compares dictionaries and sequences item by item, arrays as assert_array_equal does.
func (c *call) assertEqual(a, b starlark.Value, errMsg string) {
	names := [2]string{"ACTUAL", "DESIRED"}
	if _, isArray := a.(*Array); !isArray {
		_, isArray = b.(*Array)
		if !isArray && (c.assertDicts(a, b, errMsg) || c.assertSequences(a, b, errMsg)) {
			return
		}
		if !isArray {
			if !c.equalScalars(a, b) {
				throwf(pyrt.AssertionError, "%s", c.report("Items are not equal:", errMsg, names, reprOf(a), reprOf(b)))
			}
			return
		}
	}
	c.assertHolds(must(c.ToArray(a, nil)), must(c.ToArray(b, nil)), "Arrays are not equal", errMsg, names, c.equalElements)
}

// equalScalars is a == b where NaN equals NaN.
func (c *call) equalScalars(a, b starlark.Value) bool {
	isNaN := func(v starlark.Value) bool {
		f, err := pyrt.Float(v)
		return err == nil && f != f
	}
	if isNaN(a) && isNaN(b) {
		return true
	}
	eq, err := pyrt.Compare(pyrt.Eq, a, b)
	return err == nil && must(pyrt.Truth(eq))
}

func (c *call) assertDicts(a, b starlark.Value, errMsg string) bool {
	want, ok := b.(*starlark.Dict)
	if !ok {
		return false
	}
	got, ok := a.(*starlark.Dict)
	if !ok {
		throwf(pyrt.AssertionError, "%s", pyrt.TypeOf(a).String())
	}
	c.assertEqual(starlark.MakeInt(got.Len()), starlark.MakeInt(want.Len()), errMsg)
	for _, kv := range want.Items() {
		v, found, err := got.Get(kv[0])
		if check(err); !found {
			throwf(pyrt.AssertionError, "%s", reprOf(kv[0]))
		}
		c.assertEqual(v, kv[1], "key="+reprOf(kv[0])+"\n"+errMsg)
	}
	return true
}

func (c *call) assertSequences(a, b starlark.Value, errMsg string) bool {
	isSequence := func(v starlark.Value) bool {
		switch v.(type) {
		case *starlark.List, starlark.Tuple:
			return true
		}
		return false
	}
	if !isSequence(a) || !isSequence(b) {
		return false
	}
	got, want := must(pyrt.Collect(a)), must(pyrt.Collect(b))
	c.assertEqual(starlark.MakeInt(len(got)), starlark.MakeInt(len(want)), errMsg)
	for i := range got {
		c.assertEqual(got[i], want[i], fmt.Sprintf("item=%d\n%s", i, errMsg))
	}
	return true
}

func almostEqual(c *call) starlark.Value {
	decimal := c.int("decimal")
	header := fmt.Sprintf("Arrays are not almost equal to %d decimals", decimal)
	bound := 1.5 * math.Pow(10, -float64(decimal))
	a, b := c.array("actual"), c.array("desired")
	near := func(a, b *ndarray.Array) *ndarray.Array {
		less := ap("less", ap("absolute", ap("subtract", must(a.To(ndarray.Float64())), b)), ndarray.WeakFloat(bound))
		return ap("logical_or", less, c.equalElements(a, b))
	}
	if a.NDim() == 0 && b.NDim() == 0 && c.sig.name == "assert_almost_equal" {
		if !allTrue(near(a, b)) {
			throwf(pyrt.AssertionError, "%s", c.report(header, c.str("err_msg"), [2]string{"ACTUAL", "DESIRED"}, reprOf(c.value("actual")), reprOf(c.value("desired"))))
		}
		return starlark.None
	}
	return c.assertArrays("actual", "desired", header, near)
}

// assertRaises calls a function that must raise; without one it is a context manager.
func assertRaises(c *call) starlark.Value {
	class, ok := c.value("exception_class").(*pyrt.Type)
	if !ok {
		throwf(pyrt.TypeError, "assertRaises() arg 1 must be an exception type or tuple of exception types")
	}
	if !c.given("callable") {
		return &raisesScope{class: class}
	}
	_, err := starlark.Call(c.thread, c.value("callable"), c.rest, c.kwrest)
	if err == nil {
		throwf(pyrt.AssertionError, "%s not raised by %s", class.Name(), c.value("callable").(starlark.Callable).Name())
	}
	if e, ok := pyrt.Catch(c.thread, err); !ok || !e.IsA(class) {
		throw(err)
	}
	return starlark.None
}

// raisesScope is the context manager that wants an exception.
type raisesScope struct {
	scope
	class *pyrt.Type
}

// PyEnter implements pyrt.Context.
func (r *raisesScope) PyEnter() (starlark.Value, error) { return r, nil }

// PyExit implements pyrt.Context.
func (r *raisesScope) PyExit(exc *pyrt.Error) (bool, error) {
	if exc == nil {
		return false, pyrt.Errorf(pyrt.AssertionError, "%s not raised", r.class.Name())
	}
	return exc.IsA(r.class), nil
}
