package ndarray

import "math/big"

var errUnwritten = &Error{Kind: "NotImplementedError", Msg: "being written"}

// ParseDType reads what np.dtype(str) reads: "<i4", "f8", "int32", "S10",
// ">u2", "float", "(2,3)f4", "i4,f8", "M8[ns]".
func ParseDType(s string) (*DType, error) { return nil, errUnwritten }

// --- values

// Python's numbers as operands: 0-d arrays that are weak in promotion.

// WeakInt is a Python int.
func WeakInt(v int64) *Array { return nil }

// WeakBig is a Python int of any size.
func WeakBig(v *big.Int) *Array { return nil }

// WeakFloat is a Python float.
func WeakFloat(v float64) *Array { return nil }

// WeakComplex is a Python complex.
func WeakComplex(v complex128) *Array { return nil }

// Scalar is one element: numpy's scalar, or a 0-d value.
type Scalar struct {
	dtype *DType
	data  []byte
	objs  *objectHeap
	env   *Env
}

func (s Scalar) DType() *DType { return s.dtype }

// IntValue, FloatValue, BoolValue, ComplexValue, StrValue and BytesValue make
// scalars of int64, float64, bool, complex128, U and S.
func IntValue(v int64) Scalar          { return Scalar{} }
func FloatValue(v float64) Scalar      { return Scalar{} }
func BoolValue(v bool) Scalar          { return Scalar{} }
func ComplexValue(v complex128) Scalar { return Scalar{} }
func StrValue(v string) Scalar         { return Scalar{} }
func BytesValue(v []byte) Scalar       { return Scalar{} }

// NewScalar converts a Go value (see Array.SetItem) to dt; a nil dt is the one
// that numpy discovers.
func NewScalar(env *Env, dt *DType, v any) (Scalar, error) { return Scalar{}, errUnwritten }

// Item is Python's item(): bool, int64, uint64, float64, complex128, string,
// []byte (S without trailing NULs, V whole), Tuple (structured), the stored
// value (object), time as int64 counts.
func (s Scalar) Item() any { return nil }

// Int64 returns an integer, bool, or integral float's value; ok is false for
// others.
func (s Scalar) Int64() (v int64, ok bool)        { return 0, false }
func (s Scalar) Float64() (v float64, ok bool)    { return 0, false }
func (s Scalar) Complex() (v complex128, ok bool) { return 0, false }

// Truth is Python's bool(scalar).
func (s Scalar) Truth() (bool, error) { return false, errUnwritten }

// Array returns a 0-d array with the scalar's value.
func (s Scalar) Array() *Array { return nil }

// Str is Python's str(scalar): 0.1, True, abc.
func (s Scalar) Str() string { return "" }

// Repr is Python's repr(scalar): np.float64(0.1), np.True_, np.str_('abc').
func (s Scalar) Repr() string { return "" }

// Tuple is the Go value of a structured element.
type Tuple []any

// Scalar returns the only element of an array of size 1.
func (a *Array) Scalar() (Scalar, error) { return Scalar{}, errUnwritten }

// SetItem stores a Go value at the i-th element in C order with numpy's
// conversion and errors. Values: nil, bool, any Go integer, *big.Int, float32,
// float64, complex128, string, []byte, Scalar, Tuple, or for object arrays
// anything.
func (a *Array) SetItem(i int, v any) error { return errUnwritten }

// FromValues builds an array from leaves in C order; a nil dt is discovered:
// the promotion of all leaves.
func FromValues(env *Env, dt *DType, shape []int, leaves []any) (*Array, error) {
	return nil, errUnwritten
}

// Discover returns the dtype numpy gives to np.array of such leaves.
func Discover(leaves []any) (*DType, error) { return nil, errUnwritten }

// --- creation

// Full returns an array with every element set to value, in dt or, when dt is
// nil, value's dtype.
func Full(env *Env, dt *DType, shape []int, value *Array) (*Array, error) { return nil, errUnwritten }

// Arange is np.arange(start, stop, step, dtype).
func Arange(env *Env, start, stop, step Scalar, dt *DType) (*Array, error) { return nil, errUnwritten }

// Linspace is np.linspace for numbers.
func Linspace(env *Env, start, stop *Array, num int, endpoint bool, dt *DType) (*Array, error) {
	return nil, errUnwritten
}

