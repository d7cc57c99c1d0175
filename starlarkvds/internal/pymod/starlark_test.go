package pymod_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// starlarkFiles are the tests of go.starlark.net that are about the language;
// the others are about modules of its own (json, math, proto, time), about its
// interpreter's options, or measure time.
var starlarkFiles = []string{"assign", "bool", "builtins", "bytes", "control", "dict", "float", "function", "int",
	"list", "misc", "set", "string", "tuple", "while"}

// starlarkChunk is one chunk of a file, run statement by statement.
type starlarkChunk struct {
	s        *session
	expected map[int]*regexp.Regexp // by line
	results  map[int]string         // lines that do something else
	texts    int                    // errors with another text
}

// TestStarlark runs go.starlark.net's own tests. Where an error is expected any
// error will do, as the texts are Python's; other deviations are those that
// docs/language.md lists, by line and with the reason.
func TestStarlark(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.starlark.net").Output()
	if err != nil {
		t.Skip("no module directory: ", err)
	}
	found := make(map[string]string)
	texts := 0
	for _, name := range starlarkFiles {
		data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "starlark/testdata", name+".star"))
		if err != nil {
			t.Fatal(err)
		}
		line := 0
		for _, text := range strings.Split(string(data), "\n---\n") {
			c := &starlarkChunk{s: newSession(t.TempDir()), results: make(map[int]string)}
			c.s.steps = 1e6
			c.run(text)
			c.s.env.Close()
			texts += c.texts
			for n, msg := range c.results {
				found[name+":"+strconv.Itoa(line+n)] = msg
			}
			line += strings.Count(text, "\n") + 2
		}
	}
	listed := listedDeviations(t)
	for place, msg := range found {
		if !listed[place] {
			t.Errorf("%s is not in docs/language.md: %s", place, msg)
		}
	}
	for place := range listed {
		if _, ok := found[place]; !ok {
			t.Errorf("%s is in docs/language.md, and does what Starlark does", place)
		}
	}
	t.Logf("%d lines deviate, %d errors have other texts", len(found), texts)
}

