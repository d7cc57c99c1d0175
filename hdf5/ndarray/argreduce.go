package ndarray

// argReduce is argmin and argmax: the first of the extreme elements; a NaN is
// more extreme than any number.
func argReduce(r Reduction, a *Array, opt ReduceOptions) (*Array, error) {
	name := "argmax"
	if r == ArgMin {
		name = "argmin"
	}
	whole := a
	if a.NDim() == 0 {
		whole = a.view(a.dtype, []int{1}, []int{a.dtype.size}, a.off)
		opt.KeepDims = opt.KeepDims && opt.Axes != nil
	}
	axes, err := reduceAxes(whole, opt.Axes)
	if err != nil {
		return nil, err
	}
	if a.NDim() == 0 {
		axes = []int{}
	}
	if len(opt.Axes) > 1 {
		return nil, typeError("'tuple' object cannot be interpreted as an integer")
	}
	lanes, n, err := a.lanes(axes)
	if err != nil {
		return nil, err
	}
	shape := keptShape(a.shape, axes, false)
	if n == 0 {
		return nil, valueError("attempt to get %s of an empty sequence", name)
	}
	out, err := New(a.env, Int64(), shape)
	if err != nil {
		return nil, err
	}
	if lanes, err = lanes.native(); err != nil {
		return nil, err
	}
	result, _ := Data[int64](out)
	find := argFunc(lanes, r == ArgMin)
	size := n * lanes.dtype.size
	data := lanes.Bytes()
	for i := range result {
		k, err := find(data[i*size:(i+1)*size], i*n, n)
		if err != nil {
			return nil, err
		}
		result[i] = int64(k)
	}
	return finishReduce(out, a, axes, opt)
}

// native is a in C order and native byte order, copied only if need be.
func (a *Array) native() (*Array, error) {
	if a.dtype.IsNative() && a.IsContiguous() && newCursor(a).aligned(a.dtype.alignment()) {
		return a, nil
	}
	return a.AsType(canonical(a.dtype), CastUnsafe)
}

// argFunc searches a lane: its bytes, the flat index of its first element, and
// its length.
func argFunc(a *Array, least bool) func(b []byte, at, n int) (int, error) {
	wrap := func(f func(b []byte, least bool) int) func([]byte, int, int) (int, error) {
		return func(b []byte, _, _ int) (int, error) { return f(b, least), nil }
	}
	switch a.dtype.num() {
	case numBool, numU8:
		return wrap(argReal[uint8])
	case numI8:
		return wrap(argReal[int8])
	case numI16:
		return wrap(argReal[int16])
	case numI32:
		return wrap(argReal[int32])
	case numI64:
		return wrap(argReal[int64])
	case numU16:
		return wrap(argReal[uint16])
	case numU32:
		return wrap(argReal[uint32])
	case numU64:
		return wrap(argReal[uint64])
	case numF32:
		return wrap(argReal[float32])
	case numF64:
		return wrap(argReal[float64])
	}
	if a.dtype.isTemporal() {
		return wrap(argTime)
	}
	order := comparer(a)
	return func(_ []byte, at, n int) (int, error) {
		best := 0
		for i := 1; i < n; i++ {
			c, err := order(at+i, at+best)
			if err != nil {
				return 0, err
			}
			if least && c < 0 || !least && c > 0 {
				best = i
			}
		}
		return best, nil
	}
}

func argReal[T realNumber](b []byte, least bool) int {
	s := typed[T](b)
	best := 0
	for i, x := range s {
		if x != x {
			return i
		}
		if least && x < s[best] || !least && x > s[best] {
			best = i
		}
	}
	return best
}

func argTime(b []byte, least bool) int {
	s := typed[int64](b)
	best := 0
	for i, x := range s {
		if x == NaT {
			return i
		}
		if least && x < s[best] || !least && x > s[best] {
			best = i
		}
	}
	return best
}

// Accumulate is ufunc.accumulate along axis; np.cumsum and np.cumprod are
// Accumulate of add and multiply. A nil axis flattens.
func Accumulate(op Op, a *Array, axis *int, dt *DType) (*Array, error) {
	var err error
	ax := 0
	if axis == nil || a.NDim() == 0 {
		if a, err = a.Ravel(); err != nil {
			return nil, err
		}
	}
	if axis != nil {
		if ax, err = normalizeAxis(*axis, a.NDim()); err != nil {
			return nil, err
		}
	}
	if dt == nil {
		dt = reduceType(op, a.dtype)
	}
	p, err := op.resolve([]*Array{{dtype: dt}, {dtype: dt}}, nil)
	if err != nil {
		return nil, err
	}
	src, err := a.MoveAxis([]int{ax}, []int{0})
	if err != nil {
		return nil, err
	}
	out, err := New(a.env, p.result, a.shape)
	if err != nil {
		return nil, err
	}
	moved, err := out.MoveAxis([]int{ax}, []int{0})
	if err != nil || a.Size() == 0 {
		return out, err
	}
	if p.each == nil && a.NDim() == 1 && sameBytes(p.out, p.result) {
		if scan := scanFor(op, p.out.num()); scan != nil {
			if err := out.Assign(a, CastUnsafe); err != nil {
				return nil, err
			}
			scan(out.Bytes())
			return out, nil
		}
	}
	row := func(x *Array, i int) *Array {
		v, _, _ := x.Index(IntKey(i), EllipsisKey{})
		return v
	}
	if err := row(moved, 0).Assign(row(src, 0), CastUnsafe); err != nil {
		return nil, err
	}
	for i := 1; i < a.shape[ax]; i++ {
		next, err := row(src, i).To(dt)
		if err != nil {
			return nil, err
		}
		if _, err := Apply(op, Options{Out: []*Array{row(moved, i)}}, row(moved, i-1), next); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scanFor is the running sum or product of one lane in place.
func scanFor(op Op, t numType) func([]byte) {
	if op != OpAdd && op != OpMultiply {
		return nil
	}
	sum := op == OpAdd
	switch t {
	case numI64:
		return func(b []byte) { scan(typed[int64](b), sum) }
	case numU64:
		return func(b []byte) { scan(typed[uint64](b), sum) }
	case numF32:
		return func(b []byte) { scan(typed[float32](b), sum) }
	case numF64:
		return func(b []byte) { scan(typed[float64](b), sum) }
	}
	return nil
}

func scan[T realNumber](s []T, sum bool) {
	for i := 1; i < len(s); i++ {
		if sum {
			s[i] += s[i-1]
		} else {
			s[i] *= s[i-1]
		}
	}
}