// Eye is np.eye(n, m, k, dtype).
func Eye(env *Env, n, m, k int, dt *DType) (*Array, error) { return nil, errUnwritten }

// --- indexing

// Key is one item of an index expression.
type Key interface{ key() }

// IntKey is an integer; SliceKey a slice whose nil parts are absent;
// EllipsisKey "..."; NewAxisKey None; ArrayKey a list, an integer array or a
// boolean mask (0-d booleans for True and False).
type (
	IntKey      int
	SliceKey    struct{ Start, Stop, Step *int }
	EllipsisKey struct{}
	NewAxisKey  struct{}
	ArrayKey    struct{ *Array }
)

func (IntKey) key()      {}
func (SliceKey) key()    {}
func (EllipsisKey) key() {}
func (NewAxisKey) key()  {}
func (ArrayKey) key()    {}

// Index is a[keys]. It returns a view for basic keys, a copy for advanced
// ones. scalar is true where numpy gives a scalar in place of a 0-d array.
func (a *Array) Index(keys ...Key) (r *Array, scalar bool, err error) {
	return nil, false, errUnwritten
}

// SetIndex is a[keys] = value, with broadcasting and casting.
func (a *Array) SetIndex(keys []Key, value *Array) error { return errUnwritten }

// Field is a["name"]: a view of one field.
func (a *Array) Field(name string) (*Array, error) { return nil, errUnwritten }

// FieldsView is a[["x", "y"]]: a view with some of the fields at their offsets.
func (a *Array) FieldsView(names []string) (*Array, error) { return nil, errUnwritten }

// Take is np.take(a, indices, axis, mode) with mode "raise", "wrap" or "clip";
// a nil axis flattens.
func Take(a, indices *Array, axis *int, mode string) (*Array, error) { return nil, errUnwritten }

// NonZero returns the indices of the elements that are true, one int64 array
// for each dimension.
func NonZero(a *Array) ([]*Array, error) { return nil, errUnwritten }

// --- casting and promotion

// Casting is numpy's casting rule.
type Casting uint8

// The rules, from strict to free.
const (
	CastNo Casting = iota
	CastEquiv
	CastSafe
	CastSameKind
	CastUnsafe
)

// ParseCasting reads "no", "equiv", "safe", "same_kind" or "unsafe".
func ParseCasting(s string) (Casting, error) { return 0, errUnwritten }

// CanCast is np.can_cast.
func CanCast(from, to *DType, rule Casting) bool { return false }

// PromoteTypes is np.promote_types.
func PromoteTypes(a, b *DType) (*DType, error) { return nil, errUnwritten }

// ResultType is np.result_type of arrays, weak numbers included.
func ResultType(operands ...*Array) (*DType, error) { return nil, errUnwritten }

// MinScalarType is np.min_scalar_type.
func MinScalarType(a *Array) *DType { return nil }

// AsType is a.astype(dt, casting=rule): always a copy. S, U, M8 and m8 without
// a size or unit get one from the data.
func (a *Array) AsType(dt *DType, rule Casting) (*Array, error) { return nil, errUnwritten }

// To is a itself where it has dtype dt already, else AsType(dt, CastUnsafe).
func (a *Array) To(dt *DType) (*Array, error) { return nil, errUnwritten }

// Copy returns a C-contiguous copy.
func (a *Array) Copy() (*Array, error) { return nil, errUnwritten }

// Assign is a[...] = src under a casting rule (np.copyto).
func (a *Array) Assign(src *Array, rule Casting) error { return errUnwritten }

// ViewAs is a.view(dt): the same bytes as another dtype.
func (a *Array) ViewAs(dt *DType) (*Array, error) { return nil, errUnwritten }

// ByteSwap swaps the bytes of every element, in place or in a copy.
func (a *Array) ByteSwap(inPlace bool) (*Array, error) { return nil, errUnwritten }

// --- element-wise operations

// Op is an element-wise operation: numpy's ufunc.
type Op uint8

// OpByName finds a ufunc by numpy's name ("add", "true_divide", "arctan2").
func OpByName(name string) (Op, bool) { return 0, false }

// String is the ufunc's name.
func (op Op) String() string { return "" }

// Arity returns the numbers of inputs and outputs.
func (op Op) Arity() (in, out int) { return 0, 0 }

// Options are a ufunc's keywords; the zero value is none of them.
type Options struct {
	Out     []*Array // one for each output, or nil entries
	Where   *Array   // bool; elements that are false keep Out's value
	DType   *DType   // computation type
	Casting *Casting // nil: same_kind
}

