package starlarkvds_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds"
)

func newHost(t *testing.T, cfg starlarkvds.Config) *starlarkvds.Host {
	t.Helper()
	h, err := starlarkvds.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func runText(t *testing.T, cfg starlarkvds.Config, src string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	cfg.Stdout = &out
	_, err := newHost(t, cfg).Run(context.Background(), "test.py", []byte(src))
	return out.String(), err
}

func TestZeroConfigHasNoFiles(t *testing.T) {
	for _, src := range []string{"File('x.h5', 'w')", "import h5py\nh5py.File('x.h5')", "open('x.txt')"} {
		_, err := runText(t, starlarkvds.Config{}, src)
		var e *starlarkvds.Error
		if !errors.As(err, &e) || e.Kind != "PermissionError" {
			t.Errorf("%s: got %v, want PermissionError", src, err)
		}
	}
}

func TestErrorsReachTheGoErrorBelow(t *testing.T) {
	mine := errors.New("mine")
	fail := func() error { return mine }
	cfg := starlarkvds.Config{Globals: starlark.StringDict{"fail": starlarkvds.Func("fail", "", fail)}}
	_, err := runText(t, cfg, "fail()")
	if !errors.Is(err, mine) {
		t.Errorf("errors.Is(%v, mine) is false", err)
	}
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, err = runText(t, starlarkvds.Config{Files: starlarkvds.Root(root)}, "with File('a.h5', 'w') as f:\n    f['x']")
	if !errors.Is(err, hdf5.ErrNotFound) {
		t.Errorf("errors.Is(%v, ErrNotFound) is false", err)
	}
}

func TestRootConfinesScripts(t *testing.T) {
	outside := t.TempDir()
	dir := filepath.Join(outside, "inside")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	cfg := starlarkvds.Config{Files: starlarkvds.Root(root)}
	if _, err := runText(t, cfg, "with File('ok.h5', 'w') as f: f['x'] = 1"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../out.h5", filepath.Join(outside, "out.h5")} {
		if _, err := runText(t, cfg, "File("+starlark.String(name).String()+", 'w')"); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	entries, err := os.ReadDir(outside)
	if err != nil || len(entries) != 1 {
		t.Errorf("files outside the root: %v, %v", entries, err)
	}
}

func TestTracebackShowsTheLine(t *testing.T) {
	_, err := runText(t, starlarkvds.Config{}, "def f(x):\n    return 1 // x\n\nf(0)\n")
	var e *starlarkvds.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	for _, want := range []string{"Traceback (most recent call last):", `File "test.py", line 4, in <module>`, "    f(0)",
		`File "test.py", line 2, in f`, "    return 1 // x", "^", "ZeroDivisionError: integer division or modulo by zero"} {
		if !strings.Contains(e.Traceback(), want) {
			t.Errorf("traceback lacks %q:\n%s", want, e.Traceback())
		}
	}
}

func TestSyntaxErrorsShowTheLine(t *testing.T) {
	_, err := newHost(t, starlarkvds.Config{}).Compile("bad.py", []byte("x = 1\nif x\n    y = 2\n"))
	var e *starlarkvds.Error
	if !errors.As(err, &e) || e.Kind != "SyntaxError" {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{`File "bad.py", line 2`, "    if x", "^", "SyntaxError: expected ':'"} {
		if !strings.Contains(e.Traceback(), want) {
			t.Errorf("traceback lacks %q:\n%s", want, e.Traceback())
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, src, limit string
		limits           starlarkvds.Limits
	}{
		{"steps", "while True: pass", "Steps", starlarkvds.Limits{Steps: 100_000}},
		{"memory", "x = np.zeros((1000, 1000))", "Memory", starlarkvds.Limits{Memory: 1 << 20}},
		{"output", "for i in range(1000): print('many words')", "Output", starlarkvds.Limits{Output: 1000}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := runText(t, starlarkvds.Config{Limits: tt.limits}, tt.src)
			var limit *starlarkvds.LimitError
			if tt.name == "memory" {
				var e *starlarkvds.Error
				if !errors.As(err, &e) || e.Kind != "MemoryError" && !strings.Contains(e.Kind, "MemoryError") {
					t.Errorf("got %v, want a MemoryError", err)
				}
				return
			}
			if !errors.As(err, &limit) || limit.Limit != tt.limit {
				t.Errorf("got %v, want a LimitError of %s", err, tt.limit)
			}
		})
	}
}

func TestScriptsCannotCatchLimits(t *testing.T) {
	for _, src := range []string{
		"try:\n    while True: pass\nexcept BaseException:\n    pass\nfinally:\n    x = 1\nprint('after')",
		"try:\n    for i in range(1000): print('many words')\nexcept BaseException:\n    pass\nprint('after')",
	} {
		_, err := runText(t, starlarkvds.Config{Limits: starlarkvds.Limits{Steps: 100_000, Output: 1000}}, src)
		var limit *starlarkvds.LimitError
		if !errors.As(err, &limit) {
			t.Errorf("got %v, want a LimitError", err)
		}
	}
}

func TestCancellationStopsAScript(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := newHost(t, starlarkvds.Config{}).Run(ctx, "loop.py", []byte("while True: pass"))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestHostIsSafeForConcurrentUse(t *testing.T) {
	h := newHost(t, starlarkvds.Config{})
	p, err := h.Compile("p.py", []byte("x = sum([i * i for i in range(100)])\ny = np.arange(5).sum()"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s := h.NewSession()
			defer s.Close()
			globals, err := s.Run(context.Background(), p)
			if err != nil || globals["x"].String() != "328350" {
				t.Errorf("x = %v, %v", globals["x"], err)
			}
		})
	}
	wg.Wait()
}

func TestPromptKeepsVariablesAndFunctions(t *testing.T) {
	var out bytes.Buffer
	s := newHost(t, starlarkvds.Config{Stdout: &out}).NewSession()
	defer s.Close()
	ctx := context.Background()
	for _, chunk := range []string{"x = 1\n", "def f():\n    return x\n\n", "x = 2\n", "f()\n", "'text'\n", "None\n", "1/0\n", "x + 1\n"} {
		more, err := s.Exec(ctx, chunk)
		if more || err != nil && chunk != "1/0\n" {
			t.Errorf("%q: more %v, %v", chunk, more, err)
		}
	}
	if got := out.String(); got != "2\n'text'\n3\n" {
		t.Errorf("printed %q", got)
	}
	if more, err := s.Exec(ctx, "for i in range(3):\n"); !more || err != nil {
		t.Errorf("an open block: more %v, %v", more, err)
	}
}

func TestCompletionKnowsNamesAttributesAndKeys(t *testing.T) {
	s := newHost(t, starlarkvds.Config{}).NewSession()
	defer s.Close()
	if _, err := s.Exec(context.Background(), "value = {'alpha': 1, 'beta': 2}\n"); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"print(val": "value", "h5py.Virtual": "VirtualLayout VirtualSource", "value['al": "alpha']", "nothing.x": "",
	} {
		if _, got := s.Complete(line); strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", line, got, want)
		}
	}
}
