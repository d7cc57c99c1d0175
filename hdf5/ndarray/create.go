package ndarray

import (
	"math"
	"math/big"
)

func infinity(sign int) float64 { return math.Inf(sign) }

// SetItem stores a Go value at the i-th element in C order with numpy's
// conversion and errors. Values: nil, bool, any Go integer, *big.Int, float32,
// float64, complex128, string, []byte, Scalar, Tuple, or for object arrays
// anything.
func (a *Array) SetItem(i int, v any) error {
	if a.readonly {
		return valueError("assignment destination is read-only")
	}
	return setItem(a.dtype, a.element(a.flatOffset(i)), a.buf.objs, a.env, v)
}

// FromValues builds an array from leaves in C order; a nil dt is discovered
// (see Discover), and S, U, M8 and m8 without a size or unit get one.
func FromValues(env *Env, dt *DType, shape []int, leaves []any) (*Array, error) {
	var err error
	if dt == nil {
		if dt, err = Discover(leaves); err != nil {
			return nil, err
		}
	} else if dt, err = sizedFor(env, dt, leaves); err != nil {
		return nil, err
	}
	c := &cell{}
	buf := &c.buffer
	if err := env.allocate(buf, dt, shape); err != nil {
		return nil, err
	}
	if n := product(shape); n != len(leaves) {
		return nil, valueError("cannot reshape array of size %d into shape %s", len(leaves), tightShape(shape))
	}
	for i, v := range leaves {
		if err := setItem(dt, buf.bytes[i*dt.size:(i+1)*dt.size], buf.objs, env, v); err != nil {
			return nil, err
		}
	}
	base, full := spreadSub(dt, shape)
	c.init(base, full, env)
	return &c.Array, nil
}

// sizedFor completes a flexible dtype from the leaves.
func sizedFor(env *Env, dt *DType, leaves []any) (*DType, error) {
	flexible := dt.size == 0 && (dt.isString() || dt.kind == Void && dt.fields == nil && dt.base == nil)
	timeless := dt.isTemporal() && dt.unit == (Unit{})
	if !flexible && !timeless {
		return dt, nil
	}
	e := *dt
	for _, v := range leaves {
		if timeless {
			u, err := leafUnit(dt.kind, v)
			if err == nil {
				e.unit, err = commonUnit(dt.kind, e.unit, u)
			}
			if err != nil {
				return nil, err
			}
			continue
		}
		n := 0
		if b, ok := v.([]byte); ok {
			n = len(b)
		} else if s, err := leafText(env, v); err != nil {
			return nil, err
		} else {
			n = len([]rune(s))
		}
		if dt.kind == Unicode {
			n *= 4
		}
		e.size = max(e.size, n)
	}
	if flexible && e.size == 0 && dt.kind == Unicode {
		e.size = 4
	} else if flexible && e.size == 0 {
		e.size = 1
	}
	return &e, nil
}

func leafText(env *Env, v any) (string, error) {
	if s, ok := v.(Scalar); ok {
		return s.Str(), nil
	}
	return textOf(env, v)
}

func leafUnit(kind Kind, v any) (Unit, error) {
	switch x := v.(type) {
	case Scalar:
		if x.dtype.kind == kind {
			return x.dtype.unit, nil
		}
	case string:
		if kind == Datetime {
			_, u, nat, err := parseDatetime(x)
			if nat {
				u = Unit{}
			}
			return u, err
		}
	}
	return Unit{}, nil
}

// Discover returns the dtype numpy gives to np.array of such leaves: the
// promotion of all, object where Go values have no dtype, float64 for none.
func Discover(leaves []any) (*DType, error) {
	var dt *DType
	for _, v := range leaves {
		t := leafType(v)
		if dt == nil {
			dt = t
			continue
		}
		if dt.kind == Object {
			return dt, nil
		}
		var err error
		if dt, err = PromoteTypes(dt, t); err != nil {
			return ObjectType(), nil
		}
	}
	if dt == nil {
		return Float64(), nil
	}
	if dt.isString() && dt.size == 0 {
		if dt.kind == Unicode {
			return UnicodeType(1), nil
		}
		return BytesType(1), nil
	}
	return dt, nil
}

func leafType(v any) *DType {
	switch x := v.(type) {
	case Scalar:
		return canonical(x.dtype)
	case *Array:
		return canonical(x.dtype)
	case bool:
		return BoolType()
	case float32, float64:
		return Float64()
	case complex64, complex128:
		return Complex128()
	case string:
		return UnicodeType(len([]rune(x)))
	case []byte:
		return BytesType(len(x))
	}
	if i, ok := goInteger(v); ok {
		return integerType(i)
	}
	return ObjectType()
}

