package ndarray

import "slices"

// Reshape is a.reshape(shape): a view when possible. One -1 is inferred.
func (a *Array) Reshape(shape []int) (*Array, error) {
	full, err := a.inferShape(shape)
	if err != nil {
		return nil, err
	}
	if strides, ok := reshapeStrides(a.shape, a.strides, full, a.dtype.size); ok {
		return a.view(a.dtype, full, strides, a.off), nil
	}
	c, err := a.Copy()
	if err != nil {
		return nil, err
	}
	return c.view(c.dtype, full, contiguousStrides(full, c.dtype.size), 0), nil
}

// inferShape replaces -1 and checks that the sizes agree.
func (a *Array) inferShape(shape []int) ([]int, error) {
	full := slices.Clone(shape)
	if full == nil {
		full = []int{}
	}
	unknown, known := -1, 1
	mismatch := valueError("cannot reshape array of size %d into shape (%s)", a.Size(), joinInts(shape, ","))
	if len(shape) == 1 && shape[0] >= 0 {
		mismatch = valueError("cannot reshape array of size %d into shape %s", a.Size(), tightShape(shape))
	}
	for i, d := range full {
		if d >= 0 {
			if known *= d; known > maxAllocation {
				return nil, mismatch
			}
			continue
		}
		if unknown >= 0 {
			return nil, valueError("can only specify one unknown dimension")
		}
		unknown = i
	}
	if unknown >= 0 {
		if known == 0 || a.Size()%known != 0 {
			return nil, valueError("cannot reshape array of size %d into shape (%s)", a.Size(), inferredText(shape, unknown))
		}
		full[unknown] = a.Size() / known
	} else if known != a.Size() {
		return nil, mismatch
	}
	if len(full) > MaxDims {
		return nil, valueError("maximum supported dimension for an ndarray is currently %d, found %d", MaxDims, len(full))
	}
	return full, nil
}

// inferredText leaves a leading unknown dimension out and names later ones
// newaxis, which is how numpy writes such a shape.
func inferredText(shape []int, unknown int) string {
	if unknown == 0 {
		if len(shape) == 2 {
			return itoa(shape[1])
		}
		return joinInts(shape[1:], ",")
	}
	s := ""
	for i, d := range shape {
		if i > 0 {
			s += ","
		}
		if i == unknown {
			s += "newaxis"
		} else {
			s += itoa(d)
		}
	}
	return s
}

// reshapeStrides finds strides that show the same elements in a new shape
// without a copy.
func reshapeStrides(oldShape, oldStrides, shape []int, size int) ([]int, bool) {
	if product(shape) == 0 {
		return contiguousStrides(shape, size), true
	}
	var os, ot []int
	for i, d := range oldShape {
		if d != 1 {
			os, ot = append(os, d), append(ot, oldStrides[i])
		}
	}
	strides := make([]int, len(shape))
	i, j := 0, 0
	for i < len(os) && j < len(shape) {
		// Groups of old and new dimensions with the same product.
		oi, nj := i+1, j+1
		old, now := os[i], shape[j]
		for old != now {
			if now < old {
				now *= shape[nj]
				nj++
			} else {
				old *= os[oi]
				oi++
			}
		}
		for k := i; k < oi-1; k++ {
			if ot[k] != os[k+1]*ot[k+1] {
				return nil, false
			}
		}
		strides[nj-1] = ot[oi-1]
		for k := nj - 1; k > j; k-- {
			strides[k-1] = strides[k] * shape[k]
		}
		i, j = oi, nj
	}
	last := size
	if j > 0 {
		last = strides[j-1]
	}
	for ; j < len(shape); j++ {
		strides[j] = last
	}
	return strides, true
}

// ReshapeFortran is a.reshape(shape, order='F').
func (a *Array) ReshapeFortran(shape []int) (*Array, error) {
	full, err := a.inferShape(shape)
	if err != nil {
		return nil, err
	}
	slices.Reverse(full)
	t, err := a.Transpose(nil)
	if err != nil {
		return nil, err
	}
	if t, err = t.Reshape(full); err != nil {
		return nil, err
	}
	return t.Transpose(nil)
}

