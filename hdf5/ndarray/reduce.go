package ndarray

import (
	"math"
	"slices"
)

// Reduction is a function that folds axes.
type Reduction uint8

// The reductions. ArgMin and ArgMax take one axis or all.
const (
	Sum Reduction = iota
	Prod
	Min
	Max
	Any
	All
	Mean
	Var
	Std
	ArgMin
	ArgMax
	CountNonzero
	Ptp
	Median
	NanSum
	NanProd
	NanMin
	NanMax
	NanMean
	NanVar
	NanStd
)

// ReduceOptions are the keywords of a reduction; nil Axes means all.
type ReduceOptions struct {
	Axes     []int
	KeepDims bool
	DType    *DType
	Out      *Array
	Initial  *Array
	Where    *Array
	DDof     float64 // Var and Std
}

// Reduce is np.sum(a, ...) and its kin; a 0-d result is a 0-d array.
func Reduce(r Reduction, a *Array, opt ReduceOptions) (*Array, error) {
	switch r {
	case Sum:
		return ReduceOp(OpAdd, a, opt)
	case Prod:
		return ReduceOp(OpMultiply, a, opt)
	case Min:
		return ReduceOp(OpMinimum, a, opt)
	case Max:
		return ReduceOp(OpMaximum, a, opt)
	case Any:
		return ReduceOp(OpLogicalOr, a, opt)
	case All:
		return ReduceOp(OpLogicalAnd, a, opt)
	case ArgMin, ArgMax:
		return argReduce(r, a, opt)
	}
	res, err := statistic(r, a, opt)
	if err != nil || opt.Out == nil {
		return res, err
	}
	return opt.Out, opt.Out.Assign(res, CastUnsafe)
}

// reduceType is the type that a reduction computes in by default: sums and
// products of small integers are done in 64 bits.
func reduceType(op Op, d *DType) *DType {
	if op == OpAdd || op == OpMultiply {
		switch {
		case d.kind == Bool, d.kind == Int && d.size < 8:
			return Int64()
		case d.kind == Uint && d.size < 8:
			return Uint64()
		}
	}
	return canonical(d)
}

// ReduceOp is ufunc.reduce(a, axis...) for any binary op.
func ReduceOp(op Op, a *Array, opt ReduceOptions) (*Array, error) {
	if out, ok, err := directReduce(op, a, opt); ok {
		return out, err
	}
	axes, err := reduceAxes(a, opt.Axes)
	if err != nil {
		return nil, err
	}
	if opt.Where != nil {
		return reduceWhere(op, a, opt, axes)
	}
	dt := opt.DType
	if dt == nil {
		dt = reduceType(op, a.dtype)
	}
	if op.logical() && dt.IsNumeric() {
		dt = BoolType()
	}
	// Types are chosen as for op(result, element).
	p, err := op.resolve([]*Array{{dtype: dt}, {dtype: dt}}, nil)
	if err != nil {
		return nil, err
	}
	if dt.isString() && op == OpAdd {
		return nil, typeError("the resolved dtypes are not compatible with add.reduce. Resolved (%s, %s, %s)", dt.Repr(), dt.Repr(), p.result.Repr())
	}
	if op == OpMultiply && dt.kind == Timedelta || p.result.kind == Datetime && op == OpAdd {
		return nil, errorf("UFuncTypeError", "ufunc '%s' cannot use operands with types %s and %s", op, a.dtype.Repr(), a.dtype.Repr())
	}
	shape := keptShape(a.shape, axes, false)
	count := 1
	for _, ax := range axes {
		count *= a.shape[ax]
	}
	if count == 0 && opt.Initial == nil && !hasIdentity(op) && product(shape) > 0 {
		return nil, valueError("zero-size array to reduction operation %s which has no identity", op)
	}
	if p.each != nil {
		return reduceObjects(op, a, opt, axes, p)
	}
	r := &reducer{op: op, a: a, plan: p, axes: axes}
	out, err := r.run(shape, opt.Initial)
	if err != nil {
		return nil, err
	}
	if out, err = out.To(p.result); err != nil {
		return nil, err
	}
	return finishReduce(out, a, axes, opt)
}

// finishReduce puts kept dimensions back and fills Out.
func finishReduce(out, a *Array, axes []int, opt ReduceOptions) (*Array, error) {
	if opt.KeepDims {
		var err error
		if out, err = out.Reshape(keptShape(a.shape, axes, true)); err != nil {
			return nil, err
		}
	}
	out.base = nil
	if opt.Out == nil {
		return out, nil
	}
	if !slices.Equal(opt.Out.shape, out.shape) {
		return nil, valueError("output parameter for reduction operation add has the wrong number of dimensions: Found %d but expected %d", opt.Out.NDim(), out.NDim())
	}
	return opt.Out, opt.Out.Assign(out, CastSameKind)
}