func integerType(i *big.Int) *DType {
	switch {
	case i.IsInt64():
		return Int64()
	case i.IsUint64():
		return Uint64()
	}
	return ObjectType()
}

// Full returns an array with every element set to value, in dt or, when dt is
// nil, value's dtype.
func Full(env *Env, dt *DType, shape []int, value *Array) (*Array, error) {
	if dt == nil {
		dt = value.dtype
	}
	dt, err := value.sized(dt)
	if err != nil {
		return nil, err
	}
	a, err := New(env, dt, shape)
	if err != nil {
		return nil, err
	}
	return a, a.Assign(value, CastUnsafe)
}

// Arange is np.arange(start, stop, step, dtype) for numbers and times; a nil
// dt is the promotion of the three.
func Arange(env *Env, start, stop, step Scalar, dt *DType) (*Array, error) {
	if dt == nil {
		var err error
		if dt, err = ResultType(start.Array(), stop.Array(), step.Array()); err != nil {
			return nil, err
		}
	}
	if dt.kind == Bool {
		dt = Int64()
	}
	if dt.isTemporal() {
		var err error
		if start, stop, dt, err = timeBounds(start, stop, dt); err != nil {
			return nil, err
		}
	}
	if dt.isInteger() || dt.isTemporal() {
		if a, ok, err := arangeInt(env, start, stop, step, dt); ok {
			return a, err
		}
	}
	x, ok1 := start.Complex()
	y, ok2 := stop.Complex()
	d, ok3 := step.Complex()
	if !ok1 || !ok2 || !ok3 {
		return nil, typeError("arange() not supported for inputs with DType %s.", className(dt))
	}
	if d == 0 {
		return nil, errorf("ZeroDivisionError", "division by zero")
	}
	count := math.Ceil(real((y - x) / d))
	if math.IsNaN(count) {
		return nil, valueError("arange: cannot compute length")
	}
	if count > 1<<62 {
		return nil, valueError("Maximum allowed size exceeded")
	}
	n := max(int(count), 0)
	wide := Float64()
	if dt.kind == Complex {
		wide = Complex128()
	}
	return arangeFill(env, n, dt, wide, x, d)
}

// timeBounds reads bounds given as text, which also give a dtype without a
// unit theirs.
func timeBounds(start, stop Scalar, dt *DType) (Scalar, Scalar, *DType, error) {
	for _, s := range []*Scalar{&start, &stop} {
		if !s.dtype.isString() {
			continue
		}
		a, err := s.Array().AsType(dt, CastUnsafe)
		if err != nil {
			return start, stop, dt, err
		}
		*s, dt = a.Flat(0), a.dtype
	}
	return start, stop, dt, nil
}

