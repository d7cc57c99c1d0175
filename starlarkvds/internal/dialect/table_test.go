package dialect

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/lower.txt")

// TestLower lowers the scripts of testdata/lower.txt: each chunk is a script,
// a line "=>", and the tree.
func TestLower(t *testing.T) {
	const name = "testdata/lower.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const sep, arrow = "\n---\n", "\n=>\n"
	chunks := strings.Split(strings.TrimSpace(string(data)), sep)
	for i, chunk := range chunks {
		src, want, _ := strings.Cut(chunk, arrow)
		got := lowered(t, src)
		if strings.TrimSpace(want) != got && !*update {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", src, got, want)
		}
		chunks[i] = strings.TrimSuffix(src, "\n=>") + arrow + got
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(chunks, sep)+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func lowered(t *testing.T, src string) string {
	f, err := Parse("t.py", []byte(src))
	if err != nil {
		return err.Error()
	}
	opts := Options{
		Chunk:         strings.HasPrefix(src, "# chunk"),
		IsPredeclared: func(name string) bool { return name == "print" || name == "range" || name == "len" },
	}
	opts.Display = opts.Chunk
	tree, _, err := Lower(f, opts)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(show(tree.Stmts))
}
