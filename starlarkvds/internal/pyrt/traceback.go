package pyrt

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// This file renders exceptions as CPython's tracebacks.

// Traceback returns the text that Python prints for an uncaught exception:
// causes and contexts first, each with its calls and source lines, and last
// the message. line gives the text of a source line, or "" where it is
// unknown. The text ends in a newline.
func Traceback(e *Error, line func(file string, line int) string) string {
	var b strings.Builder
	writeTraceback(&b, e, line, 0)
	return b.String()
}

// maxChain bounds the causes that a traceback shows.
const maxChain = 50

func writeTraceback(b *strings.Builder, e *Error, line func(string, int) string, depth int) {
	switch {
	case depth > maxChain:
	case e.Cause != nil:
		writeTraceback(b, e.Cause, line, depth+1)
		b.WriteString("\nThe above exception was the direct cause of the following exception:\n\n")
	case e.Context != nil && !e.HideContext:
		writeTraceback(b, e.Context, line, depth+1)
		b.WriteString("\nDuring handling of the above exception, another exception occurred:\n\n")
	}
	stack := e.Stack
	if depth > 0 {
		stack = stack[min(e.base, len(stack)):]
	}
	b.WriteString(StackTraceback(stack, line))
	b.WriteString(e.class.shownName())
	if msg := e.Message(); msg != "" {
		b.WriteString(": " + msg)
	}
	if e.hint != "" {
		fmt.Fprintf(b, ". Did you mean: '%s'?", e.hint)
	}
	b.WriteByte('\n')
	for _, note := range e.Notes {
		b.WriteString(note + "\n")
	}
}

// StackTraceback returns the head of a traceback: the calls of a stack with
// their source lines, without the message. Frames of the runtime are hidden,
// and the pieces that one function was cut into show as one frame.
func StackTraceback(stack starlark.CallStack, line func(file string, line int) string) string {
	frames := visibleFrames(stack)
	if len(frames) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("Traceback (most recent call last):\n")
	repeats := 0
	for i, f := range frames {
		if i > 0 && f == frames[i-1] {
			if repeats++; repeats >= 3 {
				continue
			}
		} else {
			writeRepeats(&b, repeats)
			repeats = 0
		}
		writeFrame(&b, f, line)
	}
	writeRepeats(&b, repeats)
	return b.String()
}

// writeRepeats tells how many equal frames were left out.
func writeRepeats(b *strings.Builder, repeats int) {
	if n := repeats - 2; n > 0 {
		fmt.Fprintf(b, "  [Previous line repeated %d more time%s]\n", n, plural(n))
	}
}

// visibleFrames drops the runtime's frames. A piece of a function replaces the
// frame of the function that called it.
func visibleFrames(stack starlark.CallStack) []starlark.CallFrame {
	var frames []starlark.CallFrame
	for _, f := range stack {
		name, hidden, piece := dialect.FrameName(f.Name)
		if hidden || f.Pos.Filename() == "<builtin>" {
			continue
		}
		f.Name = name
		if piece {
			for i := len(frames) - 1; i >= 0; i-- {
				if frames[i].Name == name {
					frames = frames[:i]
					break
				}
			}
		}
		frames = append(frames, f)
	}
	return frames
}

func writeFrame(b *strings.Builder, f starlark.CallFrame, line func(string, int) string) {
	fmt.Fprintf(b, "  File \"%s\", line %d, in %s\n", f.Pos.Filename(), f.Pos.Line, f.Name)
	if line == nil {
		return
	}
	text := line(f.Pos.Filename(), int(f.Pos.Line))
	if trimmed := strings.TrimSpace(text); trimmed != "" {
		fmt.Fprintf(b, "    %s\n", trimmed)
		if caret := caretLine(text, f.Pos); caret != "" {
			fmt.Fprintf(b, "    %s\n", caret)
		}
	}
}

// caretLine points at the column of a position, unless that is where the line
// begins: then it would say nothing.
func caretLine(text string, pos syntax.Position) string {
	indent := utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " \t\f"))
	col := int(pos.Col) - 1 - indent
	if col <= 0 || col >= utf8.RuneCountInString(strings.TrimSpace(text)) {
		return ""
	}
	return strings.Repeat(" ", col) + "^"
}

// SyntaxTraceback returns what Python prints for a script that cannot be
// compiled: place, line, carets and message.
func SyntaxTraceback(list dialect.ErrorList) string {
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  File \"%s\", line %d\n", e.Filename, e.Pos.Line)
		if trimmed := strings.TrimLeft(e.Line, " \t\f"); strings.TrimSpace(trimmed) != "" {
			fmt.Fprintf(&b, "    %s\n", strings.TrimRight(trimmed, " \t\r\n"))
			indent := utf8.RuneCountInString(e.Line) - utf8.RuneCountInString(trimmed)
			if col := int(e.Pos.Col) - 1 - indent; col >= 0 {
				width := 1
				if e.End.Line == e.Pos.Line && e.End.Col > e.Pos.Col {
					width = int(e.End.Col - e.Pos.Col)
				}
				fmt.Fprintf(&b, "    %s%s\n", strings.Repeat(" ", col), strings.Repeat("^", width))
			}
		}
		fmt.Fprintf(&b, "%s: %s\n", e.Class, e.Msg)
	}
	return b.String()
}
