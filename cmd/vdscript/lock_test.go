package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// lockCases is what the scripts below have in common: how a file is held, with
// which libver and locking, and how another program then tries to open it. "w"
// and "a" are of files that exist, "wn", "x" and "an" of new ones, "f" says that
// they are flushed, and "s" that others may read meanwhile.
const lockCases = `
import h5py, os, sys, time
os.chdir(sys.argv[1])
cases = []
for libver in "earliest", "latest":
    for hold in "r", "r+", "w", "wf", "wn", "wnf", "x", "xf", "a", "an", "anf", "s":
        if hold == "s" and libver == "earliest": continue
        for locked in None, False, True:
            for mode in "r", "r+", "w", "w-", "a", "rs":
                for locking in None, False:
                    if locked is True and locking is False: continue
                    cases.append((libver, hold, locked, mode, locking))
def wait(name):
    end = time.time() + 120
    while not os.path.exists(name):
        if time.time() > end: sys.exit("%s does not come" % name)
        time.sleep(0.01)
def touch(name):
    with open(name + ".new", "w") as f: f.write("x")
    os.rename(name + ".new", name)
`

// holdScript holds files until the other script has tried them.
const holdScript = lockCases + `
held = []
for i, (libver, hold, locked, mode, locking) in enumerate(cases):
    name = "c%d.h5" % i
    if hold in ("r", "r+", "w", "wf", "a"):
        with h5py.File(name, "w", libver=libver, locking=False) as f: f["x"] = 1
    f = h5py.File(name, {"s": "w"}.get(hold, hold.rstrip("nf")), libver=libver, locking=locked)
    if hold != "r": f.create_dataset("y", (0,), "f4", maxshape=(None,), chunks=(4,))
    if hold.endswith("f"): f.flush()
    if hold == "s": f.swmr_mode = True
    held.append(f)
touch("ready")
wait("done")
for f in held:
    try: f.close()
    except Exception: pass  # the other one may have replaced it
`

// tryScript tries to open them and tells what happens.
const tryScript = lockCases + `
wait("ready")
for i, (libver, hold, locked, mode, locking) in enumerate(cases):
    name = "c%d.h5" % i
    try:
        h5py.File(name, mode.rstrip("s"), libver=libver, locking=locking, swmr=mode == "rs").close()
        got = "ok"
    except Exception as e:
        got = "%s %s %s" % (type(e).__name__, getattr(e, "errno", None), str(e).replace(name, "FILE"))
    print(libver, hold, locked, mode, locking, got, sep=";")
touch("done")
`

// A host runs a script.
type host func(t *testing.T, script string, args ...string) (stdout string)

func libhdf5(t *testing.T, script string, args ...string) string {
	cmd := exec.Command(hdf5test.Python(t), append([]string{"-c", script}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("CPython: %v\n%s", err, stderr.String())
	}
	return string(out)
}

// ours runs a script beside others in this process. Its environment has
// variables, as KEY=VALUE.
func ours(variables ...string) host {
	return func(t *testing.T, text string, args ...string) string {
		var stdout, stderr bytes.Buffer
		env := environment{
			stdin: io.NopCloser(strings.NewReader("")), stdout: &stdout, stderr: &stderr,
			getenv: func(key string) (string, bool) {
				for _, v := range variables {
					if name, value, _ := strings.Cut(v, "="); name == key {
						return value, true
					}
				}
				return os.LookupEnv(key)
			},
			environ: os.Environ,
		}
		if status := run(append([]string{script(t, text)}, args...), env); status != 0 {
			t.Errorf("status %d\n%s", status, stderr.String())
		}
		return stdout.String()
	}
}

// outcomes lets one host hold files and another try to open them.
func outcomes(t *testing.T, holder, tryer host) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var holding sync.WaitGroup
	holding.Go(func() { holder(t, holdScript, dir) })
	defer holding.Wait()
	out := make(map[string]string)
	for line := range strings.Lines(tryer(t, tryScript, dir)) {
		at := strings.LastIndex(line, ";")
		out[line[:at]] = strings.TrimSpace(line[at+1:])
	}
	return out
}

