package dialect

import "testing"

func TestIncomplete(t *testing.T) {
	tests := []struct {
		src  string
		want bool
	}{
		{"", false},
		{"x = 1", false},
		{"# comment", false},
		{"f(1,", true},
		{"f(1,\n", true}, // an empty line does not end a bracket
		{"f(1,\n2)", false},
		{"x = [", true},
		{"x = {1:", true},
		{"if x:", true},
		{"if x: pass", true},
		{"if x: pass\n", false},
		{"if x:\n    y", true},
		{"if x:\n    y\n", false},
		{"if x:\n    y\n    ", false},
		{"if x:\n    y\nelse:", true},
		{"if x:\n    y\nelse:\n    z\n", false},
		{"if x:\n", false}, // an error, to be shown
		{"for i in x:", true},
		{"while 1:", true},
		{"def f(a,", true},
		{"def f(a):", true},
		{"def f():\n    '''doc", true},
		{"def f():\n    '''doc\n", true},
		{"@dec", true},
		{"@dec\ndef f(): pass", true},
		{"class C:", true},
		{"try:\n    x", true},
		{"try:\n    x\n", false},
		{"try:\n    x\nexcept E:", true},
		{"try:\n    x\nfinally:\n    y\n", false},
		{"with File('x') as f:", true},
		{"with f: pass\n", false},
		{"'''abc", true},
		{"f'''{x", true},
		{"'abc", false},
		{"x = 1 \\", true},
		{"x = 1 +", false},
		{"x +* 1", false},
		{"if x", false},
		{"1 2", false},
		{"f(]", false},
		{"x)", false},
		{"  x", false},
		{"if x:\ny", false},
		{"x = 1\nif y:", true},
	}
	for _, test := range tests {
		if got := Incomplete(test.src); got != test.want {
			t.Errorf("Incomplete(%q) = %v, want %v", test.src, got, test.want)
		}
	}
}
