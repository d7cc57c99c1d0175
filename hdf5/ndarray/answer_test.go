package ndarray

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
)

// answer computes what package ndarray says to one question.
func answer(kind string, c []any) (any, error) {
	arr := func(i int) *Array {
		a, err := decodeArray(c[i].(map[string]any))
		if err != nil {
			panic(err)
		}
		return a
	}
	str := func(i int) string { return c[i].(string) }
	dtype := func(i int) *DType {
		d, err := decodeDType(c[i])
		if err != nil {
			panic(err)
		}
		return d
	}
	switch kind {
	case "parse":
		d, err := ParseDType(str(0))
		if err != nil {
			return nil, err
		}
		return []any{d, d.String(), d.Repr(), d.Name(), d.Str(), d.ItemSize()}, nil
	case "dtype":
		d := dtype(0)
		_ = d
		return []any{d.String(), d.Repr(), d.Name(), d.Str(), d.ItemSize(), pyBool(d.Aligned())}, nil
	case "promote":
		return PromoteTypes(dtype(0), dtype(1))
	case "cancast":
		rule, err := ParseCasting(str(2))
		return pyBool(CanCast(dtype(0), dtype(1), rule)), err
	case "cast":
		return arr(0).AsType(dtype(1), CastUnsafe)
	case "binary":
		return Binary(mustOp(str(0)), arr(1), arr(2))
	case "unary":
		return Unary(mustOp(str(0)), arr(1))
	case "weak":
		return Binary(mustOp(str(0)), arr(1), weakValue(c[2].(map[string]any)))
	case "reduce":
		return reduceAnswer(c, arr(1))
	case "bigsum":
		a, _, err := arr(0).Index(SliceKey{ptrInt(toInt(c[1])), ptrInt(toInt(c[2])), ptrInt(toInt(c[3]))})
		if err != nil {
			return nil, err
		}
		s, err := Reduce(Sum, a, ReduceOptions{})
		if err != nil {
			return nil, err
		}
		m, err := Reduce(Mean, a, ReduceOptions{})
		return []any{s, m}, err
	case "matrix":
		return matrixAnswer(arr(0))
	case "index":
		r, scalar, err := arr(0).Index(decodeKeys(c[1])...)
		return []any{r, pyBool(scalar)}, err
	case "indext":
		t, err := arr(0).Transpose([]int{2, 0, 1})
		if err != nil {
			return nil, err
		}
		t, _, _ = t.Index(SliceKey{Step: ptrInt(2)})
		r, scalar, err := t.Index(decodeKeys(c[1])...)
		return []any{r, pyBool(scalar)}, err
	case "setindex":
		a := arr(0)
		return a, a.SetIndex(decodeKeys(c[1]), arr(2))
	case "reshape":
		return reshapeAnswer(c, arr(0))
	case "func":
		return funcAnswer(str(0))
	case "print":
		a := arr(0)
		if c[1].(bool) {
			s := a.scalarAt(a.off)
			if a.NDim() > 0 {
				return nil, fmt.Errorf("scalar with dimensions")
			}
			return []any{s.Str(), s.Repr()}, nil
		}
		return []any{a.Str(nil), a.Repr(nil)}, nil
	case "options":
		opt := printOptions(c[0].(map[string]any))
		a := arr(1)
		return []any{a.Str(opt), a.Repr(opt)}, nil
	}
	return nil, fmt.Errorf("unknown question %q", kind)
}

func pyBool(b bool) any { return b }

func ptrInt(i int) *int { return &i }

func mustOp(name string) Op {
	op, ok := OpByName(name)
	if !ok {
		panic("no ufunc " + name)
	}
	return op
}

func weakValue(m map[string]any) *Array {
	switch {
	case m["int"] != nil:
		b, _ := new(big.Int).SetString(m["int"].(string), 10)
		return WeakBig(b)
	case m["float"] != nil:
		f, err := strconv.ParseFloat(m["float"].(string), 64)
		if err != nil {
			panic(err)
		}
		return WeakFloat(f)
	}
	return WeakComplex(decodeObject(m).(complex128))
}

var reductions = map[string]Reduction{"sum": Sum, "prod": Prod, "min": Min, "max": Max, "any": Any, "all": All, "mean": Mean,
	"var": Var, "std": Std, "argmin": ArgMin, "argmax": ArgMax, "ptp": Ptp, "median": Median, "count_nonzero": CountNonzero,
	"nansum": NanSum, "nanmax": NanMax, "nanmean": NanMean}

func reduceAnswer(c []any, a *Array) (any, error) {
	var axes []int
	switch x := c[2].(type) {
	case json.Number:
		axes = []int{toInt(x)}
	case []any:
		axes = ints(x)
	}
	if c[0] == "cumsum" {
		if axes == nil {
			return Accumulate(OpAdd, a, nil, nil)
		}
		return Accumulate(OpAdd, a, &axes[0], nil)
	}
	return Reduce(reductions[c[0].(string)], a, ReduceOptions{Axes: axes, KeepDims: c[3].(bool)})
}

func matrixAnswer(m *Array) (any, error) {
	sub := func(keys ...Key) *Array { r, _, _ := m.Index(keys...); return r }
	t, _ := m.Transpose(nil)
	odd := sub(SliceKey{Step: ptrInt(2)}, SliceKey{Step: ptrInt(3)})
	back := sub(SliceKey{Step: ptrInt(-1)}, SliceKey{Step: ptrInt(-1)})
	var out []any
	for _, q := range []struct {
		a   *Array
		opt ReduceOptions
	}{{m, ReduceOptions{Axes: []int{0}}}, {m, ReduceOptions{Axes: []int{1}}}, {t, ReduceOptions{Axes: []int{0}}}, {t, ReduceOptions{}},
		{odd, ReduceOptions{}}, {odd, ReduceOptions{Axes: []int{0}}}, {back, ReduceOptions{}}, {m, ReduceOptions{Axes: []int{0}, DType: Float32()}}} {
		r, err := Reduce(Sum, q.a, q.opt)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func reshapeAnswer(c []any, a *Array) (any, error) {
	v := a
	switch c[1].(string) {
	case "T":
		v, _ = a.Transpose(nil)
	case "S":
		v, _, _ = a.Index(SliceKey{}, SliceKey{Step: ptrInt(2)})
	case "F":
		v, _, _ = a.Index(SliceKey{Step: ptrInt(-1)})
	}
	r, err := v.Reshape(ints(c[2]))
	if err != nil {
		return nil, err
	}
	return []any{r, pyBool(r.buf == a.buf)}, nil
}

func printOptions(m map[string]any) *PrintOptions {
	o := DefaultPrintOptions()
	for k, v := range m {
		switch k {
		case "precision":
			o.Precision = toInt(v)
		case "threshold":
			o.Threshold = toInt(v)
		case "edgeitems":
			o.EdgeItems = toInt(v)
		case "linewidth":
			o.LineWidth = toInt(v)
		case "suppress":
			o.Suppress = v.(bool)
		case "sign":
			o.Sign = v.(string)[0]
		case "floatmode":
			o.FloatMode = v.(string)
		case "nanstr":
			o.NanStr = v.(string)
		case "infstr":
			o.InfStr = v.(string)
		}
	}
	return o
}
