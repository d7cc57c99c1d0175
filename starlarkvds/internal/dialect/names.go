package dialect

import "strings"

// This file lists the names that lowered code uses and the run-time library
// predeclares. "Raises" means: fails with a Python exception of that class.
// Names that end in a number, such as $t1, are temporaries of lowered code and
// never predeclared; a host that shows a module's globals skips every name
// that begins with "$".
//
// # Operators
//
// An operator is a predeclared value with a Binary method
// (starlark.HasBinary); it is applied in two steps, so that lowered code needs
// neither a call nor an argument tuple:
//
//	op & x        binds the left operand
//	op | y        binds the right operand; only constants, once per module
//	bound & z     supplies the other operand and is the result
//
// Thus x < y is ($lt & x) & y, and x < 3 is $k1 & x where $k1 = $lt | 3.
// Operands are evaluated before the operator runs, left before right. The
// result is any value: the comparison of two arrays is an array. A bound
// operator is immutable and may be applied many times, by several threads.
// Unary operators are applied in one step: op & x is the result.
//
// All follow Python's data model: int, float, complex and bool mix
// (True + 1 == 2, 1 == True), NaN is unequal to itself, either operand may
// answer, and a refusal raises TypeError with Python's text, such as
// "unsupported operand type(s) for +: 'int' and 'str'".
const (
	OpEq       = "$eq"       // x == y; identity when neither side answers
	OpNe       = "$ne"       // x != y
	OpLt       = "$lt"       // x < y
	OpLe       = "$le"       // x <= y
	OpGt       = "$gt"       // x > y
	OpGe       = "$ge"       // x >= y
	OpIs       = "$is"       // x is y: a Bool; None, True, False and small scalars by value
	OpIsNot    = "$isnot"    // x is not y: a Bool
	OpIn       = "$in"       // x in y: a Bool; x is the left operand, y the container
	OpNotIn    = "$notin"    // x not in y: a Bool
	OpAdd      = "$add"      // x + y
	OpSub      = "$sub"      // x - y
	OpMul      = "$mul"      // x * y
	OpDiv      = "$div"      // x / y, correctly rounded for ints of any size
	OpFloorDiv = "$floordiv" // x // y
	OpMod      = "$mod"      // x % y; formats when x is str or bytes
	OpPow      = "$pow"      // x ** y; int ** negative int is a float
	OpMatMul   = "$matmul"   // x @ y
	OpLShift   = "$lshift"   // x << y, of any size
	OpRShift   = "$rshift"   // x >> y
	OpAnd      = "$and"      // x & y
	OpOr       = "$or"       // x | y
	OpXor      = "$xor"      // x ^ y

	// The in-place forms give the value that the target is bound to: the left
	// operand itself where that changed in place (list, set, dict, array).
	OpIAdd      = "$iadd"      // x += y
	OpISub      = "$isub"      // x -= y
	OpIMul      = "$imul"      // x *= y
	OpIDiv      = "$idiv"      // x /= y
	OpIFloorDiv = "$ifloordiv" // x //= y
	OpIMod      = "$imod"      // x %= y
	OpIPow      = "$ipow"      // x **= y
	OpIMatMul   = "$imatmul"   // x @= y
	OpILShift   = "$ilshift"   // x <<= y
	OpIRShift   = "$irshift"   // x >>= y
	OpIAnd      = "$iand"      // x &= y
	OpIOr       = "$ior"       // x |= y
	OpIXor      = "$ixor"      // x ^= y

	OpNeg    = "$neg"    // unary: -x
	OpPos    = "$pos"    // unary: +x
	OpInvert = "$invert" // unary: ~x

	// OpAttr reads an attribute: ($attr | "name") & x is x.name with Python's
	// methods on str, bytes, list, dict, set, tuple, int, float, bool, range and
	// functions, and __name__, __class__ and the like on everything. Attributes
	// whose name no such type has in Python, and "append", are plain DotExprs
	// and never come here. Raises AttributeError.
	OpAttr = "$attr"

	// OpAt is unary: $at & x is the item view of x, made for one use. It is a
	// starlark.Mapping and starlark.HasSetKey: view[k] is Python's x[k] and
	// view[k] = v is x[k] = v for every x, with k an int (also bool, numpy
	// ints), a slice, Ellipsis, None, or a tuple of them. Strings are indexed by
	// character. Get never says "not found": it raises IndexError or KeyError.
	OpAt = "$at"
)

