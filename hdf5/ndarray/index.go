package ndarray

import "slices"

// Key is one item of an index expression: IntKey, SliceKey, EllipsisKey,
// NewAxisKey or ArrayKey.
type Key interface{ key() }

type (
	// IntKey is an integer; negative ones count from the end.
	IntKey int
	// SliceKey is start:stop:step; nil parts are absent.
	SliceKey struct{ Start, Stop, Step *int }
	// EllipsisKey is "...".
	EllipsisKey struct{}
	// NewAxisKey is None.
	NewAxisKey struct{}
	// ArrayKey is a list or an integer array, or a boolean mask (0-d for True
	// and False).
	ArrayKey struct{ *Array }
)

func (IntKey) key()      {}
func (SliceKey) key()    {}
func (EllipsisKey) key() {}
func (NewAxisKey) key()  {}
func (ArrayKey) key()    {}

// Indices resolves a slice against a dimension as Python's slice.indices
// does; n is the number of elements.
func (s SliceKey) Indices(dim int) (start, step, n int, err error) {
	step = 1
	if s.Step != nil {
		step = *s.Step
	}
	if step == 0 {
		return 0, 0, 0, valueError("slice step cannot be zero")
	}
	lo, hi := 0, dim
	start, stop := 0, dim
	if step < 0 {
		lo, hi = -1, dim-1
		start, stop = dim-1, -1
	}
	clamp := func(p *int, v int) int {
		if p == nil {
			return v
		}
		v = *p
		if v < 0 {
			v += dim
		}
		return min(max(v, lo), hi)
	}
	start, stop = clamp(s.Start, start), clamp(s.Stop, stop)
	if step > 0 && stop > start {
		n = (stop-start-1)/step + 1
	} else if step < 0 && start > stop {
		n = (start-stop-1)/-step + 1
	}
	return start, step, n, nil
}

// selection is an index expression applied to an array: a view made by the
// basic keys, and the advanced keys over some of the view's dimensions.
type selection struct {
	view *Array
	// fancy are integer index arrays, each for one dimension of view.
	fancy []fancyIndex
	// at is where the broadcast index dimensions stand in the result.
	at     int
	scalar bool
}

type fancyIndex struct {
	axis  int // in view
	index *Array
	dim   int // axis of the indexed array, for errors
}

// Index is a[keys]. It returns a view for basic keys, a copy for advanced
// ones. scalar is true where numpy gives a scalar in place of a 0-d array.
func (a *Array) Index(keys ...Key) (r *Array, scalar bool, err error) {
	s, err := a.selectKeys(keys)
	if err != nil {
		return nil, false, err
	}
	if len(s.fancy) == 0 {
		return s.view, s.scalar, nil
	}
	r, err = s.gather()
	return r, err == nil && s.scalar && r.NDim() == 0, err
}

// SetIndex is a[keys] = value, with broadcasting and casting.
func (a *Array) SetIndex(keys []Key, value *Array) error {
	if a.readonly {
		return valueError("assignment destination is read-only")
	}
	if len(keys) == 1 {
		if m, ok := keys[0].(ArrayKey); ok && m.dtype.kind == Bool && m.NDim() == a.NDim() {
			return a.setMask(m.Array, value)
		}
	}
	s, err := a.selectKeys(keys)
	if err != nil {
		return err
	}
	if len(s.fancy) == 0 {
		if s.scalar && value.NDim() > 0 && value.Size() != 1 && a.dtype.kind != Object {
			return valueError("setting an array element with a sequence.")
		}
		if value.buf == s.view.buf && value.off == s.view.off && slices.Equal(value.shape, s.view.shape) && slices.Equal(value.strides, s.view.strides) && value.dtype.Equal(s.view.dtype) {
			return nil
		}
		return s.view.Assign(value, CastUnsafe)
	}
	return s.scatter(value)
}

// expandKeys replaces masks by their nonzero indices, puts an ellipsis at the
// end where there is none, and checks the number of dimensions.
func (a *Array) expandKeys(keys []Key) ([]Key, error) {
	used, ellipsis := 0, -1
	keys = slices.Clone(keys)
	for i, k := range keys {
		if x, ok := k.(ArrayKey); ok && x.NDim() == 0 && x.dtype.isInteger() {
			// A 0-d integer array is an integer.
			if v, ok := x.Flat(0).Int64(); ok {
				k = IntKey(v)
				keys[i] = k
			}
		}
		switch k := k.(type) {
		case EllipsisKey:
			if ellipsis >= 0 {
				return nil, indexError("an index can only have a single ellipsis ('...')")
			}
			ellipsis = i
		case IntKey, SliceKey:
			used++
		case ArrayKey:
			switch {
			case k.dtype.kind == Bool:
				used += k.NDim()
			case k.dtype.isInteger():
				used++
			default:
				return nil, indexError("arrays used as indices must be of integer (or boolean) type")
			}
		}
	}
	if used > a.NDim() {
		return nil, indexError("too many indices for array: array is %d-dimensional, but %d were indexed", a.NDim(), used)
	}
	if ellipsis < 0 {
		return append(keys, EllipsisKey{}), nil
	}
	return keys, nil
}

