package ndarray

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tuple is the Go value of a structured element.
type Tuple []any

// byteOrder returns the order's codec; single bytes have none and any will do.
func (o Order) byteOrder() binary.ByteOrder {
	if o == Big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func loadBits(b []byte, o Order) uint64 {
	e := o.byteOrder()
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(e.Uint16(b))
	case 4:
		return uint64(e.Uint32(b))
	}
	return e.Uint64(b)
}

func storeBits(b []byte, o Order, v uint64) {
	e := o.byteOrder()
	switch len(b) {
	case 1:
		b[0] = byte(v)
	case 2:
		e.PutUint16(b, uint16(v))
	case 4:
		e.PutUint32(b, uint32(v))
	default:
		e.PutUint64(b, v)
	}
}

func loadInt(b []byte, o Order) int64 {
	shift := 64 - 8*len(b)
	return int64(loadBits(b, o)<<shift) >> shift
}

func loadFloat(b []byte, o Order) float64 {
	if len(b) == 16 {
		return loadExtended(b, o).float64()
	}
	switch v := loadBits(b, o); len(b) {
	case 2:
		return float64(float16(v).float32())
	case 4:
		return float64(math.Float32frombits(uint32(v)))
	default:
		return math.Float64frombits(v)
	}
}

func storeFloat(b []byte, o Order, f float64) {
	switch len(b) {
	case 2:
		storeBits(b, o, uint64(halfFrom64(f)))
	case 4:
		storeBits(b, o, uint64(math.Float32bits(float32(f))))
	case 16:
		storeExtended(b, o, extendedOf(f))
	default:
		storeBits(b, o, math.Float64bits(f))
	}
}

// loadExtended reads a longdouble; its six bytes of padding do not count.
func loadExtended(b []byte, o Order) extended {
	if o == Big {
		return extended{loadBits(b[8:], Big), loadBits(b[:8], Big) & 0xffff}
	}
	return extended{loadBits(b[:8], Little), loadBits(b[8:], Little) & 0xffff}
}

func storeExtended(b []byte, o Order, e extended) {
	if o == Big {
		storeBits(b[8:], Big, e[0])
		storeBits(b[:8], Big, e[1])
		return
	}
	storeBits(b[:8], Little, e[0])
	storeBits(b[8:], Little, e[1])
}

// setExtended keeps the digits that a float64 would lose.
func setExtended(b []byte, o Order, env *Env, v any) error {
	if i, ok := goInteger(v); ok {
		storeExtended(b, o, extendedFromBig(new(big.Float).SetInt(i)))
		return nil
	}
	text, isText := v.(string)
	if t, ok := v.(npText); ok {
		text, isText = t.s, true
	}
	if isText {
		if f, _, err := big.ParseFloat(strings.TrimSpace(text), 10, 64, big.ToNearestEven); err == nil && !f.IsInf() {
			storeExtended(b, o, extendedFromBig(f))
			return nil
		}
	}
	f, err := floatOf(env, v)
	if err == nil {
		storeFloat(b, o, f)
	}
	return err
}

// getItem returns the Go value of an element: see Scalar.Item.
func getItem(dt *DType, b []byte, objs *objectHeap, env *Env) any {
	switch dt.kind {
	case Bool:
		return b[0] != 0
	case Int, Datetime, Timedelta:
		return loadInt(b, dt.order)
	case Uint:
		return loadBits(b, dt.order)
	case Float:
		return loadFloat(b, dt.order)
	case Complex:
		h := dt.size / 2
		return complex(loadFloat(b[:h], dt.order), loadFloat(b[h:], dt.order))
	case Bytes:
		return slices.Clone(bytes.TrimRight(b, "\x00"))
	case Unicode:
		return string(decodeUTF32(b, dt.order))
	case Object:
		return objs.value(dt, b, env)
	}
	if dt.fields != nil {
		t := make(Tuple, len(dt.fields))
		for i, f := range dt.fields {
			t[i] = getItem(f.Type, b[f.Offset:f.Offset+f.Type.size], objs, env)
		}
		return t
	}
	if dt.base != nil {
		return &Array{dtype: dt.base, shape: dt.shape, strides: contiguousStrides(dt.shape, dt.base.size),
			buf: &buffer{bytes: b, objs: objs}, env: env}
	}
	return slices.Clone(b)
}