// Functions, called with positional arguments only.
const (
	// FnIter: $iter(x) is a starlark.Iterable that iterates as Python does: a
	// str by character, a list by index (it may grow meanwhile), a dict by key
	// (raises RuntimeError when its size changed), a generator, an object with
	// __iter__ or __getitem__. It may return x itself. Raises TypeError
	// "'int' object is not iterable". An error while iterating ends the
	// iteration and is raised through Thread.Cancel.
	FnIter = "$iter"

	// FnEach: $each(shape, x) iterates like $iter(x) and gives each element
	// unpacked as $unpack(shape, element) does. An element that already is a
	// starlark.Tuple of the right length is given as it is.
	FnEach = "$each"

	// FnUnpack: $unpack(shape, x) destructures x. A shape is "x" for one
	// target, "*" for a starred one, and a parenthesised sequence of shapes:
	// the targets a, (b, *c) have the shape "(x(x*))". The result is a tuple
	// with one element for each member of the shape, nested alike; a starred
	// element is a list. Raises ValueError "too many values to unpack
	// (expected 2)", "not enough values to unpack (expected 2, got 1)" or
	// "(expected at least 2, got 1)", and TypeError "cannot unpack non-iterable
	// int object".
	FnUnpack = "$unpack"

	// FnSlice: $slice(start, stop, step) is a slice value; absent ones are None.
	FnSlice = "$slice"

	// FnCat: $cat(a, b, ...) is a new list of the elements of the iterables
	// (as by $iter), in order. Raises TypeError "Value after * must be an
	// iterable, not int".
	FnCat = "$cat"

	// FnTuple: $tuple(list) is a tuple of the elements of a list made by $cat.
	FnTuple = "$tuple"

	// FnSet: $set(list) is a new set of the elements of a list.
	FnSet = "$set"

	// FnDict: $dict(list) is a new dict from a flat list [k, v, k, v, ...]; of
	// equal keys the first stays and the last value wins.
	FnDict = "$dict"

	// FnMerge: $merge(a, b, ...) is a new dict with the items of the mappings,
	// later ones winning: the display {**a, **b}. Raises TypeError "'int' object
	// is not a mapping".
	FnMerge = "$merge"

	// FnKwargs: $kwargs(a, b, ...) merges mappings for a call's **argument.
	// Raises TypeError for a key that occurs twice or is no str, and "argument
	// after ** must be a mapping, not int".
	FnKwargs = "$kwargs"

	// FnFString: $fstring(part, ...) is an f-string's value. A part is a str, or
	// a tuple (value, conversion, spec) where conversion is "", "r", "s" or "a"
	// and spec a str: format(conversion(value), spec).
	FnFString = "$fstring"

	// FnImag: $imag(f) is the complex number f*1j.
	FnImag = "$imag"

	// FnDelItem: $delitem(x, k) is del x[k]; k as for $at.
	FnDelItem = "$delitem"

	// FnDelAttr: $delattr(x, "name") is del x.name, also for a box: the name is
	// then unbound. Raises AttributeError, or for a box NameError.
	FnDelAttr = "$delattr"

	// FnBound: $bound(box, "name") tells whether the box itself (not the
	// predeclared names behind $m) has the name.
	FnBound = "$bound"

	// FnAssign: $assign(box, "name", v) sets box.name and returns v.
	FnAssign = "$assign"

	// FnImport: $import("a.b.c") imports a, a.b and a.b.c and returns the top
	// package a. Raises ModuleNotFoundError "No module named 'a'".
	FnImport = "$import"

	// FnModule: $module("a.b.c") imports likewise and returns a.b.c itself. A
	// relative import has its dots in front: "..pkg".
	FnModule = "$module"

	// FnFrom: $from(module, "name") is the module's attribute, else its
	// submodule of that name. Raises ImportError "cannot import name 'x' from
	// 'm'".
	FnFrom = "$from"

	// FnStar: $star(module) binds each public name of the module (__all__, or
	// those without a leading underscore) in $m. Returns None.
	FnStar = "$star"

	// FnAssert: $assert() or $assert(message) raises AssertionError.
	FnAssert = "$assert"

	// FnRaise: $raise() raises the exception being handled again ("No active
	// exception to reraise" is a RuntimeError); $raise(e) raises e, an exception
	// or a class, which is called; $raise(e, cause) sets __cause__ (None:
	// suppresses the context). Raises TypeError "exceptions must derive from
	// BaseException".
	FnRaise = "$raise"

	// FnTry: $try(body, handle, orelse, final) is the try statement. Each
	// argument is a function or None. body(), orelse() and final() return None
	// when they fell off their end; any other result is a way out of the
	// statement (break, continue, return) that $try passes on unread.
	// handle(e) gets the exception value and returns False when no clause
	// matched; then the exception goes on with its stack as it was. An
	// exception of handle itself gets e as __context__. orelse runs when body
	// returned None. final runs in every case; a result of it that is not None
	// replaces what was on its way, exception included. Step limits,
	// cancellation and Go panics are not exceptions: neither handle nor final
	// runs for them. The result is that of the function that decided.
	FnTry = "$try"

	// FnMatch: $match(e, classes) tells whether the exception is an instance of
	// the class or of one of a tuple of classes. Raises TypeError "catching
	// classes that do not inherit from BaseException is not allowed".
	FnMatch = "$match"

	// FnHandled: $handled(box, "name", e) sets box.name to the exception whose
	// except clause runs; however the clause is left, $try then deletes the
	// name if it is bound. Returns None.
	FnHandled = "$handled"

	// FnWith: $with(manager, body) enters the manager, calls body(v) with the
	// result of __enter__, and leaves it: __exit__(None, None, None) after a
	// normal return of body or a way out (see FnTry), whose result $with returns;
	// __exit__(class, exception, traceback) after an exception, which goes on
	// unless the result is true, and then $with returns None. Go values take
	// part by pyrt's own interface. Raises TypeError "'int' object does not
	// support the context manager protocol".
	FnWith = "$with"

	// FnCells: $cells() is a new box for variables that inner functions assign:
	// a value with attributes (HasAttrs, HasSetField). Reading an absent one
	// raises UnboundLocalError "cannot access local variable 'x' where it is
	// not associated with a value". $cells("x", v, ...) sets some at once.
	FnCells = "$cells"

	// FnGen: $gen(body, arg, ...) is a generator object. On the first next() it
	// runs body(yield, arg, ...) as a coroutine; yield(v) gives v to the caller of next() and
	// returns what send() passed (None for next()) or raises what throw() passed;
	// close() raises GeneratorExit there. body's result becomes
	// StopIteration.value.
	FnGen = "$gen"

	// FnGenOnce: $genonce(body, arg, ...) is $gen for a generator that nobody has
	// after the function that it is an argument of.
	FnGenOnce = "$genonce"

	// FnYieldFrom: $yieldfrom(yield, x) is the expression "yield from x": gives
	// each element of x through yield, passes send and throw on when x is a
	// generator, and returns its StopIteration.value, else None.
	FnYieldFrom = "$yieldfrom"

	// FnClass: $class("Name", bases, namespace, keywords) makes a class: bases
	// is a tuple, namespace the box (from $cells) that the class body filled,
	// keywords a dict of the class statement's keyword arguments. The box also
	// has __qualname__, and __doc__ when there is a docstring. Its values are
	// functions, properties and plain values. Functions found through an
	// instance are bound methods.
	FnClass = "$class"

	// FnAnnotate: $annotate(f, make) gives a function its annotations: make() is
	// the dict, called when a script asks for it. Returns None.
	FnAnnotate = "$annotate"

	// FnDisplay: $display(v) shows the value of an expression statement typed at
	// the prompt: nothing for None. Used only with Options.Display.
	FnDisplay = "$display"
)

