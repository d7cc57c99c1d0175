// Command vdscript runs h5py scripts, explores HDF5 files at a prompt, and
// looks after virtual datasets. See --help.
package main

import (
	"os"
	"runtime"
)

// headroom is how many bytes a script allocates before the first garbage
// collection, and between two of them at least: most scripts end before.
const headroom = 32 << 20

func main() {
	// The collector runs when the heap has doubled. These bytes count as heap
	// and, never touched, take no memory.
	ballast := make([]byte, headroom)
	status := run(os.Args[1:], environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.LookupEnv, environ: os.Environ,
	})
	runtime.KeepAlive(ballast)
	os.Exit(status)
}
