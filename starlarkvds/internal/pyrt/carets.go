package pyrt

import (
	"strings"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file underlines the part of a line that an entry of a traceback stands
// at, by the rules of CPython 3.11: nothing where that is the whole line, and
// of a binary operation or a subscript the operator or the brackets.

// carets returns the line below the source line, which begins where the source
// line does without its indentation; "" for none.
func (f *tbFrame) carets() string {
	line := []rune(f.text)
	indent := len(line) - len([]rune(strings.TrimLeft(f.text, " \t\f")))
	if !f.place.Start.IsValid() {
		return pointer(line, indent, f.col-1)
	}
	start, end := int(f.place.Start.Col)-1, int(f.place.End.Col)-1
	from, to := -1, -1 // the operator
	if f.place.Start.Line != f.place.End.Line {
		end = len([]rune(strings.TrimRight(f.text, " \t\f")))
	} else if end <= len(line) && start < end {
		from, to = anchors(string(line[start:end]))
	}
	if start < indent || end > len(line) || from < 0 && end-start == len(line)-indent {
		return ""
	}
	marks := []byte(strings.Repeat(" ", start-indent) + strings.Repeat("^", end-start))
	if from >= 0 {
		for i := start; i < end; i++ {
			if at := i - start; at < from || at >= to {
				marks[i-indent] = '~'
			}
		}
	}
	return string(marks)
}

// pointer points at a column, unless that is where the line begins: then it
// would say nothing.
func pointer(line []rune, indent, col int) string {
	if col <= indent || col >= len(line) {
		return ""
	}
	return strings.Repeat(" ", col-indent) + "^"
}

// anchors returns the columns of the operator, or of the brackets, of an
// expression that is a binary operation or a subscript; -1 for others.
func anchors(text string) (from, to int) {
	file, err := dialect.Parse("", []byte(text))
	if err != nil || len(file.Body) != 1 {
		return -1, -1
	}
	s, ok := file.Body[0].(*dialect.ExprStmt)
	if !ok {
		return -1, -1
	}
	switch x := s.Value.(type) {
	case *dialect.BinOp:
		_, left := x.Left.Span()
		right, _ := x.Right.Span()
		return operatorColumns([]rune(text), int(left.Col)-1, int(right.Col)-1)
	case *dialect.Subscript:
		_, value := x.Value.Span()
		_, index := x.Index.Span()
		return int(value.Col) - 1, int(index.Col)
	}
	return -1, -1
}

// operatorColumns returns the first characters between two operands that are no
// spaces: one, or two.
func operatorColumns(text []rune, left, right int) (from, to int) {
	space := func(i int) bool { return strings.ContainsRune(" \t\f", text[i]) }
	for i := left; i < right && i < len(text); i++ {
		if space(i) {
			continue
		}
		if i+1 < right && !space(i+1) {
			return i, i + 2
		}
		return i, i + 1
	}
	return -1, -1
}