// Apply is ufunc(*args, **options).
func Apply(op Op, opt Options, args ...*Array) ([]*Array, error) { return nil, errUnwritten }

// Binary and Unary are Apply with one output and no options.
func Binary(op Op, x, y *Array) (*Array, error) { return nil, errUnwritten }
func Unary(op Op, x *Array) (*Array, error)     { return nil, errUnwritten }

// Outer is ufunc.outer(x, y).
func Outer(op Op, x, y *Array) (*Array, error) { return nil, errUnwritten }

// Where is np.where(cond, x, y).
func Where(cond, x, y *Array) (*Array, error) { return nil, errUnwritten }

// Clip is np.clip(a, lo, hi); either bound may be nil.
func Clip(a, lo, hi *Array) (*Array, error) { return nil, errUnwritten }

// Round is np.round(a, decimals).
func Round(a *Array, decimals int) (*Array, error) { return nil, errUnwritten }

// MatMul is x @ y; Dot is np.dot(x, y).
func MatMul(x, y *Array) (*Array, error) { return nil, errUnwritten }
func Dot(x, y *Array) (*Array, error)    { return nil, errUnwritten }

// --- reductions

// Reduction is a function that folds axes.
type Reduction uint8

// The reductions. ArgMin and ArgMax take one axis or all.
const (
	Sum Reduction = iota
	Prod
	Min
	Max
	Any
	All
	Mean
	Var
	Std
	ArgMin
	ArgMax
	CountNonzero
	Ptp
	Median
	NanSum
	NanProd
	NanMin
	NanMax
	NanMean
	NanVar
	NanStd
)

// ReduceOptions are the keywords of a reduction; nil Axes means all.
type ReduceOptions struct {
	Axes     []int
	KeepDims bool
	DType    *DType
	Out      *Array
	Initial  *Array
	Where    *Array
	DDof     float64 // Var and Std
}

// Reduce is np.sum(a, ...) and its kin; a 0-d result is a 0-d array.
func Reduce(r Reduction, a *Array, opt ReduceOptions) (*Array, error) { return nil, errUnwritten }

// ReduceOp is ufunc.reduce(a, axis...) for any binary op.
func ReduceOp(op Op, a *Array, opt ReduceOptions) (*Array, error) { return nil, errUnwritten }

// Accumulate is ufunc.accumulate along axis; np.cumsum and np.cumprod are
// Accumulate of add and multiply. A nil axis flattens.
func Accumulate(op Op, a *Array, axis *int, dt *DType) (*Array, error) { return nil, errUnwritten }

// --- shapes

// Reshape is a.reshape(shape): a view when possible. One -1 is inferred.
func (a *Array) Reshape(shape []int) (*Array, error) { return nil, errUnwritten }

// ReshapeFortran is a.reshape(shape, order='F').
func (a *Array) ReshapeFortran(shape []int) (*Array, error) { return nil, errUnwritten }

// Ravel is a.ravel(): 1-d, a view when possible.
func (a *Array) Ravel() (*Array, error) { return nil, errUnwritten }

// Transpose permutes the axes; nil reverses them.
func (a *Array) Transpose(axes []int) (*Array, error)    { return nil, errUnwritten }
func (a *Array) SwapAxes(i, j int) (*Array, error)       { return nil, errUnwritten }
func (a *Array) MoveAxis(from, to []int) (*Array, error) { return nil, errUnwritten }

// Squeeze drops axes of length 1: all, or those named.
func (a *Array) Squeeze(axes []int) (*Array, error)    { return nil, errUnwritten }
func (a *Array) ExpandDims(axes []int) (*Array, error) { return nil, errUnwritten }

// Diagonal is a.diagonal(offset, axis1, axis2): a read-only view.
func (a *Array) Diagonal(offset, axis1, axis2 int) (*Array, error) { return nil, errUnwritten }

// BroadcastTo is np.broadcast_to: a read-only view.
func (a *Array) BroadcastTo(shape []int) (*Array, error) { return nil, errUnwritten }

// BroadcastShapes is np.broadcast_shapes.
func BroadcastShapes(shapes ...[]int) ([]int, error) { return nil, errUnwritten }

// Flip reverses axes; nil means all.
func Flip(a *Array, axes []int) (*Array, error) { return nil, errUnwritten }

