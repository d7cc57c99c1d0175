package numpy

import (
	"math"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// productFunctions multiply arrays.
var productFunctions = []spec{
	{"dot", "a, b, out=None", func(c *call) starlark.Value { return c.deliver(ndarray.Dot(c.operand("a"), c.operand("b"))) }},
	{"vdot", "a, b, /", func(c *call) starlark.Value {
		a := must(c.array("a").Ravel())
		return c.result(ndarray.Dot(ap("conjugate", a), must(c.array("b").Ravel())))
	}},
	{"inner", "a, b, /", func(c *call) starlark.Value {
		a, b := c.array("a"), c.array("b")
		if a.NDim() == 0 || b.NDim() == 0 {
			return c.Unbox(ap("multiply", a, b))
		}
		return c.Unbox(tensorDot(a, b, []int{a.NDim() - 1}, []int{b.NDim() - 1}))
	}},
	{"outer", "a, b, out=None", func(c *call) starlark.Value {
		return c.deliver(ndarray.Outer(op("multiply"), must(c.array("a").Ravel()), must(c.array("b").Ravel())))
	}},
	{"tensordot", "a, b, axes=2", func(c *call) starlark.Value {
		a, b := c.array("a"), c.array("b")
		var left, right []int
		if n, err := pyrt.Int(c.value("axes")); err == nil {
			for i := range n {
				left, right = append(left, a.NDim()-n+i), append(right, i)
			}
		} else {
			pair := must(pyrt.Collect(c.value("axes")))
			left, right = must(toInts(pair[0])), must(toInts(pair[1]))
		}
		return c.Unbox(tensorDot(a, b, left, right))
	}},
	{"kron", "a, b", func(c *call) starlark.Value {
		a, b := c.array("a"), c.array("b")
		n := max(a.NDim(), b.NDim())
		a, b = raiseFront(a, n), raiseFront(b, n)
		var sa, sb, shape []int
		for i := range n {
			sa, sb = append(sa, a.Shape()[i], 1), append(sb, 1, b.Shape()[i])
			shape = append(shape, a.Shape()[i]*b.Shape()[i])
		}
		return c.result(ap("multiply", must(a.Reshape(sa)), must(b.Reshape(sb))).Reshape(shape))
	}},
	{"cross", "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None", cross},
	{"matmul", "x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, axes=None, axis=None, signature=None", func(c *call) starlark.Value {
		a, b := c.operand("x1"), c.operand("x2")
		if dt := c.dtype("dtype"); dt != nil {
			a, b = must(a.AsType(dt, ndarray.CastSameKind)), must(b.AsType(dt, ndarray.CastSameKind))
		}
		return c.deliver(ndarray.MatMul(a, b))
	}},
	{"einsum", "subscripts, *operands, out=None, dtype=None, order='K', casting='safe', optimize=False", einsum},
}

// raiseFront adds axes of length 1 in front.
func raiseFront(a *ndarray.Array, n int) *ndarray.Array {
	shape := a.Shape()
	for len(shape) < n {
		shape = append([]int{1}, shape...)
	}
	return must(a.Reshape(shape))
}

// tensorDot sums products over pairs of axes, by one matrix product.
func tensorDot(a, b *ndarray.Array, left, right []int) *ndarray.Array {
	if len(left) != len(right) {
		throwf(pyrt.ValueError, "shape-mismatch for sum")
	}
	free := func(a *ndarray.Array, axes []int) (order, shape []int, inner int) {
		used := map[int]bool{}
		inner = 1
		for i, x := range axes {
			if x < -a.NDim() || x >= a.NDim() {
				throwf(pyrt.IndexError, "tuple index out of range")
			}
			if axes[i] = (x + a.NDim()) % a.NDim(); used[axes[i]] {
				throwf(pyrt.ValueError, "shape-mismatch for sum")
			}
			used[axes[i]] = true
			inner *= a.Shape()[axes[i]]
		}
		for i := range a.NDim() {
			if !used[i] {
				order, shape = append(order, i), append(shape, a.Shape()[i])
			}
		}
		return
	}
	fa, sa, inner := free(a, left)
	fb, sb, _ := free(b, right)
	for i := range left {
		if a.Shape()[left[i]] != b.Shape()[right[i]] {
			throwf(pyrt.ValueError, "shape-mismatch for sum")
		}
	}
	rows := func(shape []int) int {
		n := 1
		for _, d := range shape {
			n *= d
		}
		return n
	}
	x := must(must(a.Transpose(append(fa, left...))).Reshape([]int{rows(sa), inner}))
	y := must(must(b.Transpose(append(append([]int(nil), right...), fb...))).Reshape([]int{inner, rows(sb)}))
	return must(must(ndarray.MatMul(x, y)).Reshape(append(sa, sb...)))
}

func cross(c *call) starlark.Value {
	a, b := c.array("a"), c.array("b")
	axisa, axisb, axisc := c.int("axisa"), c.int("axisb"), c.int("axisc")
	if c.given("axis") {
		axisa, axisb, axisc = c.int("axis"), c.int("axis"), c.int("axis")
	}
	a, b = must(a.MoveAxis([]int{axisa}, []int{-1})), must(b.MoveAxis([]int{axisb}, []int{-1}))
	if a.Shape()[a.NDim()-1] != 3 || b.Shape()[b.NDim()-1] != 3 {
		throwf(pyrt.ValueError, "Both input arrays must be (arrays of) 3-dimensional vectors, but they are %d and %d dimensional instead.",
			a.Shape()[a.NDim()-1], b.Shape()[b.NDim()-1])
	}
	at := func(v *ndarray.Array, i int) *ndarray.Array { return part(v, ndarray.EllipsisKey{}, ndarray.IntKey(i)) }
	out := make([]*ndarray.Array, 3)
	for i := range out {
		j, k := (i+1)%3, (i+2)%3
		out[i] = ap("subtract", ap("multiply", at(a, j), at(b, k)), ap("multiply", at(a, k), at(b, j)))
	}
	r := must(ndarray.Stack(out, -1))
	return c.Unbox(must(r.MoveAxis([]int{-1}, []int{axisc})))
}

// einsum aligns every operand on the axes of all labels, multiplies, and sums the labels that the result lacks.
func einsum(c *call) starlark.Value {
	text := strings.ReplaceAll(c.str("subscripts"), " ", "")
	ops := c.restArrays()
	in, out, explicit := strings.Cut(text, "->")
	terms := strings.Split(in, ",")
	if len(terms) != len(ops) {
		throwf(pyrt.ValueError, "fewer operands provided to einstein sum function than specified in the subscripts string")
	}
	if !explicit {
		out = implicitOutput(in)
	}
	if strings.Contains(text, "...") {
		out = expandEllipsis(ops, terms, out, explicit)
	}
	labels := out
	for _, t := range terms {
		for _, l := range t {
			if !strings.ContainsRune(labels, l) {
				labels += string(l)
			}
		}
	}
	if len(ops) == 2 && pairwise(terms, out) {
		return c.Unbox(einsumPair(ops, terms, out))
	}
	var product *ndarray.Array
	for i, t := range terms {
		a := alignLabels(ops[i], t, labels)
		if product == nil {
			product = a
		} else {
			product = ap("multiply", product, a)
		}
	}
	var fold []int
	for i := len(out); i < len(labels); i++ {
		fold = append(fold, i)
	}
	if fold != nil {
		product = must(ndarray.Reduce(ndarray.Sum, product, ndarray.ReduceOptions{Axes: fold, DType: product.DType()}))
	}
	return c.deliver(product, nil)
}

// expandEllipsis gives the axes that an ellipsis stands for labels of their own, in terms and in the output.
func expandEllipsis(ops []*ndarray.Array, terms []string, out string, explicit bool) string {
	const spare = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"
	most := 0
	for i, t := range terms {
		if strings.Contains(t, "...") {
			n := ops[i].NDim() - (len(t) - 3)
			if n < 0 || n > len(spare) {
				throwf(pyrt.ValueError, "einstein sum subscripts string contains too many subscripts for operand %d", i)
			}
			terms[i] = strings.Replace(t, "...", spare[len(spare)-n:], 1)
			most = max(most, n)
		}
	}
	all := spare[len(spare)-most:]
	if !explicit {
		return all + out
	}
	return strings.Replace(out, "...", all, 1)
}

// implicitOutput is the labels that occur once, in alphabetical order.
func implicitOutput(in string) string {
	out := ""
	for l := 'A'; l <= 'z'; l++ {
		if strings.Count(in, string(l)) == 1 {
			out += string(l)
		}
	}
	return out
}

// pairwise reports whether two terms are a plain contraction: no repeated labels, every shared one summed.
func pairwise(terms []string, out string) bool {
	for _, t := range terms {
		for _, l := range t {
			shared := strings.ContainsRune(terms[0], l) && strings.ContainsRune(terms[1], l)
			if strings.Count(t, string(l)) > 1 || shared == strings.ContainsRune(out, l) {
				return false
			}
		}
	}
	return true
}

func einsumPair(ops []*ndarray.Array, terms []string, out string) *ndarray.Array {
	var left, right []int
	free := ""
	for i, l := range terms[0] {
		if j := strings.IndexRune(terms[1], l); j >= 0 {
			left, right = append(left, i), append(right, j)
		} else {
			free += string(l)
		}
	}
	for _, l := range terms[1] {
		if !strings.ContainsRune(terms[0], l) {
			free += string(l)
		}
	}
	r := tensorDot(ops[0], ops[1], left, right)
	order := make([]int, len(out))
	for i, l := range out {
		order[i] = strings.IndexRune(free, l)
	}
	return must(r.Transpose(order))
}

// alignLabels puts an operand's axes where its labels stand in labels; a repeated label takes the diagonal.
func alignLabels(a *ndarray.Array, term, labels string) *ndarray.Array {
	if len(term) != a.NDim() {
		throwf(pyrt.ValueError, "einstein sum subscripts string contains too many subscripts for operand")
	}
	for i := 0; i < len(term); i++ {
		if j := strings.IndexByte(term[i+1:], term[i]); j >= 0 {
			j += i + 1
			a = must(a.Diagonal(0, i, j))
			term = term[:i] + term[i+1:j] + term[j+1:] + term[i:i+1]
			i--
		}
	}
	var order, shape []int
	for _, l := range labels {
		if i := strings.IndexRune(term, l); i >= 0 {
			order = append(order, i)
			shape = append(shape, a.Shape()[i])
		} else {
			shape = append(shape, 1)
		}
	}
	return must(must(a.Transpose(order)).Reshape(shape))
}

// linalgFunctions are the members of numpy.linalg.
var linalgFunctions = []spec{
	{"norm", "x, ord=None, axis=None, keepdims=False", norm},
	{"det", "a", func(c *call) starlark.Value {
		_, det := eliminate(square(c.array("a")), nil)
		return c.FromScalar(ndarray.FloatValue(det))
	}},
	{"inv", "a", func(c *call) starlark.Value {
		a := square(c.array("a"))
		n := len(a)
		unit := make([][]float64, n)
		for i := range unit {
			unit[i] = make([]float64, n)
			unit[i][i] = 1
		}
		return c.FromArray(c.solved(a, unit, []int{n, n}))
	}},
	{"solve", "a, b", func(c *call) starlark.Value {
		a, b := square(c.array("a")), c.array("b")
		n := len(a)
		cols := b.Size() / max(n, 1)
		flat, rhs := floats(b), make([][]float64, n)
		for i := range rhs {
			rhs[i] = flat[i*cols : (i+1)*cols]
		}
		return c.FromArray(c.solved(a, rhs, b.Shape()))
	}},
}

func norm(c *call) starlark.Value {
	x := c.array("x")
	if k := x.DType().Kind(); k != ndarray.Float && k != ndarray.Complex {
		x = must(x.To(ndarray.Float64()))
	}
	axes, keep := c.axes("axis"), c.bool("keepdims")
	if !c.given("ord") && axes == nil && !keep {
		flat := must(x.Ravel())
		return c.Unbox(ap("sqrt", must(complexPart(must(ndarray.Dot(ap("conjugate", flat), flat)), 0))))
	}
	abs := ap("absolute", x)
	if axes == nil && x.NDim() == 2 {
		axes = []int{0, 1}
	}
	if len(axes) == 2 && c.given("ord") && c.value("ord") != starlark.String("fro") {
		return c.Unbox(matrixNorm(c, abs, axes, keep))
	}
	if !c.given("ord") || c.value("ord") == starlark.String("fro") {
		return c.Unbox(ap("sqrt", reduceTo(ndarray.Sum, ap("multiply", abs, abs), axes, keep)))
	}
	switch p := c.float("ord"); {
	case math.IsInf(p, 1):
		return c.Unbox(reduceTo(ndarray.Max, abs, axes, keep))
	case math.IsInf(p, -1):
		return c.Unbox(reduceTo(ndarray.Min, abs, axes, keep))
	case p == 0:
		return c.result(reduceTo(ndarray.Sum, ap("not_equal", abs, ndarray.WeakInt(0)), axes, keep).To(x.DType()))
	case p == 1:
		return c.Unbox(reduceTo(ndarray.Sum, abs, axes, keep))
	case p == 2:
		return c.Unbox(ap("sqrt", reduceTo(ndarray.Sum, ap("multiply", abs, abs), axes, keep)))
	default:
		sum := reduceTo(ndarray.Sum, ap("power", abs, ndarray.WeakFloat(p)), axes, keep)
		return c.Unbox(ap("power", sum, ndarray.WeakFloat(1/p)))
	}
}

// matrixNorm is the largest or least sum of absolute values over one axis of a matrix.
func matrixNorm(c *call, abs *ndarray.Array, axes []int, keep bool) *ndarray.Array {
	var p float64
	if _, text := c.value("ord").(starlark.String); !text {
		p = c.float("ord")
	}
	fold, best := axes[0], ndarray.Max
	switch {
	case p == 2 || p == -2 || c.value("ord") == starlark.String("nuc"):
		throwf(pyrt.NotImplementedError, "matrix norms of singular values are not supported by vdscript")
	case math.IsInf(p, 0):
		fold = axes[1]
	case p != 1 && p != -1:
		throwf(pyrt.ValueError, "Invalid norm order for matrices.")
	}
	if p < 0 {
		best = ndarray.Min
	}
	r := reduceTo(best, reduceTo(ndarray.Sum, abs, []int{fold}, true), axes, true)
	if keep {
		return r
	}
	return must(r.Squeeze(axes))
}

// square reads a square matrix as rows.
func square(a *ndarray.Array) [][]float64 {
	s := a.Shape()
	if len(s) < 2 {
		throw(linAlgErrorf("%d-dimensional array given. Array must be at least two-dimensional", len(s)))
	}
	if len(s) != 2 || s[0] != s[1] {
		throw(linAlgErrorf("Last 2 dimensions of the array must be square"))
	}
	flat, rows := floats(a), make([][]float64, s[0])
	for i := range rows {
		rows[i] = append([]float64(nil), flat[i*s[0]:(i+1)*s[0]]...)
	}
	return rows
}

// eliminate brings a to upper triangular form with partial pivoting, doing the same to b, and returns the determinant.
// The determinant is put together from logarithms, as numpy's is.
func eliminate(a, b [][]float64) (ok bool, det float64) {
	sign, logDet := 1.0, 0.0
	for k := range a {
		p := k
		for i := k + 1; i < len(a); i++ {
			if math.Abs(a[i][k]) > math.Abs(a[p][k]) {
				p = i
			}
		}
		if a[p][k] == 0 {
			return false, 0
		}
		if p != k {
			a[p], a[k] = a[k], a[p]
			sign = -sign
			if b != nil {
				b[p], b[k] = b[k], b[p]
			}
		}
		inverse := 1 / a[k][k] // LAPACK multiplies by it
		sign, logDet = math.Copysign(sign, sign*a[k][k]), logDet+libm.Log(math.Abs(a[k][k]))
		for i := k + 1; i < len(a); i++ {
			f := a[i][k] * inverse
			for j := k; j < len(a); j++ {
				a[i][j] -= f * a[k][j]
			}
			if b == nil {
				continue
			}
			for m := range b[i] {
				b[i][m] -= f * b[k][m]
			}
		}
	}
	return true, sign * libm.Exp(logDet)
}

// solved is the solution of a x = b.
func (lib *Library) solved(a, b [][]float64, shape []int) *ndarray.Array {
	if ok, _ := eliminate(a, b); !ok {
		throw(linAlgErrorf("Singular matrix"))
	}
	var out []float64
	for i := len(a) - 1; i >= 0; i-- {
		for m := range b[i] {
			for j := i + 1; j < len(a); j++ {
				b[i][m] -= a[i][j] * b[j][m]
			}
			b[i][m] /= a[i][i]
		}
	}
	for _, row := range b {
		out = append(out, row...)
	}
	return lib.fromFloats(out, shape)
}

var linAlgError = pyrt.NewType(pyrt.TypeSpec{Name: "LinAlgError", Module: "numpy.linalg", Bases: []*pyrt.Type{pyrt.ValueError}})

func linAlgErrorf(format string, args ...any) error { return pyrt.Errorf(linAlgError, format, args...) }
