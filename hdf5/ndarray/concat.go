package ndarray

import "slices"

// Concatenate joins along an existing axis; a nil axis flattens.
func Concatenate(arrays []*Array, axis *int, dt *DType) (*Array, error) {
	if len(arrays) == 0 {
		return nil, valueError("need at least one array to concatenate")
	}
	ax := 0
	if axis == nil {
		arrays = slices.Clone(arrays)
		for i, a := range arrays {
			r, err := a.Ravel()
			if err != nil {
				return nil, err
			}
			arrays[i] = r
		}
	} else {
		if arrays[0].NDim() == 0 {
			return nil, valueError("zero-dimensional arrays cannot be concatenated")
		}
		var err error
		if ax, err = normalizeAxis(*axis, arrays[0].NDim()); err != nil {
			return nil, err
		}
	}
	shape, err := joinedShape(arrays, ax)
	if err != nil {
		return nil, err
	}
	if dt == nil {
		if dt, err = ResultType(arrays...); err != nil {
			return nil, err
		}
	}
	out, err := New(arrays[0].envOf(arrays), dt, shape)
	if err != nil {
		return nil, err
	}
	at := 0
	for _, a := range arrays {
		n := a.shape[ax]
		if err := out.section(ax, at, at+n).Assign(a, CastUnsafe); err != nil {
			return nil, err
		}
		at += n
	}
	return out, nil
}

func joinedShape(arrays []*Array, ax int) ([]int, error) {
	shape := slices.Clone(arrays[0].shape)
	for i, a := range arrays[1:] {
		if a.NDim() == 0 {
			return nil, valueError("zero-dimensional arrays cannot be concatenated")
		}
		if a.NDim() != len(shape) {
			return nil, valueError("all the input arrays must have same number of dimensions, but the array at index 0 has %d dimension(s) and the array at index %d has %d dimension(s)",
				len(shape), i+1, a.NDim())
		}
		for d := range shape {
			if d == ax {
				shape[d] += a.shape[d]
			} else if shape[d] != a.shape[d] {
				return nil, valueError("all the input array dimensions except for the concatenation axis must match exactly, but along dimension %d, the array at index 0 has size %d and the array at index %d has size %d",
					d, shape[d], i+1, a.shape[d])
			}
		}
	}
	return shape, nil
}

// Stack joins along a new axis.
func Stack(arrays []*Array, axis int) (*Array, error) {
	if len(arrays) == 0 {
		return nil, valueError("need at least one array to stack")
	}
	grown := make([]*Array, len(arrays))
	ax, err := normalizeAxis(axis, arrays[0].NDim()+1)
	if err != nil {
		return nil, err
	}
	for i, a := range arrays {
		if !slices.Equal(a.shape, arrays[0].shape) {
			return nil, valueError("all input arrays must have the same shape")
		}
		if grown[i], err = a.ExpandDims([]int{ax}); err != nil {
			return nil, err
		}
	}
	return Concatenate(grown, &ax, nil)
}

