package dialect_test

import (
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// The loop that the language's speed is judged by: arithmetic, a comparison, a
// list append and an index, a million times.
const loopInFunction = `
def f():
    out = []
    total = 0
    for i in range(1000000):
        if i % 3 == 0:
            total += 1
            out.append(i * 2)
        total += out[-1] % 7
    return total
f()
`

const loopUnknown = `
def f(n, zero, data):
    total = zero
    for i in range(n):
        if data[i % 3] > total:
            total += data[i % 3]
        else:
            total -= data[0]
    return total
f(1000000, 0, [1, 2, 3])
`

func BenchmarkLoop(b *testing.B) {
	for b.Loop() {
		run(b, "loop.py", []byte(loopInFunction))
	}
}

func BenchmarkLoopUnknownTypes(b *testing.B) {
	for b.Loop() {
		run(b, "loop.py", []byte(loopUnknown))
	}
}

func benchmarkStarlark(b *testing.B, src string) {
	opts := &syntax.FileOptions{TopLevelControl: true, GlobalReassign: true}
	for b.Loop() {
		if _, err := starlark.ExecFileOptions(opts, new(starlark.Thread), "loop.star", src, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoopStarlark(b *testing.B)             { benchmarkStarlark(b, loopInFunction) }
func BenchmarkLoopUnknownTypesStarlark(b *testing.B) { benchmarkStarlark(b, loopUnknown) }
