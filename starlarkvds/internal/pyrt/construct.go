package pyrt

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file is the constructors of Python's own types: int(x), list(x) ...

// constructor returns the constructor of a built-in type, or nil.
func constructor(t *Type) Constructor {
	if t.IsSubclass(BaseException) {
		return newException
	}
	switch t {
	case ObjectType:
		return newObject
	case TypeType:
		return newType
	case methodType:
		return newBoundMethod
	case IntType:
		return newInt
	case BoolType:
		return newBool
	case FloatType:
		return newFloat
	case ComplexType:
		return newComplex
	case StrType:
		return newStr
	case BytesType:
		return newBytes
	case ByteArrayType:
		return newByteArray
	case memoryViewType:
		return newMemoryView
	case ListType:
		return newList
	case TupleType:
		return newTuple
	case DictType:
		return newDict
	case SetType, FrozenSetType:
		return newSet
	case RangeType:
		return newRange
	case SliceType:
		return newSlice
	case PropertyType, StaticMethodType, ClassMethodType:
		return newDescriptor
	}
	return iteratorConstructor(t)
}

// constructorCall is the arguments of a constructor as a Call.
func constructorCall(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) *Call {
	return &Call{Thread: thread, Name: t.Name(), Args: args, Kwargs: kwargs}
}

// optionalArg returns the only argument, or nil without one.
func optionalArg(c *Call) (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	switch len(c.Args) {
	case 0:
		return nil, nil
	case 1:
		return c.Args[0], nil
	}
	return nil, arity(c.Name, len(c.Args), 0, 1)
}

func newType(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	switch {
	case len(args) == 1 && t == TypeType:
		return TypeOf(args[0]), nil
	case len(args) == 3:
		return typeFromDict(thread, t, args, kwargs)
	}
	return nil, Errorf(TypeError, "type() takes 1 or 3 arguments")
}

func newBool(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, err := optionalArg(constructorCall(thread, t, args, kwargs))
	if err != nil || x == nil {
		return starlark.False, err
	}
	return answer(Truth(x))
}

func newInt(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 1 && len(kwargs) == 0 {
		return ToInt(args[0])
	}
	c := constructorCall(thread, t, args, kwargs)
	var x, base starlark.Value
	if err := c.unpackC("x?", &x, "base?", &base); err != nil {
		return nil, err
	}
	if base != nil {
		b, err := Int(base)
		if err != nil {
			return nil, err
		}
		if b != 0 && (b < 2 || b > 36) {
			return nil, Errorf(ValueError, "int() base must be >= 2 and <= 36, or 0")
		}
		switch x := x.(type) {
		case nil:
			return nil, Errorf(TypeError, "int() missing string argument")
		case starlark.String:
			return parseInt(string(x), b, x)
		case starlark.Bytes:
			return parseInt(string(x), b, x)
		}
		return nil, Errorf(TypeError, "int() can't convert non-string with explicit base")
	}
	if x == nil {
		return starlark.MakeInt(0), nil
	}
	return ToInt(x)
}

// ToInt is int(x).
func ToInt(x starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int:
		return x, nil
	case starlark.Bool:
		return boolInt(x), nil
	case starlark.Float:
		return truncate(float64(x))
	case starlark.String:
		return parseInt(string(x), 10, x)
	case starlark.Bytes:
		return parseInt(string(x), 10, x)
	case Inter:
		i, err := x.PyInt()
		return i, err
	case Indexer:
		i, err := x.PyIndex()
		return i, err
	}
	return nil, Errorf(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", TypeName(x))
}

