package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// killedScript makes a file and changes it until it is killed.
const killedScript = `
import h5py, sys, numpy as np
path, libver, swmr, flush = sys.argv[1], sys.argv[2], sys.argv[3] == "swmr", int(sys.argv[4])
f = h5py.File(path, "w", libver=libver)
d = f.create_dataset("d", (0,), "i8", maxshape=(None,), chunks=(64,))
f.flush()
if swmr: f.swmr_mode = True
print("ready", flush=True)
i = 0
while True:
    d.resize((i + 10,))
    d[i:i + 10] = np.arange(i, i + 10)
    i += 10
    if not swmr and i % 50 == 0: f.create_dataset("g%d/x" % i, data=np.arange(20))
    if i % flush == 0: f.flush()
`

// lookScript tells what a program sees of the files that are left.
const lookScript = `
import h5py, os, shutil, sys, numpy as np
for name in sys.argv[1:]:
    for mode in "r", "rs", "r+", "a":
        shutil.copy(name, "copy.h5")
        try:
            with h5py.File("copy.h5", mode.rstrip("s"), swmr=mode == "rs") as f:
                d = f["d"][...]
                groups = sorted(k for k in f if k != "d")
                for k in groups: f[k]["x"][...]
                print(os.path.basename(name), mode, len(d), bool((d == np.arange(len(d))).all()), len(groups))
        except Exception as e:
            print(os.path.basename(name), mode, type(e).__name__, str(e)[:150])
`

// What h5py writers leave that are killed is opened, or refused, as h5py does it;
// a traceback and "recover --clear" help with the flags.
func TestFilesOfKilledH5py(t *testing.T) {
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(7, 7))
	kills := 6
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		kills = 60
	}
	var names []string
	for i := range kills {
		kind := [][]string{{"earliest", "no"}, {"latest", "no"}, {"latest", "swmr"}, {"v110", "no"}}[i%4]
		flush := []string{"10", "100", "1000000000"}[rng.IntN(3)]
		name := filepath.Join(dir, fmt.Sprintf("k%d.h5", i))
		cmd := exec.Command(hdf5test.Python(t), "-W", "ignore", "-c", killedScript, name, kind[0], kind[1], flush)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err == nil {
			_, err = out.Read(make([]byte, 6))
		}
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.IntN(100)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Error("the writer was not killed")
		}
		names = append(names, name)
	}
	runBoth(t, script(t, lookScript), names...)
	refused := vdscript(t, dir, script(t, "import h5py\nh5py.File('k1.h5')\n"))
	if refused.status == 0 || !strings.Contains(refused.stderr, "h5clear") && !strings.Contains(refused.stderr, "truncated") {
		t.Errorf("a file that was left open: got %+v", refused)
	}
	if strings.Contains(refused.stderr, "h5clear") && !strings.Contains(refused.stderr, "vdscript recover --clear") {
		t.Errorf("no advice: %s", refused.stderr)
	}
	for _, name := range names {
		if r := vdscript(t, dir, "recover", "--clear", name); r.status != 0 {
			t.Errorf("recover: %+v", r)
		}
	}
	runBoth(t, script(t, lookScript), names...)
}
