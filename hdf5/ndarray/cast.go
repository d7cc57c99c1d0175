package ndarray

import "slices"

// castFunc converts n elements that lie without gaps in src and dst.
type castFunc func(dst, src []byte, n int) error

// newCast returns the conversion between two dtypes with numpy's 'unsafe'
// results. from and to lend their object heaps and the Env.
func newCast(src, dst *DType, from, to *Array) (castFunc, error) {
	switch {
	case src.hasObjects() || dst.hasObjects() || src.base != nil || dst.base != nil:
	case src.fields == nil && dst.fields == nil && src.kind == dst.kind && src.size == dst.size && src.unit == dst.unit:
		if src.order == dst.order {
			return func(d, s []byte, n int) error { copy(d, s); return nil }, nil
		}
		return swapCast(src), nil
	case src.num() != notNum && dst.num() != notNum:
		return swappedCast(src, dst, numericCast(src.num(), dst.num())), nil
	case src.kind == Bytes && dst.kind == Bytes || src.kind == Void && dst.kind == Void && src.fields == nil && dst.fields == nil:
		return resizeCast(src.size, dst.size), nil
	case src.kind == Unicode && dst.kind == Unicode:
		return unicodeCast(src, dst), nil
	case src.isTemporal() || dst.isTemporal():
		return temporalCast(src, dst, to.env)
	}
	if src.fields != nil || dst.fields != nil {
		return structCast(src, dst, from, to)
	}
	if src.base != nil || dst.base != nil {
		return subArrayCast(src, dst, from, to)
	}
	if dst.kind == Void && src.kind != Object {
		return resizeCast(src.size, dst.size), nil
	}
	return itemCast(src, dst, from, to), nil
}

// swapCast reverses the bytes of every number in an element.
func swapCast(dt *DType) castFunc {
	unit := numberSize(dt)
	return func(dst, src []byte, _ int) error {
		copy(dst, src)
		swapBytes(dst, unit)
		return nil
	}
}

// swapBytes reverses every unit of bytes in b.
func swapBytes(b []byte, unit int) {
	switch unit {
	case 1:
	case 2:
		s := typed[uint16](b)
		for i, x := range s {
			s[i] = x<<8 | x>>8
		}
	case 4:
		s := typed[uint32](b)
		for i, x := range s {
			s[i] = reverse32(x)
		}
	case 8:
		s := typed[uint64](b)
		for i, x := range s {
			s[i] = reverse64(x)
		}
	default:
		for ; len(b) >= unit; b = b[unit:] {
			slices.Reverse(b[:unit])
		}
	}
}

// swappedCast puts byte swaps around a native conversion.
func swappedCast(src, dst *DType, f rawCast) castFunc {
	srcUnit, dstUnit := swapUnit(src), swapUnit(dst)
	if srcUnit == 1 && dstUnit == 1 {
		return func(d, s []byte, _ int) error { f(d, s); return nil }
	}
	var tmp []byte
	return func(d, s []byte, _ int) error {
		if srcUnit > 1 {
			tmp = append(tmp[:0], s...)
			swapBytes(tmp, srcUnit)
			s = tmp
		}
		f(d, s)
		if dstUnit > 1 {
			swapBytes(d, dstUnit)
		}
		return nil
	}
}

// swapUnit is the size of the numbers to reverse in a swapped dtype, else 1.
func swapUnit(d *DType) int {
	if d.IsNative() {
		return 1
	}
	return numberSize(d)
}

// numberSize is the size of the numbers of which an element consists: parts of
// complex numbers, characters of strings.
func numberSize(d *DType) int {
	switch d.kind {
	case Complex:
		return d.size / 2
	case Unicode:
		return 4
	}
	return d.size
}

// resizeCast cuts elements or pads them with zeros.
func resizeCast(from, to int) castFunc {
	m := min(from, to)
	return func(dst, src []byte, n int) error {
		for i := range n {
			clear(dst[i*to+copy(dst[i*to:i*to+to], src[i*from:i*from+m]) : i*to+to])
		}
		return nil
	}
}

func unicodeCast(src, dst *DType) castFunc {
	resize := resizeCast(src.size, dst.size)
	return func(d, s []byte, n int) error {
		if err := resize(d, s, n); err != nil {
			return err
		}
		if src.order != dst.order {
			swapBytes(d, 4)
		}
		return nil
	}
}

