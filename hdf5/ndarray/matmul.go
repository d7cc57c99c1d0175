package ndarray

import (
	"slices"
)

// MatMul is x @ y: matrix products of the last two axes, the others broadcast.
func MatMul(x, y *Array) (*Array, error) {
	for i, a := range []*Array{x, y} {
		if a.NDim() == 0 {
			return nil, valueError("matmul: Input operand %d does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)", i)
		}
	}
	xv, yv := x.NDim() == 1, y.NDim() == 1
	a, b := x, y
	var err error
	if xv {
		a, err = x.ExpandDims([]int{0})
	}
	if err == nil && yv {
		b, err = y.ExpandDims([]int{1})
	}
	if err != nil {
		return nil, err
	}
	n, k := a.shape[a.NDim()-2], a.shape[a.NDim()-1]
	k2, m := b.shape[b.NDim()-2], b.shape[b.NDim()-1]
	if k != k2 {
		return nil, valueError("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size %d is different from %d)", k2, k)
	}
	lead, ok := commonShape([][]int{a.shape[:a.NDim()-2], b.shape[:b.NDim()-2]})
	if !ok {
		return nil, valueError("operands could not be broadcast together with remapped shapes [original->remapped]: %s->(%s) %s->(%s) ",
			tightShape(x.shape), remapped(x.shape), tightShape(y.shape), remapped(y.shape))
	}
	out, err := products(a, b, lead, n, k, m)
	if err != nil {
		return nil, err
	}
	shape := slices.Clone(lead)
	if !xv {
		shape = append(shape, n)
	}
	if !yv {
		shape = append(shape, m)
	}
	r, err := out.Reshape(shape)
	if err == nil {
		r.base = nil
	}
	return r, err
}

func remapped(shape []int) string {
	s := ""
	for _, d := range shape[:len(shape)-2] {
		s += itoa(d) + ","
	}
	return s + "newaxis,newaxis"
}

// noProduct is the error of matmul for what it has no loop for.
func noProduct(args []*Array) *Error {
	for _, a := range args {
		if a.dtype.isString() || a.dtype.kind == Void {
			return loopError("matmul", args, func(a *Array) string { return a.dtype.Repr() })
		}
	}
	return loopError("matmul", args, operandClass)
}

// products multiplies stacks of matrices into lead + (n, m).
func products(a, b *Array, lead []int, n, k, m int) (*Array, error) {
	dt, err := ResultType(a, b)
	if err != nil || !dt.IsNumeric() {
		return nil, noProduct([]*Array{a, b})
	}
	wide := dt
	if dt.kind == Float && dt.size == 2 {
		wide = Float32()
	}
	var in [2]*Array
	for i, x := range []*Array{a, b} {
		v, err := x.stretch(slices.Concat(lead, x.shape[x.NDim()-2:]))
		if err != nil {
			return nil, err
		}
		if in[i], err = v.AsType(wide, CastUnsafe); err != nil {
			return nil, err
		}
	}
	out, err := New(a.envOf([]*Array{b}), wide, slices.Concat(lead, []int{n, m}))
	if err != nil {
		return nil, err
	}
	f := productFor(wide.num())
	size := wide.size
	x, y, z := in[0].Bytes(), in[1].Bytes(), out.Bytes()
	stacks := product(lead)
	if out.Size() == 0 {
		return out.To(dt)
	}
	// Rows of results are independent: share them when there is much to do.
	work := func(lo, hi int) error {
		for row := lo; row < hi; row++ {
			s, i := row/n, row%n
			f(z[(s*n+i)*m*size:(s*n+i+1)*m*size], x[(s*n+i)*k*size:(s*n+i+1)*k*size], y[s*k*m*size:(s+1)*k*m*size])
		}
		return nil
	}
	rows := stacks * n
	if rows*m*k < parallelElements {
		err = work(0, rows)
	} else {
		err = parallelRows(rows, work)
	}
	if err != nil {
		return nil, err
	}
	return out.To(dt)
}

// productFor adds the product of a row and a matrix to a row.
func productFor(t numType) func(z, x, y []byte) {
	switch t {
	case numBool:
		return func(z, x, y []byte) {
			for k, f := range x {
				if f != 0 {
					for j := range z {
						z[j] |= y[k*len(z)+j]
					}
				}
			}
		}
	case numI8:
		return rowProduct[int8]
	case numI16:
		return rowProduct[int16]
	case numI32:
		return rowProduct[int32]
	case numI64:
		return rowProduct[int64]
	case numU8:
		return rowProduct[uint8]
	case numU16:
		return rowProduct[uint16]
	case numU32:
		return rowProduct[uint32]
	case numU64:
		return rowProduct[uint64]
	case numF32:
		return rowProduct[float32]
	case numF64:
		return rowProduct[float64]
	case numC64:
		return rowProduct[complex64]
	}
	return rowProduct[complex128]
}

func rowProduct[T realNumber | complexes](zb, xb, yb []byte) {
	z, x, y := typed[T](zb), typed[T](xb), typed[T](yb)
	m := len(z)
	for k, f := range x {
		row := y[k*m : k*m+m]
		row = row[:len(z)]
		for j := range z {
			z[j] += f * row[j]
		}
	}
}

// Dot is np.dot(x, y): the sum over x's last axis and y's second to last.
func Dot(x, y *Array) (*Array, error) {
	switch {
	case x.NDim() == 0 || y.NDim() == 0:
		return Binary(OpMultiply, x, y)
	case x.NDim() <= 2 && y.NDim() <= 2:
		k, k2 := x.shape[x.NDim()-1], y.shape[0]
		if k != k2 {
			return nil, dotMismatch(x, y, k, k2)
		}
		return MatMul(x, y)
	}
	ax := max(0, y.NDim()-2)
	if k, k2 := x.shape[x.NDim()-1], y.shape[ax]; k != k2 {
		return nil, dotMismatch(x, y, k, k2)
	}
	// Bring y's summed axis first and flatten both to matrices.
	front, err := y.MoveAxis([]int{ax}, []int{0})
	if err != nil {
		return nil, err
	}
	k := front.shape[0]
	rest := front.shape[1:]
	b, err := front.Reshape([]int{k, product(rest)})
	if err != nil {
		return nil, err
	}
	head := x.shape[:x.NDim()-1]
	a, err := x.Reshape([]int{product(head), k})
	if err != nil {
		return nil, err
	}
	r, err := MatMul(a, b)
	if err != nil {
		return nil, err
	}
	return r.Reshape(slices.Concat(head, rest))
}

func dotMismatch(x, y *Array, k, k2 int) *Error {
	return valueError("shapes %s and %s not aligned: %d (dim %d) != %d (dim %d)",
		tightShape(x.shape), tightShape(y.shape), k, x.NDim()-1, k2, max(0, y.NDim()-2))
}