// Roll shifts cyclically along axes; nil axes flattens.
func Roll(a *Array, shift, axes []int) (*Array, error) { return nil, errUnwritten }

// Repeat is np.repeat(a, counts, axis); a nil axis flattens.
func Repeat(a, counts *Array, axis *int) (*Array, error) { return nil, errUnwritten }
func Tile(a *Array, reps []int) (*Array, error)          { return nil, errUnwritten }

// Resize returns a copy with a new shape, repeating or cutting elements.
func Resize(a *Array, shape []int) (*Array, error) { return nil, errUnwritten }

// Concatenate joins along an existing axis; a nil axis flattens. Stack joins
// along a new one.
func Concatenate(arrays []*Array, axis *int, dt *DType) (*Array, error) { return nil, errUnwritten }
func Stack(arrays []*Array, axis int) (*Array, error)                   { return nil, errUnwritten }
func HStack(arrays []*Array) (*Array, error)                            { return nil, errUnwritten }
func VStack(arrays []*Array) (*Array, error)                            { return nil, errUnwritten }
func DStack(arrays []*Array) (*Array, error)                            { return nil, errUnwritten }

// Split cuts into equal sections, which must divide the axis; ArraySplit lets
// the last ones be shorter; SplitAt cuts at indices. All give views.
func Split(a *Array, sections, axis int) ([]*Array, error)        { return nil, errUnwritten }
func ArraySplit(a *Array, sections, axis int) ([]*Array, error)   { return nil, errUnwritten }
func SplitAt(a *Array, indices []int, axis int) ([]*Array, error) { return nil, errUnwritten }

// --- order

// Sort returns a sorted copy along axis (nil flattens); NaN comes last. ArgSort
// returns the indices of a stable sort.
func Sort(a *Array, axis *int) (*Array, error)    { return nil, errUnwritten }
func ArgSort(a *Array, axis *int) (*Array, error) { return nil, errUnwritten }

// UniqueResult is what np.unique can return.
type UniqueResult struct{ Values, Index, Inverse, Counts *Array }

// Unique is np.unique(a, ...) of the flattened array, with all extras.
func Unique(a *Array) (UniqueResult, error) { return UniqueResult{}, errUnwritten }

// SearchSorted is np.searchsorted(a, v, side) with right false for 'left'.
func SearchSorted(a, v *Array, right bool) (*Array, error) { return nil, errUnwritten }

// Diff is np.diff(a, n, axis).
func Diff(a *Array, n, axis int) (*Array, error) { return nil, errUnwritten }

// --- text

// PrintOptions are np.set_printoptions' settings. Nil where one is asked for
// means DefaultPrintOptions.
type PrintOptions struct {
	Precision int
	Threshold int
	EdgeItems int
	LineWidth int
	Suppress  bool
	NanStr    string
	InfStr    string
	Sign      byte   // '-', '+' or ' '
	FloatMode string // "maxprec", "fixed", "unique", "maxprec_equal"
	// Formatter replaces the text of elements by kind, as the keys of numpy's
	// formatter: 'b','i','f','c','m','M','V','S','U','O'.
	Formatter map[Kind]func(Scalar) string
}

// DefaultPrintOptions returns numpy's: precision 8, threshold 1000, three edge
// items, 75 characters a line.
func DefaultPrintOptions() *PrintOptions { return nil }

// Str is Python's str(array); Repr its repr.
func (a *Array) Str(opt *PrintOptions) string  { return "" }
func (a *Array) Repr(opt *PrintOptions) string { return "" }

// Array2String is np.array2string(a, separator=, prefix=, suffix=).
func Array2String(a *Array, opt *PrintOptions, separator, prefix, suffix string) string { return "" }

type objectHeap struct{ values []any }

// GoObjects gives Go values in object arrays Python's meaning.
type GoObjects struct{}

func (GoObjects) Apply(op Op, args ...any) (any, error) { return nil, errUnwritten }
func (GoObjects) Truth(x any) (bool, error)             { return false, errUnwritten }
func (GoObjects) Str(x any) string                      { return "" }
func (GoObjects) Repr(x any) string                     { return "" }
func (GoObjects) Wrap(item any) any                     { return item }
func (GoObjects) Unwrap(x any) (any, bool)              { return x, true }

type cursor struct{}

func newCursor(a *Array) *cursor           { return nil }
func (c *cursor) gather(dst []byte, n int) {}
