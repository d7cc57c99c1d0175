// Command vdscript runs h5py scripts, explores HDF5 files at a prompt, and
// looks after virtual datasets. See --help.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.LookupEnv, environ: os.Environ,
	}))
}
