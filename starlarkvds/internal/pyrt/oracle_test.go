package pyrt_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// session runs scripts as a host does.
type session struct {
	env    *pyrt.Env
	out    bytes.Buffer
	names  starlark.StringDict
	source map[string]string
}

func newSession() *session {
	s := &session{source: make(map[string]string)}
	s.env = &pyrt.Env{Context: context.Background(), Stdout: &s.out, Now: time.Now}
	s.env.Import = func(_ *starlark.Thread, name string) (*pyrt.Module, error) { return pymod.Import(s.env, name) }
	s.names = pyrt.Universe(s.env)
	s.names["__name__"] = starlark.String("__main__")
	pyrt.NewModuleBox(s.names)
	return s
}

// compile compiles a script.
func (s *session) compile(name, src string, chunk bool) (*eval.Program, error) {
	s.source[name] = src
	f, err := dialect.Parse(name, []byte(src))
	if err != nil {
		return nil, err
	}
	tree, _, err := dialect.Lower(f, dialect.Options{Chunk: chunk, IsPredeclared: s.names.Has})
	if err != nil {
		return nil, err
	}
	return eval.Compile(tree, s.names.Has)
}

// run runs a script and returns its exception.
func (s *session) run(name, src string, chunk bool) (starlark.StringDict, error) {
	prog, err := s.compile(name, src, chunk)
	if err != nil {
		return nil, err
	}
	thread := s.env.NewThread(name)
	globals, err := prog.Init(thread, s.names)
	return globals, s.env.Finish(thread, err)
}

// text returns the source of a file that ran.
func (s *session) text(file string) []byte { return []byte(s.source[file]) }

// show is repr(expr), or the class and text of its exception.
func (s *session) show(expr string) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprint("panic: ", p)
		}
	}()
	_, err := s.run("<expr>", "__result = (repr("+expr+"\n))", true)
	if err != nil {
		if e, ok := err.(*pyrt.Error); ok {
			return e.Class().Name() + ": " + e.Message()
		}
		return "error: " + err.Error()
	}
	v, err := s.names["$m"].(*pyrt.Box).Attr("__result")
	if err != nil {
		return err.Error()
	}
	return string(v.(starlark.String))
}

// evaluate is the program that shows expressions in CPython: it reads a JSON
// list of expressions and writes the list of their texts.
const evaluate = `
import json, sys
def show(e):
    try:
        return repr(eval(e, {'__name__': '__main__'}))
    except BaseException as x:
        return type(x).__name__ + ': ' + str(x)
sys.setrecursionlimit(900)
texts = [show(e) for e in json.load(open(sys.argv[1]))]
print(json.dumps(texts))
`

// expressions returns the lines of a table; empty ones and # lines are left
// out.
func expressions(t *testing.T, file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var exprs []string
	for line := range strings.SplitSeq(string(data), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			exprs = append(exprs, line)
		}
	}
	return exprs
}

// askPython returns CPython's texts for expressions.
func askPython(t *testing.T, exprs []string) []string {
	input, err := json.Marshal(exprs)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "exprs.json")
	if err := os.WriteFile(file, input, 0o600); err != nil {
		t.Fatal(err)
	}
	out := hdf5test.RunPython(t, t.TempDir(), evaluate, file)
	var texts []string
	if err := json.Unmarshal([]byte(out), &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// compare checks that expressions show the same text here and in CPython.
func compareExpressions(t *testing.T, exprs []string) {
	want := askPython(t, exprs)
	s := newSession()
	for i, expr := range exprs {
		if got := s.show(expr); got != want[i] {
			t.Errorf("%s\n got %s\nwant %s", expr, got, want[i])
		}
	}
}

// TestExpressions compares the tables of testdata with CPython.
func TestExpressions(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables: ", err)
	}
	var exprs []string
	for _, file := range files {
		exprs = append(exprs, expressions(t, file)...)
	}
	compareExpressions(t, exprs)
	t.Logf("%d expressions", len(exprs))
}

