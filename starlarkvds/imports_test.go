package starlarkvds_test

import (
	"context"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/starlarkvds"
)

// userModules is what scripts of the tests may import.
var userModules = map[string]string{
	"m.star":                "print('m runs')\nV = 5\ndef f(x): return x + V\n",
	"loop.star":             "load('back.star', 'x')\n",
	"back.star":             "load('loop.star', 'y')\nx = 1\n",
	"plain.py":              "'A doc.'\nimport other\nn = other.n + 1\n",
	"other.py":              "print('other runs')\nn = 1\n",
	"a.py":                  "import b\n",
	"b.py":                  "import c\n",
	"c.py":                  "import a\n",
	"broken.py":             "x = 1\nx.nope\n",
	"pkg/__init__.py":       "from . import sub\nfrom .sub import z\nfrom .inner.deep import d\nw = z + 1\n",
	"pkg/sub.py":            "from .peer import p\nz = 40 + p\ndef g(): return z\n",
	"pkg/peer.py":           "p = 0\n",
	"pkg/inner/deep.py":     "from ..peer import p as d\n",
	"pkg/inner/__init__.py": "",
}

// findModule is a Config.Source over userModules.
func findModule(_ context.Context, name, from string) (string, []byte, error) {
	candidates := []string{name}
	if !strings.HasSuffix(name, ".star") {
		base := strings.ReplaceAll(name, ".", "/")
		candidates = []string{base + ".py", base + "/__init__.py"}
	}
	for _, c := range candidates {
		file := path.Join(path.Dir(from), c)
		if src, ok := userModules[file]; ok {
			return file, []byte(src), nil
		}
	}
	return "", nil, fs.ErrNotExist
}

func TestUserModules(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"load runs a file once", "load('m.star', 'f', W='V')\nload('m.star', 'V')\nprint(f(1), W, V)", "m runs\n6 5 5\n"},
		{"import runs a module once", "import plain, other\nimport plain as p\nprint(plain.n, p is plain, plain.__doc__, plain.__name__)", "other runs\n2 True A doc. plain\n"},
		{"packages and relative imports", "import pkg, pkg.sub\nfrom pkg.sub import g\nprint(pkg.w, g(), pkg.sub.z, pkg.d)", "41 40 40 0\n"},
		{"a circle is refused", "try:\n    import a\nexcept ImportError as e:\n    print(e)", "circular import: a -> b -> c -> a\n"},
		{"a circle of files is refused", "try:\n    import m\nexcept ImportError as e:\n    print(e)\nload('loop.star', 'y')",
			"No module named 'm'\nImportError: circular load: loop.star -> back.star -> loop.star"},
		{"an absent file", "load('none.star', 'x')", `ModuleNotFoundError: No file named "none.star"`},
		{"an absent module", "try:\n    import none\nexcept ImportError as e:\n    print(e)", "No module named 'none'\n"},
		{"an error in a module", "import broken", "AttributeError: 'int' object has no attribute 'nope'"},
		{"relative without a package", "from . import x", "ImportError: attempted relative import with no known parent package"},
		{"a failed import is tried again", "for i in range(2):\n    try:\n        import broken\n    except AttributeError as e:\n        print(i, e)",
			"0 'int' object has no attribute 'nope'\n1 'int' object has no attribute 'nope'\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := runText(t, starlarkvds.Config{Source: findModule}, test.src)
			if err != nil {
				got += err.Error()
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
