package numpy

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// ArrayLike is implemented by values of other packages that numpy's functions take as arrays (__array__), such as
// h5py's datasets.
type ArrayLike interface {
	starlark.Value
	NumpyArray() (*ndarray.Array, error)
}

// ToArray is np.asarray(v, dtype): arrays as they are, scalars and Python's numbers as 0-d arrays, nested sequences
// by their items. A nil dt is discovered.
func (lib *Library) ToArray(v starlark.Value, dt *ndarray.DType) (*ndarray.Array, error) {
	v = pyrt.Plain(v)
	a, err := lib.existing(v)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return lib.build(v, dt)
	}
	if dt == nil {
		return a, nil
	}
	return a.To(dt)
}

// existing returns the array that a value already is, or nil.
func (lib *Library) existing(v starlark.Value) (*ndarray.Array, error) {
	switch v := v.(type) {
	case *Array:
		return v.a, nil
	case *Scalar:
		return v.s.Array(), nil
	case ArrayLike:
		return v.NumpyArray()
	case pyrt.Byter:
		if _, text := v.(starlark.Value).(starlark.Bytes); text {
			return nil, nil
		}
		b, err := v.PyBytes()
		if err != nil {
			return nil, err
		}
		return ndarray.FromBytes(lib.nd, ndarray.Uint8(), []int{len(b)}, b)
	}
	return nil, nil
}

// toOperand is ToArray for arithmetic: Python's numbers give way to the other operand's dtype.
func (lib *Library) toOperand(v starlark.Value) (*ndarray.Array, error) {
	switch v := pyrt.Plain(v).(type) {
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			return ndarray.WeakInt(n), nil
		}
		return ndarray.WeakBig(v.BigInt()), nil
	case starlark.Float:
		return ndarray.WeakFloat(float64(v)), nil
	case pyrt.Complex:
		return ndarray.WeakComplex(complex128(v)), nil
	}
	return lib.ToArray(v, nil)
}

// holdsTimes reports whether v or its first element is of the module datetime.
func (lib *Library) holdsTimes(v starlark.Value) bool {
	for {
		items, ok := v.(starlark.Indexable)
		if _, text := v.(starlark.String); text || !ok || items.Len() == 0 {
			break
		}
		v = items.Index(0)
	}
	_, ok := lib.timeCount(v)
	return ok
}

// build makes an array from Python's values.
func (lib *Library) build(v starlark.Value, dt *ndarray.DType) (*ndarray.Array, error) {
	if a, err := lib.buildFast(v, dt); a != nil || err != nil {
		return a, err
	}
	if dt != nil && (dt.Kind() == ndarray.Datetime || dt.Kind() == ndarray.Timedelta) && dt.Unit() == (ndarray.Unit{}) && lib.holdsTimes(v) {
		a, err := lib.build(v, ndarray.ObjectType())
		if err != nil {
			return nil, err
		}
		return a.AsType(dt, ndarray.CastUnsafe)
	}
	objects := dt != nil && dt.Kind() == ndarray.Object
	d := discovery{lib: lib, tuplesAreLeaves: dt != nil && dt.IsStruct(), objects: objects, deepest: ndarray.MaxDims}
	err := d.visit(v, 0)
	if err != nil && objects && d.raggedAt > 0 {
		d = discovery{lib: lib, objects: true, deepest: d.raggedAt} // what lies below is not alike and becomes objects
		err = d.visit(v, 0)
	}
	if err != nil {
		return nil, err
	}
	shape := d.shape
	if dt != nil {
		if base, sub, ok := dt.Sub(); ok && len(shape) >= len(sub) {
			dt, shape = base, d.shape
		}
	}
	return ndarray.FromValues(lib.nd, dt, shape, d.leaves)
}

// buildFast handles flat lists of Python floats and ints, the common large ones, without boxing.
func (lib *Library) buildFast(v starlark.Value, dt *ndarray.DType) (*ndarray.Array, error) {
	list, ok := v.(starlark.Indexable)
	if !ok || dt != nil || list.Len() < 16 {
		return nil, nil
	}
	switch v.(type) {
	case *starlark.List, starlark.Tuple:
	default:
		return nil, nil
	}
	switch list.Index(0).(type) {
	case starlark.Int:
		return fillFast(lib, list, ndarray.Int64(), func(v starlark.Value) (int64, bool) {
			n, ok := v.(starlark.Int)
			if !ok {
				return 0, false
			}
			return n.Int64()
		})
	case starlark.Float:
		return fillFast(lib, list, ndarray.Float64(), func(v starlark.Value) (float64, bool) {
			f, ok := v.(starlark.Float)
			return float64(f), ok
		})
	}
	return nil, nil
}

