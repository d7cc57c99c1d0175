package pymod

import (
	"math/big"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// randomModule is _random: the generator behind stdlib/random.py.
func randomModule(env *pyrt.Env) *pyrt.Module {
	made := uint32(0) // generators without a seed, so that each has its own stream
	m := funcs(map[string]pyrt.Func{"Generator": func(c *pyrt.Call) (starlark.Value, error) {
		return newTwister(func() []uint32 {
			made++
			return []uint32{uint32(env.Seed), uint32(env.Seed >> 32), made}
		}), c.NoArgs()
	}})
	return &pyrt.Module{Name: "_random", Members: m}
}

// twister is a Mersenne Twister as a value of scripts.
type twister struct {
	record
	mt    random.MT19937
	fresh func() []uint32 // a key for a stream that nobody seeded
}

func newTwister(fresh func() []uint32) *twister {
	t := &twister{fresh: fresh}
	t.record = record{typ: "Generator", repr: "<_random.Generator>"}
	t.attrs = make(starlark.StringDict)
	for name, fn := range map[string]pyrt.Func{
		"seed": t.seed, "random": t.float, "getrandbits": t.bits, "below": t.below, "getstate": t.state, "setstate": t.setState,
	} {
		t.attrs[name] = pyrt.NewMethod("Random."+name, t, fn)
	}
	return t
}

// seed starts the stream of an integer; None starts one of the session's.
func (t *twister) seed(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	if v == starlark.None {
		t.mt.SeedArray(t.fresh())
		return v, nil
	}
	n, err := integer(v)
	if err != nil {
		return nil, err
	}
	key := random.Words(new(big.Int).Abs(n))
	if len(key) == 0 {
		key = []uint32{0}
	}
	t.mt.SeedArray(key)
	return starlark.None, nil
}

func (t *twister) float(c *pyrt.Call) (starlark.Value, error) {
	return starlark.Float(t.mt.Float64()), c.NoArgs()
}

// maxRandomBits bounds one call of getrandbits.
const maxRandomBits = 1 << 31

func (t *twister) bits(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	k, err := pyrt.Int(v)
	switch {
	case err != nil:
		return nil, err
	case k < 0:
		return nil, pyrt.Errorf(pyrt.ValueError, "number of bits must be non-negative")
	case int64(k) > maxRandomBits:
		return nil, pyrt.Errorf(pyrt.MemoryError, "")
	}
	return starlark.MakeBigInt(t.draw(k)), nil
}

// draw returns k random bits: words from the lowest up, of the highest one its
// top bits.
func (t *twister) draw(k int) *big.Int {
	if k <= 64 {
		return new(big.Int).SetUint64(t.draw64(k))
	}
	b := make([]byte, (k+31)/32*4)
	for at := len(b); at > 0; at -= 4 {
		w := t.mt.Uint32()
		if k < 32 {
			w >>= 32 - k
		}
		k -= 32
		b[at-1], b[at-2], b[at-3], b[at-4] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	}
	return new(big.Int).SetBytes(b)
}

// draw64 returns at most 64 random bits.
func (t *twister) draw64(k int) uint64 {
	switch {
	case k == 0:
		return 0
	case k <= 32:
		return uint64(t.mt.Uint32() >> (32 - k))
	}
	low := uint64(t.mt.Uint32())
	return low | uint64(t.mt.Uint32()>>(64-k))<<32
}

// below returns a number in [0, n) by drawing until one is small enough.
func (t *twister) below(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	n, err := integer(v)
	if err != nil {
		return nil, err
	}
	if n.Sign() <= 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "number must be positive")
	}
	k := n.BitLen()
	if n.IsUint64() {
		limit := n.Uint64()
		for {
			if r := t.draw64(k); r < limit {
				return starlark.MakeUint64(r), nil
			}
		}
	}
	for {
		if r := t.draw(k); r.Cmp(n) < 0 {
			return starlark.MakeBigInt(r), nil
		}
	}
}

// state returns the 624 words and the position in them.
func (t *twister) state(c *pyrt.Call) (starlark.Value, error) {
	out := make(starlark.Tuple, 0, len(t.mt.Key)+1)
	for _, w := range t.mt.Key {
		out = append(out, starlark.MakeUint64(uint64(w)))
	}
	return append(out, starlark.MakeInt(t.mt.Pos)), c.NoArgs()
}

func (t *twister) setState(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	words, ok := v.(starlark.Tuple)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "state vector must be a tuple")
	}
	if len(words) != len(t.mt.Key)+1 {
		return nil, pyrt.Errorf(pyrt.ValueError, "state vector is the wrong size")
	}
	mt := random.MT19937{}
	for i, w := range words {
		n, err := pyrt.Int(w)
		if err != nil {
			return nil, err
		}
		if i < len(mt.Key) {
			mt.Key[i] = uint32(n)
		} else if mt.Pos = n; n < 0 || n > len(mt.Key) {
			return nil, pyrt.Errorf(pyrt.ValueError, "invalid state")
		}
	}
	if !slices.ContainsFunc(mt.Key[:], func(w uint32) bool { return w != 0 }) {
		return nil, pyrt.Errorf(pyrt.ValueError, "invalid state")
	}
	t.mt = mt
	return starlark.None, nil
}
