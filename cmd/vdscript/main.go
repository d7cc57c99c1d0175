// Command vdscript runs h5py scripts, explores HDF5 files at a prompt, and
// looks after virtual datasets. See --help.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// headroom is how many bytes a script allocates before the first garbage
// collection, and between two of them at least: most scripts end before.
const headroom = 64 << 20

func main() {
	ballast := raiseHeap()
	status := run(os.Args[1:], environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.LookupEnv, environ: os.Environ,
	})
	runtime.KeepAlive(ballast)
	os.Exit(status)
}

// raiseHeap returns memory that counts as heap for as long as it is kept and,
// never touched, takes none: the collector, which runs when the heap has
// doubled, waits for as many bytes. A collection right at the start, which the
// ballast itself would bring about, is put off too: its sweeper would run, and
// make others wait, until a short script is over. After the first collection
// the usual rule holds, which GOGC may set.
func raiseHeap() []byte {
	usual := debug.SetGCPercent(100 * 2 * headroom / smallestHeap)
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
	return make([]byte, headroom)
}

// smallestHeap is the least heap, in bytes, at which Go's collector runs at 100
// per cent; another percentage changes it in proportion.
const smallestHeap = 4 << 20
