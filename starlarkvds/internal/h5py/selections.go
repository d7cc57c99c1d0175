package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A selection is a part of an array as an index expression names it.
type selection struct {
	sel    dataspace.Selection
	mshape []uint64 // elements along each axis; one axis for points
	scalar []bool   // axes that an integer selects: absent from the result
	fancy  bool     // a list or a mask took part: no broadcasting
	points bool     // a mask of the whole shape: a 1-d result
}

// selectAll selects the whole of an array.
func selectAll(shape []uint64) selection {
	return selection{sel: dataspace.All(), mshape: slices.Clone(shape), scalar: make([]bool, len(shape))}
}

// shape returns the shape of the array that the selection reads.
func (s selection) shape() []uint64 {
	out := make([]uint64, 0, len(s.mshape))
	for i, n := range s.mshape {
		if !s.scalar[i] {
			out = append(out, n)
		}
	}
	return out
}

// size returns the number of elements.
func (s selection) size() uint64 { return elements(s.mshape) }

func elements(shape []uint64) uint64 {
	return dataspace.Space{Class: dataspace.Simple, Dims: shape}.NumElements()
}

// selectArgs reads an index expression on an array of a shape: h5py's select.
func (s *Session) selectArgs(shape []uint64, args starlark.Tuple) (selection, error) {
	if len(args) == 1 {
		if mask, ok, err := s.wholeMask(shape, args[0]); ok || err != nil {
			return mask, err
		}
	}
	r := indexReader{session: s, shape: shape}
	for i, arg := range args {
		if err := r.read(i, arg, args); err != nil {
			return selection{}, err
		}
	}
	return r.finish(len(args))
}

// axisKey is what one argument selects along its axis.
type axisKey struct {
	start, stride, count, block uint64
	scalar                      bool
	list                        []uint64 // instead of the rest, if not nil
}

// indexReader gathers the axes of an index expression.
type indexReader struct {
	session  *Session
	shape    []uint64
	keys     []axisKey
	ellipsis int // index in keys of the Ellipsis, or -1 after counting; see seen
	seen     bool
	hasList  bool
}

// read takes argument number i.
func (r *indexReader) read(i int, arg starlark.Value, args starlark.Tuple) error {
	if arg == pyrt.Ellipsis {
		if r.seen {
			return pyrt.Errorf(pyrt.ValueError, "Only one ellipsis may be used.")
		}
		r.seen, r.ellipsis = true, i
		if n := len(args) - 1; n > len(r.shape) {
			return tooManyArgs(n, len(r.shape))
		}
		return nil
	}
	axis := len(r.keys)
	if r.seen { // the rest counts from the end
		axis = len(r.shape) - (len(args) - i)
	}
	if axis >= len(r.shape) || axis < 0 {
		n := len(args)
		if r.seen || slices.Contains(args, pyrt.Ellipsis) {
			n--
		}
		return tooManyArgs(n, len(r.shape))
	}
	key, err := r.session.axisKey(arg, r.shape[axis], len(r.shape))
	if err != nil {
		return err
	}
	if key.list != nil {
		if r.hasList {
			return pyrt.Errorf(pyrt.TypeError, "Only one indexing vector or array is currently allowed for fancy indexing")
		}
		r.hasList = true
	}
	r.keys = append(r.keys, key)
	return nil
}

func tooManyArgs(n, rank int) error {
	return pyrt.Errorf(pyrt.ValueError, "%d indexing arguments for %d dimensions", n, rank)
}

// finish fills in the axes that no argument names.
func (r *indexReader) finish(nargs int) (selection, error) {
	if len(r.keys) == 0 {
		return selectAll(r.shape), nil
	}
	at := len(r.keys)
	if r.seen {
		at = r.ellipsis
	}
	keys := slices.Clone(r.keys[:at])
	missing := len(r.shape) - len(r.keys)
	for i := at; i < at+missing; i++ {
		keys = append(keys, axisKey{stride: 1, count: r.shape[i], block: 1})
	}
	keys = append(keys, r.keys[at:]...)
	return product(keys)
}

// product returns the selection of the outer product of the axes' keys.
func product(keys []axisKey) (selection, error) {
	out := selection{mshape: make([]uint64, len(keys)), scalar: make([]bool, len(keys))}
	for i, k := range keys {
		out.mshape[i], out.scalar[i] = k.count*k.block, k.scalar
		if k.list != nil {
			out.fancy, out.mshape[i] = true, uint64(len(k.list))
		}
	}
	if out.size() == 0 {
		out.sel = dataspace.None()
		return out, nil
	}
	var err error
	if out.fancy {
		axes := make([][]dataspace.Range, len(keys))
		for i, k := range keys {
			axes[i] = k.ranges()
		}
		out.sel, err = dataspace.NewProduct(axes)
		return out, err
	}
	h := dataspace.Hyperslab{}
	for _, k := range keys {
		h.Start, h.Stride = append(h.Start, k.start), append(h.Stride, k.stride)
		h.Count, h.Block = append(h.Count, k.count), append(h.Block, k.block)
	}
	out.sel, err = dataspace.NewHyperslab(h)
	return out, err
}

