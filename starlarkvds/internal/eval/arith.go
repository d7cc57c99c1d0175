package eval

import (
	"math"
	"math/bits"

	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles arithmetic. Ints that fit an int64 and floats are computed
// here; all else, overflow and division by zero included, is package pyrt's.

// binary compiles x op y.
func (c *compiler) binary(op binaryOp, x, y syntax.Expr, p syntax.Position) expr {
	pos := c.position(p)
	switch op.op {
	case pyrt.Add, pyrt.Sub, pyrt.Mul:
		return c.linear(op, x, y, pos)
	case pyrt.Mod, pyrt.FloorDiv:
		if d, ok := c.constant(y); ok && d.k == integer && d.n > 0 {
			if i, ok := c.slot(x); ok && op.op == pyrt.Mod {
				return modSlot(op, i, c.expr(x), d, pos)
			}
			return divideByConstant(op, c.expr(x), d, pos)
		}
	}
	xs, ys := c.expr(x), c.expr(y)
	return func(fr *frame) val {
		a := xs(fr)
		if a.k == nothing {
			return a
		}
		b := ys(fr)
		if b.k == nothing {
			return b
		}
		return fr.arith(op, a, b, pos)
	}
}

// linear compiles +, - and *, by where the operands are.
func (c *compiler) linear(op binaryOp, x, y syntax.Expr, pos int32) expr {
	d, constant := c.constant(y)
	if i, ok := c.slot(x); ok {
		if constant && d.k == integer {
			return linearSlotConstant(op, i, d, c.expr(x), pos)
		}
		return linearSlot(op, i, c.expr(x), c.expr(y), pos)
	}
	if constant && d.k == integer {
		return linearConstant(op, c.expr(x), d, pos)
	}
	return linear(op, c.expr(x), c.expr(y), pos)
}

func linearSlotConstant(op binaryOp, i int, d val, load expr, pos int32) expr {
	n := d.n
	slow := func(fr *frame) val {
		a := load(fr)
		if a.k == nothing {
			return a
		}
		return fr.arith(op, a, d, pos)
	}
	switch op.op {
	case pyrt.Sub:
		if n == math.MinInt64 {
			return slow
		}
		n = -n
		fallthrough
	case pyrt.Add:
		return func(fr *frame) val {
			if a := &fr.slots[i]; a.k == integer {
				if z := a.n + n; (z > a.n) == (n > 0) {
					return intVal(z)
				}
			}
			return slow(fr)
		}
	}
	return func(fr *frame) val {
		if a := &fr.slots[i]; a.k == integer {
			if z, ok := mul64(a.n, n); ok {
				return intVal(z)
			}
		}
		return slow(fr)
	}
}

func linearConstant(op binaryOp, x expr, d val, pos int32) expr {
	n := d.n
	if op.op == pyrt.Mul || n == math.MinInt64 {
		return func(fr *frame) val {
			a := x(fr)
			if a.k == integer && op.op == pyrt.Mul {
				if z, ok := mul64(a.n, n); ok {
					return intVal(z)
				}
			}
			if a.k == nothing {
				return a
			}
			return fr.arith(op, a, d, pos)
		}
	}
	if op.op == pyrt.Sub {
		n = -n
	}
	return func(fr *frame) val {
		a := x(fr)
		if a.k == ref {
			a = a.number()
		}
		if a.k == integer {
			if z := a.n + n; (z > a.n) == (n > 0) {
				return intVal(z)
			}
		}
		if a.k == nothing {
			return a
		}
		return fr.arith(op, a, d, pos)
	}
}

// linear is the general form: two expressions.
func linear(op binaryOp, x, y expr, pos int32) expr {
	switch op.op {
	case pyrt.Add:
		return func(fr *frame) val {
			a := x(fr)
			if a.k == nothing {
				return a
			}
			b := y(fr)
			if a.k == integer && b.k == integer {
				if z := a.n + b.n; (z > a.n) == (b.n > 0) {
					return intVal(z)
				}
			}
			return fr.operate(op, a, b, pos)
		}
	case pyrt.Sub:
		return func(fr *frame) val {
			a := x(fr)
			if a.k == nothing {
				return a
			}
			b := y(fr)
			if a.k == integer && b.k == integer {
				if z := a.n - b.n; (z < a.n) == (b.n > 0) {
					return intVal(z)
				}
			}
			return fr.operate(op, a, b, pos)
		}
	}
	return func(fr *frame) val {
		a := x(fr)
		if a.k == nothing {
			return a
		}
		b := y(fr)
		if a.k == integer && b.k == integer {
			if z, ok := mul64(a.n, b.n); ok {
				return intVal(z)
			}
		}
		return fr.operate(op, a, b, pos)
	}
}

// linearSlot is the form with a variable on the left. The right operand must
// not be evaluated before an unbound variable is found out.
func linearSlot(op binaryOp, i int, x, y expr, pos int32) expr {
	general := linear(op, x, y, pos)
	switch op.op {
	case pyrt.Add:
		return func(fr *frame) val {
			a := &fr.slots[i]
			if a.k != integer {
				return general(fr)
			}
			n := a.n
			b := y(fr)
			if b.k == integer {
				if z := n + b.n; (z > n) == (b.n > 0) {
					return intVal(z)
				}
			}
			return fr.operate(op, intVal(n), b, pos)
		}
	case pyrt.Sub:
		return func(fr *frame) val {
			a := &fr.slots[i]
			if a.k != integer {
				return general(fr)
			}
			n := a.n
			b := y(fr)
			if b.k == integer {
				if z := n - b.n; (z < n) == (b.n > 0) {
					return intVal(z)
				}
			}
			return fr.operate(op, intVal(n), b, pos)
		}
	}
	return general
}

// operate is x op y for operands of which y may have failed.
func (fr *frame) operate(op binaryOp, x, y val, pos int32) val {
	if y.k == nothing {
		return y
	}
	return fr.arith(op, x, y, pos)
}

// divideByConstant compiles x % d and x // d for a positive int d.
func divideByConstant(op binaryOp, x expr, d val, pos int32) expr {
	n := d.n
	if op.op == pyrt.Mod {
		return func(fr *frame) val {
			a := x(fr)
			if a.k == integer {
				return intVal(modulo(a.n, n))
			}
			if a.k == nothing {
				return a
			}
			return fr.arith(op, a, d, pos)
		}
	}
	return func(fr *frame) val {
		a := x(fr)
		if a.k == integer {
			q := a.n / n
			if a.n%n < 0 {
				q--
			}
			return intVal(q)
		}
		if a.k == nothing {
			return a
		}
		return fr.arith(op, a, d, pos)
	}
}

// modSlot is x % d for a variable x.
func modSlot(op binaryOp, i int, x expr, d val, pos int32) expr {
	n := d.n
	general := divideByConstant(op, x, d, pos)
	return func(fr *frame) val {
		if a := &fr.slots[i]; a.k == integer {
			return intVal(modulo(a.n, n))
		}
		return general(fr)
	}
}

// modulo is x % n for a positive n.
func modulo(x, n int64) int64 {
	if uint64(x)|uint64(n) <= math.MaxUint32 { // the division of 32 bits is faster
		return int64(uint32(x) % uint32(n))
	}
	r := x % n
	if r < 0 {
		r += n
	}
	return r
}

// mul64 returns the product of two ints, and false if it does not fit.
func mul64(a, b int64) (int64, bool) {
	const half = 1 << 31
	if -half <= a && a < half && -half <= b && b < half {
		return a * b, true
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	hi -= uint64(a>>63)&uint64(b) + uint64(b>>63)&uint64(a)
	return int64(lo), int64(hi) == int64(lo)>>63
}

// arith is x op y for any operands.
func (fr *frame) arith(op binaryOp, x, y val, pos int32) val {
	if x.k == ref {
		x = x.number()
	}
	if y.k == ref {
		y = y.number()
	}
	var z val
	switch {
	case x.k == integer && y.k == integer:
		z = intArith(op.op, x.n, y.n)
	case x.k == float && y.k == float:
		z = floatArith(op.op, x.float(), y.float())
	case x.k == integer && y.k == float:
		z = floatArith(op.op, float64(x.n), y.float())
	case x.k == float && y.k == integer:
		z = floatArith(op.op, x.float(), float64(y.n))
	}
	if z.k != nothing {
		return z
	}
	fr.pc = pos
	v, err := fr.st.env.Operate(op.op, x.value(), y.value(), op.inPlace)
	if err != nil {
		return fr.fail(pos, err)
	}
	return fr.settle(pos, refVal(v))
}

// intArith is x op y, or nothing if that is no int64 or not so simple.
func intArith(op pyrt.Op, x, y int64) val {
	switch op {
	case pyrt.Add:
		if z := x + y; (z > x) == (y > 0) {
			return intVal(z)
		}
	case pyrt.Sub:
		if z := x - y; (z < x) == (y > 0) {
			return intVal(z)
		}
	case pyrt.Mul:
		if z, ok := mul64(x, y); ok {
			return intVal(z)
		}
	case pyrt.Pow:
		if y == 2 {
			if z, ok := mul64(x, x); ok {
				return intVal(z)
			}
		}
	case pyrt.TrueDiv:
		const exact = 1 << 53
		if y != 0 && -exact <= x && x <= exact && -exact <= y && y <= exact {
			return floatVal(float64(x) / float64(y))
		}
	case pyrt.FloorDiv:
		if y != 0 && y != -1 {
			q := x / y
			if r := x % y; r != 0 && (r < 0) != (y < 0) {
				q--
			}
			return intVal(q)
		}
	case pyrt.Mod:
		if y != 0 && y != -1 {
			r := x % y
			if r != 0 && (r < 0) != (y < 0) {
				r += y
			}
			return intVal(r)
		}
	}
	return bitArith(op, x, y)
}

// bitArith is the operators on the bits of ints.
func bitArith(op pyrt.Op, x, y int64) val {
	switch op {
	case pyrt.And:
		return intVal(x & y)
	case pyrt.Or:
		return intVal(x | y)
	case pyrt.Xor:
		return intVal(x ^ y)
	case pyrt.LShift:
		if 0 <= y && y < 63 {
			if z := x << y; z>>y == x {
				return intVal(z)
			}
		}
	case pyrt.RShift:
		if y >= 0 {
			return intVal(x >> min(y, 63))
		}
	}
	return val{}
}

// floatArith is x op y, or nothing if it fails or is not so simple.
func floatArith(op pyrt.Op, x, y float64) val {
	switch op {
	case pyrt.Add:
		return floatVal(x + y)
	case pyrt.Sub:
		return floatVal(x - y)
	case pyrt.Mul:
		return floatVal(x * y)
	case pyrt.TrueDiv:
		if y != 0 {
			return floatVal(x / y)
		}
	case pyrt.Pow:
		if y == 2 {
			if z := x * x; !math.IsInf(z, 0) {
				return floatVal(z)
			}
		}
	}
	return val{}
}

// unary compiles -x, +x or ~x.
func (c *compiler) unary(op syntax.Token, x syntax.Expr, p syntax.Position) expr {
	pos, xs := c.position(p), c.expr(x)
	return func(fr *frame) val {
		a := xs(fr)
		if a.k == ref {
			a = a.number()
		}
		switch {
		case a.k == nothing:
			return a
		case a.k == integer && op == syntax.MINUS && a.n != math.MinInt64:
			return intVal(-a.n)
		case a.k == integer && op == syntax.TILDE:
			return intVal(^a.n)
		case a.k == float && op == syntax.MINUS:
			return floatVal(-a.float())
		}
		fr.pc = pos
		v, err := pyrt.Unary(op, a.value())
		if err != nil {
			return fr.fail(pos, err)
		}
		return fr.settle(pos, refVal(v))
	}
}
