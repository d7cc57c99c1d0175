package ndarray

import (
	"slices"
)

// Advanced indexing. The index arrays are broadcast together; each of their
// elements names a place in the view's indexed dimensions, and at each place
// there is a block: the view's other dimensions. The result has the broadcast
// dimensions where the index arrays stood, or first when they stood apart.

// fancyPlan is a selection with its index arrays checked.
type fancyPlan struct {
	offsets []int // byte offset in view of every place
	shape   []int // of the broadcast index arrays
	before  []int // block dimensions before them, and after
	after   []int
	bStride []int // strides of before and after
	aStride []int
}

// plan resolves the index arrays; check sees the result's shape before the
// indices are compared with the dimensions.
func (s *selection) plan(check func(shape []int) error) (*fancyPlan, error) {
	index := make([]*Array, len(s.fancy))
	shapes := make([][]int, len(s.fancy))
	for i, f := range s.fancy {
		index[i], shapes[i] = f.index, f.index.shape
	}
	shape, ok := commonShape(shapes)
	if !ok {
		return nil, indexError("shape mismatch: indexing arrays could not be broadcast together with shapes %s ", shapeList(index))
	}
	if _, err := checkedSize(Int64(), shape); err != nil {
		return nil, err
	}
	p := &fancyPlan{shape: shape, offsets: make([]int, product(shape))}
	for d := range s.view.shape {
		if slices.ContainsFunc(s.fancy, func(f fancyIndex) bool { return f.axis == d }) {
			continue
		}
		if d < s.at {
			p.before, p.bStride = append(p.before, s.view.shape[d]), append(p.bStride, s.view.strides[d])
		} else {
			p.after, p.aStride = append(p.after, s.view.shape[d]), append(p.aStride, s.view.strides[d])
		}
	}
	if check != nil {
		if err := check(p.resultShape()); err != nil {
			return nil, err
		}
	}
	for _, f := range s.fancy {
		if err := p.addIndex(s.view, f); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// addIndex adds one index array's share to the offsets of the places.
func (p *fancyPlan) addIndex(view *Array, f fancyIndex) error {
	wide, err := f.index.To(Int64())
	if err != nil {
		return err
	}
	x, err := wide.stretch(p.shape)
	if err != nil {
		return err
	}
	dim, stride := view.shape[f.axis], view.strides[f.axis]
	values := typed[int64](x.Bytes())
	for i, v := range values {
		j := int(v)
		if j < 0 {
			j += dim
		}
		if j < 0 || j >= dim {
			return indexError("index %d is out of bounds for axis %d with size %d", v, f.dim, dim)
		}
		p.offsets[i] += j * stride
	}
	return nil
}

func (p *fancyPlan) resultShape() []int { return slices.Concat(p.before, p.shape, p.after) }

// gather copies the selected elements.
func (s *selection) gather() (*Array, error) {
	p, err := s.plan(nil)
	if err != nil {
		return nil, err
	}
	out, err := New(s.view.env, s.view.dtype, p.resultShape())
	if err != nil || out.Size() == 0 {
		return out, err
	}
	if s.view.dtype.hasObjects() {
		return out, p.walk(s.view, func(src *Array, i int) error {
			return p.place(out, i).fillObjects(src)
		})
	}
	if len(p.before) == 0 && isContiguous(p.after, p.aStride, s.view.dtype.size) {
		p.gatherBlocks(s.view, out)
		return out, nil
	}
	return out, p.walk(s.view, func(src *Array, i int) error { return p.place(out, i).fill(src) })
}

// gatherBlocks is gather where a block is contiguous memory.
func (p *fancyPlan) gatherBlocks(view, out *Array) {
	size := product(p.after) * view.dtype.size
	src, dst := view.buf.bytes, out.buf.bytes
	_ = parallel(len(p.offsets), func(lo, hi int) error {
		if size == 8 {
			for i := lo; i < hi; i++ {
				o := view.off + p.offsets[i]
				*(*[8]byte)(dst[8*i:]) = *(*[8]byte)(src[o:])
			}
			return nil
		}
		for i := lo; i < hi; i++ {
			o := view.off + p.offsets[i]
			copy(dst[i*size:(i+1)*size], src[o:o+size])
		}
		return nil
	})
}

// walk calls f with the block of every place.
func (p *fancyPlan) walk(view *Array, f func(block *Array, i int) error) error {
	block := view.view(view.dtype, slices.Concat(p.before, p.after), slices.Concat(p.bStride, p.aStride), 0)
	for i, o := range p.offsets {
		block.off = view.off + o
		if err := f(block, i); err != nil {
			return err
		}
	}
	return nil
}

// place is the view of out that holds the block of place i.
func (p *fancyPlan) place(out *Array, i int) *Array {
	n, m := len(p.before), len(p.shape)
	off := out.off
	for d := m - 1; d >= 0; d-- {
		off += i % p.shape[d] * out.strides[n+d]
		i /= p.shape[d]
	}
	return out.view(out.dtype, slices.Concat(p.before, p.after), slices.Concat(out.strides[:n], out.strides[n+m:]), off)
}

// scatter assigns to the selected elements in order; later places win.
func (s *selection) scatter(value *Array) error {
	src := value
	var strides []int
	p, err := s.plan(func(shape []int) error {
		for len(src.shape) > len(shape) && src.shape[0] == 1 {
			src = src.view(src.dtype, src.shape[1:], src.strides[1:], src.off)
		}
		var ok bool
		if strides, ok = broadcastStrides(src.shape, src.strides, shape); !ok {
			return valueError("shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s",
				tightShape(value.shape), tightShape(shape))
		}
		return nil
	})
	if err != nil {
		return err
	}
	shape := p.resultShape()
	if src, err = weakFor(src, value, s.view.dtype); err != nil {
		return err
	}
	full := src.view(src.dtype, shape, strides, src.off)
	if overlaps(s.view, full) {
		if full, err = full.Copy(); err != nil {
			return err
		}
	}
	if full.Size() == 0 {
		return nil
	}
	if len(p.before)+len(p.after) == 0 && !s.view.dtype.hasObjects() {
		return p.scatterElements(s.view, full)
	}
	return p.walk(s.view, func(dst *Array, i int) error {
		d := dst.alias()
		return d.fill(p.place(full, i))
	})
}

// weakFor converts a Python integer for the target, or refuses it.
func weakFor(src, value *Array, dt *DType) (*Array, error) {
	if value.weak == weakInt && dt.isInteger() {
		return value.weakAs(dt)
	}
	return src, nil
}

// scatterElements is scatter where a block is one element.
func (p *fancyPlan) scatterElements(view, full *Array) error {
	values, err := full.AsType(view.dtype, CastUnsafe)
	if err != nil {
		return err
	}
	size := view.dtype.size
	src, dst := values.buf.bytes, view.buf.bytes
	for i, o := range p.offsets {
		o += view.off
		copy(dst[o:o+size], src[i*size:(i+1)*size])
	}
	return nil
}

// setMask is a[mask] = value for a mask of a's own shape.
func (a *Array) setMask(mask, value *Array) error {
	for i, d := range mask.shape {
		if d != a.shape[i] {
			return indexError("boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d", i, a.shape[i], d)
		}
	}
	if value.NDim() == 0 {
		v, err := weakFor(value, value, a.dtype)
		if err != nil {
			return err
		}
		if v, err = v.AsType(a.dtype, CastUnsafe); err != nil {
			return err
		}
		if v, err = v.stretch(a.shape); err != nil {
			return err
		}
		if a.dtype.hasObjects() {
			return a.setMaskObjects(mask, v)
		}
		return runLoop(stream{a, a.dtype}, []stream{{v, a.dtype}}, mask, copyKernel)
	}
	count := 0
	for s := range mask.All() {
		count += int(s.data[0])
	}
	if value.NDim() > 1 {
		return typeError("NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has %d dimensions", value.NDim())
	}
	if value.NDim() == 1 && value.shape[0] != count && value.shape[0] != 1 {
		return valueError("NumPy boolean array indexing assignment cannot assign %d input values to the %d output values where the mask is true", value.shape[0], count)
	}
	s, err := a.selectKeys([]Key{ArrayKey{mask}})
	if err != nil {
		return err
	}
	return s.scatter(value)
}

func (a *Array) setMaskObjects(mask, v *Array) error {
	i := 0
	for s := range mask.All() {
		if s.data[0] != 0 {
			if err := setItem(a.dtype, a.element(a.flatOffset(i)), a.buf.objs, a.env, v.Flat(i).Item()); err != nil {
				return err
			}
		}
		i++
	}
	return nil
}

// NonZero returns the indices of the elements that are true, one int64 array
// for each dimension.
func NonZero(a *Array) ([]*Array, error) {
	if a.NDim() == 0 {
		return nil, valueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
	}
	truth, err := a.AsType(BoolType(), CastUnsafe)
	if err != nil {
		return nil, err
	}
	bits := truth.Bytes()
	count := 0
	for _, b := range bits {
		count += int(b)
	}
	out := make([]*Array, a.NDim())
	cols := make([][]int64, a.NDim())
	for d := range out {
		if out[d], err = New(a.env, Int64(), []int{count}); err != nil {
			return nil, err
		}
		cols[d], _ = Data[int64](out[d])
	}
	k := 0
	for i, b := range bits {
		if b == 0 {
			continue
		}
		for d, rest := a.NDim()-1, i; d >= 0; d-- {
			cols[d][k] = int64(rest % a.shape[d])
			rest /= a.shape[d]
		}
		k++
	}
	return out, nil
}

// Take is np.take(a, indices, axis, mode) with mode "raise", "wrap" or "clip";
// a nil axis flattens.
func Take(a, indices *Array, axis *int, mode string) (*Array, error) {
	if !CanCast(indices.dtype, Int64(), CastSameKind) {
		return nil, castError(indices.dtype, Int64(), CastSafe)
	}
	ax := 0
	var err error
	if axis == nil {
		a, err = a.Ravel()
	} else {
		ax, err = normalizeAxis(*axis, max(a.NDim(), 1))
	}
	if err != nil {
		return nil, err
	}
	if a.NDim() == 0 {
		a, _ = a.Reshape([]int{1})
	}
	idx, err := indices.AsType(Int64(), CastUnsafe)
	if err != nil {
		return nil, err
	}
	n := int64(a.shape[ax])
	if values, ok := Data[int64](idx); ok && mode != "raise" {
		if n == 0 && len(values) > 0 {
			return nil, indexError("cannot do a non-empty take from an empty axes.")
		}
		for i, v := range values {
			if mode == "wrap" {
				values[i] = floorMod(v, n)
			} else {
				values[i] = min(max(v, 0), n-1)
			}
		}
	}
	keys := make([]Key, ax+1)
	for i := range ax {
		keys[i] = SliceKey{}
	}
	keys[ax] = ArrayKey{idx}
	r, _, err := a.Index(keys...)
	return r, err
}
