package eval_test

import (
	"context"
	"testing"
)

// speeds are the scripts of the table in docs/language.md. Each spends its
// time in one thing; the first is the loop that the language's speed is judged
// by.
var speeds = []struct{ name, src string }{
	{"loop", "def f(n):\n    out = []\n    s = 0\n    for i in range(n):\n        if i % 3 == 0:\n            s += i * 2\n        else:\n            s -= 1\n        out.append(s)\n        s = out[i] + 1\n    return s\nf(1000000)\n"},
	{"module", "out = []\ns = 0\nfor i in range(1000000):\n    if i % 3 == 0:\n        s += i * 2\n    else:\n        s -= 1\n    out.append(s)\n    s = out[i] + 1\n"},
	{"calls", "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)\nfib(25)\n"},
	{"floats", "def f(n):\n    x, y = 0.0, 1.5\n    for i in range(n):\n        x = x * 0.5 + y / 3.0 - i * 0.25\n        if x < -1e6:\n            x = 0.0\n    return x\nf(500000)\n"},
	{"while", "def f(n):\n    a, b, i = 0, 1, 0\n    while i < n:\n        a, b = b, (a + b) % 1000007\n        i += 1\n    return a\nf(500000)\n"},
	{"nested", "def f(n):\n    c = 0\n    for i in range(n):\n        for j in range(n):\n            if i * j % 7 == 3:\n                c += i ^ j\n    return c\nf(800)\n"},
	{"listcomp", "def f(n):\n    s = 0\n    for j in range(n):\n        a = [i * 2 + j for i in range(1000) if i % 3]\n        s += a[-1]\n    return s\nf(500)\n"},
	{"sieve", "def f(n):\n    s = [True] * n\n    for i in range(2, n):\n        if s[i]:\n            j = i * i\n            while j < n:\n                s[j] = False\n                j += i\n    return sum(1 for x in s if x)\nf(300000)\n"},
	{"strings", "def f(n):\n    parts = []\n    for i in range(n):\n        parts.append('item %d: %s' % (i, str(i * 2)))\n        parts.append(f'{i}-{i + 1:>5}')\n    return len(''.join(parts))\nf(50000)\n"},
	{"dicts", "def f(n):\n    d = {}\n    for i in range(n):\n        k = i % 1000\n        d[k] = d.get(k, 0) + 1\n    return d\nf(300000)\n"},
	{"attributes", "class P:\n    def __init__(self, x):\n        self.x = x\n        self.n = 0\n    def add(self, v):\n        self.x += v\n        self.n = self.n + 1\n        return self.x\ndef f(n):\n    p = P(1)\n    s = 0\n    for i in range(n):\n        s += p.add(i) + p.n\n    return s\nf(100000)\n"},
	{"instances", "class P:\n    def __init__(self, x):\n        self.x = x\ndef f(n):\n    for i in range(n):\n        P(i)\nf(100000)\n"},
	{"iterators", "def f(n):\n    a = list(range(n))\n    s = 0\n    for i, v in enumerate(a):\n        s += i * v\n    for x, y in zip(a, a):\n        s += x - y\n    return s\nf(300000)\n"},
	{"generators", "def g(n):\n    for i in range(n):\n        yield i * 2\ndef f(n):\n    s = 0\n    for v in g(n):\n        s += v\n    return s\nf(300000)\n"},
	{"try", "def f(n):\n    k = 0\n    for i in range(n):\n        try:\n            if i % 10 == 0:\n                raise ValueError(i)\n            k += 1\n        except ValueError as e:\n            k -= 1\n    return k\nf(100000)\n"},
	{"builtins", "def f(n):\n    s = 0\n    for i in range(n):\n        s += len(str(i)) + abs(-i) + max(i, 3) + int('7') + isinstance(i, int)\n    return s\nf(50000)\n"},
}

// BenchmarkScripts runs each script here and in go.starlark.net.
func BenchmarkScripts(b *testing.B) {
	for _, s := range speeds {
		for _, stock := range []bool{false, true} {
			name := s.name + "/eval"
			if stock {
				name = s.name + "/starlark"
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					env, predeclared, _ := session(context.Background())
					prog := lowered(b, s.src, predeclared, stock)
					thread := env.NewThread("x.py")
					_, err := prog.Init(thread, predeclared)
					if err := env.Finish(thread, err); err != nil {
						b.Fatal(err)
					}
					env.Close()
				}
			})
		}
	}
}
