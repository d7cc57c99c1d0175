package pyrt

import "go.starlark.net/starlark"

// This file is the methods of list, tuple and range.

var (
	listMethodNames     = []string{"append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse", "sort"}
	sequenceMethodNames = []string{"count", "index"}
)

func listMethod(name string) Func {
	switch name {
	case "append":
		return listAppend
	case "extend":
		return listExtend
	case "insert":
		return listInsert
	case "pop":
		return listPop
	case "remove":
		return listRemove
	case "clear":
		return func(c *Call) (starlark.Value, error) {
			if err := c.NoArgs(); err != nil {
				return nil, err
			}
			return starlark.None, listError(selfList(c).Clear())
		}
	case "copy":
		return func(c *Call) (starlark.Value, error) {
			return starlark.NewList(appendList(nil, selfList(c))), c.NoArgs()
		}
	case "reverse":
		return listReverse
	case "sort":
		return listSort
	}
	return sequenceMethod(name)
}

func selfList(c *Call) *starlark.List { return c.Self.(*starlark.List) }

func listAppend(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	return starlark.None, listError(selfList(c).Append(v))
}

func listExtend(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	return starlark.None, extend(selfList(c), v)
}

func listInsert(c *Call) (starlark.Value, error) {
	var i, v starlark.Value
	if err := c.Positional(2, &i, &v); err != nil {
		return nil, err
	}
	at, err := Index(i)
	if err != nil {
		return nil, err
	}
	l := selfList(c)
	n := l.Len()
	pos := saturate(at)
	if pos < 0 {
		pos += n
	}
	pos = min(max(pos, 0), n)
	return starlark.None, replaceItems(l, pos, pos, []starlark.Value{v})
}

func listPop(c *Call) (starlark.Value, error) {
	at := -1
	if err := c.Positional(0, &at); err != nil {
		return nil, err
	}
	l := selfList(c)
	if l.Len() == 0 {
		return nil, Errorf(IndexError, "pop from empty list")
	}
	if at < 0 {
		at += l.Len()
	}
	if at < 0 || at >= l.Len() {
		return nil, Errorf(IndexError, "pop index out of range")
	}
	v := l.Index(at)
	return v, popAt(l, at)
}

// popAt removes one item with Starlark's own method, which needs no copy.
func popAt(l *starlark.List, at int) error {
	pop, err := l.Attr("pop")
	if err != nil {
		return err
	}
	_, err = pop.(*starlark.Builtin).CallInternal(nil, starlark.Tuple{starlark.MakeInt(at)}, nil)
	return listError(err)
}

func listRemove(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	l := selfList(c)
	for i := 0; i < l.Len(); i++ {
		eq, err := Equal(l.Index(i), v)
		if err != nil {
			return nil, err
		}
		if eq {
			return starlark.None, popAt(l, i)
		}
	}
	return nil, Errorf(ValueError, "list.remove(x): x not in list")
}

func listReverse(c *Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	l := selfList(c)
	for i, j := 0, l.Len()-1; i < j; i, j = i+1, j-1 {
		a, b := l.Index(i), l.Index(j)
		if err := l.SetIndex(i, b); err != nil {
			return nil, listError(err)
		}
		if err := l.SetIndex(j, a); err != nil {
			return nil, listError(err)
		}
	}
	return starlark.None, nil
}

func listSort(c *Call) (starlark.Value, error) {
	if len(c.Args) > 0 {
		return nil, Errorf(TypeError, "sort() takes no positional arguments")
	}
	var key starlark.Value
	reverse := false
	if err := c.unpackC("*", "key??", &key, "reverse?", &reverse); err != nil {
		return nil, err
	}
	l := selfList(c)
	items := appendList(nil, l)
	if err := sortValues(c.Thread, items, key, reverse); err != nil {
		return nil, err
	}
	return starlark.None, setItems(l, 0, items)
}

// sequenceMethod is count and index of list, tuple and range.
func sequenceMethod(name string) Func {
	switch name {
	case "count":
		return sequenceCount
	case "index":
		return sequenceIndex
	}
	return nil
}

func sequenceCount(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	n := 0
	for item, err := range All(c.Self) {
		if err != nil {
			return nil, err
		}
		eq, err := Equal(item, v)
		if err != nil {
			return nil, err
		}
		if eq {
			n++
		}
	}
	return starlark.MakeInt(n), nil
}

func sequenceIndex(c *Call) (starlark.Value, error) {
	var v, start, end starlark.Value
	if err := c.Positional(1, &v, &start, &end); err != nil {
		return nil, err
	}
	seq := c.Self.(starlark.Indexable)
	n := seq.Len()
	from, err := sliceBound(start, 0, n, 0, n)
	if err != nil {
		return nil, err
	}
	to, err := sliceBound(end, n, n, 0, n)
	if err != nil {
		return nil, err
	}
	for i := from; i < min(to, seq.Len()); i++ {
		eq, err := Equal(seq.Index(i), v)
		if err != nil {
			return nil, err
		}
		if eq {
			return starlark.MakeInt(i), nil
		}
	}
	switch c.Self.(type) {
	case *starlark.List:
		return nil, Errorf(ValueError, "%s is not in list", repr(v))
	case starlark.Tuple:
		return nil, Errorf(ValueError, "tuple.index(x): x not in tuple")
	}
	return nil, Errorf(ValueError, "%s is not in range", repr(v))
}
