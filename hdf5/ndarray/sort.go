package ndarray

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
)

// Sort returns a sorted copy along axis (nil flattens); NaN and NaT come last.
func Sort(a *Array, axis *int) (*Array, error) {
	out, _, err := sortLanes(a, axis, false)
	return out, err
}

// ArgSort returns the indices of a stable sort along axis (nil flattens).
func ArgSort(a *Array, axis *int) (*Array, error) {
	_, index, err := sortLanes(a, axis, true)
	return index, err
}

func sortLanes(a *Array, axis *int, wantIndex bool) (sorted, index *Array, err error) {
	ax := 0
	if axis == nil {
		a, err = a.Ravel()
	} else {
		ax, err = normalizeAxis(*axis, a.NDim())
	}
	if err != nil {
		return nil, nil, err
	}
	moved, err := a.MoveAxis([]int{ax}, []int{-1})
	if err != nil {
		return nil, nil, err
	}
	lanes, err := moved.AsType(canonical(a.dtype), CastUnsafe)
	if err != nil {
		return nil, nil, err
	}
	back := func(x *Array) (*Array, error) { return x.MoveAxis([]int{-1}, []int{ax}) }
	n := a.shape[ax]
	if !wantIndex {
		if f := sortBytes(lanes.dtype); f != nil {
			size := n * lanes.dtype.size
			for b := lanes.Bytes(); len(b) > 0 && size > 0; b = b[size:] {
				f(b[:size])
			}
			sorted, err = back(lanes)
			if err == nil && !a.dtype.IsNative() {
				sorted, err = sorted.AsType(a.dtype, CastUnsafe)
			}
			return sorted, nil, err
		}
	}
	if index, err = argsortLanes(lanes, n); err != nil {
		return nil, nil, err
	}
	if !wantIndex {
		picked, err := lanes.pickLanes(index, n)
		if err != nil {
			return nil, nil, err
		}
		sorted, err = back(picked)
		return sorted, nil, err
	}
	index, err = back(index)
	return nil, index, err
}

func argsortLanes(lanes *Array, n int) (*Array, error) {
	index, err := New(lanes.env, Int64(), lanes.shape)
	if err != nil {
		return nil, err
	}
	idx, _ := Data[int64](index)
	order := comparer(lanes)
	for lo := 0; lo < len(idx); lo += n {
		lane := idx[lo : lo+n]
		for i := range lane {
			lane[i] = int64(i)
		}
		if n >= radixLeast {
			size := lanes.dtype.size
			if keys, bits := radixKeys(lanes.dtype, lanes.Bytes()[lo*size:(lo+n)*size]); keys != nil {
				_, sorted := radixSort(keys, bits, lane)
				copy(lane, sorted)
				continue
			}
		}
		var failed error
		slices.SortStableFunc(lane, func(i, j int64) int {
			c, err := order(lo+int(i), lo+int(j))
			if err != nil {
				failed = err
			}
			return c
		})
		if failed != nil {
			return nil, failed
		}
	}
	return index, nil
}

// pickLanes is take_along_axis over the last axis of contiguous lanes.
func (a *Array) pickLanes(index *Array, n int) (*Array, error) {
	idx, _ := Data[int64](index)
	flat := make([]int64, len(idx))
	for i, j := range idx {
		flat[i] = int64(i/n*n) + j
	}
	k, err := FromBytes(nil, Int64(), []int{len(flat)}, bytesOf(flat))
	if err != nil {
		return nil, err
	}
	r, err := a.Ravel()
	if err != nil {
		return nil, err
	}
	r, _, err = r.Index(ArrayKey{k})
	if err != nil {
		return nil, err
	}
	return r.Reshape(a.shape)
}

// sortBytes sorts a lane of native numbers in place; nil for other kinds.
func sortBytes(d *DType) func([]byte) {
	switch d.num() {
	case numBool, numU8:
		return sortReal[uint8]
	case numI8:
		return sortReal[int8]
	case numI16:
		return sortReal[int16]
	case numI32:
		return sortReal[int32]
	case numI64:
		return sortReal[int64]
	case numU16:
		return sortReal[uint16]
	case numU32:
		return sortReal[uint32]
	case numU64:
		return sortReal[uint64]
	case numF32:
		return sortReal[float32]
	case numF64:
		return sortReal[float64]
	}
	return nil
}