// selectKeys applies the basic keys and collects the advanced ones.
func (a *Array) selectKeys(keys []Key) (*selection, error) {
	hadEllipsis := slices.ContainsFunc(keys, func(k Key) bool { _, ok := k.(EllipsisKey); return ok })
	keys, err := a.expandKeys(keys)
	if err != nil {
		return nil, err
	}
	advanced := slices.ContainsFunc(keys, func(k Key) bool { _, ok := k.(ArrayKey); return ok })
	s := &selection{at: -1, scalar: !hadEllipsis}
	v := &viewBuilder{a: a, off: a.off}
	rest := a.NDim()
	for _, k := range keys {
		switch k := k.(type) {
		case IntKey, SliceKey:
			rest--
		case ArrayKey:
			if k.dtype.kind == Bool {
				rest -= k.NDim()
			} else {
				rest--
			}
		}
	}
	var groups []int // positions among keys of advanced ones, integers included
	for i, k := range keys {
		switch k := k.(type) {
		case EllipsisKey:
			for range rest {
				v.keep()
			}
		case NewAxisKey:
			v.shape, v.strides = append(v.shape, 1), append(v.strides, 0)
			s.scalar = false
		case SliceKey:
			if err := v.slice(k); err != nil {
				return nil, err
			}
			s.scalar = false
		case IntKey:
			if !advanced {
				if err := v.integer(int(k)); err != nil {
					return nil, err
				}
				continue
			}
			groups = append(groups, i)
			index := IntValue(int64(k)).Array()
			s.add(v, index, len(groups) == 1)
		case ArrayKey:
			groups = append(groups, i)
			if err := s.addArray(v, k.Array, len(groups) == 1); err != nil {
				return nil, err
			}
		}
	}
	if len(v.shape) > MaxDims {
		return nil, indexError("too many dimensions in result: maximum is %d", MaxDims)
	}
	if len(groups) > 0 && groups[len(groups)-1]-groups[0] != len(groups)-1 {
		s.at = 0 // advanced keys apart: their dimensions come first
	}
	if advanced {
		s.scalar = true
	} else if len(v.shape) > 0 {
		s.scalar = false
	}
	s.view = a.view(a.dtype, v.shape, v.strides, v.off)
	return s, nil
}

// viewBuilder consumes the dimensions of a from the left.
type viewBuilder struct {
	a              *Array
	dim            int
	shape, strides []int
	off            int
}

func (v *viewBuilder) keep() {
	v.shape, v.strides = append(v.shape, v.a.shape[v.dim]), append(v.strides, v.a.strides[v.dim])
	v.dim++
}

func (v *viewBuilder) slice(k SliceKey) error {
	start, step, n, err := k.Indices(v.a.shape[v.dim])
	if err != nil {
		return err
	}
	if n > 0 {
		v.off += start * v.a.strides[v.dim]
	}
	v.shape, v.strides = append(v.shape, n), append(v.strides, step*v.a.strides[v.dim])
	v.dim++
	return nil
}

func (v *viewBuilder) integer(i int) error {
	d := v.a.shape[v.dim]
	j := i
	if j < 0 {
		j += d
	}
	if j < 0 || j >= d {
		return indexError("index %d is out of bounds for axis %d with size %d", i, v.dim, d)
	}
	v.off += j * v.a.strides[v.dim]
	v.dim++
	return nil
}

// add takes the next dimension for an index array.
func (s *selection) add(v *viewBuilder, index *Array, first bool) {
	if first {
		s.at = len(v.shape)
	}
	s.fancy = append(s.fancy, fancyIndex{axis: len(v.shape), index: index, dim: v.dim})
	v.keep()
}

func (s *selection) addArray(v *viewBuilder, k *Array, first bool) error {
	if k.dtype.kind != Bool {
		s.add(v, k, first)
		return nil
	}
	if k.NDim() == 0 {
		// True and False add a dimension of length 1 or 0.
		if first {
			s.at = len(v.shape)
		}
		truth, _ := k.Flat(0).Truth()
		zeros, err := New(v.a.env, Int64(), []int{int(b2u(truth))})
		if err != nil {
			return err
		}
		s.fancy = append(s.fancy, fancyIndex{axis: len(v.shape), index: zeros})
		v.shape, v.strides = append(v.shape, 1), append(v.strides, 0)
		return nil
	}
	for i, d := range k.shape {
		if d != v.a.shape[v.dim+i] {
			return indexError("boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d",
				v.dim+i, v.a.shape[v.dim+i], d)
		}
	}
	nz, err := NonZero(k)
	if err != nil {
		return err
	}
	for i, x := range nz {
		s.add(v, x, first && i == 0)
	}
	return nil
}
