package numpy

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// testingFunctions are the members of numpy.testing that scripts assert with.
var testingFunctions = []spec{
	{"assert_array_equal", "actual, desired, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		return c.compareArrays("actual", "desired", "Arrays are not equal", "x and y", func(a, b *ndarray.Array) *ndarray.Array {
			return equalArrays(c.Library, a, b, true)
		})
	}},
	{"assert_equal", "actual, desired, err_msg='', verbose=True, *, strict=False", assertEqual},
	{"assert_allclose", "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		header := fmt.Sprintf("Not equal to tolerance rtol=%s, atol=%s", shortNumber(c.float("rtol")), shortNumber(c.float("atol")))
		return c.compareArrays("actual", "desired", header, "ACTUAL and DESIRED", func(a, b *ndarray.Array) *ndarray.Array {
			bound := spec{"isclose", "a, b, rtol, atol, equal_nan", nil}
			sig := parseSignature(bound.name, bound.sig)
			sub := call{Library: c.Library, thread: c.thread, sig: sig}
			sub.vals = []starlark.Value{c.FromArray(a), c.FromArray(b), c.value("rtol"), c.value("atol"), c.value("equal_nan")}
			return isClose(&sub)
		})
	}},
	{"assert_almost_equal", "actual, desired, decimal=7, err_msg='', verbose=True", almostEqual},
	{"assert_array_almost_equal", "actual, desired, decimal=6, err_msg='', verbose=True", almostEqual},
	{"assert_array_less", "x, y, err_msg='', verbose=True, *, strict=False", func(c *call) starlark.Value {
		return c.compareArrays("x", "y", "Arrays are not strictly ordered `x < y`", "x and y", func(a, b *ndarray.Array) *ndarray.Array { return ap("less", a, b) })
	}},
	{"assert_", "val, msg=''", func(c *call) starlark.Value {
		if !c.bool("val") {
			throw(pyrt.NewError(pyrt.AssertionError, c.value("msg")))
		}
		return starlark.None
	}},
	{"assert_raises", "exception_class, callable=None, *args, **kwargs", assertRaises},
}

// shortNumber writes a tolerance as %g does.
func shortNumber(f float64) string {
	s := fmt.Sprintf("%g", f)
	return s
}

// compareArrays asserts that a relation holds for all elements of two arrays.
func (c *call) compareArrays(x, y, header, _ string, holds func(a, b *ndarray.Array) *ndarray.Array) starlark.Value {
	a, b := c.array(x), c.array(y)
	if a.NDim() > 0 && b.NDim() > 0 && !sameShape(a, b) {
		c.fail(header, fmt.Sprintf("(shapes %s, %s mismatch)", shapeText(a.Shape()), shapeText(b.Shape())), x, y, a, b)
	}
	if c.has("strict") && c.bool("strict") && !a.DType().Equal(b.DType()) {
		c.fail(header, fmt.Sprintf("(dtypes %s, %s mismatch)", a.DType(), b.DType()), x, y, a, b)
	}
	ok := holds(a, b)
	if allTrue(ok) {
		return starlark.None
	}
	bad := 0
	for s := range ok.All() {
		if !must(s.Truth()) {
			bad++
		}
	}
	percent := 100 * float64(bad) / float64(ok.Size())
	lines := fmt.Sprintf("\nMismatched elements: %d / %d (%s%%)", bad, ok.Size(), fmt.Sprintf("%.3g", percent))
	lines += c.differences(a, b, ok)
	c.fail(header, lines, x, y, a, b)
	return nil
}

// differences tells the largest absolute and relative difference of numbers.
func (c *call) differences(a, b, ok *ndarray.Array) string {
	if !a.DType().IsNumeric() || !b.DType().IsNumeric() || a.DType().Kind() == ndarray.Bool || b.DType().Kind() == ndarray.Bool {
		return ""
	}
	abs := ap("absolute", ap("subtract", must(a.To(ndarray.Float64())), must(b.To(ndarray.Float64()))))
	largest := reduceTo(ndarray.Max, abs, nil, false).Flat(0)
	rel := ap("true_divide", abs, ap("absolute", must(b.To(ndarray.Float64()))))
	largestRel := reduceTo(ndarray.Max, nanTo(rel, 0), nil, false).Flat(0)
	text := func(s ndarray.Scalar) string { return strings.TrimSuffix(s.Str(), ".0") }
	return fmt.Sprintf("\nMax absolute difference among violations: %s\nMax relative difference among violations: %s", text(largest), text(largestRel))
}

func (c *call) fail(header, lines, x, y string, a, b *ndarray.Array) {
	if c.str("err_msg") != "" {
		header += "\n" + c.str("err_msg")
	}
	nameX, nameY := "ACTUAL", "DESIRED"
	if x == "x" {
		nameX, nameY = "x", "y"
	}
	msg := "\n" + header + "\n" + lines
	if c.bool("verbose") {
		msg += fmt.Sprintf("\n %s: %s\n %s: %s", nameX, a.Repr(&c.print), nameY, b.Repr(&c.print))
	}
	throwf(pyrt.AssertionError, "%s", msg)
}

// assertEqual compares sequences and dictionaries item by item, arrays as assert_array_equal does.
func assertEqual(c *call) starlark.Value {
	a, b := c.value("actual"), c.value("desired")
	if _, ok := a.(*Array); !ok {
		if _, ok := b.(*Array); !ok {
			eq, err := pyrt.Compare(pyrt.Eq, a, b)
			if err == nil {
				if t, err := pyrt.Truth(eq); err == nil && t {
					return starlark.None
				}
			}
			if _, seq := a.(starlark.Indexable); !seq {
				throwf(pyrt.AssertionError, "\nItems are not equal:\n%s\n ACTUAL: %s\n DESIRED: %s", c.str("err_msg"), reprOf(a), reprOf(b))
			}
		}
	}
	return c.compareArrays("actual", "desired", "Arrays are not equal", "x and y", func(a, b *ndarray.Array) *ndarray.Array {
		return equalArrays(c.Library, a, b, true)
	})
}

func almostEqual(c *call) starlark.Value {
	decimal := c.int("decimal")
	header := fmt.Sprintf("Arrays are not almost equal to %d decimals", decimal)
	bound := 1.5
	for range decimal {
		bound /= 10
	}
	return c.compareArrays("actual", "desired", header, "x and y", func(a, b *ndarray.Array) *ndarray.Array {
		near := ap("less", ap("absolute", ap("subtract", must(a.To(ndarray.Float64())), b)), ndarray.WeakFloat(bound))
		return ap("logical_or", near, equalArrays(c.Library, a, b, true))
	})
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
