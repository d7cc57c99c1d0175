package ndarray

import "syscall"

// adviseHuge asks for huge pages under a large buffer, as numpy does: first
// touch is most of the cost of a large result otherwise. Failure is harmless.
func adviseHuge(b []byte) {
	const madvHugepage = 14
	_ = syscall.Madvise(b, madvHugepage)
}
