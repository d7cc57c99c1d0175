package dialect

// A loadBinding is a name that Starlark's load statement binds.
type loadBinding struct {
	from, to string
	pos      Pos
}

// loadCall recognises load("module", "name", other="name"): a call statement
// with two or more arguments, all literal strings.
func loadCall(s Stmt) (*Call, bool) {
	x, ok := s.(*ExprStmt)
	if !ok {
		return nil, false
	}
	call, ok := x.Value.(*Call)
	if !ok || len(call.Args) == 0 || len(call.Args)+len(call.Keywords) < 2 {
		return nil, false
	}
	if name, ok := call.Func.(*Name); !ok || name.Name != "load" {
		return nil, false
	}
	for _, arg := range call.Args {
		if _, ok := stringValue(arg); !ok {
			return nil, false
		}
	}
	for _, k := range call.Keywords {
		if _, ok := stringValue(k.Value); !ok || k.Name == "" {
			return nil, false
		}
	}
	return call, true
}

func loadBindings(call *Call) []loadBinding {
	var list []loadBinding
	for _, arg := range call.Args[1:] {
		name, _ := stringValue(arg)
		start, _ := arg.Span()
		list = append(list, loadBinding{name, name, start})
	}
	for _, k := range call.Keywords {
		name, _ := stringValue(k.Value)
		list = append(list, loadBinding{name, k.Name, k.start})
	}
	return list
}

// stringValue returns the value of a string literal.
func stringValue(x Expr) (string, bool) {
	if c, ok := x.(*Constant); ok {
		s, ok := c.Value.(string)
		return s, ok
	}
	return "", false
}
