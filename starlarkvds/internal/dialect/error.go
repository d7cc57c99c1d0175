package dialect

import (
	"fmt"
	"strconv"
)

// A SyntaxError tells what is wrong with a script and where, in the words of
// CPython.
type SyntaxError struct {
	Class    string // "SyntaxError", "IndentationError" or "TabError"
	Filename string
	Pos, End Pos    // End is after the last character, or invalid
	Msg      string // as in "SyntaxError: invalid syntax"
	Line     string // the source line of Pos, without its line ending

	incomplete bool // more input might mend it
}

// Error returns "file:line:col: SyntaxError: message".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", e.Filename, e.Pos.Line, e.Pos.Col, e.Class, e.Msg)
}

// An ErrorList is the error of Parse and Lower: what is wrong with a script,
// in the order of the text. It is never empty.
type ErrorList []*SyntaxError

// Error returns the first error, and how many more there are.
func (l ErrorList) Error() string {
	if len(l) == 1 {
		return l[0].Error()
	}
	return fmt.Sprintf("%v (and %d more errors)", l[0], len(l)-1)
}

// Unwrap gives errors.As the single errors.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// lineAt returns the text of a line, or "" if there is none.
func lineAt(lines []string, line int32) string {
	if i := int(line) - 1; i >= 0 && i < len(lines) {
		return lines[i]
	}
	return ""
}

// internalError turns a panic, a mistake of this package, into an error.
func internalError(filename string, err *error) {
	if r := recover(); r != nil {
		*err = ErrorList{{
			Class: "SyntaxError", Filename: filename, Pos: Pos{1, 1},
			Msg: fmt.Sprintf("internal error: %v", r),
		}}
	}
}

func itoa(n int32) string { return strconv.Itoa(int(n)) }
