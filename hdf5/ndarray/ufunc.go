package ndarray

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Options are a ufunc's keywords; the zero value is none of them.
type Options struct {
	Out     []*Array // one for each output, or nil entries
	Where   *Array   // bool; elements that are false keep Out's value
	DType   *DType   // computation type
	Casting *Casting // nil: same_kind
	// Strict refuses comparisons of kinds that are never equal, as np.equal
	// does; the operator == has an answer.
	Strict bool
}

// plan is a ufunc with its types chosen.
type plan struct {
	in     []*DType // what the kernel reads
	out    *DType   // what the kernel makes
	result *DType   // what the result array has
	run    kernel
	// args replaces the arguments, where the plan had to convert them.
	args []*Array
	// each replaces run for objects and text, element by element.
	each func(out *Array, args []*Array) error
	// never says that the kinds of the arguments are never equal.
	never bool
}

// Binary is Apply with two inputs and one output.
func Binary(op Op, x, y *Array) (*Array, error) { return BinaryInto(op, nil, x, y) }

// BinaryInto is Binary with an array for the result, or nil.
func BinaryInto(op Op, out, x, y *Array) (*Array, error) {
	if out, ok, err := direct(op, out, x, y); ok {
		return out, err
	}
	opt := Options{}
	if out != nil {
		opt.Out = []*Array{out}
	}
	return first(Apply(op, opt, x, y))
}

// Unary is Apply with one input and one output.
func Unary(op Op, x *Array) (*Array, error) { return first(Apply(op, Options{}, x)) }

func first(a []*Array, err error) (*Array, error) {
	if err != nil {
		return nil, err
	}
	return a[0], nil
}

// Apply is ufunc(*args, **options): it promotes, broadcasts, computes, and
// returns the outputs.
func Apply(op Op, opt Options, args ...*Array) ([]*Array, error) {
	nin, nout := op.Arity()
	if len(args) != nin {
		return nil, typeError("%s() takes from %d to %d positional arguments but %d were given", op, nin, nin+nout, len(args))
	}
	if nout == 2 {
		return applyTwo(op, opt, args)
	}
	p, err := op.resolve(args, opt.DType)
	if err != nil {
		return nil, err
	}
	if p.never && opt.Strict {
		return nil, op.refuse(args)
	}
	if p.args != nil {
		args = p.args
	}
	var out *Array
	if len(opt.Out) > 0 {
		out = opt.Out[0]
	}
	a, err := p.apply(op, opt, out, args)
	if err != nil {
		return nil, err
	}
	return []*Array{a}, nil
}

func (p *plan) apply(op Op, opt Options, out *Array, args []*Array) (*Array, error) {
	all := slices.Clone(args)
	if opt.Where != nil {
		all = append(all, opt.Where)
	}
	if out != nil {
		all = append(all, out)
	}
	shape, err := broadcastAll(all)
	if err != nil {
		return nil, err
	}
	if out != nil && !slices.Equal(out.shape, shape) {
		return nil, valueError("non-broadcastable output operand with shape %s doesn't match the broadcast shape %s", tightShape(out.shape), tightShape(shape))
	}
	ins := make([]*Array, len(args))
	for i, a := range args {
		if ins[i], err = a.stretch(shape); err != nil {
			return nil, err
		}
	}
	if out, err = p.output(op, opt, out, shape, ins); err != nil {
		return nil, err
	}
	var mask *Array
	if opt.Where != nil {
		if !CanCast(opt.Where.dtype, BoolType(), CastSafe) {
			return nil, castError(opt.Where.dtype, BoolType(), CastSafe)
		}
		if mask, err = opt.Where.stretch(shape); err != nil {
			return nil, err
		}
	}
	if p.each != nil {
		return out, p.each(out, ins)
	}
	streams := make([]stream, len(ins))
	for i, a := range ins {
		streams[i] = stream{a, p.in[i]}
	}
	w := newWatch(out.env, op, p.in[0].num(), p.out.num(), p.result.num() == numF16)
	seen, err := runWatched(stream{out, p.out}, streams, mask, p.run, w)
	if seen != 0 {
		w.report(out.env, seen)
	}
	return out, err
}

// output makes the result or checks the one given, and copies inputs that it
// would overwrite.
func (p *plan) output(op Op, opt Options, out *Array, shape []int, ins []*Array) (*Array, error) {
	rule := CastSameKind
	if opt.Casting != nil {
		rule = *opt.Casting
	}
	for i, a := range ins {
		if opt.DType != nil && p.in != nil && a.weak == notWeak && !CanCast(a.dtype, p.in[i], rule) && !op.compares() {
			return nil, errorf("UFuncTypeError", "Cannot cast ufunc '%s' input%s from %s to %s with casting rule '%s'",
				op, inputNumber(i, len(ins)), a.dtype.Repr(), p.in[i].Repr(), rule)
		}
	}
	if out == nil {
		return New(ins[0].envOf(ins), p.result, shape)
	}
	if out.readonly {
		return nil, valueError("output array is read-only")
	}
	if !CanCast(p.result, out.dtype, rule) {
		return nil, errorf("UFuncTypeError", "Cannot cast ufunc '%s' output from %s to %s with casting rule '%s'",
			op, p.result.Repr(), out.dtype.Repr(), rule)
	}
	for i, a := range ins {
		if overlaps(out, a) {
			c, err := a.Copy()
			if err != nil {
				return nil, err
			}
			ins[i] = c
		}
	}
	return out, nil
}

