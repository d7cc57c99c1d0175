package ndarray

import (
	"bytes"
	"cmp"
	"slices"
)

// Ufuncs of objects, text, structures and times go element by element.

// resolveObject asks the Env's ObjectOps.
func (op Op) resolveObject(args []*Array) (*plan, error) {
	result := ObjectType()
	test := op.compares() || op == OpLogicalNot || op == OpIsNaN
	if test {
		result = BoolType()
	}
	p := &plan{result: result}
	p.each = func(out *Array, args []*Array) error {
		env := out.env
		values := make([]any, len(args))
		for i := range out.Size() {
			for j, a := range args {
				v := a.Flat(i).Item()
				if a.dtype.kind != Object {
					v = env.objects().Wrap(v)
				}
				if a.big != nil {
					v = a.big
				}
				values[j] = v
			}
			r, err := applyObjects(env, op, values)
			if err != nil {
				return err
			}
			if test && out.dtype.kind == Bool {
				t, err := truthOf(env, unwrapped(env, r))
				if err != nil {
					return err
				}
				r = t
			}
			if err := out.SetItem(i, r); err != nil {
				return err
			}
		}
		return nil
	}
	return p, nil
}

// applyObjects does the logical ufuncs by truth, as Python's and, or and not,
// and the rest by the objects' own meaning.
func applyObjects(env *Env, op Op, v []any) (any, error) {
	ops := env.objects()
	if !op.logical() {
		return ops.Apply(op, v...)
	}
	x, err := truthOf(env, unwrapped(env, v[0]))
	if err != nil {
		return nil, err
	}
	switch {
	case op == OpLogicalNot:
		return ops.Wrap(!x), nil
	case op == OpLogicalAnd && x, op == OpLogicalOr && !x:
		return v[1], nil
	case op == OpLogicalXor:
		y, err := truthOf(env, unwrapped(env, v[1]))
		return ops.Wrap(x != y), err
	}
	return v[0], nil
}

// resolveText compares S and U, and joins them.
func (op Op) resolveText(args []*Array) (*plan, error) {
	text := true
	for _, a := range args {
		text = text && a.dtype.isString()
	}
	if !text || len(args) != 2 {
		return op.refuseText(args)
	}
	common, err := PromoteTypes(args[0].dtype, args[1].dtype)
	if err != nil {
		return nil, err
	}
	mixed := args[0].dtype.kind != args[1].dtype.kind
	switch {
	case op.compares():
		if mixed {
			return op.refuseText(args)
		}
		k := textCompare(op, common)
		return &plan{in: []*DType{common, common}, out: BoolType(), result: BoolType(), run: k}, nil
	case op == OpAdd && !mixed:
		sum := basic(common.kind, args[0].dtype.size+args[1].dtype.size)
		return &plan{result: sum, each: func(out *Array, args []*Array) error {
			for i := range out.Size() {
				if err := out.SetItem(i, joinText(args[0].Flat(i).Item(), args[1].Flat(i).Item())); err != nil {
					return err
				}
			}
			return nil
		}}, nil
	}
	return op.refuseText(args)
}

// refuseText is numpy's error for a ufunc that text does not have; text and
// other kinds are never equal.
func (op Op) refuseText(args []*Array) (*plan, error) {
	switch op {
	case OpEqual, OpNotEqual:
		return op.never(), nil
	case OpLess, OpLessEqual, OpGreater, OpGreaterEqual:
		return nil, noClassLoop(op, args)
	case OpAdd, OpSubtract, OpMaximum, OpMinimum, OpFmax, OpFmin, OpGcd, OpLcm, OpNegative, OpPositive, OpAbsolute, OpSign:
		return nil, noLoop(op, args)
	case OpIsNaT:
		return nil, typeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
	case OpMultiply:
		if args[0].dtype.isInteger() || args[1].dtype.isInteger() {
			return nil, typeError("The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to multiply strings without specifying 'out'.")
		}
		return nil, noLoop(op, args)
	}
	return nil, unsupported(op)
}

