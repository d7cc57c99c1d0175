package dialect

import (
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"
)

// TestScale checks that large and deep scripts are lowered or refused in time
// that grows with their size only.
func TestScale(t *testing.T) {
	tests := map[string]string{
		"sum":        "x = y" + strings.Repeat(" + y", 5000),
		"too long":   "x = y" + strings.Repeat(" + y", 10001),
		"and":        "x = y" + strings.Repeat(" and y", 5000),
		"compare":    "x = y" + strings.Repeat(" < y", 2000),
		"calls":      "x = y" + strings.Repeat(".a()[0]", 3000),
		"elif":       "if x: pass\n" + strings.Repeat("elif x: pass\n", 5000),
		"unary":      "x = " + strings.Repeat("-", 900) + "1",
		"parens":     "x = " + strings.Repeat("(", 199) + strings.Repeat(")", 199),
		"comps":      "x = " + strings.Repeat("[", 150) + "1" + strings.Repeat(" for i in y]", 150),
		"lambdas":    "x = " + strings.Repeat("lambda: ", 400) + "1",
		"list":       "x = [" + strings.Repeat("1, 'a', b,\n", 10000) + "]",
		"line":       "x = [" + strings.Repeat("1, 'a', é,", 10000) + "]",
		"dict":       "x = {" + strings.Repeat("a: b, ", 10000) + "}",
		"strings":    "x = " + strings.Repeat("'a' ", 10000),
		"statements": strings.Repeat("x = x + 1\n", 10000),
		"functions":  strings.Repeat("def f(a, b=1):\n    return a + b\n", 5000),
		"nested def": nested("def f():", 90),
		"nested try": nested("try:", 30) + finals(30),
		"f-strings":  "x = f'" + strings.Repeat("{a:{b}} ", 10000) + "'",
	}
	for name, src := range tests {
		begin := time.Now()
		f, err := Parse("t.py", []byte(src))
		if err == nil {
			tree, _, err := Lower(f, Options{})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if _, err := starlark.FileProgram(tree, func(string) bool { return true }); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if name != "too long" {
			t.Errorf("%s: %.200s", name, err)
		}
		if d := time.Since(begin); d > 20*time.Second {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Logf("%-10s %7d bytes %v", name, len(src), d)
		}
	}
}

// nested repeats a block's head, each indented below the one before.
func nested(head string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + head + "\n")
	}
	b.WriteString(strings.Repeat(" ", n) + "pass\n")
	return b.String()
}

func finals(n int) string {
	var b strings.Builder
	for i := n - 1; i >= 0; i-- {
		b.WriteString(strings.Repeat(" ", i) + "finally: pass\n")
	}
	return b.String()
}
