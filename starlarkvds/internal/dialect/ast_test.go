package dialect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// TestAgainstCPython compares our trees with those of CPython's ast, shapes
// and positions, over the .py files below the directories that
// VDSCRIPT_AST_DIRS lists (separated as in PATH). The interpreter, Python
// 3.12, is VDSCRIPT_PYTHON312; without it the test is skipped. Without the
// directories a sample of its standard library is compared.
func TestAgainstCPython(t *testing.T) {
	python := os.Getenv("VDSCRIPT_PYTHON312")
	if python == "" {
		t.Skip("VDSCRIPT_PYTHON312 names no interpreter")
	}
	files := pythonFiles(t, python)
	want := cpythonTrees(t, python, files)
	var same, both, refused int
	refusals := map[string]int{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := "SyntaxError"
		tree, err := Parse(file, src)
		if err == nil {
			got = fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(dump(tree.Body))))
		}
		var list ErrorList
		switch {
		case got == want[file]:
			if same++; err != nil {
				both++
			}
		case errors.As(err, &list) && strings.Contains(list[0].Msg, "not supported"):
			refused++
			refusals[list[0].Msg]++
		case strings.HasSuffix(file, "bad_coding2.py"):
			// CPython wants "utf-8" spelled so after a byte order mark.
		default:
			t.Errorf("%s: got %s, want %s: %v", file, got, want[file], err)
		}
	}
	t.Logf("%d files: %d agree (%d of them are refused by both), %d refused by name", len(files), same, both, refused)
	for _, msg := range sortedKeys(refusals) {
		t.Logf("%6d %s", refusals[msg], msg)
	}
}

func sortedKeys(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// pythonFiles lists the files to compare.
func pythonFiles(t *testing.T, python string) []string {
	dirs := filepath.SplitList(os.Getenv("VDSCRIPT_AST_DIRS"))
	sample := len(dirs) == 0
	if sample {
		out, err := exec.Command(python, "-c", "import os; print(os.path.dirname(os.__file__))").Output()
		if err != nil {
			t.Fatal(err)
		}
		dirs = []string{strings.TrimSpace(string(out))}
	}
	var files []string
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if sample {
		for i := range files[:len(files)/40] {
			files[i] = files[i*40]
		}
		files = files[:len(files)/40]
	}
	return files
}

// cpythonTrees returns for each file the checksum of CPython's tree, or
// "SyntaxError".
func cpythonTrees(t *testing.T, python string, files []string) map[string]string {
	cmd := exec.Command(python, "testdata/astdump.py")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	trees := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		file, sum, _ := strings.Cut(lines.Text(), "\t")
		if strings.HasSuffix(sum, "Error") {
			sum = "SyntaxError"
		}
		trees[file] = sum
	}
	return trees
}

// TestDumpFile prints the dump of the file that VDSCRIPT_AST_FILE names, to be
// compared with "astdump.py --text".
func TestDumpFile(t *testing.T) {
	name := os.Getenv("VDSCRIPT_AST_FILE")
	if name == "" {
		t.Skip("VDSCRIPT_AST_FILE names no file")
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := Parse(name, src)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(dump(tree.Body))
}