func inputNumber(i, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" %d", i)
}

// envOf is the first Env among operands.
func (a *Array) envOf(others []*Array) *Env {
	if a.env != nil {
		return a.env
	}
	for _, b := range others {
		if b.env != nil {
			return b.env
		}
	}
	return nil
}

// broadcastAll is the common shape of operands, or numpy's error with all
// shapes.
func broadcastAll(args []*Array) ([]int, error) {
	shapes := make([][]int, len(args))
	for i, a := range args {
		shapes[i] = a.shape
	}
	shape, ok := commonShape(shapes)
	if !ok {
		return nil, valueError("operands could not be broadcast together with shapes %s ", shapeList(args))
	}
	return shape, nil
}

func shapeList(args []*Array) string {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = tightShape(a.shape)
	}
	return strings.Join(parts, " ")
}

// Outer is ufunc.outer(x, y).
func Outer(op Op, x, y *Array) (*Array, error) {
	shape := slices.Clone(x.shape)
	strides := slices.Clone(x.strides)
	for range y.shape {
		shape, strides = append(shape, 1), append(strides, 0)
	}
	if len(shape) > MaxDims {
		return nil, valueError("maximum supported dimension for an ndarray is currently %d, found %d", MaxDims, len(shape))
	}
	v := x.view(x.dtype, shape, strides, x.off)
	v.weak, v.big = x.weak, x.big
	return Binary(op, v, y)
}

// applyTwo runs the ufuncs with two outputs as pairs of single ones.
func applyTwo(op Op, opt Options, args []*Array) ([]*Array, error) {
	var outs [2]*Array
	copy(outs[:], opt.Out)
	one := func(o Op, out *Array, args ...*Array) (*Array, error) {
		sub := opt
		sub.Out = nil
		if out != nil {
			sub.Out = []*Array{out}
		}
		return first(Apply(o, sub, args...))
	}
	if op == OpDivmod {
		if _, err := OpFloorDivide.resolve(args, opt.DType); err != nil || slices.ContainsFunc(args, func(a *Array) bool { return a.dtype.kind == Object && a.big == nil }) {
			return nil, asDivmod(err)
		}
		q, err := one(OpFloorDivide, nil, args...)
		if err != nil {
			return nil, err
		}
		r, err := one(OpRemainder, outs[1], args...)
		if err != nil {
			return nil, asDivmod(err)
		}
		if outs[0] != nil {
			return []*Array{outs[0], r}, outs[0].Assign(q, CastSameKind)
		}
		return []*Array{q, r}, nil
	}
	p, err := OpFabs.resolve(args, opt.DType)
	if err != nil || p.run == nil {
		return nil, unsupported(op)
	}
	result := make([]*Array, 2)
	for i := range result {
		k, out := splitKernel(op, i, p.out.num())
		q := plan{in: p.in, out: out.dtype(), result: p.result, run: k}
		if op == OpFrexp && i == 1 {
			q.result = Int32()
		}
		if result[i], err = q.apply(op, opt, outs[i], args); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// floorWords puts divmod's name in place of its parts'.
var floorWords = strings.NewReplacer("'floor_divide'", "'divmod'", "'remainder'", "'divmod'")

// asDivmod is an error of floor_divide as divmod's; nil is a missing loop.
func asDivmod(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return unsupported(OpDivmod)
	}
	return &Error{Kind: e.Kind, Msg: floorWords.Replace(e.Msg)}
}

func unsupported(op Op) *Error {
	return typeError("ufunc '%s' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''", op)
}

// noLoop is numpy's complaint where a ufunc finds no types at all.
func noLoop(op Op, args []*Array) *Error {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.dtype.Repr()
	}
	list := "(" + strings.Join(parts, ", ") + ")"
	if len(parts) == 1 {
		list = className(args[0].dtype)
	}
	return errorf("UFuncTypeError", "ufunc '%s' did not contain a loop with signature matching types %s -> None", op, list)
}

// noClassLoop is noLoop where numpy knows the classes of the dtypes only.
func noClassLoop(op Op, args []*Array) *Error {
	return loopError(op.String(), args, operandClass)
}

func loopError(name string, args []*Array, show func(*Array) string) *Error {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = show(a)
	}
	return errorf("UFuncTypeError", "ufunc '%s' did not contain a loop with signature matching types (%s) -> None", name, strings.Join(parts, ", "))
}