func truncate(f float64) (starlark.Value, error) {
	switch {
	case math.IsNaN(f):
		return nil, Errorf(ValueError, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return nil, Errorf(OverflowError, "cannot convert float infinity to integer")
	}
	return floatInt(f), nil
}

// maxIntDigits bounds the decimal digits that int() reads, as CPython does.
const maxIntDigits = 4300

// parseInt reads int(text, base); shown is what the error text shows.
func parseInt(text string, base int, shown starlark.Value) (starlark.Value, error) {
	invalid := func() error {
		return Errorf(ValueError, "invalid literal for int() with base %d: %s", base, repr(shown))
	}
	s := asciiDigits(strings.TrimFunc(text, isSpace))
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative, s = s[0] == '-', s[1:]
	}
	s, b, ok := cutBase(s, base)
	if !ok {
		return nil, invalid()
	}
	s, ok = cutUnderscores(s)
	if !ok || s == "" {
		return nil, invalid()
	}
	if b&(b-1) != 0 && len(s) > maxIntDigits {
		return nil, Errorf(ValueError, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxIntDigits, len(s))
	}
	i, ok := new(big.Int).SetString(s, b)
	if !ok || s[0] == '-' || s[0] == '+' {
		return nil, invalid()
	}
	if base == 0 && b == 10 && len(s) > 1 && s[0] == '0' && i.Sign() != 0 {
		return nil, invalid()
	}
	if negative {
		i.Neg(i)
	}
	return starlark.MakeBigInt(i), nil
}

// cutBase removes a prefix such as 0x and returns the base to read with.
func cutBase(s string, base int) (rest string, b int, ok bool) {
	if len(s) > 2 && s[0] == '0' {
		found := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]
		if found != 0 && (base == 0 || base == found) {
			return strings.TrimPrefix(s[2:], "_"), found, true
		}
	}
	if base == 0 {
		base = 10
	}
	return s, base, true
}

// cutUnderscores removes single underscores between digits.
func cutUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	if strings.HasPrefix(s, "_") || strings.HasSuffix(s, "_") || strings.Contains(s, "__") {
		return "", false
	}
	return strings.ReplaceAll(s, "_", ""), true
}

// asciiDigits turns decimal digits of other scripts into ASCII's.
func asciiDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(digitOf, s)
}

func newFloat(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, err := optionalArg(constructorCall(thread, t, args, kwargs))
	if err != nil || x == nil {
		return starlark.Float(0), err
	}
	switch x := x.(type) {
	case starlark.String:
		return parseFloat(string(x), x)
	case starlark.Bytes:
		return parseFloat(string(x), x)
	case starlark.Float, starlark.Int, starlark.Bool, Floater, Indexer:
		f, err := Float(x)
		return starlark.Float(f), err
	}
	return nil, Errorf(TypeError, "float() argument must be a string or a real number, not '%s'", TypeName(x))
}

func newComplex(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	var re, im starlark.Value
	if err := c.unpackC("real?", &re, "imag?", &im); err != nil {
		return nil, err
	}
	if s, ok := re.(starlark.String); ok {
		if im != nil {
			return nil, Errorf(TypeError, "complex() can't take second arg if first is a string")
		}
		return parseComplex(string(s))
	}
	a, err := complexArg(re, "first")
	if err != nil {
		return nil, err
	}
	b, err := complexArg(im, "second")
	if err != nil {
		return nil, err
	}
	x, y := real(a), imag(a)
	if imag(b) != 0 {
		x -= imag(b)
	}
	if im != nil {
		if _, ok := re.(Complex); ok {
			y += real(b)
		} else {
			y = real(b) // the sign of a zero stays
		}
	}
	return Complex(complex(x, y)), nil
}

func complexArg(x starlark.Value, which string) (complex128, error) {
	switch x := x.(type) {
	case nil:
		return 0, nil
	case Complex:
		return complex128(x), nil
	case *Instance:
		if v, ok, err := x.call("__complex__"); ok || err != nil {
			z, isComplex := v.(Complex)
			if !isComplex && err == nil {
				err = Errorf(TypeError, "__complex__ returned non-complex (type %s)", TypeName(v))
			}
			return complex128(z), err
		}
		if z, ok := x.base.(Complex); ok {
			return complex128(z), nil
		}
	case Complexer:
		return x.PyComplex()
	case starlark.String:
		return 0, Errorf(TypeError, "complex() second arg can't be a string")
	}
	f, err := Float(x)
	if Is(err, OverflowError) {
		return 0, err
	}
	if err != nil {
		if which == "first" {
			return 0, Errorf(TypeError, "complex() first argument must be a string or a number, not '%s'", TypeName(x))
		}
		return 0, Errorf(TypeError, "complex() second argument must be a number, not '%s'", TypeName(x))
	}
	return complex(f, 0), nil
}

