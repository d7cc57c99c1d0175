package h5dump_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// supported says, for each row of the table of format parts in docs/support.md,
// what shows in the bytes of a file that the file has them; see observer. Of
// the files that have them, all are compared with libhdf5 in the tests of the
// corpus.
var supported = map[string][]string{
	"superblock": {
		"superblock 0", "superblock 1", "superblock 2", "superblock 3", "user block", "extension", "sizes 2", "sizes 4", "sizes 8",
		"consistency flags", "driver information",
	},
	"files": {"driver information", "message driver info", "multi file"},
	"object header": {
		"header 1", "header 2", "continuation 1", "continuation 2", "shared kind 1", "shared kind 2", "unknown message",
	},
	"messages": {
		"message NIL", "message dataspace", "message link info", "message datatype", "message old fill value", "fill value version 1",
		"fill value version 2", "fill value version 3", "message link", "message external files", "message data layout", "message group info",
		"message filter pipeline", "message attribute", "message object comment", "message modification time", "message old modification time",
		"message shared message table", "continuation 1", "message symbol table", "message B-tree K values", "message driver info",
		"message attribute info", "message reference count", "message file space info", "message metadata cache image",
		"dataspace version 1", "dataspace version 2", "filter pipeline version 1", "filter pipeline version 2",
		"file space info version 0", "file space info version 1",
	},
	"groups":     {"tree 1 type 0", "message link", "tree 2 type 5", "tree 2 type 6", "link 0", "link 1", "link 64", "link 187"},
	"attributes": {"message attribute", "tree 2 type 8", "shared kind 1", "attribute version 1", "attribute version 2", "attribute version 3"},
	"heaps": {
		"local heap", "global heap", "fractal direct", "fractal indirect", "fractal huge", "fractal tiny", "fractal filtered",
	},
	"B-trees": {
		"tree 1 type 0", "tree 1 type 1", "tree 2 type 1", "tree 2 type 2", "tree 2 type 3", "tree 2 type 5", "tree 2 type 6", "tree 2 type 7",
		"tree 2 type 8", "tree 2 type 9", "tree 2 type 10", "tree 2 type 11",
		// Type 4 is of filtered heaps with long ids, which nothing in libhdf5 makes: the tests of package heap do.
	},
	"layout": {
		"layout 0 version 3", "layout 0 version 4", "layout 1 version 1", "layout 1 version 2", "layout 1 version 3", "layout 1 version 4",
		"layout 2 version 1", "layout 2 version 3", "layout 2 version 4", "layout 2 version 5", "layout 3 version 4", "message external files",
	},
	"chunk index": {
		"index 0", "index 1", "index 1 filtered", "index 2", "index 3", "index 4", "index 5", "tree 2 type 10", "tree 2 type 11",
	},
	"datatypes": {
		"integer of 1", "integer of 2", "integer of 3", "integer of 4", "integer of 8", "partial integer", "float of 1", "float of 2", "float of 4",
		"float of 8", "float of 16", "class 2", "string variable false", "string variable true", "class 4", "class 5", "class 6",
		"reference 0", "reference 1", "reference 2", "class 8", "class 9", "class 10", "class 11",
		"datatype version 1", "datatype version 2", "datatype version 3", "datatype version 4", "datatype version 5",
	},
	"selections": {
		"selection 1 version 1", "selection 1 version 2", "selection 2 version 1", "selection 2 version 2", "selection 2 version 3",
		"selection 3 version 1",
		// None stands in no file of libhdf5 at rest: the tests of package format decode it.
	},
}

// TestSupportedPartsAreInTheFixtures ties each row of the table in
// docs/support.md to files that have what it promises, all of which are read.
func TestSupportedPartsAreInTheFixtures(t *testing.T) {
	rows := supportRows(t)
	for _, row := range rows {
		if supported[row] == nil {
			t.Errorf("the row %q of docs/support.md has no test", row)
		}
	}
	found := make(map[string][]string)
	for _, path := range supportFiles(t) {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		if strings.HasSuffix(path, "-s.h5") {
			seen["multi file"] = true
		}
		observe(file, func(format string, args ...any) { seen[fmt.Sprintf(format, args...)] = true })
		for what := range seen {
			found[what] = append(found[what], path)
		}
	}
	for row, list := range supported {
		if !slices.Contains(rows, row) {
			t.Errorf("no row %q in docs/support.md", row)
		}
		for _, what := range list {
			if len(found[what]) == 0 {
				t.Errorf("%s: no file has %s", row, what)
			}
		}
	}
}

// supportRows returns the names of the rows of the first table.
func supportRows(t *testing.T) (rows []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "support.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| format part | read |\n|---|---|\n")
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		rows = append(rows, strings.TrimSpace(strings.Split(line, "|")[1]))
	}
	if len(rows) < 10 {
		t.Fatalf("rows %q", rows)
	}
	return rows
}

// supportFiles returns the fixtures and HDF5's own files, but for large ones.
func supportFiles(t *testing.T) (files []string) {
	t.Helper()
	source := hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's source tree")
	for _, root := range []string{filepath.Join("..", "..", "testdata", "hdf5"), source} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".h5") {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Size() <= 512<<10 {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}