func sortReal[T realNumber](b []byte) {
	s := typed[T](b)
	end := len(s)
	for i := 0; i < end; {
		if s[i] != s[i] {
			end--
			s[i], s[end] = s[end], s[i]
		} else {
			i++
		}
	}
	if f, ok := any(s[:end]).([]float64); ok && end >= radixLeast {
		sortFloats(f)
		return
	}
	slices.Sort(s[:end])
}

// order is a three-way comparison that puts NaN last.
func orderReal[T realNumber](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	case x != x && y != y:
		return 0
	case x != x:
		return 1
	}
	return -1
}

// comparer returns the order of two elements of a contiguous native array by
// flat index.
func comparer(a *Array) func(i, j int) (int, error) {
	data, size := a.Bytes(), a.dtype.size
	at := func(i int) []byte { return data[i*size : (i+1)*size] }
	plain := func(f func(x, y []byte) int) func(i, j int) (int, error) {
		return func(i, j int) (int, error) { return f(at(i), at(j)), nil }
	}
	switch {
	case a.dtype.num() != notNum:
		return plain(numberOrder(a.dtype.num()))
	case a.dtype.isTemporal():
		return plain(func(x, y []byte) int {
			// As unsigned after a shift by one, NaT is the greatest.
			return cmp.Compare(uint64(loadInt(x, a.dtype.order)-1)^1<<63, uint64(loadInt(y, a.dtype.order)-1)^1<<63)
		})
	case a.dtype.kind == Unicode:
		return plain(func(x, y []byte) int { return slices.Compare(typed[uint32](x), typed[uint32](y)) })
	case a.dtype.fields != nil:
		return structOrder(a)
	case a.dtype.kind == Object:
		return func(i, j int) (int, error) { return objectOrder(a, i, j) }
	}
	return plain(bytes.Compare)
}

func numberOrder(t numType) func(x, y []byte) int {
	switch t {
	case numBool, numU8:
		return orderBytes[uint8]
	case numI8:
		return orderBytes[int8]
	case numI16:
		return orderBytes[int16]
	case numI32:
		return orderBytes[int32]
	case numI64:
		return orderBytes[int64]
	case numU16:
		return orderBytes[uint16]
	case numU32:
		return orderBytes[uint32]
	case numU64:
		return orderBytes[uint64]
	case numF32:
		return orderBytes[float32]
	case numF64:
		return orderBytes[float64]
	case numF80:
		return func(x, y []byte) int { return orderExtended(typed[extended](x)[0], typed[extended](y)[0]) }
	case numF16:
		return func(x, y []byte) int {
			return orderReal(typed[float16](x)[0].float32(), typed[float16](y)[0].float32())
		}
	}
	h := t.dtype().size / 2
	part := numberOrder(t - numC64 + numF32) // numC64 and numC128 only
	nan := func(b []byte) int { return int(b2u(isNaNBytes(b))) }
	return func(x, y []byte) int {
		// Numbers with a NaN part come last, by which parts are NaN.
		if c := 2*nan(x[:h]) + nan(x[h:]) - 2*nan(y[:h]) - nan(y[h:]); c != 0 {
			return c
		}
		if c := part(x[:h], y[:h]); c != 0 {
			return c
		}
		return part(x[h:], y[h:])
	}
}

// orderExtended puts NaN last.
func orderExtended(x, y extended) int {
	if x.isNaN() || y.isNaN() {
		return int(b2u(x.isNaN())) - int(b2u(y.isNaN()))
	}
	return x.compare(y)
}

func isNaNBytes(b []byte) bool { f := loadFloat(b, NativeOrder()); return f != f }

func orderBytes[T realNumber](x, y []byte) int { return orderReal(typed[T](x)[0], typed[T](y)[0]) }

// structOrder compares field by field.
func structOrder(a *Array) func(i, j int) (int, error) {
	var orders []func(i, j int) (int, error)
	flat, err := a.Ravel()
	for _, f := range a.dtype.fields {
		if err != nil || f.Type.base != nil {
			continue
		}
		v, e := flat.Field(f.Name)
		if e == nil {
			v, e = v.native()
		}
		if err = e; err == nil {
			orders = append(orders, comparer(v))
		}
	}
	return func(i, j int) (int, error) {
		for _, o := range orders {
			if c, err := o(i, j); c != 0 || err != nil {
				return c, err
			}
		}
		return 0, err
	}
}

func objectOrder(a *Array, i, j int) (int, error) {
	x, y := a.Flat(i).Item(), a.Flat(j).Item()
	for c, pair := range [][2]any{{x, y}, {y, x}} {
		r, err := a.env.objects().Apply(OpLess, pair[0], pair[1])
		if err != nil {
			return 0, err
		}
		less, err := truthOf(a.env, unwrapped(a.env, r))
		if err != nil {
			return 0, err
		}
		if less {
			return 2*c - 1, nil
		}
	}
	return 0, nil
}

