package ndarray

// resolveVoid compares structures field by field, and opaque bytes.
func (op Op) resolveVoid(args []*Array) (*plan, error) {
	if op != OpEqual && op != OpNotEqual {
		return nil, op.refuse(args)
	}
	x, y := args[0].dtype, args[1].dtype
	if x.kind != Void || y.kind != Void || (x.fields == nil) != (y.fields == nil) {
		return nil, noClassLoop(op, args)
	}
	if x.fields == nil {
		n := max(x.size, y.size)
		return &plan{in: []*DType{basic(Void, n), basic(Void, n)}, out: BoolType(), result: BoolType(), run: textCompare(op, basic(Void, n))}, nil
	}
	if _, err := PromoteTypes(x, y); err != nil {
		return nil, noClassLoop(op, args)
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
