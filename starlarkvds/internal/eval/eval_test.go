package eval_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A program is what either interpreter makes of a script.
type program interface {
	Init(*starlark.Thread, starlark.StringDict) (starlark.StringDict, error)
}

// lowered parses and compiles a script for this package, or for
// go.starlark.net.
func lowered(t testing.TB, src string, predeclared starlark.StringDict, stock bool) program {
	t.Helper()
	file, err := dialect.Parse("x.py", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	tree, _, err := dialect.Lower(file, dialect.Options{IsPredeclared: predeclared.Has})
	if err != nil {
		t.Fatal(err)
	}
	var prog program
	if stock {
		prog, err = starlark.FileProgram(tree, predeclared.Has)
	} else {
		prog, err = eval.Compile(tree, predeclared.Has)
	}
	if err != nil {
		t.Fatal(err)
	}
	return prog
}

// session returns what a script sees, and what it prints.
func session(ctx context.Context) (*pyrt.Env, starlark.StringDict, *bytes.Buffer) {
	out := new(bytes.Buffer)
	env := &pyrt.Env{Context: ctx, Stdout: out, Stderr: out}
	predeclared := pyrt.Universe(env)
	pyrt.NewModuleBox(predeclared)
	predeclared["__name__"] = starlark.String("__main__")
	return env, predeclared, out
}

// outcome runs a script and returns what it prints and the traceback of its
// end.
func outcome(t testing.TB, src string, stock bool) string {
	t.Helper()
	env, predeclared, out := session(context.Background())
	defer env.Close()
	prog := lowered(t, src, predeclared, stock)
	thread := env.NewThread("x.py")
	_, err := prog.Init(thread, predeclared)
	var raised *pyrt.Error
	if err = env.Finish(thread, err); errors.As(err, &raised) {
		out.WriteString(pyrt.Traceback(raised, nil))
	} else if err != nil {
		fmt.Fprintln(out, err)
	}
	return out.String()
}

// TestAgainstStarlark runs generated scripts here and in go.starlark.net:
// operators on numbers around the ends of int64, on strings, lists and None,
// in every form that this package compiles in a way of its own. Each line
// prints a value or an exception.
func TestAgainstStarlark(t *testing.T) {
	values := []string{
		"0", "1", "-1", "3", "-7", "2147483648", "4611686018427387904", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
		"3000000000", "True", "0.0", "2.5", "-1e308", "float('nan')", "'ab'", "[1, 2]", "(1,)", "None", "{1: 2}", "9007199254740993", "9007199254740992.0",
	}
	ops := []string{"+", "-", "*", "/", "//", "%", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in", "and", "or"}
	var b strings.Builder
	b.WriteString("def show(f, *a):\n    try:\n        return repr(f(*a))\n    except Exception as e:\n        return type(e).__name__ + ': ' + str(e)\n")
	b.WriteString("values = [" + strings.Join(values, ", ") + "]\n")
	for i, op := range ops {
		fmt.Fprintf(&b, "def vv%d(x, y): return x %s y\ndef ee%d(x, y): return (x,)[0] %s (y,)[0]\n", i, op, i, op)
		fmt.Fprintf(&b, "def if%d(x, y):\n    if x %s y: return 1\n    return 0\n", i, op)
		fmt.Fprintf(&b, "for x in values:\n    for y in values:\n        print(x, %q, y, show(vv%d, x, y), show(ee%d, x, y), show(if%d, x, y))\n", op, i, i, i)
		for j, v := range values[:9] { // the ints
			fmt.Fprintf(&b, "def vc%d_%d(x): return x %s %s\ndef cv%d_%d(x): return %s %s x\n", i, j, op, v, i, j, v, op)
			if i < 9 {
				fmt.Fprintf(&b, "def aug%d_%d(x):\n    x %s= %s\n    return x\n", i, j, op, v)
			} else {
				fmt.Fprintf(&b, "aug%d_%d = vc%d_%d\n", i, j, i, j)
			}
			fmt.Fprintf(&b, "for x in [0, -1, 9223372036854775807, -9223372036854775808, 2.5, 'ab', None]:\n    print(x, show(vc%d_%d, x), show(cv%d_%d, x), show(aug%d_%d, x))\n", i, j, i, j, i, j)
		}
	}
	b.WriteString("for x in values:\n    print(show(lambda: -x), show(lambda: ~x), show(lambda: +x), not x)\n")
	b.WriteString("for n in [0, 1, 62, 63, 64, 100, -1]:\n    for x in [0, 1, -1, 5, 9223372036854775807]:\n        print(show(lambda: x << n), show(lambda: x >> n), show(lambda: x ** n))\n")
	same(t, b.String())
}

// same compares the two interpreters on a script.
func same(t *testing.T, src string) {
	t.Helper()
	got, want := strings.Split(outcome(t, src, false), "\n"), strings.Split(outcome(t, src, true), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("line %d:\n got %s\nwant %s", i+1, strings.Join(got[min(i, len(got)):min(i+3, len(got))], "\n"), strings.Join(want[min(i, len(want)):min(i+3, len(want))], "\n"))
		}
	}
}

// TestFormsAgainstStarlark compares the two on what has a form of its own.
func TestFormsAgainstStarlark(t *testing.T) {
	for name, src := range map[string]string{
		"unbound":    "def f():\n    print(x)\n    x = 1\nf()\n",
		"global":     "def f():\n    return y\nf()\ny = 1\n",
		"step":       "def f():\n    n = n + 1\nf()\n",
		"overflow":   "def f(n):\n    for i in range(3):\n        n += 4611686018427387904\n        n = n - -1\n    return n * 3\nprint(f(0))\n",
		"index":      "def f(a, i):\n    return a[i]\nprint(f([1, 2], -1), f('ab', 0), f({5: 6}, 5), f((7,), 0))\nf([1], 1)\n",
		"setitem":    "a = [1, 2]\na[1] = 3\na[-1] += 4\nd = {}\nd[1] = a\nd[True] = 2\nprint(a, d)\n",
		"append":     "class A:\n    def append(self, x):\n        return x\ndef f(a, x):\n    return a.append(x)\nl = []\nprint(f(l, 1), f(A(), 2), l)\nf(3, 4)\n",
		"cells":      "fs = []\ndef f(n):\n    out = []\n    for i in range(n):\n        out.append(lambda: i)\n    i = 10\n    return [g() for g in out]\nprint(f(3), [g() for g in [lambda: k for k in range(3)]])\n",
		"comp":       "x = 5\nprint([x for x in range(3)], x, {k: v for k, v in [(1, 2), (3, 4)]}, {a for a in 'aba'}, [(i, j) for i in range(3) if i for j in range(i)])\n",
		"chain":      "def g(x):\n    print(x)\n    return x\nprint(1 < g(2) < g(3), 1 < g(0) < g(9), g(1) <= g(1) == g(1))\n",
		"unpack":     "a, (b, *c), d = 1, 'xyz', [2]\nprint(a, b, c, d)\nfor i, (x, y) in enumerate([(1, 2), [3, 4]]):\n    print(i, x, y)\nx, y = y, x\nprint(x, y)\na, b = [1, 2, 3]\n",
		"args":       "def f(a, b=2, *args, c, d=4, **kw):\n    return a, b, args, c, d, kw\nprint(f(1, c=3), f(1, 2, 3, c=5, e=6), f(*[1, 2], **{'c': 1}))\n",
		"methods":    "class A:\n    def __init__(self, x):\n        self.x = x\n    def get(self, y=1):\n        return self.x + y\na = A(1)\nprint(a.get(2), a.get(), A.get(a, 5))\na.get = lambda: 'own'\nprint(a.get())\n",
		"property":   "class A:\n    __slots__ = ['b']\n    @property\n    def x(self):\n        return 3\na = A()\na.b = 1\nprint(a.x, a.b)\ntry:\n    a.x = 1\nexcept AttributeError as e:\n    print(e)\na.c = 2\n",
		"init":       "class A:\n    def __init__(self):\n        return 3\nA()\n",
		"derived":    "class L(list):\n    def __init__(self, x):\n        self.extend([x])\nclass E(ValueError):\n    def __init__(self, x):\n        self.y = x\nl = L(3)\nl.append(4)\nprint(l, len(l), E(5).y, E(5).args)\n",
		"while":      "n = 0\nwhile True:\n    n += 1\n    if n % 2:\n        continue\n    if n > 6:\n        break\nelse:\n    print('no')\nprint(n)\n",
		"generators": "def g(n):\n    try:\n        for i in range(n):\n            x = yield i\n            if x: print('sent', x)\n    finally:\n        print('closed')\nh = g(3)\nprint(next(h), h.send(5))\nh.close()\nprint(list(g(2)), sum(x * x for x in g(4)))\n",
		"grow":       "a = [1]\nfor x in a:\n    if len(a) < 5: a.append(x + 1)\nprint(a)\nd = {1: 2}\nfor k in d:\n    d[k + 1] = 1\n",
	} {
		t.Run(name, func(t *testing.T) { same(t, src) })
	}
}

// TestTracebacksAsCPython checks where this package knows better than
// go.starlark.net: the texts are CPython's.
func TestTracebacksAsCPython(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"a = [1]\na[1] = 2\n", "IndexError: list assignment index out of range"},
		{"def f(a, c):\n    pass\nf(1)\n", "  File \"x.py\", line 3, in <module>\nTypeError: f() missing 1 required positional argument: 'c'"},
		{"class T:\n    def __bool__(self):\n        raise ValueError('truth')\ndef f():\n    return 1 if T() else 2\nf()\n",
			"  File \"x.py\", line 5, in f\n  File \"x.py\", line 3, in __bool__\nValueError: truth"},
	} {
		if got := outcome(t, test.src, false); !strings.HasSuffix(got, test.want+"\n") {
			t.Errorf("got\n%swant\n%s", got, test.want)
		}
	}
}

