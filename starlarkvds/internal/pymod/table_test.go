package pymod_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

var update = flag.Bool("update", false, "write docs/modules.md anew")

// TestModuleTable compares docs/modules.md with the modules and their members;
// -update writes it.
func TestModuleTable(t *testing.T) {
	const file = "../../../docs/modules.md"
	s := newSession(t.TempDir())
	defer s.env.Close()
	var b strings.Builder
	b.WriteString("# Modules\n\nThe modules of Python's standard library that scripts can import, with their members. Behaviour and error texts are\n" +
		"CPython 3.11's. A member that is not listed raises AttributeError. `re` is RE2: linear in time, without look-around and\nback-references; `$` is the end of the text alone, not also before a last newline; `\\b` knows ASCII letters only, and so do `\\D`, `\\W`\nand `\\S` between brackets.\n" +
		"numpy and h5py have pages of their own.\n\nThis page is written by `go test ./starlarkvds/internal/pymod -run TestModuleTable -update`.\n\n" +
		"| module | members |\n|---|---|\n")
	for _, name := range pymod.Names() {
		m, err := pymod.Import(s.env, name)
		if err != nil || m == nil {
			t.Errorf("import %s: %v, %v", name, m, err)
			continue
		}
		if m.Doc == "" {
			t.Errorf("%s has no documentation", name)
		}
		var members []string
		for _, member := range m.AttrNames() {
			if m.Members[member] == nil || !strings.HasPrefix(member, "_") && m.Members[member].Type() != "module" {
				members = append(members, member)
			}
		}
		slices.Sort(members)
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.ReplaceAll(strings.Join(members, " "), "|", "\\|"))
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s is out of date: run with -update", file)
	}
}

// TestMissingMembers checks that the traceback of an absent member says where
// the present ones are listed.
func TestMissingMembers(t *testing.T) {
	s := newSession(t.TempDir())
	defer s.env.Close()
	err := s.run("<test>", "import os\nos.fork()")
	e, ok := err.(*pyrt.Error)
	if !ok || e.Message() != "module 'os' has no attribute 'fork'" {
		t.Fatalf("got %v", err)
	}
	if text := pyrt.Traceback(e, nil); !strings.Contains(text, "see docs/modules.md") {
		t.Errorf("no page in %s", text)
	}
}
