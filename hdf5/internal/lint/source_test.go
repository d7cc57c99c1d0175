package lint

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// source is one file.
type source struct {
	name string // for messages
	test bool
	text []byte
	file *ast.File
	set  *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, p := range packages(t) {
		tests := slices.Concat(p.TestGoFiles, p.XTestGoFiles)
		for _, name := range slices.Concat(p.GoFiles, tests) {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			set := token.NewFileSet()
			label := p.name() + "/" + name
			file, err := parser.ParseFile(set, label, text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Error(err)
				continue
			}
			all = append(all, source{label, slices.Contains(tests, name), text, file, set})
		}
	}
	return all
}

func TestFormat(t *testing.T) {
	for _, src := range sources(t) {
		formatted, err := format.Source(src.text)
		if err != nil || !bytes.Equal(formatted, src.text) {
			t.Errorf("%s is not in gofmt's form", src.name)
		}
	}
}

// maxLines is where a file holds more than one idea.
const maxLines = 500

func TestFileLength(t *testing.T) {
	for _, src := range sources(t) {
		if n := bytes.Count(src.text, []byte("\n")); n > maxLines && !src.test {
			t.Errorf("%s has %d lines, at most %d", src.name, n, maxLines)
		}
	}
}

// Every exported name says what it is.
func TestDocComments(t *testing.T) {
	described := make(map[string]bool) // packages with a doc comment
	for _, src := range sources(t) {
		if src.test {
			continue
		}
		dir := filepath.Dir(src.name)
		described[dir] = described[dir] || src.file.Doc != nil
		// One comment serves functions that follow each other without a gap.
		end, documented := 0, false
		for _, decl := range src.file.Decls {
			start := src.set.Position(decl.Pos()).Line
			if f, ok := decl.(*ast.FuncDecl); ok {
				documented = f.Doc != nil || documented && start == end+1
			} else {
				documented = false
			}
			if !documented {
				checkDoc(t, src, decl)
			}
			end = src.set.Position(decl.End()).Line
		}
	}
	for dir, ok := range described {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

func checkDoc(t *testing.T, src source, decl ast.Decl) {
	report := func(pos token.Pos, name string) {
		t.Errorf("%v: %s has no doc comment", src.set.Position(pos), name)
	}
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
			report(d.Pos(), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					report(s.Pos(), s.Name.Name)
				}
			case *ast.ValueSpec:
				// A group has one comment, or its members have their own.
				if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil && !typedGroup(d) {
					report(s.Pos(), s.Names[0].Name)
				}
			}
		}
	}
}

// typedGroup reports whether a declaration is a list of constants of a type
// whose names say what they are: the type's comment is theirs.
func typedGroup(d *ast.GenDecl) bool {
	first, ok := d.Specs[0].(*ast.ValueSpec)
	return ok && d.Tok == token.CONST && len(d.Specs) > 1 && first.Type != nil
}

// exportedReceiver reports whether a method belongs to an exported type, or
// the function is none.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	// A method that only makes its type fit an interface needs no words.
	if d.Name.Name == "String" || d.Name.Name == "Error" || d.Name.Name == "Unwrap" || d.Name.Name == "Is" {
		return false
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	name, ok := typ.(*ast.Ident)
	return ok && name.IsExported()
}

// Nothing is left for later, and no state is shared by everybody.
func TestForbiddenWords(t *testing.T) {
	words := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"}
	for _, src := range sources(t) {
		for _, word := range words {
			if i := strings.Index(string(src.text), word); i >= 0 {
				line := 1 + strings.Count(string(src.text[:i]), "\n")
				t.Errorf("%s:%d: %s", src.name, line, word)
			}
		}
		for _, decl := range src.file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has a func init", src.name)
			}
		}
	}
}
