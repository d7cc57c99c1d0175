//go:build unix

package driver_test

import "syscall"

func makeFIFO(name string) error { return syscall.Mkfifo(name, 0o600) }