// TestSteps checks that a session ends loops and calls that go on for ever, and
// that no script can catch that.
func TestSteps(t *testing.T) {
	for name, src := range map[string]string{
		"while":     "while True:\n    pass\n",
		"for":       "for i in range(10 ** 12):\n    try:\n        i += 1\n    except BaseException:\n        pass\n",
		"comp":      "[0 for i in range(10 ** 12) if i < 0]\n",
		"generator": "def g():\n    while True:\n        yield 1\nfor x in g():\n    pass\n",
		"calls":     "def f(n):\n    if n: f(n - 1); f(n - 1)\nf(60)\n",
	} {
		for _, end := range []string{"steps", "context"} {
			t.Run(name+"/"+end, func(t *testing.T) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				env, predeclared, _ := session(ctx)
				defer env.Close()
				if end == "steps" {
					env.MaxSteps = 10_000
				} else {
					predeclared["print"] = pyrt.NewFunc("print", func(*pyrt.Call) (starlark.Value, error) {
						cancel()
						return starlark.None, nil
					})
					src = "print()\n" + src
				}
				prog := lowered(t, src, predeclared, false)
				thread := env.NewThread("x.py")
				_, err := prog.Init(thread, predeclared)
				err = env.Finish(thread, err)
				var eval *starlark.EvalError
				if !errors.As(err, &eval) || end == "context" && !errors.Is(err, context.Canceled) {
					t.Fatalf("got %v", err)
				}
				if end == "steps" && (env.Steps < 10_000 || env.Steps > 20_000) {
					t.Errorf("%d steps", env.Steps)
				}
			})
		}
	}
}

