package ndarray

// resolve chooses the types and the kernel of a ufunc.
func (op Op) resolve(args []*Array, dtype *DType) (*plan, error) {
	kinds := map[Kind]bool{}
	for _, a := range args {
		kinds[a.dtype.kind] = true
	}
	bigInt := false
	for _, a := range args {
		bigInt = bigInt || a.big != nil
	}
	if op.logical() && len(args) == 2 && !kinds[Object] {
		return op.resolveTruth(args)
	}
	switch {
	case kinds[Object] && !bigInt, kinds[Object] && allWeak(args):
		return op.resolveObject(args)
	case kinds[Void] && op.logical():
		return op.resolveTruth(args)
	case kinds[Void]:
		return op.resolveVoid(args)
	case kinds[Bytes] || kinds[Unicode]:
		return op.resolveText(args)
	case kinds[Datetime] || kinds[Timedelta]:
		return op.resolveTime(args)
	}
	return op.resolveNumber(args, dtype)
}

// resolveTruth computes a logical ufunc from truth values.
func (op Op) resolveTruth(args []*Array) (*plan, error) {
	if common, err := ResultType(args...); err == nil && common.IsNumeric() {
		if p, err := op.resolveNumber(args, nil); err == nil {
			return p, nil
		}
	}
	k, _ := op.kernel(numBool)
	return &plan{in: []*DType{BoolType(), BoolType()}, out: BoolType(), result: BoolType(), run: k}, nil
}

// never is the comparison for equality of kinds that are never equal.
func (op Op) never() *plan {
	return &plan{never: true, result: BoolType(), each: func(out *Array, _ []*Array) error {
		v, err := Full(nil, BoolType(), nil, BoolValue(op == OpNotEqual).Array())
		if err != nil {
			return err
		}
		return out.Assign(v, CastUnsafe)
	}}
}

func allWeak(args []*Array) bool {
	for _, a := range args {
		if a.weak == notWeak {
			return false
		}
	}
	return true
}

func (op Op) resolveNumber(args []*Array, dtype *DType) (*plan, error) {
	if op == OpIsNaT {
		return nil, typeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
	}
	if op.compares() && len(args) == 2 {
		if p, ok := op.compareExactly(args); ok {
			return p, nil
		}
	}
	if op == OpLdexp {
		return ldexpPlan(args)
	}
	common, err := ResultType(args...)
	if err != nil {
		return nil, err
	}
	if dtype != nil && op.class() != classCompare && op.class() != classTest {
		common = canonical(dtype)
	}
	t := common.num()
	if t == notNum {
		return nil, noLoop(op, args)
	}
	if (op == OpGcd || op == OpLcm) && (t == numBool || t > numU64) {
		return nil, noClassLoop(op, args)
	}
	if op.class() == classRealOnly && len(args) == 2 && !hasWeak(args) && dtype == nil {
		// Each integer argument becomes a float by itself.
		t = max(floatFor(args[0].dtype.num()), floatFor(args[1].dtype.num()))
	}
	t, err = op.computeType(t)
	if err != nil {
		return nil, err
	}
	if op == OpPower {
		if err := refuseNegativePower(args, t); err != nil {
			return nil, err
		}
	}
	converted := args
	if hasWeak(args) {
		converted = make([]*Array, len(args))
		for i, a := range args {
			converted[i] = a
			if a.weak != notWeak && t != numBool {
				if converted[i], err = a.weakAs(t.dtype()); err != nil {
					return nil, err
				}
			}
		}
	}
	result := op.resultType(t)
	compute := t
	if t == numF16 && op != OpNextafter && op != OpSpacing {
		compute = numF32
	}
	k, made := op.kernel(compute)
	if k == nil {
		return nil, unsupported(op)
	}
	p := &plan{out: made.dtype(), result: result.dtype(), run: k, args: converted}
	for range args {
		p.in = append(p.in, compute.dtype())
	}
	return p, nil
}

func hasWeak(args []*Array) bool {
	for _, a := range args {
		if a.weak != notWeak {
			return true
		}
	}
	return false
}

