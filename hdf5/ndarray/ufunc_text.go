package ndarray

import (
	"bytes"
	"slices"
)

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
	if op == OpEqual || op == OpNotEqual {
		return op.never(), nil
	}
	return nil, op.refuse(args)
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