// atLeast gives arrays n dimensions at least, as np.atleast_1d to 3d do.
func atLeast(arrays []*Array, n int) ([]*Array, error) {
	out := make([]*Array, len(arrays))
	for i, a := range arrays {
		shape := a.shape
		switch {
		case len(shape) >= n:
			out[i] = a
			continue
		case len(shape) == 0:
			shape = slices.Repeat([]int{1}, n)
		case n == 2:
			shape = []int{1, shape[0]}
		case len(shape) == 1:
			shape = []int{1, shape[0], 1}
		default:
			shape = []int{shape[0], shape[1], 1}
		}
		v, err := a.Reshape(shape)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// HStack joins along the second axis, or the first of 1-d arrays.
func HStack(arrays []*Array) (*Array, error) {
	grown, err := atLeast(arrays, 1)
	if err != nil {
		return nil, err
	}
	ax := 1
	if len(grown) > 0 && grown[0].NDim() == 1 {
		ax = 0
	}
	return Concatenate(grown, &ax, nil)
}

// VStack joins rows.
func VStack(arrays []*Array) (*Array, error) {
	grown, err := atLeast(arrays, 2)
	if err != nil {
		return nil, err
	}
	ax := 0
	return Concatenate(grown, &ax, nil)
}

// DStack joins along the third axis.
func DStack(arrays []*Array) (*Array, error) {
	grown, err := atLeast(arrays, 3)
	if err != nil {
		return nil, err
	}
	ax := 2
	return Concatenate(grown, &ax, nil)
}

// Split cuts into equal sections, which must divide the axis. Sections are
// views.
func Split(a *Array, sections, axis int) ([]*Array, error) {
	ax, err := normalizeAxis(axis, a.NDim())
	if err != nil {
		return nil, err
	}
	if sections <= 0 {
		return nil, valueError("number sections must be larger than 0.")
	}
	if a.shape[ax]%sections != 0 {
		return nil, valueError("array split does not result in an equal division")
	}
	return ArraySplit(a, sections, axis)
}

// ArraySplit is Split whose last sections may be one shorter.
func ArraySplit(a *Array, sections, axis int) ([]*Array, error) {
	ax, err := normalizeAxis(axis, a.NDim())
	if err != nil {
		return nil, err
	}
	if sections <= 0 {
		return nil, valueError("number sections must be larger than 0.")
	}
	const arraySize = 256
	if !Room(sections, arraySize) {
		return nil, errorf("MemoryError", "")
	}
	each, extra := a.shape[ax]/sections, a.shape[ax]%sections
	out := make([]*Array, sections)
	at := 0
	for i := range out {
		n := each
		if i < extra {
			n++
		}
		out[i] = a.section(ax, at, at+n)
		at += n
	}
	return out, nil
}

// SplitAt cuts at indices, as slices a[:i], a[i:j], ... do.
func SplitAt(a *Array, indices []int, axis int) ([]*Array, error) {
	ax, err := normalizeAxis(axis, a.NDim())
	if err != nil {
		return nil, err
	}
	out := make([]*Array, len(indices)+1)
	for i := range out {
		k := SliceKey{}
		if i > 0 {
			k.Start = &indices[i-1]
		}
		if i < len(indices) {
			k.Stop = &indices[i]
		}
		start, _, n, err := k.Indices(a.shape[ax])
		if err != nil {
			return nil, err
		}
		out[i] = a.section(ax, start, start+n)
	}
	return out, nil
}

// Repeat is np.repeat(a, counts, axis); a nil axis flattens.
func Repeat(a, counts *Array, axis *int) (*Array, error) {
	var err error
	ax := 0
	if axis == nil {
		a, err = a.Ravel()
	} else {
		ax, err = normalizeAxis(*axis, a.NDim())
	}
	if err != nil {
		return nil, err
	}
	if !CanCast(counts.dtype, Int64(), CastSafe) {
		return nil, castError(counts.dtype, Int64(), CastSafe)
	}
	c, err := counts.AsType(Int64(), CastUnsafe)
	if err != nil {
		return nil, err
	}
	n, _ := Data[int64](c)
	if len(n) != 1 && len(n) != a.shape[ax] {
		return nil, valueError("operands could not be broadcast together with shape (%d,) (%d,)", a.shape[ax], len(n))
	}
	total := 0
	for i := range a.shape[ax] {
		k := n[i%len(n)]
		if k < 0 {
			return nil, valueError("repeats may not contain negative values.")
		}
		if total += int(k); total > maxAllocation {
			return nil, memoryError(total, a.dtype, []int{total})
		}
	}
	idx, err := New(a.env, Int64(), []int{total})
	if err != nil {
		return nil, err
	}
	v, _ := Data[int64](idx)
	at := 0
	for i := range a.shape[ax] {
		for range n[i%len(n)] {
			v[at] = int64(i)
			at++
		}
	}
	return Take(a, idx, &ax, "raise")
}

// Tile is np.tile(a, reps).
func Tile(a *Array, reps []int) (*Array, error) {
	d := max(len(reps), a.NDim())
	shape := append(slices.Repeat([]int{1}, d-a.NDim()), a.shape...)
	reps = append(slices.Repeat([]int{1}, d-len(reps)), reps...)
	// Each axis becomes a pair: the repetition, of stride 0, and the axis.
	src, err := a.Reshape(shape)
	if err != nil {
		return nil, err
	}
	var wide, strides, full []int
	for i, n := range shape {
		if reps[i] < 0 {
			return nil, valueError("negative dimensions are not allowed")
		}
		wide, strides = append(wide, reps[i], n), append(strides, 0, src.strides[i])
		full = append(full, reps[i]*n)
	}
	if _, err := checkedSize(a.dtype, wide); err != nil {
		return nil, err
	}
	c, err := src.view(src.dtype, wide, strides, src.off).Copy()
	if err != nil {
		return nil, err
	}
	return c.view(c.dtype, append([]int{}, full...), contiguousStrides(full, c.dtype.size), 0), nil
}

// Resize returns a copy with a new shape, repeating or cutting elements.
func Resize(a *Array, shape []int) (*Array, error) {
	n, err := checkedSize(basic(Void, 1), shape)
	if err != nil {
		return nil, err
	}
	if a.Size() == 0 || n == 0 {
		return New(a.env, a.dtype, shape)
	}
	flat, err := a.Ravel()
	if err != nil {
		return nil, err
	}
	if flat, err = Tile(flat, []int{(n + a.Size() - 1) / a.Size()}); err != nil {
		return nil, err
	}
	return flat.section(0, 0, n).Reshape(shape)
}

// Roll shifts cyclically along axes; nil axes flattens.
func Roll(a *Array, shift, axes []int) (*Array, error) {
	if axes == nil {
		flat, err := a.Ravel()
		if err != nil {
			return nil, err
		}
		r := flat
		for _, s := range shift {
			if r, err = Roll(r, []int{s}, []int{0}); err != nil {
				return nil, err
			}
		}
		return r.Reshape(a.shape)
	}
	if len(shift) == 1 && len(axes) > 1 {
		shift = slices.Repeat(shift, len(axes))
	} else if len(axes) == 1 && len(shift) > 1 {
		axes = slices.Repeat(axes, len(shift))
	}
	if len(shift) != len(axes) {
		return nil, valueError("'shift' and 'axis' should be scalars or 1D sequences")
	}
	cur := a
	for i, ax := range axes {
		ax, err := normalizeAxis(ax, a.NDim())
		if err != nil {
			return nil, err
		}
		n := a.shape[ax]
		if n == 0 {
			continue
		}
		k := int(floorMod(int64(shift[i]), int64(n)))
		if cur, err = Concatenate([]*Array{cur.section(ax, n-k, n), cur.section(ax, 0, n-k)}, &ax, nil); err != nil {
			return nil, err
		}
	}
	if cur == a {
		return a.Copy()
	}
	return cur, nil
}

// Diff is np.diff(a, n, axis).
func Diff(a *Array, n, axis int) (*Array, error) {
	if n < 0 {
		return nil, valueError("order must be non-negative but got %d", n)
	}
	if a.NDim() == 0 {
		return nil, valueError("diff requires input that is at least one dimensional")
	}
	ax, err := normalizeAxis(axis, a.NDim())
	if err != nil {
		return nil, err
	}
	op := OpSubtract
	if a.dtype.kind == Bool {
		op = OpNotEqual
	}
	for range n {
		d := a.shape[ax]
		lo := max(0, d-1)
		if a, err = Binary(op, a.section(ax, min(1, d), d), a.section(ax, 0, lo)); err != nil {
			return nil, err
		}
	}
	return a, nil
}
