package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// block returns the README's first block of a language.
func block(t *testing.T, language string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(projectRoot(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(text)
	if m == nil {
		t.Fatalf("README.md has no block of %s", language)
	}
	return string(m[1])
}

// The README's script prints the same under both hosts.
func TestReadmeScript(t *testing.T) { runBoth(t, script(t, block(t, "python"))) }

// The README's Go program compiles.
func TestReadmeProgram(t *testing.T) {
	body := block(t, "go")
	source := "package main\n\nimport (\n\t\"context\"\n\t\"os\"\n\n\t\"github.com/vdscript/vdscript/starlarkvds\"\n)\n\n" +
		"func program(ctx context.Context, source []byte) {\n" + strings.ReplaceAll("\t"+body, "\n", "\n\t") +
		"_, _ = globals, err\n}\n"
	dir := t.TempDir()
	file := filepath.Join(dir, "program.go")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(projectRoot(t), "cmd", "vdscript", "program_of_readme.go"): file,
	}})
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(config, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-overlay", config, "-o", os.DevNull, ".")
	build.Dir = filepath.Join(projectRoot(t), "cmd", "vdscript")
	if out, err := build.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
