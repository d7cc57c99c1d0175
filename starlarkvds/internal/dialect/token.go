package dialect

// A tokenKind classifies tokens.
type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokNewline
	tokIndent
	tokDedent
	tokName    // identifier; text is NFC-less source text
	tokKeyword // reserved word
	tokNumber  // value is int64, *big.Int, float64 or Imag
	tokString  // value is string or Bytes
	tokFStart  // the prefix and quotes that begin an f-string
	tokFMiddle // literal text of an f-string; value is a string
	tokFEnd    // the quotes that end an f-string
	tokOp      // operator or delimiter
	tokError   // value is the *SyntaxError that ended scanning
)

// A token is a lexical element. Its text is the source text between start and
// end, offsets begin and stop.
type token struct {
	kind        tokenKind
	text        string
	value       any
	start, end  Pos
	begin, stop int
}

// is reports whether the token is the given operator or keyword.
func (t *token) is(text string) bool {
	return t.text == text && (t.kind == tokOp || t.kind == tokKeyword)
}

// IsKeyword reports whether a word is reserved.
func IsKeyword(word string) bool {
	switch word {
	case "False", "None", "True", "and", "as", "assert", "async", "await",
		"break", "class", "continue", "def", "del", "elif", "else", "except",
		"finally", "for", "from", "global", "if", "import", "in", "is",
		"lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
		"while", "with", "yield":
		return true
	}
	return false
}

// operatorAt returns the longest operator or delimiter at the start of s, or
// "".
func operatorAt(s string) string {
	for n := min(3, len(s)); n > 0; n-- {
		switch op := s[:n]; op {
		case "**=", "//=", ">>=", "<<=", "...",
			"==", "!=", "<=", ">=", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
			"^=", "@=", "**", "//", "<<", ">>", ":=",
			"+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")",
			"[", "]", "{", "}", ",", ":", ".", ";", "=":
			return op
		}
	}
	return ""
}
