package pyrt

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var updateDocs = flag.Bool("update", false, "write the tables of docs/language.md anew")

// TestLanguageTables compares the tables of builtins in docs/language.md with
// what is predeclared; -update writes them.
func TestLanguageTables(t *testing.T) {
	const file = "../../../docs/language.md"
	const begin, end = "\n### Builtin functions\n", "\n### Special methods\n"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no part from %q to %q", file, begin, end)
	}
	want := head + begin + builtinTables() + end + tail
	if *updateDocs {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(data) != want {
		t.Errorf("the tables of builtins in %s are out of date: run with -update", file)
	}
}

// builtinTables is the tables as Markdown.
func builtinTables() string {
	var b strings.Builder
	var names []string
	for name := range builtinFunctions() {
		names = append(names, name)
	}
	slices.Sort(names)
	fmt.Fprintf(&b, "\n%s.\n\n### Builtin types and their methods\n\n| type | methods |\n|---|---|\n", strings.Join(names, " "))
	for _, typ := range scriptTypes() {
		methods := slices.Clone(methodNames(typ))
		slices.Sort(methods)
		fmt.Fprintf(&b, "| %s | %s |\n", typ.Name(), strings.Join(methods, " "))
	}
	b.WriteString("\n### Exception classes\n\n| class | derived from it |\n|---|---|\n")
	for _, class := range exceptionClasses() {
		var derived []string
		for _, c := range exceptionClasses() {
			if slices.Contains(c.Bases(), class) {
				derived = append(derived, c.Name())
			}
		}
		if len(derived) > 0 {
			fmt.Fprintf(&b, "| %s | %s |\n", class.Name(), strings.Join(derived, " "))
		}
	}
	return b.String()
}
