//go:build !unix

package pyrt

// systemErrno knows no numbers: those of other systems are not the ones that
// scripts expect.
func systemErrno(error) (int, string, bool) { return 0, "", false }
