package h5dump

import "testing"

// Names reach a terminal without what it would obey, and keep their columns.
func TestCells(t *testing.T) {
	for _, c := range []struct {
		name, want string
		width      int
	}{
		{"plain name", "plain name", 10},
		{"Überschrift (°C)", "Überschrift (°C)", 16},
		{"データ", "データ", 6},
		{"温度😀", "温度😀", 6},
		{"e\u0301", "e\u0301", 1}, // a letter with a mark on it
		{"a\nb\x1b[31m\x00", `a\nb\x1b[31m\x00`, 16},
		{"left\u202eright", `left\u202eright`, 15},
		{"bad \xff\xfe", `bad \xff\xfe`, 12},
		{"bad \ufffd", `bad \ufffd`, 10},
		{"line\u2028end", `line\u2028end`, 13},
	} {
		if got := printable(c.name); got != c.want || width(got) != c.width {
			t.Errorf("%q: got %q of %d columns, want %q of %d", c.name, got, width(got), c.want, c.width)
		}
	}
	if got, want := printableLines("a\x07\nb"), "a\\a\nb"; got != want {
		t.Errorf("lines: got %q, want %q", got, want)
	}
}
