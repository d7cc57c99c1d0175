package dialect_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// TestGeneratedScopes is TestGeneratedFlow with more: closures that assign,
// deleted names, comprehensions, classes, context managers, iterators and
// properties that fail, and generators which a driver sends values and
// exceptions to and closes. VDSCRIPT_LONG_TESTS=1 runs ten times as many
// functions.
func TestGeneratedScopes(t *testing.T) {
	rounds := 1
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		rounds = 10
	}
	for round := range rounds {
		g := &flow{rand: rand.New(rand.NewPCG(3, uint64(round))), more: true}
		g.lines(0, morePrelude)
		for i := range 120 {
			g.yields = i%2 == 1
			g.line(0, "def f%d(n):", i)
			g.line(1, "x = 0")
			if g.yields {
				g.line(1, "got = yield 'first'")
			}
			g.block(1, 3, 0)
			g.line(1, "return 'end', x")
			run := "run"
			if g.yields {
				run = "drive"
			}
			g.line(0, "%s(f%d, %d)", run, i, g.rand.IntN(1000))
		}
		want := hdf5test.RunPython(t, t.TempDir(), g.String())
		compare(t, run(t, fmt.Sprintf("more%d.py", round), []byte(g.String())), want)
	}
}

const morePrelude = `import sys
class M:
    def __init__(self, name, swallow, fails=""):
        self.name, self.swallow, self.fails = name, swallow, fails
    def __enter__(self):
        log.append("+" + self.name)
        if self.fails == "enter": raise LookupError(self.name)
        return len(log)
    def __exit__(self, t, v, tb):
        log.append("-" + self.name + (t.__name__ if t else ""))
        if self.fails == "exit": raise LookupError(self.name)
        if self.fails == "again": raise v or ValueError("none")
        return self.swallow
class I:
    def __init__(self, n, fails):
        self.n, self.fails = n, fails
    def __iter__(self):
        if self.fails == "iter": raise OSError("iter")
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            if self.fails == "next": raise KeyError("next")
            raise StopIteration
        return self.n
class P:
    def __init__(self, n): self.n = n
    @property
    def value(self):
        if self.n == 1: raise AttributeError("no value")
        if self.n == 2: raise KeyError("value")
        return self.n
    def __getattr__(self, name):
        log.append("getattr " + name)
        if self.n == 3: raise TypeError(name)
        return 7
count = 0
def bump():
    global count
    count += 1
    return count % 3
def sub(n):
    try:
        for i in range(n + 1):
            got = yield i
            log.append(("sub", got))
    except KeyError as e:
        log.append("sub " + repr(e))
        yield "caught"
    finally:
        log.append("sub done")
    return n * 10
log = []
def chain(e, depth=0):
    if e is None or depth == 4: return None
    return type(e).__name__, str(e), chain(e.__cause__, depth + 1), chain(e.__context__, depth + 1), e.__suppress_context__
def run(f, seed):
    for n in range(4):
        del log[:]
        try:
            r = f(n)
        except Exception as e:
            r = chain(e)
        print(f.__name__, n, r, log, sys.exc_info()[0])
def drive(f, seed):
    for n in range(4):
        del log[:]
        g = f(n)
        if n: log.append(next(g))
        for _ in range(8):
            seed = (seed * 1103 + 12345) % 65536
            op = seed // 7 % 8
            try:
                if op < 4: r = next(g)
                elif op < 6: r = g.send(n + 20)
                elif op < 7: r = g.throw(KeyError("thrown"))
                elif seed % 3: r = g.throw(ValueError)
                else: r = ("closed", g.close())
            except StopIteration as e: r = ("stop", e.value)
            except BaseException as e: r = chain(e)
            log.append((op, r, sys.exc_info()[0]))
        try: g.close()
        except Exception as e: log.append(chain(e))
        print(f.__name__, n, log)`