// TestConcurrent runs one program on several sessions at once.
func TestConcurrent(t *testing.T) {
	src := "def f(n, a=[]):\n    return [i * j for i in range(n) for j in range(n)]\ns = sum(f(100))\n"
	_, names, _ := session(context.Background())
	prog := lowered(t, src, names, false)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			env, predeclared, _ := session(context.Background())
			globals, err := prog.Init(env.NewThread("x.py"), predeclared)
			if err != nil || globals["s"] != starlark.Value(starlark.MakeInt(24502500)) {
				t.Errorf("got %v, %v", globals["s"], err)
			}
		})
	}
	wg.Wait()
}

// TestLargeInts checks the ints that are made in blocks.
func TestLargeInts(t *testing.T) {
	src := "out = []\nfor i in range(40):\n    x = (1 << 40) * (i - 20)\n    out.append(x + 1)\nx = -9223372036854775807 - 1\nout.append(x)\n"
	env, predeclared, _ := session(context.Background())
	globals, err := lowered(t, src, predeclared, false).Init(env.NewThread("x.py"), predeclared)
	if err != nil {
		t.Fatal(err)
	}
	list := globals["out"].(*starlark.List)
	for i := range 40 {
		want := starlark.MakeInt64(int64(i-20)<<40 + 1)
		if eq, err := starlark.Equal(list.Index(i), want); !eq || err != nil {
			t.Errorf("item %d: got %v, want %v", i, list.Index(i), want)
		}
	}
	if got := list.Index(40).String(); got != "-9223372036854775808" {
		t.Errorf("got %s", got)
	}
}
