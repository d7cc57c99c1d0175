package numpy

import (
	"math/big"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// integers is randint (legacy) and Generator.integers: uniform in [low, high), or with closed in [low, high].
func integers(c *call, name string, closed bool) starlark.Value {
	low, high := c.value("low"), c.value("high")
	if high == starlark.None {
		high = low
		low = starlark.MakeInt(0)
		if c.sig.name == "random_integers" {
			low = starlark.MakeInt(1)
		}
	}
	dt := ndarray.Int64()
	if c.has("dtype") {
		dt = c.dtype("dtype")
	}
	switch dt.Kind() {
	case ndarray.Int, ndarray.Uint, ndarray.Bool:
	default:
		throwf(pyrt.TypeError, "Unsupported dtype %s for %s", dt.Repr(), name)
	}
	lows, highs := must(c.ToArray(low, nil)), must(c.ToArray(high, nil))
	shape := must(ndarray.BroadcastShapes(lows.Shape(), highs.Shape()))
	scalar := len(shape) == 0 && !c.given("size")
	if c.given("size") {
		shape = c.shape("size")
	}
	out := must(ndarray.New(c.nd, dt, shape))
	b := integerBounds{dt: dt, closed: closed, lows: must(lows.BroadcastTo(shape)), highs: must(highs.BroadcastTo(shape)),
		constant: lows.NDim() == 0 && highs.NDim() == 0}
	switch dt.ItemSize() {
	case 1:
		fillIntegers[uint8](c, out, b)
	case 2:
		fillIntegers[uint16](c, out, b)
	case 4:
		fillIntegers[uint32](c, out, b)
	default:
		fillIntegers[uint64](c, out, b)
	}
	if scalar {
		return c.Unbox(out)
	}
	return c.FromArray(out)
}

// integerBounds are the limits of each element.
type integerBounds struct {
	dt          *ndarray.DType
	closed      bool
	constant    bool
	lows, highs *ndarray.Array
}

func fillIntegers[T random.Unsigned](c *call, out *ndarray.Array, b integerBounds) {
	data, _ := ndarray.Data[T](out)
	if len(data) == 0 {
		return
	}
	width := uint(8 * b.dt.ItemSize())
	if b.dt.Kind() == ndarray.Bool {
		width = 1
	}
	draw := random.Bounded[T](c.gen().s, width)
	off, rng := b.at(0)
	for i := range data {
		if !b.constant {
			off, rng = b.at(i)
		}
		data[i] = draw(T(off), T(rng))
	}
}

// at returns the first value and the width of the closed interval of element i, both as bits of the element type.
func (b integerBounds) at(i int) (off, rng uint64) {
	low, high := wholeNumber(b.lows.Flat(i)), wholeNumber(b.highs.Flat(i))
	if !b.closed {
		high = new(big.Int).Sub(high, big.NewInt(1))
	}
	least, most := limitsOf(b.dt)
	switch {
	case low.Cmp(least) < 0:
		throwf(pyrt.ValueError, "low is out of bounds for %s", b.dt.Name())
	case high.Cmp(most) > 0:
		throwf(pyrt.ValueError, "high is out of bounds for %s", b.dt.Name())
	case low.Cmp(high) > 0:
		throwf(pyrt.ValueError, "%s", boundsError(b.closed, low))
	}
	width := new(big.Int).Sub(high, low)
	mod := new(big.Int).And(low, new(big.Int).SetUint64(1<<64-1)) // two's complement
	return mod.Uint64(), width.Uint64()
}

func boundsError(closed bool, low *big.Int) string {
	switch {
	case low.Sign() == 0 && closed:
		return "high < 0"
	case low.Sign() == 0:
		return "high <= 0"
	case closed:
		return "low > high"
	}
	return "low >= high"
}

// wholeNumber is int(x) of a bound.
func wholeNumber(s ndarray.Scalar) *big.Int {
	switch v := s.Item().(type) {
	case int64:
		return big.NewInt(v)
	case uint64:
		return new(big.Int).SetUint64(v)
	case bool:
		if v {
			return big.NewInt(1)
		}
		return new(big.Int)
	case float64:
		n, _ := big.NewFloat(v).Int(nil)
		return n
	case *big.Int:
		return v
	}
	throwf(pyrt.TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", s.DType().Name())
	return nil
}

func limitsOf(dt *ndarray.DType) (least, most *big.Int) {
	bits := uint(8 * dt.ItemSize())
	one := big.NewInt(1)
	switch dt.Kind() {
	case ndarray.Bool:
		return new(big.Int), one
	case ndarray.Uint:
		return new(big.Int), new(big.Int).Sub(new(big.Int).Lsh(one, bits), one)
	}
	half := new(big.Int).Lsh(one, bits-1)
	return new(big.Int).Neg(half), new(big.Int).Sub(half, one)
}
