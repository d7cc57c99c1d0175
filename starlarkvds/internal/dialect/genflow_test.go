package dialect_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// TestGeneratedFlow nests loops, try and with statements at random, with all
// ways to leave them, runs each function here and under CPython, and compares
// what they log and return.
func TestGeneratedFlow(t *testing.T) {
	g := &flow{rand: rand.New(rand.NewPCG(1, 2))}
	const functions = 150
	g.lines(0, flowPrelude)
	for i := range functions {
		g.line(0, "def f%d(n):", i)
		g.line(1, "x = 0")
		g.block(1, 3, 0)
		g.line(1, "return 'end', x")
		g.line(0, "run(f%d)", i)
	}
	want := hdf5test.RunPython(t, t.TempDir(), g.String())
	compare(t, run(t, "flow.py", []byte(g.String())), want)
}

const flowPrelude = `class M:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow
    def __enter__(self):
        log.append("+" + self.name)
        return len(log)
    def __exit__(self, t, v, tb):
        log.append("-" + self.name + (t.__name__ if t else ""))
        return self.swallow
log = []
def run(f):
    for n in range(4):
        del log[:]
        try:
            r = f(n)
        except Exception as e:
            r = type(e).__name__, e.args, type(e.__cause__).__name__, type(e.__context__).__name__
        print(f.__name__, n, r, log)`

// A flow writes random functions.
type flow struct {
	strings.Builder
	rand    *rand.Rand
	n       int
	more    bool // with what TestGeneratedScopes adds
	yields  bool // in a generator
	inClass bool // in the body of a class
}

func (g *flow) line(depth int, format string, args ...any) {
	g.WriteString(strings.Repeat("    ", depth))
	fmt.Fprintf(g, format, args...)
	g.WriteByte('\n')
}

func (g *flow) lines(depth int, text string) {
	for _, line := range strings.Split(text, "\n") {
		g.line(depth, "%s", line)
	}
}

// block writes one to three statements; loops counts the loops around.
func (g *flow) block(depth, budget, loops int) {
	for range 1 + g.rand.IntN(3) {
		g.statement(depth, budget, loops)
	}
}

func (g *flow) statement(depth, budget, loops int) {
	g.n++
	if budget == 0 {
		g.leaf(depth, loops)
		return
	}
	if g.more && g.rand.IntN(2) == 0 && g.moreStatement(depth, budget, loops) {
		return
	}
	switch g.rand.IntN(7) {
	case 0:
		g.line(depth, "for i%d in range(3):", g.n)
		g.block(depth+1, budget-1, loops+1)
		g.maybe(depth, "else:", budget, loops)
	case 1:
		g.line(depth, "w%d = 0", g.n)
		g.line(depth, "while w%d < 2:", g.n)
		g.line(depth+1, "w%d += 1", g.n)
		g.block(depth+1, budget-1, loops+1)
		g.maybe(depth, "else:", budget, loops)
	case 2:
		g.line(depth, "with M('m%d', %s) as x:", g.n, []string{"False", "n == 2"}[g.rand.IntN(2)])
		g.block(depth+1, budget-1, loops)
	case 3, 4:
		g.try(depth, budget, loops)
	case 5:
		g.line(depth, "if (n + x) %% %d == %d:", 2+g.rand.IntN(3), g.rand.IntN(3))
		g.block(depth+1, budget-1, loops)
		g.maybe(depth, "else:", budget, loops)
	default:
		g.leaf(depth, loops)
	}
}

func (g *flow) maybe(depth int, head string, budget, loops int) {
	if g.rand.IntN(2) == 0 {
		g.line(depth, "%s", head)
		g.block(depth+1, budget-1, loops)
	}
}

func (g *flow) try(depth, budget, loops int) {
	g.line(depth, "try:")
	g.block(depth+1, budget-1, loops)
	handlers := g.rand.IntN(3)
	classes := []string{"KeyError", "(ValueError, IndexError)", "Exception as e"}
	for i := range handlers {
		class := classes[(g.n+i)%3]
		g.line(depth, "except %s:", class)
		if strings.HasSuffix(class, "as e") {
			g.line(depth+1, "log.append(repr(e))")
		}
		g.block(depth+1, budget-1, loops)
		if class == classes[2] {
			break
		}
	}
	if handlers > 0 {
		g.maybe(depth, "else:", budget, loops)
	}
	if handlers == 0 || g.rand.IntN(2) == 0 {
		g.line(depth, "finally:")
		g.line(depth+1, "log.append('finally %d')", g.n)
		if g.rand.IntN(3) == 0 {
			g.block(depth+1, budget-1, loops)
		}
	}
}

// leaf writes a statement that logs, or leaves some of the time.
func (g *flow) leaf(depth, loops int) {
	if g.more && g.moreLeaf(depth) {
		return
	}
	conditions := []string{"n == 1", "x %% 3 == 1", "len(log) > 4", "n > 1"}
	cond := strings.ReplaceAll(conditions[g.rand.IntN(len(conditions))], "%%", "%")
	switch k := g.rand.IntN(9); {
	case k == 0 && loops > 0:
		g.line(depth, "if %s: break", cond)
	case k == 1 && loops > 0:
		g.line(depth, "if %s: continue", cond)
	case k == 2:
		g.line(depth, "if %s: return x, %d", cond, g.n)
	case k == 3:
		g.line(depth, "if %s: raise %s(%d)", cond, []string{"KeyError", "ValueError", "TypeError"}[g.rand.IntN(3)], g.n)
	case k == 4:
		g.line(depth, "[][n]")
	case k == 5:
		g.line(depth, "if %s: raise OSError('o') from ValueError(x)", cond)
	default:
		g.line(depth, "x += %d", 1+g.rand.IntN(4))
		g.line(depth, "log.append(x)")
	}
}
