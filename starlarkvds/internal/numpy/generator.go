package numpy

import (
	"fmt"
	"math/big"
	"sync"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A generator is a numpy.random.Generator, or with a legacy stream a RandomState.
type generator struct {
	lib  *Library
	s    *random.Stream
	seed *random.SeedSequence // nil when seeded the legacy way
}

var (
	_ starlark.HasAttrs = (*generator)(nil)
	_ pyrt.Strer        = (*generator)(nil)
	_ pyrt.Typed        = (*generator)(nil)
)

func newGenerator(lib *Library, s *random.Stream) *generator {
	return &generator{lib: lib, s: s}
}

// legacyRows and modernRows find the methods of the two classes by name.
var (
	legacyRows = sync.OnceValue(func() map[string]spec { return rowsByName(distributions(), legacyRandom()) })
	modernRows = sync.OnceValue(func() map[string]spec { return rowsByName(distributions(), modernRandom()) })
)

func rowsByName(tables ...[]spec) map[string]spec {
	rows := make(map[string]spec)
	for _, table := range tables {
		for _, row := range table {
			rows[row.name] = row
		}
	}
	return rows
}

// rows are the methods of the generator's class.
func (g *generator) rows() map[string]spec {
	if g.s.Legacy {
		return legacyRows()
	}
	return modernRows()
}

// PyStr implements pyrt.Strer.
func (g *generator) PyStr() (string, error) {
	return fmt.Sprintf("%s(%s)", g.PyType().Name(), g.s.Name()), nil
}

// String returns Python's repr.
func (g *generator) String() string {
	return fmt.Sprintf("%s(%s) at 0x%X", g.PyType().Name(), g.s.Name(), uintptr(unsafe.Pointer(g)))
}

// Type implements starlark.Value.
func (g *generator) Type() string { return g.PyType().QualName() }

// Freeze implements starlark.Value; drawing still changes the stream.
func (g *generator) Freeze() {}

// Truth implements starlark.Value.
func (g *generator) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (g *generator) Hash() (uint32, error) { return addressHash(unsafe.Pointer(g)), nil }

// PyType implements pyrt.Typed.
func (g *generator) PyType() *pyrt.Type {
	if g.s.Legacy {
		return g.lib.types.randomState
	}
	return g.lib.types.generator
}

// Attr implements starlark.HasAttrs.
func (g *generator) Attr(name string) (starlark.Value, error) {
	if row, ok := g.rows()[name]; ok {
		row.sig = "self, " + row.sig
		return newFunction(g.lib, row).bindTo(g), nil
	}
	if name == "bit_generator" && !g.s.Legacy {
		return &bitGenerator{lib: g.lib, b: g.s.BitGenerator, seed: g.seed}, nil
	}
	return nil, nil
}

// AttrNames lists the methods.
func (g *generator) AttrNames() []string { return sortedKeys(g.rows()) }

// gen is the generator a method belongs to.
func (c *call) gen() *generator { return c.value("self").(*generator) }

// newGeneratorFrom is the constructor of Generator.
func (lib *Library) newGeneratorFrom(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	var b starlark.Value
	if err := pyrt.UnpackArgs("Generator", args, kwargs, "bit_generator", &b); err != nil {
		return nil, err
	}
	bits, ok := b.(*bitGenerator)
	if !ok {
		return nil, pyrt.Errorf(pyrt.ValueError, "Bit generator must be instantized")
	}
	g := newGenerator(lib, &random.Stream{BitGenerator: bits.b})
	g.seed = bits.seed
	return g, nil
}

// A bitGenerator is a numpy.random.PCG64 or MT19937.
type bitGenerator struct {
	lib  *Library
	b    random.BitGenerator
	seed *random.SeedSequence
}

var _ starlark.HasAttrs = (*bitGenerator)(nil)

// String returns Python's repr.
func (b *bitGenerator) String() string {
	return fmt.Sprintf("<numpy.random.%s object at %p>", b.b.Name(), b)
}

// Type implements starlark.Value.
func (b *bitGenerator) Type() string { return "numpy.random." + b.b.Name() }

// Freeze implements starlark.Value.
func (b *bitGenerator) Freeze() {}

// Truth implements starlark.Value.
func (b *bitGenerator) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (b *bitGenerator) Hash() (uint32, error) { return addressHash(unsafe.Pointer(b)), nil }

// Attr implements starlark.HasAttrs.
func (b *bitGenerator) Attr(name string) (starlark.Value, error) {
	switch name {
	case "seed_seq":
		if b.seed == nil {
			return starlark.None, nil
		}
		return &seedSequence{b.lib, b.seed}, nil
	case "random_raw":
		return newFunction(b.lib, spec{"random_raw", "self, size=None, output=True", func(c *call) starlark.Value {
			draw := func() uint64 {
				if _, ok := b.b.(*random.MT19937); ok {
					return uint64(b.b.Uint32())
				}
				return b.b.Uint64()
			}
			if !c.given("size") {
				return starlark.MakeUint64(draw())
			}
			a := must(ndarray.New(c.nd, ndarray.Uint64(), c.shape("size")))
			data, _ := ndarray.Data[uint64](a)
			for i := range data {
				data[i] = draw()
			}
			return c.FromArray(a)
		}}).bindTo(b), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (b *bitGenerator) AttrNames() []string { return []string{"random_raw", "seed_seq"} }

// A seedSequence is a numpy.random.SeedSequence.
type seedSequence struct {
	lib *Library
	s   *random.SeedSequence
}

var (
	_ starlark.HasAttrs = (*seedSequence)(nil)
	_ pyrt.Typed        = (*seedSequence)(nil)
)

// String returns Python's repr.
func (s *seedSequence) String() string {
	text := "SeedSequence(\n    entropy=" + wordsInt(s.s.Entropy).String() + ",\n"
	if len(s.s.SpawnKey) > 0 {
		text += "    spawn_key=" + shapeText(toIntSlice(s.s.SpawnKey)) + ",\n"
	}
	if s.s.Spawned > 0 {
		text += fmt.Sprintf("    n_children_spawned=%d,\n", s.s.Spawned)
	}
	return text + ")"
}

// Type implements starlark.Value.
func (s *seedSequence) Type() string { return "numpy.random.SeedSequence" }

// Freeze implements starlark.Value.
func (s *seedSequence) Freeze() {}

// Truth implements starlark.Value.
func (s *seedSequence) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (s *seedSequence) Hash() (uint32, error) { return addressHash(unsafe.Pointer(s)), nil }

// PyType implements pyrt.Typed.
func (s *seedSequence) PyType() *pyrt.Type { return s.lib.types.seedSequence }

// Attr implements starlark.HasAttrs.
func (s *seedSequence) Attr(name string) (starlark.Value, error) {
	switch name {
	case "entropy":
		return starlark.MakeBigInt(wordsInt(s.s.Entropy)), nil
	case "spawn_key":
		return intTuple(toIntSlice(s.s.SpawnKey)), nil
	case "n_children_spawned":
		return starlark.MakeUint(uint(s.s.Spawned)), nil
	case "pool_size":
		return starlark.MakeInt(4), nil
	case "generate_state":
		return newFunction(s.lib, spec{name, "self, n_words, dtype='uint32'", func(c *call) starlark.Value {
			n, dt := c.int("n_words"), c.dtype("dtype")
			if dt.Equal(ndarray.Uint64()) {
				return c.wrap(fillWords(c, ndarray.Uint64(), s.s.Uint64s(n)))
			}
			if !dt.Equal(ndarray.Uint32()) {
				throwf(pyrt.ValueError, "only support uint32 or uint64")
			}
			return c.wrap(fillWords(c, ndarray.Uint32(), s.s.Uint32s(n)))
		}}).bindTo(s), nil
	case "spawn":
		return newFunction(s.lib, spec{name, "self, n_children", func(c *call) starlark.Value {
			var out []starlark.Value
			for _, child := range s.s.Spawn(c.int("n_children")) {
				out = append(out, &seedSequence{s.lib, child})
			}
			return starlark.NewList(out)
		}}).bindTo(s), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (s *seedSequence) AttrNames() []string {
	return []string{"entropy", "generate_state", "n_children_spawned", "pool_size", "spawn", "spawn_key"}
}

func fillWords[T any](c *call, dt *ndarray.DType, words []T) (*ndarray.Array, error) {
	a, err := ndarray.New(c.nd, dt, []int{len(words)})
	if err != nil {
		return nil, err
	}
	data, _ := ndarray.Data[T](a)
	copy(data, words)
	return a, nil
}

func wordsInt(words []uint32) *big.Int {
	n := new(big.Int)
	for i := len(words) - 1; i >= 0; i-- {
		n.Lsh(n, 32).Or(n, new(big.Int).SetUint64(uint64(words[i])))
	}
	return n
}

func toIntSlice(words []uint32) []int {
	out := make([]int, len(words))
	for i, w := range words {
		out[i] = int(w)
	}
	return out
}

// entropyOf reads a seed as words: None is nil, an integer its words, a sequence those of its items.
func entropyOf(v starlark.Value) []uint32 {
	if v == nil || v == starlark.None {
		return nil
	}
	if i, err := pyrt.Index(v); err == nil {
		if i.Sign() < 0 {
			throwf(pyrt.ValueError, "expected non-negative integer")
		}
		return random.Words(i.BigInt())
	}
	if _, ok := v.(starlark.Float); ok {
		throwf(pyrt.TypeError, "SeedSequence expects int or sequence of ints for entropy not %s", reprOf(v))
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		throwf(pyrt.TypeError, "SeedSequence expects int or sequence of ints for entropy not %s", reprOf(v))
	}
	words := []uint32{}
	for _, item := range items {
		words = append(words, entropyOf(item)...)
	}
	return words
}

// newSeedSequence is the constructor of SeedSequence.
func (lib *Library) newSeedSequence(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer catch(&err)
	var entropy, key starlark.Value
	if err := pyrt.UnpackArgs("SeedSequence", args, kwargs, "entropy??", &entropy, "*", "spawn_key??", &key); err != nil {
		return nil, err
	}
	return &seedSequence{lib, random.NewSeedSequence(entropyOf(entropy), entropyOf(key))}, nil
}

// seedOf makes the seed sequence of default_rng, PCG64 and MT19937.
func seedOf(v starlark.Value) *random.SeedSequence {
	if s, ok := v.(*seedSequence); ok {
		return s.s
	}
	return random.NewSeedSequence(entropyOf(v), nil)
}

// newRandomState is the constructor of RandomState.
func (lib *Library) newRandomState(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer catch(&err)
	var seed starlark.Value
	if err := pyrt.UnpackArgs("RandomState", args, kwargs, "seed??", &seed); err != nil {
		return nil, err
	}
	g := newGenerator(lib, &random.Stream{Legacy: true})
	g.seedLegacy(seed)
	return g, nil
}

// seedLegacy is RandomState.seed.
func (g *generator) seedLegacy(seed starlark.Value) {
	g.s.HasGauss, g.s.Gauss = false, 0
	if b, ok := seed.(*bitGenerator); ok {
		g.s.BitGenerator = b.b
		return
	}
	if s, ok := seed.(*seedSequence); ok {
		g.s.BitGenerator = random.NewMT19937(s.s)
		return
	}
	if seed == nil || seed == starlark.None {
		g.s.BitGenerator = random.NewMT19937(random.NewSeedSequence(nil, nil))
		return
	}
	m := new(random.MT19937)
	if i, err := pyrt.Index(seed); err == nil {
		n, ok := i.Uint64()
		if !ok || n > 1<<32-1 {
			throwf(pyrt.ValueError, "Seed must be between 0 and 2**32 - 1")
		}
		m.SeedLegacy(uint32(n))
	} else {
		m.SeedArray(legacyKey(g.lib, seed))
	}
	g.s.BitGenerator = m
}

func legacyKey(lib *Library, seed starlark.Value) []uint32 {
	a := must(lib.ToArray(seed, nil))
	if a.Size() == 0 {
		throwf(pyrt.ValueError, "Seed must be non-empty")
	}
	a = must(a.AsType(ndarray.Int64(), ndarray.CastSafe))
	if a.NDim() != 1 {
		throwf(pyrt.ValueError, "Seed array must be 1-d")
	}
	key := make([]uint32, a.Size())
	for i := range key {
		n, _ := a.Flat(i).Int64()
		if n < 0 || n > 1<<32-1 {
			throwf(pyrt.ValueError, "Seed must be between 0 and 2**32 - 1")
		}
		key[i] = uint32(n)
	}
	return key
}
