package pyrt

import (
	"io"
	"math"
	"strings"

	"go.starlark.net/starlark"
)

// This file is Python's built-in functions that print, convert and ask;
// builtins_math.go holds those that compute, builtins_iter.go those that go
// through iterables.

// printValues is print(*objects, sep=' ', end='\n', file=None, flush=False).
func printValues(c *Call) (starlark.Value, error) {
	sep, end := " ", "\n"
	var sepV, endV, file, flush starlark.Value
	named := Call{Name: "print", Kwargs: c.Kwargs}
	if err := named.unpackC("*", "sep??", &sepV, "end??", &endV, "file??", &file, "flush?", &flush); err != nil {
		return nil, err
	}
	for _, o := range []struct {
		name string
		v    starlark.Value
		dst  *string
	}{{"sep", sepV, &sep}, {"end", endV, &end}} {
		if o.v == nil {
			continue
		}
		s, ok := o.v.(starlark.String)
		if !ok {
			return nil, Errorf(TypeError, "%s must be None or a string, not %s", o.name, TypeName(o.v))
		}
		*o.dst = string(s)
	}
	var b strings.Builder
	for i, v := range c.Args {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := Str(v)
		if err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	b.WriteString(end)
	return starlark.None, writeTo(c, file, b.String())
}

// writeTo writes to a file object; without one to what a script put in the
// place of sys.stdout, or to the session's output.
func writeTo(c *Call, file starlark.Value, text string) error {
	if sys := c.Env().modules["sys"]; file == nil && sys != nil {
		if out := sys.Members["stdout"]; out != sys.Members["__stdout__"] && out != starlark.None {
			file = out
		}
	}
	if file == nil {
		_, err := io.WriteString(c.Env().stdout(), text)
		return OSErrorOf(err, "")
	}
	write, err := GetAttr(file, "write")
	if err != nil {
		return err
	}
	_, err = CallValue(c.Thread, write, starlark.Tuple{starlark.String(text)}, nil)
	return err
}

func lenOf(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	n, err := Len(x)
	return starlark.MakeInt(n), err
}

func reprOf(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	s, err := Repr(x)
	return starlark.String(s), err
}

func ascii(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	s, err := Repr(x)
	return starlark.String(asciiOf(s)), err
}

func formatBuiltin(c *Call) (starlark.Value, error) {
	var x starlark.Value
	spec := ""
	if err := c.Positional(1, &x, &spec); err != nil {
		return nil, err
	}
	s, err := Format(x, spec)
	return starlark.String(s), err
}

func chr(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	i, err := Index(x)
	if err != nil {
		return nil, err
	}
	n, ok := i.Int64()
	if !ok || int64(int32(n)) != n {
		n = -1
	}
	return characterOf(int(n))
}

func ord(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	n := 0
	switch x := x.(type) {
	case starlark.String:
		if n, _ = Len(x); n == 1 {
			return ordOf(string(x)), nil
		}
	case starlark.Bytes:
		if n = len(x); n == 1 {
			return starlark.MakeInt(int(x[0])), nil
		}
	default:
		return nil, Errorf(TypeError, "ord() expected string of length 1, but %s found", TypeName(x))
	}
	return nil, Errorf(TypeError, "ord() expected a character, but string of length %d found", n)
}

// inBase returns hex, oct or bin.
func inBase(kind byte) Func {
	return func(c *Call) (starlark.Value, error) {
		x, err := c.One()
		if err != nil {
			return nil, err
		}
		i, err := Index(x)
		if err != nil {
			return nil, err
		}
		digits, prefix := intDigits(i, kind)
		if i.Sign() < 0 {
			prefix = "-" + prefix
		}
		return starlark.String(prefix + digits), nil
	}
}

// hashOf is hash(x). Numbers that are equal have one hash.
func hashOf(x starlark.Value) (starlark.Value, error) {
	if i, ok := x.(*Instance); ok {
		if v, ok, err := i.call("__hash__"); ok || err != nil {
			return v, err
		}
	}
	k, err := Key(x)
	if err != nil {
		return nil, err
	}
	if b, ok := k.(starlark.Bool); ok {
		k = boolInt(b)
	}
	if i, ok := k.(starlark.Int); ok {
		return hashInt(i), nil
	}
	if f, ok := k.(starlark.Float); ok && f == starlark.Float(int64(f)) {
		return hashInt(floatInt(float64(f))), nil
	}
	switch k := k.(type) {
	case starlark.Float:
		if !math.IsNaN(float64(k)) {
			return starlark.MakeInt64(hashFloat(float64(k))), nil
		}
	case Complex:
		if h := hashFloat(real(complex128(k))) + hashImag*hashFloat(imag(complex128(k))); h != -1 {
			return starlark.MakeInt64(h), nil
		}
		return starlark.MakeInt(-2), nil
	}
	h, err := k.Hash()
	return starlark.MakeInt(int(h)), err
}

// What CPython's hashes of numbers are made with.
const (
	hashBits = 61
	hashImag = 1000003
	hashInf  = 314159
)

// hashFloat is CPython's hash of a float that is not NaN: its value modulo
// 2**61 - 1, as a fraction.
func hashFloat(f float64) int64 {
	const prime = 1<<hashBits - 1
	if math.IsInf(f, 0) {
		return int64(math.Copysign(hashInf, f))
	}
	m, e := math.Frexp(math.Abs(f))
	var x uint64
	for ; m != 0; e -= 28 { // 28 bits at a time
		x = x<<28&prime | x>>(hashBits-28)
		m *= 1 << 28
		y := uint64(m)
		m -= float64(y)
		if x += y; x >= prime {
			x -= prime
		}
	}
	e = ((e % hashBits) + hashBits) % hashBits
	x = x<<e&prime | x>>(hashBits-e)
	h := int64(x)
	if f < 0 {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// hashInt is CPython's hash of an int: the rest by 2**61 - 1.
func hashInt(i starlark.Int) starlark.Value {
	const prime = 1<<61 - 1
	p := starlark.MakeInt64(prime)
	m := i
	if i.Sign() < 0 {
		m = starlark.MakeInt(0).Sub(i)
	}
	m = m.Mod(p)
	if i.Sign() < 0 {
		m = starlark.MakeInt(0).Sub(m)
	}
	if n, ok := m.Int64(); ok && n == -1 {
		return starlark.MakeInt(-2)
	}
	return m
}

func hashBuiltin(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	return hashOf(x)
}

// isInstance is isinstance(x, classes).
func isInstance(c *Call) (starlark.Value, error) {
	var x, classes starlark.Value
	if err := c.Positional(2, &x, &classes); err != nil {
		return nil, err
	}
	ok, err := anyType(classes, "isinstance() arg 2 must be a type, a tuple of types, or a union", func(t *Type) (bool, error) {
		if v, ok, err := t.askMeta("__instancecheck__", x); (ok || err != nil) && TypeOf(x) != t {
			return err == nil && bool(v.Truth()), err
		}
		return IsInstance(x, t), nil
	})
	return starlark.Bool(ok), err
}

// isSubclass is issubclass(t, classes).
func isSubclass(c *Call) (starlark.Value, error) {
	var x, classes starlark.Value
	if err := c.Positional(2, &x, &classes); err != nil {
		return nil, err
	}
	t, ok := x.(*Type)
	if !ok {
		return nil, Errorf(TypeError, "issubclass() arg 1 must be a class")
	}
	ok, err := anyType(classes, "issubclass() arg 2 must be a class, a tuple of classes, or a union", func(u *Type) (bool, error) {
		if v, ok, err := u.askMeta("__subclasscheck__", t); ok || err != nil {
			return err == nil && bool(v.Truth()), err
		}
		return t.IsSubclass(u), nil
	})
	return starlark.Bool(ok), err
}

// anyType tests a type, or each of a tuple of types.
func anyType(classes starlark.Value, otherwise string, test func(*Type) (bool, error)) (bool, error) {
	switch classes := classes.(type) {
	case *Type:
		return test(classes)
	case *union:
		return anyType(classes.members, otherwise, test)
	case starlark.Tuple:
		for _, v := range classes {
			if ok, err := anyType(v, otherwise, test); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	}
	return false, Errorf(TypeError, "%s", otherwise)
}

func hasAttr(c *Call) (starlark.Value, error) {
	var x starlark.Value
	var name string
	if err := c.Positional(2, &x, &name); err != nil {
		return nil, err
	}
	_, err := GetAttr(x, name)
	if _, ok := c.Env().catchIf(err, AttributeError); ok {
		return starlark.False, nil
	}
	return starlark.True, err
}

func getAttr(c *Call) (starlark.Value, error) {
	var x, def starlark.Value
	var name string
	if err := c.Positional(2, &x, &name, &def); err != nil {
		return nil, err
	}
	v, err := GetAttr(x, name)
	if _, ok := c.Env().catchIf(err, AttributeError); ok && def != nil {
		return def, nil
	}
	return v, err
}

func setAttr(c *Call) (starlark.Value, error) {
	var x, v starlark.Value
	var name string
	if err := c.Positional(3, &x, &name, &v); err != nil {
		return nil, err
	}
	return starlark.None, SetAttr(x, name, v)
}

func delAttr(c *Call) (starlark.Value, error) {
	var x starlark.Value
	var name string
	if err := c.Positional(2, &x, &name); err != nil {
		return nil, err
	}
	return starlark.None, DelAttr(x, name)
}

func callable(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	if i, ok := x.(*Instance); ok {
		return starlark.Bool(i.has("__call__")), nil
	}
	_, ok := x.(starlark.Callable)
	return starlark.Bool(ok), nil
}

// idOf is id(x): scalars, which have no place of their own, give one number
// for each value.
func idOf(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	return starlark.MakeUint64(identity(x)), nil
}

func dir(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		env := c.Env()
		if env.Globals == nil {
			return starlark.NewList(nil), nil
		}
		return stringList(env.Globals().Keys()), nil
	}
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	if i, ok := x.(*Instance); ok && i.has("__dir__") {
		v, _, err := i.call("__dir__")
		if err != nil {
			return nil, err
		}
		return sorted(&Call{Thread: c.Thread, Name: "sorted", Args: starlark.Tuple{v}})
	}
	return stringList(Dir(x)), nil
}

// vars is vars(x): the attributes of an instance or module.
func vars(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return globals(c)
	}
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	if v, err := findAttr(x, "__dict__"); v != nil && err == nil {
		return v, nil
	}
	return nil, Errorf(TypeError, "vars() argument must have __dict__ attribute")
}

// globals is globals(): a copy.
func globals(c *Call) (starlark.Value, error) {
	d := starlark.NewDict(8)
	if env := c.Env(); env.Globals != nil {
		vars := env.Globals()
		for _, k := range vars.Keys() {
			if !strings.HasPrefix(k, "$") {
				_ = d.SetKey(starlark.String(k), vars[k])
			}
		}
	}
	return d, c.NoArgs()
}

// input reads a line from the session's input.
func input(c *Call) (starlark.Value, error) {
	var prompt starlark.Value = starlark.String("")
	if err := c.Positional(0, &prompt); err != nil {
		return nil, err
	}
	env := c.Env()
	if env.Stdin == nil {
		return nil, Errorf(EOFError, "input() has no input to read: the host gives none")
	}
	s, err := Str(prompt)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(env.stdout(), s); err != nil {
		return nil, OSErrorOf(err, "")
	}
	line, err := readLine(env.Stdin)
	if err == io.EOF && line == "" {
		return nil, Errorf(EOFError, "EOF when reading a line")
	}
	return starlark.String(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")), nil
}

// readLine reads byte by byte, so that nothing of the next line is lost.
func readLine(r io.Reader) (string, error) {
	var line []byte
	buf := make([]byte, 1)
	for {
		n, err := r.Read(buf)
		if n > 0 {
			line = append(line, buf[0])
			if buf[0] == '\n' {
				return string(line), nil
			}
		}
		if err != nil {
			return string(line), err
		}
	}
}