// decodeUTF32 returns the characters before the trailing NULs.
func decodeUTF32(b []byte, o Order) []rune {
	n := len(b) / 4
	e := o.byteOrder()
	for n > 0 && e.Uint32(b[4*n-4:]) == 0 {
		n--
	}
	r := make([]rune, n)
	for i := range r {
		r[i] = rune(e.Uint32(b[4*i:]))
	}
	return r
}

func encodeUTF32(b []byte, o Order, s string) {
	e := o.byteOrder()
	for _, r := range s {
		if len(b) < 4 {
			return
		}
		e.PutUint32(b, uint32(r))
		b = b[4:]
	}
	clear(b)
}

// setItem stores a Go value as numpy stores the Python value that it stands
// for: integers must fit, text is parsed.
func setItem(dt *DType, b []byte, objs *objectHeap, env *Env, v any) error {
	if dt.kind == Object {
		objs.set(b, objectOf(env, v))
		return nil
	}
	if s, ok := v.(Scalar); ok {
		return setScalar(dt, b, objs, env, s)
	}
	if a, ok := v.(*Array); ok && dt.base == nil {
		if a.NDim() > 0 {
			return valueError("setting an array element with a sequence.")
		}
		return setScalar(dt, b, objs, env, a.Flat(0))
	}
	switch dt.kind {
	case Bool:
		t, err := truthOf(env, v)
		b[0] = b2u(t)
		return err
	case Int, Uint:
		return setInteger(dt, b, env, v)
	case Float:
		if dt.size == 16 {
			return setExtended(b, dt.order, env, v)
		}
		f, err := floatOf(env, v)
		if err != nil {
			return err
		}
		storeFloat(b, dt.order, f)
		return nil
	case Complex:
		c, err := complexOf(env, v)
		if err != nil {
			return err
		}
		h := dt.size / 2
		storeFloat(b[:h], dt.order, real(c))
		storeFloat(b[h:], dt.order, imag(c))
		return nil
	case Bytes:
		s, err := asciiOf(env, v)
		if err != nil {
			return err
		}
		clear(b[copy(b, s):])
		return nil
	case Unicode:
		s, err := textOf(env, v)
		if err != nil {
			return err
		}
		encodeUTF32(b, dt.order, s)
		return nil
	case Datetime, Timedelta:
		return setTemporal(dt, b, unwrapped(env, v))
	}
	return setVoid(dt, b, objs, env, v)
}

// setScalar stores a typed element with the casting rules of arrays.
func setScalar(dt *DType, b []byte, objs *objectHeap, env *Env, s Scalar) error {
	src := s.Array()
	dst := &Array{dtype: dt, buf: &buffer{bytes: b, objs: objs}, env: env}
	return dst.Assign(src, CastUnsafe)
}

func setVoid(dt *DType, b []byte, objs *objectHeap, env *Env, v any) error {
	switch {
	case dt.fields != nil:
		t, ok := v.(Tuple)
		if !ok {
			for _, f := range dt.fields {
				if err := setItem(f.Type, b[f.Offset:f.Offset+f.Type.size], objs, env, v); err != nil {
					return err
				}
			}
			return nil
		}
		if len(t) != len(dt.fields) {
			return valueError("could not assign tuple of length %d to structure with %d fields.", len(t), len(dt.fields))
		}
		for i, f := range dt.fields {
			if err := setItem(f.Type, b[f.Offset:f.Offset+f.Type.size], objs, env, t[i]); err != nil {
				return err
			}
		}
		return nil
	case dt.base != nil:
		dst := &Array{dtype: dt.base, shape: dt.shape, strides: contiguousStrides(dt.shape, dt.base.size),
			buf: &buffer{bytes: b, objs: objs}, env: env}
		src, err := arrayOf(env, v)
		if err != nil {
			return err
		}
		return dst.Assign(src, CastUnsafe)
	}
	s, ok := v.([]byte)
	if !ok {
		return typeError("a bytes-like object is required, not '%s'", pythonType(v))
	}
	clear(b[copy(b, s):])
	return nil
}