// moreStatement writes a statement that TestGeneratedFlow has not, or false.
func (g *flow) moreStatement(depth, budget, loops int) bool {
	switch g.rand.IntN(9) {
	case 0:
		mode := []string{"''", "'enter'", "'exit'", "'again'"}[g.rand.IntN(4)]
		g.line(depth, "with M('a%d', False), M('b%d', n == 3, %s if n %% 2 else '') as x:", g.n, g.n, mode)
		g.block(depth+1, budget-1, loops)
	case 1:
		g.line(depth, "for i%d in I(n, '%s'):", g.n, []string{"", "iter", "next"}[g.rand.IntN(3)])
		g.block(depth+1, budget-1, loops+1)
		g.maybe(depth, "else:", budget, loops)
	case 2:
		was := g.yields
		g.yields = false
		name := g.n
		g.line(depth, "def inner%d(n, k=x):", name)
		g.line(depth+1, "nonlocal x")
		g.block(depth+1, budget-1, 0)
		g.line(depth+1, "return k")
		g.yields = was
		g.line(depth, "log.append(inner%d(%s))", name, []string{"n", "n - 1", "3"}[g.rand.IntN(3)])
	case 3:
		g.line(depth, "for v%d in sub(n):", g.n)
		g.block(depth+1, budget-1, loops+1)
	case 4:
		name := g.n
		g.line(depth, "class C%d:", name)
		g.line(depth+1, "y = x + 1")
		g.inClass = true
		g.block(depth+1, 0, 0)
		g.inClass = false
		g.line(depth+1, "def get(self): return x, self.y")
		g.line(depth, "log.append(C%d().get())", name)
	case 5:
		g.line(depth, "try:")
		g.block(depth+1, budget-1, loops)
		g.line(depth, "except (KeyError, LookupError, AttributeError) as e:")
		g.line(depth+1, "log.append(type(sys.exc_info()[1]).__name__)")
		g.line(depth+1, "%s", []string{"raise", "raise RuntimeError(n) from e", "raise IndexError(n) from None", "e = 5", "del e"}[g.rand.IntN(5)])
		g.line(depth, "else:")
		g.block(depth+1, budget-1, loops)
	default:
		return false
	}
	return true
}

// moreLeaf writes a leaf that TestGeneratedFlow has not, or false.
func (g *flow) moreLeaf(depth int) bool {
	leaves := []string{
		"x = len([y + x for y in range(n) if (z := y + 1)]) + z",
		"q = x\nif n == 2: del q\nx += q",
		"def up():\n    nonlocal x\n    x += 1\n    return x\nlog.append(up())",
		"x += bump()",
		"x += P(n).value",
		"log.append([k for k in (lambda: range(x % 4))() if k != n])",
		"fs = [lambda k=k: k + x for k in range(2)]\nlog.append([f() for f in fs])",
		"a, *b = [x] * n\nlog.append(b)",
		"assert n != 3, x",
		"log.append(sys.exc_info()[0])",
		"log.append({k: v for k, v in zip('ab', range(n))}[('a', 'b')[n > 1]])",
		"x = x + 1 if n else -x",
		"log.append((x, n) > (2, 1) or not n)",
		"x = sum(k for k in range(x % 5) if k != n)",
	}
	if g.inClass {
		leaves = []string{"y += 2", "log.append(y)", "z = [y for _ in range(2)] if n == 9 else x", "if n == 2: raise ValueError(y)", "del y\ny = x"}
	} else if g.yields {
		leaves = append(leaves, "got = yield x\nlog.append(got)", "yield n", "x = len(str((yield x)))", "got = yield from sub(n)\nlog.append(got)",
			"got = yield from [x, n]", "yield from ()", "log.append((yield))")
	}
	if !g.inClass && g.rand.IntN(2) == 0 {
		return false
	}
	text := leaves[g.rand.IntN(len(leaves))]
	for _, line := range strings.Split(text, "\n") {
		g.line(depth, "%s", line)
	}
	return true
}