func joinText(a, b any) any {
	if x, ok := a.([]byte); ok {
		return slices.Concat(x, b.([]byte))
	}
	return a.(string) + b.(string)
}

// textCompare compares code units; padding NULs are less than any character.
func textCompare(op Op, dt *DType) kernel {
	size := dt.size
	return func(out []byte, in [][]byte) {
		a, b := in[0], in[1]
		for i := range out {
			x, y := a[i*size:(i+1)*size], b[i*size:(i+1)*size]
			c := 0
			if dt.kind == Unicode {
				c = slices.Compare(typed[uint32](x), typed[uint32](y))
			} else {
				c = bytes.Compare(x, y)
			}
			out[i] = b2u(op.holds(c))
		}
	}
}

// resolveVoid compares structures field by field, and opaque bytes.
func (op Op) resolveVoid(args []*Array) (*plan, error) {
	if op != OpEqual && op != OpNotEqual {
		if op.compares() || len(args) == 2 {
			return nil, noLoop(op, args)
		}
		return nil, unsupported(op)
	}
	x, y := args[0].dtype, args[1].dtype
	if x.kind != Void || y.kind != Void || (x.fields == nil) != (y.fields == nil) {
		return nil, noLoop(op, args)
	}
	if x.fields == nil {
		n := max(x.size, y.size)
		return &plan{in: []*DType{basic(Void, n), basic(Void, n)}, out: BoolType(), result: BoolType(), run: textCompare(op, basic(Void, n))}, nil
	}
	if _, err := PromoteTypes(x, y); err != nil {
		return nil, noLoop(op, args)
	}
	return &plan{result: BoolType(), each: func(out *Array, args []*Array) error {
		return compareFields(op, out, args)
	}}, nil
}

func compareFields(op Op, out *Array, args []*Array) error {
	join := OpLogicalAnd
	if op == OpNotEqual {
		join = OpLogicalOr
	}
	for i, f := range args[0].dtype.fields {
		x, err := args[0].Field(f.Name)
		if err != nil {
			return err
		}
		y, err := args[1].Field(f.Name)
		if err != nil {
			return err
		}
		r, err := Binary(op, x, y)
		if err != nil {
			return err
		}
		if r.NDim() > out.NDim() {
			axes := make([]int, 0, r.NDim())
			for d := out.NDim(); d < r.NDim(); d++ {
				axes = append(axes, d)
			}
			if r, err = ReduceOp(join, r, ReduceOptions{Axes: axes}); err != nil {
				return err
			}
		}
		if i == 0 {
			err = out.Assign(r, CastUnsafe)
		} else {
			_, err = Apply(join, Options{Out: []*Array{out}}, out, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// resolveTime is the arithmetic of datetime64 and timedelta64.
func (op Op) resolveTime(args []*Array) (*plan, error) {
	if !op.timed() {
		return nil, unsupported(op)
	}
	fail := errorf("UFuncTypeError", "ufunc '%s' cannot use operands with types %s", op, typePair(args))
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
	switch {
	case op.compares():
		if times[2] > 0 && !(times[1] == 1 && integral) || times[0] == 1 {
			if op == OpEqual || op == OpNotEqual {
				return op.never(), nil
			}
			if times[2] == 0 {
				return nil, fail
			}
			return nil, noClassLoop(op, args)
		}
		t := span
		if times[0] > 0 {
			t = stamp
		}
		return &plan{in: []*DType{t, t}, out: BoolType(), result: BoolType(), run: timeCompare(op)}, nil
	case op == OpMaximum || op == OpMinimum || op == OpFmax || op == OpFmin:
		if times[0] == 1 || times[2] > 0 && !(times[1] == 1 && integral) {
			if times[2] == 0 {
				i := int(b2u(second.kind == Timedelta))
				return nil, errorf("UFuncTypeError", "Cannot cast ufunc '%s' input %d from %s to %s with casting rule 'same_kind'", op, i, args[i].dtype.Repr(), stamp.Repr())
			}
			return nil, noClassLoop(op, args)
		}
		t := span
		if times[0] > 0 {
			t = stamp
		}
		return binary(t, t, t, timePick(op)), nil
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