// Whoever holds a file, and whoever tries to open it: what happens is what
// happens between two programs with libhdf5, down to the texts. Where it cannot
// be, docs/reliability.md says so.
func TestLocksAsBetweenH5pys(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir) // which the scripts change
	var both sync.WaitGroup
	var want, tried map[string]string
	both.Go(func() { want = outcomes(t, libhdf5, libhdf5) })
	both.Go(func() { tried = outcomes(t, libhdf5, ours()) })
	both.Wait()
	if len(want) < 600 {
		t.Fatalf("%d cases", len(want))
	}
	compare := func(what string, got map[string]string, allowed func(c lockCase, got string) bool) {
		for key, w := range want {
			f := strings.Split(key, ";")
			if g := got[key]; g != w && !allowed(lockCase{f[1], f[2], f[3], f[4]}, g) {
				t.Errorf("%s: %s: got %s, want %s", what, key, g, w)
			}
		}
	}
	compare("libhdf5 holds", tried, func(lockCase, string) bool { return false })
	compare("libhdf5 tries", outcomes(t, ours(), libhdf5), func(c lockCase, _ string) bool { return c.unnamed() })
	compare("two of ours", outcomes(t, ours(), ours()), lockCase.safer)
}

// lockCase is how a file is held and tried.
type lockCase struct{ hold, locked, mode, locking string }

// unnamed reports whether a file of ours that is held has not got its name yet.
func (c lockCase) unnamed() bool { return strings.Contains(";w;wn;x;an;", ";"+c.hold+";") }

// safer says where, without locks, ours may do what libhdf5 does not: refuse
// more, or open the file as it was before.
func (c lockCase) safer(got string) bool {
	if c.locked != "False" && c.locking != "False" {
		return false
	}
	return c.unnamed() || c.mode != "r" && strings.HasPrefix(got, "BlockingIOError 11")
}

// envScript tries to read and change what is held with each value of locking.
const envScript = `
import h5py, sys
for mode in "r", "r+":
    for locking in None, True, False, "best-effort":
        try: got = h5py.File(sys.argv[1], mode, locking=locking).close()
        except Exception as e: got = "%s %s" % (type(e).__name__, getattr(e, "errno", None))
        print(mode, locking, got)
for locking in 0, 1, "true", "false", "TRUE", "BEST_EFFORT", "yes", 2.5:
    try: h5py.File(sys.argv[2], "r", locking=locking).close(); got = "ok"
    except Exception as e: got = "%s %s" % (type(e).__name__, e)
    print(repr(locking), got)
`

// HDF5_USE_FILE_LOCKING and the argument locking mean what they mean to h5py,
// and which of them counts.
func TestLockingFromTheEnvironment(t *testing.T) {
	dir := t.TempDir()
	held, free := filepath.Join(dir, "held.h5"), filepath.Join(dir, "free.h5")
	ours()(t, "import h5py, sys\nfor n in sys.argv[1:]:\n    with h5py.File(n, 'w') as f: f['x'] = 1\n", held, free)
	values := []string{"", "TRUE", "FALSE", "BEST_EFFORT", "nonsense"}
	modes := []string{"r+"}
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		values = append(values, "1", "0", "true", "best_effort", "Best_Effort", "FALSE ")
		modes = append(modes, "r")
	}
	for _, mode := range modes {
		cmd := exec.Command(hdf5test.Python(t), "-c", "import h5py, sys\nf = h5py.File(sys.argv[1], sys.argv[2])\nprint('held', flush=True)\nsys.stdin.readline()\n", held, mode)
		in, err1 := cmd.StdinPipe()
		out, err2 := cmd.StdoutPipe()
		if err1 != nil || err2 != nil || cmd.Start() != nil {
			t.Fatal(err1, err2)
		}
		if _, err := out.Read(make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
		var tries sync.WaitGroup
		for _, value := range values {
			tries.Go(func() {
				cmd := exec.Command(hdf5test.Python(t), "-c", envScript, held, free)
				variable := "HDF5_USE_FILE_LOCKING=" + value
				cmd.Env = append(os.Environ(), variable)
				want, err := cmd.Output()
				if err != nil {
					t.Errorf("%s: %v", variable, err)
				}
				if got := ours(variable)(t, envScript, held, free); got != string(want) {
					t.Errorf("%s, h5py holds it with %q: got\n%swant\n%s", variable, mode, got, want)
				}
			})
		}
		tries.Wait()
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
}
