package ndarray

import "math"

// warnFloat tells the Env what numpy reports from the processor's floating
// point flags. They are not readable here, so results are searched for
// infinities and NaN that the inputs do not explain.
func warnFloat(op Op, out *Array, ins []*Array) error {
	if out.env == nil || out.env.Warn == nil || op.compares() || op.class() == classTest {
		return nil
	}
	if out.dtype.isInteger() {
		return warnIntegerDivision(op, out, ins)
	}
	if out.dtype.kind != Float && out.dtype.kind != Complex {
		return nil
	}
	odd, err := hasNonFinite(out)
	if err != nil || !odd {
		return err
	}
	var divide, overflow, invalid bool
	for i := range out.Size() {
		r, _ := out.Flat(i).Complex()
		nan := r != r
		if !nan && !math.IsInf(real(r), 0) && !math.IsInf(imag(r), 0) {
			continue
		}
		finite, anyNaN := true, false
		for _, a := range ins {
			c, _ := a.Flat(i).Complex()
			anyNaN = anyNaN || c != c
			finite = finite && !math.IsInf(real(c), 0) && !math.IsInf(imag(c), 0)
		}
		switch {
		case anyNaN:
		case nan:
			invalid = true
		case finite && divides(op, ins, i):
			divide = true
		case finite:
			overflow = true
		}
	}
	for _, w := range []struct {
		on   bool
		text string
	}{{divide, "divide by zero"}, {overflow, "overflow"}, {invalid, "invalid value"}} {
		if w.on {
			out.env.warn("RuntimeWarning", w.text+" encountered in "+op.String())
		}
	}
	return nil
}

// divides reports whether an infinite result comes from a zero.
func divides(op Op, ins []*Array, i int) bool {
	switch op {
	case OpDivide, OpFloorDivide, OpRemainder, OpPower, OpReciprocal, OpLog, OpLog2, OpLog10, OpLog1p, OpArctanh:
		last, _ := ins[len(ins)-1].Flat(i).Complex()
		if op == OpPower {
			last, _ = ins[0].Flat(i).Complex()
		}
		return last == 0 || op == OpLog1p || op == OpArctanh
	}
	return false
}

func warnIntegerDivision(op Op, out *Array, ins []*Array) error {
	if op != OpFloorDivide && op != OpRemainder && op != OpFmod {
		return nil
	}
	all, err := Reduce(All, ins[1], ReduceOptions{})
	if err != nil {
		return err
	}
	if ok, _ := all.Truth(); !ok {
		out.env.warn("RuntimeWarning", "divide by zero encountered in "+op.String())
	}
	return nil
}

func hasNonFinite(a *Array) (bool, error) {
	ok, err := Unary(OpIsFinite, &Array{dtype: a.dtype, shape: a.shape, strides: a.strides, buf: a.buf, off: a.off})
	if err != nil {
		return false, err
	}
	all, err := Reduce(All, ok, ReduceOptions{})
	if err != nil {
		return false, err
	}
	t, err := all.Truth()
	return !t, err
}
