package ndarray

import "cmp"

// resolveTime is the arithmetic of datetime64 and timedelta64.
func (op Op) resolveTime(args []*Array) (*plan, error) {
	if !op.timed() {
		return nil, op.refuse(args)
	}
	fail := cannotUse(op, args)
	var unit Unit
	var err error
	var times [3]int // datetimes, timedeltas, others
	for _, a := range args {
		switch {
		case a.dtype.isTemporal():
			if unit, err = commonUnit(a.dtype.kind, unit, a.dtype.unit); err != nil {
				return nil, err
			}
			times[b2u(a.dtype.kind == Timedelta)]++
		case a.dtype.IsNumeric():
			times[2]++
		default:
			return nil, fail
		}
	}
	if len(args) == 1 {
		return op.timeUnary(args[0])
	}
	first, second := args[0].dtype, args[1].dtype
	span, stamp := DatetimeType(Timedelta, unit), DatetimeType(Datetime, unit)
	if times[2] > 0 && args[0].weak == notWeak && args[1].weak == notWeak && (first.num() == numU64 || second.num() == numU64) &&
		(op == OpMaximum || op == OpMinimum || op == OpFmax || op == OpFmin || op.compares() && op != OpEqual && op != OpNotEqual) {
		return nil, noClassLoop(op, args) // uint64 does not promote with times
	}
	integral := times[2] == 0 || args[0].dtype.isInteger() || args[1].dtype.isInteger() || args[0].dtype.kind == Bool || args[1].dtype.kind == Bool
	binary := func(x, y, r *DType, f func(a, b int64) int64) *plan {
		return &plan{in: []*DType{x, y}, out: r, result: r, run: each2(f)}
	}
	ordered := op.compares() || op == OpMaximum || op == OpMinimum || op == OpFmax || op == OpFmin
	switch {
	case ordered:
		return op.orderTimes(args, times, integral, unit, fail)
	case op == OpAdd && times[0] == 1 && integral:
		x, y := stamp, span
		if second.kind == Datetime {
			x, y = span, stamp
		}
		return binary(x, y, stamp, addTime), nil
	case op == OpSubtract && times[0] == 2:
		return binary(stamp, stamp, span, subtractTime), nil
	case op == OpSubtract && first.kind == Datetime && integral:
		return binary(stamp, span, stamp, subtractTime), nil
	case (op == OpAdd || op == OpSubtract) && times[0] == 0 && integral:
		if op == OpAdd {
			return binary(span, span, span, addTime), nil
		}
		return binary(span, span, span, subtractTime), nil
	case times[0] == 0:
		return op.spanArithmetic(args, span, fail)
	}
	return nil, fail
}

// orderTimes compares times, or picks the later or earlier.
func (op Op) orderTimes(args []*Array, times [3]int, integral bool, unit Unit, fail error) (*plan, error) {
	t := DatetimeType(Timedelta, unit)
	if times[0] > 0 {
		t = DatetimeType(Datetime, unit)
	}
	foreign := times[2] > 0 && !(times[1] == 1 && integral)
	switch {
	case !foreign && times[0] != 1 && op.compares():
		return &plan{in: []*DType{t, t}, out: BoolType(), result: BoolType(), run: timeCompare(op)}, nil
	case !foreign && times[0] != 1:
		return &plan{in: []*DType{t, t}, out: t, result: t, run: each2(timePick(op))}, nil
	case op == OpEqual || op == OpNotEqual:
		return op.never(), nil
	case times[2] > 0:
		return nil, noClassLoop(op, args)
	case op.compares():
		return nil, fail
	}
	i := int(b2u(args[1].dtype.kind == Timedelta))
	return nil, errorf("UFuncTypeError", "Cannot cast ufunc '%s' input %d from %s to %s with casting rule 'same_kind'", op, i, args[i].dtype.Repr(), t.Repr())
}

// timed reports whether times have a ufunc at all.
func (op Op) timed() bool {
	switch op {
	case OpAdd, OpSubtract, OpMultiply, OpDivide, OpFloorDivide, OpRemainder, OpMaximum, OpMinimum, OpFmax, OpFmin:
		return true
	}
	return op.compares() || op >= OpNegative && op != OpLogicalNot
}

func typePair(args []*Array) string {
	s := ""
	for i, a := range args {
		if i > 0 {
			s += " and "
		}
		s += a.dtype.Repr()
	}
	return s
}

func addTime(a, b int64) int64 {
	if a == NaT || b == NaT {
		return NaT
	}
	return a + b
}

func subtractTime(a, b int64) int64 {
	if a == NaT || b == NaT {
		return NaT
	}
	return a - b
}

func timePick(op Op) func(a, b int64) int64 {
	return func(a, b int64) int64 {
		ignore := op == OpFmax || op == OpFmin
		switch {
		case a == NaT && ignore:
			return b
		case b == NaT && ignore, a == NaT:
			return a
		case b == NaT:
			return b
		case op == OpMaximum || op == OpFmax:
			return max(a, b)
		}
		return min(a, b)
	}
}

// timeCompare: NaT is unequal to everything.
func timeCompare(op Op) kernel {
	return each2(func(a, b int64) bool {
		if a == NaT || b == NaT {
			return op == OpNotEqual
		}
		return op.holds(cmp.Compare(a, b))
	})
}

// timeUnary is the ufuncs of one time.
func (op Op) timeUnary(a *Array) (*plan, error) {
	t := canonical(a.dtype)
	test := func(f func(int64) bool) (*plan, error) {
		return &plan{in: []*DType{t}, out: BoolType(), result: BoolType(), run: each1(f)}, nil
	}
	same := func(f func(int64) int64) (*plan, error) {
		return &plan{in: []*DType{t}, out: t, result: t, run: each1(f)}, nil
	}
	switch {
	case op == OpIsNaT || op == OpIsNaN:
		return test(func(v int64) bool { return v == NaT })
	case op == OpIsFinite:
		return test(func(v int64) bool { return v != NaT })
	case op == OpIsInf:
		return test(func(int64) bool { return false })
	case t.kind == Datetime && (op == OpSign || op == OpNegative || op == OpPositive || op == OpAbsolute):
		return nil, noLoop(op, []*Array{a})
	case t.kind == Datetime:
	case op == OpNegative:
		return same(func(v int64) int64 { return -v })
	case op == OpPositive:
		return same(func(v int64) int64 { return v })
	case op == OpAbsolute:
		return same(absInt[int64])
	case op == OpSign:
		return same(signInt[int64])
	}
	return nil, unsupported(op)
}
