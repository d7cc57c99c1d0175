package eval

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles calls.

// A site is a call in the script.
type site struct {
	pos        int32
	args       []expr
	item       syntax.Expr      // the last of them
	names      []starlark.Value // of the named arguments
	named      []expr
	star       expr // *args, a list; nil if there is none
	doubleStar expr // **kwargs, a mapping; nil if there is none
}

func (c *compiler) site(e *syntax.CallExpr) *site {
	s := &site{pos: c.position(e.Lparen)}
	for _, arg := range e.Args {
		switch arg := arg.(type) {
		case *syntax.UnaryExpr:
			switch arg.Op {
			case syntax.STAR:
				s.star = c.expr(arg.X)
				continue
			case syntax.STARSTAR:
				s.doubleStar = c.expr(arg.X)
				continue
			}
		case *syntax.BinaryExpr:
			if arg.Op == syntax.EQ {
				s.names = append(s.names, starlark.String(arg.X.(*syntax.Ident).Name))
				s.named = append(s.named, c.expr(arg.Y))
				continue
			}
		}
		s.args = append(s.args, c.expr(arg))
		s.item = arg
	}
	return s
}

// plain reports whether there are positional arguments alone.
func (s *site) plain() bool { return s.named == nil && s.star == nil && s.doubleStar == nil }

// call compiles a call.
func (c *compiler) call(e *syntax.CallExpr) expr {
	c.weight++
	if x := c.builtinCall(e); x != nil {
		return x
	}
	s := c.site(e)
	if x, name, p, ok := c.method(e.Fn); ok && s.plain() {
		return c.methodCall(x, name, p, s)
	}
	fn := c.expr(e.Fn)
	if !s.plain() {
		return func(fr *frame) val {
			f := fn(fr)
			if f.k == nothing {
				return f
			}
			return fr.callWith(f, s)
		}
	}
	return func(fr *frame) val {
		f := fn(fr)
		if own, ok := f.ref.(*Function); ok && own.code.takes(len(s.args)) {
			return fr.callOwn(own, nil, s)
		}
		if f.k == nothing {
			return f
		}
		if t, ok := f.ref.(*pyrt.Type); ok {
			if own, ok := t.Plain().(*Function); ok && own.code.takes(len(s.args)+1) {
				return fr.construct(t, own, s)
			}
		}
		if y, ok := f.ref.(*pyrt.Yielder); ok {
			return fr.yield(y, s)
		}
		args := fr.values(s.args)
		if args == nil {
			return val{}
		}
		return fr.callValue(f.value(), args, nil, s.pos)
	}
}

// yield gives a value to the one who takes a generator's items.
func (fr *frame) yield(y *pyrt.Yielder, s *site) val {
	v := s.args[0](fr)
	if v.k == nothing {
		return v
	}
	fr.pc = s.pos
	got, err := y.Yield(v.value())
	if err != nil {
		return fr.fail(s.pos, err)
	}
	return fr.settle(s.pos, refVal(got))
}

// construct makes an instance of a class of the script.
func (fr *frame) construct(t *pyrt.Type, init *Function, s *site) val {
	x := pyrt.NewInstance(t)
	v := fr.callOwn(init, x, s)
	if v.k == nothing {
		return v
	}
	if _, ok := v.ref.(starlark.NoneType); !ok {
		return fr.fail(s.pos, pyrt.Errorf(pyrt.TypeError, "__init__() should return None, not '%s'", pyrt.TypeName(v.value())))
	}
	return refVal(x)
}

// builtinCall compiles the calls of the run-time library that need none.
func (c *compiler) builtinCall(e *syntax.CallExpr) expr {
	switch c.runtime(e.Fn) {
	case dialect.FnTry:
		return c.tryCall(e)
	case dialect.FnSlice:
	default:
		return nil
	}
	list := c.exprs(e.Args)
	return func(fr *frame) val {
		bounds := fr.values(list)
		if bounds == nil {
			return val{}
		}
		return refVal(&pyrt.Slice{Start: bounds[0], Stop: bounds[1], Step: bounds[2]})
	}
}

// method recognises x.name in a call.
func (c *compiler) method(fn syntax.Expr) (x syntax.Expr, name string, p syntax.Position, ok bool) {
	switch fn := fn.(type) {
	case *syntax.DotExpr:
		return fn.X, fn.Name.Name, fn.Dot, !c.isBox(fn.X)
	case *syntax.BinaryExpr:
		if a, ok := c.applied(fn); ok && a.op == dialect.OpAttr {
			return a.x, a.y.(*syntax.Literal).Value.(string), fn.OpPos, true
		}
	}
	return nil, "", p, false
}

