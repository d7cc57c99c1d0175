package pyrt

import (
	"testing"

	"go.starlark.net/starlark"
)

var one = starlark.MakeInt(1)

func kwarg(name string) starlark.Tuple { return starlark.Tuple{starlark.String(name), one} }

// TestTranslate gives texts of the interpreter, one of each kind that lowered
// code can still meet, Python's class and words.
func TestTranslate(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Starlark stack overflow", "RecursionError: maximum recursion depth exceeded"},
		{"global variable x referenced before assignment", "NameError: name 'x' is not defined"},
		{"local variable x referenced before assignment", "UnboundLocalError: cannot access local variable 'x' where it is not associated with a value"},
		{"invalid call of non-function (string)", "TypeError: 'str' object is not callable"},
		{"function f missing 1 argument (x)", "TypeError: f() missing 1 required positional argument: 'x'"},
		{"function f missing 1 argument (/x)", "TypeError: f() missing 1 required positional argument: 'x'"},
		{"function f missing 2 arguments (x, y)", "TypeError: f() missing 2 required positional arguments: 'x' and 'y'"},
		{"function f missing 3 arguments (x, y, z)", "TypeError: f() missing 3 required positional arguments: 'x', 'y', and 'z'"},
		{"function lambda accepts no arguments (1 given)", "TypeError: <lambda>() takes 0 positional arguments but 1 was given"},
		{"function $def:f accepts no arguments (2 given)", "TypeError: f() takes 0 positional arguments but 2 were given"},
		{"function f accepts 1 positional argument (2 given)", "TypeError: f() takes 1 positional argument but 2 were given"},
		{"function f accepts 2 positional arguments (3 given)", "TypeError: f() takes 2 positional arguments but 3 were given"},
		{"function f got an unexpected keyword argument \"k\"", "TypeError: f() got an unexpected keyword argument 'k'"},
		{"function f got multiple values for parameter \"x\"", "TypeError: f() got multiple values for argument 'x'"},
		{"argument after * must be iterable, not int", "TypeError: Value after * must be an iterable, not int"},
		{"argument after ** must be a mapping, not list", "TypeError: argument after ** must be a mapping, not list"},
		{"string has no .foo field or method", "AttributeError: 'str' object has no attribute 'foo'"},
		{"list has no .appendd field or method (did you mean .append?)", "AttributeError: 'list' object has no attribute 'appendd'"},
		{"can't assign to .x field of int", "AttributeError: 'int' object has no attribute 'x'"},
		{"int value is not iterable", "TypeError: 'int' object is not iterable"},
		{"got int in sequence assignment", "TypeError: cannot unpack non-iterable int object"},
		{"too many values to unpack (got 3, want 2)", "ValueError: too many values to unpack (expected 2)"},
		{"too few values to unpack (got 1, want 2)", "ValueError: not enough values to unpack (expected 2, got 1)"},
		{"unhashable type: list", "TypeError: unhashable type: 'list'"},
		{"floored division by zero", "ZeroDivisionError: integer division or modulo by zero"},
		{"integer modulo by zero", "ZeroDivisionError: integer modulo by zero"},
		{"negative shift count: -1", "ValueError: negative shift count"},
		{"unknown binary op: int + string", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"},
		{"unknown unary op: - string", "TypeError: bad operand type for unary -: 'str'"},
		{"int < string not implemented", "TypeError: '<' not supported between instances of 'int' and 'str'"},
		{"key \"a\" not in dict", "KeyError: 'a'"},
		{"list index 5 out of range [-2:1]", "IndexError: list index out of range"},
		{"index 0 out of range: empty tuple", "IndexError: tuple index out of range"},
		{"list index: got string, want int", "TypeError: list indices must be integers or slices, not str"},
		{"list index: 1180591620717411303424 out of range", "IndexError: cannot fit 'int' into an index-sized integer"},
		{"unhandled index operation int[int]", "TypeError: 'int' object is not subscriptable"},
		{"string value does not support item assignment", "TypeError: 'str' object does not support item assignment"},
		{"append: got 2 arguments, want 1", "TypeError: list.append() takes exactly one argument (2 given)"},
		{"something else", "RuntimeError: something else"},
	} {
		if got := translate(test.text).Error(); got != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// TestUnpack compares the texts of wrong calls with those that CPython gives
// for functions written in Python.
func TestUnpack(t *testing.T) {
	var x, y, k int
	call := func(args string, named ...string) string {
		c := Call{Name: "f"}
		for range args {
			c.Args = append(c.Args, one)
		}
		for _, n := range named {
			c.Kwargs = append(c.Kwargs, kwarg(n))
		}
		if err := c.Unpack("x", &x, "y?", &y, "*", "k", &k); err != nil {
			return err.Error()
		}
		return "ok"
	}
	for _, test := range []struct {
		got, want string
	}{
		{call("x", "k"), "ok"},
		{call("xy", "k"), "ok"},
		{call("", "x", "y", "k"), "ok"},
		{call("", "k"), "TypeError: f() missing 1 required positional argument: 'x'"},
		{call("x"), "TypeError: f() missing 1 required keyword-only argument: 'k'"},
		{call("xyz", "k"), "TypeError: f() takes from 1 to 2 positional arguments but 3 were given"},
		{call("x", "x", "k"), "TypeError: f() got multiple values for argument 'x'"},
		{call("x", "k", "zz"), "TypeError: f() got an unexpected keyword argument 'zz'"},
	} {
		if test.got != test.want {
			t.Errorf("got %s\nwant %s", test.got, test.want)
		}
	}
}
