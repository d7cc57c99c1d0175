package ndarray

import (
	"strconv"
	"strings"
)

// timeCount reads the text of a datetime64 or timedelta64 as a count of u.
func timeCount(kind Kind, text string, u Unit) (int64, error) {
	if kind == Timedelta {
		t := strings.TrimSpace(text)
		if t == "" || strings.EqualFold(t, "nat") {
			return NaT, nil
		}
		v, err := strconv.ParseInt(t, 10, 64)
		if err != nil {
			return 0, valueError("Could not convert object to NumPy timedelta")
		}
		return v, nil
	}
	c, from, nat, err := parseDatetime(text)
	if err != nil || nat {
		return NaT, err
	}
	if u.Base == "" {
		u = from
	}
	return u.join(c), nil
}

// TimeCount is a time or a span of the host, as ObjectOps.Unwrap may give it:
// Count units of Kind Datetime or Timedelta.
type TimeCount struct {
	Kind  Kind
	Unit  Unit
	Count int64
}

// setTemporal stores text or a count.
func setTemporal(dt *DType, b []byte, v any) error {
	switch x := v.(type) {
	case nil:
		storeBits(b, dt.order, 1<<63)
		return nil
	case npText:
		v = x.s
	case []byte:
		v = string(x)
	}
	if c, ok := v.(TimeCount); ok && c.Kind == dt.kind {
		storeBits(b, dt.order, uint64(rescale(c.Kind, c.Count, c.Unit, dt.unit)))
		return nil
	}
	if s, ok := v.(string); ok {
		if dt.kind == Datetime {
			if _, err := encodeASCII(s); err != nil {
				return err
			}
		} else if err := checkUTF8(s); err != nil {
			return err
		}
		n, err := timeCount(dt.kind, s, dt.unit)
		storeBits(b, dt.order, uint64(n))
		return err
	}
	i, ok := goInteger(v)
	if ok && !i.IsInt64() {
		return errorf("OverflowError", "int too big to convert")
	}
	if !ok {
		return valueError("Could not convert object to NumPy %s", kindWord(dt.kind))
	}
	storeBits(b, dt.order, uint64(i.Int64()))
	return nil
}

// temporalCast converts from or to datetime64 and timedelta64.
func temporalCast(src, dst *DType, env *Env) (castFunc, error) {
	n64 := basic(Int, 8)
	load := func(b []byte) int64 { return loadInt(b, src.order) }
	switch {
	case src.isTemporal() && dst.isTemporal():
		return func(d, s []byte, n int) error {
			for i := range n {
				v := load(s[8*i : 8*i+8])
				if src.kind == dst.kind {
					v = rescale(src.kind, v, src.unit, dst.unit)
				}
				storeBits(d[8*i:8*i+8], dst.order, uint64(v))
			}
			return nil
		}, nil
	case src.isTemporal() && dst.isString():
		return func(d, s []byte, n int) error {
			for i := range n {
				v := load(s[8*i : 8*i+8])
				text := datetimeText(v, src.unit)
				if src.kind == Timedelta {
					text = spanText(src.unit, v)
				} else if room := textWidth(dst); len(text) > room {
					return errorf("RuntimeError", "The string provided for NumPy ISO datetime formatting was too short, with length %d", room)
				}
				if err := setItem(dst, d[i*dst.size:(i+1)*dst.size], nil, env, text); err != nil {
					return err
				}
			}
			return nil
		}, nil
	case src.isString():
		return func(d, s []byte, n int) error {
			for i := range n {
				v := getItem(src, s[i*src.size:(i+1)*src.size], nil, env)
				if err := setTemporal(dst, d[8*i:8*i+8], v); err != nil {
					return err
				}
			}
			return nil
		}, nil
	case src.isTemporal() && dst.num() != notNum:
		return temporalToNumber(src, dst), nil
	case src.num() != notNum:
		return numberToTemporal(src, dst, n64), nil
	}
	return nil, typeError("Cannot cast array data from %s to %s according to the rule 'unsafe'", src.Repr(), dst.Repr())
}

// temporalToNumber gives the count, NaT's too.
func temporalToNumber(src, dst *DType) castFunc {
	as := *src
	as.kind, as.unit = Int, Unit{}
	return swappedCast(&as, dst, numericCast(numI64, dst.num()))
}

func numberToTemporal(src, dst, n64 *DType) castFunc {
	as := *n64
	as.order = dst.order
	return swappedCast(src, &as, numericCast(src.num(), numI64))
}

// unitFor gives a generic time dtype the unit of a's values.
func (a *Array) unitFor(dt *DType) (*DType, error) {
	if a.dtype.isTemporal() {
		if a.dtype.kind == dt.kind {
			return a.dtype.WithOrder(dt.order), nil
		}
		return dt, nil
	}
	if dt.kind != Datetime && a.dtype.kind != Object || !a.dtype.isString() && a.dtype.kind != Object {
		return dt, nil
	}
	e := *dt
	for s := range a.All() {
		v := unwrapped(a.env, s.Item())
		if c, ok := v.(TimeCount); ok {
			var err error
			if e.unit, err = commonUnit(dt.kind, e.unit, c.Unit); err != nil {
				return nil, err
			}
			continue
		} else if dt.kind != Datetime {
			return dt, nil
		}
		t, err := textOf(a.env, v)
		if err != nil {
			return nil, err
		}
		_, u, _, err := parseDatetime(t)
		if err != nil {
			return nil, err
		}
		if e.unit, err = commonUnit(Datetime, e.unit, u); err != nil {
			return nil, err
		}
	}
	return &e, nil
}