func newBytes(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	var x starlark.Value
	encoding, errors := "", ""
	if err := c.unpackC("source?", &x, "encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case nil:
		return starlark.Bytes(""), nil
	case starlark.String:
		if encoding == "" {
			return nil, Errorf(TypeError, "string argument without an encoding")
		}
		b, err := Encode(string(x), encoding, errors)
		return starlark.Bytes(b), err
	case starlark.Bytes:
		return x, nil
	case starlark.Int:
		n, err := Int(x)
		if err != nil {
			return nil, Errorf(OverflowError, "cannot fit 'int' into an index-sized integer")
		}
		if n < 0 {
			return nil, Errorf(ValueError, "negative count")
		}
		if err := checkSize(n); err != nil {
			return nil, err
		}
		return starlark.Bytes(make([]byte, n)), nil
	case *Instance:
		if v, ok, err := x.call("__bytes__"); ok || err != nil {
			if b, isBytes := v.(starlark.Bytes); isBytes || err != nil {
				return b, err
			}
			return nil, Errorf(TypeError, "__bytes__ returned non-bytes (type %s)", TypeName(v))
		}
		if x.base != nil {
			return newBytes(thread, t, starlark.Tuple{x.base}, nil)
		}
		if x.isIndex() {
			n, err := x.PyIndex()
			if err != nil {
				return nil, err
			}
			return newBytes(thread, t, starlark.Tuple{n}, nil)
		}
	case Byter:
		b, err := x.PyBytes()
		return starlark.Bytes(b), err
	}
	if !isIterable(x) {
		return nil, Errorf(TypeError, "cannot convert '%s' object to bytes", TypeName(x))
	}
	var out []byte
	for v, err := range All(x) {
		if err != nil {
			return nil, err
		}
		b, err := byteOf(v)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return starlark.Bytes(out), nil
}

// byteOf returns an int as one byte of a bytes object.
func byteOf(v starlark.Value) (byte, error) {
	i, err := Index(v)
	if err != nil {
		return 0, err
	}
	n, ok := i.Int64()
	if !ok || n < 0 || n > 255 {
		return 0, Errorf(ValueError, "bytes must be in range(0, 256)")
	}
	return byte(n), nil
}

func newList(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, err := optionalArg(constructorCall(thread, t, args, kwargs))
	if err != nil {
		return nil, err
	}
	if x == nil {
		return starlark.NewList(nil), nil
	}
	items, err := EnvOf(thread).Collect(x)
	return starlark.NewList(items), err
}

func newTuple(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, err := optionalArg(constructorCall(thread, t, args, kwargs))
	if err != nil || x == nil {
		return starlark.Tuple{}, err
	}
	if t, ok := x.(starlark.Tuple); ok {
		return t, nil
	}
	items, err := EnvOf(thread).Collect(x)
	if items == nil {
		items = starlark.Tuple{}
	}
	return starlark.Tuple(items), err
}

func newDict(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	if len(args) > 1 {
		return nil, arity("dict", len(args), 0, 1)
	}
	d := starlark.NewDict(len(kwargs))
	return d, updateFromCall(d, c)
}

func newSet(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	x, err := optionalArg(constructorCall(thread, t, args, kwargs))
	if err != nil {
		return nil, err
	}
	s := starlark.NewSet(0)
	if x != nil {
		if s, err = toSet(EnvOf(thread), x); err != nil {
			return nil, err
		}
		s = copySet(s)
	}
	if t == FrozenSetType {
		return &FrozenSet{s}, nil
	}
	return s, nil
}

func newSlice(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	var a, b, step starlark.Value
	if err := c.Positional(1, &a, &b, &step); err != nil {
		return nil, err
	}
	if len(args) == 1 {
		a, b = nil, a
	}
	return &Slice{orNone(a), orNone(b), orNone(step)}, nil
}

// characterOf returns chr(i).
func characterOf(i int) (starlark.Value, error) {
	if i < 0 || i > utf8.MaxRune {
		return nil, Errorf(ValueError, "chr() arg not in range(0x110000)")
	}
	if 0xdc80 <= i && i <= 0xdcff { // a surrogate that stands for a byte
		return starlark.String([]byte{byte(i)}), nil
	}
	return starlark.String(rune(i)), nil
}