// ranges returns the key's intervals in order.
func (k axisKey) ranges() []dataspace.Range {
	var out []dataspace.Range
	for _, i := range k.list {
		if n := len(out); n > 0 && out[n-1].Stop == i {
			out[n-1].Stop++
			continue
		}
		out = append(out, dataspace.Range{Start: i, Stop: i + 1})
	}
	if k.list != nil {
		return out
	}
	if k.stride == k.block {
		return []dataspace.Range{{Start: k.start, Stop: k.start + k.count*k.block}}
	}
	for i := range k.count {
		start := k.start + i*k.stride
		out = append(out, dataspace.Range{Start: start, Stop: start + k.block})
	}
	return out
}

// axisKey reads one argument for an axis of n elements.
func (s *Session) axisKey(arg starlark.Value, n uint64, rank int) (axisKey, error) {
	switch arg := arg.(type) {
	case *pyrt.Slice:
		return sliceKey(arg, n)
	case *MultiBlockSlice:
		return arg.key(n)
	}
	if i, ok := asIndex(arg); ok {
		return intKey(i, n)
	}
	a, err := s.indexArray(arg)
	if err != nil {
		return axisKey{}, err
	}
	return listKey(a, n, rank)
}

func sliceKey(sl *pyrt.Slice, n uint64) (axisKey, error) {
	start, stop, step, err := sl.Indices(int(n))
	if err != nil {
		return axisKey{}, err
	}
	if step < 1 {
		return axisKey{}, pyrt.Errorf(pyrt.ValueError, "Step must be >= 1 (got %d)", step)
	}
	if stop < start {
		return axisKey{stride: 1, block: 1}, nil
	}
	return axisKey{start: uint64(start), stride: uint64(step), count: uint64(pyrt.SliceLen(start, stop, step)), block: 1}, nil
}

func intKey(i starlark.Int, n uint64) (axisKey, error) {
	if i.Sign() < 0 {
		i = i.Add(starlark.MakeUint64(n))
	}
	u, ok := i.Uint64()
	switch {
	case ok && u < n:
		return axisKey{start: u, stride: 1, count: 1, block: 1, scalar: true}, nil
	case n == 0:
		return axisKey{}, pyrt.Errorf(pyrt.IndexError, "Index (%v) out of range for empty dimension", i)
	}
	return axisKey{}, pyrt.Errorf(pyrt.IndexError, "Index (%v) out of range for (0-%d)", i, n-1)
}

// asIndex returns an integer, or false for what is none.
func asIndex(v starlark.Value) (starlark.Int, bool) {
	switch v.(type) {
	case starlark.Int, starlark.Bool, pyrt.Indexer:
		i, err := pyrt.Index(v)
		return i, err == nil
	}
	return starlark.Int{}, false
}

// indexArray returns a list or array argument as a 1-d array.
func (s *Session) indexArray(arg starlark.Value) (*ndarray.Array, error) {
	if t, ok := arg.(pyrt.Typed); ok && t.PyType().Name() == "ndarray" {
		a, err := s.np.ToArray(arg, nil)
		if err == nil && a.NDim() != 1 {
			err = pyrt.Errorf(pyrt.TypeError, "Only 1D arrays allowed for fancy indexing")
		}
		return a, err
	}
	a, err := s.np.ToArray(arg, nil)
	if err != nil || a.NDim() != 1 {
		text, reprErr := pyrt.Repr(arg)
		if reprErr != nil {
			text = arg.String()
		}
		return nil, pyrt.Errorf(pyrt.TypeError, "Selection can't process %s", text)
	}
	if a.Size() == 0 {
		return a.AsType(ndarray.Int64(), ndarray.CastUnsafe)
	}
	return a, nil
}

// listKey returns the key of a list of indices, or of a mask, for an axis of
// n elements.
func listKey(a *ndarray.Array, n uint64, rank int) (axisKey, error) {
	switch a.DType().Kind() {
	case ndarray.Bool:
		if uint64(a.Size()) != n {
			return axisKey{}, pyrt.Errorf(pyrt.TypeError, "boolean index did not match indexed array")
		}
		where, err := ndarray.NonZero(a)
		if err != nil {
			return axisKey{}, err
		}
		a = where[0]
	case ndarray.Int, ndarray.Uint:
	default:
		return axisKey{}, pyrt.Errorf(pyrt.TypeError, "Indexing arrays must have integer dtypes")
	}
	list, err := indices(a, n)
	if err != nil {
		return axisKey{}, err
	}
	return axisKey{stride: 1, count: uint64(len(list)), block: 1, list: list}, nil
}