// Ravel is a.ravel(): 1-d, a view when possible.
func (a *Array) Ravel() (*Array, error) { return a.Reshape([]int{a.Size()}) }

// Transpose permutes the axes; nil reverses them.
func (a *Array) Transpose(axes []int) (*Array, error) {
	n := len(a.shape)
	if axes == nil {
		axes = make([]int, n)
		for i := range axes {
			axes[i] = n - 1 - i
		}
	}
	if len(axes) != n {
		return nil, valueError("axes don't match array")
	}
	shape, strides := make([]int, n), make([]int, n)
	seen := make([]bool, n)
	for i, ax := range axes {
		ax, err := normalizeAxis(ax, n)
		if err != nil {
			return nil, err
		}
		if seen[ax] {
			return nil, valueError("repeated axis in transpose")
		}
		seen[ax] = true
		shape[i], strides[i] = a.shape[ax], a.strides[ax]
	}
	return a.view(a.dtype, shape, strides, a.off), nil
}

// SwapAxes exchanges two axes.
func (a *Array) SwapAxes(i, j int) (*Array, error) {
	i, err := normalizeAxis(i, len(a.shape))
	if err != nil {
		return nil, err
	}
	if j, err = normalizeAxis(j, len(a.shape)); err != nil {
		return nil, err
	}
	v := a.alias()
	v.shape[i], v.shape[j] = v.shape[j], v.shape[i]
	v.strides[i], v.strides[j] = v.strides[j], v.strides[i]
	return v, nil
}

// normalizeAxes checks a list of axes; what names it in errors.
func normalizeAxes(axes []int, ndim int, what string) ([]int, error) {
	out := make([]int, len(axes))
	for i, ax := range axes {
		n, err := normalizeAxis(ax, ndim)
		if err != nil {
			return nil, err
		}
		if slices.Contains(out[:i], n) {
			if what != "" {
				return nil, valueError("repeated axis in `%s` argument", what)
			}
			return nil, valueError("duplicate value in 'axis'")
		}
		out[i] = n
	}
	return out, nil
}

// MoveAxis moves axes to new positions.
func (a *Array) MoveAxis(from, to []int) (*Array, error) {
	n := len(a.shape)
	src, err := normalizeAxes(from, n, "source")
	if err != nil {
		return nil, err
	}
	dst, err := normalizeAxes(to, n, "destination")
	if err != nil {
		return nil, err
	}
	if len(src) != len(dst) {
		return nil, valueError("`source` and `destination` arguments must have the same number of elements")
	}
	var order []int
	for i := range n {
		if !slices.Contains(src, i) {
			order = append(order, i)
		}
	}
	pairs := make([]int, len(dst))
	for i := range pairs {
		pairs[i] = i
	}
	slices.SortFunc(pairs, func(i, j int) int { return dst[i] - dst[j] })
	for _, i := range pairs {
		order = slices.Insert(order, dst[i], src[i])
	}
	if order == nil {
		order = []int{}
	}
	return a.Transpose(order)
}

// Squeeze drops axes of length 1: all, or those named.
func (a *Array) Squeeze(axes []int) (*Array, error) {
	drop := make([]bool, len(a.shape))
	if axes == nil {
		for i, d := range a.shape {
			drop[i] = d == 1
		}
	}
	named, err := normalizeAxes(axes, len(a.shape), "")
	if err != nil {
		return nil, err
	}
	for _, ax := range named {
		if a.shape[ax] != 1 {
			return nil, valueError("cannot select an axis to squeeze out which has size not equal to one")
		}
		drop[ax] = true
	}
	shape, strides := []int{}, []int{}
	for i, d := range a.shape {
		if !drop[i] {
			shape, strides = append(shape, d), append(strides, a.strides[i])
		}
	}
	return a.view(a.dtype, shape, strides, a.off), nil
}

