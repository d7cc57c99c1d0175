package pyrt_test

import (
	"errors"
	"testing"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// TestEndlessRecursion checks that recursion through every kind of call ends
// in RecursionError, not in a crash.
func TestEndlessRecursion(t *testing.T) {
	for name, src := range map[string]string{
		"function":  "def f():\n    return f()\nf()\n",
		"method":    "class A:\n    def f(self):\n        return self.f()\nA().f()\n",
		"repr":      "class A:\n    def __repr__(self):\n        return repr(self)\nrepr(A())\n",
		"eq":        "class A:\n    def __eq__(self, o):\n        return self == o\nA() == A()\n",
		"getattr":   "class A:\n    def __getattr__(self, n):\n        return self.foo\nA().bar\n",
		"try":       "def f():\n    try:\n        return f()\n    finally:\n        pass\nf()\n",
		"with":      "class C:\n    def __enter__(self): pass\n    def __exit__(self, *a): pass\ndef f():\n    with C():\n        return f()\nf()\n",
		"key":       "def f(x):\n    return sorted([1, 2], key=f)\nf(1)\n",
		"init":      "class A:\n    def __init__(self):\n        self.a = A()\nA()\n",
		"iter":      "class A:\n    def __iter__(self):\n        return iter(self)\nlist(A())\n",
		"generator": "def g():\n    yield from g()\nlist(g())\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSession()
			_, err := s.run(name, src, false)
			s.env.Close()
			var e *pyrt.Error
			if !errors.As(err, &e) || !e.IsA(pyrt.RecursionError) {
				t.Errorf("got %.200v", err)
			}
		})
	}
}
