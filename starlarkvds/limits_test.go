package starlarkvds_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/vdscript/vdscript/starlarkvds"
)

// endless are scripts that CPython would run for ever, most of them inside a
// builtin.
var endless = []string{
	"while True: pass",
	"sum(iter(int, 1))",
	"max(iter(int, 1))",
	"5 in iter(int, 1)",
	"a, *b = iter(int, 1)",
	"print(*iter(int, 1))",
	"dict(zip(iter(int, 1), iter(int, 1)))",
	"bytes(iter(int, 1))",
	"next(filter(None, iter(int, 1)))",
	"sum(range(10**15))",
	"for x in range(10**15): pass",
	"import itertools\nmin(itertools.count())",
	"import itertools\nnext(itertools.islice(itertools.count(), 10**15, None))",
	"import itertools\nnext(itertools.dropwhile(lambda x: True, itertools.count()))",
	"import collections\ncollections.deque(iter(int, 1), maxlen=3)",
	"import collections\ncollections.Counter(iter(int, 1))",
	"def g():\n    while True:\n        try: yield 1\n        except BaseException: pass\nfor x in g(): pass",
	"def g():\n    try: yield 1\n    finally:\n        while True: pass\nnext(g())",
	"while True:\n    try:\n        while True: pass\n    finally: continue",
	"try:\n    while True: pass\nexcept BaseException:\n    while True: pass",
}

// A run is ended from outside wherever it is, and no script can prevent that.
func TestEndlessScriptsEnd(t *testing.T) {
	for _, src := range endless {
		host, err := starlarkvds.New(starlarkvds.Config{Stdout: io.Discard})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		ended := make(chan error, 1)
		go func() {
			_, err := host.Run(ctx, "endless.py", []byte(src))
			ended <- err
		}()
		select {
		case err := <-ended:
			if !errors.Is(err, context.DeadlineExceeded) && src[:3] != "def" {
				t.Errorf("%s\nended by %v", src, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s\ndoes not end", src)
		}
		cancel()
	}
}

// A limit of steps holds inside builtins and for the arithmetic of huge ints.
func TestStepsAreBounded(t *testing.T) {
	more := []string{"x = 3**100000\nwhile True: x = x*x", "pow(3, 10**100000, 7**100000)", "10**10**8"}
	for _, src := range append(more, endless...) {
		host, err := starlarkvds.New(starlarkvds.Config{Limits: starlarkvds.Limits{Steps: 5000}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = host.Run(context.Background(), "steps.py", []byte(src))
		var limit *starlarkvds.LimitError
		if !errors.As(err, &limit) && src[:3] != "def" {
			t.Errorf("%s\nended by %v", src, err)
		}
	}
}

// What is garbage no longer counts, and what is alive does, whatever made it.
func TestMemoryIsBounded(t *testing.T) {
	for _, c := range []struct {
		src  string
		ends bool
	}{
		{"import numpy as np\nfor i in range(100): x = np.ones(100_000)", false},
		{"for i in range(200): x = list(range(20_000))", false},
		{"x = ''\nfor i in range(400): x += 'x' * 1000", false},
		{"for i in range(100): x = ' '.join(['y' * 100] * 1000)", false},
		{"import numpy as np\nx = [np.ones(100_000) for i in range(100)]", true},
		{"x = [list(range(20_000)) for i in range(200)]", true},
		{"x = ['y' * 100_000 for i in range(100)]", true},
		{"x = [1]\nwhile True: x += x", true},
		{"x = (1,)\nwhile True: x = x + x", true},
		{"x = 'y' * 10\nwhile True: x += x", true},
		{"x = set(range(10**12))", true},
		{"x = 'y'.ljust(10**7)", true},
		{"x = ('y' * 10_000).replace('', 'z' * 1000)", true},
		{"x = 1 << 10**9", true},
		{"def f(*a): pass\nf(*range(10**9))", true},
	} {
		host, err := starlarkvds.New(starlarkvds.Config{Limits: starlarkvds.Limits{Memory: 4 << 20}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = host.Run(context.Background(), "memory.py", []byte(c.src))
		var py *starlarkvds.Error
		if ended := errors.As(err, &py); ended != c.ends || ended && py.Kind != "MemoryError" && !errors.As(err, new(*starlarkvds.LimitError)) {
			t.Errorf("%s\nended by %v", c.src, err)
		}
	}
}

// What no machine has room for is a MemoryError, not the end of the process.
func TestNoRoom(t *testing.T) {
	const huge = "import numpy as np, h5py\nhuge = np.broadcast_to(0, 10**14)\n"
	host, err := starlarkvds.New(starlarkvds.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []string{
		"np.zeros(10**14)",
		"huge.tolist()",
		"np.zeros((10**14, 0)).tolist()",
		"huge.tobytes()",
		"bytes(huge)",
		"huge + 1",
		"np.save('x', huge)",
		"np.vectorize(abs)(huge)",
		"np.apply_along_axis(sum, 0, np.broadcast_to(0, (2, 10**14)))",
		"np.array_split(np.ones(3), 10**14)",
		"np.array(range(10**14))",
		"np.random.bytes(10**15)",
		"np.random.choice(10**14, 5, replace=False)",
		"h5py.File('x', 'w', driver='core', backing_store=False)['x'] = huge",
		"'x' * 10**14",
		"'\\t'.expandtabs(10**14)",
		"list(range(10**14))",
	} {
		_, err := host.Run(context.Background(), "huge.py", []byte(huge+src))
		var py *starlarkvds.Error
		if !errors.As(err, &py) || py.Kind != "MemoryError" {
			t.Errorf("%s\nended by %v", src, err)
		}
	}
}