// TestFormatSpecs crosses values with format specifications.
func TestFormatSpecs(t *testing.T) {
	values := []string{"0", "1", "-42", "1234567", "2**70", "-2**70", "True", "False", "0.0", "-0.0", "1.5", "-1234567.891", "1e16", "1e-7", "123456789.0",
		"0.1", "100.0", "float('inf')", "float('-inf')", "float('nan')", "'text'", "'é'", "''", "None", "[1]", "1j", "(1.5-2j)", "complex(0,-0.0)", "b'x'"}
	specs := []string{"", "5", "<8", ">8", "^8", "=8", "*^9", "08", "+", " ", "-", "+08", "#", "#x", "#o", "#b", "#X", "x", "o", "b", "X", "d", "n", "c", "e", "E", ".3e", "f",
		"F", ".0f", "#.0f", ".3f", "10.2f", "g", "G", ".3g", "#.3g", ".10g", "%", ".1%", ",", "_", "012,", "015,.2f", "_x", "_b", "#_x", ",d", ",.3f", ".3", ".1", "8.3", ".17", ".0",
		"z", "z.1f", "s", "5s", ".2s", ">6.2s", "r", "zz", "5.3q", "+s", "=5s", "#s", ",s", ",x", "_c", "+c", ".2d", ".2c", ",,", "_,", ",_", "_,d", ".", "99", "0<6", "é>6", "{>6", "010", "<010", "é", ".3d", "00008", "x<08"}
	var exprs []string
	for _, v := range values {
		for _, spec := range specs {
			exprs = append(exprs, fmt.Sprintf("format(%s, %q)", v, spec))
		}
	}
	compareExpressions(t, exprs)
	t.Logf("%d expressions", len(exprs))
}

// TestPercent crosses values with % conversions.
func TestPercent(t *testing.T) {
	values := []string{"0", "7", "-42", "2**70", "True", "1.5", "-2.75", "1e16", "1e-7", "float('inf')", "float('nan')", "'text'", "'é'", "None", "[1, 2]", "(3,)", "()", "(1, 2)", "{'k': 5}", "b'by'", "1j"}
	formats := []string{"%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%i", "%u", "%x", "%X", "%#x", "%o", "%#o", "%#X", "%08x", "%e", "%E", "%.2e", "%f", "%F", "%.1f", "%8.3f", "%-8.3f|",
		"%+.1f", "%08.2f", "%g", "%G", "%.3g", "%#g", "%#.0f", "%s", "%5s", "%-5s|", "%.2s", "%r", "%a", "%c", "%5c", "%%", "%s %s", "%(k)s", "%(k)05d", "%(x)s", "%y", "%", "%5", "%(k", "plain", "%ld", "%*d", "%.*f", "%-+5d|", "%+ d", "%0-5d|"}
	var exprs []string
	for _, v := range values {
		for _, f := range formats {
			exprs = append(exprs, fmt.Sprintf("%q %% %s", f, v))
		}
		for _, f := range []string{"%d", "%s", "%b", "%r", "%a", "%c", "%x", "%5.1f", "%10s", "%.1b"} {
			exprs = append(exprs, fmt.Sprintf("b%q %% %s", f, v))
		}
	}
	compareExpressions(t, exprs)
	t.Logf("%d expressions", len(exprs))
}

// TestOperators crosses pairs of values with every operator. The operators are
// applied as lowered code applies them.
func TestOperators(t *testing.T) {
	values := []string{"0", "1", "-7", "3", "2**65", "True", "False", "0.0", "-0.0", "2.5", "-7.5", "1e308", "float('inf')", "float('nan')", "2j", "(1+1j)", "'ab'", "''", "b'ab'", "None",
		"[1, 2]", "[]", "(1, 2)", "()", "{'a': 1}", "{1, 2}", "{2, 3}", "frozenset({1})", "range(3)", "slice(1)", "int", "len", "..."}
	ops := map[string]string{"+": "$add", "-": "$sub", "*": "$mul", "/": "$div", "//": "$floordiv", "%": "$mod", "**": "$pow", "@": "$matmul", "&": "$and", "|": "$or", "^": "$xor",
		"==": "$eq", "!=": "$ne", "<": "$lt", "<=": "$le", ">": "$gt", ">=": "$ge", "in": "$in", "not in": "$notin", "<<": "$lshift", ">>": "$rshift"}
	s := newSession()
	if _, err := s.run("<values>", "values = ["+strings.Join(values, ", ")+"]", true); err != nil {
		t.Fatal(err)
	}
	v, err := s.names["$m"].(*pyrt.Box).Attr("values")
	if err != nil {
		t.Fatal(err)
	}
	operands := v.(*starlark.List)
	var exprs, got []string
	for i, x := range values {
		for j, y := range values {
			for op, name := range ops {
				if excluded(x, y, op) {
					continue
				}
				exprs = append(exprs, "("+x+") "+op+" ("+y+")")
				got = append(got, apply(s.names[name], operands.Index(i), operands.Index(j)))
			}
		}
		for op, name := range map[string]string{"-": "$neg", "+": "$pos", "~": "$invert"} {
			z, err := starlark.Binary(syntax.AMP, s.names[name], operands.Index(i))
			exprs = append(exprs, op+"("+x+")")
			got = append(got, outcome(z, err))
		}
	}
	for i, want := range askPython(t, exprs) {
		if got[i] != want {
			t.Errorf("%s\n got %.300s\nwant %.300s", exprs[i], got[i], want)
		}
	}
	t.Logf("%d expressions", len(exprs))
}

