package ndarray

// resolveObject asks the Env's ObjectOps.
func (op Op) resolveObject(args []*Array) (*plan, error) {
	switch op {
	case OpFloatPower, OpCopysign, OpHeaviside, OpLdexp, OpNextafter, OpLogAddExp, OpLogAddExp2, OpSignbit, OpSpacing, OpIsInf, OpIsFinite:
		return nil, unsupported(op)
	case OpIsNaT:
		return nil, op.refuse(args)
	}
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
					v = env.wrapped(a.Flat(i))
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
	if !op.logical() || op == OpLogicalXor {
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
	}
	return v[0], nil
}
