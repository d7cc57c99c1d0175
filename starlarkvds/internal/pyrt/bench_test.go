package pyrt_test

import (
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// loops are scripts that spend their time in one kind of operation, a million
// times divided by b.N's scale: each runs 10,000 iterations.
var loops = map[string]string{
	"mixed":    "def f(n):\n    a = []\n    s = 0\n    for i in range(n):\n        x = i * 3 + 1\n        if x % 7 < 3:\n            s += x\n        a.append(x)\n        s += a[i]\n    return s\nf(10000)\n",
	"compare":  "def f():\n    c = 0\n    for i in range(10000):\n        if i % 3 == x:\n            c += 1\n    return c\nx = 0\nf()\n",
	"append":   "def f():\n    a = []\n    for i in range(10000):\n        a.append(i)\n    return a\nf()\n",
	"index":    "def f(a):\n    s = 0\n    for i in range(10000):\n        s += a[i]\n    return s\nf(list(range(10000)))\n",
	"call":     "def g(x):\n    return x\ndef f():\n    for i in range(10000):\n        g(i)\nf()\n",
	"dict":     "def f(d):\n    for i in range(10000):\n        d[i] = i\nf({})\n",
	"enum":     "def f(a):\n    s = 0\n    for i, v in enumerate(a):\n        s += v\n    return s\nf(list(range(10000)))\n",
	"try":      "def f():\n    n = 0\n    for i in range(10000):\n        try:\n            n += 1\n        except ValueError:\n            pass\n    return n\nf()\n",
	"generate": "def g():\n    for i in range(10000):\n        yield i\ndef f():\n    s = 0\n    for v in g():\n        s += v\n    return s\nf()\n",
}

// BenchmarkLoops runs each loop in the dialect, and where Starlark has the
// constructs natively too.
func BenchmarkLoops(b *testing.B) {
	for _, name := range []string{"mixed", "compare", "append", "index", "call", "dict", "enum", "try", "generate"} {
		src := loops[name]
		b.Run(name+"/dialect", func(b *testing.B) {
			s := newSession()
			prog, err := s.compile(name, src, false)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				thread := s.env.NewThread(name)
				_, err := prog.Init(thread, s.names)
				if err := s.env.Finish(thread, err); err != nil {
					b.Fatal(err)
				}
			}
		})
		if name == "try" || name == "generate" {
			continue
		}
		b.Run(name+"/starlark", func(b *testing.B) {
			_, prog, err := starlark.SourceProgramOptions(&syntax.FileOptions{TopLevelControl: true}, name, src, func(string) bool { return false })
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := prog.Init(new(starlark.Thread), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkUniverse(b *testing.B) {
	for b.Loop() {
		newSession()
	}
}
