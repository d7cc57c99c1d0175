package dialect

// Parse parses a script. src is UTF-8, with or without a byte order mark. The
// error is an ErrorList.
func Parse(filename string, src []byte) (*File, error) {
	panic("not yet")
}

// Incomplete reports whether src, typed at a prompt, is the beginning of a
// statement that needs more lines: an open bracket, string or block. A block
// is complete when it ends with an empty line.
func Incomplete(src string) bool {
	panic("not yet")
}