// listedDeviations reads the places from the table of docs/language.md: those
// such as list:12 in its second column.
func listedDeviations(t *testing.T) map[string]bool {
	data, err := os.ReadFile("../../../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "\n### go.starlark.net's own tests\n")
	section, _, _ = strings.Cut(section, "\n## ")
	listed := make(map[string]bool)
	for _, row := range strings.Split(section, "\n") {
		cells := strings.Split(row, " | ")
		if len(cells) != 2 {
			continue
		}
		file := ""
		for _, place := range strings.Fields(strings.TrimSuffix(cells[1], "|")) {
			name, line, ok := strings.Cut(place, ":")
			if ok {
				file, place = name, line
			}
			if _, err := strconv.Atoi(place); err == nil {
				listed[file+":"+place] = true
			}
		}
	}
	return listed
}

// run runs the statements of a chunk, each by itself: so one that fails does
// not hide the rest.
func (c *starlarkChunk) run(text string) {
	c.expected = make(map[int]*regexp.Regexp)
	for i, line := range strings.Split(text, "\n") {
		if _, want, ok := strings.Cut(line, "### "); ok {
			if pattern, err := strconv.Unquote(strings.TrimSpace(want)); err == nil {
				c.expected[i+1] = regexp.MustCompile(pattern)
			}
		}
	}
	c.predeclare()
	// assert is a keyword of Python's.
	text = regexp.MustCompile(`(?m)^load\(.assert\.star.*`).ReplaceAllString(text, "pass")
	text = regexp.MustCompile(`\bassert\.`).ReplaceAllString(text, "assert_.")
	for _, part := range statements(text) {
		c.report(c.s.run("chunk.star", part))
	}
	for line, pattern := range c.expected {
		c.results[line] = "no error, want " + pattern.String()
	}
}

// statements splits a text before each line that begins a statement; each part
// keeps its place by empty lines.
func statements(text string) []string {
	var parts []string
	lines := strings.Split(text, "\n")
	begin := 0
	for i := 1; i <= len(lines); i++ {
		if i < len(lines) && (lines[i] == "" || strings.ContainsAny(lines[i][:1], " \t)#]}") || strings.HasPrefix(lines[i], "else") || strings.HasPrefix(lines[i], "elif")) {
			continue
		}
		part := strings.Repeat("\n", begin) + strings.Join(lines[begin:i], "\n") + "\n"
		if _, err := dialect.Parse("chunk.star", []byte(part)); err != nil && i < len(lines) && strings.Count(part, `"""`)%2 == 1 {
			continue // within a string
		}
		parts = append(parts, part)
		begin = i
	}
	return parts
}

// report notes the error of a statement.
func (c *starlarkChunk) report(err error) {
	switch e := err.(type) {
	case nil:
	case dialect.ErrorList:
		for _, one := range e {
			c.note(int(one.Pos.Line), "SyntaxError: "+one.Msg)
		}
	case *pyrt.Error:
		c.note(chunkLine(e.Stack), e.Class().Name()+": "+e.Message())
	default:
		c.note(0, err.Error())
	}
}

func chunkLine(stack starlark.CallStack) int {
	line := 0
	for _, f := range stack {
		if f.Pos.Filename() == "chunk.star" {
			line = int(f.Pos.Line)
		}
	}
	return line
}

func (c *starlarkChunk) note(line int, msg string) {
	pattern, ok := c.expected[line]
	if !ok {
		c.results[line] = msg
		return
	}
	delete(c.expected, line)
	if !pattern.MatchString(msg) {
		c.texts++
	}
}

// predeclare gives the chunk what load("assert.star") would.
func (c *starlarkChunk) predeclare() {
	check := func(name string, test func(*pyrt.Call) (string, error)) *starlark.Builtin {
		return pyrt.NewFunc(name, func(call *pyrt.Call) (starlark.Value, error) {
			problem, err := test(call)
			if err == nil && problem != "" {
				c.results[chunkLine(call.Thread.CallStack())] = problem
			}
			return starlark.None, err
		})
	}
	compare := func(op pyrt.Op) func(*pyrt.Call) (string, error) {
		return func(call *pyrt.Call) (string, error) {
			ok, err := pyrt.CompareBool(op, call.Args[0], call.Args[1])
			if err != nil || ok {
				return "", err
			}
			a, _ := pyrt.Repr(call.Args[0])
			b, _ := pyrt.Repr(call.Args[1])
			return a + " " + op.String() + " " + b + " is false", nil
		}
	}
	members := starlark.StringDict{
		"eq": check("eq", compare(pyrt.Eq)), "ne": check("ne", compare(pyrt.Ne)), "lt": check("lt", compare(pyrt.Lt)),
		"true": check("true", func(call *pyrt.Call) (string, error) {
			ok, err := pyrt.Truth(call.Args[0])
			return map[bool]string{false: "not true"}[ok], err
		}),
		"contains": check("contains", func(call *pyrt.Call) (string, error) {
			ok, err := pyrt.Contains(call.Args[0], call.Args[1])
			return map[bool]string{false: "not contained"}[ok], err
		}),
		"fail": check("fail", func(call *pyrt.Call) (string, error) { return "fail", nil }),
		"fails": check("fails", func(call *pyrt.Call) (string, error) {
			_, err := pyrt.CallValue(call.Thread, call.Args[0], nil, nil)
			e, ok := pyrt.Catch(call.Thread, err)
			if !ok {
				return "no error, want " + call.Args[1].String(), nil
			}
			if !regexp.MustCompile(string(call.Args[1].(starlark.String))).MatchString(e.Message()) {
				c.texts++
			}
			return "", nil
		}),
	}
	names := c.s.names
	names["assert_"] = &pyrt.Module{Name: "assert", Members: members}
	names["freeze"] = pyrt.NewFunc("freeze", func(call *pyrt.Call) (starlark.Value, error) { return starlark.None, nil })
	names["matches"] = pyrt.NewFunc("matches", func(call *pyrt.Call) (starlark.Value, error) {
		ok, err := regexp.MatchString(string(call.Args[0].(starlark.String)), string(call.Args[1].(starlark.String)))
		return starlark.Bool(ok), err
	})
}

// TestStatements checks the splitting of a text.
func TestStatements(t *testing.T) {
	got := statements("a = 1\nif a:\n  b\nelse:\n  c\nd = \"\"\"x\ny\n\"\"\"\n")
	if want := []string{"a = 1\n", "\nif a:\n  b\nelse:\n  c\n", "\n\n\n\n\nd = \"\"\"x\ny\n\"\"\"\n\n"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