// indices returns the elements of a as indices into n elements, which must
// increase.
func indices(a *ndarray.Array, n uint64) ([]uint64, error) {
	list := make([]uint64, 0, a.Size())
	for e := range a.All() {
		i, _ := e.Int64()
		if i < 0 {
			i += int64(n)
		}
		if i < 0 || uint64(i) >= n {
			if n == 0 {
				return nil, pyrt.Errorf(pyrt.IndexError, "Fancy indexing out of range for empty dimension")
			}
			return nil, pyrt.Errorf(pyrt.IndexError, "Fancy indexing out of range for (0-%d)", n-1)
		}
		list = append(list, uint64(i))
	}
	for i := 1; i < len(list); i++ {
		if list[i] <= list[i-1] {
			return nil, pyrt.Errorf(pyrt.TypeError, "Indexing elements must be in increasing order")
		}
	}
	return list, nil
}

// wholeMask returns the points of a boolean array of the full shape. ok is
// false for any other argument.
func (s *Session) wholeMask(shape []uint64, arg starlark.Value) (sel selection, ok bool, err error) {
	t, typed := arg.(pyrt.Typed)
	if !typed || t.PyType().Name() != "ndarray" {
		if l, isList := arg.(*starlark.List); !isList || len(shape) != 1 || l.Len() == 0 {
			return selection{}, false, nil
		} else if _, isBool := l.Index(0).(starlark.Bool); !isBool {
			return selection{}, false, nil
		}
	}
	a, err := s.np.ToArray(arg, nil)
	if err != nil || a.DType().Kind() != ndarray.Bool {
		return selection{}, false, err
	}
	got := dims(a.Shape())
	switch {
	case slices.Equal(got, shape):
	case len(got) == 1 && len(shape) > 0 && got[0] == shape[0]:
		return selection{}, false, nil
	default:
		return selection{}, false, pyrt.Errorf(pyrt.TypeError, "Boolean indexing array has incompatible shape")
	}
	sel, err = maskPoints(a)
	return sel, true, err
}

// maskPoints selects the true elements of a mask in row-major order.
func maskPoints(mask *ndarray.Array) (selection, error) {
	where, err := ndarray.NonZero(mask)
	if err != nil {
		return selection{}, err
	}
	n := where[0].Size()
	out := selection{mshape: []uint64{uint64(n)}, scalar: []bool{false}, fancy: true, points: true}
	if n == 0 {
		out.sel = dataspace.None()
		return out, nil
	}
	coords := make([]uint64, n*len(where))
	for axis, w := range where {
		i := axis
		for e := range w.All() {
			c, _ := e.Int64()
			coords[i] = uint64(c)
			i += len(where)
		}
	}
	out.sel, err = dataspace.NewPoints(len(where), coords)
	return out, err
}

// expand returns the shape, with as many axes as the selection, of an array
// that is to be broadcast to it.
func (s selection) expand(source []uint64) ([]uint64, error) {
	target := s.shape()
	if s.fancy {
		switch {
		case s.points && elements(source) == s.size():
			return s.mshape, nil
		case s.points:
			return nil, pyrt.Errorf(pyrt.TypeError, "Broadcasting is not supported for point-wise selections")
		case !slices.Equal(source, target):
			return nil, pyrt.Errorf(pyrt.TypeError, "Broadcasting is not supported for complex selections")
		}
		return s.mshape, nil
	}
	rest := slices.Clone(source)
	out := make([]uint64, len(s.mshape))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = 1
		if len(rest) == 0 || s.scalar[i] {
			continue
		}
		out[i] = rest[len(rest)-1]
		rest = rest[:len(rest)-1]
		if out[i] != 1 && out[i] != s.mshape[i] {
			return nil, cannotBroadcast(source, target)
		}
	}
	if slices.ContainsFunc(rest, func(n uint64) bool { return n > 1 }) {
		return nil, cannotBroadcast(source, target)
	}
	return out, nil
}

func cannotBroadcast(from, to []uint64) error {
	return pyrt.Errorf(pyrt.TypeError, "Can't broadcast %s -> %s", dataspace.Text(from), dataspace.Text(to))
}

// dims returns a shape in HDF5's integers, ints the reverse.
func dims(shape []int) []uint64 {
	out := make([]uint64, len(shape))
	for i, n := range shape {
		out[i] = uint64(n)
	}
	return out
}

func ints(dims []uint64) []int {
	out := make([]int, len(dims))
	for i, n := range dims {
		out[i] = int(n)
	}
	return out
}

// shapeTuple returns a shape as a script sees it.
func shapeTuple(shape []uint64) starlark.Tuple {
	out := make(starlark.Tuple, len(shape))
	for i, n := range shape {
		out[i] = starlark.MakeUint64(n)
	}
	return out
}
