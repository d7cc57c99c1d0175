package numpy

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// legacyRandom are the methods of RandomState, which are also numpy.random's functions.
func legacyRandom() []spec {
	return []spec{
		{"seed", "seed=None", func(c *call) starlark.Value { c.gen().seedLegacy(c.value("seed")); return starlark.None }},
		{"random_sample", "size=None", doubles},
		{"random", "size=None", doubles},
		{"ranf", "size=None", doubles},
		{"sample", "size=None", doubles},
		{"rand", "*args", func(c *call) starlark.Value { return c.drawShape(c.rest, (*random.Stream).Float64) }},
		{"randn", "*args", func(c *call) starlark.Value { return c.drawShape(c.rest, (*random.Stream).Normal) }},
		{"standard_normal", "size=None", func(c *call) starlark.Value { return c.draw((*random.Stream).Normal) }},
		{"standard_exponential", "size=None", func(c *call) starlark.Value { return c.draw((*random.Stream).Exponential) }},
		{"randint", "low, high=None, size=None, dtype='int'", func(c *call) starlark.Value {
			python := c.value("dtype") == starlark.String("int") || c.value("dtype") == starlark.Value(pyrt.IntType)
			v := integers(c, "randint", false)
			if s, ok := v.(*Scalar); ok && (python || c.value("dtype") == starlark.Value(pyrt.BoolType)) {
				return s.PyKey()
			}
			return v
		}},
		{"random_integers", "low, high=None, size=None", func(c *call) starlark.Value {
			return integers(c, "randint", true)
		}},
		{"choice", "a, size=None, replace=True, p=None", choice},
		{"get_state", "legacy=True", func(c *call) starlark.Value {
			m, ok := c.gen().s.BitGenerator.(*random.MT19937)
			if !ok {
				throwf(pyrt.ValueError, "get_state and legacy can only be used with the MT19937 BitGenerator.")
			}
			key := must(fillWords(c, ndarray.Uint32(), m.Key[:]))
			has := 0
			if c.gen().s.HasGauss {
				has = 1
			}
			return starlark.Tuple{starlark.String("MT19937"), c.FromArray(key), starlark.MakeInt(m.Pos), starlark.MakeInt(has), starlark.Float(c.gen().s.Gauss)}
		}},
		{"set_state", "state", setState},
	}
}

// modernRandom are the methods of Generator.
func modernRandom() []spec {
	return []spec{
		{"random", "size=None, dtype='float64', out=None", func(c *call) starlark.Value {
			return c.drawTyped((*random.Stream).Float64, (*random.Stream).Float32)
		}},
		{"standard_normal", "size=None, dtype='float64', out=None", func(c *call) starlark.Value {
			return c.drawTyped((*random.Stream).Normal, (*random.Stream).Normal32)
		}},
		{"standard_exponential", "size=None, dtype='float64', method='zig', out=None", func(c *call) starlark.Value {
			if c.str("method") == "inv" {
				return c.drawTyped((*random.Stream).ExponentialInv, (*random.Stream).ExponentialInv32)
			}
			return c.drawTyped((*random.Stream).Exponential, (*random.Stream).Exponential32)
		}},
		{"integers", "low, high=None, size=None, dtype='int64', endpoint=False", func(c *call) starlark.Value {
			return integers(c, "integers", c.bool("endpoint"))
		}},
		{"choice", "a, size=None, replace=True, p=None, axis=0, shuffle=True", choice},
		{"permuted", "x, *, axis=None, out=None", func(c *call) starlark.Value {
			return permuted(c, c.array("x"), c.out("out"))
		}},
		{"spawn", "n_children", func(c *call) starlark.Value {
			var out []starlark.Value
			if c.gen().seed == nil {
				throwf(pyrt.TypeError, "The underlying SeedSequence does not implement spawning.")
			}
			for _, s := range c.gen().seed.Spawn(c.int("n_children")) {
				g := newGenerator(c.Library, &random.Stream{BitGenerator: random.NewPCG64(s)})
				g.seed = s
				out = append(out, g)
			}
			return starlark.NewList(out)
		}},
	}
}