// structCast converts field by field in order; a plain value goes to every
// field.
func structCast(src, dst *DType, from, to *Array) (castFunc, error) {
	cannot := func() error {
		return typeError("Cannot cast array data from %s to %s according to the rule 'unsafe'", src.Repr(), dst.Repr())
	}
	type step struct {
		cast             castFunc
		sOff, dOff, s, d int
	}
	var steps []step
	switch {
	case src.fields != nil && dst.kind == Object, src.kind == Object:
		return itemCast(src, dst, from, to), nil
	case src.fields != nil && dst.fields == nil:
		if dst.kind == Void {
			return resizeCast(src.size, dst.size), nil
		}
		if len(src.fields) != 1 {
			return nil, cannot()
		}
		f := src.fields[0]
		c, err := newCast(f.Type, dst, from, to)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step{c, f.Offset, 0, f.Type.size, dst.size})
	case src.fields == nil:
		for _, f := range dst.fields {
			c, err := newCast(src, f.Type, from, to)
			if err != nil {
				return nil, err
			}
			steps = append(steps, step{c, 0, f.Offset, src.size, f.Type.size})
		}
	default:
		if len(src.fields) != len(dst.fields) {
			return nil, cannot()
		}
		for i, f := range dst.fields {
			g := src.fields[i]
			c, err := newCast(g.Type, f.Type, from, to)
			if err != nil {
				return nil, err
			}
			steps = append(steps, step{c, g.Offset, f.Offset, g.Type.size, f.Type.size})
		}
	}
	return func(d, s []byte, n int) error {
		clear(d)
		var in, out [64]byte
		for i := range n {
			for _, t := range steps {
				// Fields need not be aligned, which conversions expect.
				a, b := in[:], out[:]
				if t.s > len(in) || t.d > len(out) {
					a, b = makeAligned(t.s), makeAligned(t.d)
				}
				a, b = a[:t.s], b[:t.d]
				copy(a, s[i*src.size+t.sOff:])
				clear(b)
				if err := t.cast(b, a, 1); err != nil {
					return err
				}
				copy(d[i*dst.size+t.dOff:], b)
			}
		}
		return nil
	}, nil
}

// subArrayCast converts elements that are arrays, broadcasting the source.
func subArrayCast(src, dst *DType, from, to *Array) (castFunc, error) {
	sb, ss := spreadSub(src, nil)
	db, ds := spreadSub(dst, nil)
	if dst.kind == Object {
		return itemCast(src, dst, from, to), nil
	}
	return func(d, s []byte, n int) error {
		for i := range n {
			a := &Array{dtype: sb, shape: ss, strides: contiguousStrides(ss, sb.size), env: to.env,
				buf: &buffer{bytes: s[i*src.size : (i+1)*src.size], objs: from.buf.objs}}
			b := &Array{dtype: db, shape: ds, strides: contiguousStrides(ds, db.size), env: to.env,
				buf: &buffer{bytes: d[i*dst.size : (i+1)*dst.size], objs: to.buf.objs}}
			clear(b.buf.bytes)
			if err := b.Assign(a, CastUnsafe); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// itemCast goes through Go values: text, objects.
func itemCast(src, dst *DType, from, to *Array) castFunc {
	srcObjs, dstObjs, env := from.buf.objs, to.buf.objs, to.env
	return func(d, s []byte, n int) error {
		for i := range n {
			v := getItem(src, s[i*src.size:(i+1)*src.size], srcObjs, env)
			out := d[i*dst.size : (i+1)*dst.size]
			clear(out)
			switch {
			case dst.kind == Object:
				if src.kind != Object {
					v = env.wrapped(Scalar{dtype: src, data: s[i*src.size : (i+1)*src.size], objs: srcObjs, env: env})
				}
			case src.kind == Object && v != nil:
				if w, ok := env.objects().Unwrap(v); ok {
					v = w
				}
			case src.kind == Bytes && dst.kind != Unicode:
				v = npText{string(v.([]byte)), true}
			case src.kind == Unicode:
				v = npText{v.(string), false}
			case src.kind == Float && src.size < 8 && dst.isString():
				v = floatText(v.(float64), 8*src.size)
			case src.kind == Complex && src.size < 16 && dst.isString():
				v = complexText(v.(complex128), 32)
			case src.kind == Void && dst.kind == Bytes:
				clear(out[copy(out, s[i*src.size:(i+1)*src.size]):])
				continue
			}
			if err := setItem(dst, out, dstObjs, env, v); err != nil {
				return err
			}
		}
		return nil
	}
}
