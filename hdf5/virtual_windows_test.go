package hdf5_test

import "os"

// makeFIFO makes a directory: Windows has no FIFO in the file system.
func makeFIFO(name string) error { return os.Mkdir(name, 0o700) }