// computeType is the type that a ufunc computes in for promoted inputs of t.
func (op Op) computeType(t numType) (numType, error) {
	integral := t <= numU64
	isComplex := t >= numC64
	switch op.class() {
	case classNoBool, classReal, classInteger:
		if t == numBool {
			switch op {
			case OpSubtract:
				return 0, typeError("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.")
			case OpNegative:
				return 0, typeError("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.")
			case OpPositive, OpSign:
				return 0, noLoop(op, []*Array{{dtype: BoolType()}})
			case OpBitCount:
				return t, nil
			}
			t = numI8
		}
		if op.class() == classReal && isComplex || op.class() == classInteger && !integral {
			return 0, unsupported(op)
		}
	case classBits:
		if !integral {
			return 0, unsupported(op)
		}
	case classFloat, classRealOnly:
		if isComplex && op.class() == classRealOnly {
			return 0, unsupported(op)
		}
		t = floatFor(t)
		if op == OpDivide && integral {
			t = numF64
		}
		if op == OpFloatPower {
			t = max(t, numF64)
			if isComplex {
				t = numC128
			}
		}
	case classRound:
		if isComplex {
			return 0, unsupported(op)
		}
	case classTest:
		if op == OpSignbit {
			if isComplex {
				return 0, unsupported(op)
			}
			t = floatFor(t)
		}
	}
	return t, nil
}

// resultType is the element type of a ufunc's result.
func (op Op) resultType(t numType) numType {
	switch {
	case op.class() == classCompare || op.class() == classLogical || op.class() == classTest:
		return numBool
	case op == OpAbsolute && t >= numC64:
		return t - numC64 + numF32
	case op == OpBitCount:
		return numU8
	}
	return t
}

// refuseNegativePower stops integers before a negative exponent.
func refuseNegativePower(args []*Array, t numType) error {
	if t > numU64 {
		return nil
	}
	e := args[1]
	if e.dtype.kind != Int {
		return nil
	}
	zero := WeakInt(0)
	neg, err := Binary(OpLess, &Array{dtype: e.dtype, shape: e.shape, strides: e.strides, buf: e.buf, off: e.off}, zero)
	if err != nil {
		return err
	}
	for _, b := range neg.Bytes() {
		if b != 0 {
			return valueError("Integers to negative integer powers are not allowed.")
		}
	}
	return nil
}

// compareExactly handles the comparisons in which promotion would lose
// integers: int64 with uint64, and Python integers out of range.
func (op Op) compareExactly(args []*Array) (*plan, bool) {
	x, y := args[0], args[1]
	for i, a := range args {
		other := args[1-i]
		if a.weak != weakInt || other.weak != notWeak || !other.dtype.isInteger() {
			continue
		}
		v, _ := goInteger(a.Flat(0).Item())
		if a.big != nil {
			v = a.big
		}
		if fits(v, other.dtype) {
			continue
		}
		// The other operand is wholly on one side: compare 0 with ±1.
		side := FloatValue(float64(v.Sign())).Array()
		zero, err := FloatValue(0).Array().stretch(other.shape)
		if err != nil {
			return nil, false
		}
		pair := []*Array{side, side}
		pair[1-i] = zero
		k, _ := op.kernel(numF64)
		return &plan{in: []*DType{Float64(), Float64()}, out: BoolType(), result: BoolType(), run: k, args: pair}, true
	}
	if x.weak != notWeak || y.weak != notWeak || !x.dtype.isInteger() || !y.dtype.isInteger() || x.dtype.kind == y.dtype.kind {
		return nil, false
	}
	if t := promoteNum(x.dtype.num(), y.dtype.num()); t != numF64 {
		return nil, false
	}
	in := []*DType{Int64(), Uint64()}
	k := mixedCompare(op)
	if x.dtype.kind == Uint {
		in = []*DType{Uint64(), Int64()}
		k = mixedCompareSwapped(op)
	}
	return &plan{in: in, out: BoolType(), result: BoolType(), run: k, args: args}, true
}