// apply is (op & x) & y.
func apply(op, x, y starlark.Value) string {
	bound, err := starlark.Binary(syntax.AMP, op, x)
	if err != nil {
		return err.Error()
	}
	return outcome(starlark.Binary(syntax.AMP, bound, y))
}

// outcome is repr of a value, or the class and text of an exception.
func outcome(v starlark.Value, err error) string {
	var text string
	if err == nil {
		text, err = pyrt.Repr(v)
	}
	var e *pyrt.Error
	if errors.As(err, &e) {
		return e.Class().Name() + ": " + e.Message()
	}
	return text
}

// excluded leaves out what no machine computes, and what differs by design:
// the order of sets, types.UnionType, formats.
func excluded(x, y, op string) bool {
	isSet := func(v string) bool {
		return strings.HasPrefix(v, "{2") || strings.HasPrefix(v, "{1") || strings.HasPrefix(v, "f")
	}
	switch op {
	case "|", "^":
		return isSet(x) && isSet(y) || x == "int" || y == "int"
	case "%":
		return x == "'ab'" || x == "''" || x == "b'ab'"
	case "**", "<<":
		return y == "2**65"
	case "*":
		return (x == "2**65" || y == "2**65") && strings.ContainsAny(x+y, "[]()'")
	}
	return false
}

// TestScripts runs testdata/*.py here and in CPython and compares what they
// print and the last line of an uncaught exception.
func TestScripts(t *testing.T) {
	python := hdf5test.Python(t)
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts: ", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := newSession()
			_, err = s.run(filepath.Base(file), string(src), false)
			got := s.out.String()
			if e, ok := err.(*pyrt.Error); ok {
				got += pyrt.Traceback(e, s.text)
			} else if err != nil {
				got += err.Error()
			}
			cmd := exec.Command(python, "-W", "ignore", filepath.Base(file))
			cmd.Dir = filepath.Dir(file)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			out, _ := cmd.Output()
			if want := withoutCarets(string(out) + stderr.String()); withoutCarets(got) != want {
				t.Errorf("%s\nwhole output:\n%s", firstDifference(withoutCarets(got), want), got)
			}
		})
	}
}

// withoutCarets drops the lines of carets, whose width differs, and the folder
// of the script.
func withoutCarets(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		if t := strings.Trim(line, " "); t != "" && strings.Trim(t, "^~") == "" {
			continue
		}
		if i := strings.Index(line, `File "`); i >= 0 {
			rest := line[i+6:]
			if j := strings.Index(rest, `"`); j >= 0 {
				line = line[:i+6] + filepath.Base(rest[:j]) + rest[j:]
			}
		}
		b.WriteString(line + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, x[i], y[i])
		}
	}
	return "one is longer"
}

// limit is an error that no script can catch.
type limit struct{}

func (limit) Error() string { return "limit" }
func (limit) PyFatal()      {}

// TestLimitsAreNotCaught runs into a memory limit and into the end of the
// session's context inside try statements.
func TestLimitsAreNotCaught(t *testing.T) {
	const script = "out = []\ntry:\n    list(range(100000))\nexcept BaseException:\n    print('caught')\nfinally:\n    print('finally')\n"
	s := newSession()
	s.env.Charge = func(int64) error { return limit{} }
	if _, err := s.run("memory.py", script, false); !errors.As(err, new(limit)) || s.out.Len() > 0 {
		t.Errorf("got %v, output %q", err, s.out.String())
	}
	s = newSession()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s.env.Context = ctx
	if _, err := s.run("context.py", script, false); !errors.Is(err, context.Canceled) || s.out.Len() > 0 {
		t.Errorf("got %v, output %q", err, s.out.String())
	}
}