// arangeFill writes start + i*delta, where delta is what the dtype makes of
// the second element less the first, as numpy does.
func arangeFill(env *Env, n int, dt, wide *DType, x, d complex128) (*Array, error) {
	a, err := New(env, dt, []int{n})
	if err != nil || n == 0 {
		return a, err
	}
	for i, v := range []complex128{x, x + d} {
		if i < n {
			if err := a.SetItem(i, narrowed(dt, v)); err != nil {
				return nil, err
			}
		}
	}
	if n <= 2 {
		return a, nil
	}
	c0, _ := a.At(0).Complex()
	c1, _ := a.At(1).Complex()
	t, err := New(env, wide, []int{min(n, arangeBlock)})
	if err != nil {
		return nil, err
	}
	for at := 0; at < n; at += arangeBlock {
		part := a.view(dt, []int{min(arangeBlock, n-at)}, a.strides, a.off+at*dt.size)
		from := t.view(wide, part.shape, t.strides, t.off)
		fillLine(from, at, c0, c1-c0)
		if err := part.Assign(from, CastUnsafe); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// arangeBlock is how many elements arangeFill computes at a time.
const arangeBlock = 1 << 17

// fillLine fills a float64 or complex128 array with c + i*delta for i from at.
func fillLine(t *Array, at int, c, delta complex128) {
	if f, ok := Data[float64](t); ok && t.dtype.kind == Float {
		for i := range f {
			f[i] = real(c) + float64(float64(at+i)*real(delta))
		}
	}
	if f, ok := Data[complex128](t); ok && t.dtype.kind == Complex {
		for i := range f {
			x := float64(at + i)
			f[i] = complex(real(c)+float64(x*real(delta)), imag(c)+float64(x*imag(delta)))
		}
	}
}

// narrowed is a value as SetItem takes it for dt.
func narrowed(dt *DType, v complex128) any {
	switch dt.kind {
	case Complex:
		return v
	case Int, Uint:
		return int64Of(real(v))
	}
	return real(v)
}

func arangeInt(env *Env, start, stop, step Scalar, dt *DType) (*Array, bool, error) {
	var v [3]int64
	for i, s := range []Scalar{start, stop, step} {
		if s.dtype.isTemporal() {
			v[i] = loadInt(s.data, s.dtype.order)
			if i < 2 || s.dtype.kind == Timedelta {
				v[i] = rescale(s.dtype.kind, v[i], s.dtype.unit, dt.unit)
			}
			continue
		}
		x, ok := s.Int64()
		if !ok {
			return nil, false, nil
		}
		v[i] = x
	}
	if v[2] == 0 {
		return nil, true, errorf("ZeroDivisionError", "division by zero")
	}
	n := int64(0)
	if v[2] > 0 && v[1] > v[0] {
		n = int64((uint64(v[1]-v[0])-1)/uint64(v[2]) + 1)
	} else if v[2] < 0 && v[1] < v[0] {
		n = int64((uint64(v[0]-v[1])-1)/uint64(-v[2]) + 1)
	}
	if n < 0 {
		return nil, true, valueError("Maximum allowed size exceeded")
	}
	if dt.isInteger() { // numpy sets the first two and lets the others wrap around
		for _, x := range []int64{v[0], v[0] + v[2]}[:min(n, 2)] {
			if b := big.NewInt(x); !fits(b, dt) && dt.size < 8 {
				return nil, true, boundsError(b, dt)
			}
		}
	}
	wide := Int64()
	if dt.isTemporal() {
		wide = dt.WithOrder(NativeOrder())
	}
	t, err := New(env, wide, []int{int(n)})
	if err != nil {
		return nil, true, err
	}
	s, _ := Data[int64](t)
	for i := range s {
		s[i] = v[0] + int64(i)*v[2]
	}
	t, err = t.To(dt)
	return t, true, err
}

// Linspace is np.linspace(start, stop, num, endpoint, dtype) for 0-d numbers;
// step is the spacing, NaN where there is none.
func Linspace(env *Env, start, stop *Array, num int, endpoint bool, dt *DType) (a *Array, step complex128, err error) {
	nan := complex(math.NaN(), 0)
	if num < 0 {
		return nil, nan, valueError("Number of samples, %d, must be non-negative.", num)
	}
	x, ok1 := start.Flat(0).Complex()
	y, ok2 := stop.Flat(0).Complex()
	if !ok1 || !ok2 {
		return nil, nan, typeError("ufunc 'subtract' did not contain a loop with signature matching types (%s, %s) -> None", start.dtype.Repr(), stop.dtype.Repr())
	}
	wide, err := ResultType(start, stop, WeakFloat(float64(num)))
	if err != nil {
		return nil, nan, err
	}
	integral := dt != nil && dt.isInteger()
	if dt == nil {
		dt = wide
	}
	div := num
	if endpoint {
		div--
	}
	const anySize = 16
	if !Room(num, anySize) {
		return nil, nan, memoryError(min(num, math.MaxInt/dt.ItemSize())*dt.ItemSize(), dt, []int{num})
	}
	values := make([]any, num)
	step = nan
	if div > 0 {
		step = complex((real(y)-real(x))/float64(div), (imag(y)-imag(x))/float64(div))
	}
	for i := range num {
		v := linValue(x, y, step, i, div)
		if endpoint && num > 1 && i == num-1 {
			v = y
		}
		if integral {
			v = complex(math.Floor(real(v)), 0)
		}
		values[i] = narrowed(dt, v)
	}
	a, err = FromValues(env, dt, []int{num}, values)
	return a, step, err
}

func linValue(x, y, step complex128, i, div int) complex128 {
	if div <= 0 {
		return x + complex(float64(i)*real(y-x), float64(i)*imag(y-x))
	}
	if step == 0 {
		step, f := y-x, float64(i)/float64(div)
		return complex(real(x)+float64(f*real(step)), imag(x)+float64(f*imag(step)))
	}
	return complex(real(x)+float64(float64(i)*real(step)), imag(x)+float64(float64(i)*imag(step)))
}

// Eye is np.eye(n, m, k, dtype).
func Eye(env *Env, n, m, k int, dt *DType) (*Array, error) {
	a, err := New(env, dt, []int{n, m})
	if err != nil {
		return nil, err
	}
	for i := range n {
		if j := i + k; j >= 0 && j < m {
			if err := a.SetItem(i*m+j, int64(1)); err != nil {
				return nil, err
			}
		}
	}
	return a, nil
}
