//go:build unix

package pyrt

import (
	"errors"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// systemErrno returns the number in an error of the system with the text that
// the C library gives it.
func systemErrno(err error) (int, string, bool) {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return 0, "", false
	}
	text := no.Error()
	r, n := utf8.DecodeRuneInString(text)
	return int(no), string(unicode.ToUpper(r)) + text[n:], true
}
