//go:build unix

package ndarray

import "syscall"

// available reports whether the system would give n bytes now. Go ends the
// program when it does not get memory, so a large request is first made, and
// given back untouched, in a way that may fail.
func available(n int) bool {
	const slack = 64 << 20 // what Go's arenas round up to
	if n > maxAllocation-slack {
		return false
	}
	b, err := syscall.Mmap(-1, 0, n+slack, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return false
	}
	return syscall.Munmap(b) == nil
}
