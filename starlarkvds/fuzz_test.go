package starlarkvds_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds"
)

// fuzzSteps, fuzzMemory, fuzzOutput and fuzzTime bound one run.
const (
	fuzzSteps  = 20_000
	fuzzMemory = 32 << 20
	fuzzOutput = 1 << 20
	fuzzTime   = 500 * time.Millisecond
	fuzzGrace  = time.Minute // after which a run counts as hung
)

// hostileScripts are seeds beside the scripts of the packages' tests: depth and
// size that a script can reach without many steps.
var hostileScripts = []string{
	"x = []\nfor i in range(5000): x = [x]\nprint(repr(x) == 1)\n",
	"x = []\nx.append(x)\nprint(x, x == x, str(x))\n",
	"a = []; b = []\nfor i in range(3000): a = [a]; b = [b]\nprint(a == b)\n",
	"d = {}\nd['d'] = d\nprint(d)\n",
	"def f(n): return f(n + 1)\nf(0)\n",
	"class A:\n    def __repr__(self): return repr(self)\nrepr(A())\n",
	"class A:\n    def __eq__(self, o): return self == o\nA() == A()\n",
	"class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y\n",
	"import json\nx = []\nfor i in range(3000): x = [x]\njson.dumps(x)\n",
	"import json\njson.loads('[' * 100000)\n",
	"x = 'a' * 2 ** 40\n", "x = [0] * 2 ** 40\n", "x = [] * 2 ** 40; x *= 2 ** 40; () * 2 ** 40\n", "x = 10 ** 10 ** 10\n", "x = 1 << 2 ** 40\n", "'%1000000000d' % 1\n", "f'{1:1000000000}'\n",
	"sorted([3, 1, 2], key=lambda v: 1 / 0)\n", "while True: pass\n", "def g():\n    yield from g()\nlist(g())\n",
	"import numpy as np\nnp.zeros((1 << 40,))\n", "import numpy as np\nnp.arange(10).reshape(2, 5)[::-1, [0, 1]] @ np.eye(2)\n",
	"import re\nre.match('(a*)*b', 'a' * 5000)\n", "import itertools\nlist(itertools.product(range(100), repeat=10))\n",
	"import h5py\nwith h5py.File('x.h5', 'w') as f: f['a/b'] = [1, 2]; print(f['a/b'][...])\n",
	"try:\n    raise ValueError(1)\nexcept ValueError as e:\n    e.__cause__ = e\n    raise\n",
	"import copy\nx = []\nfor i in range(3000): x = [x]\ncopy.deepcopy(x)\n", "g = (g for g in [1])\nprint(next(g), list(g))\n",
	"hash((((((1,),),),),))\nx = ()\nfor i in range(100000): x = (x,)\nhash(x)\n",
}

// FuzzScript runs any text as a script within limits: it ends, in time, with an
// error of the script at worst, and never with a fault of the host.
func FuzzScript(f *testing.F) {
	for _, src := range hostileScripts {
		f.Add(src)
	}
	for _, pattern := range []string{"internal/pyrt/testdata/*.py", "internal/pymod/testdata/*.py", "internal/dialect/testdata/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal("no seeds: ", pattern, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			for _, chunk := range strings.Split(string(src), "\n---\n") {
				f.Add(chunk)
			}
		}
	}
	f.Fuzz(runBounded)
}

// runBounded runs a script and fails the test when it does not end well.
func runBounded(t *testing.T, src string) {
	host, err := starlarkvds.New(starlarkvds.Config{
		Files: starlarkvds.HDF5Only(new(driver.Memory)), Stdout: io.Discard, Stderr: io.Discard, Stdin: strings.NewReader(""),
		Limits: starlarkvds.Limits{Steps: fuzzSteps, Memory: fuzzMemory, Output: fuzzOutput},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), fuzzTime)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := host.Run(ctx, "fuzz.py", []byte(src))
		done <- err
	}()
	select {
	case err = <-done:
	case <-time.After(fuzzGrace):
		t.Fatal("the script does not end")
	}
	var bug *starlarkvds.PanicError
	if errors.As(err, &bug) {
		t.Fatalf("%v\n%s", bug.Value, bug.Stack)
	}
}
