package ndarray

import (
	"fmt"
	"math"
	"runtime"
	"strings"
)

// Limits bounds the memory that arrays take. The zero value sets no bound.
type Limits struct {
	// MaxBytes is the largest buffer one array may have; 0 means no bound.
	MaxBytes int64
	// Reserve is asked before n bytes are allocated; an error refuses them.
	Reserve func(n int64) error
	// Release is told when a buffer of n reserved bytes has been collected.
	Release func(n int64)
}

// Env is what arrays made together share.
type Env struct {
	Limits Limits
	// Objects gives object elements their arithmetic and text; nil means
	// GoObjects.
	Objects ObjectOps
	// Warn receives numpy's RuntimeWarning and ComplexWarning texts, such as
	// "divide by zero encountered in divide"; nil drops them.
	Warn func(category, message string)
}

// ObjectOps is the meaning of the values in object arrays. The values are
// whatever the host stores (any); nil is Python's None.
type ObjectOps interface {
	// Apply computes op for one (unary) or two (binary, comparison) values.
	Apply(op Op, args ...any) (any, error)
	Truth(x any) (bool, error)
	Str(x any) string
	Repr(x any) string
	// Wrap turns the Go value of a typed element (see Scalar.Item) into what
	// an object array stores.
	Wrap(item any) any
	// Unwrap turns a stored value into a plain Go value that Array.SetItem
	// accepts (bool, int64, *big.Int, float64, complex128, string, []byte,
	// nil); ok is false when it has no such form.
	Unwrap(x any) (item any, ok bool)
}

// A Sequencer is an ObjectOps whose values may be arrays or sequences of the
// host: the elements of variable-length sequences. ok is false for others.
type Sequencer interface {
	Sequence(x any) (a *Array, ok bool, err error)
}

// A Timekeeper is an ObjectOps with values for dates and spans of time; without
// it object arrays get the counts.
type Timekeeper interface {
	Time(s Scalar) any
}

// wrapped is what an object array stores for one typed element.
func (e *Env) wrapped(s Scalar) any {
	ops := e.objects()
	if keeper, ok := ops.(Timekeeper); ok && s.dtype.isTemporal() {
		return keeper.Time(s)
	}
	return ops.Wrap(s.Item())
}

func (e *Env) objects() ObjectOps {
	if e == nil || e.Objects == nil {
		return GoObjects{}
	}
	return e.Objects
}

func (e *Env) warn(category, message string) {
	if e != nil && e.Warn != nil {
		e.Warn(category, message)
	}
}

// buffer is the memory under an array and all its views.
type buffer struct {
	bytes []byte
	// objs holds the values of object elements: the 8 bytes of an element are
	// a handle into it, and every non-zero handle belongs to one element.
	objs *objectHeap
}

// allocate is the one place where arrays get memory. It gives b zeroed bytes
// or returns numpy's MemoryError.
func (e *Env) allocate(b *buffer, dt *DType, shape []int) error {
	n, err := checkedSize(dt, shape)
	if err != nil {
		return err
	}
	if n == 0 {
		n = dt.ItemSize() // numpy allocates one element for an empty array
	}
	if e != nil && (e.Limits.MaxBytes > 0 && int64(n) > e.Limits.MaxBytes ||
		e.Limits.Reserve != nil && e.Limits.Reserve(int64(n)) != nil) {
		return memoryError(n, dt, shape)
	}
	if n > maxAllocation || n >= probeFrom && !available(n) {
		return memoryError(n, dt, shape)
	}
	b.bytes = makeAligned(n)
	if e != nil && e.Limits.Release != nil {
		runtime.AddCleanup(b, e.Limits.Release, int64(n))
	}
	if dt.hasObjects() {
		b.objs = &objectHeap{}
	}
	return nil
}

// Room reports whether there is memory for n items of size bytes each, for
// those who collect elements elsewhere than in an array.
func Room(n, size int) bool {
	return n <= maxAllocation/size && (n*size < probeFrom || available(n*size))
}

// maxAllocation keeps make from panicking: no address space is wider.
const maxAllocation = min(1<<47-1, math.MaxInt)

// probeFrom is the size from which the system is asked for memory before Go
// is: see available.
const probeFrom = 256 << 20

// makeAligned returns n zeroed bytes that start at a multiple of 8 at least.
func makeAligned(n int) []byte {
	if n >= hugePage {
		b := make([]byte, n)
		adviseHuge(b)
		return b
	}
	return make([]byte, n, (n+15)&^15)
}

// hugePage is the size from which memory is asked to come in huge pages.
const hugePage = 4 << 20

func checkedSize(dt *DType, shape []int) (int, error) {
	if len(shape) > MaxDims {
		return 0, valueError("maximum supported dimension for an ndarray is currently %d, found %d", MaxDims, len(shape))
	}
	n, zero := dt.ItemSize(), false
	if n == 0 {
		n = 1
	}
	for _, d := range shape {
		if d < 0 {
			return 0, valueError("negative dimensions are not allowed")
		}
		if d == 0 {
			zero = true
			continue
		}
		if n > math.MaxInt/d {
			return 0, valueError("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.")
		}
		n *= d
	}
	if zero || dt.ItemSize() == 0 {
		return 0, nil
	}
	return n, nil
}

func memoryError(n int, dt *DType, shape []int) *Error {
	return errorf("MemoryError", "Unable to allocate %s for an array with shape %s and data type %s",
		sizeText(n), shapeText(shape), dt.String())
}

// sizeText writes a number of bytes as numpy's _ArrayMemoryError does.
func sizeText(n int) string {
	units := []string{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	f, u := float64(n), 0
	if n > 0 {
		u = (bitLen(uint64(n)) - 1) / 10
	}
	if u == 0 {
		return fmt.Sprintf("%d bytes", n)
	}
	f /= math.Pow(1024, float64(u))
	if math.Round(f) == 1024 && u+1 < len(units) {
		f, u = f/1024, u+1
	}
	if math.Round(f) < 1000 {
		return fmt.Sprintf("%#.3g %s", f, units[u])
	}
	return fmt.Sprintf("%#.0f %s", f, units[u])
}

func bitLen(x uint64) int {
	n := 0
	for ; x != 0; x >>= 1 {
		n++
	}
	return n
}

// shapeText writes a shape as Python writes a tuple: (), (3,), (2, 3).
func shapeText(shape []int) string {
	if len(shape) == 1 {
		return fmt.Sprintf("(%d,)", shape[0])
	}
	var b strings.Builder
	b.WriteByte('(')
	for i, d := range shape {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, d)
	}
	b.WriteByte(')')
	return b.String()
}