// arrayOf makes an array of a Go value: an Array itself, a Tuple as a 1-d
// array, others as 0-d.
func arrayOf(env *Env, v any) (*Array, error) {
	switch v := v.(type) {
	case *Array:
		return v, nil
	case Scalar:
		return v.Array(), nil
	case Tuple:
		return FromValues(env, nil, []int{len(v)}, v)
	}
	return FromValues(env, nil, nil, []any{v})
}

func setInteger(dt *DType, b []byte, env *Env, v any) error {
	i, err := integerOf(env, v)
	if err != nil {
		return err
	}
	if !i.IsInt64() && !(dt.kind == Uint && dt.size >= 4 && i.IsUint64()) {
		if dt.kind == Uint && i.Sign() < 0 && i.IsInt64() {
			return boundsError(i, dt)
		}
		return errorf("OverflowError", "Python int too large to convert to C long")
	}
	if !fits(i, dt) {
		return boundsError(i, dt)
	}
	if i.IsInt64() {
		storeBits(b, dt.order, uint64(i.Int64()))
	} else {
		storeBits(b, dt.order, i.Uint64())
	}
	return nil
}

func boundsError(i *big.Int, dt *DType) *Error {
	return errorf("OverflowError", "Python integer %s out of bounds for %s", i, dt.Name())
}

// fits reports whether an integer is in the range of an integer dtype.
func fits(i *big.Int, dt *DType) bool {
	if dt.kind == Uint {
		return i.Sign() >= 0 && i.BitLen() <= 8*dt.size
	}
	if i.Sign() < 0 {
		i = new(big.Int).Not(i)
	}
	return i.BitLen() <= 8*dt.size-1
}

// pythonType names the Python class that a Go value stands for.
func pythonType(v any) string {
	switch v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, *big.Int:
		return "int"
	case float32, float64:
		return "float"
	case complex64, complex128:
		return "complex"
	case string:
		return "str"
	case []byte:
		return "bytes"
	case Tuple:
		return "tuple"
	case *Array:
		return "numpy.ndarray"
	case Scalar:
		return "numpy." + v.(Scalar).dtype.ScalarName()
	}
	return "object"
}

// asciiOf is the bytes that a value has in an S array.
func asciiOf(env *Env, v any) ([]byte, error) {
	if b, ok := v.([]byte); ok {
		return b, nil
	}
	s, err := textOf(env, v)
	if err != nil {
		return nil, err
	}
	return encodeASCII(s)
}

func encodeASCII(s string) ([]byte, error) {
	runes := []rune(s)
	for i, r := range runes {
		if r < utf8.RuneSelf {
			continue
		}
		end := i + 1
		for end < len(runes) && runes[end] >= utf8.RuneSelf {
			end++
		}
		if end > i+1 {
			return nil, errorf("UnicodeEncodeError",
				"'ascii' codec can't encode characters in position %d-%d: ordinal not in range(128)", i, end-1)
		}
		return nil, errorf("UnicodeEncodeError",
			"'ascii' codec can't encode character %s in position %d: ordinal not in range(128)", escapeRune(r), i)
	}
	return []byte(s), nil
}

func decodeASCII(b []byte) (string, error) {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return "", errorf("UnicodeDecodeError",
				"'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", c, i)
		}
	}
	return string(b), nil
}

// checkUTF8 is Python's complaint about bytes that are not UTF-8.
func checkUTF8(s string) error {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return errorf("UnicodeDecodeError", "'utf-8' codec can't decode byte 0x%02x in position %d: invalid start byte", s[i], i)
		}
	}
	return nil
}

func escapeRune(r rune) string {
	switch {
	case r < 0x100:
		return "'" + `\x` + hexDigits(r, 2) + "'"
	case r < 0x10000:
		return "'" + `\u` + hexDigits(r, 4) + "'"
	}
	return "'" + `\U` + hexDigits(r, 8) + "'"
}