func fillFast[T any](lib *Library, list starlark.Indexable, dt *ndarray.DType, get func(starlark.Value) (T, bool)) (*ndarray.Array, error) {
	a, err := ndarray.New(lib.nd, dt, []int{list.Len()})
	if err != nil {
		return nil, err
	}
	data, _ := ndarray.Data[T](a)
	for i := range data {
		v, ok := get(list.Index(i))
		if !ok {
			return nil, nil
		}
		data[i] = v
	}
	return a, nil
}

// sequence returns the items of a list, tuple, range, array or array-like, and false for what numpy takes as a leaf.
func (lib *Library) sequence(v starlark.Value) (starlark.Tuple, bool) {
	switch v := v.(type) {
	case starlark.Tuple:
		return v, true
	case *starlark.List:
		out := make(starlark.Tuple, v.Len())
		for i := range out {
			out[i] = v.Index(i)
		}
		return out, true
	case *Array:
		if v.a.NDim() == 0 {
			return nil, false
		}
	case starlark.String, starlark.Bytes, *starlark.Dict, *starlark.Set, *Scalar:
		return nil, false
	case pyrt.Typed:
		if t := v.PyType(); t != pyrt.RangeType {
			if _, ok := v.(ArrayLike); !ok {
				return nil, false
			}
		}
	case starlark.Indexable:
	default:
		return nil, false
	}
	items, err := pyrt.Collect(v)
	return items, err == nil
}

// discovery finds the shape of nested sequences and collects their leaves in C order.
type discovery struct {
	lib             *Library
	tuplesAreLeaves bool // structured dtype
	objects         bool // elements of arrays become Python's values
	deepest         int  // sequences at this depth are leaves
	shape           []int
	leaves          []any
	closed          bool // the first leaf has been found: the number of dimensions is known
	raggedAt        int  // depth at which items differ in length
}

func (d *discovery) visit(v starlark.Value, depth int) error {
	if a, err := d.lib.existing(v); err != nil {
		return err
	} else if a != nil && a.NDim() > 0 && depth+a.NDim() <= d.deepest {
		return d.visitArray(a, depth)
	}
	if t, ok := v.(starlark.Tuple); ok && d.tuplesAreLeaves {
		return d.leaf(d.lib.leafTuple(t), depth)
	}
	if r, ok := v.(*pyrt.Range); ok && !ndarray.Room(r.Len(), itemSize) {
		return pyrt.Errorf(pyrt.MemoryError, "")
	}
	items, ok := d.lib.sequence(v)
	if !ok || depth == d.deepest {
		return d.leaf(d.lib.toItem(v), depth)
	}
	if err := d.enter(len(items), depth); err != nil {
		return err
	}
	for _, item := range items {
		if err := d.visit(item, depth+1); err != nil {
			return err
		}
	}
	if len(items) == 0 {
		d.closed = true
	}
	return nil
}

// enter notes a sequence of n items at a depth, which must be as long as its siblings.
func (d *discovery) enter(n, depth int) error {
	switch {
	case depth < len(d.shape) && d.shape[depth] == n:
		return nil
	case depth == len(d.shape) && !d.closed:
		d.shape = append(d.shape, n)
		return nil
	}
	return d.ragged(depth)
}

func (d *discovery) leaf(v any, depth int) error {
	if depth != len(d.shape) {
		return d.ragged(depth)
	}
	d.closed = true
	d.leaves = append(d.leaves, v)
	return nil
}

func (d *discovery) visitArray(a *ndarray.Array, depth int) error {
	for i, n := range a.Shape() {
		if err := d.enter(n, depth+i); err != nil {
			return err
		}
	}
	if depth+a.NDim() != len(d.shape) {
		return d.ragged(depth + a.NDim())
	}
	d.closed = true
	for s := range a.All() {
		if d.objects {
			d.leaves = append(d.leaves, s.Item())
		} else {
			d.leaves = append(d.leaves, s)
		}
	}
	return nil
}

func (d *discovery) ragged(depth int) error {
	d.raggedAt = depth
	detected := d.shape[:min(depth, len(d.shape))]
	return pyrt.Errorf(pyrt.ValueError, "setting an array element with a sequence. The requested array has an "+
		"inhomogeneous shape after %d dimensions. The detected shape was %s + inhomogeneous part.", len(detected), shapeText(detected))
}