// ExpandDims inserts axes of length 1 at positions of the result.
func (a *Array) ExpandDims(axes []int) (*Array, error) {
	n := len(a.shape) + len(axes)
	pos, err := normalizeAxes(axes, n, "axis")
	if err != nil {
		return nil, err
	}
	shape, strides := make([]int, 0, n), make([]int, 0, n)
	next := 0
	for i := range n {
		if slices.Contains(pos, i) {
			shape, strides = append(shape, 1), append(strides, 0)
			continue
		}
		shape, strides = append(shape, a.shape[next]), append(strides, a.strides[next])
		next++
	}
	return a.view(a.dtype, shape, strides, a.off), nil
}

// Diagonal is a.diagonal(offset, axis1, axis2): a read-only view.
func (a *Array) Diagonal(offset, axis1, axis2 int) (*Array, error) {
	if len(a.shape) < 2 {
		return nil, valueError("diag requires an array of at least two dimensions")
	}
	i, err := normalizeAxis(axis1, len(a.shape))
	if err != nil {
		return nil, err
	}
	j, err := normalizeAxis(axis2, len(a.shape))
	if err != nil {
		return nil, err
	}
	if i == j {
		return nil, valueError("axis1 and axis2 cannot be the same")
	}
	rows, cols, off := a.shape[i], a.shape[j], a.off
	if offset >= 0 {
		cols -= offset
		off += offset * a.strides[j]
	} else {
		rows += offset
		off -= offset * a.strides[i]
	}
	n := max(0, min(rows, cols))
	if n == 0 {
		off = a.off
	}
	shape, strides := []int{}, []int{}
	for d := range a.shape {
		if d != i && d != j {
			shape, strides = append(shape, a.shape[d]), append(strides, a.strides[d])
		}
	}
	v := a.view(a.dtype, append(shape, n), append(strides, a.strides[i]+a.strides[j]), off)
	v.readonly = true
	return v, nil
}

// Flip reverses axes; nil means all.
func Flip(a *Array, axes []int) (*Array, error) {
	if axes == nil {
		axes = make([]int, len(a.shape))
		for i := range axes {
			axes[i] = i
		}
	}
	named, err := normalizeAxes(axes, len(a.shape), "axis")
	if err != nil {
		return nil, err
	}
	v := a.alias()
	for _, ax := range named {
		if d := v.shape[ax]; d > 0 {
			v.off += (d - 1) * v.strides[ax]
		}
		v.strides[ax] = -v.strides[ax]
	}
	return v, nil
}

// section is the view of [lo, hi) along an axis.
func (a *Array) section(axis, lo, hi int) *Array {
	v := a.alias()
	v.shape[axis] = hi - lo
	if hi > lo {
		v.off += lo * v.strides[axis]
	}
	return v
}

// Field is a["name"]: a view of one field.
func (a *Array) Field(name string) (*Array, error) {
	f, ok := a.dtype.Field(name)
	if !ok {
		if a.dtype.fields == nil {
			return nil, indexError("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices")
		}
		return nil, valueError("no field of name %s", name)
	}
	base, sub := spreadSub(f.Type, nil)
	return a.view(base, slices.Concat(a.shape, sub), slices.Concat(a.strides, contiguousStrides(sub, base.size)), a.off+f.Offset), nil
}

// FieldsView is a[["x", "y"]]: a view with some of the fields at their offsets.
func (a *Array) FieldsView(names []string) (*Array, error) {
	fields := []Field{}
	for _, n := range names {
		f, ok := a.dtype.Field(n)
		if !ok {
			return nil, errorf("KeyError", "%s", quote(n))
		}
		fields = append(fields, f)
	}
	dt, err := Struct(fields, a.dtype.size)
	if err != nil {
		return nil, err
	}
	return a.view(dt, slices.Clone(a.shape), slices.Clone(a.strides), a.off), nil
}
