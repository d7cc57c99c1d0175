package ndarray

// refuse is numpy's error for a ufunc that has no loop for text, opaque bytes,
// structures or times. Which of its three texts a ufunc uses depends on how
// numpy looks for the loop.
func (op Op) refuse(args []*Array) *Error {
	times, plain := 0, true
	for _, a := range args {
		if a.dtype.isTemporal() {
			times++
		}
		plain = plain && (a.dtype.isTemporal() || a.dtype.IsNumeric())
	}
	switch {
	case op.compares() && len(args) == 2:
		if times == 2 {
			return cannotUse(op, args)
		}
		return noClassLoop(op, args)
	case op == OpIsNaT:
		return typeError("ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.")
	}
	switch op {
	case OpMultiply, OpAdd, OpSubtract, OpDivide, OpFloorDivide, OpRemainder:
		if times > 0 && len(args) == 2 {
			return cannotUse(op, args)
		}
	case OpGcd, OpLcm:
		if plain {
			return noClassLoop(op, args)
		}
	}
	switch op {
	case OpMultiply:
		if args[0].dtype.isInteger() && args[1].dtype.isString() || args[1].dtype.isInteger() && args[0].dtype.isString() {
			return typeError("The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to multiply strings without specifying 'out'.")
		}
		return noLoop(op, args)
	case OpAdd, OpSubtract, OpMaximum, OpMinimum, OpFmax, OpFmin, OpGcd, OpLcm, OpNegative, OpPositive, OpAbsolute, OpSign:
		return noLoop(op, args)
	}
	return unsupported(op)
}

// cannotUse is the error of arithmetic with times.
func cannotUse(op Op, args []*Array) *Error {
	return errorf("UFuncTypeError", "ufunc '%s' cannot use operands with types %s", op, typePair(args))
}
