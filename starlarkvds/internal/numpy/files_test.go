package numpy

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// npyArrays are expressions of arrays that go through .npy files.
var npyArrays = []string{
	"np.arange(6).reshape(2, 3)", "np.array(3.5)", "np.arange(3, dtype='>i2')", "np.array(['a', 'bcd'])", "np.array([b'ab', b'c'])",
	"np.arange(6.0).reshape(2, 3).T", "np.array([1+2j])", "np.zeros((0, 3), 'f4')", "np.array([True, False])",
	"np.array([(1, 2.5, b'x')], dtype=[('a', 'i4'), ('b', '>f8', (2,)), ('s', 'S3')])", "np.array(['2020-01-01'], dtype='M8[D]')",
	"np.zeros(2, dtype={'names': ['a', 'b'], 'formats': ['i1', 'f8'], 'offsets': [0, 8], 'itemsize': 24})",
}

// evaluate returns an expression's array.
func evaluate(t *testing.T, lib *Library, expr string) *ndarray.Array {
	t.Helper()
	sink := &memoryFile{}
	env := lib.session
	thread := env.NewThread("test")
	globals := pyrt.Universe(env)
	globals["np"], globals["sink"] = lib.Module(), sink
	if err := env.Finish(thread, executeWith(env, thread, "np.save(sink, "+expr+")", globals)); err != nil {
		t.Fatal(err)
	}
	a, err := decode(lib, sink.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func decode(lib *Library, b []byte) (a *ndarray.Array, err error) {
	defer catch(&err)
	return decodeNPY(lib, b), nil
}

// TestNPY compares the bytes of np.save with numpy's and reads them back.
func TestNPY(t *testing.T) {
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, "import numpy as np\nfor i, a in enumerate(["+strings.Join(npyArrays, ",")+"]): np.save(f'{i}.npy', a)\n")
	lib := New(&pyrt.Env{}, ndarray.Limits{})
	for i, expr := range npyArrays {
		want, err := os.ReadFile(filepath.Join(dir, starlark.MakeInt(i).String()+".npy"))
		if err != nil {
			t.Fatal(err)
		}
		a := evaluate(t, lib, expr)
		if got := encodeNPY(a); !bytes.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", expr, got, want)
		}
		if b, err := decode(lib, want); err != nil || b.Repr(nil) != a.Repr(nil) {
			t.Errorf("%s: read back %v, %v", expr, b, err)
		}
	}
}

// TestNPYTruncated reads every prefix and every single damaged byte of a file: an error or an array, never a panic.
func TestNPYTruncated(t *testing.T) {
	lib := New(&pyrt.Env{}, ndarray.Limits{})
	whole := encodeNPY(evaluate(t, lib, "np.zeros(2, dtype=[('a', 'i4'), ('b', 'S3')])"))
	for i := range whole {
		if _, err := decode(lib, whole[:i]); err == nil {
			t.Errorf("%d of %d bytes were accepted", i, len(whole))
		}
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0x15
		if _, err := decode(lib, damaged); err != nil {
			var e *pyrt.Error
			if !errors.As(err, &e) {
				t.Errorf("byte %d: %v is no exception", i, err)
			}
		}
	}
}

// TestTextFiles compares savetxt and loadtxt with numpy's.
func TestTextFiles(t *testing.T) {
	lines := []string{
		"np.savetxt(f, np.arange(6).reshape(2, 3))", "np.savetxt(f, [1.5, 2], fmt='%.3f')", "np.savetxt(f, np.eye(2), fmt='%d', delimiter=',', header='a,b')",
		"np.savetxt(f, [[1, 2]], fmt=['%d', '%.1f'])", "np.savetxt(f, [[1, 2]], fmt='<%d|%d>', footer='end', comments='')",
	}
	var py strings.Builder
	py.WriteString("import numpy as np, io\n")
	for _, l := range lines {
		py.WriteString("f = io.BytesIO(); " + l + "; print(repr(f.getvalue()))\n")
	}
	want := strings.Split(strings.TrimSpace(hdf5test.RunPython(t, t.TempDir(), py.String())), "\n")
	for i, l := range lines {
		env := &pyrt.Env{}
		f := &memoryFile{}
		globals := pyrt.Universe(env)
		globals["np"], globals["f"] = New(env, ndarray.Limits{}).Module(), f
		thread := env.NewThread("test")
		if err := env.Finish(thread, executeWith(env, thread, l, globals)); err != nil {
			t.Errorf("%s: %v", l, err)
			continue
		}
		if got, _ := pyrt.Repr(starlark.Bytes(f.String())); got != want[i] {
			t.Errorf("%s:\n got %s\nwant %s", l, got, want[i])
		}
	}
}

// memoryFile is a binary file object.
type memoryFile struct{ bytes.Buffer }

func (f *memoryFile) String() string        { return f.Buffer.String() }
func (f *memoryFile) Type() string          { return "file" }
func (f *memoryFile) Freeze()               {}
func (f *memoryFile) Truth() starlark.Bool  { return true }
func (f *memoryFile) Hash() (uint32, error) { return 0, nil }
func (f *memoryFile) AttrNames() []string   { return []string{"write"} }
func (f *memoryFile) Attr(name string) (starlark.Value, error) {
	if name != "write" {
		return nil, nil
	}
	return pyrt.NewFunc("write", func(c *pyrt.Call) (starlark.Value, error) {
		b, err := pyrt.BytesOf(c.Args[0])
		f.Write(b)
		return starlark.None, err
	}), nil
}