// methodCall compiles x.name(...). The methods of instances are called without
// making a bound method, and append without a call.
func (c *compiler) methodCall(x syntax.Expr, name string, p syntax.Position, s *site) expr {
	xs, pos := c.expr(x), c.position(p)
	general := func(fr *frame, recv val) val {
		f := fr.attr(recv, name, pos)
		if f.k == nothing {
			return f
		}
		args := fr.values(s.args)
		if args == nil {
			return val{}
		}
		return fr.callValue(f.ref, args, nil, s.pos)
	}
	if name == "append" && len(s.args) == 1 {
		call := appendCall(xs, s, general)
		i, ok := c.slot(x)
		j, ok2 := c.slot(s.item)
		if ok && ok2 {
			return appendSlot(i, j, call)
		}
		return call
	}
	methods := pyrt.MethodsOf(name)
	key, site := starlark.Value(starlark.String(name)), c.memberSite()
	return func(fr *frame) val {
		recv := xs(fr)
		if recv.k == nothing {
			return recv
		}
		if x, ok := recv.ref.(*pyrt.Instance); ok {
			if own, ok := fr.fn.module.sites[site].Method(x, name, key).(*Function); ok && own.code.takes(len(s.args)+1) {
				return fr.callOwn(own, x, s)
			}
		} else if recv.k == ref && methods.Has(recv.ref) {
			return fr.callMethod(methods, recv.ref, s)
		}
		return general(fr, recv)
	}
}

// appendCall is x.append(item).
func appendCall(x expr, s *site, general func(*frame, val) val) expr {
	item, none := s.args[0], refVal(starlark.None)
	return func(fr *frame) val {
		recv := x(fr)
		list, ok := recv.ref.(*starlark.List)
		switch {
		case recv.k == nothing:
			return recv
		case !ok:
			return general(fr, recv)
		}
		v := item(fr)
		if v.k == nothing {
			return v
		}
		if err := fr.st.add(list, v); err != nil {
			return general(fr, recv)
		}
		return none
	}
}

// appendSlot is x.append(item) for two variables.
func appendSlot(i, j int, general expr) expr {
	none := refVal(starlark.None)
	return func(fr *frame) val {
		if list, ok := fr.slots[i].ref.(*starlark.List); ok {
			if v := &fr.slots[j]; v.k != nothing && fr.st.add(list, *v) == nil {
				return none
			}
		}
		return general(fr)
	}
}

// callMethod calls a method of one of Python's own types.
func (fr *frame) callMethod(m *pyrt.Methods, x starlark.Value, s *site) val {
	args := fr.values(s.args)
	if args == nil {
		return val{}
	}
	fr.pc = s.pos
	v, err := m.Call(fr.st.thread, x, args)
	if err != nil {
		return fr.fail(s.pos, err)
	}
	return fr.settle(s.pos, refVal(v))
}

// callOwn calls a function of the script whose parameters are the arguments:
// they are evaluated into its slots.
func (fr *frame) callOwn(fn *Function, self starlark.Value, s *site) val {
	st := fr.st
	callee := st.push(fn)
	slots := callee.slots
	if self != nil {
		slots[0] = refVal(self)
		slots = slots[1:]
	}
	for i, arg := range s.args {
		v := arg(fr)
		if v.k == nothing {
			st.pop(callee)
			return v
		}
		slots[i] = v
	}
	fr.pc = s.pos
	if st.thread.CallStackDepth() > maxDepth {
		st.pop(callee)
		return fr.fail(s.pos, errTooDeep)
	}
	_, err := starlark.Call(st.thread, callee, nil, nil)
	v := st.pop(callee)
	if err != nil {
		return fr.fail(s.pos, err)
	}
	return v
}

// callValue calls any value.
func (fr *frame) callValue(f starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple, pos int32) val {
	fr.pc = pos
	var v starlark.Value
	var err error
	if b, ok := f.(*starlark.Builtin); ok && frameless(b.Name()) {
		v, err = b.CallInternal(fr.st.thread, args, kwargs)
	} else {
		v, err = starlark.Call(fr.st.thread, f, args, kwargs)
	}
	if err != nil {
		return fr.fail(pos, err)
	}
	return fr.settle(pos, refVal(v))
}

// frameless reports whether a builtin needs no frame on the thread's stack:
// tracebacks show none, but with looks for its caller's.
func frameless(name string) bool { return name != dialect.FnWith }

// callWith calls a value with arguments of all kinds.
func (fr *frame) callWith(f val, s *site) val {
	args := fr.values(s.args)
	if args == nil {
		return val{}
	}
	kwargs := make([]starlark.Tuple, len(s.named))
	for i, x := range s.named {
		v := x(fr)
		if v.k == nothing {
			return v
		}
		kwargs[i] = starlark.Tuple{s.names[i], v.value()}
	}
	if s.star != nil {
		v := s.star(fr)
		if v.k == nothing {
			fr.err = pyrt.ArgumentError(f.value(), fr.err, len(s.args) == 0)
			return v
		}
		items, err := fr.st.env.Collect(v.value())
		if err != nil {
			return fr.fail(s.pos, err)
		}
		args = append(args, items...)
	}
	if s.doubleStar != nil {
		v := s.doubleStar(fr)
		if v.k == nothing {
			fr.err = pyrt.ArgumentError(f.value(), fr.err, false)
			return v
		}
		kwargs = append(kwargs, v.ref.(starlark.IterableMapping).Items()...)
	}
	return fr.callValue(f.value(), args, kwargs, s.pos)
}
