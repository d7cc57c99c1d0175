package lint

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/vdscript/vdscript/"

// rings is the module's layers: a package imports packages of lower rings
// only. A new package gets a ring here, the lowest that its imports allow.
var rings = map[string]int{
	"hdf5/internal/codec": 0, "hdf5/driver": 0, "hdf5/dataspace": 0, "hdf5/datatype": 0,
	"hdf5/hdf5test": 0, "hdf5/internal/lint": 0, "stdlib": 0, "hdf5/ndarray/libm": 0, "starlarkvds/internal/dialect": 0,
	"hdf5/internal/codec/codectest": 1, "vds": 1, "hdf5/ndarray": 1, "hdf5/filter": 1, "hdf5/internal/filespace": 1, "hdf5/internal/journal": 1, "hdf5/driver/drivertest": 1, "starlarkvds/internal/pyrt": 1,
	"hdf5/internal/format": 2, "hdf5/internal/btree": 2, "starlarkvds/internal/eval": 2, "starlarkvds/internal/pymod": 3,
	"starlarkvds/internal/numpy/random": 1, "starlarkvds/internal/numpy/fft": 1, "starlarkvds/internal/numpy": 2,
	"hdf5/internal/heap": 3, "hdf5/internal/chunk": 3,
	"hdf5/internal/objheader": 4, "hdf5/internal/layout": 4,
	"hdf5/internal/dense": 5,
	"hdf5/internal/links": 6, "hdf5/internal/attrs": 6,
	"hdf5":        7,
	"hdf5/h5dump": 8, "starlarkvds/internal/h5py": 8,
	"starlarkvds":      9,
	"starlarkvds/repl": 10,
	"cmd/vdscript":     11,
}

// outside says which packages import modules of others, by the prefix of the
// import path.
var outside = map[string][]string{
	"go.starlark.net":                {"starlarkvds", "cmd"},
	"github.com/klauspost/compress":  {"hdf5/filter"},
	"github.com/pierrec/lz4":         {"hdf5/filter"},
	"github.com/chzyer/readline":     {"starlarkvds/repl", "cmd"},
	"github.com/alecthomas/kong":     {"cmd"},
	"github.com/schollz/progressbar": {"cmd"},
	"golang.org/x/sync":              {"hdf5", "vds", "starlarkvds", "cmd"},
	"golang.org/x/sys":               {"hdf5/ndarray", "hdf5/driver", "starlarkvds", "cmd"},
	"golang.org/x/image":             {"cmd"},
	"golang.org/x/term":              {"starlarkvds", "cmd"},
}

// pkg is what go list tells of a package.
type pkg struct {
	Dir, ImportPath, Name string
	GoFiles               []string
	CgoFiles              []string
	TestGoFiles           []string
	XTestGoFiles          []string
	Imports               []string
	Standard              bool
}

// name is the import path within the module.
func (p pkg) name() string { return strings.TrimPrefix(p.ImportPath, module) }

// packages returns the packages of the module.
func packages(t *testing.T) []pkg {
	t.Helper()
	all, err := list()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	return all
}

var list = sync.OnceValues(func() ([]pkg, error) {
	cmd := exec.Command("go", "list", "-e", "-json=Dir,ImportPath,Name,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Imports", module+"...")
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

func TestLayers(t *testing.T) {
	for _, p := range packages(t) {
		ring, ok := rings[p.name()]
		if !ok {
			t.Errorf("%s has no ring", p.name())
			continue
		}
		if len(p.CgoFiles) > 0 {
			t.Errorf("%s uses cgo", p.name())
		}
		for _, imported := range p.Imports {
			if own, ok := strings.CutPrefix(imported, module); ok {
				if below, ok := rings[own]; ok && below >= ring {
					t.Errorf("%s (ring %d) imports %s (ring %d)", p.name(), ring, own, below)
				}
				continue
			}
			checkOutside(t, p, imported)
		}
	}
}

// checkOutside checks the import of a package of another module. Those of the
// standard library have no dot in their first element.
func checkOutside(t *testing.T, p pkg, imported string) {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return
	}
	for prefix, users := range outside {
		if !strings.HasPrefix(imported, prefix) {
			continue
		}
		if !slices.ContainsFunc(users, func(user string) bool { return under(p.name(), user) }) {
			t.Errorf("%s imports %s, which only %s may", p.name(), imported, strings.Join(users, ", "))
		}
		return
	}
	t.Errorf("%s imports %s, which is no known dependency", p.name(), imported)
}

func under(name, dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") }

// The core knows nothing of arrays with numpy's rules, and tests' helpers stay
// in tests.
func TestForbiddenImports(t *testing.T) {
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			own := strings.TrimPrefix(imported, module)
			switch {
			case own == "hdf5/ndarray" && under(p.name(), "hdf5") && p.name() != "hdf5/h5dump",
				own == "hdf5/ndarray" && p.name() == "vds",
				own == "hdf5/hdf5test",
				own == "hdf5/driver/drivertest",
				own == "hdf5/internal/codec/codectest":
				t.Errorf("%s imports %s", p.name(), own)
			}
		}
	}
}

func TestPackageNames(t *testing.T) {
	forbidden := []string{"util", "utils", "common", "helper", "helpers", "core", "base", "types", "misc", "shared"}
	for _, p := range packages(t) {
		if p.Name != "main" && p.Name != path.Base(p.ImportPath) {
			t.Errorf("%s is package %s", p.name(), p.Name)
		}
		if slices.Contains(forbidden, p.Name) {
			t.Errorf("%s: the name says nothing", p.name())
		}
	}
}
