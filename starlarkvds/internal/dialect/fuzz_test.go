package dialect

import (
	"os"
	"strings"
	"testing"

	"go.starlark.net/starlark"
)

// seeds adds the scripts of the tables to a fuzz target.
func seeds(f *testing.F) {
	for _, name := range []string{"testdata/lower.txt", "testdata/errors.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, chunk := range strings.Split(string(data), "\n---\n") {
			src, _, _ := strings.Cut(chunk, "\n=>\n")
			f.Add(src)
		}
	}
	for _, src := range []string{
		"", "\ufeffx", "\f x", "x = '''\n", "f'{x!r:{y}}'", "f'{{{x}}}'", "0x_1", "1__0", "(" + strings.Repeat("(", 300),
		strings.Repeat("-", 5000) + "1", "x" + strings.Repeat(".y", 20000), strings.Repeat("not ", 5000) + "x",
		strings.Repeat("if x:\n ", 120), "if x: pass\n" + strings.Repeat("elif x: pass\n", 3000),
		strings.Repeat("lambda: ", 3000) + "x", "x = " + strings.Repeat("f'{", 200), "\\\n", "x\\", "\tx\n        y\n",
	} {
		f.Add(src)
	}
}

// FuzzParse checks that any text is parsed or refused, with positions within
// the text.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		file, err := Parse("f.py", []byte(src))
		if err == nil {
			_, end := file.Span()
			if lines := int32(len(splitLines(src))); end.Line > lines {
				t.Fatalf("end %v of %d lines", end, lines)
			}
			return
		}
		checkErrors(t, src, err)
	})
}

func checkErrors(t *testing.T, src string, err error) {
	for _, e := range err.(ErrorList) {
		if strings.HasPrefix(e.Msg, "internal error") || !e.Pos.IsValid() || int(e.Pos.Line) > len(splitLines(src)) {
			t.Fatalf("%v", e)
		}
	}
}

// FuzzLower checks that what Lower accepts compiles.
func FuzzLower(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		for _, opts := range []Options{{}, {Chunk: true, Display: true, IsPredeclared: func(string) bool { return false }}} {
			file, err := Parse("f.py", []byte(src))
			if err != nil {
				return
			}
			tree, _, err := Lower(file, opts)
			if err != nil {
				checkErrors(t, src, err)
				continue
			}
			if _, err := starlark.FileProgram(tree, func(string) bool { return true }); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzIncomplete checks that a prompt never waits after a mistake that more
// input cannot mend: it has no panic and no endless loop.
func FuzzIncomplete(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		if Incomplete(src) && Incomplete(src+"\n)\n") && !strings.ContainsAny(src, "'\"") {
			if _, err := Parse("f.py", []byte(src+"\n)\n")); err == nil {
				t.Fatal("complete after all")
			}
		}
	})
}

// splitLines returns the lines of a source text without their endings.
func splitLines(src string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src), "\n")
}