// UniqueResult is what np.unique can return: the sorted values, where each
// first stood, which value each element is, and how often each occurs.
type UniqueResult struct{ Values, Index, Inverse, Counts *Array }

// Unique is np.unique(a, ...) of the flattened array, with all extras. NaN are
// one value.
func Unique(a *Array) (UniqueResult, error) {
	var u UniqueResult
	flat, err := a.Ravel()
	if err != nil {
		return u, err
	}
	if flat, err = flat.native(); err != nil {
		return u, err
	}
	n := flat.Size()
	perm, err := argsortLanes(flat, max(n, 1))
	if err != nil {
		return u, err
	}
	idx, _ := Data[int64](perm)
	order := comparer(flat)
	var first, counts []int64
	inverse := make([]int64, n)
	for k, i := range idx {
		same := k > 0
		if same {
			c, err := order(int(idx[k-1]), int(i))
			if err != nil {
				return u, err
			}
			same = c == 0
		}
		if same {
			counts[len(counts)-1]++
		} else {
			first, counts = append(first, i), append(counts, 1)
		}
		inverse[i] = int64(len(first) - 1)
	}
	ints := func(v []int64, shape []int) (*Array, error) {
		x, err := FromBytes(a.env, Int64(), shape, bytesOf(v))
		return x, err
	}
	if u.Index, err = ints(first, []int{len(first)}); err != nil {
		return u, err
	}
	if u.Counts, err = ints(counts, []int{len(counts)}); err != nil {
		return u, err
	}
	if u.Inverse, err = ints(inverse, a.shape); err != nil {
		return u, err
	}
	if u.Values, _, err = flat.Index(ArrayKey{u.Index}); err != nil {
		return u, err
	}
	u.Values, err = u.Values.To(a.dtype) // in a's byte order
	return u, err
}

// SearchSorted is np.searchsorted(a, v, side) with right false for 'left'.
func SearchSorted(a, v *Array, right bool) (*Array, error) {
	if a.NDim() != 1 {
		return nil, valueError("object too deep for desired array")
	}
	dt, err := ResultType(a, v)
	if err != nil {
		return nil, err
	}
	n := a.Size()
	joined, err := New(a.env, dt, []int{n + v.Size()})
	if err != nil {
		return nil, err
	}
	if err := joined.section(0, 0, n).Assign(a, CastUnsafe); err != nil {
		return nil, err
	}
	flat, err := v.Ravel()
	if err != nil {
		return nil, err
	}
	if err := joined.section(0, n, n+v.Size()).Assign(flat, CastUnsafe); err != nil {
		return nil, err
	}
	out, err := New(a.env, Int64(), v.shape)
	if err != nil {
		return nil, err
	}
	result, _ := Data[int64](out)
	if search := searcher(dt); search != nil {
		data, size := joined.Bytes(), dt.size
		return out, parallel(len(result), func(lo, hi int) error {
			search(data[:n*size], data[(n+lo)*size:(n+hi)*size], result[lo:hi], right)
			return nil
		})
	}
	order := comparer(joined)
	for i := range result {
		var failed error
		result[i] = int64(sort.Search(n, func(k int) bool {
			c, err := order(k, n+i)
			if err != nil {
				failed = err
			}
			return c > 0 || c == 0 && !right
		}))
		if failed != nil {
			return nil, failed
		}
	}
	return out, nil
}

// searcher returns the search for numbers of a type, nil for other types.
func searcher(d *DType) func(sorted, wanted []byte, out []int64, right bool) {
	if !d.IsNative() {
		return nil
	}
	switch d.num() {
	case numI32:
		return searchReal[int32]
	case numI64:
		return searchReal[int64]
	case numF32:
		return searchReal[float32]
	case numF64:
		return searchReal[float64]
	}
	return nil
}

func searchReal[T realNumber](sorted, wanted []byte, out []int64, right bool) {
	s := typed[T](sorted)
	for i, x := range typed[T](wanted) {
		lo, hi := 0, len(s)
		for lo < hi {
			mid := int(uint(lo+hi) / 2)
			y := s[mid]
			// y comes before x, or with right not behind it; NaN comes last.
			if y < x || x != x && y == y || right && (y == x || x != x) {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		out[i] = int64(lo)
	}
}
