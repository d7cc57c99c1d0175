package pyrt

import (
	"strings"

	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file gives the interpreter's own errors, which are plain text, Python's
// class and words. Lowered code asks this package for most operations, so few
// kinds are left.

// translation says what one kind of text means. In pattern each % stands for
// any text; in message $1, $2 ... are those texts, as type names with t before
// the number ($t1), unquoted with q, as the script's name of a function with f,
// as a list of parameters with l.
type translation struct {
	pattern string
	class   func() *Type
	message string
}

// translations are tried in order.
var translations = []translation{
	{"Starlark stack overflow", func() *Type { return RecursionError }, "maximum recursion depth exceeded"},
	{"global variable % referenced before assignment", func() *Type { return NameError }, "name '$1' is not defined"},
	{"local variable % referenced before assignment", func() *Type { return UnboundLocalError }, "cannot access local variable '$1' where it is not associated with a value"},
	{"internal error: predeclared variable % is uninitialized", func() *Type { return NameError }, "name '$1' is not defined"},
	{"invalid call of non-function (%)", func() *Type { return TypeError }, "'$t1' object is not callable"},
	{"function % missing 1 argument (%)", func() *Type { return TypeError }, "$f1() missing 1 required positional argument: $l2"},
	{"function % missing % arguments (%)", func() *Type { return TypeError }, "$f1() missing $2 required positional arguments: $l3"},
	{"function % accepts no arguments (1 given)", func() *Type { return TypeError }, "$f1() takes 0 positional arguments but 1 was given"},
	{"function % accepts no arguments (% given)", func() *Type { return TypeError }, "$f1() takes 0 positional arguments but $2 were given"},
	{"function % accepts at most % positional argument% (% given)", func() *Type { return TypeError }, "$f1() takes at most $2 positional argument$3 but $4 were given"},
	{"function % accepts % positional argument% (1 given)", func() *Type { return TypeError }, "$f1() takes $2 positional argument$3 but 1 was given"},
	{"function % accepts % positional argument% (% given)", func() *Type { return TypeError }, "$f1() takes $2 positional argument$3 but $4 were given"},
	{"function % got an unexpected keyword argument %", func() *Type { return TypeError }, "$f1() got an unexpected keyword argument '$q2'"},
	{"function % got multiple values for parameter %", func() *Type { return TypeError }, "$f1() got multiple values for argument '$q2'"},
	{"function % called recursively", func() *Type { return RecursionError }, "maximum recursion depth exceeded"},
	{"argument after * must be iterable, not %", func() *Type { return TypeError }, "Value after * must be an iterable, not $t1"},
	{"argument after ** must be a mapping, not %", func() *Type { return TypeError }, "argument after ** must be a mapping, not $t1"},
	{"keywords must be strings, not %", func() *Type { return TypeError }, "keywords must be strings"},
	{"% has no .% field or method%", func() *Type { return AttributeError }, "'$t1' object has no attribute '$2'"},
	{"can't assign to .% field of %", func() *Type { return AttributeError }, "'$t2' object has no attribute '$1'"},
	{"% value is not iterable", func() *Type { return TypeError }, "'$t1' object is not iterable"},
	{"got % in sequence assignment", func() *Type { return TypeError }, "cannot unpack non-iterable $t1 object"},
	{"too many values to unpack (got %, want %)", func() *Type { return ValueError }, "too many values to unpack (expected $2)"},
	{"too few values to unpack (got %, want %)", func() *Type { return ValueError }, "not enough values to unpack (expected $2, got $1)"},
	{"unhashable type: %", func() *Type { return TypeError }, "unhashable type: '$t1'"},
	{"unhashable: %", func() *Type { return TypeError }, "unhashable type: '$t1'"},
	{"floating-point division by zero", func() *Type { return ZeroDivisionError }, "division by zero"},
	{"floored division by zero", func() *Type { return ZeroDivisionError }, "integer division or modulo by zero"},
	{"integer modulo by zero", func() *Type { return ZeroDivisionError }, "integer modulo by zero"},
	{"floating-point modulo by zero", func() *Type { return ZeroDivisionError }, "float modulo"},
	{"int too large to convert to float", func() *Type { return OverflowError }, "int too large to convert to float"},
	{"negative shift count: %", func() *Type { return ValueError }, "negative shift count"},
	{"shift count too large: %", func() *Type { return MemoryError }, ""},
	{"excessive repeat (%)", func() *Type { return MemoryError }, ""},
	{"repeat count % too large", func() *Type { return MemoryError }, ""},
	{"unknown binary op: % % %", func() *Type { return TypeError }, "unsupported operand type(s) for $2: '$t1' and '$t3'"},
	{"unknown unary op: % %", func() *Type { return TypeError }, "bad operand type for unary $1: '$t2'"},
	{"% % % not implemented", func() *Type { return TypeError }, "'$2' not supported between instances of '$t1' and '$t3'"},
	{"comparison exceeded maximum recursion depth", func() *Type { return RecursionError }, "maximum recursion depth exceeded in comparison"},
	{"key % not in %", func() *Type { return KeyError }, "$q1"},
	{"% index % out of range %", func() *Type { return IndexError }, "$t1 index out of range"},
	{"index % out of range: empty %", func() *Type { return IndexError }, "$t2 index out of range"},
	{"% index: % out of range%", func() *Type { return IndexError }, "cannot fit 'int' into an index-sized integer"},
	{"% index: got %, want int", func() *Type { return TypeError }, "$t1 indices must be integers or slices, not $t2"},
	{"unhandled index operation %[%]", func() *Type { return TypeError }, "'$t1' object is not subscriptable"},
	{"% value does not support item assignment", func() *Type { return TypeError }, "'$t1' object does not support item assignment"},
	{"cannot insert into frozen hash table", func() *Type { return TypeError }, "cannot change a frozen dict or set"},
	{"cannot % frozen hash table", func() *Type { return TypeError }, "cannot change a frozen dict or set"},
	{"cannot % frozen list", func() *Type { return TypeError }, "cannot change a frozen list"},
	{"cannot % hash table during iteration", func() *Type { return RuntimeError }, "dictionary changed size during iteration"},
	{"cannot % list during iteration", func() *Type { return RuntimeError }, "list changed size during iteration"},
	{"append: cannot append to frozen list", func() *Type { return TypeError }, "cannot change a frozen list"},
	{"append: got % arguments, want 1", func() *Type { return TypeError }, "list.append() takes exactly one argument ($1 given)"},
	{"append: unexpected keyword arguments", func() *Type { return TypeError }, "list.append() takes no keyword arguments"},
	{"append: unexpected keyword argument %", func() *Type { return TypeError }, "list.append() takes no keyword arguments"},
	{"append: missing argument for object", func() *Type { return TypeError }, "list.append() takes exactly one argument (0 given)"},
}

// translate returns the exception for a text of the interpreter. What it does
// not know becomes a RuntimeError with that text.
func translate(text string) *Error {
	for _, t := range translations {
		if parts, ok := matchPattern(t.pattern, text); ok {
			return Errorf(t.class(), "%s", expand(t.message, parts))
		}
	}
	return Errorf(RuntimeError, "%s", text)
}

// matchPattern matches text against a pattern in which % is any text, as short
// as possible, and returns what each % stands for.
func matchPattern(pattern, text string) ([]string, bool) {
	var parts []string
	for {
		literal, rest, more := strings.Cut(pattern, "%")
		if !strings.HasPrefix(text, literal) {
			return nil, false
		}
		text = text[len(literal):]
		if !more {
			return parts, text == ""
		}
		next, _, again := strings.Cut(rest, "%")
		end := strings.Index(text, next)
		if !again && strings.HasSuffix(text, next) {
			end = len(text) - len(next)
		}
		if end < 0 {
			return nil, false
		}
		parts = append(parts, text[:end])
		text, pattern = text[end:], rest
	}
}

// expand fills the parts into a message.
func expand(message string, parts []string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(message, "$")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		kind := byte(0)
		if after[0] > '9' {
			kind, after = after[0], after[1:]
		}
		part := parts[after[0]-'1']
		switch kind {
		case 't':
			part = pythonTypeName(part)
		case 'f':
			part, _, _ = dialect.FrameName(part)
		case 'q':
			if s, _, err := syntaxUnquote(part); err == nil {
				part = s
			}
		case 'l':
			names := strings.Split(part, ", ")
			for i, n := range names {
				names[i] = "'" + strings.TrimPrefix(n, "/") + "'"
			}
			part = enumerate(names)
		}
		b.WriteString(part)
		message = after[1:]
	}
}

// pythonTypeName turns Starlark's name of a type into Python's.
func pythonTypeName(name string) string {
	if name == "string" {
		return "str"
	}
	return name
}

// syntaxUnquote reads a string literal as Starlark writes it.
func syntaxUnquote(s string) (string, bool, error) {
	e, err := (&syntax.FileOptions{}).ParseExpr("", s, 0)
	if err != nil {
		return "", false, err
	}
	if lit, ok := e.(*syntax.Literal); ok {
		if text, ok := lit.Value.(string); ok {
			return text, true, nil
		}
	}
	return s, false, nil
}