func reduceAxes(a *Array, axes []int) ([]int, error) {
	if axes == nil {
		all := make([]int, a.NDim())
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	if a.NDim() == 0 && len(axes) == 1 && (axes[0] == 0 || axes[0] == -1) {
		return []int{}, nil
	}
	return normalizeAxes(axes, a.NDim(), "")
}

func keptShape(shape, axes []int, keep bool) []int {
	out := []int{}
	for i, d := range shape {
		switch {
		case !slices.Contains(axes, i):
			out = append(out, d)
		case keep:
			out = append(out, 1)
		}
	}
	return out
}

func hasIdentity(op Op) bool {
	switch op {
	case OpAdd, OpMultiply, OpLogicalAnd, OpLogicalOr, OpLogicalXor, OpBitwiseAnd, OpBitwiseOr, OpBitwiseXor,
		OpLogAddExp, OpLogAddExp2, OpHypot, OpGcd:
		return true
	}
	return false
}

// identity is the start value of a reduction that has one.
func identity(op Op) any {
	switch op {
	case OpMultiply, OpLogicalAnd:
		return int64(1)
	case OpBitwiseAnd:
		return int64(-1)
	case OpLogAddExp, OpLogAddExp2:
		return math.Inf(-1)
	}
	return int64(0)
}

// reduceWhere replaces the elements that where leaves out by the identity or
// the initial value.
func reduceWhere(op Op, a *Array, opt ReduceOptions, axes []int) (*Array, error) {
	var fill *Array
	switch {
	case opt.Initial != nil:
		fill = opt.Initial
	case hasIdentity(op):
		f, err := FromValues(a.env, nil, nil, []any{identity(op)})
		if err != nil {
			return nil, err
		}
		fill = f
	default:
		return nil, valueError("reduction operation '%s' does not have an identity, so to use a where mask one has to specify 'initial'", op)
	}
	dt := opt.DType
	if dt == nil {
		dt = reduceType(op, a.dtype)
	}
	if op.logical() {
		dt = BoolType()
	}
	f, err := fill.AsType(dt, CastUnsafe)
	if err != nil {
		return nil, err
	}
	wide, err := a.AsType(dt, CastUnsafe)
	if err != nil {
		return nil, err
	}
	masked, err := Where(opt.Where, wide, f)
	if err != nil {
		return nil, err
	}
	opt.Where, opt.Axes = nil, axes
	return ReduceOp(op, masked, opt)
}

// reduceObjects folds object elements in C order.
func reduceObjects(op Op, a *Array, opt ReduceOptions, axes []int, p *plan) (*Array, error) {
	last := make([]int, len(axes))
	for i := range last {
		last[i] = a.NDim() - len(axes) + i
	}
	moved, err := a.MoveAxis(axes, last)
	if err != nil {
		return nil, err
	}
	shape := keptShape(a.shape, axes, false)
	out, err := New(a.env, p.result, shape)
	if err != nil {
		return nil, err
	}
	n := product(shape)
	each := 0
	if n > 0 {
		each = a.Size() / n
	}
	for i := range n {
		var acc any
		start := 0
		switch {
		case opt.Initial != nil:
			acc = opt.Initial.Flat(0).Item()
		case each > 0 && !op.logical():
			acc, start = moved.Flat(i*each).Item(), 1
		default:
			acc = a.env.objects().Wrap(identity(op))
		}
		for j := start; j < each; j++ {
			if acc, err = applyObjects(a.env, op, []any{acc, moved.Flat(i*each + j).Item()}); err != nil {
				return nil, err
			}
		}
		if err := out.SetItem(i, acc); err != nil {
			return nil, err
		}
	}
	return finishReduce(out, a, axes, opt)
}

// Where is np.where(cond, x, y).
func Where(cond, x, y *Array) (*Array, error) {
	dt, err := ResultType(x, y)
	if err != nil {
		return nil, err
	}
	shape, err := broadcastAll([]*Array{cond, x, y})
	if err != nil {
		return nil, err
	}
	out, err := New(x.envOf([]*Array{y, cond}), dt, shape)
	if err != nil {
		return nil, err
	}
	mask, err := cond.To(BoolType())
	if err != nil {
		return nil, err
	}
	var in [2]*Array
	for i, v := range []*Array{y, x} {
		if v.weak != notWeak {
			if v, err = v.weakAs(dt); err != nil {
				return nil, err
			}
		}
		if in[i], err = v.stretch(shape); err != nil {
			return nil, err
		}
	}
	if mask, err = mask.stretch(shape); err != nil {
		return nil, err
	}
	if dt.hasObjects() {
		if err := out.fillObjects(in[0]); err != nil {
			return nil, err
		}
		x, err := in[1].AsType(dt, CastUnsafe)
		if err != nil {
			return nil, err
		}
		return out, out.setMaskObjects(mask, x)
	}
	if err := out.fill(in[0]); err != nil {
		return nil, err
	}
	return out, runLoop(stream{out, dt}, []stream{{in[1], dt}}, mask, copyKernel)
}