// Values.
const (
	// Module is the box of the module-level names that functions assign, that
	// are deleted, or that shadow a predeclared name; at the prompt, of all of
	// them. Like a box of $cells, but reading an absent name falls back to the
	// predeclared and universal names, then raises NameError "name 'x' is not
	// defined". It is one value for a script, or for a whole session.
	Module = "$m"

	// EllipsisName is the value of "...".
	EllipsisName = "$Ellipsis"
)

// The Starlark functions that lowering makes are named after the script's:
// "$def:f" is the function f where the variable f lives in a box, "$class:C"
// runs the body of class C, and any other "$kind:f" is a piece of the function
// f, a block of a try or with statement or the body of a generator. A
// positional-only parameter x is called "/x" in Starlark. Whatever shows the
// name of a Starlark function, f.__name__ and messages too, uses FrameName.
const pieceSep = ":"

// FrameName tells how a traceback shows a Starlark call frame with the given
// function name. name is the script's name for it; hidden means that the frame
// is the run-time library's and not shown; piece means that the frame is a
// piece of the function name, which replaces the frame of that function
// nearest above it.
func FrameName(starlark string) (name string, hidden, piece bool) {
	switch {
	case starlark == "<toplevel>":
		return "<module>", false, false
	case starlark == "lambda":
		return "<lambda>", false, false
	case !strings.HasPrefix(starlark, "$"):
		return starlark, false, false
	}
	if kind, name, ok := strings.Cut(starlark, pieceSep); ok {
		return name, false, kind != "$def" && kind != "$class"
	}
	return starlark, true, false
}

// pieceName names the Starlark function that holds a piece of function fn.
func pieceName(kind, fn string) string { return "$" + kind + pieceSep + fn }

// RuntimeNames lists every name that the run-time library predeclares for
// lowered code.
func RuntimeNames() []string {
	return []string{
		OpEq, OpNe, OpLt, OpLe, OpGt, OpGe, OpIs, OpIsNot, OpIn, OpNotIn,
		OpAdd, OpSub, OpMul, OpDiv, OpFloorDiv, OpMod, OpPow, OpMatMul,
		OpLShift, OpRShift, OpAnd, OpOr, OpXor,
		OpIAdd, OpISub, OpIMul, OpIDiv, OpIFloorDiv, OpIMod, OpIPow, OpIMatMul,
		OpILShift, OpIRShift, OpIAnd, OpIOr, OpIXor,
		OpNeg, OpPos, OpInvert, OpAttr, OpAt,
		FnIter, FnEach, FnUnpack, FnSlice, FnCat, FnTuple, FnSet, FnDict, FnMerge,
		FnKwargs, FnFString, FnImag, FnDelItem, FnDelAttr, FnBound,
		FnAssign, FnImport, FnModule, FnFrom, FnStar, FnAssert, FnRaise, FnTry,
		FnMatch, FnHandled, FnWith, FnCells, FnGen, FnGenOnce, FnYieldFrom, FnClass, FnAnnotate,
		FnDisplay,
		Module, EllipsisName,
	}
}
