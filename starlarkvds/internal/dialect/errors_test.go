package dialect

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestErrors compares what we say of wrong scripts with what CPython 3.12
// says (testdata/errors.py), position included. A line "ours:" after that is
// where we mean to differ.
func TestErrors(t *testing.T) {
	data, err := os.ReadFile("testdata/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, chunk := range strings.Split(strings.TrimSpace(string(data)), "\n---\n") {
		src, want, _ := strings.Cut(chunk, "\n=>\n")
		if _, ours, ok := strings.Cut(want, "\nours: "); ok {
			want = ours
		}
		if got := verdict(src + "\n"); got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
	}
}

func verdict(src string) string {
	f, err := Parse("t.py", []byte(src))
	if err == nil {
		_, _, err = Lower(f, Options{})
	}
	if err == nil {
		return "ok"
	}
	e := err.(ErrorList)[0]
	return fmt.Sprintf("%d:%d: %s: %s", e.Pos.Line, e.Pos.Col, e.Class, e.Msg)
}
