//go:build unix

package hdf5_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// flushEvery is how many edits come between two flushes of a victim.
const flushEvery = 5

// edit makes the edits of a seed until stop, and calls flushed after each
// flush.
func edit(t *testing.T, f *hdf5.File, seed uint64, start model, stop int, flushed func(m model)) {
	t.Helper()
	e := &editor{t: t, rng: rand.New(rand.NewPCG(seed, 5)), root: f.Root(), model: start, made: 1000}
	for i := 0; i < stop; i++ {
		if err := e.step(); err != nil {
			t.Fatal(err)
		}
		if i%flushEvery != flushEvery-1 {
			continue
		}
		if err := f.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		flushed(e.model)
	}
}

// TestVictim is no test but the program that the tests below kill: it edits or
// makes a file for ever and tells of each flush.
func TestVictim(t *testing.T) {
	args := strings.Fields(os.Getenv("VDSCRIPT_TEST_VICTIM"))
	if len(args) == 0 {
		t.Skip("a helper of other tests")
	}
	seed, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	low, err := strconv.Atoi(args[2])
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	if args[0] == "create" {
		for i := range 1000 {
			makeNumbered(t, driver.OS(), args[3], hdf5.Version(low), i)
			fmt.Println("made", i)
		}
		return
	}
	f, err := hdf5.Open(ctx, args[3], hdf5.ReadWrite, &hdf5.FileAccess{Low: hdf5.Version(low)})
	if err != nil {
		t.Fatal(err)
	}
	edit(t, f, seed, model{}, 1<<20, func(model) { fmt.Println("flushed") })
}

// makeNumbered makes a file whose datasets all hold one number.
func makeNumbered(t *testing.T, fsys driver.FS, name string, low hdf5.Version, number int) {
	t.Helper()
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, &hdf5.FileAccess{FS: fsys, Low: low})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		d, err := f.Root().CreateDataset(fmt.Sprint("d", i), int64LE, simple(1), nil)
		if err == nil {
			err = d.Write(ctx, dataspace.All(), numbers(number))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// kill starts a victim, lets it work for a while after its first words, and
// kills it. It returns how often a word begins a line of its output.
func kill(t *testing.T, rng *rand.Rand, word string, args ...any) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestVictim$")
	cmd.Env = append(os.Environ(), "VDSCRIPT_TEST_VICTIM="+strings.TrimSuffix(fmt.Sprintln(args...), "\n"))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	n := 0
	for lines.Scan() {
		switch text := lines.Text(); {
		case text == "ready":
			time.AfterFunc(time.Duration(rng.IntN(60_000))*time.Microsecond, func() { cmd.Process.Kill() })
		case strings.HasPrefix(text, word):
			n++
		default:
			t.Errorf("victim: %s", text)
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the victim was not killed")
	}
	return n
}

// TestKilledProcesses kills programs that edit files, and looks at what is
// left: by itself, and after recovery with libhdf5.
func TestKilledProcesses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	dir := t.TempDir()
	var paths []string
	for i := range 300 / stride(25) {
		low := crashVersions[i%len(crashVersions)]
		path := filepath.Join(dir, fmt.Sprintf("%d.h5", i))
		f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Low: low})
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		n := kill(t, rng, "flushed", "edit", i, int(low), path)
		states := replay(t, uint64(i), low, n+1)
		s := &session{crashFormat: crashFormat{low: low}}
		var want model
		for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite, hdf5.ReadOnly} {
			if err := s.checkPath(path, mode, states); err != nil {
				t.Fatalf("%v after %d flushes: %v: %v", low, n, mode, err)
			}
		}
		f, err = hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
		if err == nil {
			want, err = found(f.Root())
		}
		if err == nil {
			err = f.Close()
		}
		var b []byte
		if err == nil {
			b, err = json.Marshal(want)
		}
		if err == nil {
			err = os.WriteFile(path+".json", b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	hdf5test.RunPython(t, dir, compareScript, paths...)
}

// replay returns the last two states of an editing session with n flushes.
func replay(t *testing.T, seed uint64, low hdf5.Version, n int) []model {
	t.Helper()
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: new(driver.Memory), Low: low})
	if err != nil {
		t.Fatal(err)
	}
	states := []model{{}}
	edit(t, f, seed, model{}, n*flushEvery, func(m model) { states = append(states, m.clone()) })
	if err := f.Discard(); err != nil {
		t.Fatal(err)
	}
	return states[len(states)-2:]
}

// lookScript has a function that compares a group with a model.
const lookScript = `
import h5py, json, sys, subprocess
def same(what, got, want):
    if got != want: raise SystemExit("%s: got %r, want %r" % (what, got, want))
def look(path, group, model):
    seen = set()
    def walk(g, prefix):
        for name in g:
            p = prefix + name
            seen.add(p)
            want = model.get(p)
            if want is None: raise SystemExit("%s: %s should not be there" % (path, p))
            link = g.get(name, getlink=True)
            if isinstance(link, h5py.SoftLink):
                same(path + ":" + p, link.path, want["To"])
                continue
            obj = g[name]
            same(path + ":" + p, {k: v.tolist() for k, v in obj.attrs.items()}, want["Attrs"] or {})
            if isinstance(obj, h5py.Group):
                same(path + ":" + p, want["Kind"], "group")
                walk(obj, p + "/")
            elif h5py.check_string_dtype(obj.dtype):
                same(path + ":" + p, list(obj.asstr()[...]), want["Words"])
            else:
                same(path + ":" + p, list(obj.shape), want["Dims"])
                same(path + ":" + p, obj[...].ravel().tolist(), want["Data"])
    walk(group, "")
    same(path, sorted(seen), sorted(model))
`

// compareScript compares files with models in JSON beside them.
const compareScript = lookScript + `
for path in sys.argv[1:]:
    with h5py.File(path, "r") as f: look(path, f, json.load(open(path + ".json")))
`

// checkPath is checkOnce for a file of the system.
func (s *session) checkPath(path string, mode hdf5.Mode, states []model) error {
	f, err := hdf5.Open(ctx, path, mode, &hdf5.FileAccess{Low: s.low})
	if err != nil {
		return err
	}
	defer f.Close()
	return oneOf(f, states)
}

// TestKilledWhileReplacing kills programs that make a file again and again:
// there is always a whole one.
func TestKilledWhileReplacing(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for i := range 60 / stride(10) {
		low := crashVersions[i%len(crashVersions)]
		path := filepath.Join(t.TempDir(), "f.h5")
		made := kill(t, rng, "made", "create", i, int(low), path)
		f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
		if err != nil && made == 0 && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatalf("after %d files: %v", made, err)
		}
		var first []byte
		for k := range 20 {
			d, err := f.Root().OpenDataset(fmt.Sprint("d", k), nil)
			if err != nil {
				t.Fatal(err)
			}
			got := numbers(0)
			if err := d.Read(ctx, dataspace.All(), got); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = got.Bytes
			}
			if !bytes.Equal(got.Bytes, first) {
				t.Errorf("dataset %d: got %v beside %v", k, got.Bytes, first)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		makeNumbered(t, driver.OS(), path, low, 0)
		if left := temporaries(t, filepath.Dir(path)); len(left) != 0 {
			t.Errorf("the next writer has left %q", left)
		}
	}
}
