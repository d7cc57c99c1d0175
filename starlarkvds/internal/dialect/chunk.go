package dialect

import "strings"

// Incomplete reports whether src, the lines typed at a prompt so far joined
// with newlines and without one after the last, is the beginning of a
// statement that needs more lines: it ends within brackets, a triple-quoted
// string or a joined line, or in a block, which an empty line ends.
func Incomplete(src string) (incomplete bool) {
	var failed error
	defer internalError("", &failed)
	p, err := newParser("", []byte(src))
	if err != nil {
		return false
	}
	last := p.lines[len(p.lines)-1]
	blank := strings.TrimSpace(last) == "" && len(p.lines) > 1
	body := p.file()
	if len(p.errors) > 0 {
		first := p.errors[0]
		return first.incomplete && (!blank || p.tok.kind == tokError)
	}
	if len(body) == 0 || blank {
		return false
	}
	switch body[len(body)-1].(type) {
	case *FunctionDef, *ClassDef, *For, *While, *If, *With, *Try:
		return true
	}
	return false
}