// randomModule makes numpy.random: the legacy functions on the session's state, and the classes.
func (lib *Library) randomModule() *pyrt.Module {
	m := lib.submodule("random", []spec{
		{"default_rng", "seed=None", func(c *call) starlark.Value {
			switch v := c.value("seed").(type) {
			case *generator:
				return v
			case *bitGenerator:
				return newGenerator(c.Library, &random.Stream{BitGenerator: v.b})
			}
			seed := seedOf(c.value("seed"))
			g := newGenerator(c.Library, &random.Stream{BitGenerator: random.NewPCG64(seed)})
			g.seed = seed
			return g
		}},
		{"PCG64", "seed=None", func(c *call) starlark.Value {
			seed := seedOf(c.value("seed"))
			return &bitGenerator{c.Library, random.NewPCG64(seed), seed}
		}},
		{"MT19937", "seed=None", func(c *call) starlark.Value {
			seed := seedOf(c.value("seed"))
			return &bitGenerator{c.Library, random.NewMT19937(seed), seed}
		}},
	}, starlark.StringDict{"RandomState": lib.types.randomState, "Generator": lib.types.generator, "SeedSequence": lib.types.seedSequence})
	for _, row := range legacyRows() {
		row.sig = "self, " + row.sig
		f := newFunction(lib, row)
		f.self = lib.legacy
		m.Members[row.name] = f
	}
	return m
}

func doubles(c *call) starlark.Value { return c.draw((*random.Stream).Float64) }

// draw fills size= with independent numbers.
func (c *call) draw(next func(*random.Stream) float64) starlark.Value {
	return c.sample(nil, func(s *random.Stream, _ [3]float64) float64 { return next(s) })
}

// drawShape is draw for rand(d0, d1, ...).
func (c *call) drawShape(dims starlark.Tuple, next func(*random.Stream) float64) starlark.Value {
	if len(dims) == 0 {
		return starlark.Float(next(c.gen().s))
	}
	a := must(ndarray.New(c.nd, ndarray.Float64(), must(toInts(dims))))
	data, _ := ndarray.Data[float64](a)
	for i := range data {
		data[i] = next(c.gen().s)
	}
	return c.FromArray(a)
}

// drawTyped is draw with dtype= and out=.
func (c *call) drawTyped(next func(*random.Stream) float64, next32 func(*random.Stream) float32) starlark.Value {
	dt, out := c.dtype("dtype"), c.out("out")
	single := dt.Equal(ndarray.Float32())
	if !single && !dt.Equal(ndarray.Float64()) {
		throwf(pyrt.TypeError, "Unsupported dtype %s for %s", dt.Repr(), c.sig.name)
	}
	if out == nil && !single {
		return c.draw(next)
	}
	shape := []int(nil)
	if c.given("size") {
		shape = c.shape("size")
	}
	if out != nil {
		shape = out.Shape()
	}
	a := must(ndarray.New(c.nd, dt, shape))
	if single {
		data, _ := ndarray.Data[float32](a)
		for i := range data {
			data[i] = next32(c.gen().s)
		}
	} else {
		data, _ := ndarray.Data[float64](a)
		for i := range data {
			data[i] = next(c.gen().s)
		}
	}
	if out != nil {
		check(out.Assign(a, ndarray.CastNo))
		return c.value("out")
	}
	if !c.given("size") {
		f, _ := a.Flat(0).Float64()
		return starlark.Float(f)
	}
	return c.FromArray(a)
}

func setState(c *call) starlark.Value {
	state := must(pyrt.Collect(c.value("state")))
	if len(state) < 3 || state[0] != starlark.Value(starlark.String("MT19937")) {
		throwf(pyrt.ValueError, "set_state can only be used with legacy MT19937 state instances.")
	}
	m := new(random.MT19937)
	copy(m.Key[:], legacyKey(c.Library, state[1]))
	m.Pos = must(pyrt.Int(state[2]))
	s := c.gen().s
	s.BitGenerator, s.HasGauss, s.Gauss = m, false, 0
	if len(state) >= 5 {
		s.HasGauss, s.Gauss = must(pyrt.Truth(state[3])), must(pyrt.Float(state[4]))
	}
	return starlark.None
}
